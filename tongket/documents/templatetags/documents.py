"""``{% load documents %}``: the link from an entry page to the scans of its signed lists."""

from __future__ import annotations

from typing import Any

from django import template

from tongket.documents import queries
from tongket.documents.permissions import may_write
from tongket.documents.signed_lists import title_of
from tongket.organisation.models import Unit

register = template.Library()


@register.inclusion_tag("documents/_signed_lists.html", takes_context=True)
def signed_lists(context: dict[str, Any], step: str, unit: Unit, year: int) -> dict[str, Any]:
    """A line that names the step's signed lists of the unit and leads to the page where more are kept.

    Empty for whoever may not read the unit's papers.
    """
    actor = context["request"].actor
    if not may_write(actor, unit, "see_documents").allowed:
        return {"rows": [], "may_keep": False}
    return {
        "step": step,
        "title": title_of(step),
        "unit": unit,
        "year": year,
        "rows": queries.signed_lists(actor, unit, year, step),
        "may_keep": may_write(actor, unit, "keep_signed_list").allowed,
    }

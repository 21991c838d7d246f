"""A page leads only to what its reader may open: asked before a link is shown, else its text stands alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tongket.site.evidence import changed_since
from tongket.site.openings import leads_somewhere
from tongket.site.openings import opens as view_opens
from tongket.site.scope import Scope
from tongket.site.sight import visible

register = template.Library()


@register.filter
def opens(scope: Scope, view: str) -> bool:
    """``{% if scope|opens:"awards:register" %}``: whether the reader holds the right that opens such pages."""
    return view_opens(scope, view)


@register.filter
def open_to(url: str, scope: Scope) -> bool:
    """``{% if url|open_to:scope %}``: the same for an address that comes from a query; false for an empty one."""
    return leads_somewhere(scope, url)


@register.simple_tag(takes_context=True)
def openable(context: template.Context, rows: Iterable[Any] | Any, path: str = "") -> frozenset[Model]:
    """``{% openable rows "award.decision" as open %}``: of the records that stand at ``path`` of the rows (one row
    or many; a number in the path is a place in a tuple), those the reader may open; one query for each kind.
    Then ``{% if row.award.decision in open %}``.
    """
    many = rows if isinstance(rows, Iterable) and not isinstance(rows, str) else [rows]
    found = [record for record in (_at(row, path) for row in many) if isinstance(record, Model)]
    seen = visible(context["request"].actor, {(record._meta.label, record.pk) for record in found})
    return frozenset(seen.values())


def _at(row: Any, path: str) -> Any:
    for name in path.split(".") if path else ():
        row = row[int(name)] if name.isdigit() else getattr(row, name, None)
        if row is None:
            return None
    return row


@register.simple_tag(takes_context=True)
def changed_behind(context: template.Context, record: Model) -> SafeString:
    """``{% changed_behind document %}``: a notice when something that the paper or event was made from has changed
    since, with each place; nothing otherwise."""
    rows = changed_since(context["request"].actor, record)
    return SafeString(render_to_string("components/changed_since.html", {"rows": rows}))

"""Components that take their items as data: steps, timelines, tabs, filters, explanations, equations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from tongket.access.roles import Role, roles_for
from tongket.organisation.models import Unit
from tongket.organisation.permissions import may
from tongket.site.components.values import day_month

register = template.Library()


def _render(name: str, items: Iterable[Any]) -> str:
    return render_to_string(f"components/{name}.html", {"items": list(items)})


@register.simple_tag
def steps(items: Iterable[Any]) -> str:
    """A line of steps: text, state (done, now, late, todo), note, url."""
    return _render("steps", items)


@register.simple_tag
def timeline(items: Iterable[Any]) -> str:
    """What happened when: text, when, note, url."""
    return _render("timeline", items)


@register.simple_tag
def tabs(items: Iterable[Any]) -> str:
    """Views of one thing, as links: text, url, active, count."""
    return _render("tabs", items)


@register.simple_tag
def count_filters(items: Iterable[Any]) -> str:
    """Counts that filter: text, count, url, active, icon, tone."""
    return _render("count_filters", items)


@register.simple_tag
def facts_list(items: Iterable[Any]) -> str:
    """Label and value per row: label, value, note, url."""
    return _render("facts_list", items)


#: How the answer to a condition looks: icon and tone.
ANSWERS = {
    "met": ("check", "good"),
    "unmet": ("x", "attention"),
    "warning": ("alert-triangle", "attention"),
    "undetermined": ("question-mark", "muted"),
    "unknown": ("question-mark", "muted"),
    "hidden": ("eye-off", "muted"),
    "pending": ("clock-pause", "muted"),
}


@register.simple_tag
def answer(state: str) -> str:
    """The round mark of a condition."""
    icon, tone = ANSWERS[state]
    return render_to_string("components/answer.html", {"icon": icon, "tone": tone, "state": state})


@register.simple_tag
def checks(items: Iterable[Any]) -> str:
    """What was checked: text, state, note, value."""
    return _render("checks", items)


@register.simple_tag
def explanation(nodes: Iterable[Any]) -> str:
    """Conditions with their answers, values, grounds and records; children are indented."""
    return render_to_string("components/explanation.html", {"nodes": list(nodes), "top": True})


@register.simple_tag
def ladder(items: Iterable[Any]) -> str:
    """The levels side by side: level, note, current, missed."""
    return _render("ladder", items)


@register.simple_tag
def equation(lines: Iterable[Any]) -> str:
    """A calculation in words and formulas, the last line large: text, formula, figure, url."""
    shown = []
    for line in lines:
        formula = str(_of(line, "formula"))
        part = str(_of(line, "figure"))
        before, found, after = formula.partition(part) if part else (formula, "", "")
        shown.append(
            {
                "text": _of(line, "text"),
                "before": before,
                "figure": found,
                "after": after,
                "url": _of(line, "url"),
            }
        )
    return _render("equation", shown)


def _of(item: Any, name: str) -> Any:
    """A value of an item that is a dict or an object; empty when it has none."""
    value = item.get(name, "") if isinstance(item, dict) else getattr(item, name, "")
    return "" if value is None else value


@register.filter
def when(value: Any) -> Any:
    """A date as day and month, anything else as it is."""
    return day_month(value) if isinstance(value, dt.date) else value


@register.simple_tag(takes_context=True)
def export_links(
    context: template.Context, url_name: str, action: str, *arguments: Any, at: Unit | None = None
) -> str:
    """The list as a file, with the filters that the page has: for Excel, and as CSV; for those with the right.

    ``at`` is the unit whose list it is, where the page may show another's than the one looked at."""
    request: HttpRequest = context["request"]
    if roles_for(action).isdisjoint(map(Role, request.scope.roles)):
        return ""
    if at is not None and not may(request.actor, action, at).allowed:
        return ""
    kept = request.GET.copy()
    kept.pop("page", None)
    query = f"?{kept.urlencode()}" if kept else ""
    urls = {form: reverse(url_name, args=[*arguments, form]) + query for form in ("xlsx", "csv")}
    return render_to_string("components/export_links.html", {"urls": urls})

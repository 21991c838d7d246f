"""Controls of forms written without templates: a table of hundreds of them is a page, not a second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import BaseRenderer, DjangoTemplates
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

INPUTS = frozenset(
    f"django/forms/widgets/{name}.html"
    for name in ("input", "text", "number", "date", "email", "hidden", "checkbox")
)
SELECT = "django/forms/widgets/select.html"
OPTION = "django/forms/widgets/select_option.html"


class QuickRenderer(DjangoTemplates):
    """The same markup as Django's own templates for inputs and selects; everything else as the form's renderer."""

    def __init__(self, other: BaseRenderer) -> None:
        self.other = other

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        widget = context.get("widget", {})
        if template_name in INPUTS:
            return _input(widget)
        if template_name == SELECT and _is_plain(widget):
            return _select(widget)
        return self.other.render(template_name, context, request)


def _is_plain(widget: Mapping[str, Any]) -> bool:
    """No groups, and options of the usual kind."""
    return all(
        name is None and all(option["template_name"] == OPTION for option in options)
        for name, options, _index in widget["optgroups"]
    )


def _attributes(widget: Mapping[str, Any]) -> SafeString:
    pairs = [(name, value) for name, value in widget["attrs"].items() if value is not False]
    return SafeString(
        "".join(
            format_html(" {}", name) if value is True else format_html(' {}="{}"', name, str(value))
            for name, value in pairs
        )
    )


def _input(widget: Mapping[str, Any]) -> SafeString:
    value = widget["value"]
    shown = "" if value is None else format_html(' value="{}"', str(value))
    return format_html(
        '<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], shown, _attributes(widget)
    )


def _select(widget: Mapping[str, Any]) -> SafeString:
    options = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (str(option["value"]), _attributes(option), conditional_escape(option["label"]))
            for _name, group, _index in widget["optgroups"]
            for option in group
        ),
    )
    return format_html('<select name="{}"{}>{}</select>', widget["name"], _attributes(widget), options)

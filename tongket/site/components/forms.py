"""Fields of forms with label, help and inline error."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tongket.common.errors import StaleText
from tongket.site.components.quick_controls import QuickRenderer

register = template.Library()

#: The field that carries the version of the record that a form changes.
VERSION = "version"
#: What Django writes for the choice of nothing.
DASHES = "---------"
LIST_WIDGETS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def _control(bound: BoundField, **extra: str) -> str:
    """The control with the classes of the house style, and its error and help bound to it for readers."""
    widget = bound.field.widget
    if isinstance(widget, (*LIST_WIDGETS, forms.CheckboxInput)):
        css = "form-check-input"
    elif isinstance(widget, forms.Select):
        css = "form-select"
    else:
        css = "form-control"
    if bound.errors:
        css += " is-invalid"
    # A hint stands under the field, where it stays readable while typing: never as a placeholder.
    attributes: dict[str, Any] = {
        "class": f"{widget.attrs.get('class', '')} {css}".strip(),
        "placeholder": False,
    }
    attributes |= extra
    parts = (("help", bound.help_text), ("error", bound.errors))
    described = [f"{bound.auto_id}_{part}" for part, there in parts if there]
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    form = bound.form
    if not isinstance(form.renderer, QuickRenderer):
        form.renderer = QuickRenderer(form.renderer)
    return bound.as_widget(attrs=attributes)


def _is_remarkably_optional(bound: BoundField) -> bool:
    """Whether to say that the field may stay empty: not where every field of the form may."""
    return not bound.field.required and any(f.required for f in bound.form.fields.values())


def _name_empty_choice(bound: BoundField) -> None:
    """The choice of nothing in words, in place of a row of dashes."""
    field = bound.field
    text = _("chọn") if field.required else "–"
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = text
    elif isinstance(field, forms.ChoiceField):
        field.choices = [(value, text if label == DASHES else label) for value, label in field.choices]


@register.simple_tag
def field(bound: BoundField, *, label: Any = "", wide: bool = False, help: bool = True) -> str:
    """Label, control, help and errors of one field."""
    widget = bound.field.widget
    if bound.is_hidden:
        return str(bound)
    kind = "line"
    if isinstance(widget, forms.Select):
        _name_empty_choice(bound)
    if isinstance(widget, LIST_WIDGETS):
        kind = "choices"
        widget.attrs["class"] = "form-check-input"
    elif isinstance(widget, forms.CheckboxInput):
        kind = "check"
    elif isinstance(widget, forms.FileInput):
        kind = "file"
    return render_to_string(
        "components/field.html",
        {
            "field": bound,
            "kind": kind,
            "label": label or bound.label,
            "help": help and bound.help_text,
            "wide": wide or isinstance(widget, forms.Textarea),
            "control": _control(bound) if kind != "choices" else "",
            "optional": kind in ("line", "file") and _is_remarkably_optional(bound),
        },
    )


@register.simple_tag
def cell(bound: BoundField, *, label: Any = "") -> str:
    """The control alone, for tables: the label is read out only, an error stands beneath."""
    return render_to_string(
        "components/cell.html",
        {"field": bound, "control": _control(bound, **{"aria-label": str(label or bound.label)})},
    )


def _take_ids(context: template.Context, form: forms.BaseForm) -> None:
    """Give the form ids that no other form of the page has: a label belongs to one field only."""
    request = context.get("request")
    if request is None:
        return
    taken: set[str] = request.__dict__.setdefault("form_ids", set())
    # A form that is shown many times keeps the wording of its first ids.
    given = str(form.__dict__.setdefault("first_auto_id", form.auto_id))
    form.auto_id, number = given, 1
    while not taken.isdisjoint(bound.auto_id for bound in form):
        number += 1
        form.auto_id = given.replace("%s", f"%s_{number}")
    taken.update(bound.auto_id for bound in form)


def _go_on_from_there(form: forms.BaseForm) -> None:
    """A form that was told of another's change knows the version it has seen: sent again, it is meant so."""
    for error in form.errors.as_data().get(forms.forms.NON_FIELD_ERRORS, []):
        found = getattr(error.message, "found", None)
        if isinstance(error.message, StaleText) and found is not None and VERSION in form.fields:
            form.data = form.data.copy()
            form.data[form.add_prefix(VERSION)] = str(found)


@register.simple_tag(takes_context=True)
def form_errors(context: template.Context, form: forms.BaseForm) -> str:
    """What is wrong with the form as a whole, and how many fields have faults."""
    _take_ids(context, form)
    form.ids_are_taken = True
    _go_on_from_there(form)
    faulty = [bound for bound in form if bound.errors]
    return render_to_string("components/form_errors.html", {"form": form, "faulty": faulty})


@register.simple_tag(takes_context=True)
def fields(context: template.Context, form: forms.BaseForm) -> str:
    """All fields of a form in their order, hidden ones too. ``form_errors`` of the same form comes before."""
    if not getattr(form, "ids_are_taken", False):
        _take_ids(context, form)
    form.ids_are_taken = False
    return render_to_string("components/fields.html", {"form": form})

"""From a figure to its records, from a record to its history: what may be shown, in which words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import JSONField, Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext

from tongket.access.decisions import Actor
from tongket.audit.journal import open_value
from tongket.audit.models import Entry, Use
from tongket.audit.queries import history_of, used_by, uses_of
from tongket.audit.staleness import changed_behind
from tongket.common.dates import format_day
from tongket.common.errors import Missing
from tongket.ratings.models import Outcome
from tongket.rounds.packs import pack_for
from tongket.site.acts import act_text, model_text, role_text
from tongket.site.sight import visible, visible_sources
from tongket.site.states import LEVELS
from tongket.site.visits import actor_names, doer

#: So many changed records are named beside a paper; the first of them are enough to look again.
MOST_CHANGED = 20
#: The role under which the rating notes what a fact of the rules was taken from.
FACT = "fact:"


@dataclass(frozen=True)
class Evidence:
    """One record behind a figure: the value as it was used, and whether the record has changed since."""

    text: str
    kind: str
    url: str
    field: str
    value: str
    stale: bool


@dataclass(frozen=True)
class ChangedSince:
    """A record that changed after it was used: where in the thing it stands, and what had been used of it."""

    text: str
    kind: str
    url: str
    value: str
    place: str
    place_url: str


@dataclass(frozen=True)
class Changed:
    """One field of a record before and after an act."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Happened:
    """One act in a record's history."""

    text: str
    actor: str
    entry: Entry
    changes: list[Changed]


def record(viewer: Actor, label: str, pk: int) -> Model:
    """The record by 'room.Model' and id, if it may be seen; else as if it were absent."""
    found = visible(viewer, [(label, pk)]).get((label, pk))
    if found is None:
        raise Missing(thing=gettext("hồ sơ"))
    return found


def uses_behind(viewer: Actor, obj: Model, role: str) -> QuerySet[Use]:
    """What the figure ``role`` of ``obj`` was made from; what may not be seen is not told of (U8)."""
    return visible_sources(viewer, used_by(obj, role)).order_by("pk")


def sources_of(viewer: Actor, uses: Iterable[Use]) -> list[Evidence]:
    """The records behind some uses, for a page of them."""
    return _evidence(viewer, list(uses), "source")


def places_used(viewer: Actor, obj: Model) -> list[Evidence]:
    """Where values of the record were used."""
    return _evidence(viewer, list(uses_of(obj).order_by("pk")), "user")


def changed_since(viewer: Actor, obj: Model) -> list[ChangedSince]:
    """What has changed behind a paper, conference or article since it was made, with the place of each in it."""
    found = changed_behind(obj, MOST_CHANGED)
    firsts = [(b.first.source_model, b.first.source_id) for b in found]
    seen = visible(viewer, [*((b.changed.source_model, b.changed.source_id) for b in found), *firsts])
    rows = []
    for behind in found:
        use, first = behind.changed, behind.first
        source = seen.get((use.source_model, use.source_id))
        place = seen.get((first.source_model, first.source_id))
        if source is None or place is None:
            continue
        where = figure_text(obj, first.role)
        rows.append(
            ChangedSince(
                text=_with_owner(source),
                kind=model_text(use.source_model),
                url=reverse("audit:history", args=[use.source_model, use.source_id]),
                value=value_text(type(source), use.source_field, use.value),
                place=where if behind.direct else f"{where}: {_with_owner(place)}",
                place_url=reverse("audit:records", args=[obj._meta.label, obj.pk, first.role]),
            )
        )
    return rows


def _with_owner(obj: Model) -> str:
    """A record with the name of whom it is about: a level alone does not say whose."""
    owner = getattr(obj, "person", None) or getattr(obj, "unit", None)
    return f"{owner.name}: {obj}" if owner is not None and owner.name not in str(obj) else str(obj)


def _evidence(viewer: Actor, uses: list[Use], side: str) -> list[Evidence]:
    keys = [(getattr(u, f"{side}_model"), getattr(u, f"{side}_id")) for u in uses]
    found = visible(viewer, keys)
    return [_row(use, found[key], side) for use, key in zip(uses, keys, strict=True) if key in found]


def _row(use: Use, obj: Model, side: str) -> Evidence:
    is_source = side == "source"
    value = value_text(type(obj), use.source_field, use.value) if is_source else _plain(use.value)
    return Evidence(
        text=str(obj),
        kind=model_text(obj._meta.label),
        url=address_of(obj),
        field=field_text(type(obj), use.source_field) if is_source else figure_text(obj, use.role),
        value=value,
        stale=is_source and getattr(obj, "version", use.source_version) != use.source_version,
    )


def address_of(obj: Model) -> str:
    """The page of a record; that of its history when it has none of its own."""
    own: Callable[[], str] | None = getattr(obj, "get_absolute_url", None)
    return own() if own else reverse("audit:history", args=[obj._meta.label, obj.pk])


def history(obj: Model) -> list[Happened]:
    """The acts that changed a record, newest first, with what they changed."""
    entries = list(history_of(obj))
    names = actor_names(entries)
    label = obj._meta.label
    return [
        Happened(
            text=act_text(entry.action),
            actor=doer(entry, names),
            entry=entry,
            changes=[
                change
                for effect in entry.effects
                if effect["model"] == label and effect["id"] == obj.pk
                for change in _changes(type(obj), effect["fields"])
            ],
        )
        for entry in entries
    ]


def _changes(model: type[Model], fields: list[list[Any]]) -> Iterable[Changed]:
    for name, old, new in fields:
        text = field_text(model, name)
        if text:
            yield Changed(
                text, value_text(model, name, open_value(old)), value_text(model, name, open_value(new))
            )


def field_text(model: type[Model], name: str) -> str:
    """The name of a field as people call it; empty for the system's own fields, which have none,
    and for whole documents, which have pages of their own."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    named = getattr(field, "verbose_name", "")
    return str(named) if isinstance(named, Promise) and not isinstance(field, JSONField) else ""


def value_text(model: type[Model], name: str, value: Any) -> str:
    """A value of the journal as people read it: choices by their word, dates, others' records by name."""
    if value is None or value == "":
        return ""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return _plain(value)
    if field.is_relation and field.related_model is not None:
        other = field.related_model._default_manager.filter(pk=value).first()
        return str(other) if other is not None else _plain(value)
    words = dict(field.flatchoices)
    if value in words:
        return str(words[value])
    python = field.to_python(value)
    return format_day(python) if hasattr(python, "strftime") else _plain(python)


def _plain(value: Any) -> str:
    """A value that no field explains: yes and no, levels and plain texts."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("có") if value else gettext("không")
    return str(LEVELS[value].name) if isinstance(value, str) and value in LEVELS else str(value)


def figure_text(obj: Model, role: str) -> str:
    """What a figure of a record is: facts by the label of the rules that hold for the round."""
    if isinstance(obj, Outcome) and role.startswith(FACT):
        table = "members" if obj.person_id else "units"
        fact = pack_for(obj.round).facts[table].get(role.removeprefix(FACT))
        if fact is not None:
            return fact.label.get(get_language() or "vi")
    return role_text(role)

"""From a figure to its records, from a record to its history: what may be shown, in which words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils.functional import Promise

from tongket.audit.journal import open_value
from tongket.audit.models import Entry, Use
from tongket.audit.queries import history_of, used_by, uses_of
from tongket.audit.queries import resolve as resolve_records
from tongket.common.dates import format_day
from tongket.common.errors import Missing, NotPermitted
from tongket.site.acts import act_text, model_text, role_text
from tongket.site.visits import actor_names


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


class Sight:
    """Which records a request may see: those whose own page it would be shown. Each page is asked once."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._answers: dict[str, bool] = {}

    def __call__(self, obj: Model | None) -> bool:
        """Whether the record's page would be shown; a record without a page is shown to nobody."""
        address: Callable[[], str] | None = getattr(obj, "get_absolute_url", None)
        if address is None:
            return False
        path = address().partition("#")[0].partition("?")[0]
        if path not in self._answers:
            self._answers[path] = self._opens(path)
        return self._answers[path]

    def _opens(self, path: str) -> bool:
        try:
            match = resolve(path)
        except Resolver404:
            return False
        try:
            response = match.func(self._request, *match.args, **match.kwargs)
        except (Missing, NotPermitted, Http404):
            return False
        return response.status_code == 200


def record(request: HttpRequest, sight: Sight, model: str, pk: int) -> Model:
    """The record by 'room.Model' and id, if its page may be seen; else as if it were absent."""
    try:
        found = apps.get_model(model)._default_manager.filter(pk=pk).first()
    except (LookupError, ValueError):
        found = None
    if not sight(found):
        raise Missing(thing=model_text(model))
    return found


def evidence(sight: Sight, uses: Iterable[Use], *, by_source: bool) -> tuple[list[Evidence], int]:
    """The uses as rows, and how many of them are hidden. ``by_source`` tells which side is listed."""
    rows = list(uses)
    side = "source" if by_source else "user"
    keys = [(getattr(u, f"{side}_model"), getattr(u, f"{side}_id")) for u in rows]
    found = resolve_records(keys)
    shown: list[Evidence] = []
    hidden = 0
    for use, key in zip(rows, keys, strict=True):
        obj = found.get(key)
        if obj is None or not sight(obj):
            hidden += 1
            continue
        shown.append(
            Evidence(
                text=str(obj),
                kind=model_text(key[0]),
                url=obj.get_absolute_url(),
                field=field_text(type(obj), use.source_field) if by_source else role_text(use.role),
                value=value_text(type(obj), use.source_field, use.value) if by_source else _plain(use.value),
                stale=by_source and getattr(obj, "version", use.source_version) != use.source_version,
            )
        )
    return shown, hidden


def records_behind(sight: Sight, obj: Model, role: str) -> tuple[list[Evidence], int]:
    """What the figure ``role`` of ``obj`` was made from."""
    return evidence(sight, used_by(obj, role).order_by("pk"), by_source=True)


def places_used(sight: Sight, obj: Model) -> tuple[list[Evidence], int]:
    """Where values of the record were used."""
    return evidence(sight, uses_of(obj).order_by("pk"), by_source=False)


def history(obj: Model) -> list[Happened]:
    """The acts that changed a record, newest first, with what they changed."""
    entries = list(history_of(obj))
    names = actor_names(entries)
    label = obj._meta.label
    return [
        Happened(
            text=act_text(entry.action),
            actor=names.get(entry.actor_account_id, ""),
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
    """The name of a field as people call it; empty for the system's own fields, which have none."""
    try:
        named = model._meta.get_field(name).verbose_name
    except (FieldDoesNotExist, AttributeError):
        return ""
    return str(named) if isinstance(named, Promise) else ""


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
    return "" if value is None else str(value)

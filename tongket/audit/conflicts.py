"""Two people change one record: the second is told who changed it, when, and from what to what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tongket.audit.models import Entry, Record
from tongket.common.dates import format_day

#: More changed fields than this are not all named.
MOST_NAMED = 4


def changed_by(obj: Record, since: int, opened: Callable[[Any], Any]) -> str:
    """' (Vũ Thị Ái Khuê, 09:12 ngày 17/12/2021: Họ và tên “A” → “B”)': who changed the record since the version
    that somebody else has before them, and what; ``opened`` gives the plain form of a journal value.

    Empty when the journal does not tell.
    """
    label = obj._meta.label
    times = max(obj.version - since, 1)
    found = Entry.objects.filter(touched__model=label, touched__object_id=obj.pk).order_by("-pk")[:times]
    entries = list(found)
    if not entries:
        return ""
    accounts = get_user_model()._default_manager.filter(pk__in={e.actor_account_id for e in entries} - {None})
    names = ", ".join(sorted({str(a) for a in accounts})) or _("hệ thống")
    local = timezone.localtime(entries[0].recorded_at)
    changes = list(_changes(obj, reversed(entries), opened))
    told = "; ".join(changes[:MOST_NAMED]) + (" …" if len(changes) > MOST_NAMED else "")
    who = _("%(names)s, %(time)s ngày %(day)s") % {
        "names": names,
        "time": f"{local:%H:%M}",
        "day": format_day(local.date()),
    }
    return f" ({who}: {told})" if told else f" ({who})"


def _changes(obj: Record, entries: Iterable[Entry], opened: Callable[[Any], Any]) -> Iterable[str]:
    first: dict[str, Any] = {}
    last: dict[str, Any] = {}
    for entry in entries:
        for effect in entry.effects:
            if effect["model"] != obj._meta.label or effect["id"] != obj.pk or effect.get("created"):
                continue
            for name, old, new in effect["fields"]:
                first.setdefault(name, opened(old))
                last[name] = opened(new)
    for name, old in first.items():
        label = _label(obj, name)
        if label and old != last[name]:
            yield f"{label} “{_shown(obj, name, old)}” → “{_shown(obj, name, last[name])}”"


def _label(obj: Record, name: str) -> str:
    """The field as people call it; empty for the system's own fields and whole documents."""
    try:
        field = obj._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    named = getattr(field, "verbose_name", "")
    return str(named) if isinstance(named, Promise) and not isinstance(field, models.JSONField) else ""


def _shown(obj: Record, name: str, value: Any) -> str:
    if value is None or value == "":
        return "–"
    field = obj._meta.get_field(name)
    if field.is_relation and field.related_model is not None:
        other = field.related_model._default_manager.filter(pk=value).first()
        return str(other) if other is not None else str(value)
    words = dict(field.flatchoices)
    if value in words:
        return str(words[value])
    python = field.to_python(value)
    return format_day(python) if hasattr(python, "strftime") else str(python)

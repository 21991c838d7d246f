"""What is held about a person, in every room: value, where it came from, when; and who looked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import ForeignKey, Min, Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongket.access.models import Account
from tongket.access.roles import Role
from tongket.audit.looks import looks_at
from tongket.audit.models import Entry, Look, Touched
from tongket.common.dates import format_day
from tongket.common.errors import Text
from tongket.organisation.models import Person, RoleAssignment
from tongket.privacy.catalogue import parameters
from tongket.privacy.holdings import Holding, holdings
from tongket.reviews.states import Level


@dataclass(frozen=True)
class Value:
    """One field of a record: its name, its value in words, its technical name for a request."""

    label: str
    value: str
    field: str


@dataclass(frozen=True)
class Held:
    """One record about the person. ``entry`` is the act that wrote it, None for what was there before the journal."""

    model: str
    pk: int
    text: str
    values: list[Value]
    entry: Entry | None
    by: str


@dataclass(frozen=True)
class Section:
    """All records of one kind."""

    title: Text
    kind: str
    rows: list[Held]


@dataclass(frozen=True)
class Looked:
    """Somebody read the person's data on a day, on these pages."""

    name: str
    day: dt.date
    pages: list[str]


def held_about(person: Person) -> list[Section]:
    """Every record of every room about the person, in the order of the rooms. The caller has checked the viewer."""
    found: list[tuple[Holding, list[Model]]] = []
    for holding in holdings():
        relations = [f for f in holding.fields if isinstance(_field(holding.model_class, f), ForeignKey)]
        rows = list(holding.rows([person.pk]).select_related(*relations))
        if rows:
            found.append((holding, rows))
    entries = _first_entries([(h.model, row.pk) for h, rows in found for row in rows])
    names = _names({e.actor_account_id for e in entries.values()})
    return [
        Section(
            holding.title,
            holding.kind,
            [_held(holding, row, entries.get((holding.model, row.pk)), names) for row in rows],
        )
        for holding, rows in found
    ]


def _held(holding: Holding, row: Model, entry: Entry | None, names: dict[int | None, str]) -> Held:
    values = [Value(label_of(row, f), value_of(row, f), f) for f in holding.fields]
    return Held(
        holding.model,
        row.pk,
        str(row),
        [v for v in values if v.value],
        entry,
        names.get(entry.actor_account_id, "") if entry else "",
    )


def _first_entries(references: list[tuple[str, int]]) -> dict[tuple[str, int], Entry]:
    """The act that first wrote each record, with two statements."""
    if not references:
        return {}
    by_model: dict[str, list[int]] = {}
    for model, pk in references:
        by_model.setdefault(model, []).append(pk)
    wanted = reduce(or_, (Q(model=m, object_id__in=ids) for m, ids in by_model.items()))
    first = Touched.objects.filter(wanted).values_list("model", "object_id").annotate(first=Min("entry"))
    numbers = {(model, pk): entry for model, pk, entry in first}
    entries = Entry.objects.defer("effects").in_bulk(set(numbers.values()))
    return {key: entries[pk] for key, pk in numbers.items() if pk in entries}


def _names(ids: Iterable[int | None]) -> dict[int | None, str]:
    return dict(Account.objects.filter(pk__in={i for i in ids if i}).values_list("pk", "display_name"))


def _field(model: type[Model], name: str) -> Any:
    return model._meta.get_field(name)


def label_of(row: Model, name: str) -> str:
    """A field as people call it; empty where it has no name."""
    field = _field(type(row), name)
    words = field.verbose_name
    if isinstance(words, Promise):
        return str(words)
    return str(LABELS.get(name, ""))


#: Names of what a record points to, where the field has no name of its own.
LABELS: dict[str, Text] = {
    "year": gettext_lazy("Năm"),
    "body": gettext_lazy("Chủ thể"),
    "state": gettext_lazy("Trạng thái"),
    "scope": gettext_lazy("Diện xếp loại"),
    "votes": gettext_lazy("Số phiếu"),
    "valid": gettext_lazy("Hợp lệ"),
    "invalid": gettext_lazy("Không hợp lệ"),
    "unit": gettext_lazy("Đơn vị"),
    "round": gettext_lazy("Đợt"),
    "poll": gettext_lazy("Cuộc bỏ phiếu"),
    "option": gettext_lazy("Dòng phiếu"),
    "conference": gettext_lazy("Hội nghị"),
    "step": gettext_lazy("Đợt trao thưởng"),
    "decision": gettext_lazy("Quyết định"),
    "recipient": gettext_lazy("Người được nhận thay"),
    "received_by": gettext_lazy("Người nhận thay"),
}


def value_of(row: Model, name: str) -> str:
    """A field's value in words: choices, days, yes and no, names of what it points to."""
    value = getattr(row, name)
    if value is None or value == "":
        return ""
    shown = getattr(row, f"get_{name}_display", None)
    if shown is not None:
        return str(shown())
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, dict):
        return ", ".join(f"{_word(key)}: {number}" for key, number in value.items())
    if isinstance(value, dt.date):
        return format_day(value)
    return _word(value)


#: Answers on a ballot that are no level.
ANSWERS: dict[str, Text] = {
    "yes": gettext_lazy("đồng ý"),
    "no": gettext_lazy("không đồng ý"),
    "abstain": gettext_lazy("không có ý kiến"),
}


def _word(value: Any) -> str:
    """A level or an answer by its word, anything else as it is."""
    if isinstance(value, str) and value in Level.values:
        return str(Level(value).label)
    return str(ANSWERS.get(value, value)) if isinstance(value, str) else str(value)


def who_looked(person: Person) -> list[Looked]:
    """Who read the person's data, newest day first, the person's own reading left out.

    Reading by the inspection committee is kept in the journal of reads, but not listed unless the office says so:
    an inquiry must not show through it (U8).
    """
    looks = [look for look in looks_at(person.pk)[:MOST] if look.account_id != person.account_id]
    hidden = set() if parameters()["inspection_looks_shown"].value else _inspectors(looks)
    looks = [look for look in looks if look.account_id not in hidden]
    names = _names({look.account_id for look in looks})
    grouped: dict[tuple[int, dt.date], list[str]] = {}
    for look in looks:
        grouped.setdefault((look.account_id, look.day), []).append(look.page)
    return [Looked(names.get(account, ""), day, pages) for (account, day), pages in grouped.items()]


#: So many reads are listed.
MOST = 500


def _inspectors(looks: Iterable[Look]) -> set[int]:
    """Accounts that ever held the role of inspection."""
    ids = {look.account_id for look in looks}
    held = RoleAssignment.objects.filter(account__in=ids, role=Role.INSPECTION)
    return set(held.values_list("account_id", flat=True))

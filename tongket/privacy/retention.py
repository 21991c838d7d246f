"""How long what is held about a person is kept, what ends when, and what stands against erasing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.common.dates import format_day, today
from tongket.organisation.models import Membership, Person, Post, Unit
from tongket.organisation.permissions import units_where
from tongket.organisation.queries import ancestors
from tongket.privacy.catalogue import LEFT, Term, terms
from tongket.privacy.holdings import NO_TERM, holdings
from tongket.privacy.models import ConfirmedTerm, CorrectionRequest, Hold
from tongket.privacy.states import RequestState


@dataclass(frozen=True)
class TermInForce:
    """A kind's term as it holds at a unit: the office's own where it confirmed one, else the shipped one."""

    term: Term
    years: int | None
    citation: str
    confirmed: bool
    confirmed_on: dt.date | None = None

    @property
    def key(self) -> str:
        return self.term.key

    def ends(self, start: dt.date) -> dt.date | None:
        """The first day after the term, so many full years after the start's own; None: kept without end."""
        return None if self.years is None else dt.date(start.year + self.years + 1, 1, 1)


def terms_at(unit: Unit) -> dict[str, TermInForce]:
    """Every kind's term at a unit; what a body above confirmed holds below, the nearest one first."""
    order = {unit.pk: 0} | {u.pk: n for n, u in enumerate(ancestors(unit), start=1)}
    nearest: dict[str, ConfirmedTerm] = {}
    rows = ConfirmedTerm.objects.filter(unit__in=order).order_by("kind", "-confirmed_on", "-pk")
    for row in sorted(rows, key=lambda r: order[r.unit_id]):
        nearest.setdefault(row.kind, row)
    found = {}
    for key, term in terms().items():
        own = nearest.get(key)
        if own is None:
            found[key] = TermInForce(term, term.years, str(term.citation), term.confirmed)
        else:
            found[key] = TermInForce(term, own.years, own.citation, True, own.confirmed_on)
    return found


@dataclass
class Due:
    """When a person's data may be erased, and what stands against it today."""

    person: Person
    unit: Unit | None
    left_on: dt.date | None
    on: dt.date | None = None
    kinds: dict[str, dt.date | None] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)

    @property
    def ready(self) -> bool:
        return not self.reasons


def due_of(people: Sequence[Person], day: dt.date | None = None) -> list[Due]:
    """When each person's data may be erased; with a constant number of statements however many people."""
    on = day or today()
    ids = [p.pk for p in people]
    homes = _homes(ids)
    left = _left(ids)
    latest = _latest(ids)
    held = _ids(Hold.objects.filter(person__in=ids, lifted_on__isnull=True))
    asking = _ids(
        CorrectionRequest.objects.filter(
            person__in=ids, state__in=[RequestState.WAITING, RequestState.ACCEPTED]
        )
    )
    known: dict[int, dict[str, TermInForce]] = {}
    found = []
    for person in people:
        unit = homes.get(person.pk)
        due = Due(person, unit, left.get(person.pk))
        if unit is not None and unit.pk not in known:
            known[unit.pk] = terms_at(unit)
        in_force = known[unit.pk] if unit is not None else {}
        _reckon(due, in_force, latest.get(person.pk, {}), on)
        if person.pk in held:
            due.reasons.append(_("đang có lý do giữ lại"))
        if person.pk in asking:
            due.reasons.append(_("đang có đề nghị sửa dữ liệu chưa xong"))
        if hasattr(person, "anonymisation"):
            due.reasons.append(_("đã ẩn danh"))
        found.append(due)
    return found


def _reckon(
    due: Due, in_force: dict[str, TermInForce], latest: dict[str, dt.date | None], on: dt.date
) -> None:
    if due.left_on is None or due.left_on > on:
        due.reasons.append(_("còn sinh hoạt hoặc giữ chức vụ"))
        return
    unconfirmed: list[str] = []
    for kind, day in latest.items():
        term = in_force.get(kind)
        if term is None:
            due.reasons.append(_("không rõ đơn vị quản lý"))
            return
        start = due.left_on if term.term.starts == LEFT or day is None else day
        due.kinds[kind] = term.ends(start)
        if not term.confirmed:
            unconfirmed.append(str(term.term.label))
    endless = [k for k, end in due.kinds.items() if end is None]
    due.on = None if endless else max((end for end in due.kinds.values() if end), default=None)
    if endless:
        due.reasons.append(_("có loại dữ liệu bảo quản vĩnh viễn"))
    elif due.on is not None and due.on > on:
        due.reasons.append(_("hết thời hạn ngày %(day)s") % {"day": format_day(due.on)})
    if unconfirmed:
        due.reasons.append(_("chưa xác nhận thời hạn của: %(kinds)s") % {"kinds": "; ".join(unconfirmed)})


def _ids(rows: Iterable[Hold] | Iterable[CorrectionRequest]) -> set[int]:
    return {row.person_id for row in rows}


def _homes(ids: Sequence[int]) -> dict[int, Unit]:
    """The last cell of each, else the unit of the last post."""
    found: dict[int, Unit] = {}
    for model in (Membership, Post):
        rows = model.objects.filter(person__in=ids).select_related("unit").order_by("-valid_from", "-pk")
        for row in rows:
            found.setdefault(row.person_id, row.unit)
    return found


def _left(ids: Sequence[int]) -> dict[int, dt.date]:
    """The day on which the last cell or post ended, of those who have none any more."""
    ended: dict[int, dt.date] = {}
    still: set[int] = set()
    for model in (Membership, Post):
        for person, until in model.objects.filter(person__in=ids).values_list("person_id", "valid_to"):
            if until is None:
                still.add(person)
            else:
                ended[person] = max(until, ended.get(person, until))
    return {person: day for person, day in ended.items() if person not in still}


def _latest(ids: Sequence[int]) -> dict[int, dict[str, dt.date | None]]:
    """The last year or day of each kind of record of each person; None where the kind's rows have none."""
    found: dict[int, dict[str, dt.date | None]] = {}
    for holding in holdings():
        if holding.kind == NO_TERM:
            continue
        rows = holding.rows(ids).order_by()
        if holding.when:
            pairs = rows.values_list(holding.path).annotate(last=Max(holding.when))
        else:
            pairs = ((value, None) for value in rows.values_list(holding.path, flat=True))
        for value, last in pairs:
            day = dt.date(last, 12, 31) if isinstance(last, int) else last
            kinds = found.setdefault(holding.person_of(value), {})
            before = kinds.get(holding.kind)
            kinds[holding.kind] = max(filter(None, (before, day)), default=None)
    return found


def people_who_left(viewer: Actor) -> list[Person]:
    """People whose last cell or post at the viewer's units has ended, and who are not anonymised yet."""
    units = units_where(viewer, "privacy.see_terms").values("pk")
    there = Q(memberships__unit__in=units) | Q(posts__unit__in=units)
    now = Q(valid_to__isnull=True) | Q(valid_to__gt=today())
    still = Membership.objects.filter(now).values("person")
    holding = Post.objects.filter(now).values("person")
    rows = Person.objects.filter(there, merged_into__isnull=True, anonymisation__isnull=True)
    rows = rows.exclude(pk__in=still).exclude(pk__in=holding)
    return list(rows.select_related("anonymisation").distinct().order_by("sort_key", "pk"))

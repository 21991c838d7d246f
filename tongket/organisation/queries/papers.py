"""Which papers a member's file must hold and which of them are missing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.common.dates import valid_on
from tongket.organisation.models import Membership, Person, PersonPaper, StatusPeriod, Unit
from tongket.organisation.parameters import RequiredPaper, required_papers
from tongket.organisation.permissions import units_where
from tongket.organisation.queries.units import subtree


@dataclass(frozen=True)
class FileRow:
    """One member's file: the papers it needs, those recorded as there, and what is missing."""

    person: Person
    unit: Unit
    needed: list[RequiredPaper]
    there: frozenset[str]
    """Keys of the papers that are there, by the list of papers or by another record."""
    by_record: frozenset[str]
    """Keys of those known from another record: a card number, a decision noted with the status."""
    without_birth: bool

    @property
    def missing(self) -> list[RequiredPaper]:
        return [paper for paper in self.needed if paper.key not in self.there]

    @property
    def missing_texts(self) -> list[str]:
        """What is missing in words, facts of the register included."""
        return [p.label for p in self.missing] + ([_("Ngày sinh")] if self.without_birth else [])


def file_rows(viewer: Actor, unit: Unit | None, day: dt.date) -> QuerySet[Membership]:
    """Members at the unit and below it whose files the viewer may see, with all that ``file_of`` needs."""
    units = units_where(viewer, "organisation.see_deadlines", on=day)
    if unit is not None:
        units = units.filter(pk__in=subtree(unit, day).values("pk"))
    members = Membership.objects.filter(valid_on(day), unit__in=units.values("pk"))
    return with_files(members, day).order_by("unit__code_key", "number", "pk")


def with_files(members: QuerySet[Membership], day: dt.date) -> QuerySet[Membership]:
    """The members with papers and standings of the day at hand; those without Party data are left out."""
    return (
        members.filter(person__party__isnull=False)
        .select_related("person__party", "unit")
        .prefetch_related(
            Prefetch("person__papers", PersonPaper.objects.order_by("pk")),
            Prefetch("person__statuses", StatusPeriod.objects.filter(valid_on(day))),
        )
    )


def file_of(membership: Membership, day: dt.date, papers: Sequence[RequiredPaper] | None = None) -> FileRow:
    """A member's file at a day; the row comes from ``file_rows``. ``papers`` are those that the office needs
    (``papers_at``), all that were shipped by default."""
    person = membership.person
    kinds = {"probationary" if person.party.is_probationary(day) else "official"}
    kinds |= {s.status for s in person.statuses.all()}
    wanted = required_papers() if papers is None else papers
    needed = [paper for paper in wanted if not paper.of.isdisjoint(kinds)]
    by_record = set()
    if person.party.card:
        by_record.add("card")
    if any(s.decision for s in person.statuses.all()):
        by_record.add("status_decision")
    proven = frozenset(paper.key for paper in needed if paper.known_from in by_record)
    recorded = frozenset(paper.paper for paper in person.papers.all())
    return FileRow(person, membership.unit, needed, recorded | proven, proven, person.birth is None)


@dataclass(frozen=True)
class MissingCount:
    """How many files lack a paper."""

    paper: RequiredPaper
    count: int


def missing_counts(rows: list[FileRow]) -> list[MissingCount]:
    """Papers by how many files lack them, in filing order; those that nobody lacks are left out."""
    counted = Counter(paper.key for row in rows for paper in row.missing)
    return [MissingCount(p, counted[p.key]) for p in required_papers() if counted[p.key]]

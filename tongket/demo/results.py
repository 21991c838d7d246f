"""What came out of a year, in the words of a case's expected results."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import Prefetch

from tongket.awards.queries import certificates_of, exemplars_of, five_years_excellent, in_both_lists
from tongket.awards.queries.lists import recipients
from tongket.ballots.models import OptionCount, PaperCount
from tongket.ballots.states import CountState
from tongket.demo.story import Year
from tongket.meetings.models import CellMeeting, Conference
from tongket.meetings.states import MeetingKind
from tongket.organisation.models import Person, Unit
from tongket.organisation.queries import cells_of, members_of
from tongket.oversight.models import Discipline, Finding
from tongket.oversight.states import RemedyState
from tongket.portal.facts import article_facts
from tongket.ratings import polls as refs
from tongket.ratings.models import Outcome, QuotaOutcome, Rating, SuperiorQuota
from tongket.ratings.states import DecidingBody
from tongket.reviews.models import Assessment
from tongket.reviews.states import Body
from tongket.work.queries import task_counts

LEVELS = ("excellent", "good", "fair", "failed")
NOT_RATED = ("exempt", "not_rated")


def person_entry(person: Person) -> dict[str, Any]:
    """A person as results name them."""
    return {"name": person.name, "birth": person.birth.isoformat() if person.birth else None}


class Results:
    """Reads a lived year through queries and models; nothing is computed that the product doesn't hold."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.round = year.round
        self.day = year.folder.last_day
        self.members = list(members_of(year.organisation, self.day))
        self.cells: list[Unit] = list(cells_of(year.organisation, self.day))
        outcomes = Outcome.objects.filter(round=self.round).select_related("person", "unit")
        self.of_person = {o.person_id: o for o in outcomes if o.person_id}
        self.of_unit = {o.unit_id: o for o in outcomes if o.unit_id}
        self.people = {m.person_id: m.person for m in self.members}
        self.second = self._votes(refs.SECOND_BALLOT, refs.person_ref, self.people)

    def everything(self) -> dict[str, Any]:
        """All keys of the contract."""
        conference = Conference.objects.get(unit=self.year.organisation, year=self.round.year)
        return {
            "case": self.year.folder.path.name,
            "year": self.round.year,
            "totals": self._totals(),
            "quotas": {"members": self._quota("members"), "cells": self._quota("cells")},
            "organisation": self._organisation(),
            "cells": [self._cell(cell) for cell in self.cells],
            "ballots": self._ballots(),
            "awards": self._awards(),
            "article": article_facts(conference),
            "members": [self._member(m.person, m.unit) for m in self.members],
            "oversight": self._oversight(),
            "meetings": self._meetings(),
            "conference": self._conference(conference),
        }

    def _level(self, outcome: Outcome) -> str:
        return outcome.scope if outcome.scope in NOT_RATED else outcome.level

    def _totals(self) -> dict[str, dict[str, int]]:
        totals = {}
        for unit in [*self.cells, self.year.organisation]:
            inside = [m for m in self.members if unit == self.year.organisation or m.unit_id == unit.pk]
            counted = Counter(self._level(self.of_person[m.person_id]) for m in inside)
            totals[unit.code] = {
                "members": len(inside),
                "exempt": counted["exempt"],
                "not_rated": counted["not_rated"],
                "rated": sum(counted[level] for level in LEVELS),
                **{level: counted[level] for level in LEVELS},
            }
        return totals

    def _quota(self, subject: str) -> dict[str, Any]:
        quota = QuotaOutcome.objects.get(round=self.round, subject=subject, group=self.year.organisation)

        def named(ids: list[str]) -> list[Any]:
            if subject == "cells":
                return list(ids)
            order = [str(pk) for pk in self.people]
            return [person_entry(self.people[int(pk)]) for pk in sorted(ids, key=order.index)]

        return {
            "denominator": quota.denominator,
            "rounding": quota.rounding,
            "at_least_one": quota.at_least_one,
            "good_or_better": quota.good_or_better,
            "rated": quota.rated,
            "bound": quota.bound,
            "places": quota.places,
            "equation": quota.equation,
            "candidates": named(quota.candidates),
            "selected": named(quota.selected),
            "border_ties": named(quota.border_ties),
        }

    def _organisation(self) -> dict[str, Any]:
        outcome = self.of_unit[self.year.organisation.pk]
        proposal = Rating.objects.get(
            round=self.round, unit=self.year.organisation, body=DecidingBody.COMMITTEE
        )
        figures = SuperiorQuota.objects.get(round=self.round)
        settings = {
            key: self.year.folder.layer["quotas"]["organisations"][key]
            for key in ("denominator", "rounding", "at_least_one")
        }
        return {
            "proposed": proposal.level,
            "allowed": outcome.allowed,
            "level": outcome.level,
            "lowered_by": outcome.lowered_by,
            "share_cells_at_least_fair": outcome.shares.get("fair"),
            "share_cells_at_least_good": outcome.shares.get("good"),
            "superior": {
                **settings,
                "good_or_better": figures.good_or_better,
                "rated": figures.organisations,
                "bound": figures.bound,
                "places": figures.places,
                "equation": figures.equation,
                "organisations": figures.organisations,
                "ours_commended": figures.ours_commended,
            },
        }

    def _cell(self, cell: Unit) -> dict[str, Any]:
        outcome = self.of_unit[cell.pk]
        own = Assessment.objects.filter(round=self.round, unit=cell, body=Body.SELF).first()
        counted = Counter(
            self._level(self.of_person[m.person_id]) for m in self.members if m.unit_id == cell.pk
        )
        return {
            "code": cell.code,
            "level_self": (own.level or None) if own else None,
            "allowed": outcome.allowed,
            "level": outcome.level,
            "lowered_by": outcome.lowered_by,
            "share_at_least_fair": outcome.shares.get("fair"),
            "share_at_least_good": outcome.shares.get("good"),
            "counts": {level: counted[level] for level in LEVELS},
        }

    def _member(self, person: Person, cell: Unit) -> dict[str, Any]:
        outcome = self.of_person[person.pk]
        entry = person_entry(person) | {
            "card": person.party.card,
            "cell": cell.code,
            "scope": outcome.scope,
        }
        if outcome.scope in NOT_RATED:
            return entry | {"level": outcome.scope, "scope_by": outcome.scope_by}
        levels = self._assessed.get(person.pk, {})
        counts = self._tasks[person.pk]
        return entry | {
            "level_self": levels.get(Body.SELF),
            "level_cell_committee": levels.get(Body.CELL_COMMITTEE),
            "level_cell": levels.get(Body.CELL),
            "allowed": outcome.allowed,
            "level": outcome.level,
            "lowered_by": outcome.lowered_by,
            "tasks": {
                "total": counts.total,
                "done": counts.done,
                "late": counts.late,
                "on_time": counts.on_time,
                "exceeded": counts.exceeded,
            },
            "second_ballot_yes": self.second.get(person.pk),
        }

    @property
    def _assessed(self) -> dict[int, dict[str, str]]:
        if not hasattr(self, "_assessed_cache"):
            found: dict[int, dict[str, str]] = {}
            rows = Assessment.objects.filter(round=self.round, person__isnull=False)
            for row in rows:
                found.setdefault(row.person_id, {})[row.body] = row.level or None
            self._assessed_cache = found
        return self._assessed_cache

    @property
    def _tasks(self) -> dict[int, Any]:
        if not hasattr(self, "_tasks_cache"):
            self._tasks_cache = task_counts(list(self.people), self.round.year)
        return self._tasks_cache

    def _counts(self, purpose: str) -> list[PaperCount]:
        return list(
            PaperCount.objects.filter(
                poll__purpose=purpose,
                poll__year=self.round.year,
                poll__unit__in=[*self.cells, self.year.organisation],
            )
            .exclude(state=CountState.CORRECTED)
            .select_related("poll__unit")
            .prefetch_related(Prefetch("lines", OptionCount.objects.select_related("option")))
            .order_by("poll__unit__code_key", "pk")
        )

    def _votes(self, purpose: str, reference: Any, subjects: dict[int, Any]) -> dict[int, int]:
        """Yes votes by the subject's id."""
        by_reference = {reference(subject): pk for pk, subject in subjects.items()}
        return {
            by_reference[line.option.subject_ref]: line.votes.get("yes")
            for count in self._counts(purpose)
            for line in count.lines.all()
            if line.option.subject_ref in by_reference
        }

    def _ballots(self) -> dict[str, Any]:
        names = ("present", "issued", "returned", "valid", "invalid")
        cells = {
            c.poll.unit.code: {"roll": c.poll.roll_size, **{n: getattr(c, n) for n in names}}
            for c in self._counts(refs.CELL_LEVELS)
        }
        second = self._counts(refs.SECOND_BALLOT)
        on_cells = self._votes(refs.BALLOT_ON_CELLS, refs.unit_ref, {c.pk: c for c in self.cells})
        codes = {c.pk: c.code for c in self.cells}
        return {
            "cells": cells,
            "second": {
                "roll": second[0].poll.roll_size if second else None,
                "valid": second[0].valid if second else None,
                "yes_total": sum(v for v in self.second.values() if v is not None),
            },
            "on_cells": {codes[pk]: yes for pk, yes in on_cells.items()},
        }

    def _awards(self) -> dict[str, Any]:
        certificates = certificates_of(self.round)
        thematic = [a.person for a in recipients(self.round, "directive_05") if a.person]
        return {
            "certificates_members_excellent": certificates.get("members_excellent", 0),
            "certificates_cells": certificates.get("cells", 0),
            "certificates_directive_05": certificates.get("directive_05", 0),
            "certificates_superior_individuals": certificates.get("superior_individuals", 0),
            "exemplars": len(exemplars_of(self.round)),
            "five_years_excellent": [person_entry(p) for p in five_years_excellent(self.round)],
            "directive_05": [person_entry(p) for p in thematic],
            "exemplar": [
                person_entry(e.person) for e in sorted(exemplars_of(self.round), key=lambda e: e.pk)
            ],
            "in_both_lists": len(in_both_lists(self.round)),
        }

    def _oversight(self) -> dict[str, int]:
        findings = Finding.objects.filter(
            unit__in=[*self.cells, self.year.organisation], year=self.round.year
        )
        return {
            "disciplined_in_year": Discipline.objects.filter(
                person__in=list(self.people), year_counted=self.round.year
            ).count(),
            "findings": findings.count(),
            "findings_remedied": findings.filter(state=RemedyState.REMEDIED).count(),
        }

    def _meetings(self) -> dict[str, dict[str, int]]:
        found = {}
        for cell in self.cells:
            rows = list(CellMeeting.objects.filter(unit=cell, year=self.round.year))
            found[cell.code] = {
                "monthly": sum(1 for r in rows if r.kind == MeetingKind.MONTHLY),
                "thematic": sum(1 for r in rows if r.kind == MeetingKind.THEMATIC),
                "due": sum(r.due for r in rows),
                "present": sum(r.present for r in rows),
            }
        return found

    def _conference(self, conference: Conference) -> dict[str, Any]:
        agenda = list(conference.agenda.order_by("number"))
        called = list(conference.attendance.all())
        present = sum(1 for a in called if a.present)
        received = (conference.summoned_received, conference.present_received)
        first, last = agenda[0].starts_at, agenda[-1].ends_at
        span = dt.datetime.combine(self.day, last) - dt.datetime.combine(self.day, first)
        conclusions = conference.conclusions.select_related("task").order_by("pk")
        return {
            "agenda_items": len(agenda),
            "minutes": int(span.total_seconds()) // 60,
            "ends": f"{last:%H:%M}",
            # The signed list's own totals are the truth; without them the names are counted.
            "summoned": len(called) if received[0] is None else received[0],
            "present": present if received[1] is None else received[1],
            "absent": len(called) - present,
            "presentation_steps": conference.steps.count(),
            "directions": sum(s.directions.count() for s in conference.speeches.all()),
            "tasks_of_next_year": [
                c.key for c in conclusions if c.task and c.task.year == self.round.year + 1
            ],
        }

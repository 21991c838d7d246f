"""An office whose year has been reviewed, ready to be rated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from tongket.access.decisions import Actor
from tongket.access.roles import Role
from tongket.ballots import actions as ballot_actions
from tongket.ballots import protocol
from tongket.ballots.conversion import Votes
from tongket.ballots.models import Poll
from tongket.organisation import actions as register
from tongket.organisation.models import Person
from tongket.organisation.tests.factories import Office, make_office
from tongket.ratings.rows import Paper
from tongket.reviews import actions as reviews
from tongket.reviews.rows import AbsenceRow, AssessmentRow, CivilRatingRow, CollectiveRatingRow
from tongket.reviews.states import Body, Level, PeerKind
from tongket.rounds.models import Round
from tongket.rounds.packs import criteria, pack_for
from tongket.rounds.tests.factories import COMMITTEE_DAY, LAYER, make_round
from tongket.work.actions import record_tasks
from tongket.work.rows import TaskRow

DECIDED = dt.date(2021, 12, 27)
COMMITTEE = 5


@dataclass
class Year:
    """An office, its round, and the levels that members claim (excellent in every even list number)."""

    office: Office
    round: Round
    people: list[Person]

    @property
    def clerk(self) -> Actor:
        return self.office.actor(Role.CLERK)

    def person(self, cell: int, number: int) -> Person:
        return self.office.members[self.office.cells[cell].pk][number]


def level_of(number: int) -> str:
    """Every second member claims the best level."""
    return Level.EXCELLENT if number % 2 == 0 else Level.GOOD


def make_year(cells: int = 2, members: int = 6, layer: str = LAYER) -> Year:
    """Everybody reviewed and rated as civil servants; two tasks each, both done; five on the committee."""
    office = make_office(cells=cells, members=members)
    clerk = office.actor(Role.CLERK)
    round = make_round(office, layer=layer)
    numbered = [
        (number, person, cell)
        for cell in office.cells
        for number, person in enumerate(office.members[cell.pk])
    ]
    people = [person for _number, person, _cell in numbered]
    for person in people[:COMMITTEE]:
        register.hold_post(
            person,
            actor=clerk,
            unit=office.organisation,
            title="Đảng ủy viên",
            system="party",
            valid_from=dt.date(2020, 6, 15),
            on_committee=True,
        )
    record_tasks(
        office.organisation,
        actor=clerk,
        year=round.year,
        rows=[
            TaskRow(
                cell=cell,
                person=person,
                content=f"Nhiệm vụ {n}",
                due_on=dt.date(2021, 11, 30),
                target_text="hoàn thành",
                finished_on=dt.date(2021, 11, 20),
                code=f"N{n}",
            )
            for _number, person, cell in numbered
            for n in (1, 2)
        ],
    )
    reviews.record_civil_ratings(
        office.organisation,
        actor=clerk,
        year=round.year,
        rows=[CivilRatingRow(person, level_of(n), dt.date(2021, 12, 10)) for n, person, _cell in numbered],
    )
    reviews.record_collective_ratings(
        office.organisation,
        actor=clerk,
        year=round.year,
        rows=[
            CollectiveRatingRow(f"Công đoàn {cell.name}", PeerKind.MASS_ORGANISATION, cell, Level.GOOD)
            for cell in office.cells
        ],
    )
    marks = marks_of(round, "members", "excellent")
    rows = [
        AssessmentRow(body, person=person, level=level_of(n), marks={} if body == Body.CELL else marks)
        for n, person, _cell in numbered
        for body in (Body.SELF, Body.CELL_COMMITTEE, Body.CELL)
    ]
    unit_marks = marks_of(round, "units", "excellent")
    for unit in (*office.cells, office.organisation):
        rows.append(AssessmentRow(Body.SELF, unit=unit, level=Level.EXCELLENT, marks=unit_marks))
        rows.append(AssessmentRow(Body.SUPERIOR, unit=unit, marks=unit_marks))
    reviews.record_assessments(round, actor=clerk, rows=rows, happened_on=dt.date(2021, 12, 12))
    return Year(office, round, people)


def marks_of(round: Round, table: str, mark: str) -> dict[str, str]:
    """The same mark for every criterion of a table."""
    return dict.fromkeys(criteria(pack_for(round), table), mark)


def count(year: Year, poll: Poll, yes: Mapping[str, int], *, valid: int = COMMITTEE) -> None:
    """Take in and close the count of a choosing poll; ``yes`` by the label of the line, none where left out."""
    votes = {o.pk: Votes({"yes": yes.get(o.label, 0)}) for o in poll.options.all()}
    counts = protocol.Counts(
        entitled=COMMITTEE, present=COMMITTEE, issued=COMMITTEE, returned=COMMITTEE, valid=valid, invalid=0
    )
    entered = ballot_actions.enter_paper_count(
        poll, actor=year.clerk, happened_on=poll.held_on, counts=counts, votes=votes
    )
    if entered.is_result:
        ballot_actions.close_poll(poll, actor=year.clerk, happened_on=poll.held_on)


def paper(number: int = 118, day: dt.date = DECIDED) -> Paper:
    """A signed decision of the committee."""
    return Paper(
        reference=f"{number}-QĐ/ĐU",
        date=day,
        signer="Trần Văn Ước",
        issuer="Đảng ủy",
        subject="Công nhận mức xếp loại",
    )


__all__ = [
    "COMMITTEE",
    "COMMITTEE_DAY",
    "DECIDED",
    "Year",
    "count",
    "level_of",
    "make_year",
    "marks_of",
    "paper",
]


def fall_ill(year: Year, person: Person) -> None:
    """The person was ill for a hundred days of the year."""
    row = AbsenceRow(person, "sick", dt.date(2021, 3, 1), dt.date(2021, 6, 30), 100)
    reviews.record_absences(year.office.organisation, actor=year.clerk, year=2021, rows=[row])

"""A year with decided levels, signed papers and people to be commended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tongket.access.decisions import Actor
from tongket.access.roles import Role
from tongket.audit.journal import acting
from tongket.awards import actions
from tongket.awards.models import AwardDecision, Certificate
from tongket.documents.actions import record_document
from tongket.documents.models import Document
from tongket.documents.states import DocumentKind
from tongket.organisation.models import Person, Unit
from tongket.organisation.tests.factories import Office, add_member, make_office
from tongket.ratings.models import PastLevel, Rating
from tongket.ratings.states import DecidingBody, RatingState
from tongket.reviews.states import Level
from tongket.rounds.actions import create_round, open_round
from tongket.rounds.models import Round

YEAR = 2021
DECIDED_ON = dt.date(2021, 12, 27)
ENTERED_ON = dt.date(2021, 12, 28)


@dataclass
class Year:
    """An office in its round; ``people`` are the first members of the first cell."""

    office: Office
    round: Round
    people: list[Person]

    @property
    def clerk(self) -> Actor:
        return self.office.actor(Role.CLERK)

    @property
    def cell(self) -> Unit:
        return self.office.cells[0]


def make_year(members: int = 3, cells: int = 2) -> Year:
    """An office whose first cell has ``members`` people, all decided excellent, and so is the first cell."""
    office = make_office(cells=cells)
    people = [add_member(office, office.cells[0], n) for n in range(1, members + 1)]
    clerk = office.actor(Role.CLERK)
    round = create_round(office.organisation, actor=clerk, year=YEAR, title="Kiểm điểm, xếp loại năm 2021")
    round = open_round(round, actor=clerk, happened_on=dt.date(2021, 11, 1))
    year = Year(office, round, people)
    rate(year, people, Level.EXCELLENT)
    rate_unit(year, office.cells[0], Level.EXCELLENT)
    return year


def rate(year: Year, people: list[Person], level: str, on: dt.date = DECIDED_ON) -> None:
    """The committee decided the level of people."""
    _rate(year, [{"person": p} for p in people], level, on)


def rate_unit(year: Year, unit: Unit, level: str, on: dt.date = DECIDED_ON) -> None:
    """The committee decided the level of a unit."""
    _rate(year, [{"unit": unit}], level, on)


def _rate(year: Year, subjects: list[dict[str, object]], level: str, on: dt.date) -> None:
    with acting("tests.rate", actor=year.clerk, happened_on=on) as act:
        act.create_many(
            Rating,
            [
                {
                    **subject,
                    "round": year.round,
                    "body": DecidingBody.COMMITTEE,
                    "level": level,
                    "state": RatingState.DECIDED,
                    "decided_on": on,
                }
                for subject in subjects
            ],
        )


def past_levels(year: Year, person: Person, levels: dict[int, str]) -> None:
    """Evidence of a person's levels of earlier years."""
    with acting("tests.past_levels", actor=year.clerk) as act:
        act.create_many(
            PastLevel,
            [
                {"person": person, "year": y, "level": level, "label": f"{Level(level).label} {y}"}
                for y, level in levels.items()
            ],
        )


def signed_decision(
    year: Year,
    reference: str = "120-QĐ/ĐU",
    *,
    issuer: str = "Đảng ủy",
    day: dt.date = DECIDED_ON,
    received: bool = False,
) -> Document:
    """A decision signed on paper, recorded with its number."""
    return record_document(
        year.office.organisation,
        actor=year.clerk,
        kind=DocumentKind.DECISION,
        issuer=issuer,
        subject="Tặng Giấy khen",
        date=day,
        signer="Bùi Văn Ký",
        signer_post="Bí thư",
        reference=reference,
        year=YEAR,
        received=received,
        round_id=year.round.pk,
    )


def decide(
    year: Year,
    kind: str = "members_excellent",
    *,
    document: Document | None = None,
    recipients: list[actions.Recipient] | None = None,
    issuing_unit: Unit | None = None,
    ground: str = "",
) -> AwardDecision:
    """A recorded decision; by default of the committee for all members decided excellent."""
    return actions.record_decision(
        year.round,
        actor=year.clerk,
        kind=kind,
        document=document or signed_decision(year),
        issuing_unit=issuing_unit or year.office.organisation,
        recipients=recipients,
        ground=ground,
    )


def certificates(year: Year) -> list[Certificate]:
    """The members' certificates, entered in the book."""
    return actions.issue_certificates(decide(year), actor=year.clerk, happened_on=ENTERED_ON)

"""An office in which every list has a given number of rows, so that pages can be measured at several sizes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from tongket.access.decisions import Actor
from tongket.access.roles import Role
from tongket.awards import actions as awards
from tongket.awards.models import PastAward
from tongket.awards.tests import factories as commendation
from tongket.ballots.tests import factories as voting
from tongket.imports.models import Batch
from tongket.learning.actions import record_sessions
from tongket.learning.tests.test_learning import row as session_row
from tongket.meetings import actions as meetings
from tongket.meetings.models import Conference
from tongket.meetings.rows import AgendaRow
from tongket.meetings.tests import factories as meeting
from tongket.meetings.tests.test_cells import row as meeting_row
from tongket.notices.actions import notify
from tongket.notices.finished_work import KIND as FINISHED_WORK
from tongket.notices.models import Letter, Notice
from tongket.notices.states import LetterState
from tongket.organisation import actions as register
from tongket.organisation.states import UnitKind
from tongket.organisation.tests.factories import START
from tongket.oversight.actions import record_findings
from tongket.oversight.tests.factories import finding_row
from tongket.portal.models import Article, PublicPaper
from tongket.privacy.actions import ask_correction
from tongket.ratings.actions import compute_outcomes
from tongket.ratings.models import QuotaOutcome
from tongket.ratings.tests import factories as rating
from tongket.reviews.states import Level

YEAR = 2021


@dataclass(frozen=True)
class Crowd:
    """The office, and the objects that pages about one thing are asked for."""

    year: commendation.Year
    conference: Conference
    poll: int
    decision: int
    quota: int

    @property
    def clerk(self) -> Actor:
        return self.year.clerk


def make_crowd(number: int) -> Crowd:
    """``number`` members in each of two cells, ``number`` rows in every list of the year."""
    rated = rating.make_year(members=number)
    office, clerk = rated.office, rated.office.actor(Role.CLERK)
    compute_outcomes(rated.round, actor=clerk)
    year = commendation.Year(office, rated.round, office.members[office.cells[0].pk])
    commendation.rate(year, year.people, Level.EXCELLENT)
    for cell in office.cells:
        commendation.rate_unit(year, cell, Level.EXCELLENT)
    commendation.past_levels(year, year.people[0], dict.fromkeys(range(YEAR - number, YEAR), Level.GOOD))
    _commend(year, number)
    decision = commendation.decide(year, document=commendation.signed_decision(year, "120-QĐ/ĐU"))
    awards.issue_certificates(decision, actor=clerk, happened_on=commendation.ENTERED_ON)
    conference = _meet(year, number)
    _fill_small_rooms(year, number)
    world = voting.World(office, clerk, office.cells[0])
    polls = [voting.open_poll(world, [p.name for p in year.people]) for _ in range(number)]
    for poll in polls:
        voting.enter(world, poll, voting.level_votes(poll, *[voting.RIGHT[0]] * number))
    _tell(year, number)
    return Crowd(year, conference, polls[0].pk, decision.pk, QuotaOutcome.objects.get(subject="members").pk)


def _tell(year: commendation.Year, number: int) -> None:
    """``number`` notices, each with a letter of which nobody knows whether it was sent, on ``number`` days."""
    account, now = year.office.accounts[Role.CLERK], timezone.now()
    for n in range(number):
        letter = Letter.objects.create(
            account=account, key=f"{n}", at=now, state=LetterState.UNKNOWN, taken_at=now
        )
        notify(
            FINISHED_WORK,
            actor=year.clerk,
            accounts=[account.pk],
            key=f"{n}",
            params={"done": True},
            unit_id=year.office.organisation.pk,
        )
        day = now - dt.timedelta(days=n % 50)
        Notice.objects.filter(key=f"{n}").update(letter=letter, created_at=day)


def _commend(year: commendation.Year, number: int) -> None:
    rows = [awards.NominationRow(person=p) for p in year.people]
    awards.nominate(
        year.round, actor=year.clerk, kind="members_excellent", rows=rows, happened_on=dt.date(2021, 12, 20)
    )
    for earlier in range(YEAR - number, YEAR):
        PastAward.objects.create(
            person=year.people[0],
            recorded_at_unit=year.cell,
            year=earlier,
            form="Giấy khen",
            issuer="Đảng ủy",
            number=f"{earlier}-QĐ/ĐU",
        )
    for n in range(1, number):
        commendation.signed_decision(year, f"{200 + n}-QĐ/ĐU")


def _meet(year: commendation.Year, number: int) -> Conference:
    start = [dt.time(8 + n // 12, 5 * (n % 12)) for n in range(number + 1)]
    agenda = [AgendaRow(n + 1, start[n], start[n + 1], f"mục {n + 1}", meeting.GUEST) for n in range(number)]
    _year, conference = meeting.make_conference(year, agenda=agenda)
    meetings.arrange_presentation(conference, actor=year.clerk)
    meeting.with_directions(year, conference)
    rows = [meeting.conclusion_row(year.cell, key=f"k{n}", text=f"Kết luận số {n}") for n in range(number)]
    meetings.record_conclusions(conference, actor=year.clerk, rows=rows)
    meetings.record_cell_meetings(
        year.office.organisation,
        actor=year.clerk,
        year=YEAR,
        rows=[meeting_row(year.cell, topic=f"buổi {n}") for n in range(number)],
    )
    return conference


def _ask_and_leave(year: commendation.Year, n: int) -> None:
    """Somebody asks to correct a datum, a role is given, and a guest's post is long over."""
    office, clerk = year.office, year.clerk
    ask_correction(
        year.people[0],
        actor=clerk,
        datum=f"Dữ liệu {n}",
        wanted="Đúng",
        proof="Giấy khai sinh",
        paper="Đơn",
        asked_on=START,
    )
    account = register.issue_account(
        f"vai-tro-{n}", actor=clerk, unit=office.organisation, display_name=f"Vai trò {n}", password=None
    )
    register.grant_role(
        account, actor=clerk, role=Role.EDITOR, unit=office.organisation, valid_from=START, decision="Số 1"
    )
    gone = register.add_person(f"Khách cũ {n}", actor=clerk, unit=office.organisation)
    register.hold_post(
        gone,
        actor=clerk,
        unit=office.organisation,
        title=f"Khách {n}",
        system="government",
        valid_from=START,
        valid_to=START.replace(year=START.year + 1),
    )


def _fill_small_rooms(year: commendation.Year, number: int) -> None:
    office, clerk = year.office, year.clerk
    record_sessions(
        office.organisation,
        actor=clerk,
        year=YEAR,
        rows=[session_row(year.cell, topic=f"chuyên đề {n}") for n in range(number)],
    )
    record_findings(
        office.organisation,
        actor=clerk,
        rows=[finding_row(year.cell, code=f"KT{n}") for n in range(number)],
    )
    for n in range(number):
        register.create_unit(
            f"DV{n}",
            actor=clerk,
            name=f"Phòng {n}",
            kind=UnitKind.AGENCY,
            valid_from=START,
            parent=office.organisation,
        )
        _ask_and_leave(year, n)
        guest = register.add_person(f"Khách mời {n}", actor=clerk, unit=office.organisation)
        register.hold_post(
            guest,
            actor=clerk,
            unit=office.organisation,
            title="Khách mời",
            system="government",
            valid_from=START,
        )
        paper = commendation.signed_decision(year, f"{300 + n}-QĐ/ĐU")
        PublicPaper.objects.create(
            unit=office.organisation, document=paper, ground="Công văn", published_on=paper.date
        )
        Article.objects.create(
            unit=office.organisation, year=YEAR, title=f"Bài {n}", dateline="", body=[], byline="PV"
        )
        Batch.objects.create(
            route="members",
            unit_id=office.organisation.pk,
            year=YEAR,
            file_name=f"{n}.xlsx",
            content=b"",
            sha256="0" * 64,
            happened_on=START,
            uploaded_by=clerk.account_id,
        )

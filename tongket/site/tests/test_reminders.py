"""Real deadlines and events reach the accounts whom they concern, without a name in them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone, translation

from tongket.access.roles import Role
from tongket.awards import actions as awards
from tongket.awards.tests.factories import YEAR, make_year
from tongket.awards.tests.test_nominations import MET_ON, submission_letter
from tongket.common.dates import add_months, today
from tongket.documents.actions import submit_document
from tongket.documents.tests.factories import drafted_document
from tongket.notices.actions import fire_reminders, plan_reminders
from tongket.notices.kinds import Due, sources
from tongket.notices.loop import WORKER
from tongket.notices.models import Notice, Reminder
from tongket.notices.queries import coming, sent
from tongket.organisation.actions import set_party
from tongket.organisation.models import Person
from tongket.organisation.tests.factories import Office, add_member
from tongket.rounds.actions import open_round, set_due
from tongket.rounds.models import Round
from tongket.rounds.steps import Step
from tongket.site.reminders import calendar, nominations, register_deadlines, signing
from tongket.site.reminders.recipients import morning

pytestmark = pytest.mark.django_db


def whom(dues: list[Due]) -> set[int]:
    return {due.account_id for due in dues}


def tick(now: dt.datetime) -> None:
    """What the worker does at a moment."""
    for source in sources():
        plan_reminders(source, actor=WORKER, now=now)
    fire_reminders(actor=WORKER, now=now)


def words(office: Office, role: str) -> list[str]:
    return [n.text for n in Notice.objects.filter(account=office.accounts[role]).order_by("pk")]


@pytest.fixture
def opened(office: Office, round: Round) -> Round:
    """The round is open; tasks are due in ten days."""
    clerk = office.actor(Role.CLERK)
    set_due(round, actor=clerk, due={Step.LISTS: today() + dt.timedelta(days=10)})
    return open_round(round, actor=clerk, happened_on=dt.date(2021, 11, 1))


@pytest.mark.capability(26)
def test_the_calendar_reminds_a_week_before_the_day_before_and_once_after(
    office: Office, opened: Round
) -> None:
    due = today() + dt.timedelta(days=10)
    secretary = [
        d for d in calendar.find(timezone.now()) if d.account_id == office.accounts["cell_secretary"].pk
    ]
    assert [d.at for d in secretary] == [
        morning(due - dt.timedelta(days=7)),
        morning(due - dt.timedelta(days=1)),
        morning(due + dt.timedelta(days=1)),
    ]
    assert [d.kind for d in secretary] == [calendar.SOON, calendar.SOON, calendar.LATE]


@pytest.mark.capability(26)
def test_a_reminder_of_the_calendar_is_scheduled_given_and_not_repeated(
    office: Office, opened: Round
) -> None:
    due = today() + dt.timedelta(days=10)
    tick(timezone.now())
    assert not Notice.objects.exists()
    assert [c.people for c in coming(office.actor(Role.CLERK))] == [3, 3, 3]
    for _again in range(2):
        tick(morning(due - dt.timedelta(days=7)))
    assert words(office, Role.CELL_SECRETARY) == [f"Ghi nhiệm vụ năm 2021: hạn {due:%d/%m/%Y}."]
    with translation.override("en"):
        assert "due on" in words(office, Role.CELL_SECRETARY)[0]
    assert not words(office, Role.AUDITOR)
    told = sent(office.actor(Role.CLERK), today() - dt.timedelta(days=1))
    assert [(row.people, row.read) for row in told] == [(3, 0)]
    assert sent(office.actor("other_clerk"), today() - dt.timedelta(days=1)) == []


@pytest.mark.capability(15)
def test_what_is_overdue_is_told_after_its_day(office: Office, opened: Round) -> None:
    due = today() + dt.timedelta(days=10)
    tick(morning(due + dt.timedelta(days=1)))
    assert words(office, Role.CELL_SECRETARY)[-1] == f"Ghi nhiệm vụ năm 2021: đã quá hạn {due:%d/%m/%Y}."


def test_a_deadline_that_was_moved_reminds_at_its_new_days_only(office: Office, opened: Round) -> None:
    tick(timezone.now())
    moved = today() + dt.timedelta(days=30)
    set_due(opened, actor=office.actor(Role.CLERK), due={Step.LISTS: moved})
    tick(morning(today() + dt.timedelta(days=9)))
    assert not Notice.objects.exists()
    waiting = Reminder.objects.filter(state="waiting").values_list("params__day", flat=True)
    assert set(waiting) == {moved.isoformat()}


def probationary(office: Office, ends: dt.date) -> Person:
    person = add_member(office, office.cells[0], 50, "Lâm Kín Đáo")
    set_party(
        person,
        actor=office.actor(Role.CLERK),
        unit=office.cells[0],
        admitted_on=add_months(ends, -12),
        official_on=None,
    )
    return person


@pytest.mark.capability(3)
def test_the_end_of_probation_is_reminded_of_by_number_to_those_who_keep_the_register(office: Office) -> None:
    ends = today() + dt.timedelta(days=62)
    probationary(office, ends)
    dues = [d for d in register_deadlines.find(timezone.now()) if d.params.get("what") == "probation"]
    keepers = (Role.CLERK, Role.COMMITTEE_SECRETARY, Role.CELL_SECRETARY)
    assert whom(dues) == {office.accounts[role].pk for role in keepers}
    tick(morning(ends - dt.timedelta(days=60)))
    assert f"Hết thời gian dự bị ngày {ends:%d/%m/%Y}: 1 đảng viên." in words(office, Role.CELL_SECRETARY)
    assert not [text for text in words(office, Role.CLERK) if "Kín" in text]


def test_missing_papers_are_told_once_a_month(office: Office) -> None:
    first = add_months(today().replace(day=1), 1)
    for day in (0, 1, 2):
        tick(morning(first + dt.timedelta(days=day)))
    texts = [text for text in words(office, Role.CLERK) if "thiếu giấy tờ" in text]
    assert texts == ["Số đảng viên có hồ sơ còn thiếu giấy tờ: 6."]


def test_a_document_that_waits_for_a_signature_is_told_to_who_signs(office: Office) -> None:
    document = drafted_document(office)
    submit_document(document, actor=office.actor(Role.CLERK))
    assert whom(list(signing.find(timezone.now()))) == {office.accounts[Role.COMMITTEE_SECRETARY].pk}
    for _again in range(2):
        tick(timezone.now())
    notice = Notice.objects.get(account=office.accounts[Role.COMMITTEE_SECRETARY])
    assert (notice.text, notice.url) == ("Một văn bản đã trình, đang chờ ký.", document.get_absolute_url())


def test_nobody_is_told_of_what_lies_below_another_committee(office: Office) -> None:
    submit_document(drafted_document(office), actor=office.actor(Role.CLERK))
    tick(timezone.now())
    assert not words(office, "other_clerk")
    assert not words(office, Role.SUPERIOR_OFFICER)


def test_a_nomination_that_came_back_is_told_to_those_who_nominate() -> None:
    year = make_year()
    superior = year.office.actor(Role.SUPERIOR_OFFICER)
    row = awards.NominationRow(person=year.people[0], achievement="5 năm liền hoàn thành xuất sắc")
    [nomination] = awards.nominate(
        year.round, actor=year.clerk, kind="superior_individuals", rows=[row], happened_on=MET_ON
    )
    awards.submit(
        year.round, actor=year.clerk, document=submission_letter(year), addressed_to="Ban Thường vụ"
    )
    nomination.refresh_from_db()
    assert not list(nominations.find(timezone.now()))
    awards.return_nomination(
        nomination, actor=superior, happened_on=dt.date(YEAR + 1, 1, 5), reason="Thiếu báo cáo thành tích"
    )
    for _again in range(2):
        tick(timezone.now())
    assert words(year.office, Role.CLERK) == ["Một hồ sơ đề nghị khen thưởng được trả lại, cần bổ sung."]
    assert not words(year.office, Role.CELL_SECRETARY)

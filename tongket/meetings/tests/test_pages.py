"""The conference through the browser's door: agenda, attendance, stage."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tongket.access.roles import Role
from tongket.audit.models import Entry
from tongket.awards.tests.factories import Year, decide, make_year
from tongket.meetings.actions import advance_agenda, arrange_presentation, start_conference
from tongket.meetings.models import AgendaItem, Conference
from tongket.meetings.rows import StepRow
from tongket.meetings.tests.factories import (
    GUEST,
    HELD_ON,
    YEAR,
    make_conference,
    present_but,
    time,
)
from tongket.organisation.models import Person

pytestmark = pytest.mark.django_db


def clerk_at(year: Year, client: Client) -> Client:
    client.force_login(year.office.accounts[Role.CLERK])
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"meetings:{name}", args=args)


def text_of(answer: object) -> str:
    return answer.content.decode()


@pytest.mark.capability(69)
def test_agenda_shows_order_times_persons_in_charge_and_how_late_it_runs(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    year, conference = make_conference()
    start_conference(conference, actor=year.clerk, at=time("08:00"))
    advance_agenda(conference, actor=year.clerk, at=time("08:19"))
    monkeypatch.setattr("tongket.meetings.queries.live.clock", lambda: time("08:41"))
    page = text_of(clerk_at(year, client).get(url("run_of_show", conference.pk)))
    assert "08:41" in page
    assert "Đang diễn ra, mục 2 / 3, bắt đầu 08:19" in page
    assert "chậm 4 phút" in page
    assert "dự kiến xong 09:24" in page
    assert page.rindex("Chào cờ, giới thiệu đại biểu") < page.rindex("Phát biểu chỉ đạo")
    assert "Lý Thiện Luyện" in page


def test_agenda_is_run_from_the_page_and_a_step_taken_back(client: Client) -> None:
    year, conference = make_conference()
    clerk_at(year, client)
    client.post(url("start_conference", conference.pk))
    client.post(url("advance_agenda", conference.pk))
    assert AgendaItem.objects.filter(started_at__isnull=False).count() == 2
    client.post(url("take_back", conference.pk))
    assert AgendaItem.objects.filter(started_at__isnull=False).count() == 1


def test_conference_is_planned_in_the_page(client: Client) -> None:
    year = make_year()
    clerk_at(year, client)
    form = {
        "title": "Hội nghị tổng kết",
        "held_on": "19/01/2022",
        "place": "Hội trường",
        "agenda": "1 | 08:00 | 08:15 | Khai mạc | Lý Thiện Luyện\n2 | 8h15 | 9h | Báo cáo | Trần Văn Ước",
        "guests": "Khổng Viết Nhượng | Bí thư",
        "photos": "Trao Giấy khen",
        "dot-TOTAL_FORMS": "2",
        "dot-INITIAL_FORMS": "0",
        "dot-0-kind": "members_excellent",
        "dot-0-only": "leaders",
        "dot-0-handed_over_by": "Khổng Viết Nhượng",
        "dot-1-kind": "",
        "dot-1-only": "",
        "dot-1-handed_over_by": "",
    }
    answer = client.post(url("plan_conference", YEAR, year.office.organisation.pk), form)
    assert answer.status_code == 302
    made = Conference.objects.get()
    assert (made.held_on, made.agenda.count(), made.guests.count(), made.steps.count()) == (HELD_ON, 2, 1, 1)
    assert made.agenda.get(number=2).ends_at == dt.time(9)


def test_wrong_line_of_a_pasted_agenda_is_named(client: Client) -> None:
    year = make_year()
    clerk_at(year, client)
    form = {
        "title": "Hội nghị",
        "held_on": "19/01/2022",
        "place": "Hội trường",
        "agenda": "1 | 8 giờ | 08:15 | Khai mạc | Lý Thiện Luyện",
        "dot-TOTAL_FORMS": "0",
        "dot-INITIAL_FORMS": "0",
    }
    answer = client.post(url("plan_conference", YEAR, year.office.organisation.pk), form)
    assert answer.status_code == 422
    assert "Dòng 1: “8 giờ” không phải giờ" in text_of(answer)
    assert not Conference.objects.exists()


@pytest.mark.capability(72)
def test_attendance_list_is_printed_with_a_column_of_presence(client: Client) -> None:
    year, conference = make_conference()
    present_but(year, conference, year.people[2], reason="Ốm, có đơn xin phép")
    clerk_at(year, client)
    page = text_of(client.get(url("attendance", conference.pk)))
    assert [f["count"] for f in client.get(url("attendance", conference.pk)).context["filters"]] == [
        3,
        2,
        1,
        0,
    ]
    assert "Ốm, có đơn xin phép" in page
    paper = client.post(url("print_paper", conference.pk, "attendance"))
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    assert paper.content.startswith(b"%PDF")


def test_check_in_by_number_and_by_the_line(client: Client) -> None:
    year, conference = make_conference()
    clerk_at(year, client)
    assert client.post(url("check_in", conference.pk), {"number": "1"}).status_code == 302
    assert client.post(url("check_in", conference.pk), {"number": "2", "cach": "list"}).status_code == 302
    twice = client.post(url("check_in", conference.pk), {"number": "1"})
    assert twice.status_code == 422
    assert "đã được điểm danh" in text_of(twice)
    row = conference.attendance.get(number=1)
    client.post(url("undo_check_in", conference.pk, row.pk))
    assert list(conference.attendance.values_list("present", "way")) == [
        (None, ""),
        (True, "list"),
        (None, ""),
    ]


def test_signed_list_is_recorded_on_one_page(client: Client) -> None:
    year, conference = make_conference()
    clerk_at(year, client)
    rows = list(conference.attendance.all())
    form = {"vang-TOTAL_FORMS": "3", "vang-INITIAL_FORMS": "3"}
    form |= {f"vang-{n}-row": str(row.pk) for n, row in enumerate(rows)}
    form |= {"vang-1-absent": "on", "vang-1-reason": "Đi công tác"}
    assert client.post(url("record_attendance", conference.pk), form).status_code == 302
    assert list(conference.attendance.values_list("present", "reason")) == [
        (True, ""),
        (False, "Đi công tác"),
        (True, ""),
    ]


@pytest.mark.capability(74)
def test_running_order_names_recipients_presenter_paper_absentees_and_proxies(client: Client) -> None:
    year = make_year()
    decide(year)
    _year, conference = make_conference(year)
    clerk_at(year, client)
    client.post(url("arrange_presentation", conference.pk))
    present_but(year, conference, year.people[2])
    before = text_of(client.get(url("presentation", conference.pk)))
    assert f"{year.people[2].name} vắng, chưa có người nhận thay" in before
    form = {"recipient": year.people[2].pk, "received_by": year.people[0].pk}
    assert client.post(url("record_proxy", conference.pk), form).status_code == 302
    page = text_of(client.get(url("presentation", conference.pk)))
    assert f"vắng, {year.people[0].name} nhận thay" in page
    assert f"{GUEST} trao" in page
    assert "120-QĐ/ĐU" in page
    paper = client.post(url("print_paper", conference.pk, "running_order"))
    assert paper.content.startswith(b"%PDF")


def test_groups_on_stage_are_ticked_off_from_the_run_of_show(client: Client) -> None:
    year = make_year()
    decide(year)
    _year, conference = make_conference(year, steps=[StepRow(n, "members_excellent", GUEST) for n in (1, 2)])
    arrange_presentation(conference, actor=year.clerk)
    clerk_at(year, client)
    client.post(url("finish_step", conference.pk, 1))
    page = text_of(client.get(url("run_of_show", conference.pk)))
    assert "đã trao" in page
    assert "Xong đợt 2" in page
    client.post(url("reopen_step", conference.pk, 1))
    assert not conference.steps.filter(done_at__isnull=False).exists()


def test_recipient_is_moved_up_and_the_presenter_changed(client: Client) -> None:
    year = make_year()
    decide(year)
    _year, conference = make_conference(year)
    entries = arrange_presentation(conference, actor=year.clerk)
    clerk_at(year, client)
    client.post(url("move_entry", conference.pk, 1, entries[1].pk))
    step = conference.steps.get()
    assert [e.pk for e in step.entries.all()] == [entries[1].pk, entries[0].pk, entries[2].pk]
    client.post(
        url("change_presenter", conference.pk, 1),
        {"handed_over_by": year.people[0].name, "version": str(step.version)},
    )
    assert conference.steps.get().presenter == year.people[0]


def test_closing_says_what_is_missing_and_reopening_asks_for_a_reason(client: Client) -> None:
    year, conference = make_conference()
    clerk_at(year, client)
    answer = client.post(url("close_conference", conference.pk), follow=True)
    assert "3 người chưa điểm danh" in text_of(answer)
    present_but(year, conference)
    client.post(url("close_conference", conference.pk))
    assert Conference.objects.get().state == "closed"
    client.post(url("reopen_conference", conference.pk), {"reason": "Bổ sung theo bản ký"})
    assert Conference.objects.get().state == "running"
    assert Entry.objects.get(action="meetings.reopen_conference").reason == "Bổ sung theo bản ký"


PAGES = (
    "conference",
    "run_of_show",
    "attendance",
    "speeches",
    "presentation",
    "minutes",
    "conclusions",
)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("clerk", 200),
        ("committee_secretary", 200),
        ("committee_member", 200),
        ("cell_secretary", 200),
        ("member", 200),
        ("editor", 200),
        ("superior_officer", 200),
        ("inspection", 200),
        ("auditor", 200),
        ("other_clerk", 404),
    ],
)
def test_conference_is_shown_to_its_organisation_and_above(
    client: Client, name: str, role: str, status: int
) -> None:
    year, conference = make_conference()
    client.force_login(year.office.accounts[role])
    # Who was there is a list of members' names: not for editors, and members read the own line only.
    hidden = name == "attendance" and role in ("member", "editor")
    assert client.get(url(name, conference.pk)).status_code == (404 if hidden else status)


def test_member_reads_only_the_own_line_of_the_attendance(client: Client) -> None:
    year, conference = make_conference()
    myself, colleague, *_others = year.people
    Person.objects.filter(pk=myself.pk).update(account=year.office.accounts["member"])
    client.force_login(year.office.accounts["member"])
    page = text_of(client.get(url("attendance", conference.pk)))
    assert (myself.name in page, colleague.name in page) == (True, False)


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_in_english(client: Client, name: str) -> None:
    year, conference = make_conference()
    clerk_at(year, client)
    client.cookies["tongket-language"] = "en"
    answer = client.get(url(name, conference.pk))
    assert (answer.status_code, answer["Content-Language"]) == (200, "en")


@pytest.mark.parametrize("role", ["member", "cell_secretary", "auditor"])
def test_buttons_and_acts_of_the_office_are_closed_to_others(client: Client, role: str) -> None:
    year, conference = make_conference()
    client.force_login(year.office.accounts[role])
    assert "Bế mạc hội nghị" not in text_of(client.get(conference.get_absolute_url()))
    assert client.get(url("record_attendance", conference.pk)).status_code == 404
    assert client.post(url("arrange_presentation", conference.pk)).status_code == 404
    assert client.post(url("print_paper", conference.pk, "minutes")).status_code == 404

"""What is written down at a conference, through the browser's door: speeches, minutes, conclusions, papers."""

from __future__ import annotations

import io

import docx
import pytest
from django.test import Client
from django.urls import reverse

from tongket.access.roles import Role
from tongket.audit.models import Entry
from tongket.awards.tests.factories import Year, decide, make_year
from tongket.learning.models import StudySession
from tongket.meetings.rows import StepRow
from tongket.meetings.tests.factories import (
    GUEST,
    HELD_ON,
    YEAR,
    make_conclusion,
    make_conference,
    present_but,
    time,
    with_directions,
)
from tongket.work.models import Task

pytestmark = pytest.mark.django_db


def clerk_at(year: Year, client: Client) -> Client:
    client.force_login(year.office.accounts[Role.CLERK])
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"meetings:{name}", args=args)


def text_of(answer: object) -> str:
    return answer.content.decode()


@pytest.mark.capability(73)
def test_speakers_list_shows_the_running_time_against_the_plan(client: Client) -> None:
    year, conference = make_conference()
    clerk_at(year, client)
    client.post(url("record_speech", conference.pk), {"number": "1", "speaker": GUEST, "minutes": "15"})
    client.post(
        url("record_direction", conference.pk),
        {"key": "D1", "speech": "1", "text": "Nêu gương người đứng đầu"},
    )
    speech = conference.speeches.get()
    client.post(
        url("record_speech_time", conference.pk, speech.pk),
        {"minutes_taken": "19", "version": str(speech.version)},
    )
    page = text_of(client.get(url("speeches", conference.pk)))
    assert "1 bài, dự kiến 15 phút, đã dùng 19 phút" in page
    assert "quá 4 phút" in page
    assert "Nêu gương người đứng đầu" in page


@pytest.mark.capability(75)
def test_minutes_are_kept_per_item_and_a_second_writer_is_told(client: Client) -> None:
    year, conference = make_conference()
    item = conference.agenda.get(number=2)
    clerk_at(year, client)
    form = {"text": "Trao 3 Giấy khen.", "started_at": "08:19", "ended_at": "09:02", "version": "1"}
    assert client.post(url("record_minutes", conference.pk, item.pk), form).status_code == 302
    late = client.post(
        url("record_minutes", conference.pk, item.pk), form | {"text": "Bản của người thứ hai"}
    )
    assert late.status_code == 422
    assert "Bản của người thứ hai" in text_of(late)
    item.refresh_from_db()
    assert (item.minutes, item.started_at) == ("Trao 3 Giấy khen.", time("08:19"))


def test_agenda_item_is_changed_in_the_page_and_an_overlap_refused(client: Client) -> None:
    year, conference = make_conference()
    item = conference.agenda.get(number=3)
    clerk_at(year, client)
    form = {
        "number": "3",
        "starts_at": "09:05",
        "ends_at": "09:25",
        "item": "Phát biểu",
        "in_charge": GUEST,
        "version": "1",
    }
    assert client.post(url("change_agenda_item", conference.pk, item.pk), form).status_code == 302
    wrong = client.post(
        url("change_agenda_item", conference.pk, item.pk), form | {"starts_at": "08:30", "version": "2"}
    )
    assert wrong.status_code == 422
    assert "trước khi mục 2 kết thúc lúc 09:00" in text_of(wrong)


@pytest.mark.capability(78)
def test_conclusion_recorded_in_the_page_links_to_its_task_and_back(client: Client) -> None:
    year, conference = make_conference()
    with_directions(year, conference)
    clerk_at(year, client)
    form = {
        "key": "chinh-quyen-so",
        "text": "Hoàn thiện chính quyền điện tử",
        "target": "100% thủ tục",
        "in_charge": year.cell.pk,
        "due_on": "30/11/2022",
        "directions": [conference.directions.get(key="D1").pk],
    }
    answer = client.post(url("record_conclusion", conference.pk), form)
    assert answer.status_code == 302
    task = Task.objects.get()
    page = text_of(client.get(answer["Location"]))
    assert f'href="{task.get_absolute_url()}"' in page
    assert "Đẩy nhanh chính quyền điện tử" in page
    assert f'href="{answer["Location"]}"' in text_of(client.get(task.get_absolute_url()))
    assert "Hoàn thiện chính quyền điện tử" in text_of(client.get(reverse("work:tasks", args=[2022])))


@pytest.mark.capability(77)
def test_extract_of_one_conclusion_is_printed_for_the_unit_in_charge(client: Client) -> None:
    year, conference = make_conference()
    conclusion, _task = make_conclusion(year, conference)
    clerk_at(year, client)
    paper = client.post(url("print_extract", conclusion.pk))
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    assert 'filename="trich-bien-ban-2022-01-19.pdf"' in paper["Content-Disposition"]


@pytest.mark.capability(76)
def test_minutes_are_made_from_the_data_as_pdf_and_word_and_known_to_be_stale(client: Client) -> None:
    year, conference = make_conference()
    make_conclusion(year, conference)
    present_but(year, conference, year.people[0])
    clerk_at(year, client)
    assert client.post(url("print_paper", conference.pk, "minutes")).content.startswith(b"%PDF")
    word = client.post(url("print_paper", conference.pk, "minutes"), {"dang": "docx"})
    assert word.content.startswith(b"PK")
    fresh = text_of(client.get(conference.get_absolute_url()))
    assert "Số liệu đã đổi" not in fresh
    item = conference.agenda.get(number=1)
    client.post(url("record_minutes", conference.pk, item.pk), {"text": "Thêm một ý", "version": "1"})
    stale = text_of(client.get(conference.get_absolute_url()))
    assert "Số liệu đã đổi" in stale
    assert reverse("audit:history", args=["meetings.AgendaItem", item.pk]) in stale


def test_word_minutes_without_a_secretary_leave_a_line_to_fill_in(client: Client) -> None:
    year, conference = make_conference(minutes_by="")
    clerk_at(year, client)
    word = client.post(url("print_paper", conference.pk, "minutes"), {"dang": "docx"})
    lines = [paragraph.text for paragraph in docx.Document(io.BytesIO(word.content)).paragraphs]
    assert "2. Thư ký: " + "." * 40 in lines


def test_paper_that_does_not_exist_is_not_found(client: Client) -> None:
    year, conference = make_conference()
    assert clerk_at(year, client).post(url("print_paper", conference.pk, "poster")).status_code == 404


@pytest.mark.capability(124)
def test_act_keeps_the_day_on_paper_and_the_day_of_entry_and_refusals_have_three_strengths(
    client: Client,
) -> None:
    year = make_year(members=1)
    decide(year)
    _year, conference = make_conference(year, steps=[StepRow(1, "members_excellent", "Người Lạ")])
    with_directions(year, conference)
    clerk_at(year, client)
    form = {
        "key": "nhiem-vu",
        "text": "Hoàn thiện chính quyền điện tử",
        "target": "100% thủ tục",
        "in_charge": year.cell.pk,
        "due_on": "30/11/2022",
    }
    client.post(url("record_conclusion", conference.pk), form)
    entry = Entry.objects.get(action="meetings.record_conclusions")
    assert (entry.happened_on, entry.recorded_at.date() > entry.happened_on) == (HELD_ON, True)
    blocked = client.post(url("record_conclusion", conference.pk), form | {"due_on": "01/01/2022"})
    assert blocked.status_code == 422
    received = {
        "unit": year.cell.pk,
        "held_on": "27/03/2021",
        "topic": "Chuyên đề",
        "due": "1",
        "present": "2",
    }
    client.post(reverse("learning:record_session", args=[YEAR]), received)
    kept = StudySession.objects.get()
    assert (kept.present, kept.adds_up) == (2, False)
    client.post(url("arrange_presentation", conference.pk))
    warned = text_of(client.get(url("presentation", conference.pk)))
    assert "Người Lạ không có trong danh sách đại biểu và người dự" in warned

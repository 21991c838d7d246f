"""Papers of the conference say what the records say."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from tongket.awards.tests.factories import decide, make_year
from tongket.documents.rendering import render_pdf
from tongket.meetings.actions import arrange_presentation, record_all_minutes, record_speeches
from tongket.meetings.documents import attendance_data, extract_data, minutes_data, running_order_data
from tongket.meetings.rows import DirectionRow, MinutesRow, SpeechRow
from tongket.meetings.tests.factories import (
    GUEST,
    HELD_ON,
    head,
    make_conclusion,
    make_conference,
    present_but,
    time,
)

pytestmark = pytest.mark.django_db


def text(paper: str, data: dict[str, object]) -> str:
    pdf = render_pdf(paper, data, document_date=HELD_ON, profile="party-2018")
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_minutes_hold_attendance_items_opinions_and_conclusions() -> None:
    year = make_year()
    head(year, year.people[0])
    _year, conference = make_conference(year)
    make_conclusion(year, conference)
    present_but(year, conference, year.people[2], reason="Đi công tác")
    record_all_minutes(
        conference,
        actor=year.clerk,
        rows=[
            MinutesRow(1, "Hội nghị khai mạc.", time("08:02"), time("08:19")),
            MinutesRow(3, "", time("09:00"), time("09:21")),
        ],
    )
    data = minutes_data(year.clerk, conference)
    assert data["meeting"]["opened"] == "08 giờ 02"
    assert data["meeting"]["closed"] == "09 giờ 21"
    assert data["chairs"] == [{"name": year.people[0].name, "post": "Bí thư Đảng ủy"}]
    assert data["attendance"]["absent"] == [{"name": year.people[2].name, "reason": "Đi công tác"}]
    assert (data["attendance"]["summoned"], data["attendance"]["present"]) == (3, 2)
    assert data["items"][0]["notes"] == ["Hội nghị khai mạc."]
    assert [o["text"] for o in data["items"][2]["opinions"]] == [
        "Đẩy nhanh chính quyền điện tử",
        "Giữ môi trường thông tin lành mạnh",
    ]
    printed = text("minutes", data)
    assert "Hoàn thiện chính quyền điện tử" in printed
    assert GUEST in printed


def test_speech_without_an_item_of_its_own_stands_after_the_agenda() -> None:
    year, conference = make_conference()
    record_speeches(
        conference,
        actor=year.clerk,
        speeches=[SpeechRow(1, "Đại biểu khác", 5)],
        directions=[DirectionRow("D1", 1, "Một ý kiến")],
    )
    last = minutes_data(year.clerk, conference)["items"][-1]
    assert (last["number"], last["opinions"]) == (4, [{"by": "Đại biểu khác", "text": "Một ý kiến"}])


def test_attendance_list_is_empty_before_the_day_and_filled_after() -> None:
    year, conference = make_conference()
    before = attendance_data(year.clerk, conference)
    assert {row["presence"] for group in before["groups"] for row in group["rows"]} == {None}
    assert "totals" not in before
    present_but(year, conference, year.people[1], reason="Ốm, có đơn xin phép")
    after = attendance_data(year.clerk, conference)
    assert [row["presence"] for row in after["groups"][0]["rows"]] == ["present", "excused", "present"]
    assert after["totals"] == {"summoned": 3, "present": 2, "absent": 1}
    assert "Ốm, có đơn xin phép" in text("attendance", after)


def test_extract_holds_one_conclusion_and_the_directions_behind_it() -> None:
    year, conference = make_conference()
    conclusion, _task = make_conclusion(year, conference)
    present_but(year, conference)
    data = extract_data(conclusion)
    assert data["course"] == [f"{GUEST}: Đẩy nhanh chính quyền điện tử."]
    assert data["addressed_to"] == year.cell.name
    printed = text("extract", data)
    assert "Có mặt 3 trên 3 người được triệu tập" in printed
    assert "100% thủ tục đủ điều kiện lên mức độ 4" in printed


def test_running_order_prints_groups_recipients_and_decision() -> None:
    year = make_year()
    decide(year)
    _year, conference = make_conference(year)
    arrange_presentation(conference, actor=year.clerk)
    present_but(year, conference, year.people[0])
    data = running_order_data(conference)
    (group,) = data["groups"]
    assert group["decision"] == "Quyết định số 120-QĐ/ĐU, ngày 27/12/2021"
    assert group["presenter"] == {"name": GUEST, "post": "Bí thư Đảng ủy Khối thử nghiệm"}
    assert [r["absent"] for r in group["recipients"]].count(True) == 1
    assert year.people[1].name in text("running_order", data)

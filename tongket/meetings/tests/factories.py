"""A conference in a year with decided awards, for tests of all rooms."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tongket.access.roles import Role
from tongket.awards.tests.factories import Year, make_year
from tongket.meetings.actions import plan_conference, record_attendance, record_conclusions, record_speeches
from tongket.meetings.models import Conclusion, Conference
from tongket.meetings.rows import (
    AbsenceRow,
    AgendaRow,
    ConclusionRow,
    ConferencePlan,
    DirectionRow,
    GuestRow,
    PhotoRow,
    SpeechRow,
    StepRow,
)
from tongket.organisation.actions import hold_post
from tongket.organisation.models import Person, Unit
from tongket.organisation.tests.factories import START, head_of
from tongket.work.models import Task

YEAR = 2021
HELD_ON = dt.date(2022, 1, 19)
GUEST = "Khổng Viết Nhượng"


def time(text: str) -> dt.time:
    return dt.time.fromisoformat(text)


def agenda(chair: str = "Lý Thiện Luyện") -> list[AgendaRow]:
    """Three items, 80 minutes without a gap."""
    return [
        AgendaRow(1, time("08:00"), time("08:15"), "Chào cờ, giới thiệu đại biểu", "Lý Thiện Luyện"),
        AgendaRow(2, time("08:15"), time("09:00"), "Trao Giấy khen", chair),
        AgendaRow(3, time("09:00"), time("09:20"), "Phát biểu chỉ đạo", GUEST),
    ]


def plan(**values: Any) -> ConferencePlan:
    defaults: dict[str, Any] = {
        "title": "Hội nghị tổng kết công tác Đảng năm 2021",
        "held_on": HELD_ON,
        "place": "Hội trường cơ quan",
        "agenda": agenda(),
        "guests": [GuestRow(GUEST, "Bí thư Đảng ủy Khối thử nghiệm")],
        "steps": [StepRow(1, "members_excellent", GUEST)],
        "photos": [PhotoRow("Trao Giấy khen")],
        "minutes_by": "Lý Thiện Luyện",
    }
    return ConferencePlan(**{**defaults, **values})


def make_conference(year: Year | None = None, **values: Any) -> tuple[Year, Conference]:
    """A planned conference of the organisation; all members of its cells are called."""
    year = year or make_year()
    made = plan_conference(year.office.organisation, actor=year.clerk, year=YEAR, plan=plan(**values))
    return year, made


def on_committee(year: Year, person: Person, title: str = "Đảng ủy viên", number: int = 1) -> None:
    """The person sits on the organisation's committee since its start."""
    hold_post(
        person,
        actor=year.office.actor(Role.CLERK),
        unit=year.office.organisation,
        title=title,
        system="party",
        valid_from=START,
        on_committee=True,
        number=number,
    )


def head(year: Year, person: Person) -> None:
    head_of(year.office, person, year.office.organisation, "Bí thư Đảng ủy")


def present_but(year: Year, conference: Conference, *absent: Person, reason: str = "Đi công tác") -> None:
    """Everybody is there but these."""
    record_attendance(conference, actor=year.clerk, absent=[AbsenceRow(p, reason) for p in absent])


def with_directions(year: Year, conference: Conference) -> None:
    """One speech of the guest with two directions D1 and D2."""
    record_speeches(
        conference,
        actor=year.clerk,
        speeches=[SpeechRow(1, GUEST, 15)],
        directions=[
            DirectionRow("D1", 1, "Đẩy nhanh chính quyền điện tử"),
            DirectionRow("D2", 1, "Giữ môi trường thông tin lành mạnh"),
        ],
    )


def conclusion_row(unit: Unit | None, **values: Any) -> ConclusionRow:
    defaults: dict[str, Any] = {
        "key": "digital_government",
        "text": "Hoàn thiện chính quyền điện tử",
        "target": "100% thủ tục đủ điều kiện lên mức độ 4",
        "due_on": dt.date(2022, 11, 30),
        "directions": ("D1",),
    }
    return ConclusionRow(in_charge=unit, **{**defaults, **values})


def make_conclusion(year: Year, conference: Conference, **values: Any) -> tuple[Conclusion, Task]:
    """One conclusion of the first cell with its task."""
    with_directions(year, conference)
    rows = [conclusion_row(year.cell, **values)]
    (made,) = record_conclusions(conference, actor=year.clerk, rows=rows)
    return made, made.task

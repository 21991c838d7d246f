"""What a case folder says, as plain data: the generator makes it, the reader reads it, the oracle judges it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

LEVELS = ("excellent", "good", "fair", "failed")
CODES = {"excellent": "HTXSNV", "good": "HTTNV", "fair": "HTNV", "failed": "KHTNV"}
LONG = {
    "excellent": "Hoàn thành xuất sắc nhiệm vụ",
    "good": "Hoàn thành tốt nhiệm vụ",
    "fair": "Hoàn thành nhiệm vụ",
    "failed": "Không hoàn thành nhiệm vụ",
}
MARKS = {"excellent": "Xuất sắc", "good": "Tốt", "fair": "Trung bình", "failed": "Kém"}
SHORT_MARKS = {"excellent": "XS", "good": "T", "fair": "TB", "failed": "K"}
MEMBER_CRITERIA = (
    "Tư tưởng chính trị",
    "Phẩm chất đạo đức, lối sống",
    "Ý thức tổ chức kỷ luật",
    "Tác phong, lề lối làm việc",
    "Kết quả thực hiện chức trách, nhiệm vụ",
    "Khắc phục hạn chế, khuyết điểm",
)
UNIT_CRITERIA = (
    "Công tác chính trị tư tưởng",
    "Tổ chức, cán bộ, xây dựng chi bộ",
    "Lãnh đạo chính quyền, đoàn thể",
    "Kiểm tra, giám sát, kỷ luật",
    "Cụ thể hóa, thực hiện chương trình công tác",
    "Kết quả chỉ tiêu, nhiệm vụ chính trị",
    "Khắc phục hạn chế, yếu kém",
)
ACTIVE = "Đang sinh hoạt"
PROBATIONARY = "Dự bị"
EXEMPT = "Miễn công tác và sinh hoạt"
SUSPENDED = "Đình chỉ sinh hoạt"
ELSEWHERE = "Sinh hoạt tạm thời nơi khác"
NOT_COVERED = "Không thuộc diện"
PARTY = "Đảng"
STATE = "Chính quyền"


@dataclass
class Quota:
    share: str = "20%"
    denominator: str = "good_only"
    rounding: str = "down"
    at_least_one: bool = False

    @property
    def fraction(self) -> Fraction:
        return Fraction(self.share.removesuffix("%")) / (100 if self.share.endswith("%") else 1)


@dataclass
class Task:
    text: str
    target: int
    measure: str
    result: int
    due: date
    finished: date | None


@dataclass
class Leave:
    reason: str
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass
class Discipline:
    form: str
    number: str
    on: date
    year: int


@dataclass
class Person:
    name: str
    birth: date
    cell: str
    gender: str = "Nam"
    ethnicity: str = "Kinh"
    admitted: date = date(2000, 1, 1)
    official: date | None = date(2001, 1, 1)
    card: str | None = None
    party_post: str = "Đảng viên"
    state_post: str = "Chuyên viên"
    unit: str = ""
    status: str = ACTIVE
    status_paper: str | None = None
    fee: int = 50000
    tasks: list[Task] = field(default_factory=list)
    civil_kind: str = "Công chức"
    civil: str | None = "good"  # a level, NOT_COVERED, or None: nothing was received
    leave: list[Leave] = field(default_factory=list)
    discipline: list[Discipline] = field(default_factory=list)
    self_marks: list[str] = field(default_factory=lambda: ["good"] * 6)
    marks: list[str] = field(default_factory=lambda: ["good"] * 6)
    level_self: str = "good"
    level_committee: str = "good"
    level_cell: str = "good"
    votes: dict[str, int] = field(default_factory=dict)  # level or "blank" → votes in the cell
    comment: tuple[str, date, str] | None = None  # place, day, text of the temporary cell

    @property
    def key(self) -> tuple[str, date]:
        return (self.name, self.birth)


@dataclass
class Post:
    person: Person
    title: str
    line: str
    at: str
    head: bool
    start: date
    end: date | None = None


@dataclass
class Count:
    """One row of the summary of ballots."""

    on: date
    roll: int
    present: int
    issued: int
    returned: int
    valid: int

    @property
    def invalid(self) -> int:
        return self.returned - self.valid


@dataclass
class Meeting:
    kind: str
    on: date
    due: int
    present: int
    excused: int
    number: str
    text: str


@dataclass
class Cell:
    code: str
    name: str
    self_marks: list[str] = field(default_factory=lambda: ["good"] * 7)
    marks: list[str] = field(default_factory=lambda: ["good"] * 7)
    level_self: str = "good"
    count: Count | None = None
    meetings: list[Meeting] = field(default_factory=list)


@dataclass
class Body:
    """A row of the sheet of units and mass bodies."""

    name: str
    kind: str
    peer: str
    level: str


@dataclass
class Case:
    year: int = 2021
    name: str = "Đảng bộ Sở Thông tin và Truyền thông"
    agency: str = "Sở Thông tin và Truyền thông"
    superior: str = "Đảng bộ Khối các cơ quan tỉnh Trung Du"
    dates: dict[str, date] = field(default_factory=dict)
    quotas: dict[str, Quota] = field(default_factory=dict)
    sick_leave_days: int = 90
    months_since_admission: int = 6
    head_cap: bool = True
    share_at_least_good: str = "80%"
    people: list[Person] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    units: dict[str, tuple[str, str]] = field(default_factory=dict)  # code of a unit → name, cell
    posts: list[Post] = field(default_factory=list)
    committee: list[tuple[Person, str]] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    self_marks: list[str] = field(default_factory=lambda: ["good"] * 7)
    marks: list[str] = field(default_factory=lambda: ["good"] * 7)
    findings: list[tuple[str, str]] = field(default_factory=list)  # cell, state of the remedy
    member_count: Count | None = None
    member_votes: dict[tuple[str, date], int] = field(default_factory=dict)
    cell_count: Count | None = None
    cell_votes: dict[str, int] = field(default_factory=dict)
    organisation_count: Count | None = None
    conference: dict[str, Any] = field(default_factory=dict)
    awards: dict[str, Any] = field(default_factory=dict)

    def in_cell(self, code: str) -> list[Person]:
        return [p for p in self.people if p.cell == code]

    def rank(self, level: str) -> int:
        return LEVELS.index(level)

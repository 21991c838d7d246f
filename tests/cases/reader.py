"""Reads a case folder into plain facts, with nothing of the product: so the oracle can be held to a shipped case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import yaml

from tests.cases import facts
from tests.cases.facts import CODES, LONG, MARKS, SHORT_MARKS

LEVEL_OF = {text: level for table in (CODES, LONG) for level, text in table.items()}
MARK_OF = {text: mark for table in (MARKS, SHORT_MARKS) for mark, text in table.items()}


def clean(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return " ".join(unicodedata.normalize("NFC", value).replace("\xa0", " ").split())


def folded(name: str) -> str:
    """A name without the place of its tone mark: Hoà and Hòa are one."""
    words = []
    for word in unicodedata.normalize("NFD", clean(name).lower()).split():
        tones = [c for c in word if c in "\u0300\u0301\u0303\u0309\u0323"]
        words.append("".join(c for c in word if c not in tones) + "".join(tones))
    return " ".join(words)


def day(value: Any) -> date | None:
    if value is None or isinstance(value, datetime):
        return value and value.date()
    if isinstance(value, date):
        return value
    d, m, y = (int(x) for x in re.findall(r"\d+", value))
    return date(y, m, d)


def rows(path: Path, sheet: str) -> Iterator[list[Any]]:
    """The numbered rows of a sheet; nothing if there is no such sheet."""
    book = openpyxl.load_workbook(path)
    if sheet not in book.sheetnames:
        return
    for row in book[sheet].iter_rows(values_only=True):
        if isinstance(row[0], int):
            yield [clean(v) for v in row]


def read_case(folder: Path) -> facts.Case:
    return Reader(folder).case


class Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.case = facts.Case()
        self.parameters()
        self.organisation()
        self.register()
        self.papers()
        self.ballots()
        self.case.conference = self.yaml("09-hoi-nghi.yaml")
        self.case.awards = self.yaml("10-khen-thuong.yaml")
        for covered in self.case.awards["decisions"]:
            if isinstance(covered.get("recipient"), dict):
                covered["recipient"] = {k: covered["recipient"][k] for k in ("name", "birth")}

    def yaml(self, name: str) -> Any:
        return yaml.safe_load((self.folder / name).read_text(encoding="utf-8"))

    def rows(self, name: str, sheet: str) -> Iterator[list[Any]]:
        return rows(self.folder / name, sheet)

    def person(self, name: str, birth: Any) -> facts.Person:
        return self.people[folded(name), day(birth)]

    def parameters(self) -> None:
        given, case = self.yaml("00-tham-so.yaml"), self.case
        case.year, case.superior, case.agency = given["year"], given["superior"], given["agency"]
        case.dates = given["dates"]
        for what, quota in given["quotas"].items():
            kept = {k: quota[k] for k in ("share", "denominator", "rounding", "at_least_one")}
            case.quotas[what] = facts.Quota(**kept)
        case.sick_leave_days = given["sick_leave_days"]
        case.months_since_admission = given["months_since_admission"]
        case.head_cap = given["head_cap_on_member_level"]
        case.share_at_least_good = given["excellent_unit"]["share_at_least_good"]

    def organisation(self) -> None:
        for row in self.rows("01-to-chuc.xlsx", "Don vi"):
            code, name, kind = row[1:4]
            if kind == "Đảng bộ cơ sở":
                self.case.name = name
            elif kind == "Chi bộ trực thuộc":
                self.case.cells.append(facts.Cell(code, name))
            else:
                self.case.units[code] = (name, "")
        self.code = {c.name: c.code for c in self.case.cells}

    def register(self) -> None:
        self.people = {}
        for row in self.rows("02-dang-vien.xlsx", "Danh sach dang vien"):
            person = facts.Person(row[1], day(row[2]) or date.min, self.code[row[8]], card=row[7])
            person.admitted = day(row[5]) or date.min
            person.status, person.civil = row[12], None
            self.people[folded(person.name), person.birth] = person
        self.case.people = list(self.people.values())
        for row in self.rows("01-to-chuc.xlsx", "Chuc danh"):
            holder, start = self.person(*row[1:3]), day(row[7]) or date.min
            self.case.posts.append(facts.Post(holder, *row[3:6], row[6] == "x", start, day(row[8])))
        for row in self.rows("01-to-chuc.xlsx", "Ban chap hanh"):
            self.case.committee.append((self.person(*row[1:3]), row[4]))

    def papers(self) -> None:
        for row in self.rows("03-nhiem-vu.xlsx", "Ca nhan"):
            task = facts.Task(row[4], row[5], row[6], row[7], day(row[9]) or date.min, day(row[10]))
            self.person(*row[1:3]).tasks.append(task)
        file = "04-danh-gia-cong-chuc.xlsx"
        for row in self.rows(file, "Cong chuc"):
            self.person(*row[1:3]).civil = LEVEL_OF.get(row[5], row[5])
        for row in self.rows(file, "Tap the"):
            self.case.bodies.append(facts.Body(*row[1:4], LEVEL_OF[row[4]]))
        for row in self.rows(file, "Nghi"):
            leave = facts.Leave(row[4], day(row[5]) or date.min, day(row[6]) or date.min)
            self.person(*row[1:3]).leave.append(leave)
        for row in self.rows("05-kiem-diem.xlsx", "Ca nhan"):
            person = self.person(*row[1:3])
            person.marks = [MARK_OF[m] for m in row[10:16]]
            person.level_self, person.level_committee, person.level_cell = (LEVEL_OF[x] for x in row[16:19])
        for cell, row in zip(self.case.cells, self.rows("05-kiem-diem.xlsx", "Chi bo"), strict=True):
            cell.marks, cell.level_self = [MARK_OF[m] for m in row[9:16]], LEVEL_OF[row[16]]
        for row in self.rows("05-kiem-diem.xlsx", "Dang bo"):
            self.case.marks = [MARK_OF[m] for m in row[9:16]]
        for row in self.rows("07-ky-luat-kiem-tra.xlsx", "Ky luat"):
            ruling = facts.Discipline(row[4], row[5], day(row[6]) or date.min, row[8])
            self.person(*row[1:3]).discipline.append(ruling)
        for row in self.rows("07-ky-luat-kiem-tra.xlsx", "Kiem tra"):
            self.case.findings.append((row[2], row[7]))
        for row in self.rows("08-sinh-hoat-hoc-tap.xlsx", "Sinh hoat"):
            cell = next(c for c in self.case.cells if c.name == row[1])
            cell.meetings.append(facts.Meeting(row[2], day(row[3]) or date.min, *row[4:6], *row[7:10]))

    def ballots(self) -> None:
        counts = {}
        for row in self.rows("06-phieu.xlsx", "Tong hop"):
            counts[row[1]] = facts.Count(day(row[4]) or date.min, *row[5:10])
        for cell in self.case.cells:
            cell.count = counts.get(cell.code)
        self.case.member_count, self.case.cell_count = counts.get("DU-CN"), counts.get("DU-CB")
        for row in self.rows("06-phieu.xlsx", "DU-CN"):
            self.case.member_votes[self.person(*row[1:3]).key] = row[4]
        self.case.cell_votes = {r[1]: r[3] for r in self.rows("06-phieu.xlsx", "DU-CB")}

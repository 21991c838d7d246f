"""Makes up the year of an organisation for a seed and a few parameters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain, count
from random import Random

from tests.cases import facts, naming
from tests.cases.arithmetic import add_months
from tests.cases.closing import close_year, superior
from tests.cases.facts import LEVELS, Body, Case, Cell, Count, Meeting, Person, Post, Quota, Task
from tests.cases.oracle import Oracle

Tweak = Callable[[Case, Random], None]
TASKS = (
    ("Hướng dẫn nghiệp vụ cho cơ sở", 8, "buổi"),
    ("Bài viết tuyên truyền, đấu tranh phản bác thông tin sai trái", 6, "bài"),
    ("Tham gia đoàn kiểm tra chuyên ngành", 4, "cuộc"),
    ("Xử lý hồ sơ công việc trên hệ thống điều hành", 120, "hồ sơ"),
    ("Sáng kiến, giải pháp cải tiến công việc", 1, "sáng kiến"),
    ("Báo cáo định kỳ theo lĩnh vực phụ trách", 12, "báo cáo"),
)


@dataclass
class Params:
    """What a made-up case is like; ``tweaks`` change its facts before anything is voted."""

    name: str
    seed: int = 1
    sizes: tuple[int, ...] = (6, 5)
    committee: int = 3
    members: Quota = field(default_factory=Quota)
    cells: Quota = field(default_factory=lambda: Quota(denominator="good_or_better", at_least_one=True))
    organisations: Quota = field(default_factory=Quota)
    excellent: float = 0.35
    wild: float = 0.0  # how often a fact of a member is drawn without regard to the others
    member_votes: str = "free"
    cell_votes: str = "free"
    commended: bool = True
    proposed: str = "excellent"
    cell_certificates: bool = False
    directive: int = 2
    exemplars: int = 1
    individuals: int = 1
    agenda: int = 6
    tweaks: tuple[Tweak, ...] = ()


def make_case(params: Params) -> Case:
    """The whole year: people and papers, ballots in the cells, the committee's ballots, awards, conference."""
    rng = Random(f"{params.name}/{params.seed}")
    case = Case(
        dates={
            "civil_ratings": date(2021, 12, 10),
            "committee": date(2021, 12, 22),
            "superior": date(2022, 1, 10),
            "conference": date(2022, 1, 19),
        },
        quotas={"members": params.members, "cells": params.cells, "organisations": params.organisations},
    )
    _units(case, params, rng)
    _people(case, params, rng)
    _posts(case, params, rng)
    for person in case.people:
        _papers(person, params, rng)
    _collectives(case, rng)
    superior(case, params, rng)
    for tweak in params.tweaks:
        tweak(case, rng)
    _cell_ballots(case, rng)
    _meetings(case, rng)
    close_year(case, params, rng)
    return case


def _units(case: Case, params: Params, rng: Random) -> None:
    case.units["CQ"] = (case.agency, "")
    names = chain(naming.UNITS, (f"Phòng Nghiệp vụ {n}" for n in count(1)))
    for number, size in enumerate(params.sizes, 1):
        code = f"CB{number}"
        case.cells.append(Cell(code, f"Chi bộ {number}"))
        for _ in range(1 if size < 8 else rng.choice((1, 2))):
            case.units[f"DV{len(case.units)}"] = (next(names), code)


def _people(case: Case, params: Params, rng: Random) -> None:
    used: set[tuple[str, date]] = set()
    card = 10_000 + rng.randrange(50_000)
    for cell, size in zip(case.cells, params.sizes, strict=True):
        units = [name for name, code in case.units.values() if code == cell.code]
        for _ in range(size):
            gender = rng.choice(("Nam", "Nữ"))
            person = Person(naming.person(rng, gender), naming.birth(rng), cell.code, gender=gender)
            while person.key in used:
                person.birth = naming.birth(rng)
            used.add(person.key)
            card += rng.randrange(1, 40)
            person.card = f"99.{card:06d}"
            person.ethnicity = rng.choice(("Kinh", "Kinh", "Kinh", "Tày", "Nùng", "Mường", "Sán Dìu"))
            person.admitted = date(person.birth.year + rng.randrange(21, 27), rng.randrange(1, 13), 5)
            person.official = add_months(person.admitted, 12)
            person.unit, person.fee = rng.choice(units), rng.randrange(100, 130) * 500
            case.people.append(person)


def _posts(case: Case, params: Params, rng: Random) -> None:
    party, state = date(2020, 6, 15), date(2019, 3, 1)
    secretaries = [case.in_cell(c.code)[0] for c in case.cells]
    others = [p for p in case.people if p not in secretaries]
    rng.shuffle(others)
    seats = (others[:1] + secretaries + others[1:])[: params.committee]
    for rank, person in enumerate(seats):
        title = ("Bí thư Đảng ủy", "Phó Bí thư Đảng ủy")[rank] if rank < 2 else "Đảng ủy viên"
        case.posts.append(Post(person, title, facts.PARTY, "DB", rank == 0, party))
        person.party_post = title
    if seats:
        case.posts.append(Post(seats[0], "Giám đốc", facts.STATE, "CQ", True, state))
        seats[0].state_post, seats[0].unit = "Giám đốc", case.agency
    for cell, person in zip(case.cells, secretaries, strict=True):
        case.posts.append(Post(person, "Bí thư chi bộ", facts.PARTY, cell.code, True, party))
        joined = person.party_post != "Đảng viên"
        person.party_post = f"{person.party_post}, Bí thư chi bộ" if joined else "Bí thư chi bộ"
    for code, (name, cell_code) in case.units.items():
        there = [p for p in case.in_cell(cell_code) if p.state_post == "Chuyên viên"] if cell_code else []
        if there:
            head = rng.choice((there[0], rng.choice(there)))
            case.posts.append(Post(head, "Trưởng đơn vị", facts.STATE, code, True, state))
            head.state_post, head.unit = "Trưởng đơn vị", name
    case.committee = [(p, p.party_post) for p in seats]


def _papers(person: Person, params: Params, rng: Random) -> None:
    level = "excellent" if rng.random() < params.excellent else rng.choice(("good",) * 9 + ("fair",))

    def wild() -> bool:
        return rng.random() < params.wild

    person.level_self = person.level_committee = person.level_cell = level
    for stage in ("level_self", "level_committee", "level_cell"):
        if wild():
            setattr(person, stage, rng.choice(LEVELS))
    result = rng.choice(LEVELS) if wild() else level
    person.marks = [rng.choice(("excellent", "good", "good")) for _ in range(6)]
    person.marks[4] = result
    if wild():
        person.marks = [rng.choice((*LEVELS[:3], "excellent", "good", "failed")) for _ in range(6)]
    person.self_marks = [rng.choice((m, "excellent")) for m in person.marks]
    person.civil = rng.choice((*LEVELS, facts.NOT_COVERED)) if wild() else level
    contract = person.civil == facts.NOT_COVERED
    person.civil_kind = "Hợp đồng 68" if contract else rng.choice(("Công chức", "Viên chức"))
    person.tasks = _tasks(rng, 0.5 if wild() else 0.9, more=level == "excellent")
    if wild():
        start = date(2021, rng.randrange(1, 9), rng.randrange(1, 28))
        reason = rng.choice(("Ốm", "Ốm", "Thai sản"))
        person.leave = [facts.Leave(reason, start, start + timedelta(days=rng.randrange(20, 115)))]


def _tasks(rng: Random, reliability: float, *, more: bool) -> list[Task]:
    tasks = []
    for text, target, measure in rng.sample(TASKS, rng.randrange(3, 6)):
        due = rng.choice((date(2021, 11, 30), date(2021, 12, 10)))
        task = Task(text, target, measure, target, due, due - timedelta(days=rng.randrange(0, 20)))
        if rng.random() > reliability:
            task.result, task.finished = rng.randrange(0, target), None
        elif more or rng.random() < 0.3:
            task.result = target + rng.randrange(1, 4)
        if task.finished and rng.random() < 0.1:
            task.finished = due + timedelta(days=rng.randrange(1, 9))
        tasks.append(task)
    return tasks


def _collectives(case: Case, rng: Random) -> None:
    case.bodies.append(Body(case.agency, "Cơ quan", "DB", "excellent"))
    for name, cell in case.units.values():
        if cell:
            case.bodies.append(Body(name, "Đơn vị", cell, rng.choice(("excellent", "good"))))
    for cell in case.cells:
        number = cell.code[2:]
        for body in (f"Công đoàn bộ phận {number}", f"Phân đoàn Thanh niên {number}"):
            case.bodies.append(Body(body, "Đoàn thể", cell.code, rng.choice(("excellent", "good"))))
        cell.level_self = rng.choice(("excellent", "excellent", "good"))
        cell.marks = ["excellent" if i in (4, 5) else "good" for i in range(7)]
        cell.self_marks = list(cell.marks)
    case.bodies.append(Body(f"Công đoàn {case.agency}", "Đoàn thể", "DB", "good"))
    case.marks = ["excellent" if i in (0, 4, 5) else "good" for i in range(7)]
    case.self_marks = list(case.marks)


def _cell_ballots(case: Case, rng: Random) -> None:
    oracle = Oracle(case)
    rated = {p.key for p, _ in oracle.rated}
    for number, cell in enumerate(case.cells):
        voters = (facts.ACTIVE, facts.ELSEWHERE)
        roll = sum(p.status in voters for p in case.in_cell(cell.code))
        if not roll:
            continue
        most = roll // 2 + 1
        present = rng.randrange(max(most, roll - 2), roll + 1)
        returned = rng.randrange(max(most, present - 1), present + 1)
        valid = rng.randrange(max(most, returned - 1), returned + 1)
        on = date(2021, 12, 13) + timedelta(days=number % 6)
        cell.count = Count(on, roll, present, present, returned, valid)
        for person in case.in_cell(cell.code):
            if person.key in rated:
                mine = rng.randrange(most, valid + 1)
                person.votes = dict.fromkeys((*LEVELS, "blank"), 0) | {person.level_cell: mine}
                person.votes[rng.choice((*LEVELS, "blank"))] += valid - mine


def _meetings(case: Case, rng: Random) -> None:
    for cell in case.cells:
        members = sum(p.status not in (facts.EXEMPT, facts.SUSPENDED) for p in case.in_cell(cell.code))
        for number in range(1, 13):
            thematic = number % 3 == 0 and rng.random() < 0.9
            for kind in ("Thường kỳ", *(("Chuyên đề",) if thematic else ())):
                on = date(2021, number, rng.randrange(1, 8) + (15 if kind == "Chuyên đề" else 0))
                absent = rng.randrange(0, 1 + members // 6)
                paper = f"{len(cell.meetings) + 1:02d}-BB/CB"
                excused = rng.randrange(0, absent + 1)
                meeting = Meeting(kind, on, members, members - absent, excused, paper, "Chuyển đổi số")
                cell.meetings.append(meeting)

"""Changes to the facts of a made-up case before anything is voted: one paper or reading of the rules each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from tests.cases import facts
from tests.cases.arithmetic import add_months
from tests.cases.facts import Body, Case, Discipline, Leave, Person, Post, Task

Tweak = Callable[[Case, Random], None]


def best(person: Person) -> Person:
    """Everything about the person allows the highest level, and everybody proposes it."""
    person.marks, person.self_marks = ["excellent"] * 6, ["excellent"] * 6
    person.level_self = person.level_committee = person.level_cell = "excellent"
    person.civil, person.civil_kind, person.status = "excellent", "Công chức", facts.ACTIVE
    person.official = person.official or add_months(person.admitted, 12)
    person.leave, person.discipline = [], []
    for task in person.tasks:
        task.result, task.finished = task.target + 1, task.due
    return person


def plain_members(case: Case, rng: Random, number: int) -> list[Person]:
    """Members without a post as far as there are so many."""
    heads = {p.person.key for p in case.posts}
    free = [p for p in case.people if p.key not in heads] or case.people
    return [free[n % len(free)] for n in range(number)]


def everybody(level: str) -> Tweak:
    """All members at one level, with papers that allow it."""

    def tweak(case: Case, rng: Random) -> None:
        for person in case.people:
            best(person)
            person.level_self = person.level_committee = person.level_cell = level

    return tweak


def stand_out(number: int) -> Tweak:
    """All members good, the first so many without a post excellent: as many candidates."""

    def tweak(case: Case, rng: Random) -> None:
        everybody("good")(case, rng)
        for person in plain_members(case, rng, number):
            best(person)

    return tweak


def sick(*spans: int) -> Tweak:
    """One member, best otherwise, ill for so many days in several periods, with maternity leave beside them."""

    def tweak(case: Case, rng: Random) -> None:
        person, start = best(plain_members(case, rng, 1)[0]), date(2021, 1, 10)
        for days in spans:
            person.leave.append(Leave("Ốm", start, start + timedelta(days=days - 1)))
            start += timedelta(days=days + 10)
        person.leave.append(Leave("Thai sản", date(2021, 9, 1), date(2021, 12, 31)))

    return tweak


def admitted(days_before_six_months: int) -> Tweak:
    """A probationary member admitted six months before the committee's day, and so many days later."""

    def tweak(case: Case, rng: Random) -> None:
        person = best(plain_members(case, rng, 1)[0])
        limit = add_months(case.dates["committee"], -case.months_since_admission)
        person.admitted = limit + timedelta(days=days_before_six_months)
        person.status, person.official, person.card = facts.PROBATIONARY, None, None

    return tweak


def status(text: str, paper: str, number: int = 1) -> Tweak:
    def tweak(case: Case, rng: Random) -> None:
        for person in plain_members(case, rng, number):
            person.status, person.status_paper = text, paper

    return tweak


def elsewhere(case: Case, rng: Random) -> None:
    person = plain_members(case, rng, 1)[0]
    person.status, person.status_paper = facts.ELSEWHERE, "GGT số 09 ngày 01/7/2021"
    person.comment = ("Chi bộ khu 5, phường Đồi Chè", date(2021, 12, 8), "Chấp hành tốt")


def civil_of_each_level(case: Case, rng: Random) -> None:
    """One member of each civil rating, and one under none; each proposed as excellent."""
    values = (*facts.LEVELS, facts.NOT_COVERED)
    for person, civil in zip(plain_members(case, rng, 5), values, strict=True):
        best(person).civil = civil
        person.civil_kind = "Hợp đồng 68" if civil == facts.NOT_COVERED else "Viên chức"


def disciplined(year: int, form: str = "Cảnh cáo", times: int = 1) -> Tweak:
    def tweak(case: Case, rng: Random) -> None:
        person = best(plain_members(case, rng, 1)[0])
        for number in range(times):
            paper = f"{5 + number:02d}-QĐ/UBKT"
            person.discipline.append(Discipline(form, paper, date(year, 3 + number, 14), year))

    return tweak


def tasks_done(done: int, total: int) -> Tweak:
    """One member, best otherwise, with so many of the year's tasks done."""

    def tweak(case: Case, rng: Random) -> None:
        person, due = best(plain_members(case, rng, 1)[0]), date(2021, 11, 30)
        person.tasks = [
            Task(f"Nhiệm vụ {n}", 8, "buổi", 8 if n < done else 7, due, due if n < done else None)
            for n in range(total)
        ]

    return tweak


def marks_around_the_frame(case: Case, rng: Random) -> None:
    """Every combination of the mark for results and the worst other mark, as far as members go."""
    pairs = [(result, other) for result in facts.LEVELS for other in facts.LEVELS]
    for person, (result, other) in zip(case.people, pairs, strict=False):
        best(person).marks = [other, "excellent", "excellent", "excellent", result, "excellent"]


def unit_marks(*marks: tuple[str, str]) -> Tweak:
    """Programme and targets of cell after cell by the superior body; the rest good."""

    def tweak(case: Case, rng: Random) -> None:
        for cell, (programme, targets) in zip(case.cells, marks, strict=False):
            cell.marks[4:6] = [programme, targets]

    return tweak


def cell_levels(cell: int, *levels: str) -> Tweak:
    """All members of one cell at their best, and the last ones proposed at these levels."""

    def tweak(case: Case, rng: Random) -> None:
        members = case.in_cell(case.cells[cell].code)
        for person in members:
            best(person)
        for person, level in zip(reversed(members), levels, strict=False):
            person.level_self = person.level_committee = person.level_cell = level
        case.cells[cell].level_self = "excellent"

    return tweak


def mass_body(cell: int, level: str) -> Tweak:
    def tweak(case: Case, rng: Random) -> None:
        code = case.cells[cell].code
        case.cells[cell].level_self = "excellent"
        next(b for b in case.bodies if b.kind == "Đoàn thể" and b.peer == code).level = level

    return tweak


def unit_rating(level: str) -> Tweak:
    """All professional units at one level."""

    def tweak(case: Case, rng: Random) -> None:
        for body in case.bodies:
            if body.kind == "Đơn vị":
                body.level = level

    return tweak


def cell_proposes(*levels: str) -> Tweak:
    """What cells say of themselves; the last word is for all the others."""

    def tweak(case: Case, rng: Random) -> None:
        for number, cell in enumerate(case.cells):
            cell.level_self = levels[min(number, len(levels) - 1)]

    return tweak


def cells_best(case: Case, rng: Random) -> None:
    """Every cell is a candidate: marks, mass bodies and members allow it."""
    everybody("good")(case, rng)
    for cell in case.cells:
        cell.level_self = "excellent"
        cell.marks = ["excellent"] * 7
    for body in case.bodies:
        body.level = "excellent"


def heads_excellent(case: Case, rng: Random) -> None:
    """Everybody who heads anything is proposed as excellent."""
    for post in case.posts:
        if post.head:
            best(post.person)


def two_units(case: Case, rng: Random) -> None:
    """A head of two units, one excellent, the other fair; a post that ended and one that only begins."""
    code = next(c for c in case.units if c.startswith("DV"))
    name, cell = case.units[code]
    case.posts = [p for p in case.posts if p.at != code]
    head, plain = best(case.in_cell(cell)[0]), best(plain_members(case, rng, 1)[0])
    case.posts.append(Post(head, "Trưởng đơn vị", facts.STATE, code, True, date(2019, 3, 1)))
    case.posts.append(
        Post(plain, "Trưởng đơn vị", facts.STATE, code, True, date(2018, 3, 1), date(2019, 3, 1))
    )
    next(b for b in case.bodies if b.name == name).level = "fair"


def organisation_marks(programme: str, targets: str) -> Tweak:
    def tweak(case: Case, rng: Random) -> None:
        case.marks[4:6] = [programme, targets]

    return tweak


def settings(**values: object) -> Tweak:
    """Other values of the local layer: sick_leave_days, months_since_admission, head_cap, share_at_least_good."""

    def tweak(case: Case, rng: Random) -> None:
        for name, value in values.items():
            setattr(case, name, value)

    return tweak


def homonyms(case: Case, rng: Random) -> None:
    """Three members of one name, one of them in another spelling; one heads the organisation, two stand out."""
    first = case.committee[0][0] if case.committee else case.people[0]
    others = [p for p in case.people if p is not first][:2]
    for offset, person in enumerate(others, 1):
        best(person).name = first.name
        person.birth = date(first.birth.year, first.birth.month, 1 + (first.birth.day + offset) % 28)
        person.admitted, person.official = first.admitted, first.official
    best(first)


def disagreement(case: Case, rng: Random) -> None:
    """The cell goes above its committee for one member and below it for another; both below themselves."""
    above, below = (best(p) for p in plain_members(case, rng, 2))
    above.level_committee = "good"
    below.level_cell = "good"


def findings(case: Case, rng: Random) -> None:
    case.findings = [(c.code, rng.choice(("Đã khắc phục", "Đang khắc phục"))) for c in case.cells]


def extra_mass_body(case: Case, rng: Random) -> None:
    """A mass body of the whole organisation below good: cells and members feel nothing of it."""
    case.bodies.append(Body("Hội Cựu chiến binh cơ quan", "Đoàn thể", "DB", "fair"))

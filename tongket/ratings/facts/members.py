"""Facts of members: register, assessments, tasks, ratings given elsewhere, leave, discipline, ballots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from tongket.organisation.models import Membership, Person
from tongket.organisation.queries import members_of
from tongket.organisation.states import MemberStatus
from tongket.oversight.models import Discipline
from tongket.oversight.states import DisciplineForm
from tongket.ratings.facts.gather import Context, Subject
from tongket.ratings.models import PastLevel, Rating
from tongket.ratings.polls import Ballots
from tongket.ratings.states import DecidingBody
from tongket.reviews.models import Absence, Assessment, CivilRating
from tongket.reviews.states import AbsenceReason, Body
from tongket.work.models import Task

#: Word of the rule packs for the body whose marks decide → whose assessment that is here.
MARKS_OF = {"self": Body.SELF, "cell_committee": Body.CELL_COMMITTEE, "superior_body": Body.SUPERIOR}
SCHEME = "party"
STANDINGS = {
    "exempt": MemberStatus.EXEMPT,
    "suspended": MemberStatus.SUSPENDED,
    "suspended_committee_only": MemberStatus.SUSPENDED_COMMITTEE,
    "temporary_elsewhere": MemberStatus.TEMPORARY_ELSEWHERE,
}


def by_person(rows: Iterable[Any]) -> dict[int, list[Any]]:
    """Rows grouped by the person they are about."""
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.person_id].append(row)
    return grouped


def member_subjects(
    context: Context, ballots: Ballots, known_units: set[str], wanted: frozenset[int] | None = None
) -> list[Subject]:
    """One subject per member at the last day of the round's year, in the order of the cells' lists.

    With ``wanted`` only those of these people.
    """
    year = context.round.year
    everybody = members_of(context.round.unit, context.day)
    memberships = list(everybody if wanted is None else everybody.filter(person__in=wanted))
    people = [m.person_id for m in memberships]
    assessments = by_person(Assessment.objects.filter(round=context.round, person__in=people))
    tasks = by_person(Task.objects.filter(year=year, person__in=people).order_by("pk"))
    cells_with_tasks = set(
        Task.objects.filter(
            year=year,
            person__in=everybody.order_by().values("person"),
            cell__in={m.unit_id for m in memberships},
        ).values_list("cell_id", flat=True)
    )
    civil = {r.person_id: r for r in CivilRating.objects.filter(year=year, person__in=people)}
    absences = by_person(Absence.objects.filter(year=year, person__in=people).order_by("first_day"))
    disciplines = by_person(Discipline.objects.filter(person__in=people).order_by("decided_on", "pk"))
    past = by_person(PastLevel.objects.filter(person__in=people, year__lt=year))
    earlier = by_person(
        Rating.objects.results()
        .filter(person__in=people, round__year__lt=year)
        .select_related("round", "document")
    )
    subjects = []
    for position, membership in enumerate(memberships, 1):
        subject = _register_facts(context, membership, position, known_units)
        _assessment_facts(context, subject, assessments[membership.person_id])
        _task_facts(subject, tasks[membership.person_id], membership.unit_id in cells_with_tasks)
        _yearly_facts(subject, civil.get(membership.person_id), absences[membership.person_id])
        _discipline_facts(subject, disciplines[membership.person_id], year)
        _history_facts(subject, past[membership.person_id], earlier[membership.person_id])
        _ballot_facts(subject, membership.person, ballots)
        subjects.append(subject)
    return subjects


def _register_facts(
    context: Context, membership: Membership, position: int, known_units: set[str]
) -> Subject:
    person = membership.person
    unit = context.units[membership.unit_id]
    subject = Subject(
        str(person.pk), "members", {}, person=person, cell=unit, position=membership.number or position
    )
    subject.put("id", str(person.pk))
    subject.put("name", person.name)
    subject.put("cell", unit.code, membership)
    grassroots = context.grassroots.get(unit.pk)
    subject.put("grassroots", grassroots.code if grassroots else None)
    party = getattr(person, "party", None)
    subject.put("admitted_on", party.admitted_on if party else None, party)
    subject.put("official_on", party.official_on if party else None, party)
    statuses = {s.status: s for s in person.statuses.all()}
    for fact, status in STANDINGS.items():
        subject.put(fact, status in statuses, statuses.get(status))
    subject.put("rated_on", context.rated_on)
    posts = [p for p in person.posts.all() if p.is_head and p.unit.code in known_units]
    codes = list(dict.fromkeys(p.unit.code for p in posts))
    subject.put("head_of", ";".join(codes) if codes else "none", *posts)
    return subject


def _assessment_facts(context: Context, subject: Subject, rows: list[Assessment]) -> None:
    by_body = {row.body: row for row in rows}
    deciding = by_body.get(MARKS_OF[context.marks_body("members")])
    for name, fact in context.pack.facts["members"].items():
        if fact.criterion:
            mark = deciding.marks.get(name.removeprefix("marks_")) if deciding else None
            subject.put(name, mark, deciding if mark else None)
    levels = {
        "level_self": Body.SELF,
        "level_committee": Body.CELL_COMMITTEE,
        "level_cell": Body.CELL,
        "level_superior": Body.SUPERIOR,
    }
    for name, body in levels.items():
        row = by_body.get(body)
        subject.put(name, row.level or None if row else None, row if row and row.level else None)


def _task_facts(subject: Subject, tasks: list[Task], recorded: bool) -> None:
    counts = {
        "tasks_total": len(tasks),
        "tasks_done": sum(t.is_done for t in tasks),
        "tasks_on_time": sum(not t.is_late for t in tasks),
        "tasks_exceeded": sum(t.is_exceeded for t in tasks),
        "tasks_late": sum(t.is_late for t in tasks),
    }
    for name, count in counts.items():
        subject.put(name, count if tasks or recorded else None, *tasks)


def _yearly_facts(subject: Subject, civil: CivilRating | None, absences: list[Absence]) -> None:
    subject.put("civil_rating", civil.rating if civil else None, civil)
    sick = [a for a in absences if a.reason == AbsenceReason.SICK]
    maternity = [a for a in absences if a.reason == AbsenceReason.MATERNITY]
    subject.put("sick_days", sum(a.days for a in sick), *sick)
    subject.put("maternity", bool(maternity), *maternity)
    # No records here: the days are open to all, why somebody was absent is not.
    subject.put("absent_days", sum(a.days for a in absences))


def _discipline_facts(subject: Subject, rows: list[Discipline], year: int) -> None:
    counted = [d for d in rows if d.year_counted == year]
    subject.put("disciplined_in_year", bool(counted), *counted)
    worst = max(counted, key=lambda d: DisciplineForm(d.form).severity, default=None)
    subject.put("discipline_form", worst.form if worst else "none", worst)
    # The exception needs evidence: without it on every decision of the year, it does not hold.
    answer = bool(counted) and all(d.self_detected_remedied is True for d in counted)
    subject.put("self_detected_remedied", answer, *counted)
    subject.events = [
        {
            "subject": subject.id,
            "kind": "discipline",
            "form": d.form,
            "decided_on": d.decided_on,
            "year_counted": d.year_counted,
            "self_detected_remedied": d.self_detected_remedied,
        }
        for d in rows
    ]


def _history_facts(subject: Subject, past: list[PastLevel], earlier: list[Rating]) -> None:
    rows = {p.year: {"subject": subject.id, "year": p.year, "scheme": SCHEME, "level": p.level} for p in past}
    for rating in earlier:
        if rating.body == DecidingBody.COMMITTEE:
            rows[rating.round.year] = {
                "subject": subject.id,
                "year": rating.round.year,
                "scheme": SCHEME,
                "level": rating.level,
                "decision_date": rating.decided_on,
            }
    subject.history = [rows[year] for year in sorted(rows)]


def _ballot_facts(subject: Subject, person: Person, ballots: Ballots) -> None:
    if not subject.row["level_cell"]:
        proposal = ballots.cell_proposals.get(person.pk)
        if proposal is not None:
            subject.put("level_cell", proposal.level, proposal.source)
    second = ballots.on_members.get(person.pk)
    subject.put("second_ballot_yes", second.yes if second else None, second.source if second else None)
    subject.put("second_ballot_valid", second.valid if second else None)
    subject.put("second_ballot_roll", second.roll if second else None)
    subject.put("standing", True if second else (False if ballots.members_held else None))

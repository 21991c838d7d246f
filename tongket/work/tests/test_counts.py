"""How tasks are counted: done, exceeded, late, on time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tongket.organisation.tests.factories import make_office
from tongket.work.models import Task
from tongket.work.queries import TaskCounts, of_standing, task_counts, tasks_behind, unit_task_counts
from tongket.work.tests.factories import DUE, YEAR, make_task

ON_TIME, AFTER = DUE, DUE + dt.timedelta(days=1)


def task(target: int | None, result: int | None, finished_on: dt.date | None) -> Task:
    return Task(
        target=None if target is None else Decimal(target),
        target_text="" if target is not None else "Giao chỉ tiêu đến từng đảng viên",
        result=None if result is None else Decimal(result),
        finished_on=finished_on,
        due_on=DUE,
    )


@pytest.mark.parametrize(
    ("target", "result", "finished_on", "done", "exceeded", "late"),
    [
        (10, 10, ON_TIME, True, False, False),
        (10, 11, ON_TIME, True, True, False),
        (10, 9, ON_TIME, False, False, False),
        (10, 10, AFTER, True, False, True),
        (10, 12, AFTER, True, True, True),
        (10, 4, None, False, False, True),
        (10, None, None, False, False, True),
        (None, None, ON_TIME, True, False, False),
        (None, None, None, False, False, True),
    ],
)
def test_task_is_done_exceeded_and_late_by_target_and_day(
    target: int | None,
    result: int | None,
    finished_on: dt.date | None,
    done: bool,
    exceeded: bool,
    late: bool,
) -> None:
    found = task(target, result, finished_on)
    assert (found.is_done, found.is_exceeded, found.is_late) == (done, exceeded, late)


@given(whole=st.integers(0, 10**6), places=st.integers(0, 4))
def test_numbers_are_shown_without_idle_noughts(whole: int, places: int) -> None:
    exact = Decimal(whole).scaleb(-places)
    shown = Task(target=exact.quantize(Decimal("0.0001")), due_on=DUE).shown_target
    assert shown == exact
    assert "E" not in str(shown)
    assert not ("." in str(shown) and str(shown).endswith("0"))


@given(
    target=st.integers(1, 1000),
    result=st.none() | st.integers(0, 2000),
    days=st.none() | st.integers(-300, 300),
)
def test_exceeded_implies_done_whatever_the_numbers(
    target: int, result: int | None, days: int | None
) -> None:
    found = task(target, result, None if days is None else DUE + dt.timedelta(days=days))
    assert not found.is_exceeded or found.is_done
    assert found.is_late is (days is None or days > 0)


@pytest.mark.django_db
def test_counts_of_a_person_add_up_and_open_the_tasks_behind_them() -> None:
    office = make_office(members=2)
    first, second = office.members[office.cells[0].pk]
    made = [
        make_task(office, first, content="một", result=Decimal(12), finished_on=ON_TIME),
        make_task(office, first, content="hai", result=Decimal(10), finished_on=AFTER),
        make_task(office, first, content="ba", result=Decimal(3)),
    ]
    counts = task_counts([first.pk, second.pk], YEAR)
    assert counts[first.pk] == TaskCounts(total=3, done=2, on_time=1, exceeded=1, late=2)
    assert counts[second.pk] == TaskCounts()
    assert tasks_behind([first.pk], YEAR, "done")[first.pk] == made[:2]
    assert tasks_behind([first.pk], YEAR, "exceeded")[first.pk] == made[:1]
    assert tasks_behind([first.pk], YEAR, "late")[first.pk] == made[1:]


@pytest.mark.django_db
def test_unfinished_task_is_still_open_while_its_day_has_not_come() -> None:
    office = make_office(members=1)
    (person,) = office.members[office.cells[0].pk]
    make_task(office, person)
    before = task_counts([person.pk], YEAR, on=DUE)[person.pk]
    after = task_counts([person.pk], YEAR, on=AFTER)[person.pk]
    assert (before.late, before.still_open, before.on_time) == (0, 1, 0)
    assert (after.late, after.still_open, after.on_time) == (1, 0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("standing", ["done", "late", "exceeded"])
def test_condition_of_a_standing_selects_what_the_record_says(standing: str) -> None:
    office = make_office(members=1)
    (person,) = office.members[office.cells[0].pk]
    for n, (result, day) in enumerate([(None, None), (9, ON_TIME), (10, ON_TIME), (11, AFTER)]):
        make_task(
            office,
            person,
            content=f"nhiệm vụ {n}",
            result=None if result is None else Decimal(result),
            finished_on=day,
        )
    found = set(Task.objects.filter(of_standing(standing)))
    assert found == {t for t in Task.objects.all() if getattr(t, f"is_{standing}")}


@pytest.mark.django_db
def test_units_tasks_count_for_the_cell_and_not_for_its_members() -> None:
    office = make_office(members=1)
    cell = office.cells[0]
    (person,) = office.members[cell.pk]
    make_task(office, result=Decimal(10), finished_on=ON_TIME)
    assert unit_task_counts([cell.pk], YEAR)[cell.pk] == TaskCounts(total=1, done=1, on_time=1)
    assert task_counts([person.pk], YEAR)[person.pk] == TaskCounts()


@pytest.mark.django_db
def test_counts_of_many_people_take_one_query() -> None:
    office = make_office(members=4)
    people = [p.pk for p in office.members[office.cells[0].pk]]
    for person in office.members[office.cells[0].pk]:
        make_task(office, person)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        task_counts(people, YEAR)
    assert len(queries) == 1

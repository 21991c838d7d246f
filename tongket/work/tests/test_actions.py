"""Recording tasks: what is written, what is refused, and what the journal holds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tongket.access.roles import Role
from tongket.audit.models import Entry
from tongket.common.errors import DomainError, NotPermitted, Stale
from tongket.organisation.tests.factories import Office, make_office
from tongket.work.actions import assign_task, change_task, record_result, record_tasks
from tongket.work.models import Task
from tongket.work.tests.factories import DUE, YEAR, make_task, task_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office(members=2)


def test_record_tasks_writes_the_list_once_with_one_journal_entry(office: Office) -> None:
    cell = office.cells[0]
    rows = [task_row(cell, person) for person in office.members[cell.pk]] + [task_row(cell, code="NV01.1")]
    made = record_tasks(office.organisation, actor=office.actor(Role.CLERK), year=YEAR, rows=rows)
    assert (len(made.created), len(made.changed), len(made.unchanged)) == (3, 0, 0)
    entry = Entry.objects.get(action="work.record_tasks")
    assert [effect["model"] for effect in entry.effects] == ["work.Task"] * 3


def test_record_tasks_of_the_same_list_twice_changes_nothing(office: Office) -> None:
    cell = office.cells[0]
    rows = [task_row(cell, person) for person in office.members[cell.pk]]
    clerk = office.actor(Role.CLERK)
    record_tasks(office.organisation, actor=clerk, year=YEAR, rows=rows)
    again = record_tasks(office.organisation, actor=clerk, year=YEAR, rows=rows)
    assert (len(again.created), len(again.changed), len(again.unchanged)) == (0, 0, 2)
    assert Task.objects.count() == 2


def test_record_tasks_corrects_a_known_task(office: Office) -> None:
    cell = office.cells[0]
    clerk = office.actor(Role.CLERK)
    record_tasks(office.organisation, actor=clerk, year=YEAR, rows=[task_row(cell)])
    again = record_tasks(
        office.organisation,
        actor=clerk,
        year=YEAR,
        rows=[task_row(cell, result=Decimal("10.5"), finished_on=DUE)],
    )
    (task,) = again.changed
    assert (task.result, task.version) == (Decimal("10.5"), 2)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"target": None}, "task_without_target"),
        ({"target": Decimal(0)}, "task_target_not_positive"),
        ({"result": Decimal(-1)}, "task_result_negative"),
    ],
)
def test_record_tasks_refuses_a_faulty_row_and_writes_nothing(
    office: Office, values: dict[str, object], code: str
) -> None:
    cell = office.cells[0]
    rows = [task_row(cell, content="đúng"), task_row(cell, **values)]
    with pytest.raises(DomainError) as refused:
        record_tasks(office.organisation, actor=office.actor(Role.CLERK), year=YEAR, rows=rows)
    assert refused.value.code == code
    assert not Task.objects.exists()


def test_record_tasks_refuses_a_task_of_a_person_and_a_unit_at_once(office: Office) -> None:
    cell = office.cells[0]
    row = task_row(cell, office.members[cell.pk][0], unit=cell)
    with pytest.raises(DomainError) as refused:
        record_tasks(office.organisation, actor=office.actor(Role.CLERK), year=YEAR, rows=[row])
    assert refused.value.code == "task_without_subject"


def test_record_tasks_refuses_the_same_row_twice(office: Office) -> None:
    row = task_row(office.cells[0])
    with pytest.raises(DomainError) as refused:
        record_tasks(office.organisation, actor=office.actor(Role.CLERK), year=YEAR, rows=[row, row])
    assert refused.value.code == "same_task_twice"


def test_record_tasks_refuses_a_cell_elsewhere(office: Office) -> None:
    row = task_row(office.cells[1])
    with pytest.raises(DomainError) as refused:
        record_tasks(office.cells[0], actor=office.actor(Role.CLERK), year=YEAR, rows=[row])
    assert refused.value.code == "task_outside_unit"


@pytest.mark.parametrize("role", ["member", "auditor", "superior_officer", "editor", "other_clerk"])
def test_record_tasks_is_denied_to_those_who_do_not_keep_the_programme(office: Office, role: str) -> None:
    with pytest.raises(NotPermitted):
        record_tasks(
            office.organisation, actor=office.actor(role), year=YEAR, rows=[task_row(office.cells[0])]
        )


def test_cell_secretary_gives_tasks_in_the_own_cell_only(office: Office) -> None:
    secretary = office.actor(Role.CELL_SECRETARY)
    assign_task(task_row(office.cells[0]), actor=secretary, year=YEAR)
    with pytest.raises(NotPermitted):
        assign_task(task_row(office.cells[1]), actor=secretary, year=YEAR)


def test_assign_task_refuses_a_task_that_is_already_there(office: Office) -> None:
    make_task(office)
    with pytest.raises(DomainError) as refused:
        make_task(office)
    assert refused.value.code == "same_task_twice"


def test_record_result_of_an_old_version_is_stale(office: Office) -> None:
    task = make_task(office)
    clerk = office.actor(Role.CLERK)
    record_result(task, actor=clerk, result=Decimal(11), finished_on=DUE, expected_version=1)
    with pytest.raises(Stale):
        record_result(task, actor=clerk, result=Decimal(9), finished_on=DUE, expected_version=1)
    assert Task.objects.get().result == Decimal(11)


def test_record_result_refuses_a_negative_number(office: Office) -> None:
    task = make_task(office)
    with pytest.raises(DomainError) as refused:
        record_result(
            task, actor=office.actor(Role.CLERK), result=Decimal(-1), finished_on=None, expected_version=1
        )
    assert refused.value.code == "task_result_negative"


def test_change_task_keeps_the_result(office: Office) -> None:
    task = make_task(office, result=Decimal(7))
    changed = change_task(
        task,
        actor=office.actor(Role.CLERK),
        row=task_row(office.cells[0], target=Decimal(20)),
        expected_version=1,
    )
    assert (changed.target, changed.result) == (Decimal(20), Decimal(7))

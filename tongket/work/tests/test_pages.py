"""Pages of tasks, through the browser's door."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tongket.access.roles import Role
from tongket.organisation.models import Person
from tongket.organisation.tests.factories import Office, make_office
from tongket.work.actions import record_tasks
from tongket.work.models import Task
from tongket.work.tests.factories import DUE, YEAR, make_task, task_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office(members=2)


def signed_in(office: Office, role: str, client: Client) -> Client:
    client.force_login(office.accounts[role])
    return client


def own_account(office: Office, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(account=office.accounts[Role.MEMBER])


def test_list_shows_counts_as_filters_and_each_opens_its_tasks(office: Office, client: Client) -> None:
    cell = office.cells[0]
    first, second = office.members[cell.pk]
    make_task(office, first, content="Việc đã vượt", result=Decimal(12), finished_on=DUE)
    make_task(office, second, content="Việc còn dở", result=Decimal(3))
    page = signed_in(office, Role.CLERK, client).get(reverse("work:tasks", args=[YEAR]))
    assert [f["count"] for f in page.context["filters"]] == [2, 1, 1, 1, 2, 0]
    late = client.get(reverse("work:tasks", args=[YEAR]), {"loc": "late"})
    assert "Việc còn dở" in late.content.decode()
    assert "Việc đã vượt" not in late.content.decode()


@pytest.mark.parametrize("number", [1, 3, 50])
def test_list_takes_a_constant_number_of_queries(office: Office, client: Client, number: int) -> None:
    cell = office.cells[0]
    people = office.members[cell.pk]
    rows = [task_row(cell, people[n % 2], content=f"nhiệm vụ {n}") for n in range(number)]
    record_tasks(office.organisation, actor=office.actor(Role.CLERK), year=YEAR, rows=rows)
    signed_in(office, Role.CLERK, client)
    url = reverse("work:tasks", args=[YEAR])
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    own = [q for q in queries.captured_queries if "work_task" in q["sql"]]
    assert len(own) == 3


def test_member_sees_the_own_tasks_only(office: Office, client: Client) -> None:
    first, second = office.members[office.cells[0].pk]
    own_account(office, first)
    own, other = make_task(office, first), make_task(office, second)
    signed_in(office, Role.MEMBER, client)
    assert client.get(own.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("clerk", 200),
        ("committee_secretary", 200),
        ("committee_member", 200),
        ("cell_secretary", 200),
        ("superior_officer", 200),
        ("inspection", 200),
        ("auditor", 200),
        ("editor", 404),
        ("member", 404),
        ("other_clerk", 404),
    ],
)
def test_task_is_shown_to_those_who_may_see_it(
    office: Office, client: Client, role: str, status: int
) -> None:
    task = make_task(office)
    assert signed_in(office, role, client).get(task.get_absolute_url()).status_code == status


def test_result_is_recorded_in_the_page(office: Office, client: Client) -> None:
    task = make_task(office)
    signed_in(office, Role.CLERK, client)
    form = {"result": "11,5", "finished_on": "29/11/2021", "version": "1"}
    answer = client.post(reverse("work:record_result", args=[task.pk]), form)
    assert answer.status_code == 302
    assert (Task.objects.get().result, Task.objects.get().version) == (Decimal("11.5"), 2)


def test_result_of_an_old_version_keeps_what_was_typed(office: Office, client: Client) -> None:
    task = make_task(office)
    signed_in(office, Role.CLERK, client)
    answer = client.post(
        reverse("work:record_result", args=[task.pk]), {"result": "7", "finished_on": "", "version": "0"}
    )
    assert answer.status_code == 422
    assert 'value="7"' in answer.content.decode()
    assert Task.objects.get().result is None


def test_task_is_assigned_in_the_page(office: Office, client: Client) -> None:
    cell = office.cells[0]
    signed_in(office, Role.CELL_SECRETARY, client)
    form = {
        "cell": cell.pk,
        "person": office.members[cell.pk][0].pk,
        "content": "Sáng kiến, giải pháp cải tiến công việc",
        "target": "1",
        "measure": "sáng kiến",
        "due_on": "30/11/2021",
    }
    answer = client.post(reverse("work:assign_task", args=[YEAR]), form)
    assert answer.status_code == 302
    assert Task.objects.get().content == "Sáng kiến, giải pháp cải tiến công việc"


def test_task_without_a_target_is_refused_with_the_reason(office: Office, client: Client) -> None:
    cell = office.cells[0]
    signed_in(office, Role.CLERK, client)
    form = {"cell": cell.pk, "unit": cell.pk, "content": "Đổi mới sinh hoạt", "due_on": "30/11/2021"}
    answer = client.post(reverse("work:assign_task", args=[YEAR]), form)
    assert answer.status_code == 422
    assert "chưa có chỉ tiêu" in answer.content.decode()
    assert not Task.objects.exists()

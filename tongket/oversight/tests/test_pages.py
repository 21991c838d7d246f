"""Who reads conclusions of authorities (U8), through the browser's door."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tongket.access.roles import Role
from tongket.organisation.models import Person
from tongket.organisation.tests.factories import Office, make_office
from tongket.oversight.actions import record_findings
from tongket.oversight.models import Discipline, Finding
from tongket.oversight.queries import ground_for
from tongket.oversight.tests.factories import YEAR, finding_row, make_discipline, make_finding

pytestmark = pytest.mark.django_db

SEEN = {
    "clerk": 200,
    "committee_secretary": 200,
    "committee_member": 404,
    "inspection": 200,
    "superior_officer": 404,
    "auditor": 404,
    "cell_secretary": 404,
    "member": 404,
    "editor": 404,
    "other_clerk": 404,
}


@pytest.fixture
def office() -> Office:
    return make_office(members=2)


def signed_in(office: Office, role: str, client: Client) -> Client:
    client.force_login(office.accounts[role])
    return client


@pytest.mark.parametrize(("role", "status"), SEEN.items())
def test_discipline_and_finding_are_read_by_office_and_inspection_only(
    office: Office, client: Client, role: str, status: int
) -> None:
    discipline = make_discipline(office, office.members[office.cells[0].pk][0])
    finding = make_finding(office)
    signed_in(office, role, client)
    assert client.get(discipline.get_absolute_url()).status_code == status
    assert client.get(finding.get_absolute_url()).status_code == status


def test_cell_secretary_is_not_even_told_how_many_findings_are_hidden(office: Office, client: Client) -> None:
    make_discipline(office, office.members[office.cells[0].pk][0])
    make_finding(office)
    page = signed_in(office, Role.CELL_SECRETARY, client).get(reverse("oversight:oversight", args=[YEAR]))
    assert page.status_code == 404
    assert "05-QĐ/UBKT" not in page.content.decode()


def test_person_disciplined_reads_the_own_record(office: Office, client: Client) -> None:
    person = office.members[office.cells[0].pk][0]
    discipline = make_discipline(office, person)
    Person.objects.filter(pk=person.pk).update(account=office.accounts[Role.MEMBER])
    signed_in(office, Role.MEMBER, client)
    assert client.get(discipline.get_absolute_url()).status_code == 200


def test_ground_is_told_to_the_inspection_and_replaced_by_one_sentence_for_the_secretary(
    office: Office,
) -> None:
    discipline = make_discipline(office, office.members[office.cells[0].pk][0])
    assert ground_for(office.actor(Role.INSPECTION), discipline) == (
        "Khiển trách, quyết định số 05-QĐ/UBKT ngày 14/09/2021, tính vào năm 2021"
    )
    assert ground_for(office.actor(Role.CELL_SECRETARY), discipline) == (
        "Theo văn bản số 05-QĐ/UBKT ngày 14/09/2021 của Ủy ban Kiểm tra thử nghiệm "
        "(người có thẩm quyền được xem)"
    )


@pytest.mark.parametrize("number", [1, 3, 50])
def test_list_takes_a_constant_number_of_queries(office: Office, client: Client, number: int) -> None:
    rows = [finding_row(office.cells[0], code=f"KT{n}") for n in range(number)]
    record_findings(office.organisation, actor=office.actor(Role.CLERK), rows=rows)
    signed_in(office, Role.CLERK, client)
    url = reverse("oversight:oversight", args=[YEAR])
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    assert len([q for q in queries.captured_queries if "oversight_" in q["sql"]]) == 4


@pytest.mark.capability(79)
def test_finding_is_recorded_and_remedied_in_the_pages(office: Office, client: Client) -> None:
    signed_in(office, Role.INSPECTION, client)
    form = {
        "code": "KT7",
        "unit": office.cells[0].pk,
        "concluded_on": "11/08/2021",
        "content": "Thu, nộp và quản lý đảng phí",
        "shortcoming": "Sổ thu ghi thiếu chữ ký",
        "state": "ongoing",
    }
    assert client.post(reverse("oversight:record_finding", args=[YEAR]), form).status_code == 302
    finding = Finding.objects.get()
    remedy = {
        "remedy": "Đã bổ sung chữ ký",
        "state": "remedied",
        "remedied_on": "30/09/2021",
        "version": "1",
    }
    assert client.post(reverse("oversight:record_remedy", args=[finding.pk]), remedy).status_code == 302
    page = client.get(reverse("oversight:oversight", args=[YEAR]), {"loc": "remedied"})
    assert "Đã khắc phục" in page.content.decode()
    assert [f["count"] for f in page.context["filters"]] == [1, 0, 1]


def test_discipline_is_recorded_in_the_page(office: Office, client: Client) -> None:
    person = office.members[office.cells[0].pk][0]
    signed_in(office, Role.CLERK, client)
    form = {
        "person": person.pk,
        "unit": office.cells[0].pk,
        "form": "warning",
        "decision_number": "07-QĐ/UBKT",
        "decided_on": "14/09/2021",
        "content": "Vi phạm quy định thử nghiệm",
        "year_counted": "2021",
        "self_detected_remedied": "unknown",
    }
    assert client.post(reverse("oversight:record_discipline", args=[YEAR]), form).status_code == 302
    made = Discipline.objects.get()
    assert (made.form, made.self_detected_remedied) == ("warning", None)


def test_form_is_hidden_from_those_who_may_not_record(office: Office, client: Client) -> None:
    signed_in(office, Role.CELL_SECRETARY, client)
    assert client.get(reverse("oversight:record_finding", args=[YEAR])).status_code == 404

"""Recording conclusions of authorities, and the facts that the rules take from them."""

from __future__ import annotations

import datetime as dt

import pytest

from tongket.access.roles import Role
from tongket.audit.models import Entry
from tongket.common.errors import DomainError, NotPermitted, Stale
from tongket.organisation.tests.factories import Office, make_office
from tongket.oversight.actions import record_discipline, record_findings, record_remedy
from tongket.oversight.models import Discipline, Finding
from tongket.oversight.queries import (
    FindingCounts,
    OversightTotals,
    discipline_in,
    finding_counts,
    oversight_totals,
)
from tongket.oversight.states import DisciplineForm
from tongket.oversight.tests.factories import (
    YEAR,
    discipline_row,
    finding_row,
    make_discipline,
    make_finding,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office(members=2)


def test_forms_of_discipline_are_ordered_from_reprimand_to_expulsion() -> None:
    assert sorted(DisciplineForm, key=lambda form: form.severity) == [
        DisciplineForm.REPRIMAND,
        DisciplineForm.WARNING,
        DisciplineForm.REMOVAL,
        DisciplineForm.EXPULSION,
    ]


def test_discipline_counts_for_the_year_that_the_decision_says(office: Office) -> None:
    first, second = office.members[office.cells[0].pk]
    made = make_discipline(office, first)
    make_discipline(office, second, decision_number="06-QĐ/UBKT", year_counted=2020)
    assert discipline_in(YEAR, [first.pk, second.pk]) == {first.pk: made}


def test_severest_discipline_of_the_year_is_the_fact(office: Office) -> None:
    person = office.members[office.cells[0].pk][0]
    worse = make_discipline(office, person, form="warning")
    make_discipline(office, person, decision_number="09-QĐ/UBKT")
    assert discipline_in(YEAR, [person.pk])[person.pk] == worse


def test_same_decision_recorded_again_is_one_record(office: Office) -> None:
    person = office.members[office.cells[0].pk][0]
    make_discipline(office, person)
    again = make_discipline(office, person, content="Nội dung đã đối chiếu bản ký")
    assert Discipline.objects.get() == again
    assert again.version == 2


def test_content_of_discipline_is_encrypted_in_the_journal(office: Office) -> None:
    make_discipline(office, office.members[office.cells[0].pk][0])
    entry = Entry.objects.get(action="oversight.record_discipline")
    fields = {name: new for name, _old, new in entry.effects[0]["fields"]}
    assert set(fields["content"]) == {"sealed", "person"}
    assert set(fields["decision_number"]) == {"sealed", "person"}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"decision_number": " "}, "conclusion_not_cited"),
        ({"year_counted": 2022}, "discipline_year_too_far"),
    ],
)
def test_record_discipline_refuses_what_no_decision_carries(
    office: Office, values: dict[str, object], code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        make_discipline(office, office.members[office.cells[0].pk][0], **values)
    assert refused.value.code == code
    assert not Discipline.objects.exists()


def test_record_discipline_refuses_a_member_of_a_unit_elsewhere(office: Office) -> None:
    person = office.members[office.cells[1].pk][0]
    with pytest.raises(DomainError) as refused:
        record_discipline(
            office.cells[0],
            actor=office.actor(Role.CLERK),
            rows=[discipline_row(person, office.cells[1])],
        )
    assert refused.value.code == "conclusion_outside_unit"


@pytest.mark.parametrize("role", ["cell_secretary", "member", "committee_member", "auditor", "other_clerk"])
def test_record_findings_is_denied_to_others_than_office_and_inspection(office: Office, role: str) -> None:
    with pytest.raises(NotPermitted):
        record_findings(office.organisation, actor=office.actor(role), rows=[finding_row(office.cells[0])])


def test_finding_is_remedied_with_what_was_done(office: Office) -> None:
    finding = make_finding(office)
    record_remedy(
        finding,
        actor=office.actor(Role.INSPECTION),
        remedy="Đã ban hành thông báo phân công ngày 30/9/2021",
        state="remedied",
        remedied_on=dt.date(2021, 9, 30),
        expected_version=1,
    )
    cell = office.cells[0]
    assert finding_counts([cell.pk], YEAR) == {cell.pk: FindingCounts(total=1, remedied=1)}


def test_finding_said_to_be_remedied_without_a_word_is_refused(office: Office) -> None:
    finding = make_finding(office)
    with pytest.raises(DomainError) as refused:
        record_remedy(
            finding,
            actor=office.actor(Role.CLERK),
            remedy="  ",
            state="remedied",
            remedied_on=None,
            expected_version=1,
        )
    assert refused.value.code == "remedy_not_described"
    assert Finding.objects.get().state == "ongoing"


def test_remedy_on_an_old_version_is_stale(office: Office) -> None:
    finding = make_finding(office)
    with pytest.raises(Stale):
        record_remedy(
            finding,
            actor=office.actor(Role.CLERK),
            remedy="x",
            state="ongoing",
            remedied_on=None,
            expected_version=9,
        )


def test_totals_of_an_organisation_hold_its_cells_and_no_other_year(office: Office) -> None:
    person = office.members[office.cells[0].pk][0]
    make_discipline(office, person)
    make_finding(office)
    make_finding(office, office.cells[1], code="KT2", state="remedied", remedy="Đã bổ sung")
    make_finding(office, code="KT0", year=2020)
    expected = OversightTotals(disciplined_in_year=1, findings=2, findings_remedied=1)
    assert oversight_totals(office.organisation, YEAR) == expected

"""The pages of the review: entry from paper without scripts, and who may open what."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tongket.access.roles import Role
from tongket.organisation.tests.factories import Office, make_account, make_office
from tongket.reviews import actions, queries
from tongket.reviews.models import Absence, Assessment, CivilRating
from tongket.reviews.rows import AbsenceRow
from tongket.rounds.models import Round
from tongket.rounds.steps import Step
from tongket.rounds.tests.factories import make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office(cells=2, members=2)


@pytest.fixture
def round(office: Office) -> Round:
    return make_round(office)


def signed_in(office: Office, role: str) -> Client:
    client = Client()
    client.force_login(office.accounts[role])
    return client


def test_table_from_paper_writes_changed_rows_only_and_marks_them(office: Office, round: Round) -> None:
    first, second = office.members[office.cells[0].pk]
    address = f"/kiem-diem/2021/don-vi/{office.cells[0].pk}/nhap/self/"
    client = signed_in(office, Role.CLERK)
    assert client.get(address).status_code == 200
    typed = {
        "happened_on": "02/12/2021",
        f"l{first.pk}": "excellent",
        f"initial-l{first.pk}": "",
        f"m{first.pk}-results": "excellent",
        f"initial-m{first.pk}-results": "",
        f"l{second.pk}": "",
        f"initial-l{second.pk}": "",
    }
    assert client.post(address, typed).status_code == 302
    sheet = Assessment.objects.get()
    assert (sheet.person, sheet.level, sheet.marks) == (first, "excellent", {"results": "excellent"})
    assert (sheet.entered, sheet.happened_on) == ("paper", dt.date(2021, 12, 2))


def test_table_with_a_fault_keeps_what_was_typed(office: Office, round: Round) -> None:
    first = office.members[office.cells[0].pk][0]
    address = f"/kiem-diem/2021/don-vi/{office.cells[0].pk}/nhap/self/"
    answer = signed_in(office, Role.CLERK).post(
        address, {"happened_on": "hôm qua", f"l{first.pk}": "fair", f"initial-l{first.pk}": ""}
    )
    assert answer.status_code == 422
    assert b'value="fair" selected' in answer.content
    assert not Assessment.objects.exists()


def test_units_are_assessed_in_one_table(office: Office, round: Round) -> None:
    cell = office.cells[0]
    answer = signed_in(office, Role.CLERK).post(
        "/kiem-diem/2021/to-chuc/nhap/superior/",
        {"happened_on": "20/12/2021", f"m{cell.pk}-targets": "good", f"initial-m{cell.pk}-targets": ""},
    )
    assert answer.status_code == 302
    assert Assessment.objects.get(unit=cell).marks == {"targets": "good"}


def test_civil_ratings_left_open_stay_open(office: Office, round: Round) -> None:
    first, second = office.members[office.cells[0].pk]
    answer = signed_in(office, Role.CLERK).post(
        "/kiem-diem/2021/cong-chuc/",
        {
            "decided_on": "10/12/2021",
            f"c{first.pk}": "good",
            f"initial-c{first.pk}": "",
            f"c{second.pk}": "",
            f"initial-c{second.pk}": "",
        },
    )
    assert answer.status_code == 302
    assert [r.person for r in CivilRating.objects.all()] == [first]


@pytest.mark.parametrize(
    ("role", "status"), [(Role.CLERK, 200), (Role.COMMITTEE_MEMBER, 404), (Role.CELL_SECRETARY, 404)]
)
def test_illness_has_a_page_that_fewer_may_open_than_the_review(
    office: Office, round: Round, role: str, status: int
) -> None:
    person = office.members[office.cells[0].pk][0]
    actions.record_absences(
        office.organisation,
        actor=office.actor(Role.CLERK),
        year=2021,
        rows=[AbsenceRow(person, "sick", dt.date(2021, 3, 1), dt.date(2021, 6, 30), 100)],
    )
    client = signed_in(office, role)
    assert client.get(Absence.objects.get().get_absolute_url()).status_code == status
    review = client.get(f"/kiem-diem/2021/nguoi/{person.pk}/")
    assert review.status_code == 200
    assert ("01/03/2021" in review.content.decode()) is (status == 200)


def test_member_opens_the_own_review_and_no_other(office: Office, round: Round) -> None:
    own, other = office.members[office.cells[0].pk]
    account = make_account(office, "dang-vien-1", Role.MEMBER, office.cells[0], own)
    client = Client()
    client.force_login(account)
    assert client.get(f"/kiem-diem/2021/nguoi/{own.pk}/").status_code == 200
    assert client.get(f"/kiem-diem/2021/nguoi/{other.pk}/").status_code == 404
    assert client.get("/kiem-diem/2021/").status_code == 404


def test_steps_say_how_many_have_reviewed_themselves_per_cell(office: Office, round: Round) -> None:
    person = office.members[office.cells[0].pk][0]
    clerk = office.actor(Role.CLERK)
    actions.record_assessment(
        round, actor=clerk, unit=office.cells[0], body="self", person=person, level="good"
    )
    states = {(s.key, s.unit_id): s.text for s in queries.step_state(clerk, round, office.cells)}
    assert states[Step.SELF_REVIEWS, office.cells[0].pk] == "1/2"
    assert states[Step.SELF_REVIEWS, None] == "1/4"
    assert [a.key for a in queries.due_acts(clerk, round)] == [
        f"reviews.self.{office.cells[0].pk}",
        f"reviews.self.{office.cells[1].pk}",
        "reviews.civil",
    ]


def queries_of(members: int) -> list[int]:
    with transaction.atomic():
        office = make_office(cells=1, members=members)
        round, clerk = make_round(office), office.actor(Role.CLERK)
        taken = []
        for read in (queries.review_list, queries.civil_ratings, queries.collective_ratings):
            with CaptureQueriesContext(connection) as captured:
                read(clerk, round, office.organisation)
            taken.append(len(captured))
        with CaptureQueriesContext(connection) as captured:
            queries.due_acts(clerk, round)
        transaction.set_rollback(True)
    return [*taken, len(captured)]


def test_lists_take_the_same_number_of_queries_for_1_3_and_50_members() -> None:
    assert queries_of(1) == queries_of(3) == queries_of(50)

"""What the register holds of a person is written, corrected and ended on pages, from the state that was read."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tongket.access.roles import Role
from tongket.organisation import actions
from tongket.organisation.models import Contact, Membership, PartyRecord, Person, Post, StatusPeriod
from tongket.organisation.tests.factories import Office, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office(cells=2, members=1)


@pytest.fixture
def person(office: Office) -> Person:
    return office.members[office.cells[0].pk][0]


@pytest.fixture
def clerk(client: Client, office: Office) -> Client:
    client.force_login(office.accounts[Role.CLERK])
    return client


def send(client: Client, page: str, pk: int, **given: object) -> HttpResponse:
    return client.post(reverse(f"organisation:{page}", args=[pk]), given)


@pytest.mark.capability(2)
def test_party_data_posts_and_contact_are_written_on_pages_and_shown(
    clerk: Client, office: Office, person: Person
) -> None:
    party = PartyRecord.objects.get(person=person)
    send(
        clerk, "set_party", person.pk, admitted_on="03/02/2011", official_on="03/02/2012", card="99.123456",
        admission_decision="QĐ 5-QĐ/ĐU", expected_version=party.version,
    )  # fmt: skip
    send(clerk, "set_contact", person.pk, work_phone="0260 3 862 000", email="thu@so.example")
    for system, title in (
        ("party", "Chi ủy viên"),
        ("government", "Chuyên viên"),
        ("mass", "Tổ trưởng công đoàn"),
    ):
        send(
            clerk, "hold_post", person.pk, title=title, system=system, unit=office.cells[0].pk,
            valid_from="01/01/2020",
        )  # fmt: skip
    page = clerk.get(person.get_absolute_url()).content.decode()
    for text in ("03/02/2011", "QĐ 5-QĐ/ĐU", "99.123456", "0260 3 862 000", "Tổ trưởng công đoàn"):
        assert text in page


def test_second_of_two_people_is_told_and_nothing_is_lost(
    clerk: Client, office: Office, person: Person
) -> None:
    read = PartyRecord.objects.get(person=person).version
    given = {"admitted_on": "03/02/2011", "card": "99.123456", "expected_version": read}
    assert send(clerk, "set_party", person.pk, **given).status_code == 302
    late = send(clerk, "set_party", person.pk, **given | {"card": "99.654321"})
    assert late.status_code == 422
    assert "99.654321" in late.content.decode()
    assert PartyRecord.objects.get(person=person).card == "99.123456"


def test_contradicting_day_is_told_at_its_field(clerk: Client, person: Person) -> None:
    refused = send(clerk, "set_party", person.pk, admitted_on="03/02/2011", official_on="03/02/2010")
    assert refused.status_code == 422
    assert "official_on" in refused.context["form"].errors


@pytest.mark.capability(2)
def test_post_ends_on_a_day_and_the_next_holder_follows(
    clerk: Client, office: Office, person: Person
) -> None:
    cell = office.cells[0]
    other = office.members[office.cells[1].pk][0]
    given = {"title": "Bí thư chi bộ", "system": "party", "unit": cell.pk, "is_head": "on"}
    send(clerk, "hold_post", person.pk, **given, valid_from="01/01/2020")
    refused = send(clerk, "hold_post", other.pk, **given, valid_from="01/07/2021")
    assert person.name in refused.content.decode()
    post = Post.objects.get(title="Bí thư chi bộ")
    change = {"title": post.title, "system": "party", "valid_from": "01/01/2020", "is_head": "on"}
    send(clerk, "change_post", post.pk, **change, valid_to="01/07/2021", expected_version=post.version)
    assert send(clerk, "hold_post", other.pk, **given, valid_from="01/07/2021").status_code == 302
    assert [p.person for p in Post.objects.filter(title="Bí thư chi bộ").order_by("valid_from")] == [
        person,
        other,
    ]


def test_line_written_by_mistake_is_removed_only_with_its_ground(clerk: Client, person: Person) -> None:
    send(clerk, "set_status", person.pk, status="exempt", valid_from="01/01/2021", decision="QĐ 9")
    row = StatusPeriod.objects.get(person=person)
    assert send(clerk, "change_status", row.pk, remove="1").status_code == 422
    assert StatusPeriod.objects.filter(pk=row.pk).exists()
    send(clerk, "change_status", row.pk, remove="1", reason="Ghi nhầm người")
    assert not StatusPeriod.objects.filter(pk=row.pk).exists()


@pytest.mark.capability(2)
def test_standing_is_ended_by_a_decision(clerk: Client, person: Person) -> None:
    send(clerk, "set_status", person.pk, status="suspended", valid_from="01/01/2021", decision="QĐ 9")
    row = StatusPeriod.objects.get(person=person)
    given = {"valid_from": "01/01/2021", "decision": "QĐ 9", "expected_version": row.version}
    before = send(clerk, "change_status", row.pk, **given, valid_to="01/01/2021")
    assert "valid_to" in before.context["form"].errors
    send(clerk, "change_status", row.pk, **given, valid_to="01/03/2021", end_decision="QĐ 12")
    row.refresh_from_db()
    assert (row.valid_to, row.end_decision) == (dt.date(2021, 3, 1), "QĐ 12")


@pytest.mark.capability(2)
def test_member_transferred_out_stays_readable_until_the_other_side_confirms(
    clerk: Client, office: Office, person: Person
) -> None:
    send(clerk, "transfer_out", person.pk, on="01/07/2021", left_to="Đảng ủy Xã Xa", leave_paper="GT 7")
    row = Membership.objects.get(person=person)
    page = clerk.get(person.get_absolute_url()).content.decode()
    assert "Đảng ủy Xã Xa" in page
    early = send(clerk, "confirm_transfer", row.pk, received_on="30/06/2021")
    assert "received_on" in early.context["form"].errors
    send(clerk, "confirm_transfer", row.pk, received_on="20/07/2021")
    row.refresh_from_db()
    assert row.received_on == dt.date(2021, 7, 20)
    send(
        clerk,
        "change_membership",
        row.pk,
        number=3,
        left_to="Đảng ủy Xã Gần",
        leave_paper="GT 7",
        paper="QĐ 1",
    )
    row.refresh_from_db()
    assert (row.left_to, row.number) == ("Đảng ủy Xã Gần", 3)


@pytest.mark.capability(9)
def test_cell_secretary_reads_but_changes_nobody(client: Client, office: Office, person: Person) -> None:
    client.force_login(office.accounts[Role.CELL_SECRETARY])
    assert client.get(person.get_absolute_url()).status_code == 200
    assert send(client, "set_contact", person.pk, work_phone="1").status_code in (403, 404)
    assert not Contact.objects.exists()


@pytest.mark.capability(1)
def test_lists_turn_forwards_and_back_without_being_counted(clerk: Client, office: Office) -> None:
    cell = office.cells[0]
    for number in range(2, 60):
        actions.add_member(
            f"Lê Văn {number}", actor=office.actor(Role.CLERK), unit=cell, birth=dt.date(1980, 1, 1),
            admitted_on=dt.date(2010, 1, 1), valid_from=dt.date(2015, 1, 1), number=number,
        )  # fmt: skip
    url = reverse("organisation:people")
    first = clerk.get(url, {"on": "2021-06-30"})
    second = clerk.get(url + first.context["next"])
    assert [len(p.context["page"].rows) for p in (first, second)] == [50, 10]
    assert "on=2021-06-30" in first.context["next"]
    assert not second.context["page"].has_next
    back = clerk.get(url + second.context["previous"])
    assert [m.pk for m in back.context["page"].rows] == [m.pk for m in first.context["page"].rows]
    assert not back.context["page"].has_previous
    gone = clerk.get(url, {"sau": "999999999"})
    assert [m.pk for m in gone.context["page"].rows] == [m.pk for m in first.context["page"].rows]

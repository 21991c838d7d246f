"""One person is one record: duplicates joined with trace and undo, homonyms kept apart."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tongket.access.roles import Role
from tongket.audit.models import Entry
from tongket.common.errors import NotPermitted
from tongket.organisation import actions, queries
from tongket.organisation.errors import SamePerson
from tongket.organisation.models import Membership, Person, PersonMerge, Post
from tongket.organisation.queries.duplicates import suspected_duplicates
from tongket.organisation.queries.people import people_by_key
from tongket.organisation.states import PostSystem
from tongket.organisation.tests.factories import START, Office, make_office

pytestmark = pytest.mark.django_db
BIRTH = dt.date(1980, 5, 6)


@pytest.fixture
def office() -> Office:
    return make_office(cells=2)


def member(
    office: Office, name: str, birth: dt.date | None, cell: int = 0, card: str | None = None
) -> Person:
    clerk, unit = office.actor(Role.CLERK), office.cells[cell]
    person = actions.add_person(name, actor=clerk, unit=unit, birth=birth)
    actions.set_party(
        person,
        actor=clerk,
        unit=unit,
        admitted_on=dt.date(2010, 1, 1),
        official_on=dt.date(2011, 1, 1),
        card=card,
    )
    actions.join_unit(person, actor=clerk, unit=unit, valid_from=START)
    return person


def post(office: Office, person: Person, title: str) -> Post:
    return actions.hold_post(
        person,
        actor=office.actor(Role.CLERK),
        unit=office.cells[0],
        title=title,
        system=PostSystem.PARTY,
        valid_from=START,
    )


def pairs(office: Office) -> list[tuple[str, str]]:
    return [(s.first.name, s.why) for s in suspected_duplicates(office.actor(Role.CLERK))]


@pytest.mark.capability(5)
def test_records_that_birth_dates_tell_apart_are_homonyms_and_no_suspects(office: Office) -> None:
    member(office, "Lê Thị Hòa", BIRTH)
    member(office, "Lê Thị Hòa", dt.date(1991, 12, 30), cell=1)
    assert pairs(office) == []


@pytest.mark.parametrize(
    ("name", "birth", "why"),
    [
        ("Lê Thị Hoà", BIRTH, "cùng họ tên và ngày sinh"),
        ("Le Thi Hoa", BIRTH, "cùng họ tên và ngày sinh"),
        ("Lê Thị Hòa", None, "cùng họ tên, thiếu ngày sinh"),
        ("Lê Thị Hòa", dt.date(1980, 6, 5), "cùng họ tên, ngày và tháng sinh đổi chỗ"),
        ("Lê Thị Hòa", dt.date(1980, 5, 16), "cùng họ tên, ngày sinh khác nhau ở một số"),
    ],
)
def test_records_that_look_like_one_person_are_named_with_the_reason(
    office: Office, name: str, birth: dt.date | None, why: str
) -> None:
    member(office, "Lê Thị Hòa", BIRTH)
    member(office, name, birth, cell=1)
    assert pairs(office) == [("Lê Thị Hòa", why)]


def test_told_apart_they_are_no_suspects_any_more(office: Office) -> None:
    first, second = member(office, "Lê Thị Hòa", BIRTH), member(office, "Lê Thị Hòa", BIRTH, cell=1)
    actions.tell_apart(second, actor=office.actor(Role.CLERK), second=first)
    actions.tell_apart(first, actor=office.actor(Role.CLERK), second=second)
    assert pairs(office) == []


def everything() -> list[list[tuple[object, ...]]]:
    return [
        sorted(Person.objects.values_list("pk", "merged_into"), key=str),
        sorted(Membership.objects.values_list("pk", "person", "unit", "valid_to"), key=str),
        sorted(Post.objects.values_list("pk", "person"), key=str),
        list(PersonMerge.objects.values_list("pk")),
    ]


@pytest.mark.capability(5)
def test_joined_records_are_one_person_with_trace_and_can_be_parted_again(office: Office) -> None:
    clerk = office.actor(Role.CLERK)
    kept = member(office, "Lê Thị Hòa", BIRTH, card="99.000001")
    double = member(office, "Lê Thị Hòa", dt.date(1980, 6, 5), cell=1, card="99.000002")
    post(office, double, "Phó Bí thư chi bộ")
    before = everything()
    merge = actions.merge_people(kept, actor=clerk, absorbed=double, reason="Đối chiếu thẻ gốc")
    assert [p.title for p in kept.posts.all()] == ["Phó Bí thư chi bộ"]
    members = queries.members_of(office.organisation)
    assert [(m.person, m.unit) for m in members] == [(kept, office.cells[0])]
    assert people_by_key([("Lê Thị Hoà", dt.date(1980, 6, 5))]) == {("Lê Thị Hoà", dt.date(1980, 6, 5)): kept}
    assert pairs(office) == []
    assert Entry.objects.get(action="organisation.merge_people").reason == "Đối chiếu thẻ gốc"
    actions.undo_merge(merge, actor=clerk, reason="Hai thẻ khác nhau")
    assert everything() == before
    assert (
        Entry.objects.filter(action__in=["organisation.merge_people", "organisation.undo_merge"]).count() == 2
    )


def test_record_is_not_joined_to_itself_nor_twice(office: Office) -> None:
    clerk = office.actor(Role.CLERK)
    kept, double = member(office, "Lê Thị Hòa", BIRTH), member(office, "Lê Thị Hòa", BIRTH)
    with pytest.raises(SamePerson):
        actions.merge_people(kept, actor=clerk, absorbed=kept, reason="thử")
    actions.merge_people(kept, actor=clerk, absorbed=double, reason="thử")
    with pytest.raises(SamePerson):
        actions.merge_people(kept, actor=clerk, absorbed=double, reason="thử")


@pytest.mark.capability(9)
def test_only_who_may_change_both_records_may_join_them(office: Office) -> None:
    kept, double = member(office, "Lê Thị Hòa", BIRTH), member(office, "Lê Thị Hòa", BIRTH)
    for role in (Role.CELL_SECRETARY, Role.COMMITTEE_MEMBER, "other_clerk", Role.MEMBER):
        with pytest.raises(NotPermitted):
            actions.merge_people(kept, actor=office.actor(role), absorbed=double, reason="thử")
    assert not PersonMerge.objects.exists()


@pytest.mark.capability(5)
def test_pair_is_joined_and_parted_on_the_page_and_the_old_address_leads_to_the_person(
    client: Client, office: Office
) -> None:
    client.force_login(office.accounts[Role.CLERK])
    kept, double = member(office, "Lê Thị Hòa", BIRTH), member(office, "Lê Thị Hòa", BIRTH, cell=1)
    page = reverse("organisation:duplicates")
    assert "cùng họ tên và ngày sinh" in client.get(page).content.decode()
    data = {"kept": kept.pk, "absorbed": double.pk}
    url = reverse("organisation:merge_people")
    assert client.post(url, data).status_code == 422
    assert client.post(url, data | {"reason": "Nhập hai lần"}).status_code == 302
    assert client.get(double.get_absolute_url())["Location"] == kept.get_absolute_url()
    assert "Nhập hai lần" in client.get(page).content.decode()
    merge = PersonMerge.objects.get()
    client.post(reverse("organisation:undo_merge", args=[merge.pk]), {"reason": "Nhầm"})
    assert client.get(double.get_absolute_url()).status_code == 200
    client.post(reverse("organisation:tell_apart"), data)
    assert "Không có hồ sơ nào nghi trùng" in client.get(page).content.decode()


@pytest.mark.capability(95)
def test_queries_of_the_page_do_not_grow_with_the_pairs(client: Client, office: Office) -> None:
    client.force_login(office.accounts[Role.CLERK])
    client.get(reverse("organisation:duplicates"))
    counts = []
    for number in (1, 3, 50):
        for n in range(number):
            member(office, f"Lê Thị {number} {n}", BIRTH)
            member(office, f"Lê Thị {number} {n}", BIRTH, cell=1)
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("organisation:duplicates"))
        counts.append(len(found))
    assert len(set(counts)) == 1, counts

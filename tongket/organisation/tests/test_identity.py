"""One person is one record: homonyms by birth date, unit and card; cards two offices gave; one holder of a post."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tongket.access.roles import Role
from tongket.organisation import actions, queries
from tongket.organisation.errors import CardTaken, DatesContradict, NotADay, OneHolderOnly, TooYoung
from tongket.organisation.imports.rows import MemberRow, PostRow
from tongket.organisation.models import PartyRecord, Person, Post, Unit
from tongket.organisation.queries.duplicates import card_clashes, namesakes
from tongket.organisation.queries.lists import MemberFilter, member_list
from tongket.organisation.tests.factories import START, Office, make_account, make_office

pytestmark = pytest.mark.django_db
DAY = dt.date(2021, 12, 31)
BIRTH = dt.date(1980, 5, 6)


@pytest.fixture
def office() -> Office:
    return make_office(cells=2, members=1)


def row(number: int, card: str | None, cell: str = "Chi bộ 1", name: str = "Đỗ Thị Ước") -> MemberRow:
    return MemberRow(
        row=number, name=name, birth=BIRTH, gender=None, ethnicity=None, admitted_on=dt.date(2010, 1, 1),
        official_on=dt.date(2011, 1, 1), card=card, cell=cell, party_posts=(), government_posts=(),
        work_unit=None, status="active", decision=None, fee=None, number=number,
    )  # fmt: skip


def record(office: Office, *rows: MemberRow) -> list[Person]:
    return actions.record_members(
        office.organisation, actor=office.actor(Role.CLERK), rows=rows, happened_on=DAY
    )


@pytest.mark.capability(5)
def test_homonyms_born_on_one_day_are_told_apart_by_their_cards(office: Office) -> None:
    first, second = record(office, row(1, "01.000001"), row(2, "01.000002", "Chi bộ 2"))
    assert first != second
    again = record(office, row(1, "01.000002", "Chi bộ 2"), row(2, "01.000001"))
    assert again == [second, first]
    assert Person.objects.filter(name="Đỗ Thị Ước").count() == 2


@pytest.mark.capability(5)
def test_a_later_list_does_not_write_a_homonym_over_the_one_that_is_there(office: Office) -> None:
    [first] = record(office, row(1, "01.000001"))
    [second] = record(office, row(1, "01.000002", "Chi bộ 2"))
    assert first != second
    assert PartyRecord.objects.get(person=first).card == "01.000001"


def test_a_corrected_card_of_the_same_cell_is_the_same_person(office: Office) -> None:
    [first] = record(office, row(1, "01.000001"))
    assert record(office, row(1, "01.000009")) == [first]


@pytest.fixture
def elsewhere(office: Office) -> tuple[Unit, Person]:
    """A cell of another organisation, and a member there with card 02.000007."""
    act = office.admin.actor()
    other = Unit.objects.get(code="DB2")
    cell = actions.create_unit(
        "KHAC1", actor=act, name="Chi bộ 1", kind="cell", valid_from=START, parent=other
    )
    person = actions.add_member(
        "Ngô Văn Ẩn", actor=office.actor("other_clerk"), unit=cell, birth=BIRTH,
        admitted_on=dt.date(2010, 1, 1), valid_from=START, card="02.000007",
    )  # fmt: skip
    return cell, person


@pytest.mark.capability(9)
def test_card_that_another_office_gave_is_written_and_flagged_without_a_name(
    client: Client, office: Office, elsewhere: tuple[Unit, Person]
) -> None:
    _cell, stranger = elsewhere
    [ours] = record(office, row(1, "02.000007"))
    [clash] = card_clashes(office.actor(Role.CLERK))
    assert (clash.person, clash.others, clash.hidden) == (ours, [], True)
    client.force_login(office.accounts[Role.CLERK])
    page = client.get(reverse("organisation:duplicates")).content.decode()
    assert "02.000007" in page
    assert stranger.name not in page

    above = make_account(office, "ca-hai", Role.CLERK, office.superior).actor()
    assert {c.person for c in card_clashes(above)} == {ours, stranger}
    assert not any(c.hidden for c in card_clashes(above))


def test_card_of_somebody_the_clerk_sees_is_refused_with_the_name(office: Office) -> None:
    cell = office.cells[0]
    person = office.members[cell.pk][0]
    card = PartyRecord.objects.get(person=person).card
    with pytest.raises(CardTaken, match=person.name):
        record(office, row(1, card))
    with pytest.raises(CardTaken):
        record(office, row(1, "03.000001"), row(2, "03.000001", name="Lê Văn Khác"))


def test_a_post_is_handed_over_on_one_day_that_papers_give_as_the_last_and_as_the_first(
    office: Office,
) -> None:
    day = dt.date(2020, 1, 1)
    rows = [
        PostRow(1, "Đỗ Thị Ước", BIRTH, "Bí thư Đảng ủy", "party", "DB", True, START, day),
        PostRow(2, "Ngô Văn Ẩn", BIRTH, "Bí thư Đảng ủy", "party", "DB", True, day, None),
    ]
    actions.record_posts(office.organisation, actor=office.actor(Role.CLERK), rows=rows, happened_on=DAY)
    assert Post.objects.filter(title="Bí thư Đảng ủy").count() == 2


def test_two_heads_of_one_post_are_refused_in_a_list_and_against_the_register(office: Office) -> None:
    clerk = office.actor(Role.CLERK)

    def post(name: str, start: dt.date, end: dt.date | None = None) -> PostRow:
        return PostRow(1, name, BIRTH, "Bí thư Đảng ủy", "party", "DB", True, start, end)

    both = [post("Đỗ Thị Ước", START), post("Ngô Văn Ẩn", dt.date(2020, 1, 1))]
    with pytest.raises(OneHolderOnly, match="Bí thư Đảng ủy"):
        actions.record_posts(office.organisation, actor=clerk, rows=both, happened_on=DAY)
    assert not Post.objects.filter(title="Bí thư Đảng ủy").exists()
    ended = [post("Đỗ Thị Ước", START, dt.date(2019, 12, 31)), both[1]]
    actions.record_posts(office.organisation, actor=clerk, rows=ended, happened_on=DAY)
    with pytest.raises(OneHolderOnly, match="Ngô Văn Ẩn"):
        actions.record_posts(
            office.organisation, actor=clerk, rows=[post("Lê Văn Khác", DAY)], happened_on=DAY
        )


@pytest.mark.parametrize(
    ("given", "refusal", "field"),
    [
        ({"birth": dt.date(2995, 1, 1)}, NotADay, "birth"),
        ({"birth": dt.date(1880, 1, 1)}, NotADay, "birth"),
        ({"admitted_on": dt.date(1995, 1, 1)}, TooYoung, "admitted_on"),
        ({"admitted_on": dt.date(1979, 1, 1)}, DatesContradict, "admitted_on"),
        ({"admitted_on": dt.date(2995, 1, 1)}, NotADay, "admitted_on"),
        ({"official_on": dt.date(2009, 1, 1)}, DatesContradict, "official_on"),
        ({"valid_from": dt.date(2009, 1, 1)}, DatesContradict, "valid_from"),
    ],
)
def test_days_that_contradict_are_refused_with_the_field(
    office: Office, given: dict[str, dt.date], refusal: type[Exception], field: str
) -> None:
    values = {"birth": BIRTH, "admitted_on": dt.date(2010, 1, 1), "valid_from": START} | given
    with pytest.raises(refusal) as refused:
        actions.add_member("Lê Văn Thử", actor=office.actor(Role.CLERK), unit=office.cells[0], **values)
    assert refused.value.data["field"] == field
    assert not Person.objects.filter(name="Lê Văn Thử").exists()


@pytest.mark.parametrize("words", ["uoc do", "Đỗ Ước", "do thi", "ước", "01.0000"])
def test_names_are_found_without_accents_and_in_any_order(office: Office, words: str) -> None:
    [person] = record(office, row(1, "01.000001"))
    found = member_list(office.actor(Role.CLERK), DAY, MemberFilter(words=words))
    assert [m.person for m in found] == [person]


def test_parts_of_other_names_are_not_found(office: Office) -> None:
    record(office, row(1, "01.000001"))
    clerk = office.actor(Role.CLERK)
    assert not member_list(clerk, DAY, MemberFilter(words="oc")).exists()


def test_who_has_the_name_is_shown_before_another_is_added(client: Client, office: Office) -> None:
    client.force_login(office.accounts[Role.CLERK])
    [known] = record(office, row(1, "01.000001"))
    given = {
        "name": "Do Thi Uoc", "birth": "06/05/1980", "admitted_on": "01/01/2010",
        "unit": office.cells[1].pk, "valid_from": "01/01/2020", "paper": "GTSHĐ số 3",
        "came_from": "Đảng bộ Sở Xa",
    }  # fmt: skip
    url = reverse("organisation:add_member")
    shown = client.post(url, given)
    assert shown.context["same"] == [known]
    assert not Person.objects.filter(name="Do Thi Uoc").exists()
    client.post(url, given | {"another": "1"})
    added = Person.objects.get(name="Do Thi Uoc")
    assert [(m.unit, m.came_from, m.paper) for m in added.memberships.all()] == [
        (office.cells[1], "Đảng bộ Sở Xa", "GTSHĐ số 3")
    ]
    assert namesakes(office.actor(Role.CLERK), "Đỗ Thị Ước", dt.date(1999, 9, 9)) == []
    assert added in {m.person for m in queries.members_of(office.organisation)}

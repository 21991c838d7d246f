"""From a figure to its records and back, no further than the viewer may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from tongket.access.roles import Role
from tongket.audit.journal import acting
from tongket.organisation.actions import change_person
from tongket.organisation.models import Person, Unit
from tongket.organisation.tests.factories import Office

ClientOf = Callable[[str], Client]


def use_people(office: Office, unit: Unit, people: list[Person]) -> None:
    """Note that a figure of the unit was made from the people."""
    with acting("organisation.add_person", actor=office.actor(Role.CLERK), unit_id=unit.pk) as act:
        for person in people:
            act.use(person, by=unit, role="total", field="name", value=person.name)


def everyone(office: Office) -> list[Person]:
    return [person for cell in office.cells for person in office.members[cell.pk]]


def test_a_figure_opens_the_records_it_was_made_from(client_of: ClientOf, office: Office) -> None:
    use_people(office, office.organisation, everyone(office))
    url = reverse("audit:records", args=["organisation.Unit", office.organisation.pk, "total"])
    response = client_of(Role.CLERK).get(url)
    rows = response.context["page"].object_list
    assert [row.text for row in rows] == [p.name for p in everyone(office)]
    assert rows[0].url == everyone(office)[0].get_absolute_url()
    assert rows[0].field == "Họ và tên"
    assert not any(row.stale for row in rows)


def test_a_record_that_changed_since_is_marked(client_of: ClientOf, office: Office) -> None:
    person = everyone(office)[0]
    use_people(office, office.organisation, [person])
    change_person(
        person,
        actor=office.actor(Role.CLERK),
        unit=office.cells[0],
        expected_version=person.version,
        birth=dt.date(1980, 2, 3),
    )
    url = reverse("audit:records", args=["organisation.Unit", office.organisation.pk, "total"])
    response = client_of(Role.CLERK).get(url)
    assert [row.stale for row in response.context["page"].object_list] == [True]
    assert "Số liệu đã đổi" in response.content.decode()


def test_records_beyond_the_viewers_sight_are_not_even_counted(client_of: ClientOf, office: Office) -> None:
    own, other = office.cells
    use_people(office, own, everyone(office))
    url = reverse("audit:records", args=["organisation.Unit", own.pk, "total"])
    response = client_of(Role.CELL_SECRETARY).get(url)
    assert [row.text for row in response.context["page"].object_list] == [
        p.name for p in office.members[own.pk]
    ]
    page = response.content.decode()
    for person in office.members[other.pk]:
        assert person.name not in page


def test_a_figure_of_an_invisible_record_looks_absent(client_of: ClientOf, office: Office) -> None:
    client = client_of(Role.CELL_SECRETARY)
    hidden = client.get(reverse("audit:records", args=["organisation.Unit", office.cells[1].pk, "total"]))
    absent = client.get(reverse("audit:records", args=["organisation.Unit", 987654, "total"]))
    unknown = client.get(reverse("audit:records", args=["khong.Co", 1, "total"]))
    assert [r.status_code for r in (hidden, absent, unknown)] == [404, 404, 404]
    assert office.cells[1].name not in hidden.content.decode()


def test_the_history_of_a_record_tells_who_changed_what(client_of: ClientOf, office: Office) -> None:
    person = everyone(office)[0]
    old = person.birth
    change_person(
        person,
        actor=office.actor(Role.CLERK),
        unit=office.cells[0],
        expected_version=person.version,
        reason="Sửa theo thẻ đảng viên",
        birth=dt.date(1980, 2, 3),
    )
    response = client_of(Role.CLERK).get(reverse("audit:history", args=["organisation.Person", person.pk]))
    newest = response.context["page"].object_list[0]
    assert (newest.text, newest.actor, newest.entry.reason) == (
        "Sửa thông tin của một người",
        "clerk",
        "Sửa theo thẻ đảng viên",
    )
    assert [(c.field, c.old, c.new) for c in newest.changes] == [
        ("Ngày sinh", f"{old:%d/%m/%Y}", "03/02/1980")
    ]


def test_the_history_of_a_record_lists_where_it_was_used(client_of: ClientOf, office: Office) -> None:
    person = everyone(office)[0]
    use_people(office, office.organisation, [person])
    response = client_of(Role.CLERK).get(reverse("audit:history", args=["organisation.Person", person.pk]))
    assert [row.text for row in response.context["used"]] == [office.organisation.name]


def test_the_history_of_an_invisible_record_looks_absent(client_of: ClientOf, office: Office) -> None:
    person = office.members[office.cells[1].pk][0]
    client = client_of(Role.CELL_SECRETARY)
    assert client.get(reverse("audit:history", args=["organisation.Person", person.pk])).status_code == 404

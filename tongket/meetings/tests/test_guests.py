"""Guests are named in protocol order, with their posts, the highest first (U36)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tongket.meetings.models import Guest
from tongket.meetings.queries import guests_of
from tongket.meetings.rows import GuestRow
from tongket.meetings.tests.factories import make_conference
from tongket.organisation import actions as register
from tongket.organisation.models import ProtocolRank
from tongket.organisation.states import PostSystem

pytestmark = pytest.mark.django_db

TYPED = [
    GuestRow("Lò Thị Ngọc Ánh", "Chuyên viên Ban Tổ chức"),
    GuestRow("Khổng Viết Nhượng", "Phó Bí thư Đảng ủy Khối"),
    GuestRow("Ma Thế Hùng", "Bí thư Tỉnh ủy"),
]


def test_guests_stand_in_the_declared_order_and_equals_as_typed() -> None:
    _year, conference = make_conference(guests=TYPED)
    assert [g.name for g in guests_of(conference)] == [
        "Ma Thế Hùng",
        "Khổng Viết Nhượng",
        "Lò Thị Ngọc Ánh",
    ]
    for position, words in enumerate(("Chuyên viên", "Phó Bí thư", "Bí thư")):
        ProtocolRank.objects.create(unit=conference.unit, position=position, words=words)
    assert [g.name for g in guests_of(conference)] == [row.name for row in TYPED]


def test_posts_of_a_guest_whom_the_register_knows_are_printed_highest_first(client: Client) -> None:
    year, conference = make_conference(guests=[GuestRow("Ma Thế Hùng", "")])
    person = register.add_person("Ma Thế Hùng", actor=year.clerk, unit=year.office.organisation)
    for title, system in (
        ("Giám đốc Sở Nội vụ", PostSystem.GOVERNMENT),
        ("Ủy viên Ban Thường vụ Tỉnh ủy", PostSystem.PARTY),
    ):
        register.hold_post(
            person,
            actor=year.clerk,
            unit=year.office.organisation,
            title=title,
            system=system,
            valid_from=dt.date(2021, 1, 5),
        )
    Guest.objects.filter(conference=conference).update(person=person)
    assert [g.post for g in guests_of(conference)] == ["Ủy viên Ban Thường vụ Tỉnh ủy, Giám đốc Sở Nội vụ"]
    client.force_login(year.office.accounts["clerk"])
    page = client.get(conference.get_absolute_url()).content.decode()
    assert "Ủy viên Ban Thường vụ Tỉnh ủy, Giám đốc Sở Nội vụ" in page

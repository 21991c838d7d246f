"""People with several posts in several organisations are named in protocol order by a declared list (U36)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tongket.access.roles import Role
from tongket.common.errors import Stale
from tongket.organisation import actions
from tongket.organisation.protocol import in_order, posts_line, rank_of, read_ranks, shipped_ranks
from tongket.organisation.queries.protocol import ranks_at
from tongket.organisation.states import PostSystem
from tongket.organisation.tests.factories import START, make_office


@dataclass(frozen=True)
class Named:
    title: str


POSTS = [Named("Giám đốc Sở Thử nghiệm"), Named("Bí thư Đảng ủy Sở"), Named("Tỉnh ủy viên"), Named("Giữ kho")]


def test_the_highest_post_comes_first_and_what_no_line_names_last() -> None:
    assert posts_line(POSTS, shipped_ranks()) == (
        "Tỉnh ủy viên, Bí thư Đảng ủy Sở, Giám đốc Sở Thử nghiệm, Giữ kho"
    )


def test_of_two_lines_that_fit_the_longer_counts() -> None:
    ranks = ["Bí thư Tỉnh ủy", "Tỉnh ủy viên", "Phó Bí thư Tỉnh ủy"]
    assert rank_of("Phó Bí thư Tỉnh uỷ", ranks) == 2
    assert rank_of("Bí thư Tỉnh ủy", ranks) == 0


@given(st.permutations(POSTS))
def test_order_does_not_depend_on_how_the_posts_came(posts: list[Named]) -> None:
    assert in_order(posts, shipped_ranks()) == in_order(POSTS, shipped_ranks())


def test_typed_list_keeps_its_order_and_each_title_once() -> None:
    assert read_ranks(" Giám đốc \n\nBí thư Đảng ủy\nGiám  đốc\n") == ["Giám đốc", "Bí thư Đảng ủy"]


@pytest.mark.django_db
@pytest.mark.capability(2)
def test_office_declares_its_own_order_and_the_list_of_guests_follows_it(client: Client) -> None:
    office = make_office(cells=1)
    clerk = office.actor(Role.CLERK)
    guest = actions.add_other(
        "Khổng Viết Nhượng", actor=clerk, unit=office.organisation, title="Giám đốc Sở Xa",
        system=PostSystem.GOVERNMENT, valid_from=START,
    )  # fmt: skip
    for title in ("Bí thư Đảng ủy Sở Xa", "Tỉnh ủy viên"):
        actions.hold_post(
            guest,
            actor=clerk,
            unit=office.organisation,
            title=title,
            system=PostSystem.PARTY,
            valid_from=START,
        )
    client.force_login(office.accounts[Role.CLERK])
    page = client.get(reverse("organisation:others")).content.decode()
    assert "Tỉnh ủy viên; Bí thư Đảng ủy Sở Xa; Giám đốc Sở Xa" in page

    url = reverse("organisation:set_protocol")
    client.post(url, {"words": "Giám đốc\nBí thư Đảng ủy", "seen": "[]"})
    assert ranks_at(office.cells[0].pk) == ("Giám đốc", "Bí thư Đảng ủy")
    assert ranks_at(office.superior.pk) == shipped_ranks()
    page = client.get(
        reverse("organisation:others"), {"on": dt.date(2024, 1, 1).isoformat()}
    ).content.decode()
    assert "Giám đốc Sở Xa; Bí thư Đảng ủy Sở Xa; Tỉnh ủy viên" in page

    late = client.post(url, {"words": "Chuyên viên", "seen": "[]"})
    assert late.status_code == 422
    with pytest.raises(Stale):
        actions.set_protocol(office.organisation, actor=clerk, words=["Chuyên viên"], expected=[])

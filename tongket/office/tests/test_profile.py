"""A new office has five rooms; others are opened and closed by an act, and nothing of a closed one is seen."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from tongket.access.roles import Role
from tongket.audit.models import Entry
from tongket.common.errors import NotPermitted, Stale
from tongket.common.vocabulary import COMPANY, VOCABULARIES, WORDS, say, speaking
from tongket.office.actions import change_profile
from tongket.office.errors import UnknownRoom
from tongket.office.queries import office_of, profile_at
from tongket.office.rooms import KEYS, ROOMS, room_of
from tongket.organisation.tests.factories import Office, make_office
from tongket.rounds.actions import create_round
from tongket.rounds.steps import Step

FIRST = {"Trang đầu", "Danh sách", "Kiểm điểm, xếp loại", "Khen thưởng", "Hội nghị", "Báo cáo"}


@pytest.fixture
def office(db: None, settings: Settings) -> Office:
    settings.TONGKET_FIRST_ROOMS = []
    made = make_office(cells=2, members=2)
    create_round(made.organisation, actor=made.actor(Role.CLERK), year=2021, title="Đợt năm 2021")
    return made


def clerk(office: Office, role: str = Role.CLERK) -> Client:
    client = Client()
    client.force_login(office.accounts[role])
    return client


def links(client: Client) -> set[str]:
    return {str(link.text) for entry in client.get("/").context["menu"] for link in entry.links}


def test_a_new_office_starts_with_five_rooms(office: Office) -> None:
    client = clerk(office)
    assert {str(entry.text) for entry in client.get("/").context["menu"]} == FIRST
    assert links(client).isdisjoint(
        {"Nhiệm vụ", "Học tập", "Kiểm tra, kỷ luật", "Bài viết", "Sinh hoạt chi bộ"}
    )


def test_a_closed_room_has_no_page_no_step_and_no_act_that_waits(office: Office) -> None:
    client = clerk(office)
    home = client.get("/").context
    assert {c.key for c in home["year"].columns}.isdisjoint(
        {Step.LISTS, Step.PUBLICATION, Step.CIVIL_RATINGS}
    )
    assert not [w for w in home["waiting"] if w.act.url.startswith("/cong-viec/")]
    assert client.get(reverse("work:tasks", args=[2021])).status_code == 404


def test_opening_a_room_shows_it_everywhere_and_is_journaled(office: Office) -> None:
    client = clerk(office)
    page = client.post(
        reverse("office:change_profile"), {"rooms": ["work", "portal"], "vocabulary": "party", "version": 0}
    )
    assert page.status_code == 302
    assert {"Nhiệm vụ", "Bài viết"} <= links(client)
    assert client.get(reverse("work:tasks", args=[2021])).status_code == 200
    entry = Entry.objects.get(action="office.change_profile")
    assert entry.unit_id == office.organisation.pk


def test_units_below_have_what_their_organisation_has_chosen(office: Office) -> None:
    change_profile(office.organisation, actor=office.actor(Role.CLERK), rooms=["learning"])
    assert profile_at(office.cells[0]).rooms == {"learning"}
    assert profile_at(office.superior).rooms == frozenset()
    assert office_of(office.cells[0]) == office.organisation


def test_the_second_of_two_who_change_it_is_told(office: Office) -> None:
    actor = office.actor(Role.CLERK)
    change_profile(office.organisation, actor=actor, rooms=["learning"], expected_version=0)
    change_profile(office.organisation, actor=actor, rooms=["work"], expected_version=1)
    with pytest.raises(Stale):
        change_profile(office.organisation, actor=actor, rooms=[], expected_version=1)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CELL_SECRETARY, Role.EDITOR, Role.AUDITOR])
def test_others_do_not_choose(office: Office, role: str) -> None:
    with pytest.raises(NotPermitted):
        change_profile(office.organisation, actor=office.actor(role), rooms=[])
    assert clerk(office, role).get(reverse("office:change_profile")).status_code == 404


def test_a_room_that_there_is_not_is_refused(office: Office) -> None:
    with pytest.raises(UnknownRoom):
        change_profile(office.organisation, actor=office.actor(Role.CLERK), rooms=["gantt"])


def test_every_page_belongs_to_one_room_at_most() -> None:
    views = [view for room in ROOMS for view in room.views]
    assert len(views) == len(set(views))
    assert {room_of(view) for view in views} <= set(KEYS)
    assert room_of("ratings:board") is None


def test_an_organisation_speaks_its_own_words(office: Office) -> None:
    client = clerk(office)
    assert "Đảng viên" in links(client)
    change_profile(office.organisation, actor=office.actor(Role.CLERK), rooms=KEYS, vocabulary="company")
    assert {"Nhân viên", "Họp bộ phận", "Người ngoài công ty"} <= links(client)
    assert "Đảng viên" not in links(client)


@pytest.mark.parametrize("key", VOCABULARIES)
def test_every_vocabulary_has_every_word_in_both_languages(key: str) -> None:
    with speaking(VOCABULARIES[key]):
        vietnamese = {w: say(w) for w in WORDS}
        with translation.override("en"):
            assert all(say(w) != vietnamese[w] for w in WORDS)


def test_a_companys_words_hold_no_party_word() -> None:
    with speaking(COMPANY):
        for word in WORDS:
            assert "đảng" not in say(word).lower()
            assert "chi bộ" not in say(word).lower()

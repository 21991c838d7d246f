"""Trying out changes and comparing regulations: for the committee's staff, written down, changing nothing."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from tongket.access.decisions import Actor
from tongket.access.roles import Role, roles_for
from tongket.audit.models import Entry
from tongket.common.errors import NotPermitted
from tongket.ratings import actions
from tongket.ratings.errors import FactsRefused, NothingToTry, NotOpenToTry, ValueRefused
from tongket.ratings.models import Outcome, Trial
from tongket.ratings.tests.factories import COMMITTEE_DAY, Year, count, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> Year:
    """Two chosen of six candidates."""
    made = make_year()
    actions.compute_outcomes(made.round, actor=made.clerk)
    poll = actions.open_second_ballot(made.round, actor=made.clerk, subject="members", held_on=COMMITTEE_DAY)
    names = [o.label for o in poll.options.all()]
    count(made, poll, {names[0]: 5, names[1]: 4, names[2]: 1})
    actions.compute_outcomes(made.round, actor=made.clerk)
    return made


def client_of(year: Year, role: str) -> Client:
    client = Client()
    client.force_login(year.office.accounts[role])
    return client


def text_of(content: bytes) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", content.decode())).split())


@pytest.mark.capability(103)
def test_page_tells_whose_level_changes_when_a_fact_is_tried_and_stores_nothing(year: Year) -> None:
    person = Outcome.objects.filter(level="excellent", person__isnull=False).first().person
    client, address = client_of(year, Role.CLERK), f"/xep-loai/2021/thu-thay-doi/?doi_tuong=p{person.pk}"
    form = client.get(address).context["form"]
    typed = {name: form[name].value() if form[name].value() is not None else "" for name in form.fields}
    before = list(Outcome.objects.order_by("pk").values_list("pk", "version", "level"))
    answer = client.post(address, {**typed, "fact_civil_rating": "good"})
    text = text_of(answer.content)
    assert answer.status_code == 200
    assert f"{person.name} trước: HTXSNV → nay: HTTNV" in text
    assert "kết quả xếp loại công chức, viên chức năm 2021 là Hoàn thành tốt nhiệm vụ" in text
    assert list(Outcome.objects.order_by("pk").values_list("pk", "version", "level")) == before
    trial = Trial.objects.get()
    assert (trial.person, trial.facts) == (person, ["civil_rating"])
    entry = Entry.objects.get(action="ratings.try_changes")
    assert entry.actor_account_id == year.clerk.account_id


@pytest.mark.capability(103)
def test_page_tells_how_many_places_there_would_be_with_another_share(year: Year) -> None:
    client = client_of(year, Role.COMMITTEE_SECRETARY)
    address = "/xep-loai/2021/thu-thay-doi/?gia_tri=quotas.members.share"
    text = text_of(client.post(address, {"value": "50%"}).content)
    assert "Số lượng tối đa thay đổi" in text
    assert "trước: 2 → nay: 4" in text
    assert client.post(address, {"value": "many"}).status_code == 422


def test_trial_is_refused_to_everybody_but_the_staff_of_the_committee(year: Year) -> None:
    assert roles_for("ratings.try_changes") == {Role.CLERK, Role.COMMITTEE_SECRETARY}
    for role in (Role.CELL_SECRETARY, Role.COMMITTEE_MEMBER, Role.MEMBER, "other_clerk"):
        with pytest.raises(NotPermitted):
            actions.try_changes(
                year.round, actor=year.office.accounts[role].actor(), parameters={"sick_leave_days": 1}
            )
        client = client_of(year, role)
        assert client.get("/xep-loai/2021/thu-thay-doi/").status_code == 404
        assert client.get("/xep-loai/2021/so-sanh-quy-dinh/").status_code == 404
    assert not Trial.objects.exists()


def test_secretary_of_a_cell_finds_no_way_to_a_trial(year: Year) -> None:
    client = client_of(year, Role.CELL_SECRETARY)
    for address in (f"/xep-loai/2021/don-vi/{year.office.cells[0].pk}/", "/dot/2021/quy-dinh/"):
        assert "thu-thay-doi" not in client.get(address).content.decode()
    assert "thu-thay-doi" in client_of(year, Role.CLERK).get("/xep-loai/2021/").content.decode()


def test_trial_needs_something_that_differs_and_that_the_rules_can_read(year: Year) -> None:
    person = year.person(0, 0)
    with pytest.raises(NothingToTry):
        actions.try_changes(year.round, actor=year.clerk, subject=person)
    with pytest.raises(FactsRefused):
        actions.try_changes(year.round, actor=year.clerk, subject=person, facts={"tasks_done": 99})
    with pytest.raises(ValueRefused):
        actions.try_changes(year.round, actor=year.clerk, parameters={"quotas.members.share": "many"})


def test_values_behind_hidden_grounds_are_not_tried_without_the_right(
    year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One day of sick leave as the limit would tell who was ill."""

    def open_only(viewer: Actor, *_about: object) -> frozenset[str]:
        return frozenset({"open"})

    monkeypatch.setattr("tongket.ratings.actions.trial.reader_classes", open_only)
    monkeypatch.setattr("tongket.ratings.queries.trials.reader_classes", open_only)
    person = year.person(0, 0)
    with pytest.raises(NotOpenToTry):
        actions.try_changes(year.round, actor=year.clerk, parameters={"sick_leave_days": 1})
    with pytest.raises(NotOpenToTry):
        actions.try_changes(year.round, actor=year.clerk, subject=person, facts={"sick_days": 0})
    client = client_of(year, Role.CLERK)
    page = client.get(f"/xep-loai/2021/thu-thay-doi/?doi_tuong=p{person.pk}")
    assert "fact_sick_days" not in page.context["form"].fields
    assert "sick_leave_days" not in dict(page.context["choose_form"].fields["gia_tri"].choices)


@pytest.mark.capability(104)
def test_page_compares_the_rounds_facts_under_every_regulation(year: Year) -> None:
    client = client_of(year, Role.CLERK)
    text = text_of(client.get("/xep-loai/2021/so-sanh-quy-dinh/").content)
    assert "2018–2022 đợt này 2023–2024 từ 2025" in text
    assert "124-QĐ/TW" in text
    text = text_of(client.get("/xep-loai/2021/so-sanh-quy-dinh/?nam=2025-").content)
    assert "366-QĐ/TW" in text
    assert "trường hợp thay đổi" in text
    assert client.get("/xep-loai/2021/so-sanh-quy-dinh/?nam=1990").status_code == 404

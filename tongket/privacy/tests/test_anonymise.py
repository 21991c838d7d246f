"""After the term a person is made nameless: the name is found nowhere, figures and seals stay (U13)."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.apps import apps
from django.db.models import BinaryField, CharField, JSONField, TextField
from django.test import Client
from django.urls import reverse

from tongket.access.roles import Role
from tongket.audit.erasing import key_stands
from tongket.audit.journal import acting, open_value
from tongket.audit.models import Entry, Use
from tongket.audit.queries import history_of
from tongket.audit.sealing import seal_entries, verify
from tongket.common.errors import NotPermitted
from tongket.organisation.models import Membership, PartyRecord, Person
from tongket.organisation.tests.factories import add_member
from tongket.privacy.actions import anonymise, lift_hold, place_hold
from tongket.privacy.errors import DestructionPaperMissing, NotYetDue
from tongket.privacy.retention import due_of
from tongket.privacy.tests.factories import LEFT, NAME, PAPER, World, confirm_all, make_world

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 20)


@pytest.fixture
def world() -> World:
    return make_world()


def do(world: World, **changed: object) -> None:
    options: dict[str, object] = {"actor": world.clerk, "document": PAPER, "happened_on": DAY}
    anonymise(Person.objects.get(pk=world.gone.pk), **(options | changed))


def _text_of(value: bytes) -> str:
    return bytes(value).decode("utf-8", "replace")


def everything_stored() -> str:
    """Every text of every table, as it could be searched in a copy of the database."""
    found = []
    for model in apps.get_models():
        names = [
            f.attname
            for f in model._meta.concrete_fields
            if isinstance(f, CharField | TextField | JSONField | BinaryField)
        ]
        rows = model._default_manager.values_list(*names) if names else ()
        found += [json.dumps(row, ensure_ascii=False, default=_text_of) for row in rows]
    return "\n".join(found)


@pytest.mark.capability(98)
def test_name_is_found_nowhere_and_the_journals_chain_still_holds(world: World) -> None:
    with acting("organisation.trial", actor=world.clerk) as act:
        act.use(world.gone, by=world.cell, role="best", field="name", value=world.gone.name)
    seal_entries()
    before = verify()
    entry = history_of(world.gone).last()
    card = world.gone.party.card
    assert NAME in everything_stored()
    confirm_all(world)
    do(world)
    stored = everything_stored()
    for word in (NAME, "vu a lenh pao", card):
        assert word not in stored
    after = verify()
    assert (after.faults, after.sealed) == ((), before.sealed)
    seal_entries()
    assert verify().faults == ()
    assert not key_stands(world.gone.pk)
    names = [new for name, _old, new in entry.effects[0]["fields"] if name == "name"]
    assert [open_value(value) for value in names] == [None]
    assert Use.objects.get(source_id=world.gone.pk, source_field="name").value is None


@pytest.mark.capability(98)
def test_rows_and_totals_stay(world: World) -> None:
    confirm_all(world)
    members, records = Membership.objects.count(), PartyRecord.objects.count()
    do(world)
    assert (Membership.objects.count(), PartyRecord.objects.count()) == (members, records)
    person = Person.objects.get(pk=world.gone.pk)
    assert (person.birth, person.ethnicity, person.name) == (None, "", f"Đã ẩn danh {person.pk}")
    assert person.party.card is None
    assert (person.party.admitted_on.month, person.party.admitted_on.day) == (1, 1)


def test_nothing_is_erased_by_a_term_that_the_office_did_not_confirm(world: World) -> None:
    with pytest.raises(NotYetDue, match="chưa xác nhận"):
        do(world)
    assert Person.objects.get(pk=world.gone.pk).name == NAME


def test_nothing_is_erased_before_the_term_ends(world: World) -> None:
    confirm_all(world, years=80)
    with pytest.raises(NotYetDue, match="hết thời hạn"):
        do(world)


def test_nobody_is_anonymised_while_a_member(world: World) -> None:
    confirm_all(world)
    with pytest.raises(NotYetDue, match="còn sinh hoạt"):
        anonymise(world.member, actor=world.clerk, document=PAPER, happened_on=DAY)


@pytest.mark.capability(98)
def test_hold_keeps_the_data_until_it_is_lifted_by_a_paper(world: World) -> None:
    confirm_all(world)
    hold = place_hold(
        world.gone, actor=world.clerk, ground="complaint", document="Đơn 3", since=dt.date(2026, 1, 5)
    )
    with pytest.raises(NotYetDue, match="giữ lại"):
        do(world)
    lift_hold(hold, actor=world.clerk, document="Thông báo 9", on=DAY)
    do(world)


def test_it_needs_the_decision_and_the_right(world: World) -> None:
    confirm_all(world)
    with pytest.raises(DestructionPaperMissing):
        do(world, document="  ")
    for role in (Role.ADMINISTRATOR, Role.CELL_SECRETARY, Role.SUPERIOR_OFFICER, Role.AUDITOR):
        with pytest.raises(NotPermitted):
            do(world, actor=world.office.actor(role))


def test_nobody_is_anonymised_twice(world: World) -> None:
    confirm_all(world)
    do(world)
    with pytest.raises(NotYetDue, match="đã ẩn danh"):
        do(world)


def test_texts_are_left_alone_where_another_person_bears_the_name(world: World) -> None:
    add_member(world.office, world.cell, 9, NAME)
    confirm_all(world)
    with acting("organisation.trial", actor=world.clerk) as act:
        act.use(world.member, by=world.cell, role="best", field="name", value=NAME)
    do(world)
    assert Use.objects.get(source_id=world.member.pk, source_field="name").value == NAME


def test_term_starts_with_the_year_of_leaving(world: World) -> None:
    confirm_all(world)
    [due] = due_of([world.gone], dt.date(2003, 12, 31))
    assert due.left_on == LEFT
    assert due.kinds["register"] == dt.date(2004, 1, 1)


def test_number_of_statements_does_not_grow_with_the_people(
    world: World, django_assert_max_num_queries: object
) -> None:
    for number in range(20, 23):
        add_member(world.office, world.cell, number)
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        due_of(list(Person.objects.select_related("anonymisation")))


def test_page_previews_and_the_form_does_it(world: World, client: Client) -> None:
    confirm_all(world)
    client.force_login(world.office.accounts[Role.CLERK])
    page = reverse("privacy:anonymise", args=[world.gone.pk])
    shown = client.get(page).content.decode()
    assert "Thông tin đảng viên" in shown
    assert "thay phần nhận ra người" in shown
    listed = client.get(reverse("privacy:terms")).content.decode()
    assert NAME in listed
    refused = client.post(page, {"document": PAPER, "happened_on": "20/11/2026"})
    assert refused.status_code == 422
    assert (
        client.post(page, {"document": PAPER, "happened_on": "20/11/2026", "sure": "on"}).status_code == 302
    )
    assert NAME not in client.get(reverse("privacy:terms")).content.decode()


def test_journal_tells_that_it_was_done_and_never_the_old_values(world: World) -> None:
    confirm_all(world)
    do(world)
    entry = Entry.objects.get(action="privacy.anonymise")
    assert NAME not in json.dumps(entry.effects, ensure_ascii=False)
    assert any(e.get("erased") for e in entry.effects)

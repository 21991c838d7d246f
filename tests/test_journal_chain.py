"""The journal is one chain: whoever changes, removes or cuts entries is found out."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from tongket.access.roles import Role
from tongket.audit.models import Entry, Seal
from tongket.audit.sealing import Fault, seal_entries, verify
from tongket.cli.journal import seal_journal, verify_journal
from tongket.organisation import actions
from tongket.organisation.tests.factories import Office, make_office

pytestmark = [pytest.mark.django_db, pytest.mark.capability(98)]


@pytest.fixture
def office() -> Office:
    made = make_office(cells=1, members=2)
    seal_entries()
    return made


def test_every_entry_is_numbered_without_gap_in_the_order_of_writing(office: Office) -> None:
    assert list(Seal.objects.order_by("number").values_list("number", flat=True)) == list(
        range(1, Entry.objects.count() + 1)
    )
    assert verify().faults == ()


def test_later_entries_go_on_where_the_chain_ended(office: Office) -> None:
    before = verify()
    actions.add_person("Khách Mời", actor=office.actor(Role.CLERK), unit=office.organisation)
    assert verify().unsealed == 1
    assert seal_entries() == 1
    after = verify()
    assert (after.sealed, after.faults) == (before.sealed + 1, ())


def test_changed_entry_is_found(office: Office) -> None:
    entry = Entry.objects.order_by("pk")[3]
    Entry.objects.filter(pk=entry.pk).update(actor_account_id=0)
    assert verify().faults == (Fault(entry.seal.number, entry.pk, "digest"),)


def test_changed_effect_is_found(office: Office) -> None:
    entry = Entry.objects.order_by("pk").last()
    entry.effects[0]["fields"][0][2] = "khác"
    Entry.objects.filter(pk=entry.pk).update(effects=entry.effects)
    assert [f.kind for f in verify().faults] == ["digest"]


def test_removed_entry_is_found(office: Office) -> None:
    number = Seal.objects.order_by("number")[4].number
    with connection.constraint_checks_disabled():
        Seal.objects.filter(number=number).delete()
    assert {f.kind for f in verify().faults} == {"gap", "digest"}


def test_cut_off_end_is_found_by_the_digest_that_was_noted(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    noted = verify().last_digest
    assert verify_journal(as_json=True, expected=noted) == 0
    Seal.objects.filter(number=Seal.objects.order_by("-number")[0].number).delete()
    assert verify_journal(as_json=True, expected=noted) == 1
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["expected_found"], second["expected_found"]) == (True, False)


@pytest.mark.capability(93)
def test_command_names_the_broken_link(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert seal_journal() == 0
    assert verify_journal(as_json=False, expected="") == 0
    entry = Entry.objects.order_by("pk").first()
    Entry.objects.filter(pk=entry.pk).update(reason="khác")
    assert verify_journal(as_json=False, expected="") == 1
    assert f"mục {entry.pk}" in capsys.readouterr().out

"""One way to write: a transaction, an entry, every effect in it."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from tongket.access.decisions import Decision
from tongket.access.roles import Role
from tongket.audit.journal import acting, open_value
from tongket.audit.models import Entry, SubjectKey
from tongket.audit.queries import history_of, used_by, uses_of
from tongket.audit.staleness import changed_behind
from tongket.common.errors import Stale
from tongket.organisation import actions
from tongket.organisation.models import Person, Unit
from tongket.organisation.tests.factories import Office, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office(cells=1, members=1)


def test_entry_names_act_actor_unit_and_both_dates(office: Office) -> None:
    clerk = office.actor(Role.CLERK)
    cell = office.cells[0]
    paper = dt.date(2021, 12, 6)
    with acting(
        "organisation.trial", actor=clerk, unit_id=cell.pk, happened_on=paper, reason="theo văn bản"
    ) as act:
        act.update(cell, note="mới")
    entry = history_of(cell)[0]
    assert (entry.action, entry.actor_account_id, entry.unit_id) == (
        "organisation.trial",
        clerk.account_id,
        cell.pk,
    )
    assert (entry.happened_on, entry.channel, entry.reason) == (paper, "page", "theo văn bản")
    assert entry.recorded_at.date() > paper
    assert entry.effects == [{"model": "organisation.Unit", "id": cell.pk, "fields": [["note", "", "mới"]]}]


def test_nothing_is_stored_when_the_act_fails(office: Office) -> None:
    entries = Entry.objects.count()
    with pytest.raises(KeyError), acting("organisation.trial", actor=office.actor(Role.CLERK)) as act:
        act.update(act.update(office.cells[0], note="mới"), code={}["power cut"])
    assert Unit.objects.get(pk=office.cells[0].pk).note == ""
    assert Entry.objects.count() == entries


def test_change_on_a_version_that_moved_on_is_refused(office: Office) -> None:
    cell, same_cell = Unit.objects.get(code="CB1"), Unit.objects.get(code="CB1")
    clerk = office.actor(Role.CLERK)
    with acting("organisation.trial", actor=clerk) as act:
        act.update(cell, note="của người thứ nhất")
    with pytest.raises(Stale), acting("organisation.trial", actor=clerk) as act:
        act.update(same_cell, note="của người thứ hai")
    fresh = Unit.objects.get(code="CB1")
    with pytest.raises(Stale), acting("organisation.trial", actor=clerk) as act:
        act.update(fresh, note="của người thứ ba", expected_version=same_cell.version)
    assert Unit.objects.get(code="CB1").note == "của người thứ nhất"


def test_value_that_is_already_there_changes_nothing(office: Office) -> None:
    cell = office.cells[0]
    with acting("organisation.trial", actor=office.actor(Role.CLERK)) as act:
        act.update(cell, note=cell.note)
    assert Unit.objects.get(pk=cell.pk).version == 1


def test_personal_values_lie_sealed_and_die_with_their_key(office: Office) -> None:
    person = office.members[office.cells[0].pk][0]
    actions.change_person(
        person,
        actor=office.actor(Role.CLERK),
        unit=office.cells[0],
        expected_version=person.version,
        name="Quách Thị Ánh Quế",
    )
    entry = history_of(person)[0]
    written = json.dumps(entry.effects, ensure_ascii=False)
    assert "Quách" not in written
    changes = {name: (old, new) for name, old, new in entry.effects[0]["fields"]}
    assert open_value(changes["name"][1]) == "Quách Thị Ánh Quế"
    SubjectKey.objects.filter(person_id=person.pk).delete()
    assert open_value(changes["name"][1]) is None


def test_use_opens_the_record_and_is_stale_when_the_record_changed(office: Office) -> None:
    clerk = office.actor(Role.CLERK)
    person, cell = office.members[office.cells[0].pk][0], office.cells[0]
    with acting("organisation.trial", actor=clerk) as act:
        act.use(person, by=cell, role="best", field="name", value=person.name)
    assert [(u.source_model, u.source_id, u.value) for u in used_by(cell, "best")] == [
        ("organisation.Person", person.pk, person.name)
    ]
    assert uses_of(person).count() == 1
    assert changed_behind(cell, 5) == []
    actions.change_person(person, actor=clerk, unit=cell, expected_version=person.version, ethnicity="Tày")
    assert [b.changed.source_id for b in changed_behind(cell, 5)] == [person.pk]


def test_act_within_an_act_is_one_transaction_with_two_entries(office: Office) -> None:
    entries = Entry.objects.count()
    clerk = office.actor(Role.CLERK)
    with acting("organisation.outer", actor=clerk):
        actions.add_person("Đặng Thị Ánh Sen", actor=clerk, unit=office.cells[0])
    assert list(Entry.objects.order_by("-pk").values_list("action", flat=True)[:2]) == [
        "organisation.outer",
        "organisation.add_person",
    ]
    assert Entry.objects.count() == entries + 2
    assert Person.objects.filter(name="Đặng Thị Ánh Sen").exists()


def test_decision_has_no_truth_value() -> None:
    with pytest.raises(TypeError):
        bool(Decision(False, "x"))

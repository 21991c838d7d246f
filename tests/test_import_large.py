"""Large files: prepared in parts, written at once, stopped without a trace."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.test_import_pages import confirm, row, upload, workbook
from tests.test_import_reading import state_of_register
from tongket.access.roles import Role
from tongket.audit.journal import acting
from tongket.audit.models import Entry, Touched
from tongket.imports import actions
from tongket.imports.errors import RegisterBusy, RegisterChanged
from tongket.imports.models import Batch, BatchState
from tongket.imports.routes import find_route
from tongket.jobs.actions import requeue_lost_jobs, stop_job
from tongket.jobs.errors import WorkStopped
from tongket.jobs.models import Job, JobState
from tongket.jobs.runner import run_job
from tongket.organisation import actions as register
from tongket.organisation.models import Membership, Person
from tongket.organisation.tests.factories import Office, make_office

pytestmark = pytest.mark.django_db
Between = Callable[[int], None]


@pytest.fixture
def office() -> Office:
    return make_office(cells=2)


@pytest.fixture
def clerk(client: Client, office: Office) -> Client:
    client.force_login(office.accounts[Role.CLERK])
    return client


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    route = find_route("members")
    assert route is not None
    monkeypatch.setitem(route.__dict__, "chunk", 2)


def write(batch: Batch, office: Office, between: Between, seen: str = "") -> int:
    """Confirm; ``between`` is called with the number of rows that are prepared."""
    batch.refresh_from_db()
    return actions.confirm_batch(
        batch, actor=office.actor(Role.CLERK), seen=seen, progress=lambda done, _total: between(done)
    )


@pytest.mark.capability(6)
def test_readers_see_nothing_of_a_list_until_they_see_all_of_it(clerk: Client, office: Office) -> None:
    batch = upload(clerk, workbook(*(row(n) for n in range(1, 6))))
    before, seen = state_of_register(), []
    entries = Entry.objects.count()
    written = write(batch, office, lambda _done: seen.append(state_of_register()))
    assert seen == [before, before, before]
    assert written == Person.objects.filter(party__isnull=False).count() == 5
    batch.refresh_from_db()
    assert (batch.state, batch.rows_written, len(batch.entries)) == (BatchState.CONFIRMED, 5, 3)
    assert Entry.objects.count() == entries + 4
    person = Person.objects.filter(party__isnull=False).latest("pk")
    assert Touched.objects.filter(model="organisation.Person", object_id=person.pk).count() == 1


def test_entries_of_a_large_list_say_the_same_as_those_of_a_small_one(clerk: Client, office: Office) -> None:
    write(upload(clerk, workbook(row(1))), office, lambda _done: None)
    changed = row(1, **{"Chi bộ": "Chi bộ 2"})
    write(upload(clerk, workbook(changed)), office, lambda _done: None)
    last = Entry.objects.filter(action="organisation.record_members").latest("pk")
    assert [(e["model"], e.get("created", False)) for e in last.effects] == [
        ("organisation.Membership", False),
        ("organisation.Membership", True),
    ]
    membership = Membership.objects.get(valid_to__isnull=True)
    assert (membership.unit, membership.pk) == (office.cells[1], last.effects[1]["id"])
    assert Membership.objects.get(valid_to__isnull=False).version == 2


@pytest.mark.capability(6)
def test_stopping_in_the_middle_leaves_nothing(clerk: Client, office: Office) -> None:
    batch = upload(clerk, workbook(*(row(n) for n in range(1, 6))))
    before, entries = state_of_register(), Entry.objects.count()

    def stop(done: int) -> None:
        if done == 4:
            raise WorkStopped(work="Ghi")

    with pytest.raises(WorkStopped):
        write(batch, office, stop)
    assert (state_of_register(), Entry.objects.count()) == (before, entries)
    batch.refresh_from_db()
    assert (batch.state, batch.entries, batch.rows_written) == (BatchState.DRAFT, [], None)
    assert write(batch, office, lambda _done: None) == 5


def once(act: Callable[[], object]) -> Between:
    done: list[int] = []

    def between(number: int) -> None:
        if not done:
            done.append(number)
            act()

    return between


def test_somebody_elses_act_in_between_makes_the_list_be_prepared_anew(clerk: Client, office: Office) -> None:
    actor, cell = office.actor(Role.CLERK), office.cells[0]
    batch = upload(clerk, workbook(*(row(n) for n in range(1, 6))))
    add = once(lambda: register.add_person("Lò Thị Mới", actor=actor, unit=cell))
    assert write(batch, office, add) == 5
    assert Person.objects.filter(party__isnull=False).count() == 5
    assert Person.objects.filter(name="Lò Thị Mới").count() == 1


def test_row_that_somebody_else_wrote_in_between_is_not_written_twice(clerk: Client, office: Office) -> None:
    rows = [row(n) for n in range(1, 6)]
    batch = upload(clerk, workbook(*rows))
    other = upload(clerk, workbook(rows[4]))
    seen = clerk.get(batch.get_absolute_url()).context["seen"]
    with pytest.raises(RegisterChanged):
        write(batch, office, once(lambda: write(other, office, lambda _d: None)), seen)
    assert Person.objects.filter(party__isnull=False).count() == 1


def test_register_that_never_rests_is_told_and_nothing_written(clerk: Client, office: Office) -> None:
    actor, cell = office.actor(Role.CLERK), office.cells[0]
    batch = upload(clerk, workbook(row(1)))
    with pytest.raises(RegisterBusy):
        write(batch, office, lambda _d: register.add_person("Lò Văn Bận", actor=actor, unit=cell) and None)
    assert not Person.objects.filter(party__isnull=False).exists()


def test_acts_of_other_offices_in_between_disturb_nobody(clerk: Client, office: Office) -> None:
    batch = upload(clerk, workbook(row(1), row(2), row(3)))
    runs: list[int] = []

    def elsewhere(done: int) -> None:
        runs.append(done)
        with acting("organisation.add_person", actor=office.actor(Role.CLERK), unit_id=987654) as act:
            act.create(Person, **register.people.name_fields("Lò Văn Xa"))

    assert write(batch, office, elsewhere) == 3
    assert runs == [2, 3]


@pytest.mark.capability(6)
def test_large_import_is_taken_back_as_a_whole(clerk: Client, office: Office) -> None:
    before = state_of_register()
    batch = upload(clerk, workbook(*(row(n) for n in range(1, 8))))
    write(batch, office, lambda _done: None)
    batch.refresh_from_db()
    actions.undo_batch(batch, actor=office.actor(Role.CLERK), reason="Nhầm tệp")
    assert state_of_register() == before
    batch.refresh_from_db()
    assert batch.state == BatchState.UNDONE


@pytest.fixture
def waiting(clerk: Client) -> Job:
    batch = upload(clerk, workbook(*(row(n) for n in range(1, 321))))
    assert confirm(clerk, batch) == 302
    return Job.objects.get()


def test_button_stops_work_that_waits_or_runs_and_leads_back_to_the_file(
    clerk: Client, waiting: Job, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    page = clerk.get(waiting.get_absolute_url()).content.decode()
    stop = reverse("jobs:stop_job", args=[waiting.pk])
    assert stop in page
    preview = clerk.get(Batch.objects.get().get_absolute_url()).content.decode()
    assert waiting.get_absolute_url() in preview
    assert clerk.post(stop).status_code == 302
    page = clerk.get(waiting.get_absolute_url()).content.decode()
    assert "chưa có gì được ghi" in page
    assert Batch.objects.get().get_absolute_url() in page
    run_job.call(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.state == JobState.STOPPED
    assert not Person.objects.filter(party__isnull=False).exists()


def test_running_work_stops_at_its_next_step(
    waiting: Job, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm_batch = actions.confirm_batch

    def stopped_meanwhile(batch: Batch, **values: object) -> int:
        stop_job(waiting, actor=office.actor(Role.CLERK))
        return confirm_batch(batch, **values)

    monkeypatch.setattr(actions, "confirm_batch", stopped_meanwhile)
    run_job.call(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.state == JobState.STOPPED
    assert not Person.objects.filter(party__isnull=False).exists()


def test_stopped_work_is_not_taken_up_again_after_a_crash(waiting: Job, office: Office) -> None:
    Job.objects.filter(pk=waiting.pk).update(state=JobState.RUNNING, stop=True)
    assert requeue_lost_jobs(actor=office.actor(Role.CLERK)) == 0
    waiting.refresh_from_db()
    assert waiting.state == JobState.STOPPED


def test_work_lost_in_the_middle_begins_anew_and_writes_once(waiting: Job, office: Office) -> None:
    """The worker was killed while it prepared the rows: nothing is there of them."""
    Job.objects.filter(pk=waiting.pk).update(state=JobState.RUNNING, attempts=1)
    assert requeue_lost_jobs(actor=office.actor(Role.CLERK)) == 1
    run_job.call(waiting.pk)
    assert Person.objects.filter(party__isnull=False).count() == 320
    run_job.call(waiting.pk)
    assert Person.objects.filter(party__isnull=False).count() == 320


def test_work_of_somebody_else_is_stopped_by_nobody(client: Client, waiting: Job, office: Office) -> None:
    client.force_login(office.accounts["other_clerk"])
    assert client.post(reverse("jobs:stop_job", args=[waiting.pk])).status_code == 404

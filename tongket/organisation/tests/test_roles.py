"""Who holds which role, deputies on leave, and a post handed over with its open work."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse

from tongket.access.models import Account
from tongket.access.roles import Role
from tongket.audit.models import Entry
from tongket.audit.queries import history_of
from tongket.common.dates import today
from tongket.common.errors import NotPermitted
from tongket.organisation import actions
from tongket.organisation.errors import WrongPeriod
from tongket.organisation.models import RoleAssignment
from tongket.organisation.open_work import OpenWork
from tongket.organisation.permissions import may
from tongket.organisation.role_errors import OwnRole, RoleHeld, RolePaperMissing, WrongDeputy
from tongket.organisation.tests.factories import Office, make_account, make_office

pytestmark = pytest.mark.django_db

PAPER = "Quyết định số 5-QĐ/ĐU"
WEEK = dt.timedelta(days=7)


@pytest.fixture
def office() -> Office:
    return make_office(cells=1, members=2)


@pytest.fixture
def clerks_post(office: Office) -> RoleAssignment:
    return RoleAssignment.objects.get(account=office.accounts[Role.CLERK])


@pytest.fixture
def stand_in(office: Office) -> Account:
    return make_account(office, "standin", Role.MEMBER, office.cells[0])


def deputise(
    office: Office, post: RoleAssignment, account: Account, first: dt.date | None = None
) -> RoleAssignment:
    return actions.appoint_deputy(
        post,
        actor=office.actor(Role.CLERK),
        account=account,
        valid_from=first or today(),
        valid_to=(first or today()) + WEEK,
        decision=PAPER,
    )


@pytest.mark.capability(9)
def test_deputy_has_the_holders_rights_for_the_period_and_the_journal_says_in_whose_place(
    office: Office, clerks_post: RoleAssignment, stand_in: Account
) -> None:
    deputise(office, clerks_post, stand_in)
    person = actions.add_person("Khách Mời", actor=stand_in.actor(), unit=office.organisation)
    entry = history_of(person)[0]
    assert (entry.actor_account_id, entry.in_place_of_id) == (stand_in.pk, clerks_post.account_id)
    assert not may(stand_in.actor(), "organisation.change_people", office.superior).allowed
    over = today() + WEEK
    assert not may(stand_in.actor(), "organisation.change_people", office.organisation, over).allowed


def test_page_of_a_record_names_the_deputy_and_the_holder(
    office: Office, clerks_post: RoleAssignment, stand_in: Account, client: Client
) -> None:
    deputise(office, clerks_post, stand_in)
    member = office.members[office.cells[0].pk][0]
    actions.change_person(
        member,
        actor=stand_in.actor(),
        unit=office.cells[0],
        expected_version=member.version,
        ethnicity="Tày",
    )
    client.force_login(office.accounts[Role.CLERK])
    page = client.get(reverse("audit:history", args=["organisation.Person", member.pk])).content.decode()
    assert "standin (thay clerk)" in page


def test_own_right_is_not_noted_as_a_deputys(
    office: Office, clerks_post: RoleAssignment, stand_in: Account
) -> None:
    deputise(office, clerks_post, stand_in)
    person = actions.add_person("Khách Mời", actor=office.actor(Role.CLERK), unit=office.organisation)
    assert history_of(person)[0].in_place_of_id is None


def test_holder_names_the_own_deputy_and_nobody_else_does_without_the_right(
    office: Office, stand_in: Account
) -> None:
    secretary = RoleAssignment.objects.get(account=office.accounts[Role.CELL_SECRETARY])
    period = {"valid_from": today(), "valid_to": today() + WEEK, "decision": PAPER}
    with pytest.raises(NotPermitted):
        actions.appoint_deputy(secretary, actor=stand_in.actor(), account=stand_in, **period)
    actions.appoint_deputy(secretary, actor=office.actor(Role.CELL_SECRETARY), account=stand_in, **period)
    assert may(stand_in.actor(), "work.assign_task", office.cells[0]).allowed


def test_deputy_names_no_deputy_and_nobody_deputises_for_themselves(
    office: Office, clerks_post: RoleAssignment, stand_in: Account
) -> None:
    with pytest.raises(WrongDeputy):
        deputise(office, clerks_post, office.accounts[Role.CLERK])
    deputy = deputise(office, clerks_post, stand_in)
    with pytest.raises(WrongDeputy):
        deputise(office, deputy, office.accounts[Role.EDITOR])
    with pytest.raises(RoleHeld):
        deputise(office, clerks_post, stand_in)


def test_deputys_period_lies_within_the_holders(office: Office, stand_in: Account) -> None:
    admin = office.admin.actor()
    post = actions.grant_role(
        office.accounts[Role.EDITOR],
        actor=admin,
        role=Role.AUDITOR,
        unit=office.organisation,
        valid_from=today(),
        valid_to=today() + WEEK,
    )
    with pytest.raises(WrongPeriod):
        deputise(office, post, stand_in, today() + dt.timedelta(days=1))


def test_role_ends_by_a_paper_and_its_deputy_with_it(
    office: Office, clerks_post: RoleAssignment, stand_in: Account
) -> None:
    deputy = deputise(office, clerks_post, stand_in)
    with pytest.raises(RolePaperMissing):
        actions.end_role(clerks_post, actor=office.admin.actor(), on=today(), decision=" ")
    actions.end_role(clerks_post, actor=office.admin.actor(), on=today(), decision=PAPER)
    deputy.refresh_from_db()
    assert (deputy.valid_to, deputy.end_decision) == (today(), PAPER)
    for account in (office.accounts[Role.CLERK], stand_in):
        assert not may(account.actor(), "organisation.change_people", office.organisation).allowed


def test_administrator_opens_no_contents_by_an_own_grant(office: Office) -> None:
    with pytest.raises(OwnRole):
        actions.grant_role(
            office.admin,
            actor=office.admin.actor(),
            role=Role.CLERK,
            unit=office.organisation,
            valid_from=today(),
        )


def test_clerk_makes_no_administrator(office: Office, stand_in: Account) -> None:
    with pytest.raises(NotPermitted):
        actions.grant_role(
            stand_in,
            actor=office.actor(Role.CLERK),
            role=Role.ADMINISTRATOR,
            unit=office.organisation,
            valid_from=today(),
        )


def test_post_is_handed_over_with_its_open_work(
    office: Office, clerks_post: RoleAssignment, stand_in: Account
) -> None:
    done = actions.hand_over_role(
        clerks_post,
        actor=office.admin.actor(),
        account=stand_in,
        on=today(),
        decision=PAPER,
        open_work=[OpenWork("Giấy khen chưa in: 3", dt.date(2022, 1, 19), "Đợt 2021")],
        note="Mộc ở ngăn trên",
    )
    assert done.noted == [{"text": "Giấy khen chưa in: 3", "due": dt.date(2022, 1, 19), "place": "Đợt 2021"}]
    assert may(stand_in.actor(), "organisation.change_people", office.organisation).allowed
    assert not may(office.actor(Role.CLERK), "organisation.change_people", office.organisation).allowed


@pytest.mark.capability(9)
def test_pages_show_give_and_hand_over_a_role(office: Office, stand_in: Account, client: Client) -> None:
    client.force_login(office.accounts[Role.CLERK])
    given = client.post(
        reverse("organisation:roles"),
        {
            "account": stand_in.pk,
            "role": Role.EDITOR,
            "unit": office.organisation.pk,
            "valid_from": "01/01/2021",
            "decision": PAPER,
        },
    )
    assert given.status_code == 302
    listed = client.get(reverse("organisation:roles")).content.decode()
    assert "standin" in listed
    assert PAPER in listed
    held = RoleAssignment.objects.get(account=stand_in, role=Role.EDITOR)
    answer = client.post(
        reverse("organisation:hand_over_role", args=[held.pk]),
        {"account": office.accounts[Role.AUDITOR].pk, "on": "05/03/2021", "decision": PAPER},
        follow=True,
    )
    assert "Biên bản bàn giao" in answer.content.decode()


def test_journal_of_accounts_holds_neither_names_nor_passwords(office: Office) -> None:
    made = Entry.objects.filter(action__in=["organisation.issue_account", "organisation.set_up"])
    told = json.dumps([e.effects for e in made])
    assert made.count() > 5
    for word in ("pbkdf2", "standin", "Quản trị"):
        assert word not in told

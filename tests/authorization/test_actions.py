"""Every right of the registry, for every role, here, below, above and beside; and acts on a closed round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from tests.authorization import closed, closed_facts
from tests.authorization.cast import COLUMNS, NOBODY, World
from tests.authorization.stage import Stage
from tests.authorization.table import acts
from tongket.access.decisions import Actor
from tongket.access.models import Account
from tongket.access.roles import Role, declared
from tongket.audit.models import Entry
from tongket.common.errors import NotPermitted, WrongState
from tongket.organisation.models import RoleAssignment, Unit
from tongket.organisation.permissions import may, units_where
from tongket.rounds.errors import RoundNotOpen, StillOpen
from tongket.rounds.models import Round
from tongket.rounds.states import RoundState

ROLES = [str(role) for role in Role]
CLOSED = [name for name, row in acts().items() if row.closed_round == "refused"]


def closed_acts(world: World, actor: Actor) -> dict[str, Callable[[], object]]:
    """Acts on the world's closed round, and on facts of its year."""
    return closed.acts(world, actor) | closed_facts.acts(world, actor)


def test_every_right_has_a_row_and_every_row_a_right() -> None:
    missing = sorted(set(declared()) - set(acts()))
    assert not missing, (
        f"rights without a row: {missing}. Write into tests/authorization/actions.yaml who holds them, "
        "e.g. `room.act: {who: [office]}`."
    )
    gone = sorted(set(acts()) - set(declared()))
    assert not gone, f"rows without a right: {gone}. Take them out of tests/authorization/actions.yaml."


def places(stage: Stage, role: str) -> dict[str, Unit | None]:
    """Where a role is held, and a unit below, above and beside it; none where there is none."""
    world = stage.world
    if world.unit_of(role) == world.own_cell:
        return {
            "here": world.own_cell,
            "below": None,
            "above": world.organisation,
            "beside": world.other_cell,
        }
    if world.unit_of(role) == world.superior:
        return {"here": world.superior, "below": world.own_cell, "above": None, "beside": None}
    return {
        "here": world.organisation,
        "below": world.own_cell,
        "above": world.superior,
        "beside": world.other_organisation,
    }


@pytest.mark.capability(9)
@pytest.mark.django_db
@pytest.mark.parametrize("action", list(acts()))
def test_right_is_held_here_and_below_and_nowhere_else(action: str, stage: Stage) -> None:
    world = stage.world
    wrong = []
    for role in ROLES:
        actor, row = world.accounts[role].actor(), acts()[action]
        rows = set(units_where(actor, action).values_list("pk", flat=True))
        for place, unit in places(stage, role).items():
            if unit is None:
                continue
            ends_here = row.own_body and world.unit_of(role) == world.superior
            expected = role in row.roles and place in (("here",) if ends_here else ("here", "below"))
            if may(actor, action, unit).allowed is not expected:
                wrong.append(f"{role} {place}: may says {not expected}")
            if (unit.pk in rows) is not expected:
                wrong.append(f"{role} {place}: units_where says {not expected}")
    assert not wrong, f"{action}: {'; '.join(wrong)}"


@pytest.mark.django_db
def test_whoever_is_not_signed_in_holds_no_right(stage: Stage) -> None:
    nobody = Actor(account_id=None)
    assert NOBODY in COLUMNS
    assert [a for a in declared() if may(nobody, a, stage.world.organisation).allowed] == []


@pytest.mark.django_db
def test_rights_of_the_neighbours_clerk_end_at_the_own_organisation(stage: Stage) -> None:
    actor = stage.world.accounts["other_clerk"].actor()
    ours = (stage.world.superior, stage.world.organisation, stage.world.own_cell)
    assert [(a, u.name) for a in declared() for u in ours if may(actor, a, u).allowed] == []


@pytest.mark.django_db
def test_clerk_of_the_superior_does_no_act_that_belongs_to_the_organisation_itself(stage: Stage) -> None:
    world = stage.world
    account = Account.objects.create(login="van-phong-cap-tren", display_name="Văn phòng cấp trên")
    RoleAssignment.objects.create(
        account=account, role=Role.CLERK, unit=world.superior, valid_from=dt.date(2021, 1, 1)
    )
    actor = account.actor()
    own = [name for name, row in acts().items() if row.own_body and Role.CLERK in row.roles]
    assert [a for a in own if not may(actor, a, world.superior).allowed] == []
    assert [a for a in own for u in (world.organisation, world.own_cell) if may(actor, a, u).allowed] == []
    others = [name for name, row in acts().items() if not row.own_body and Role.CLERK in row.roles]
    assert [a for a in others if not may(actor, a, world.organisation).allowed] == []


@pytest.mark.django_db
@pytest.mark.parametrize("action", CLOSED)
def test_closed_round_refuses_the_act_and_nothing_is_written(action: str, stage: Stage) -> None:
    Round.objects.filter(pk=stage.world.round.pk).update(state=RoundState.CLOSED)
    stage.world.round.refresh_from_db()
    before = Entry.objects.count()
    with pytest.raises((RoundNotOpen, StillOpen, WrongState)):
        closed_acts(stage.world, stage.world.accounts[Role.CLERK].actor())[action]()
    assert Entry.objects.count() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "role"), [(a, r) for a in CLOSED for r in ROLES if r not in acts()[a].roles]
)
def test_right_is_asked_before_the_state_of_the_round(action: str, role: str, stage: Stage) -> None:
    Round.objects.filter(pk=stage.world.round.pk).update(state=RoundState.CLOSED)
    stage.world.round.refresh_from_db()
    with pytest.raises(NotPermitted):
        closed_acts(stage.world, stage.world.accounts[role].actor())[action]()

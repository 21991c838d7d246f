"""One account for each role, holding that role alone, on top of the seed year; and a neighbouring office."""

from __future__ import annotations

from dataclasses import dataclass

from tongket.access.models import Account
from tongket.access.roles import Role
from tongket.organisation import actions
from tongket.organisation.models import Person, RoleAssignment, Unit, UnitClosure
from tongket.organisation.queries import cells_of, members_of, parent_of
from tongket.organisation.states import UnitKind
from tongket.rounds.actions import create_round
from tongket.rounds.models import Round

OTHER_CLERK = "other_clerk"
NOBODY = "nobody"
#: The columns of the matrix: every role, the clerk of another organisation, and whoever is not signed in.
COLUMNS = (*(str(role) for role in Role), OTHER_CLERK, NOBODY)


@dataclass(frozen=True)
class World:
    """The seed year as the matrix looks at it. ``myself`` is the person of the account 'member', of the own
    cell like the cell secretary; ``colleague`` is of that cell too, ``stranger`` of another one."""

    round: Round
    superior: Unit
    organisation: Unit
    own_cell: Unit
    other_cell: Unit
    other_organisation: Unit
    myself: Person
    colleague: Person
    stranger: Person
    accounts: dict[str, Account]

    def unit_of(self, column: str) -> Unit:
        """Where a column's role is held."""
        places = {
            Role.CELL_SECRETARY: self.own_cell,
            Role.MEMBER: self.own_cell,
            Role.SUPERIOR_OFFICER: self.superior,
            OTHER_CLERK: self.other_organisation,
        }
        return places.get(column, self.organisation)


def make_world() -> World:
    """Accounts and a neighbour beside the seed year, entered by its administrator."""
    round = Round.objects.select_related("unit").get()
    organisation = round.unit
    superior = parent_of(organisation)
    cells = list(cells_of(organisation))
    admin = RoleAssignment.objects.filter(role=Role.ADMINISTRATOR).get().account.actor()
    since = UnitClosure.objects.filter(ancestor=organisation, descendant=organisation).get().valid_from
    neighbour = actions.create_unit(
        "DB-KHAC",
        actor=admin,
        name="Đảng bộ Sở Láng giềng",
        kind=UnitKind.GRASSROOTS_ORGANISATION,
        valid_from=since,
        parent=superior,
    )
    myself = RoleAssignment.objects.filter(role=Role.MEMBER).get().account.person
    world = World(
        round=round,
        superior=superior,
        organisation=organisation,
        own_cell=cells[0],
        other_cell=cells[1],
        other_organisation=neighbour,
        myself=myself,
        colleague=_without_account(cells[0]),
        stranger=_without_account(cells[1]),
        accounts={str(Role.MEMBER): myself.account},
    )
    for column in COLUMNS:
        if column in (NOBODY, *world.accounts):
            continue
        unit, role = world.unit_of(column), Role.CLERK if column == OTHER_CLERK else column
        account = actions.issue_account(
            f"chi-{column}", actor=admin, unit=unit, display_name=column, password=None
        )
        actions.grant_role(account, actor=admin, role=role, unit=unit, valid_from=since)
        world.accounts[column] = account
    create_round(
        neighbour, actor=world.accounts[OTHER_CLERK].actor(), year=round.year, title="Đợt láng giềng"
    )
    return world


def _without_account(cell: Unit) -> Person:
    """A member of the cell who doesn't sign in, the last of the list: no post, no office."""
    return next(m.person for m in reversed(members_of(cell)) if m.person.account_id is None)

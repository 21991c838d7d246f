"""The accounts that the sign-in page of a demonstration lists; an installation for work lists none."""

from __future__ import annotations

from dataclasses import dataclass

from tongket.access.roles import Role
from tongket.common.dates import today, valid_on
from tongket.organisation.models import RoleAssignment


@dataclass(frozen=True)
class DemoAccount:
    """An account to try: its login, what it is, whose it is and where."""

    login: str
    role: str
    name: str
    unit: str


def demo_accounts() -> list[DemoAccount]:
    """The first account of each role, in the order of the roles.

    An account whose only role it is goes before one that holds several, so that each shows its own part.
    """
    held = list(
        RoleAssignment.objects.filter(valid_on(today())).select_related("account", "unit").order_by("pk")
    )
    roles_of: dict[int, int] = {}
    for row in held:
        roles_of[row.account_id] = roles_of.get(row.account_id, 0) + 1
    found = []
    for role in Role:
        rows = sorted((h for h in held if h.role == role), key=lambda h: roles_of[h.account_id])
        if rows:
            row = rows[0]
            found.append(
                DemoAccount(row.account.login, str(role.label), row.account.display_name, row.unit.name)
            )
    return found

"""The roles people hold, and the registry of what each role may do. Knows no units."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Who a person is in the yearly cycle; held for a unit's subtree and a period."""

    CLERK = "clerk", _("Cán bộ văn phòng Đảng ủy")
    CELL_SECRETARY = "cell_secretary", _("Bí thư chi bộ")
    COMMITTEE_SECRETARY = "committee_secretary", _("Bí thư, Phó Bí thư Đảng ủy")
    COMMITTEE_MEMBER = "committee_member", _("Đảng ủy viên")
    MEMBER = "member", _("Đảng viên")
    SUPERIOR_OFFICER = "superior_officer", _("Chuyên viên cấp ủy cấp trên")
    INSPECTION = "inspection", _("Ủy ban Kiểm tra")
    EDITOR = "editor", _("Biên tập viên cổng thông tin")
    AUDITOR = "auditor", _("Kiểm toán viên")
    ADMINISTRATOR = "administrator", _("Quản trị viên")


_TABLE: dict[str, frozenset[Role]] = {}
_OF_OWN_BODY: set[str] = set()


def declare(room: str, table: dict[str, Iterable[Role]], own_body: Iterable[str] = ()) -> None:
    """Say which roles may do the acts and see the things of a room.

    Keys are the names of actions ('decide_levels') and of what is seen ('see_ratings'). Whatever is not
    declared is denied to everyone. ``own_body`` names the acts that belong to a body itself (its decisions,
    its certificates): a role held above that body reads them and can't do them.
    """
    for name, roles in table.items():
        _TABLE[f"{room}.{name}"] = frozenset(roles)
    for name in own_body:
        if name not in table:
            raise KeyError(f"{room}.{name} is declared as an act of the own body, but for nobody")
        _OF_OWN_BODY.add(f"{room}.{name}")


def roles_for(action: str) -> frozenset[Role]:
    """The roles that may do an action; none when nobody declared it."""
    return _TABLE.get(action, frozenset())


def is_of_own_body(action: str) -> bool:
    """Whether the act belongs to the body itself: no role held above the body reaches down to it."""
    return action in _OF_OWN_BODY


def declared() -> dict[str, frozenset[Role]]:
    """The whole table, for the authorization matrix."""
    return dict(sorted(_TABLE.items()))

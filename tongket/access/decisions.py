"""Who acts, and the answer to 'may this be done'."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from tongket.common.errors import NotPermitted, Text


class Channel(StrEnum):
    """The way by which an act came in."""

    PAGE = "page"
    CLI = "cli"
    JOB = "job"


@dataclass(frozen=True)
class Actor:
    """Who acts, by which channel. Every action takes one, there is no default."""

    account_id: int | None
    channel: str = Channel.PAGE
    label: str = field(default="", compare=False)


#: The installation itself: it may only set up an empty database (first administrator, demo).
SYSTEM = Actor(account_id=None, channel=Channel.CLI, label="system")


@dataclass(frozen=True)
class Decision:
    """Allowed or not, with the reason that the screen shows. Has no truth value on purpose of safety:
    ask ``.allowed`` or call ``require``."""

    allowed: bool
    reason: Text = ""

    def __bool__(self) -> bool:
        raise TypeError("ask decision.allowed, or call require(decision)")


ALLOWED = Decision(True)


def require(decision: Decision) -> None:
    """Go on when allowed, else raise ``NotPermitted`` with the decision's reason."""
    if not decision.allowed:
        raise NotPermitted(reason=decision.reason)

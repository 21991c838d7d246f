"""Steps of the year whose data come from signed lists (U1): each room declares its own, papers are kept here."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tongket.common.errors import Missing, Text

_STEPS: dict[str, Text] = {}
#: What the `purpose` of such a document begins with.
PREFIX = "signed-list:"


def declare_step(key: str, title: Text) -> None:
    """A step "room.what" whose signed lists are kept, and what such a list is called within a sentence."""
    _STEPS[key] = title


def title_of(key: str) -> Text:
    """What a signed list of the step is called; raises Missing for a step nobody declared."""
    if key not in _STEPS:
        raise Missing(thing=_("bước công việc"))
    return _STEPS[key]


def purpose_of(key: str) -> str:
    """The purpose under which the step's documents are found."""
    return f"{PREFIX}{key}"

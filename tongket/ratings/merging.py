"""Lines of ballots follow when two records of one person are joined: they name people by text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tongket.audit.models import Record
from tongket.ballots.models import PollOption
from tongket.organisation.merging import register_follower
from tongket.organisation.models import Person
from tongket.ratings.polls import person_ref


def follow(kept: int, absorbed: int) -> Iterator[tuple[Record, str, Any]]:
    """Lines about the one with the reference to the other."""
    for option in PollOption.objects.filter(subject_ref=person_ref(Person(pk=absorbed))).order_by("pk"):
        yield option, "subject_ref", person_ref(Person(pk=kept))


def register() -> None:
    """Called once, when the application starts."""
    register_follower(follow)

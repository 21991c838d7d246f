"""What an act will do, told before it is done: the act itself is carried out, looked at and taken back."""

from __future__ import annotations

from collections.abc import Callable

from tongket.access.decisions import Actor
from tongket.audit.journal import acting
from tongket.audit.models import Entry
from tongket.organisation.consequences import consequences


class _TakenBack(Exception):
    """Ends the trial's transaction so that nothing of it stays."""


def preview(run: Callable[[], object], *, actor: Actor) -> list[str]:
    """What ``run`` (one or more acts by ``actor``) changes, in sentences; nothing is kept. Raises what it raises.

    Objects that ``run`` changed in memory have to be read anew afterwards.
    """
    told: list[str] = []
    try:
        with acting("organisation.preview", actor=actor) as act:
            run()
            entries = Entry.objects.filter(pk__in=act.inner).order_by("pk")
            told = consequences([effect for entry in entries for effect in entry.effects])
            raise _TakenBack
    except _TakenBack:
        return told

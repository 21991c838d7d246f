"""Large files are written in the background."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tongket.access.decisions import Actor
from tongket.imports import actions
from tongket.imports.queries import get_batch
from tongket.imports.routes import find_route
from tongket.jobs.kinds import Report, register_work

CONFIRM = "imports.confirm_batch"
#: From this many rows on, the person watches progress instead of waiting for the page.
IN_BACKGROUND = 300


def confirm(payload: Mapping[str, Any], actor: Actor, report: Report) -> str:
    """Write the good rows of a batch; the page of the list shows the result.

    Until the end nothing is written: after a crash, or when somebody stops it, there is nothing to take back.
    """
    batch = get_batch(actor, int(payload["batch"]))
    actions.confirm_batch(batch, actor=actor, seen=str(payload.get("seen", "")), progress=report)
    route = find_route(batch.route)
    return route.lands_on(batch.unit_id, batch.year) if route else batch.get_absolute_url()


def register() -> None:
    """Called once, when the application starts."""
    register_work(CONFIRM, confirm)

"""A file comes in, is looked at, and is written as a whole or put aside."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.errors import WrongState
from tongket.imports.errors import FileTooLarge, NothingToWrite, QuestionsOpen
from tongket.imports.models import Batch, BatchState
from tongket.imports.preview import Preview
from tongket.imports.queries import is_open, plan_of, preview_of
from tongket.imports.routes import Route, Target, find_route

LIMIT_MB = 20


def _route(name: str) -> Route:
    route = find_route(name)
    if route is None:
        raise LookupError(f"no import route {name!r}")
    return route


def upload_batch(
    content: bytes, *, actor: Actor, route: str, unit_id: int, year: int, file_name: str, happened_on: dt.date
) -> Batch:
    """Keep a workbook as received; nothing of it is written yet. Refused when it can't be read at all."""
    with acting("imports.upload_batch", actor=actor, unit_id=unit_id, happened_on=happened_on) as act:
        require(_route(route).may(actor, unit_id))
        if len(content) > LIMIT_MB * 1_000_000:
            raise FileTooLarge(file=file_name, size=len(content) // 1_000_000, limit=LIMIT_MB)
        batch = Batch(
            route=route,
            unit_id=unit_id,
            year=year,
            file_name=file_name[-200:],
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            happened_on=happened_on,
            uploaded_by=actor.account_id,
        )
        preview_of(batch)
        return act.store(batch, without={"content"})


def accept_rows(
    batch: Batch, *, actor: Actor, accepted: Iterable[str], answers: Mapping[str, str], expected_version: int
) -> Batch:
    """Note which warnings are agreed to and what empty cells mean."""
    with acting("imports.accept_rows", actor=actor, unit_id=batch.unit_id) as act:
        require(_route(batch.route).may(actor, batch.unit_id))
        _must_be_open(batch, _("đánh dấu"))
        return act.update(
            batch, expected_version=expected_version, accepted=sorted(set(accepted)), answers=dict(answers)
        )


def confirm_batch(batch: Batch, *, actor: Actor) -> int:
    """Write the good rows, all or nothing; the preview is made anew first. Returns the number of rows."""
    route = _route(batch.route)
    with acting(
        "imports.confirm_batch", actor=actor, unit_id=batch.unit_id, happened_on=batch.happened_on
    ) as act:
        require(route.may(actor, batch.unit_id))
        _must_be_open(batch, _("ghi"))
        preview = preview_of(batch)
        plan = plan_of(batch, preview)
        if plan.questions_open:
            language = "en" if get_language() == "en" else "vi"
            raise QuestionsOpen(question=plan.questions_open[0][f"question_{language}"])
        if not plan.writes:
            raise NothingToWrite(file=batch.file_name)
        target = Target(batch.unit_id, batch.year, batch.happened_on, batch.answers)
        written = route.write(_only(preview, plan.writes), target, actor)
        act.update(batch, state=BatchState.CONFIRMED, rows_written=written)
        return written


def _only(preview: Preview, rows: list) -> Preview:
    """The preview narrowed to the rows that are written."""
    kept = Preview(preview.kind, preview.filename)
    kept.rows = rows
    return kept


def discard_batch(batch: Batch, *, actor: Actor) -> Batch:
    """Put a file aside; what was received stays visible in the list."""
    with acting("imports.discard_batch", actor=actor, unit_id=batch.unit_id) as act:
        require(_route(batch.route).may(actor, batch.unit_id))
        _must_be_open(batch, _("bỏ"))
        return act.update(batch, state=BatchState.DISCARDED)


def _must_be_open(batch: Batch, verb: str) -> None:
    if not is_open(batch):
        raise WrongState(thing=batch, state=batch.get_state_display(), act=verb)

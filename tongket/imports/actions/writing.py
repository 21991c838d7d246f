"""Writing a file, and taking back what it wrote: all or nothing, also for who reads meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from django.db import IntegrityError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.audit.staging import ChangedMeanwhile, Stage
from tongket.audit.undo import undo_entries
from tongket.common.errors import Stale, WrongState
from tongket.imports.errors import NothingToWrite, QuestionsOpen, RegisterBusy, RegisterChanged
from tongket.imports.models import Batch, BatchState
from tongket.imports.preview import Preview, PreviewRow
from tongket.imports.queries import must_be_open, plan_of, preview_of
from tongket.imports.routes import Route, Target, the_route
from tongket.imports.seen import changed_since, fingerprint

#: So often a long work is prepared anew because somebody else wrote in between.
MOST_TRIES = 4
#: Called with (done, total) rows while a long work is prepared; may raise to stop it.
Progress = Callable[[int, int], None]


def _silent(_done: int, _total: int) -> None:
    return None


def confirm_batch(batch: Batch, *, actor: Actor, seen: str = "", progress: Progress | None = None) -> int:
    """Write the good rows, all or nothing; the preview is made anew first. Returns the number of rows.

    ``seen`` is the fingerprint of the preview that the person has looked at: refused as ``RegisterChanged`` when
    a row would now be dealt with otherwise. Rows that don't depend on each other are prepared in parts and written
    at once at the end, so that nobody waits long and nobody sees half of a list.
    """
    route = the_route(batch.route)
    for _attempt in range(MOST_TRIES):
        require(route.may(actor, batch.unit_id))
        must_be_open(batch, _("ghi"))
        preview = preview_of(batch)
        if seen and seen != fingerprint(preview):
            raise RegisterChanged(file=batch.file_name, count=len(changed_since(batch.seen, preview)))
        seen = seen or fingerprint(preview)
        writes = _writes(batch, preview)
        del preview
        if not route.chunk:
            return _write_at_once(batch, route, writes, actor)
        try:
            return _write_staged(batch, route, writes, actor, progress or _silent)
        except (ChangedMeanwhile, IntegrityError, Stale):
            batch.refresh_from_db()
    raise RegisterBusy(file=batch.file_name)


def _writes(batch: Batch, preview: Preview) -> list[PreviewRow]:
    plan = plan_of(batch, preview)
    if plan.questions_open:
        language = "en" if get_language() == "en" else "vi"
        raise QuestionsOpen(question=plan.questions_open[0][f"question_{language}"])
    if not plan.writes:
        raise NothingToWrite(file=batch.file_name)
    return plan.writes


def _target(batch: Batch) -> Target:
    return Target(batch.unit_id, batch.year, batch.happened_on, batch.answers)


def _write_at_once(batch: Batch, route: Route, rows: list[PreviewRow], actor: Actor) -> int:
    with acting(
        "imports.confirm_batch", actor=actor, unit_id=batch.unit_id, happened_on=batch.happened_on
    ) as act:
        _still_open(batch, route, actor)
        written = route.write(_only(batch, rows), _target(batch), actor)
        _note(act, batch, written, act.inner)
        return written


def _write_staged(
    batch: Batch, route: Route, rows: Sequence[PreviewRow], actor: Actor, progress: Progress
) -> int:
    written = 0
    stage = Stage(route.watched(batch.unit_id))
    done = 0
    for part in _parts(rows, route):
        with stage:
            written += route.write(_only(batch, part), _target(batch), actor)
        done += len(part)
        progress(done, len(rows))
    with acting(
        "imports.confirm_batch", actor=actor, unit_id=batch.unit_id, happened_on=batch.happened_on
    ) as act:
        _still_open(batch, route, actor)
        _note(act, batch, written, stage.publish())
    return written


def _parts(rows: Sequence[PreviewRow], route: Route) -> list[list[PreviewRow]]:
    parts: list[list[PreviewRow]] = []
    part_of: dict[Hashable, list[PreviewRow]] = {}
    for row in rows:
        if not parts or len(parts[-1]) >= route.chunk:
            parts.append([])
        key = route.key(row.record) if route.key else id(row)
        part_of.setdefault(key, parts[-1]).append(row)
    return [part for part in parts if part]


def _still_open(batch: Batch, route: Route, actor: Actor) -> None:
    require(route.may(actor, batch.unit_id))
    batch.refresh_from_db(fields=["state", "version", "entries"])
    must_be_open(batch, _("ghi"))


def _note(act: Act, batch: Batch, written: int, entries: Sequence[int]) -> None:
    act.update(batch, state=BatchState.CONFIRMED, rows_written=written, entries=list(entries))


def undo_batch(batch: Batch, *, actor: Actor, reason: str) -> int:
    """Take back what the file wrote, while nothing else has used it; returns the number of records.

    Refused with ``UsedSince`` naming what was changed or used by something else, and until the file is written.
    """
    route = the_route(batch.route)
    for _attempt in range(MOST_TRIES):
        stage = Stage(route.watched(batch.unit_id))
        with (
            stage,
            acting("imports.undo_batch", actor=actor, unit_id=batch.unit_id, reason=reason) as act,
        ):
            require(route.may(actor, batch.unit_id))
            if batch.state != BatchState.CONFIRMED or not batch.entries:
                raise WrongState(thing=batch, state=batch.get_state_display(), act=_("hoàn tác"))
            undone = undo_entries(act, batch.entries)
            act.update(batch, state=BatchState.UNDONE)
        try:
            stage.publish()
        except (ChangedMeanwhile, IntegrityError):
            batch.refresh_from_db()
        else:
            return undone
    raise RegisterBusy(file=batch.file_name)


def _only(batch: Batch, rows: list[PreviewRow]) -> Preview:
    """A preview of the rows that are written."""
    kept = Preview(batch.route, batch.file_name)
    kept.rows = rows
    return kept

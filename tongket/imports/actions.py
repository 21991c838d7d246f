"""A file comes in, is looked at, and is written as a whole, put aside, or taken back."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.audit.undo import undo_entries
from tongket.common.errors import WrongState
from tongket.common.legacy_text import ENCODING_NAMES
from tongket.imports.errors import (
    FileTooLarge,
    NothingToWrite,
    QuestionsOpen,
    RegisterChanged,
    UnknownColumn,
)
from tongket.imports.mapping import heading_key
from tongket.imports.models import Batch, BatchState, KnownHeading
from tongket.imports.preview import Preview, PreviewRow
from tongket.imports.queries import headings_of, is_open, plan_of, preview_of
from tongket.imports.routes import Route, Target, find_route
from tongket.imports.seen import changed_since, fingerprint, pack, states_of

LIMIT_MB = 20
#: Between two parts of a long confirmation, so that others get their turn to write.
PAUSE_SECONDS = 0.11
#: Called with (done, total) rows between the parts of a long confirmation.
Progress = Callable[[int, int], None]


def _route(name: str) -> Route:
    route = find_route(name)
    if route is None:
        raise LookupError(f"no import route {name!r}")
    return route


def upload_batch(
    content: bytes, *, actor: Actor, route: str, unit_id: int, year: int, file_name: str, happened_on: dt.date
) -> Batch:
    """Keep a workbook as received; nothing of it is written yet. Refused when it can't be read at all.

    What the office has said of headings of this kind of list before holds for this file too.
    """
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
        mapping=headings_of(unit_id, route),
        uploaded_by=actor.account_id,
    )
    # Reading takes seconds: it is done before the transaction, which would keep others from writing.
    batch.seen = pack(states_of(preview_of(batch)))
    with acting("imports.upload_batch", actor=actor, unit_id=unit_id, happened_on=happened_on) as act:
        require(_route(route).may(actor, unit_id))
        return act.store(batch, without={"content", "seen"})


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


def set_reading(
    batch: Batch,
    *,
    actor: Actor,
    mapping: Mapping[str, str],
    convert: Iterable[str],
    expected_version: int,
) -> Batch:
    """Say what headings mean ('' leaves a column out) and which old encodings are converted; headings are
    remembered for the office's next file of this kind. Agreements to warnings are asked for anew."""
    route = _route(batch.route)
    names = {column.name for spec in route.kind.sheets for column in spec.columns}
    for column in mapping.values():
        if column and column not in names:
            raise UnknownColumn(column=column)
    read = Batch(pk=batch.pk, **{f: getattr(batch, f) for f in ("route", "unit_id", "year", "happened_on")})
    read.file_name, read.content = batch.file_name, batch.content
    read.mapping, read.convert = dict(mapping), sorted(set(convert) & set(ENCODING_NAMES))
    seen = pack(states_of(preview_of(read)))
    with acting("imports.set_reading", actor=actor, unit_id=batch.unit_id) as act:
        require(route.may(actor, batch.unit_id))
        _must_be_open(batch, _("đổi cách đọc"))
        _remember(act, batch, mapping)
        return act.update(
            batch,
            expected_version=expected_version,
            mapping=read.mapping,
            convert=read.convert,
            accepted=[],
            seen=seen,
        )


def _remember(act: Act, batch: Batch, mapping: Mapping[str, str]) -> None:
    known = {k.heading: k for k in KnownHeading.objects.filter(unit_id=batch.unit_id, route=batch.route)}
    for path, column in mapping.items():
        key = heading_key(path)
        if key in known:
            act.update(known[key], column=column)
        else:
            act.create(KnownHeading, unit_id=batch.unit_id, route=batch.route, heading=key, column=column)


def confirm_batch(batch: Batch, *, actor: Actor, seen: str = "", progress: Progress | None = None) -> int:
    """Write the good rows, all or nothing; the preview is made anew first. Returns the number of rows.

    ``seen`` is the fingerprint of the preview that the person has looked at: refused as ``RegisterChanged`` when
    a row would now be dealt with otherwise. Rows that don't depend on each other are written in parts, so that
    others can write in between; when a part is refused, those before it are taken back.
    """
    route = _route(batch.route)
    require(route.may(actor, batch.unit_id))
    _must_be_open(batch, _("ghi"))
    preview = preview_of(batch)
    if seen and seen != fingerprint(preview):
        raise RegisterChanged(file=batch.file_name, count=len(changed_since(batch.seen, preview)))
    plan = plan_of(batch, preview)
    if plan.questions_open:
        language = "en" if get_language() == "en" else "vi"
        raise QuestionsOpen(question=plan.questions_open[0][f"question_{language}"])
    if not plan.writes:
        raise NothingToWrite(file=batch.file_name)
    size = route.chunk or len(plan.writes)
    parts = [plan.writes[start : start + size] for start in range(0, len(plan.writes), size)]
    return _write(batch, route, preview, parts, actor, progress or (lambda _done, _total: None))


def _write(
    batch: Batch,
    route: Route,
    preview: Preview,
    parts: Sequence[list[PreviewRow]],
    actor: Actor,
    progress: Progress,
) -> int:
    target = Target(batch.unit_id, batch.year, batch.happened_on, batch.answers)
    written, last = 0, len(parts) - 1
    for number, rows in enumerate(parts):
        try:
            with acting(
                "imports.confirm_batch", actor=actor, unit_id=batch.unit_id, happened_on=batch.happened_on
            ) as act:
                require(route.may(actor, batch.unit_id))
                if number == 0:
                    batch.refresh_from_db(fields=["state", "version", "entries"])
                    _must_be_open(batch, _("ghi"))
                done = route.write(_only(preview, rows), target, actor)
                act.update(
                    batch,
                    state=BatchState.CONFIRMED if number == last else BatchState.WRITING,
                    rows_written=written + done,
                    entries=[*batch.entries, *act.inner],
                )
                written += done
        except Exception:
            if number:
                take_back(batch, actor=actor)
            raise
        if number != last:
            # SQLite doesn't queue writers: one that waits looks again every tenth of a second at most.
            time.sleep(PAUSE_SECONDS)
        progress(sum(len(part) for part in parts[: number + 1]), sum(map(len, parts)))
    return written


def take_back(batch: Batch, *, actor: Actor) -> None:
    """A part was refused or lost: what the parts before it wrote goes, and the file is open as before."""
    with acting("imports.take_back", actor=actor, unit_id=batch.unit_id) as act:
        require(_route(batch.route).may(actor, batch.unit_id))
        batch.refresh_from_db(fields=["state", "version", "entries", "rows_written"])
        undo_entries(act, batch.entries)
        act.update(batch, state=BatchState.DRAFT, rows_written=None, entries=[])


def undo_batch(batch: Batch, *, actor: Actor, reason: str) -> int:
    """Take back what the file wrote, while nothing else has used it; returns the number of records.

    Refused with ``UsedSince`` naming what was changed or used by something else, and until the file is written.
    """
    with acting("imports.undo_batch", actor=actor, unit_id=batch.unit_id, reason=reason) as act:
        require(_route(batch.route).may(actor, batch.unit_id))
        if batch.state not in (BatchState.CONFIRMED, BatchState.WRITING) or not batch.entries:
            raise WrongState(thing=batch, state=batch.get_state_display(), act=_("hoàn tác"))
        undone = undo_entries(act, batch.entries)
        act.update(batch, state=BatchState.UNDONE)
        return undone


def _only(preview: Preview, rows: list[PreviewRow]) -> Preview:
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

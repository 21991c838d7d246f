"""A file comes in, is read as somebody says it is meant, corrected, or put aside."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.common.legacy_text import ENCODING_NAMES
from tongket.imports.corrections import row_of, text_at
from tongket.imports.errors import FileTooLarge, UnknownColumn
from tongket.imports.mapping import heading_key
from tongket.imports.models import Batch, BatchState, KnownHeading
from tongket.imports.queries import headings_of, must_be_open, preview_of
from tongket.imports.reader import read_workbook
from tongket.imports.routes import the_route
from tongket.imports.seen import pack, states_of

LIMIT_MB = 20


def upload_batch(
    content: bytes, *, actor: Actor, route: str, unit_id: int, year: int, file_name: str, happened_on: dt.date
) -> Batch:
    """Keep a workbook as received; nothing of it is written yet. Refused when it can't be read at all.

    What the office has said of headings of this kind of list before holds for this file too.
    """
    require(the_route(route).may(actor, unit_id))
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
        require(the_route(route).may(actor, unit_id))
        return act.store(batch, without={"content", "seen"})


def accept_rows(
    batch: Batch, *, actor: Actor, accepted: Iterable[str], answers: Mapping[str, str], expected_version: int
) -> Batch:
    """Note which warnings are agreed to and what empty cells mean."""
    with acting("imports.accept_rows", actor=actor, unit_id=batch.unit_id) as act:
        require(the_route(batch.route).may(actor, batch.unit_id))
        must_be_open(batch, _("đánh dấu"))
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
    route = the_route(batch.route)
    names = {column.name for spec in route.kind.sheets for column in spec.columns}
    for column in mapping.values():
        if column and column not in names:
            raise UnknownColumn(column=column)
    changes = {"mapping": dict(mapping), "convert": sorted(set(convert) & set(ENCODING_NAMES))}
    seen = _seen_with(batch, **changes)
    with acting("imports.set_reading", actor=actor, unit_id=batch.unit_id) as act:
        require(route.may(actor, batch.unit_id))
        must_be_open(batch, _("đổi cách đọc"))
        _remember(act, batch, mapping)
        return act.update(batch, expected_version=expected_version, accepted=[], seen=seen, **changes)


def correct_cells(
    batch: Batch,
    *,
    actor: Actor,
    corrections: Mapping[str, str],
    forgotten: Iterable[str] = (),
    expected_version: int,
) -> Batch:
    """What should stand in cells of the file, by 'sheet!C12'; '' is an empty cell. ``forgotten`` cells are read as
    the file has them again.

    The file stays as it was received: a correction with the text of the file itself is none. Agreements to
    warnings of the corrected rows are asked for anew. Refused as ``UnknownCell`` outside the file's tables.
    """
    route = the_route(batch.route)
    require(route.may(actor, batch.unit_id))
    workbook = read_workbook(bytes(batch.content), batch.file_name)
    forgotten = set(forgotten)
    kept = {address: text for address, text in batch.corrections.items() if address not in forgotten}
    for address, text in corrections.items():
        kept[address] = text.strip()
        if text_at(workbook, address) == kept[address]:
            del kept[address]
    rows = {row_of(address) for address in (*corrections, *forgotten)}
    seen = _seen_with(batch, corrections=kept)
    with acting("imports.correct_cells", actor=actor, unit_id=batch.unit_id) as act:
        require(route.may(actor, batch.unit_id))
        must_be_open(batch, _("sửa"))
        return act.update(
            batch,
            expected_version=expected_version,
            corrections=kept,
            accepted=[address for address in batch.accepted if address not in rows],
            seen=seen,
        )


def _seen_with(batch: Batch, **changes: object) -> bytes:
    """What would be done with each row if the file were read in this way: before the transaction, for it takes
    seconds."""
    names = (
        "route",
        "unit_id",
        "year",
        "happened_on",
        "file_name",
        "content",
        "mapping",
        "convert",
        "corrections",
    )
    values = {name: getattr(batch, name) for name in names}
    return pack(states_of(preview_of(Batch(pk=batch.pk, **(values | changes)))))


def _remember(act: Act, batch: Batch, mapping: Mapping[str, str]) -> None:
    known = {k.heading: k for k in KnownHeading.objects.filter(unit_id=batch.unit_id, route=batch.route)}
    for path, column in mapping.items():
        key = heading_key(path)
        if key in known:
            act.update(known[key], column=column)
        else:
            act.create(KnownHeading, unit_id=batch.unit_id, route=batch.route, heading=key, column=column)


def discard_batch(batch: Batch, *, actor: Actor) -> Batch:
    """Put a file aside; what was received stays visible in the list."""
    with acting("imports.discard_batch", actor=actor, unit_id=batch.unit_id) as act:
        require(the_route(batch.route).may(actor, batch.unit_id))
        must_be_open(batch, _("bỏ"))
        return act.update(batch, state=BatchState.DISCARDED)

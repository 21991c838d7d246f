"""What a person saw of a file, and what is different now: the register may have changed in between."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass

from tongket.imports.preview import Preview, PreviewRow

GONE = "gone"


def row_address(row: PreviewRow) -> str:
    """'sheet!row', by which a page names a row."""
    return f"{row.sheet}!{row.row}"


def _state(row: PreviewRow) -> str:
    """State and what would change, in short."""
    detail = json.dumps([row.changes, [p.as_json() for p in row.problems]], default=str, sort_keys=True)
    return f"{row.state}:{hashlib.sha256(detail.encode()).hexdigest()[:10]}"


def states_of(preview: Preview) -> dict[str, str]:
    """For each row what would be done with it."""
    return {row_address(row): _state(row) for row in preview.rows}


def pack(states: dict[str, str]) -> bytes:
    """The states as a batch keeps them."""
    return zlib.compress(json.dumps(states).encode())


def unpack(packed: bytes) -> dict[str, str]:
    """The states that a batch kept; none from an empty one."""
    return json.loads(zlib.decompress(packed)) if packed else {}


def fingerprint(preview: Preview) -> str:
    """Equal exactly when every row would be dealt with in the same way."""
    return hashlib.sha256(json.dumps(states_of(preview), sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class ChangedRow:
    """A row that would be dealt with otherwise than when it was seen; states are those of rows. Both are equal
    when the state is the same and what would change is not."""

    row: PreviewRow
    was: str
    now: str


def changed_since(packed: bytes, preview: Preview) -> list[ChangedRow]:
    """The rows that would be dealt with otherwise than when they were kept; none when nothing was kept."""
    before = unpack(bytes(packed))
    now = states_of(preview)
    return [
        ChangedRow(row, before[address].partition(":")[0], row.state)
        for row in preview.rows
        if (address := row_address(row)) in before and before[address] != now[address]
    ]

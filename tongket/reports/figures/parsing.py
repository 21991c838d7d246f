"""From the figures document to tables. What can't be used is listed with place, reason and advice."""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from tongket.ballots.protocol.document import Reader, Text, join

from .model import GOOD_OR_BETTER, LEVELS, Of, Printed, Table, TableKind

TABLE_KEYS = ("id", "label", "kind", "total", "rated", "parts", "printed", "quota")
PRINTED_KEYS = ("part", "of", "percent")
MOST_DIGITS = 15  # a figure on paper is shorter; beyond it "1e999999" would ask for a million digits
PERCENT = re.compile(r"\d{1,6}(?:[.,]\d{1,9})?", re.ASCII)


def parse_tables(document: object, reader: Reader) -> list[Table]:
    """The tables of `document` that can be used; faults and unread keys are collected in `reader`."""
    top = reader.mapping(document, "")
    if reader.faults:
        return []
    reader.note_unread(top, ("tables",), "")
    tables: list[Table] = []
    for index, item in enumerate(reader.items(top, "tables", "")):
        path = f"tables[{index}]"
        table = _table(item, path, reader)
        if table is None:
            continue
        if any(table.id == other.id for other in tables):
            reader.fault(
                join(path, "id"),
                table.id,
                Text(f"mã “{table.id}” có hai lần", f'the id "{table.id}" stands twice'),
                Text("đặt mã khác nhau cho từng bảng", "give each table its own id"),
            )
            continue
        tables.append(table)
    return tables


def _table(item: object, path: str, reader: Reader) -> Table | None:
    before = len(reader.faults)
    source = reader.mapping(item, path)
    if len(reader.faults) > before:
        return None
    reader.note_unread(source, TABLE_KEYS, path)
    table_id = reader.text(source, "id", path, required=True)
    label = reader.text(source, "label", path)
    kind = reader.choice(source, "kind", path, list(TableKind))
    total = _number(source, "total", path, reader)
    rated = _number(source, "rated", path, reader)
    parts_path = join(path, "parts")
    parts_source = reader.mapping(source.get("parts"), parts_path)
    parts = {key: _number(parts_source, key, parts_path, reader) for key in parts_source}
    printed = _all_printed(source, parts, path, reader)
    share = _quota_share(source, kind, path, reader)
    if kind is None or len(reader.faults) > before:
        return None
    return Table(table_id, label, TableKind(kind), total, rated, parts, printed, share)


def _number(source: Mapping[str, object], key: str, path: str, reader: Reader) -> Fraction | None:
    """The exact number under `key`; absent or null is *not known*. Whether it can be is judged later."""
    value = source.get(key)
    if value is None:
        return None
    if isinstance(value, Decimal) and abs(value.adjusted()) <= MOST_DIGITS:
        return Fraction(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    reader.fault(
        join(path, key),
        value,
        Text("phải là một số", "must be a number"),
        Text(
            "ghi đúng số đã in; không biết, hoặc số ước lượng, thì để null",
            "write the number as printed; null when it is not known or only approximate",
        ),
    )
    return None


def _all_printed(
    source: Mapping[str, object], parts: Mapping[str, object], path: str, reader: Reader
) -> tuple[Printed, ...]:
    if source.get("printed") is None:
        return ()
    result: list[Printed] = []
    for index, item in enumerate(reader.items(source, "printed", path)):
        entry_path = f"{path}.printed[{index}]"
        entry = reader.mapping(item, entry_path)
        reader.refuse_unknown(entry, PRINTED_KEYS, entry_path)
        part = reader.choice(entry, "part", entry_path, dict.fromkeys((*parts, *LEVELS, GOOD_OR_BETTER)))
        of = reader.choice(entry, "of", entry_path, list(Of))
        percent = _percent(entry, "percent", entry_path, reader)
        if part and of and percent:
            result.append(Printed(part, Of(of), percent))
    return tuple(result)


def _percent(source: Mapping[str, object], key: str, path: str, reader: Reader) -> str | None:
    """The percentage under `key` as printed, with a point as decimal sign; null is not known."""
    value = source.get(key)
    if value is None:
        return None
    text = str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value
    if isinstance(text, str) and PERCENT.fullmatch(text.strip()):
        return text.strip().replace(",", ".")
    reader.fault(
        join(path, key),
        value,
        Text(
            "tỷ lệ phải là số phần trăm không kèm dấu %",
            "a share must be a number of percent without the sign",
        ),
        Text('ghi đúng như đã in, ví dụ "20.42"', 'write it as printed, for example "20.42"'),
    )
    return None


def _quota_share(
    source: Mapping[str, object], kind: str | None, path: str, reader: Reader
) -> Fraction | None:
    if source.get("quota") is None:
        return None
    quota_path = join(path, "quota")
    if kind == TableKind.TARGET:
        reader.fault(
            quota_path,
            source["quota"],
            Text("bảng chỉ tiêu không có tỷ lệ tối đa", "a table of targets has no ceiling"),
            Text("để quota là null", "make the quota null"),
        )
        return None
    quota = reader.mapping(source["quota"], quota_path)
    reader.refuse_unknown(quota, ("share",), quota_path)
    before = len(reader.faults)
    share = _percent(quota, "share", quota_path, reader)
    if share is not None and 0 < Fraction(share) <= 100:
        return Fraction(share) / 100
    if len(reader.faults) > before:
        return None
    reader.fault(
        join(quota_path, "share"),
        quota.get("share"),
        Text("tỷ lệ tối đa phải lớn hơn 0, không quá 100", "the ceiling must be above 0 and at most 100"),
        Text('ghi số phần trăm, ví dụ "20"', 'write the number of percent, for example "20"'),
    )
    return None

"""Facts as they come in (plain dicts) made exact and typed; all faults are listed, none is repaired."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from tongket.rules.errors import FactFault, FactsError
from tongket.rules.expressions import Value
from tongket.rules.model import FactDef, Pack

Row = Mapping[str, object]
Facts = Mapping[str, Sequence[Row]]
TypedRow = dict[str, Value | None]
_BOOLEANS = {"yes": True, "no": False}
NONE_WORD = "none"


def read_facts_tables(pack: Pack, facts: Facts) -> dict[str, dict[str, TypedRow] | list[TypedRow]]:
    """Typed rows: by id for tables of subjects, in order for others. FactsError with every fault."""
    faults: list[FactFault] = []
    result: dict[str, dict[str, TypedRow] | list[TypedRow]] = {}
    for table, rows in facts.items():
        columns = pack.facts.get(table)
        if columns is None:
            faults.append(FactFault(table, 0, "", "unknown_table", expected=", ".join(pack.facts)))
            continue
        typed = [_row(table, number, row, columns, faults) for number, row in enumerate(rows, 1)]
        result[table] = _by_id(table, typed, faults) if "id" in columns else typed
    for table in pack.facts:
        result.setdefault(table, {} if "id" in pack.facts[table] else [])
    _check_references(pack, result, faults)
    if faults:
        raise FactsError(faults)
    return result


def read_row(pack: Pack, table: str, row: Row) -> TypedRow:
    """One typed row, without looking at the rows that it refers to. FactsError with every fault."""
    faults: list[FactFault] = []
    typed = _row(table, 1, row, pack.facts[table], faults)
    if faults:
        raise FactsError(faults)
    return typed


def _row(
    table: str, number: int, row: Row, columns: Mapping[str, FactDef], faults: list[FactFault]
) -> TypedRow:
    unknown = (str(name) for name in row if name not in columns)
    faults.extend(FactFault(table, number, name, "unknown_column") for name in unknown)
    typed: TypedRow = {}
    for name, fact in columns.items():
        if name not in row:
            typed[name] = fact.without_column
        else:
            typed[name] = _value(table, number, fact, row[name], faults)
        if fact.required and typed[name] is None and (name not in row or row[name] in (None, "")):
            faults.append(FactFault(table, number, name, "required"))
    for name, fact in columns.items():
        part, whole = typed[name], typed.get(fact.not_above) if fact.not_above else None
        if isinstance(part, int | Decimal) and isinstance(whole, int | Decimal) and part > whole:
            expected = f"{fact.not_above} = {whole}"
            faults.append(FactFault(table, number, name, "too_many", str(part), expected))
    return typed


def _value(table: str, number: int, fact: FactDef, raw: object, faults: list[FactFault]) -> Value | None:
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if isinstance(raw, float):
        faults.append(FactFault(table, number, fact.name, "binary_float", repr(raw)))
        return None
    value = _convert(fact, raw)
    if value is None:
        words = (*fact.type.words, *(_BOOLEANS if fact.form == "boolean" else ()))
        code, expected = ("wrong_word", ", ".join(words)) if words else ("wrong_type", fact.form)
        if fact.form == "words" and raw == "undetermined":
            return None
        faults.append(FactFault(table, number, fact.name, code, str(raw), expected))
    elif isinstance(value, int | Decimal) and value < 0:
        faults.append(FactFault(table, number, fact.name, "negative", str(value)))
        return None
    return value


def _convert(fact: FactDef, raw: object) -> Value | None:
    text = raw.strip() if isinstance(raw, str) else raw
    if fact.form == "boolean":
        return text if isinstance(text, bool) else _BOOLEANS.get(str(text))
    if fact.form == "words":
        return text if isinstance(text, str) and text in fact.type.words else None
    if fact.form in {"integer", "decimal"}:
        return _number(text, fact.form)
    if fact.form == "date":
        return _date(text)
    if fact.form == "ids":
        if isinstance(text, list | tuple):
            return tuple(str(item) for item in text)
        return (
            () if text == NONE_WORD else tuple(part.strip() for part in str(text).split(";") if part.strip())
        )
    return str(text)


def _number(raw: object, form: str) -> int | Decimal | None:
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int):
        return raw
    try:
        number = raw if isinstance(raw, Decimal) else Decimal(str(raw))
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    if number == number.to_integral_value():
        return int(number)
    return number if form == "decimal" else None


def _date(raw: object) -> datetime.date | None:
    if isinstance(raw, datetime.datetime):
        return raw.date()
    if isinstance(raw, datetime.date):
        return raw
    try:
        return datetime.date.fromisoformat(str(raw))
    except ValueError:
        return None


def _by_id(table: str, rows: list[TypedRow], faults: list[FactFault]) -> dict[str, TypedRow]:
    found: dict[str, TypedRow] = {}
    for number, row in enumerate(rows, 1):
        row_id = row["id"]
        if row_id is None:
            continue
        if str(row_id) in found:
            faults.append(FactFault(table, number, "id", "duplicate_id", str(row_id)))
        found[str(row_id)] = row
    return found


def _check_references(
    pack: Pack, tables: Mapping[str, dict[str, TypedRow] | list[TypedRow]], faults: list[FactFault]
) -> None:
    for table, rows in tables.items():
        listed = list(rows.values()) if isinstance(rows, dict) else rows
        for fact in pack.facts[table].values():
            target = tables.get(fact.refers_to) if fact.refers_to else None
            if target is None:
                continue
            for number, row in enumerate(listed, 1):
                named = row[fact.name]
                ids = named if isinstance(named, tuple) else () if named is None else (str(named),)
                if row.get("kind") in fact.may_point_outside:
                    continue
                faults.extend(
                    FactFault(table, number, fact.name, "unknown_unit", item)
                    for item in ids
                    if item not in target
                )
    units = tables.get("units")
    if isinstance(units, dict):
        _check_tree(units, faults)


def _check_tree(units: dict[str, TypedRow], faults: list[FactFault]) -> None:
    done: set[str] = set()
    for number, start in enumerate(units, 1):
        path: list[str] = []
        here: str | None = start
        while here is not None and here in units and here not in done:
            if here in path:
                faults.append(FactFault("units", number, "parent", "unit_cycle", " → ".join((*path, here))))
                break
            path.append(here)
            above = units[here].get("parent")
            here = str(above) if above is not None else None
        done.update(path)

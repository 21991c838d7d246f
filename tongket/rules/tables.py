"""Facts from files: a folder of CSV, JSON, Parquet or Excel tables, every fault listed, nothing repaired."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

from tongket.rules.errors import FactFault, FactsError
from tongket.rules.model import Pack

Tables = dict[str, list[Mapping[str, object]]]
_SUFFIXES = (".csv", ".json", ".parquet", ".xlsx")


def read_tables(pack: Pack, folder: Path) -> Tables:
    """Tables by name from `folder/<table>.csv|json|parquet|xlsx`. FactsError if one cannot be read or is doubled."""
    if not folder.is_dir():
        raise FactsError([FactFault(folder.name, 0, "", "unreadable", expected=str(folder.name))])
    tables: Tables = {}
    faults: list[FactFault] = []
    for path in sorted(folder.iterdir()):
        if path.suffix not in _SUFFIXES:
            continue
        if path.stem not in pack.facts:
            faults.append(FactFault(path.stem, 0, "", "unknown_table", expected=", ".join(pack.facts)))
        elif path.stem in tables:
            faults.append(FactFault(path.stem, 0, "", "duplicate_id", path.name))
        else:
            rows, found = _read(path)
            tables[path.stem] = rows
            faults.extend(found)
    if not tables and not faults:
        faults.append(FactFault(folder.name, 0, "", "unreadable", expected="members.csv"))
    if faults:
        raise FactsError(faults)
    return tables


def _read(path: Path) -> tuple[list[Mapping[str, object]], list[FactFault]]:
    try:
        if path.suffix == ".parquet":
            return _parquet(path), []
        if path.suffix == ".xlsx":
            return _excel(path)
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return [], [
            FactFault(path.stem, 0, "", "unreadable", expected=f"{path.name}: {type(error).__name__}")
        ]
    except ValueError as error:
        reason = str(error).splitlines()[0]
        return [], [FactFault(path.stem, 0, "", "unreadable", expected=f"{path.name}: {reason}")]
    return _csv(path, text) if path.suffix == ".csv" else _json(path, text)


def _csv(path: Path, text: str) -> tuple[list[Mapping[str, object]], list[FactFault]]:
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else "\t" if "\t" in header else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    faults: list[FactFault] = []
    rows: list[Mapping[str, object]] = []
    try:
        names = [name.strip() for name in next(reader, [])]
        doubled = sorted({name for name in names if names.count(name) > 1})
        faults.extend(FactFault(path.stem, 0, name, "duplicate_id", name) for name in doubled)
        for number, cells in enumerate(reader, 1):
            if not any(cells):
                continue
            if len(cells) != len(names):
                expected = f"{path.name}: {len(names)} cells"
                faults.append(FactFault(path.stem, number, "", "unreadable", str(len(cells)), expected))
                continue
            rows.append(dict(zip(names, cells, strict=True)))
    except csv.Error as error:
        faults.append(
            FactFault(path.stem, reader.line_num, "", "unreadable", expected=f"{path.name}: {error}")
        )
    return rows, faults


def _excel(path: Path) -> tuple[list[Mapping[str, object]], list[FactFault]]:
    """The first sheet; numbers as they are written in decimal, so that no binary float goes on."""
    import python_calamine

    try:
        cells = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    except (python_calamine.CalamineError, IndexError) as error:
        raise ValueError(str(error)) from error
    names = [str(name).strip() for name in cells[0]] if cells else []
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        return [], [FactFault(path.stem, 0, name, "duplicate_id", name) for name in doubled]
    rows = [
        dict(zip(names, map(_cell, row), strict=True)) for row in cells[1:] if any(cell != "" for cell in row)
    ]
    return list(rows), []


def _cell(value: object) -> object:
    return repr(value) if isinstance(value, float) else value


def _json(path: Path, text: str) -> tuple[list[Mapping[str, object]], list[FactFault]]:
    try:
        # numbers with a point stay text, so that no binary float ever exists
        data = json.loads(text, parse_float=str)
    except (json.JSONDecodeError, RecursionError) as error:
        expected = f"{path.name}: {error}"
        return [], [FactFault(path.stem, 0, "", "unreadable", expected=expected)]
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        return [], [FactFault(path.stem, 0, "", "unreadable", expected=f"{path.name}: list of objects")]
    return data, []


def _parquet(path: Path) -> list[Mapping[str, object]]:
    import pyarrow.lib
    import pyarrow.parquet

    try:
        rows: list[Mapping[str, object]] = pyarrow.parquet.read_table(path).to_pylist()
    except pyarrow.lib.ArrowException as error:
        raise ValueError(str(error)) from error
    return rows

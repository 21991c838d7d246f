"""`tongket rules what-if` and `tongket rules diff`: whose level would change, and why. Nothing is stored."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TextIO

from tongket.rules.compare import Comparison, diff_packs, what_if
from tongket.rules.errors import FactsError, RuleError
from tongket.rules.explain_changes import count_levels, explain_changes
from tongket.rules.loader import load_pack
from tongket.rules.model import READERS, Pack
from tongket.rules.parameters import written_value
from tongket.rules.phrases import phrase
from tongket.rules.reporting import DONE, USAGE, report, warn_outdated, wrong
from tongket.rules.tables import Tables, read_tables
from tongket.rules.yamlsource import read_yaml


def what_if_command(
    pack: str,
    year: int,
    layers: Sequence[Path],
    facts: Path,
    *,
    changes: Sequence[tuple[str, str, str, str]] = (),
    parameters: Mapping[str, str] | None = None,
    lang: str = "vi",
    readers: Collection[str] = READERS,
    as_json: bool = False,
    stdout: TextIO,
    stderr: TextIO,
) -> int:
    """Print whose level would change; `changes` are (table, id, column, value), parameters as a layer writes them."""
    if not changes and not parameters:
        vi, en = "Chưa nêu dữ kiện hay tham số nào để thử.", "No fact and no parameter to try."
        return wrong(vi, en, USAGE, lang=lang, as_json=as_json, stderr=stderr)
    tried: dict[str, dict[str, dict[str, object]]] = {}
    for table, subject, column, value in changes:
        tried.setdefault(table, {}).setdefault(subject, {})[column] = value
    try:
        loaded = load_pack(pack, year, layers)
        written = {path: written_value(text) for path, text in (parameters or {}).items()}
        result = what_if(loaded, read_tables(loaded, facts), changes=tried, parameters=written)
    except (RuleError, FactsError) as error:
        return report(error, lang, as_json, stderr)
    if as_json:
        _write_json(_plain(loaded, loaded, result, lang, readers), stdout)
    else:
        stdout.writelines(f"{line}\n" for line in _lines(loaded, loaded, result, lang, readers))
    warn_outdated(loaded, lang, stderr)
    return DONE


def diff_command(
    packs: Sequence[tuple[str, int]],
    layers: Sequence[Path],
    facts: Path,
    *,
    facts_year: int | None = None,
    lang: str = "vi",
    readers: Collection[str] = READERS,
    as_json: bool = False,
    stdout: TextIO,
    stderr: TextIO,
) -> int:
    """Print who comes out differently under each pack than under the one before, on the same facts.

    A layer belongs to the packs of its own year. The facts are those of `facts_year`, without it of the first pack.
    """
    if len(packs) < 2:
        vi, en = "Cần ít nhất hai bộ quy định để so sánh.", "At least two packs are needed."
        return wrong(vi, en, USAGE, lang=lang, as_json=as_json, stderr=stderr)
    try:
        by_year = {path: _year_of(path) for path in layers}
        stray = [path.name for path, year in by_year.items() if year not in {year for _, year in packs}]
        if stray:
            vi = f"Tầng quy định không thuộc năm nào được so sánh: {', '.join(stray)}"
            en = f"Layers of none of the years compared: {', '.join(stray)}"
            return wrong(vi, en, USAGE, lang=lang, as_json=as_json, stderr=stderr)
        loaded = [
            load_pack(
                name,
                year,
                [path for path, of in by_year.items() if of == year],
                facts_year=facts_year or packs[0][1],
            )
            for name, year in packs
        ]
        tables = _read_for_all(loaded, facts)
        results = [(first, second, diff_packs(first, second, tables)) for first, second in pairwise(loaded)]
    except (RuleError, FactsError) as error:
        return report(error, lang, as_json, stderr)
    if as_json:
        _write_json({"comparisons": [_plain(*found, lang, readers) for found in results]}, stdout)
    else:
        told = ["\n".join(_compared(*found, lang, readers)) for found in results]
        stdout.write("\n\n".join(told) + "\n")
    for pack in loaded:
        warn_outdated(pack, lang, stderr)
    return DONE


def _year_of(path: Path) -> int:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError("unreadable", file=path.name, line=1, found=type(error).__name__) from error
    root = read_yaml(text, path.name)
    return root.mapping(("year",), optional=None)["year"].integer()


def _read_for_all(packs: Sequence[Pack], folder: Path) -> Tables:
    """The tables that one of the packs knows."""
    known = {table: columns for pack in packs for table, columns in pack.facts.items()}
    return read_tables(dataclasses.replace(packs[0], facts=known), folder)


def _compared(
    first: Pack, second: Pack, result: Comparison, lang: str, readers: Collection[str]
) -> list[str]:
    title = f"{first.title.get(lang)} ({first.years}) → {second.title.get(lang)} ({second.years})"
    counts = [
        f"{count.kind_text}, {count.level_text}: {count.before} → {count.after}"
        for count in count_levels(first, second, result, lang=lang)
    ]
    return [title, *_lines(first, second, result, lang, readers), *counts]


def _lines(first: Pack, second: Pack, result: Comparison, lang: str, readers: Collection[str]) -> list[str]:
    lines = [
        line
        for change in explain_changes(first, second, result, lang=lang, reader=readers)
        for line in change.lines(lang)
    ]
    unknown = phrase("unknown", lang)
    for name, group, *places in result.quotas:
        before, after = (unknown if value is None else value for value in places)
        lines.append(phrase("compare_quota", lang, name=name, group=group, before=before, after=after))
    return [*lines, phrase("compare_total", lang, count=len(result.changes))]


def _plain(
    first: Pack, second: Pack, result: Comparison, lang: str, readers: Collection[str]
) -> dict[str, object]:
    raw = {(change.table, change.id): change for change in result.changes}
    changes = [
        {
            **shown.to_dict(),
            "scope": raw[shown.table, shown.id].scope,
            "allowed": raw[shown.table, shown.id].allowed,
            "level": raw[shown.table, shown.id].level,
        }
        for shown in explain_changes(first, second, result, lang=lang, reader=readers)
    ]
    return {
        "before": {"pack": first.name, "years": first.years},
        "after": {"pack": second.name, "years": second.years},
        "changes": changes,
        "counts": [dataclasses.asdict(count) for count in count_levels(first, second, result, lang=lang)],
        "quotas": [
            dict(zip(("name", "group", "before", "after"), row, strict=True)) for row in result.quotas
        ],
    }


def _write_json(data: dict[str, object], stream: TextIO) -> None:
    stream.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")

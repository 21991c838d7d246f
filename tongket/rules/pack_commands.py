"""`tongket rules test` and `tongket rules show`: worked cases run, a pack printed as a document."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from tongket.rules.cases import CaseResult, run_cases
from tongket.rules.errors import FactsError, RuleError
from tongket.rules.loader import list_packs, load_pack
from tongket.rules.reporting import DONE, FAULTS, USAGE, report, wrong
from tongket.rules.show import show_pack


def rules_test_command(
    pack: str | None = None,
    *,
    extra: Sequence[Path] = (),
    year: int | None = None,
    lang: str = "vi",
    as_json: bool = False,
    stdout: TextIO,
    stderr: TextIO,
) -> int:
    """Run the worked cases of one pack (or all packs), with `extra` files of the office; 1 if any fails.

    Without `year` all its versions are run; cases of the office that name no year are those of the last one.
    """
    wanted = [
        (name, year if year is not None else last or first)
        for name, first, last in list_packs()
        if pack in (None, name) and (year is None or (first <= year and (last is None or year <= last)))
    ]
    if not wanted:
        asked = " ".join(str(part) for part in (pack, year) if part is not None)
        vi, en = f"Không có bộ quy định: {asked}", f"No such pack: {asked}"
        return wrong(vi, en, USAGE, lang=lang, as_json=as_json, stderr=stderr)
    if extra and pack is None:
        vi = "Nêu bộ quy định mà các ví dụ của cơ quan kiểm chứng."
        en = "Name the pack that the office's own cases are about."
        return wrong(vi, en, USAGE, lang=lang, as_json=as_json, stderr=stderr)
    results: list[CaseResult] = []
    try:
        for name, at in wanted:
            results += run_cases(load_pack(name, at))
        if extra:
            results += run_cases(load_pack(*wanted[-1]), extra)
    except (RuleError, FactsError) as error:
        return report(error, lang, as_json, stderr)
    failed = [result for result in results if not result.passed]
    if as_json:
        data = {"cases": len(results), "failed": [dataclasses.asdict(result) for result in failed]}
        stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    else:
        for result in failed:
            stdout.write(f"{result.file}:{result.line}: {result.name}\n")
            stdout.writelines(f"    {line}\n" for line in result.differences)
        words = "ví dụ, sai" if lang == "vi" else "cases, failed"
        stdout.write(f"{len(results)} {words} {len(failed)}\n")
    return FAULTS if failed else DONE


def rules_show_command(
    pack: str,
    year: int,
    layers: Sequence[Path] = (),
    *,
    lang: str = "vi",
    as_json: bool = False,
    stdout: TextIO,
    stderr: TextIO,
) -> int:
    """Print the pack with its layers as a document; errors in machine form with `as_json`."""
    try:
        stdout.write(show_pack(load_pack(pack, year, layers), lang=lang))
    except (RuleError, FactsError) as error:
        return report(error, lang, as_json, stderr)
    return DONE

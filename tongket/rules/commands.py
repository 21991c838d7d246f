"""What the command line calls: facts from files in, outcomes or texts out, an exit code back.

Exit codes: 0 done, 1 the input has faults (listed on stderr), 2 refused by a rule of the pack or a layer,
64 wrong usage. Nothing is left behind at `out` unless the code is 0.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import tempfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from tongket.rules.assess import assess
from tongket.rules.cases import run_cases
from tongket.rules.compare import Comparison, diff_packs, what_if
from tongket.rules.errors import FactsError, RuleError
from tongket.rules.explain import explain
from tongket.rules.loader import list_packs, load_pack
from tongket.rules.model import READERS, Pack
from tongket.rules.outcomes import Assessment
from tongket.rules.phrases import phrase
from tongket.rules.show import show_pack
from tongket.rules.tables import read_tables

DONE, FAULTS, REFUSED, USAGE = 0, 1, 2, 64
COLUMNS = ("id", "scope", "allowed", "level", "lowered_by", "warnings", "missing")
_SHOWN_FAULTS = 100
_FORMATS = (".json", ".csv", ".parquet")


def assess_command(
    pack: str,
    year: int,
    layers: Sequence[Path],
    facts: Path,
    out: Path,
    *,
    engine: str = "scalar",
    as_of: datetime.date | None = None,
    lang: str = "vi",
    stderr: TextIO,
) -> int:
    """Judge the tables in `facts` and write the outcomes to `out` (.json with traces and quotas, .csv, .parquet)."""
    if out.suffix not in _FORMATS or not out.parent.is_dir() or engine not in ENGINES:
        stderr.write(f"--out: {'|'.join(_FORMATS)}; --engine: {'|'.join(ENGINES)}\n")
        return USAGE
    try:
        loaded = load_pack(pack, year, layers, as_of=as_of)
        if not ENGINES[engine](loaded, facts, out, lang, stderr):
            return REFUSED
    except RuleError as error:
        stderr.write(error.text(lang) + "\n")
        return REFUSED
    except FactsError as error:
        write_faults(error, lang, stderr)
        return FAULTS
    for text in loaded.expired:
        stderr.write(f"{text.id}: {text.title.get(lang)} – {text.replaced_by}\n")
    return DONE


def _scalar(pack: Pack, folder: Path, out: Path, lang: str, stderr: TextIO) -> bool:
    _write_file(out, _render(pack, assess(pack, read_tables(pack, folder), traced=True), out.suffix))
    return True


def _duckdb(pack: Pack, folder: Path, out: Path, lang: str, stderr: TextIO) -> bool:
    """The columnar engine; its libraries are loaded for it alone, and are an optional part of the installation."""
    try:
        from tongket.rules.columnar.outputs import assess_to_file
        from tongket.rules.columnar.program import Unsupported, default_cache, load_or_compile

        program = load_or_compile(pack, default_cache())
    except ModuleNotFoundError as error:
        words = "Thiếu thư viện, cài" if lang == "vi" else "A library is missing, install"
        stderr.write(f"{words} tongket[bulk]: {error.name}\n")
        return False
    except Unsupported as error:
        words = "Dùng --engine scalar" if lang == "vi" else "Use --engine scalar"
        stderr.write(f"{words}: {error.text(lang)}\n")
        return False
    assess_to_file(pack, program, folder, out)
    return True


ENGINES = {"scalar": _scalar, "duckdb": _duckdb}


def write_faults(error: FactsError, lang: str, stderr: TextIO) -> None:
    """The first hundred faults with their places, then the total."""
    for fault in error.faults[:_SHOWN_FAULTS]:
        stderr.write(fault.text(lang) + "\n")
    total = len(error.faults)
    stderr.write(f"{'Tổng số lỗi' if lang == 'vi' else 'Faults in all'}: {total}\n")


def _render(pack: Pack, assessment: Assessment, suffix: str) -> bytes:
    if suffix == ".json":
        return (json.dumps(assessment.to_dict(), ensure_ascii=False, indent=1) + "\n").encode()
    rows = [outcome for table in assessment.tables().values() for outcome in table.values()]
    if suffix == ".parquet":
        return _parquet(pack, assessment)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        lists = (";".join(row.lowered_by), ";".join(row.warnings), ";".join(row.missing))
        writer.writerow((row.id, row.scope, row.allowed or "", row.level, *lists))
    return buffer.getvalue().encode()


def _parquet(pack: Pack, assessment: Assessment) -> bytes:
    """Lists as bit masks; the ids of the bits stand in the file's metadata."""
    import pyarrow
    import pyarrow.parquet

    rows = [outcome for table in assessment.tables().values() for outcome in table.values()]
    clauses = tuple(pack.clauses)
    missing = tuple(sorted({_fact_id(name) for row in rows for name in row.missing}))

    def mask(names: Sequence[str], ids: Sequence[str]) -> int:
        return sum(1 << ids.index(name) for name in names)

    table = pyarrow.table(
        {
            "id": [row.id for row in rows],
            "scope": [row.scope for row in rows],
            "allowed": [row.allowed for row in rows],
            "level": [row.level for row in rows],
            "lowered_by": pyarrow.array([mask(row.lowered_by, clauses) for row in rows], pyarrow.int64()),
            "warnings": pyarrow.array([mask(row.warnings, clauses) for row in rows], pyarrow.int64()),
            "missing": pyarrow.array(
                [mask(sorted({*map(_fact_id, row.missing)}), missing) for row in rows], pyarrow.int64()
            ),
        }
    )
    metadata = {
        b"tongket.clauses": json.dumps(clauses).encode(),
        b"tongket.missing": json.dumps(missing).encode(),
    }
    sink = io.BytesIO()
    pyarrow.parquet.write_table(table.replace_schema_metadata(metadata), sink)
    return sink.getvalue()


def _fact_id(name: str) -> str:
    """`level:ID` names a subject; among the bits of a mask it is one fact, the level of another subject."""
    return name.partition(":")[0]


def _write_file(path: Path, data: bytes) -> None:
    """Beside the target first, then moved over it, so that a stopped run leaves nothing half-written."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def explain_command(
    pack: str,
    year: int,
    layers: Sequence[Path],
    facts: Path,
    subject: str,
    *,
    lang: str = "vi",
    readers: Collection[str] = READERS,
    stdout: TextIO,
    stderr: TextIO,
) -> int:
    """Print the explanation of one subject; `readers` are the reader classes of whoever asks."""
    try:
        loaded = load_pack(pack, year, layers)
        assessment = assess(loaded, read_tables(loaded, facts))
        page = explain(loaded, assessment, subject, lang=lang, reader=readers)
    except RuleError as error:
        stderr.write(error.text(lang) + "\n")
        return REFUSED
    except FactsError as error:
        write_faults(error, lang, stderr)
        return FAULTS
    except KeyError:
        stderr.write(f"{'Không có mã' if lang == 'vi' else 'No such id'}: {subject}\n")
        return FAULTS
    stdout.write(page.short() + "\n")
    for condition in page.conditions:
        stdout.write(_line(condition.status_text, condition.text, condition.value, condition.cites))
        for child in condition.children:
            stdout.write("    " + _line(child.status_text, child.text, child.value, child.cites))
    return DONE


def _line(status: str, text: str, value: str, cites: Sequence[str]) -> str:
    shown = f"[{status}] {text}" + (f": {value}" if value else "")
    return shown + (f" — {'; '.join(cites)}" if cites else "") + "\n"


def what_if_command(
    pack: str,
    year: int,
    layers: Sequence[Path],
    facts: Path,
    *,
    changes: Sequence[tuple[str, str, str, str]] = (),
    parameters: Mapping[str, object] | None = None,
    lang: str = "vi",
    as_json: bool = False,
    stdout: TextIO,
    stderr: TextIO,
) -> int:
    """Print whose level would change; `changes` are (table, id, column, value), nothing is stored."""
    tried: dict[str, dict[str, dict[str, object]]] = {}
    for table, subject, column, value in changes:
        tried.setdefault(table, {}).setdefault(subject, {})[column] = value
    try:
        loaded = load_pack(pack, year, layers)
        tables = read_tables(loaded, facts)
        result = what_if(loaded, tables, changes=tried, parameters=parameters)
    except RuleError as error:
        stderr.write(error.text(lang) + "\n")
        return REFUSED
    except FactsError as error:
        write_faults(error, lang, stderr)
        return FAULTS
    _write_comparison(loaded, result, lang, as_json, stdout)
    return DONE


def diff_command(
    first: tuple[str, int, Sequence[Path]],
    second: tuple[str, int, Sequence[Path]],
    facts: Path,
    *,
    lang: str = "vi",
    as_json: bool = False,
    stdout: TextIO,
    stderr: TextIO,
) -> int:
    """Print who comes out differently under the second pack (name, year, layers) than under the first."""
    try:
        before, after = load_pack(*first), load_pack(*second)
        result = diff_packs(before, after, read_tables(after, facts))
    except RuleError as error:
        stderr.write(error.text(lang) + "\n")
        return REFUSED
    except FactsError as error:
        write_faults(error, lang, stderr)
        return FAULTS
    _write_comparison(after, result, lang, as_json, stdout)
    return DONE


def _write_comparison(pack: Pack, result: Comparison, lang: str, as_json: bool, stdout: TextIO) -> None:
    if as_json:
        data = {
            "changes": [change.to_dict() for change in result.changes],
            "quotas": [
                dict(zip(("name", "group", "before", "after"), row, strict=True)) for row in result.quotas
            ],
        }
        stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
        return
    for change in result.changes:
        moved = change.level[0] != change.level[1]
        key = "compare_level" if moved else "compare_allowed"
        before, after = (
            _shown_level(pack, word, lang) for word in (change.level if moved else change.allowed)
        )
        stdout.write(phrase(key, lang, id=change.id, before=before, after=after))
        reasons = [pack.clauses[name].effect.get(lang) for name in change.because if name in pack.clauses]
        stdout.write((f" ({'; '.join(dict.fromkeys(reasons))})" if reasons else "") + "\n")
    for name, group, *places in result.quotas:
        line = phrase("compare_quota", lang, name=name, group=group, before=places[0], after=places[1])
        stdout.write(line + "\n")
    stdout.write(phrase("compare_total", lang, count=len(result.changes)) + "\n")


def _shown_level(pack: Pack, word: str | None, lang: str) -> str:
    return pack.level(word).short.get(lang) if word in pack.level_ids else str(word or "–")


def rules_test_command(
    pack: str | None = None,
    *,
    extra: Sequence[Path] = (),
    year: int | None = None,
    lang: str = "vi",
    stdout: TextIO,
    stderr: TextIO,
) -> int:
    """Run the worked cases of one pack (or all packs), with `extra` files of the office; 1 if any fails."""
    wanted = [item for item in list_packs() if pack in (None, item[0])]
    if not wanted:
        stderr.write(f"{'Không có bộ quy định' if lang == 'vi' else 'No such pack'}: {pack}\n")
        return USAGE
    failed = total = 0
    try:
        for name, first, last in wanted:
            if year is not None and not (first <= year and (last is None or year <= last)):
                continue
            loaded = load_pack(name, year if year is not None else last or first)
            results = run_cases(loaded) + (run_cases(loaded, extra) if extra else [])
            total += len(results)
            for result in results:
                failed += not result.passed
                if not result.passed:
                    stdout.write(f"{result.file}:{result.line}: {result.name}\n")
                    stdout.writelines(f"    {line}\n" for line in result.differences)
    except RuleError as error:
        stderr.write(error.text(lang) + "\n")
        return REFUSED
    words = "ví dụ, sai" if lang == "vi" else "cases, failed"
    stdout.write(f"{total} {words} {failed}\n")
    return FAULTS if failed else DONE


def rules_show_command(
    pack: str, year: int, layers: Sequence[Path] = (), *, lang: str = "vi", stdout: TextIO, stderr: TextIO
) -> int:
    """Print the pack with its layers as a document."""
    try:
        stdout.write(show_pack(load_pack(pack, year, layers), lang=lang))
    except RuleError as error:
        stderr.write(error.text(lang) + "\n")
        return REFUSED
    return DONE

"""`tongket assess`: facts from files in, outcomes out, an exit code back.

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
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from tongket.rules.assess import assess
from tongket.rules.errors import FactsError, RuleError
from tongket.rules.loader import load_pack
from tongket.rules.model import Pack
from tongket.rules.outcomes import Assessment
from tongket.rules.reporting import DONE, FAULTS, REFUSED, USAGE, warn_outdated, write_faults
from tongket.rules.tables import read_tables

COLUMNS = ("id", "scope", "allowed", "level", "lowered_by", "warnings", "missing")
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
    warn_outdated(loaded, lang, stderr)
    return DONE


def _scalar(pack: Pack, folder: Path, out: Path, lang: str, stderr: TextIO) -> bool:
    _write_file(out, _render(pack, assess(pack, read_tables(pack, folder), traced=True), out.suffix))
    return True


def _duckdb(pack: Pack, folder: Path, out: Path, lang: str, stderr: TextIO) -> bool:
    """The columnar engine embedded in this process."""
    return _columnar(pack, folder, out, lang, stderr, spark=False)


def _spark(pack: Pack, folder: Path, out: Path, lang: str, stderr: TextIO) -> bool:
    """The same packs on Spark."""
    return _columnar(pack, folder, out, lang, stderr, spark=True)


def _columnar(pack: Pack, folder: Path, out: Path, lang: str, stderr: TextIO, *, spark: bool) -> bool:
    """A columnar engine; its libraries are loaded for it alone, and are an optional part of the installation."""
    try:
        from tongket.rules.columnar.program import DUCKDB, SPARK, Unsupported, default_cache, load_or_compile

        if spark:
            from tongket.rules.columnar.spark import assess_to_file
        else:
            from tongket.rules.columnar.outputs import assess_to_file
        program = load_or_compile(pack, default_cache(), SPARK if spark else DUCKDB)
    except ModuleNotFoundError as error:
        words = "Thiếu thư viện, cài" if lang == "vi" else "A library is missing, install"
        stderr.write(f"{words} tongket[{'bulk,spark' if spark else 'bulk'}]: {error.name}\n")
        return False
    except Unsupported as error:
        words = "Dùng --engine scalar" if lang == "vi" else "Use --engine scalar"
        stderr.write(f"{words}: {error.text(lang)}\n")
        return False
    assess_to_file(pack, program, folder, out)
    return True


ENGINES = {"scalar": _scalar, "duckdb": _duckdb, "spark": _spark}


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

"""A compiled pack: plain data that runs in DuckDB or Spark without Ibis, kept on disk by what it was compiled from."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from tongket.rules.model import Pack

DUCKDB, SPARK = "duckdb", "pyspark"  # dialects, by their names in Ibis
_SOURCES = (".", "columnar", "expressions")
_LIBRARIES = ("ibis-framework", "sqlglot")


class Unsupported(Exception):
    """A pack that the columnar engine cannot compile exactly; the scalar engine judges it."""

    def __init__(self, vi: str, en: str) -> None:
        self.vi = vi
        self.en = en
        super().__init__(en)

    def text(self, lang: str) -> str:
        """The reason in the given language."""
        return self.vi if lang == "vi" else self.en


class Statement(NamedTuple):
    """A table of a run by its name; `of` names the table of facts whose rows are its rows, if there is one."""

    name: str
    query: str
    of: str = ""


@dataclass(frozen=True)
class Program:
    """SQL in the order in which it runs.

    `statements` make temporary tables; `outcomes` are the queries whose rows are the outcomes, with
    places in `words` for scope and levels and masks over `clauses` and `missing`; `columns` are the facts that are
    read, by table; `asides` are the clauses that change no level, each with its own query, run only where the facts
    that it cannot do without are there.
    """

    statements: tuple[Statement, ...]
    outcomes: tuple[str, ...]
    quotas: tuple[dict[str, object], ...]
    columns: dict[str, tuple[str, ...]]
    clauses: tuple[str, ...]
    missing: tuple[str, ...]
    words: tuple[str, ...]
    asides: tuple[dict[str, object], ...] = ()

    def to_json(self) -> str:
        """The program as text."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Program:
        """The program that `to_json` wrote; ValueError, KeyError or TypeError for anything else."""
        data = json.loads(text)
        return cls(
            statements=tuple(Statement(*parts) for parts in data["statements"]),
            outcomes=tuple(data["outcomes"]),
            quotas=tuple(data["quotas"]),
            columns={table: tuple(names) for table, names in data["columns"].items()},
            clauses=tuple(data["clauses"]),
            missing=tuple(data["missing"]),
            words=tuple(data["words"]),
            asides=tuple(data["asides"]),
        )


def default_cache() -> Path:
    """Where compiled packs are kept: the user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "tongket" / "rules"


def load_or_compile(pack: Pack, cache: Path, dialect: str = DUCKDB) -> Program:
    """The program of a pack, from the cache if it was compiled before from the same texts by the same compiler.

    A cache that cannot be read or written costs time only: the pack is compiled again.
    """
    path = cache / f"{_key(pack, dialect)}.json"
    try:
        return Program.from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        pass  # not there yet, or not ours: compiled anew below
    from tongket.rules.columnar.compiler import compile_pack

    program = compile_pack(pack, dialect)
    _keep(path, program.to_json())
    return program


def _key(pack: Pack, dialect: str) -> str:
    versions = [f"{name} {importlib.metadata.version(name)}" for name in _LIBRARIES]
    digest = hashlib.sha256("\n".join((pack.fingerprint, dialect, *versions)).encode())
    base = Path(__file__).parent.parent
    for folder in _SOURCES:
        for path in sorted((base / folder).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _keep(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except OSError:
        return

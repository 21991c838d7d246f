"""Whole fictional organisations for the benchmark: fixed seed, complete facts, quotas that bite.

Every organisation is there with all its cells and members, so any number of organisations is a valid year. The
shares of levels are invented. Units: organisations with cells, and grassroots cells without.
"""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

NATIONAL = 5_600_000
_MEMBERS_PER_ORGANISATION = 5_600_000 / 52_000
_SEED = 2021

# 108 members on average, the middle one about 72; about 24 members a cell
_ORGANISATIONS = """
CREATE TEMP TABLE organisation AS
SELECT i AS n, 'O' || lpad(CAST(i AS VARCHAR), 6, '0') AS id, size, greatest(1, round(size / 24.3)::INTEGER) AS cells
FROM (
  SELECT i, greatest(3, least(1300, round(exp(4.279 + 0.9 * sqrt(-2 * ln(u)) * cos(2 * pi() * v)))))::INTEGER AS size
  FROM (
    SELECT i, ((hash(i, {seed}, 1) % 1000000) + 1) / 1000001.0 AS u, (hash(i, {seed}, 2) % 1000000) / 1000000.0 AS v
    FROM range({organisations}) t(i)
  )
)
"""
_UNIT_MARKS = ("political", "organisation", "mass_bodies", "inspection", "programme", "targets", "remedy")
_MEMBER_MARKS = ("political", "ethics", "discipline", "style", "results", "remedy")


def generate(folder: Path, members: int = NATIONAL, seed: int = _SEED) -> dict[str, int]:
    """Write members.parquet and units.parquet for about so many members; nothing if they are there already."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        if not (folder / "members.parquet").exists():
            organisations = max(1, round(members / _MEMBERS_PER_ORGANISATION))
            connection.execute(_ORGANISATIONS.format(seed=seed, organisations=organisations))
            connection.execute(_CELLS)
            _write(connection, folder / "units.parquet", _units(seed))
            _write(connection, folder / "members.parquet", _members(seed))
        counts = {}
        for table in ("members", "units"):
            row = connection.execute(f"SELECT count(*) FROM '{folder / table}.parquet'").fetchone()
            counts[table] = int(row[0]) if row else 0
        row = connection.execute(
            f"SELECT count(*) FILTER (WHERE kind <> 'grassroots_organisation'), count(*) FILTER (WHERE kind <> 'cell') "
            f"FROM '{folder / 'units'}.parquet'"
        ).fetchone()
        assert row is not None, "an aggregate has one row"
        counts["cells"], counts["organisations"] = int(row[0]), int(row[1])
        return counts


def _write(connection: duckdb.DuckDBPyConnection, path: Path, query: str) -> None:
    part = path.with_suffix(".part")
    connection.execute(f"COPY ({query}) TO '{part}' (FORMAT parquet, COMPRESSION zstd)")
    os.replace(part, path)


# an organisation of one cell is a grassroots cell: its members stand in it directly
_CELLS = """
CREATE TEMP TABLE cell AS
SELECT n, id AS grassroots, c,
       CASE WHEN cells = 1 THEN id
            ELSE 'C' || lpad(CAST(n AS VARCHAR), 6, '0') || lpad(CAST(c AS VARCHAR), 3, '0') END AS id,
       cells,
       size // cells + CASE WHEN c < size % cells THEN 1 ELSE 0 END AS size
FROM organisation, range(cells) t(c)
"""


def _chance(seed: int, salt: int, *keys: str) -> str:
    """A whole number from 0 to 9999, fixed by the seed and the row."""
    return f"(hash({', '.join(keys)}, {seed}, {salt}) % 10000)"


def _pick(chance: str, *limits: tuple[int, str], last: str) -> str:
    branches = " ".join(f"WHEN {chance} < {limit} THEN '{word}'" for limit, word in limits)
    return f"CASE {branches} ELSE '{last}' END"


def _units(seed: int) -> str:
    def chance(salt: int) -> str:
        return _chance(seed, salt, "id")

    marks = []
    for number, name in enumerate(_UNIT_MARKS):
        top = "excellent" if name in ("programme", "targets") else "good"
        mark = _pick(chance(100 + number), (9300, top), (9800, "good"), (9970, "fair"), last="poor")
        marks.append(f"{mark} AS marks_{name}")
    bodies = _pick(chance(120), (5000, "not_applicable"), (8000, "excellent"), (9800, "good"), last="fair")
    level = _pick(chance(121), (3500, "excellent"), (9500, "good"), (9950, "fair"), last="failed")
    chosen = _pick(chance(122), (2500, "excellent"), last="good")
    common = f"""
           {", ".join(marks)}, {bodies} AS sibling_bodies_lowest, {level} AS level_self, {chosen} AS level_superior,
           CAST(4 + {chance(123)} % 6 AS INTEGER) AS second_ballot_yes, 9 AS second_ballot_roll"""
    young = f"{chance(124)} < 30"
    # the first cell of an organisation is old, so that no organisation is without a rated cell
    founded = "CASE WHEN {} THEN DATE '2021-09-02' ELSE DATE '2005-03-04' END AS established_on"
    superior = "'S' || lpad(CAST(n // 80 AS VARCHAR), 4, '0')"
    return f"""
    SELECT id, CASE WHEN cells = 1 THEN 'grassroots_cell' ELSE 'grassroots_organisation' END AS kind,
           {superior} AS parent, id AS grassroots, {founded.format(young)}, {common}
    FROM organisation
    UNION ALL
    SELECT id, 'cell' AS kind, grassroots AS parent, grassroots, {founded.format(f"c > 0 AND {young}")}, {common}
    FROM cell WHERE cells > 1
    """


def _members(seed: int) -> str:
    def chance(salt: int) -> str:
        return _chance(seed, salt, "n", "c", "m")

    marks = []
    for number, name in enumerate(_MEMBER_MARKS):
        top = (9000, "excellent") if name == "results" else (4000, "excellent")
        mark = _pick(chance(number), top, (9800, "good"), (9980, "fair"), last="poor")
        marks.append(f"{mark} AS marks_{name}")
    civil = _pick(
        chance(20),
        (6000, "not_applicable"),
        (7800, "excellent"),
        (9700, "good"),
        (9980, "fair"),
        last="failed",
    )
    level = _pick(chance(27), (3000, "excellent"), (9300, "good"), (9950, "fair"), last="failed")
    total = f"(4 + {chance(23)} % 9)"
    done = f"{total} * (CASE WHEN {chance(24)} < 300 THEN {chance(25)} % 100 ELSE 100 END) // 100"
    sick = f"CASE WHEN {chance(21)} < 100 THEN 60 + {chance(22)} % 60 ELSE {chance(22)} % 15 END"
    # the first of a cell is its secretary, an old member who is rated: no cell is without one
    return f"""
    SELECT 'm' || lpad(CAST(row_number() OVER () AS VARCHAR), 8, '0') AS id, id AS cell, grassroots,
           CASE WHEN m > 0 AND {chance(10)} < 150 THEN DATE '2021-06-01' + CAST({chance(11)} % 180 AS INTEGER)
                ELSE DATE '1985-01-01' + CAST({chance(12)} % 12000 AS INTEGER) END AS admitted_on,
           DATE '2021-12-10' + CAST({_chance(seed, 13, "n", "c")} % 10 AS INTEGER) AS rated_on,
           CASE WHEN m > 0 AND {chance(14)} < 500 THEN 'yes' ELSE 'no' END AS exempt,
           CASE WHEN m > 0 AND {chance(15)} < 3 THEN 'yes' ELSE 'no' END AS suspended,
           {", ".join(marks)}, {civil} AS civil_rating,
           CAST({sick} AS INTEGER) AS sick_days,
           CAST({total} AS INTEGER) AS tasks_total, CAST({done} AS INTEGER) AS tasks_done,
           CASE WHEN {chance(26)} < 40 THEN 'yes' ELSE 'no' END AS disciplined_in_year,
           {level} AS level_cell,
           CAST(3 + {chance(28)} % 7 AS INTEGER) AS second_ballot_yes, 9 AS second_ballot_roll,
           CASE WHEN m > 0 THEN 'none' WHEN c = 0 AND cells > 1 THEN id || ';' || grassroots ELSE id END AS head_of
    FROM (SELECT *, unnest(range(size)) AS m FROM cell ORDER BY n, c, m)
    """

"""Files as offices have them: read where they lie, or refused with the words of the scalar engine."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tongket.rules.commands import assess_command
from tongket.rules.reporting import DONE, FAULTS
from tongket.rules.tests.builders import LAYER, ORGANISATION, YEAR, member, unit

Rows = list[dict[str, object]]
Change = Callable[[Rows, Rows], None]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


def _tables() -> tuple[Rows, Rows]:
    members = [
        member("m1", second_ballot_yes=9, second_ballot_roll=9),
        member("m2", second_ballot_yes=8, second_ballot_roll=9, head_of="C;O"),
        *(member(f"g{number}", level_cell="good") for number in range(9)),
        member("s", sick_days=90),
        member("x", exempt="yes", level_cell=None),
        member("u", level_cell="fair", civil_rating=None),
    ]
    return members, [{**ORGANISATION, "level_superior": "excellent"}, unit("C", level_self="good")]


def _csv(rows: Rows, delimiter: str = ",") -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, names, delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def _parquet(folder: Path, table: str, rows: Rows) -> None:
    (folder / "source.csv").write_text(_csv(rows), encoding="utf-8")
    duckdb.connect().execute(
        f"COPY (SELECT * FROM read_csv('{folder}/source.csv', all_varchar=true)) TO '{folder}/{table}.parquet'"
    )
    (folder / "source.csv").unlink()


def _write(folder: Path, form: str, members: Rows, units: Rows) -> None:
    for table, rows in (("members", members), ("units", units)):
        if form == "parquet":
            _parquet(folder, table, rows)
        elif form == "json":
            (folder / f"{table}.json").write_text(json.dumps(rows, default=str), encoding="utf-8")
        elif form == "csv of a spreadsheet":
            (folder / f"{table}.csv").write_text("\ufeff" + _csv(rows, ";"), encoding="utf-8")
        else:
            (folder / f"{table}.csv").write_text(_csv(rows), encoding="utf-8")


def _assess(folder: Path, out: Path, engine: str) -> tuple[int, str]:
    said = io.StringIO()
    code = assess_command("vn.party", YEAR, [LAYER], folder, out, engine=engine, lang="en", stderr=said)
    return code, said.getvalue()


def _outcomes(path: Path) -> list[tuple[str, ...]]:
    """Rows of an outcome file, with levels of other subjects as one missing fact."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    for row in rows:
        row["missing"] = ";".join(
            sorted({name.partition(":")[0] for name in row["missing"].split(";") if name})
        )
    return sorted(tuple(row.values()) for row in rows)


@pytest.mark.capability(101)
@pytest.mark.parametrize("form", ["parquet", "csv", "csv of a spreadsheet", "json"])
def test_the_outcome_of_files_is_the_same_from_both_engines(tmp_path: Path, form: str) -> None:
    facts = tmp_path / "facts"
    facts.mkdir()
    _write(facts, form, *_tables())
    answers = {}
    for engine in ("scalar", "duckdb"):
        out = tmp_path / f"{engine}.csv"
        assert _assess(facts, out, engine) == (DONE, "")
        answers[engine] = _outcomes(out)
    assert answers["duckdb"] == answers["scalar"]
    assert {row[3] for row in answers["duckdb"]} == {"excellent", "good", "fair", "exempt", "undetermined"}


def test_parquet_outcomes_name_the_clauses_of_their_bits_in_the_metadata(tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    facts.mkdir()
    _write(facts, "parquet", *_tables())
    out = tmp_path / "out.parquet"
    assert _assess(facts, out, "duckdb")[0] == DONE
    connection = duckdb.connect()
    stored = connection.execute(f"SELECT key, value FROM parquet_kv_metadata('{out}')").fetchall()
    ids = {key.decode(): json.loads(value) for key, value in stored if key.startswith(b"tongket.")}
    mask = connection.execute(f"SELECT lowered_by FROM '{out}' WHERE id = 's'").fetchall()[0][0]
    lowered = [name for position, name in enumerate(ids["tongket.clauses"]) if mask >> position & 1]
    assert lowered == ["sick_three_months"]
    mask = connection.execute(f"SELECT missing FROM '{out}' WHERE id = 'u'").fetchall()[0][0]
    assert [name for position, name in enumerate(ids["tongket.missing"]) if mask >> position & 1] == [
        "civil_rating"
    ]


def test_json_outcomes_carry_the_equation_of_every_quota(tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    facts.mkdir()
    members, units = _tables()
    _write(facts, "csv", [row for row in members if row["id"] != "u"], units)
    out = tmp_path / "out.json"
    assert _assess(facts, out, "duckdb")[0] == DONE
    quotas = {quota["name"]: quota for quota in json.loads(out.read_text(encoding="utf-8"))["quotas"]}
    assert quotas["members"]["equation"] == "x <= 20% * (11 - x); x <= 11/6"
    assert quotas["members"]["places"] == 1


def _set(table: int, row: int, column: str, value: object) -> Change:
    def change(members: Rows, units: Rows) -> None:
        (members, units)[table][row][column] = value

    return change


def _ring(members: Rows, units: Rows) -> None:
    units.append(unit("D", parent="E"))
    units.append(unit("E", parent="D"))


FAULTY: dict[str, Change] = {
    "a word that is not in the list": _set(0, 0, "civil_rating", "superb"),
    "a required cell that is empty": _set(0, 0, "cell", None),
    "a negative number": _set(0, 0, "sick_days", -1),
    "a number that is none": _set(0, 0, "sick_days", "many"),
    "more done than there is": _set(0, 0, "tasks_done", 5),
    "a date that is none": _set(0, 0, "admitted_on", "2021-02-30"),
    "an id used twice": _set(0, 1, "id", "m1"),
    "a cell that is not among the units": _set(0, 0, "cell", "Z"),
    "a unit headed that is not among the units": _set(0, 0, "head_of", "C;Z"),
    "a column that nobody knows": _set(0, 0, "shoe_size", 41),
    "units that stand above themselves": _ring,
}


@pytest.mark.parametrize("form", ["parquet", "csv"])
@pytest.mark.parametrize("fault", FAULTY)
def test_faulty_files_are_refused_in_the_words_of_the_scalar_engine(
    tmp_path: Path, fault: str, form: str
) -> None:
    facts = tmp_path / "facts"
    facts.mkdir()
    members, units = _tables()
    FAULTY[fault](members, units)
    _write(facts, form, members, units)
    out = tmp_path / "out.parquet"
    code, said = _assess(facts, out, "duckdb")
    assert (code, said) == _assess(facts, tmp_path / "scalar.parquet", "scalar")
    assert code == FAULTS
    assert said
    assert [path.name for path in tmp_path.iterdir()] == ["facts"]


@pytest.mark.parametrize("kept", [0, 40, 400])
def test_a_parquet_file_cut_short_is_refused_and_leaves_no_output(tmp_path: Path, kept: int) -> None:
    facts = tmp_path / "facts"
    facts.mkdir()
    _write(facts, "parquet", *_tables())
    path = facts / "members.parquet"
    path.write_bytes(path.read_bytes()[:kept])
    code, said = _assess(facts, tmp_path / "out.parquet", "duckdb")
    assert code == FAULTS
    assert "members" in said
    assert [path.name for path in tmp_path.iterdir()] == ["facts"]


def test_a_number_written_in_an_unusual_way_is_still_read_exactly(tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    facts.mkdir()
    members, units = _tables()
    members[0]["sick_days"] = " 9e1 "
    _write(facts, "csv", members, units)
    out = tmp_path / "out.csv"
    assert _assess(facts, out, "duckdb") == (DONE, "")
    assert ("m1", "rated", "fair", "fair") in {row[:4] for row in _outcomes(out)}


def test_blanks_around_an_id_are_taken_away_in_both_engines(tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    facts.mkdir()
    members, units = _tables()
    members[0]["id"], members[1]["cell"] = "m1\u00a0", " C\u3000"
    _write(facts, "parquet", members, units)
    answers = {}
    for engine in ("scalar", "duckdb"):
        assert _assess(facts, tmp_path / f"{engine}.csv", engine) == (DONE, "")
        answers[engine] = _outcomes(tmp_path / f"{engine}.csv")
    assert answers["duckdb"] == answers["scalar"]
    assert "m1" in {row[0] for row in answers["duckdb"]}


def test_ids_in_any_order_are_found_to_be_different(tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    facts.mkdir()
    members, units = _tables()
    _write(facts, "parquet", members[::-1], units[::-1])
    assert _assess(facts, tmp_path / "out.csv", "duckdb") == (DONE, "")

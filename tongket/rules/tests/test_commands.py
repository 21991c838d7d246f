"""The functions behind the command line: files in, files out, all faults listed, nothing left behind."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet
import pytest
import xlsxwriter  # type: ignore[import-untyped]

from tongket.rules.commands import assess_command
from tongket.rules.tests.builders import LAYER, ORGANISATION, member, unit

MEMBERS = [
    member("m", civil_rating="good", name="Nguyễn Văn Mẫu"),
    member("g", level_cell="good", sick_days=100),
]


def write_csv(path: Path, rows: list[dict[str, object]], *, delimiter: str = ",", bom: bool = False) -> None:
    names = sorted({name for row in rows for name in row})
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, names, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(buffer.getvalue(), encoding="utf-8-sig" if bom else "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "facts"
    place.mkdir()
    write_csv(place / "members.csv", MEMBERS)
    write_csv(place / "units.csv", [ORGANISATION, unit("C")])
    return place


def run(folder: Path, out: Path) -> tuple[int, str]:
    stderr = io.StringIO()
    return assess_command("vn.party", 2021, [LAYER], folder, out, stderr=stderr), stderr.getvalue()


def test_outcomes_are_written_as_csv(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert run(folder, out) == (0, "")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")))}
    assert rows["m"] == {
        "id": "m",
        "scope": "rated",
        "allowed": "good",
        "level": "good",
        "lowered_by": "civil_rating_not_excellent",
        "warnings": "",
        "missing": "",
    }
    assert rows["g"]["level"] == "fair"


def test_outcomes_are_written_as_json_with_traces_and_quotas(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert run(folder, out)[0] == 0
    data = json.loads(out.read_text(encoding="utf-8"))
    outcome = next(item for item in data["outcomes"] if item["id"] == "m")
    assert outcome["lowered_by"] == ["civil_rating_not_excellent"]
    clause = next(item for item in outcome["trace"] if item["clause"] == "civil_rating_not_excellent")
    assert clause["facts"] == {"civil_rating": "good"}
    assert clause["conditions"][0]["value"] is False
    assert {quota["name"] for quota in data["quotas"]} == {"members", "cells"}


def test_outcomes_are_written_as_parquet_with_masks(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    assert run(folder, out)[0] == 0
    table = pyarrow.parquet.read_table(out)
    ids = json.loads(table.schema.metadata[b"tongket.clauses"])
    row = next(item for item in table.to_pylist() if item["id"] == "m")
    assert row["lowered_by"] == 1 << ids.index("civil_rating_not_excellent")


def test_a_file_from_excel_with_bom_and_semicolons_is_read(folder: Path, tmp_path: Path) -> None:
    write_csv(folder / "members.csv", MEMBERS, delimiter=";", bom=True)
    assert run(folder, tmp_path / "out.csv")[0] == 0


def test_a_workbook_gives_the_same_outcomes_as_the_table_in_text(folder: Path, tmp_path: Path) -> None:
    assert run(folder, tmp_path / "text.csv")[0] == 0
    (folder / "members.csv").unlink()
    names = sorted({name for row in MEMBERS for name in row})
    with xlsxwriter.Workbook(folder / "members.xlsx") as book:
        sheet = book.add_worksheet()
        for column, name in enumerate(names):
            sheet.write(0, column, name)
            for number, row in enumerate(MEMBERS, 1):
                sheet.write(number, column, row.get(name, ""))
    assert run(folder, tmp_path / "book.csv") == (0, "")
    assert (tmp_path / "book.csv").read_bytes() == (tmp_path / "text.csv").read_bytes()


def test_faults_are_listed_and_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    write_csv(folder / "members.csv", [member(f"m{n}", sick_days=-1) for n in range(120)])
    out = tmp_path / "out.json"
    code, text = run(folder, out)
    assert code == 1
    assert len(text.splitlines()) == 101
    assert text.splitlines()[0] == "members, dòng 1, sick_days: số âm (-1)"
    assert text.splitlines()[-1] == "Tổng số lỗi: 120"
    assert not out.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["facts"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("members.parquet", b"PAR1 cut short"),
        ("members.json", b"[{"),
        ("members.xlsx", b"PK cut short"),
        ("members.json", b'{"id": "m"}'),
        ("members.csv", b"id,cell\nm\n"),
        ("members.csv", b"id,id\nm,n\n"),
        ("members.csv", b"\xff\xfe\x00"),
        ("colours.csv", b"id\nred\n"),
    ],
)
def test_a_table_that_cannot_be_read_is_a_fault(
    folder: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    (folder / "members.csv").unlink()
    (folder / name).write_bytes(content)
    out = tmp_path / "out.csv"
    code, text = run(folder, out)
    assert code == 1
    assert text.splitlines()[-1].startswith("Tổng số lỗi: ")
    assert not out.exists()


def test_a_missing_folder_is_a_fault(tmp_path: Path) -> None:
    assert run(tmp_path / "nowhere", tmp_path / "out.csv")[0] == 1


def test_a_refused_layer_ends_with_its_own_code(folder: Path, tmp_path: Path) -> None:
    wide = tmp_path / "wide.yaml"
    wide.write_text("year: 2021\nquotas: {members: {share: 50%}}\n", encoding="utf-8")
    stderr = io.StringIO()
    out = tmp_path / "out.csv"
    assert assess_command("vn.party", 2021, [wide], folder, out, stderr=stderr, lang="en") == 2
    assert stderr.getvalue().startswith("wide.yaml:2: a lower layer widens")
    assert not out.exists()


def test_wrong_usage_is_told_apart(folder: Path, tmp_path: Path) -> None:
    assert run(folder, tmp_path / "out.txt")[0] == 64
    assert run(folder, tmp_path / "no such folder" / "out.csv")[0] == 64

"""The journal alone makes every record anew, and finds what was changed past it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.serving import ROOT, environment
from tongket.cli.main import WRONG_USAGE, main

#: Tables that hold no record: Django's own, sessions, work and letters under way, pages opened lately.
NOT_RECORDS = ("auth_", "django_", "account_", "mfa_", "socialaccount_", "usersessions_", "sqlite_")
NOT_RECORDS += ("jobs_", "notices_", "access_submittedform", "organisation_unitclosure")


def product_without_packs_and_lists(folder: Path) -> Path:
    """The program as it is installed, but nobody has the rules or the office's lists any more."""
    gone = shutil.ignore_patterns("packs", "department-2021", "__pycache__", "tests")
    shutil.copytree(ROOT / "tongket", folder / "tongket", ignore=gone, copy_function=os.link)
    assert not list(folder.rglob("*.xlsx"))
    assert not (folder / "tongket" / "rules" / "packs").exists()
    return folder


def rebuild(data: Path, into: Path, program: Path = ROOT) -> tuple[int, dict[str, Any]]:
    """Exit status of the command on the journal in ``data``, and what it says."""
    done = run(data, into, program)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def run(data: Path, into: Path, program: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tongket.cli", "journal", "rebuild", "--json"]
    return subprocess.run(
        [*command, "--into", f"sqlite:///{into}"],
        env=environment(data) | {"PYTHONPATH": str(program)},
        cwd=program,
        capture_output=True,
        text=True,
    )


def tables(path: Path) -> Mapping[str, set[tuple[Any, ...]]]:
    """Every row of every table that holds records, whatever order its columns have."""
    with closing(sqlite3.connect(path)) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for name in names:
            if name.startswith(NOT_RECORDS):
                continue
            columns = sorted(row[1] for row in database.execute(f"PRAGMA table_info({name})"))
            if len(columns) == 3 and all(column.endswith("id") for column in columns):
                columns.remove("id")  # a pair of links: its own number says nothing
            wanted = ", ".join(f'"{column}"' for column in columns)
            found[name] = set(database.execute(f"SELECT {wanted} FROM {name}"))
        return found


def closures(path: Path) -> set[tuple[Any, ...]]:
    """What is below what and when: derived from the units, so that its rows have numbers of their own."""
    with closing(sqlite3.connect(path)) as database:
        wanted = "ancestor_id, descendant_id, depth, valid_from, valid_to, code_key"
        return set(database.execute(f"SELECT {wanted} FROM organisation_unitclosure"))


@pytest.mark.capability(107)
def test_the_year_is_rebuilt_from_the_journal_without_packs_and_lists(
    demo_data: Path, tmp_path: Path
) -> None:
    program = product_without_packs_and_lists(tmp_path / "program")
    status, said = rebuild(demo_data, tmp_path / "anew.sqlite3", program)
    assert (status, said["differences"], said["mismatches"]) == (0, [], [])
    lived, anew = tables(demo_data / "tongket.sqlite3"), tables(tmp_path / "anew.sqlite3")
    assert set(lived) == set(anew)
    apart = [name for name in sorted(lived) if lived[name] != anew[name]]
    assert not apart
    assert sum(map(len, anew.values())) > said["records"] > 1000
    assert closures(tmp_path / "anew.sqlite3") == closures(demo_data / "tongket.sqlite3") != set()


def test_a_value_changed_past_the_journal_is_named(demo_data: Path, tmp_path: Path) -> None:
    shutil.copytree(demo_data, tmp_path / "data")
    with closing(sqlite3.connect(tmp_path / "data" / "tongket.sqlite3")) as database:
        database.execute("UPDATE ballots_papercount SET issued = issued + 1 WHERE id = 2")
        database.execute("DELETE FROM work_task WHERE id = 7")
        database.commit()
    status, said = rebuild(tmp_path / "data", tmp_path / "anew.sqlite3")
    assert status == 1
    assert said["differences"] == [["work.Task", 7, ""], ["ballots.PaperCount", 2, "issued"]]
    again = run(tmp_path / "data", tmp_path / "anew.sqlite3")
    assert again.returncode != 0
    assert "không trống" in again.stderr


@pytest.mark.parametrize(
    ("into", "database", "said"),
    [
        ("foo://bar", "", "không phải địa chỉ cơ sở dữ liệu"),
        ("", "", "không phải địa chỉ cơ sở dữ liệu"),
        ("sqlite:////khong/co/moi.sqlite3", "", "không có thư mục này"),
        ("sqlite:///{folder}/moi.sqlite3", "sqlite:///{folder}/khong-co.sqlite3", "không có tệp này"),
    ],
)
def test_wrong_address_of_a_database_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], into: str, database: str, said: str
) -> None:
    arguments = ["journal", "rebuild", "--into", into.format(folder=tmp_path)]
    arguments += ["--database", database.format(folder=tmp_path)] if database else []
    assert main(arguments) == WRONG_USAGE
    assert said in " ".join(capsys.readouterr().err.split())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.long  # a process each
@pytest.mark.parametrize(
    ("into", "database", "said"),
    [
        ("moi", "trong", "Không có nhật ký của tongket"),
        ("moi", "hong", "Không mở được cơ sở dữ liệu"),
        ("la", "", "không trống"),
    ],
)
def test_database_that_is_none_of_ours_is_told_in_one_line_and_stays_as_it_was(
    demo_data: Path, tmp_path: Path, into: str, database: str, said: str
) -> None:
    (tmp_path / "trong").touch()
    (tmp_path / "hong").write_text("không phải cơ sở dữ liệu" * 100, encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / "la")) as other:
        other.execute("CREATE TABLE cua_he_thong_khac (id INTEGER)")
        other.commit()
    command = [
        sys.executable,
        "-m",
        "tongket.cli",
        "journal",
        "rebuild",
        "--into",
        f"sqlite:///{tmp_path / into}",
    ]
    command += ["--database", f"sqlite:///{tmp_path / database}"] if database else []
    done = subprocess.run(command, env=environment(demo_data), cwd=ROOT, capture_output=True, text=True)
    assert done.returncode in (1, 2), done.stderr
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    for name, tables in (("moi", []), ("la", ["cua_he_thong_khac"])):
        with closing(sqlite3.connect(tmp_path / name)) as database_after:
            found = database_after.execute("SELECT name FROM sqlite_master").fetchall()
        assert [row[0] for row in found] == tables

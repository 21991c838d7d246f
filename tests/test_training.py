"""A training copy beside the real installation, impossible to mistake (U22)."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tests.serving import ROOT, environment
from tongket.common.export import ExportTable, to_csv

TABLES = ("django_session", "usersessions_usersession", "organisation_person")


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """An installation with one row in every table of interest, and a file."""
    data = tmp_path / "real"
    (data / "files").mkdir(parents=True)
    (data / "files" / "scan").write_bytes(b"scan")
    with closing(sqlite3.connect(data / "tongket.sqlite3")) as database:
        for table in TABLES:
            database.execute(f"CREATE TABLE {table} (id INTEGER)")
            database.execute(f"INSERT INTO {table} VALUES (1)")
        database.commit()
    return data


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tongket.cli", "training", *arguments]
    return subprocess.run(
        command, env=environment(data, demo=False), cwd=ROOT, capture_output=True, text=True
    )


def told(data: Path, expression: str) -> str:
    """What the settings of an installation in this folder say."""
    code = f"import django; django.setup(); from django.conf import settings; print(({expression}))"
    result = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(data, demo=False) | {"TONGKET_SMTP_HOST": "mail.example"},
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stdout.strip()


@pytest.mark.capability(131)
def test_one_command_copies_the_data_and_marks_the_copy_for_ever(real: Path, tmp_path: Path) -> None:
    copy = tmp_path / "tap-huan"
    assert run(real, str(copy)).returncode == 0
    with closing(sqlite3.connect(copy / "tongket.sqlite3")) as database:
        rows = {t: database.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in TABLES}
    assert rows == {"django_session": 0, "usersessions_usersession": 0, "organisation_person": 1}
    assert (copy / "files" / "scan").read_bytes() == b"scan"
    # Nothing has to be remembered when it is served: the folder itself says what it is.
    assert told(copy, "settings.TONGKET_TRAINING, settings.EMAIL_HOST") == "(True, '')"
    assert told(real, "settings.TONGKET_TRAINING, settings.EMAIL_HOST") == "(False, 'mail.example')"
    assert told(copy, "settings.SESSION_COOKIE_NAME") != told(real, "settings.SESSION_COOKIE_NAME")


def test_a_folder_with_other_things_is_left_alone(real: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "work.xlsx").write_bytes(b"x")
    result = run(real, str(tmp_path / "other"))
    assert (result.returncode, "Chọn một thư mục trống" in result.stderr) == (2, True)
    assert (tmp_path / "other" / "work.xlsx").exists()


def test_an_earlier_copy_is_replaced_only_on_request(real: Path, tmp_path: Path) -> None:
    copy = tmp_path / "tap-huan"
    assert run(real, str(copy)).returncode == 0
    assert run(real, str(copy)).returncode == 2
    assert run(real, str(copy), "--anew").returncode == 0
    assert run(copy, str(tmp_path / "copy-of-copy")).returncode == 2


@pytest.mark.capability(131)
def test_every_page_of_a_training_copy_says_so(db: None, client: Client, settings: Settings) -> None:
    settings.TONGKET_TRAINING = True
    page = client.get("/tai-khoan/dang-nhap/").content.decode()
    assert "<title>TẬP HUẤN · " in page
    assert 'class="tk-training tk-entrance"' in page
    assert "Dữ liệu tập huấn" in page


def test_lists_of_a_training_copy_are_marked_too(settings: Settings) -> None:
    table = ExportTable(name="ds", title="Danh sách đảng viên", facts=[], columns=["Tên"], rows=[["A"]])
    assert "TẬP HUẤN" not in to_csv(table).decode("utf-8-sig")
    settings.TONGKET_TRAINING = True
    assert to_csv(table).decode("utf-8-sig").startswith("TẬP HUẤN – Danh sách đảng viên")

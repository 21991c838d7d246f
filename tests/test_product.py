"""What an office may count on before it looks at any page."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
import urllib.request
from pathlib import Path

import pytest

from tests.serving import Server

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.capability(97)
def test_one_command_serves_everything_from_one_folder(server: Server) -> None:
    with urllib.request.urlopen(f"{server.url}/tai-khoan/dang-nhap/", timeout=10) as page:
        assert page.status == 200
    kept = {p.name for p in server.data.iterdir()} - {"ready", "static", "files"}
    assert kept == {"secret-key", "tongket.sqlite3", "tongket.sqlite3-wal", "tongket.sqlite3-shm"} & kept
    assert "tongket.sqlite3" in kept


@pytest.mark.capability(100)
def test_licence_is_open_and_every_vendored_file_has_its_own() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "Apache-2.0"
    vendored = tomllib.loads((ROOT / "vendor.toml").read_text(encoding="utf-8"))["vendored"]
    assert all(entry["licence"] and entry["version"] and entry["files"] for entry in vendored)


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_pins_every_package_with_hashes_and_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "http" not in text
    entries = [e for e in text.replace("\\\n", " ").splitlines() if e and not e.lstrip().startswith("#")]
    for entry in entries:
        assert "==" in entry, entry
        assert "--hash=sha256:" in entry, entry


def test_capabilities_as_json_print_nothing_but_json() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tests.capabilities", "--json"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    rows = json.loads(result.stdout)["capabilities"]
    assert [row["number"] for row in rows] == list(range(1, 136))
    assert {tuple(row) for row in rows} == {("number", "title", "tests", "passed")}
    assert all(row["passed"] is None for row in rows)

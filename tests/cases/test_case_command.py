"""How ``tongket case run`` ends when it can't do its work: the code, the words, and nothing left behind."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.cases.generator import make_case
from tests.cases.running import run_case
from tests.cases.variants import variant
from tests.cases.writer import write_case
from tongket.cli.main import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_case(make_case(variant("plain")), tmp_path / "case")


@pytest.fixture
def run(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Run the command in this process; only for runs that end before a database is touched."""

    def command(out: Path = tmp_path / "result.json") -> tuple[int, str]:
        # The command sets these; setting them here gives them back after the test.
        monkeypatch.setenv("TONGKET_DATA", str(tmp_path))
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/unused.sqlite3")
        code = main(["case", "run", str(folder), "--out", str(out)])
        assert not out.exists()
        assert {p.name for p in tmp_path.iterdir()} <= {"case"}
        return code, capsys.readouterr().err

    return command


def test_a_folder_that_does_not_exist_is_wrong_usage(
    folder: Path, run: Callable[..., tuple[int, str]]
) -> None:
    shutil.rmtree(folder)
    assert run()[0] == 64


def test_a_missing_file_is_named(folder: Path, run: Callable[..., tuple[int, str]]) -> None:
    (folder / "06-phieu.xlsx").unlink()
    code, words = run()
    assert (code, "06-phieu.xlsx" in words) == (1, True)


def test_a_file_that_is_no_workbook_is_named(folder: Path, run: Callable[..., tuple[int, str]]) -> None:
    (folder / "03-nhiem-vu.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    code, words = run()
    assert (code, "03-nhiem-vu.xlsx" in words) == (1, True)


def test_a_register_with_faults_is_refused_with_the_first_place(
    folder: Path, run: Callable[..., tuple[int, str]]
) -> None:
    case = make_case(variant("plain"))
    case.people[0].status = "Đang chờ"
    shutil.rmtree(folder)
    write_case(case, folder)
    code, words = run()
    assert (code, "02-dang-vien.xlsx" in words, "Ô M8" in words) == (1, True, True)


def test_a_paper_that_is_no_yaml_is_named_with_its_line(
    folder: Path, run: Callable[..., tuple[int, str]]
) -> None:
    (folder / "09-hoi-nghi.yaml").write_text("agenda: [\n", encoding="utf-8")
    code, words = run()
    assert (code, "09-hoi-nghi.yaml" in words, "line 2" in words) == (1, True, True)


@pytest.mark.parametrize(
    ("name", "take_out", "place"),
    [
        ("00-tham-so.yaml", lambda paper: paper["dates"].pop("committee"), "dates.committee"),
        ("09-hoi-nghi.yaml", lambda paper: paper["agenda"][1].pop("to"), "agenda[2].to"),
        ("10-khen-thuong.yaml", lambda paper: paper.pop("submission"), "submission"),
    ],
)
def test_a_paper_that_lacks_something_is_refused_with_its_place(
    folder: Path,
    run: Callable[..., tuple[int, str]],
    name: str,
    take_out: Callable[[dict[str, object]], object],
    place: str,
) -> None:
    paper = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
    take_out(paper)
    (folder / name).write_text(yaml.safe_dump(paper, allow_unicode=True), encoding="utf-8")
    code, words = run()
    assert (code, f"“{place}”" in words) == (1, True)


def test_an_out_that_can_not_be_written_is_wrong_usage(
    tmp_path: Path, run: Callable[..., tuple[int, str]]
) -> None:
    assert run(tmp_path / "nowhere" / "result.json")[0] == 64


@pytest.mark.long
def test_a_database_in_use_is_refused_and_stays_as_it_was(folder: Path, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/used.sqlite3"
    first = run_case(folder, tmp_path / "first.json", "--database", database)
    again = run_case(folder, tmp_path / "again.json", "--database", database)
    assert (first.code, again.code, again.found) == (0, 3, None)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["case", "first.json", "used.sqlite3"]


@pytest.mark.long
def test_a_year_that_a_rule_refuses_leaves_nothing_in_the_database(folder: Path, tmp_path: Path) -> None:
    database, layer = f"sqlite:///{tmp_path}/used.sqlite3", folder / "00-tham-so.yaml"
    text = layer.read_text(encoding="utf-8")
    layer.write_text(text.replace("share: 20%", "share: 60%"), encoding="utf-8")
    refused = run_case(folder, tmp_path / "refused.json", "--database", database)
    layer.write_text(text, encoding="utf-8")
    mended = run_case(folder, tmp_path / "mended.json", "--database", database)
    assert (refused.found, mended.code) == (None, 0)
    assert refused.code in (1, 2)

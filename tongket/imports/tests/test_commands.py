"""The command: exit codes, and a result that is written whatever is wrong."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from tongket.imports import kinds
from tongket.imports.cells import choice, whole_number
from tongket.imports.commands import import_check_command
from tongket.imports.kinds import (
    Column,
    ImportKind,
    Question,
    SheetSpec,
    UnknownKind,
    get_kind,
    register_kind,
)
from tongket.imports.problems import MISSING_VALUE
from tongket.imports.tests.builders import SheetPlan, xlsx_bytes

THINGS = ImportKind(
    name="things",
    vi="Danh mục đồ vật",
    en="List of things",
    sheets=(
        SheetSpec(
            name="things",
            vi="Danh mục đồ vật",
            en="List of things",
            columns=(
                Column("number", ("STT",), "No.", row_number=True),
                Column("name", ("Tên đồ vật",), "Thing", required=True, missing=MISSING_VALUE),
                Column("count", ("Số lượng",), "Count", whole_number(), required=True),
                Column(
                    "state", ("Tình trạng",), "State", choice({"new": ("Mới",), "old": ("Cũ",)}),
                    question=Question("{count} ô trống là gì?", "What are {count} empty cells?"),
                ),
            ),
            anchor="name",
        ),
    ),
)  # fmt: skip


@pytest.fixture(autouse=True)
def things(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_KINDS", {})
    register_kind(THINGS)


def run(file: Path, out: Path | None, **options: Any) -> tuple[int, str, str]:
    shown, err = io.StringIO(), io.StringIO()
    kind = options.pop("kind", "things")
    code = import_check_command(file, kind, None, out, out=shown, err=err, **options)
    return code, shown.getvalue(), err.getvalue()


def written(tmp_path: Path, rows: list[list[Any]]) -> Path:
    file = tmp_path / "do-vat.xlsx"
    file.write_bytes(xlsx_bytes({"DS": SheetPlan(rows)}))
    return file


HEADING = ["STT", "Tên đồ vật", "Số lượng", "Tình trạng"]


def test_a_good_file_is_done_and_summed_up(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    code, shown, err = run(written(tmp_path, [HEADING, [1, "Bàn", 3, "Mới"], [2, "Ghế", 8, "Cũ"]]), out)
    data = json.loads(out.read_text(encoding="utf-8"))
    assert (code, shown, err) == (0, "2 dòng: 2 mới, 0 thay đổi, 0 không đổi, 0 sai, 0 bỏ qua\n", "")
    assert [(row["row"], row["state"], row["problems"]) for row in data["rows"]] == [
        (2, "new", []),
        (3, "new", []),
    ]
    assert (data["questions"], data["unread"], data["problems"]) == ([], [], [])


def test_faults_exit_with_1_and_are_told_in_the_language(tmp_path: Path) -> None:
    file = written(tmp_path, [HEADING, [1, "Bàn", "ba", "Mới"], [2, None, 8, None]])
    code, shown, err = run(file, tmp_path / "out.json", language="en")
    assert code == 1
    assert err.splitlines() == [
        "Cell C2 (Số lượng): “ba” is text where a number belongs. Type digits.",
        "Cell B3 (Tên đồ vật) is empty but needs a value. Fill it in.",
        "What are 1 empty cells?",
    ]
    assert shown == "2 rows: 0 new, 0 changed, 0 unchanged, 2 wrong, 0 skipped\n"


def test_the_result_can_go_to_standard_output(tmp_path: Path) -> None:
    code, shown, _ = run(written(tmp_path, [HEADING, [1, "Bàn", 3, "Mới"]]), Path("-"))
    assert (code, len(json.loads(shown)["rows"])) == (0, 1)


def test_an_unknown_kind_is_wrong_usage_and_names_the_kinds(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    code, _, err = run(written(tmp_path, [HEADING]), out, kind="nothing")
    problems = json.loads(out.read_text(encoding="utf-8"))["problems"]
    assert (code, [problem["kind"] for problem in problems]) == (64, ["unknown_kind"])
    assert err == "Không có loại danh sách “nothing”. Các loại có sẵn: things.\n"


def test_a_missing_file_is_wrong_usage_and_still_written(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    code, _, _ = run(tmp_path / "khong-co.xlsx", out)
    assert (code, json.loads(out.read_text(encoding="utf-8"))["problems"][0]["kind"]) == (
        64,
        "file_not_found",
    )


@pytest.mark.parametrize(
    ("data", "kind"), [(b"not a workbook", "not_a_workbook"), (xlsx_bytes({"DS": [["a", "b"]]}), "no_table")]
)
def test_a_file_that_cannot_be_used_is_a_fault_and_still_written(
    tmp_path: Path, data: bytes, kind: str
) -> None:
    file, out = tmp_path / "gia.xlsx", tmp_path / "out.json"
    file.write_bytes(data)
    code, _, _ = run(file, out)
    result = json.loads(out.read_text(encoding="utf-8"))
    assert (code, result["rows"], [problem["kind"] for problem in result["problems"]]) == (1, [], [kind])


def test_a_kind_registered_under_a_taken_name_is_refused() -> None:
    with pytest.raises(ValueError, match="registered twice"):
        register_kind(ImportKind("things", "a", "b", ()))
    with pytest.raises(UnknownKind) as caught:
        get_kind("other")
    assert caught.value.names == ("things",)

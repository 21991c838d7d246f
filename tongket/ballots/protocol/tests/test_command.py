"""The command writes its output whatever happens, and its exit code says what happened."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from tongket.ballots.protocol import tally_command

from .builders import choose, counts


def run(tmp_path: Path, content: str | bytes | None) -> tuple[int, dict[str, Any]]:
    source, out = tmp_path / "phieu.json", tmp_path / "ket-qua.json"
    if content is not None:
        source.write_bytes(content.encode() if isinstance(content, str) else content)
    code = tally_command(source, out)
    return code, json.loads(out.read_text(encoding="utf-8"))


def test_result_is_written_and_the_code_is_zero(tmp_path: Path) -> None:
    code, result = run(tmp_path, json.dumps({"polls": [choose({"a": 9, "b": 0}, places=1)]}))
    assert code == 0
    assert result == {
        "polls": [
            {
                "id": "P1",
                "reconciles": True,
                "problems": [],
                "not_checked": [],
                "options": [
                    {"id": "a", "shares": {"yes": "100.00"}, "passed": True, "needed": 5, "majority": None},
                    {"id": "b", "shares": {"yes": "0.00"}, "passed": False, "needed": 5, "majority": None},
                ],
                "elected": ["a"],
                "ties": [],
            }
        ]
    }


def test_unknown_sums_alone_leave_the_code_at_zero(tmp_path: Path) -> None:
    entry = choose({"a": 9}, places=1, counts=counts(9, present=None))
    assert run(tmp_path, json.dumps({"polls": [entry]}))[0] == 0


@pytest.mark.capability(46)
def test_failing_sum_makes_the_code_one_and_is_written(tmp_path: Path) -> None:
    entry = choose({"a": 9}, places=1, counts=counts(9, invalid=1))
    code, result = run(tmp_path, json.dumps({"polls": [entry]}))
    assert (code, result["polls"][0]["reconciles"]) == (1, False)


@pytest.mark.parametrize(
    "content",
    [
        None,
        "",
        "{",
        b"\xff\xfe",
        '{"polls": [], "polls": []}',
        '{"polls": NaN}',
        '{"polls": [1.5]}',
        "[" * 100_000,
    ],
)
def test_unreadable_input_is_listed_in_the_output_and_the_code_is_one(
    tmp_path: Path, content: str | bytes | None
) -> None:
    code, result = run(tmp_path, content)
    assert code == 1
    assert result["polls"] == []
    assert len(result["errors"]) == 1


def test_no_binary_fraction_enters(tmp_path: Path) -> None:
    text = json.dumps({"polls": [choose({"a": 9}, places=1)]}).replace('"yes": 9', '"yes": 9.0')
    code, result = run(tmp_path, text)
    assert (code, result["errors"][0]["path"], result["errors"][0]["value"]) == (
        1,
        "polls[0].options[0].counts.yes",
        "9.0",
    )


def test_text_is_read_as_composed_unicode(tmp_path: Path) -> None:
    entry = choose({"a": 9}, places=1) | {"id": unicodedata.normalize("NFD", "Chi bộ Hòa")}
    _, result = run(tmp_path, "\ufeff" + json.dumps({"polls": [entry]}, ensure_ascii=False))
    assert result["polls"][0]["id"] == "Chi bộ Hòa"

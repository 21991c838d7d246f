"""Reading, faults of the input, the command's output and exit code, and properties."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.ballots.protocol.shares import cut, half_up
from tongket.reports.figures import figures_check, figures_check_command

from .builders import findings_of, partition, result_of, share, table


def paths_of(*entries: Any) -> list[str]:
    return [error["path"] for error in figures_check({"tables": list(entries)}).get("errors", [])]


@pytest.mark.parametrize(
    ("entry", "path"),
    [
        (table(kind="list"), "tables[0].kind"),
        (table(id=None), "tables[0].id"),
        (table(total="66"), "tables[0].total"),
        (table(rated=True), "tables[0].rated"),
        (table(parts=None), "tables[0].parts"),
        (table(parts={"good": "≈ 50"}), "tables[0].parts.good"),
        (table(printed={}), "tables[0].printed"),
        (table(share("unknown", "1")), "tables[0].printed[0].part"),
        (table(share("good", "1", "everything")), "tables[0].printed[0].of"),
        (table(share("good", "1 %")), "tables[0].printed[0].percent"),
        (table(share("good", "-1")), "tables[0].printed[0].percent"),
        (table(quota={"share": "0"}), "tables[0].quota.share"),
        (table(quota={"share": "x"}), "tables[0].quota.share"),
        (table(quota={"rate": "20"}), "tables[0].quota.rate"),
        (table(kind="target", quota={"share": "20"}), "tables[0].quota"),
    ],
)
def test_part_that_cannot_be_used_is_refused_at_its_place(entry: dict[str, Any], path: str) -> None:
    assert paths_of(entry)[0] == path


@pytest.mark.capability(122)
def test_approximate_number_is_never_taken_as_exact() -> None:
    result = figures_check({"tables": [table(total="khoảng 60")]})
    assert result["tables"] == []
    assert "null" in result["errors"][0]["advice"]["vi"]


def test_doubled_id_is_refused() -> None:
    assert paths_of(table(), table()) == ["tables[1].id"]


def test_keys_without_meaning_here_are_named() -> None:
    assert figures_check({"tables": [table(source="báo")]})["unread"] == ["tables[0].source"]


def run(tmp_path: Path, content: str) -> tuple[int, dict[str, Any]]:
    source, out = tmp_path / "so-lieu.json", tmp_path / "ket-qua.json"
    source.write_text(content, encoding="utf-8")
    code = figures_check_command(source, out)
    return code, json.loads(out.read_text(encoding="utf-8"))


def test_command_without_findings_ends_with_zero(tmp_path: Path) -> None:
    code, result = run(tmp_path, json.dumps({"tables": [table()]}))
    assert (code, result) == (0, {"tables": [{"id": "T1", "findings": [], "quota": None}]})


@pytest.mark.capability(121)
def test_command_with_findings_ends_with_one_and_says_what_and_where(tmp_path: Path) -> None:
    code, result = run(tmp_path, json.dumps({"tables": [table(share("excellent", "15.78"))]}))
    assert code == 1
    (finding,) = result["tables"][0]["findings"]
    assert finding["detail"] == {
        "vi": "“hoàn thành xuất sắc” trên số được xếp loại in 15,78 %, 10 trên 63 là 15,87 %",
        "en": '"excellent" of those rated is printed as 15.78 %, 10 of 63 is 15.87 %',
    }


@pytest.mark.parametrize("content", ["", "{", '{"tables": [{"total": 1e999999999}]}', "[]"])
def test_command_always_writes_its_output(tmp_path: Path, content: str) -> None:
    code, result = run(tmp_path, content)
    assert (code, result["tables"]) == (1, [])
    assert result["errors"]


def test_number_with_decimals_is_read_exactly_and_is_impossible_for_people(tmp_path: Path) -> None:
    _, result = run(tmp_path, json.dumps({"tables": [table()]}).replace('"rated": 63', '"rated": 62.5'))
    (finding,) = [entry for entry in result["tables"][0]["findings"] if entry["kind"] == "impossible"]
    assert finding["found"] == "62.5"


counts = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 5000), min_size=1)


def all_printed(parts: dict[str, int], method: Any, decimals: int) -> list[dict[str, Any]]:
    total = sum(parts.values())
    return [share(p, method(Fraction(100 * n, total), decimals), "total") for p, n in parts.items()]


@given(counts.filter(lambda parts: sum(parts.values()) > 0), st.integers(0, 4))
def test_shares_rounded_half_up_over_their_base_are_never_found_fault_with(
    parts: dict[str, int], decimals: int
) -> None:
    assert findings_of(partition(sum(parts.values()), *all_printed(parts, half_up, decimals), **parts)) == []


@given(counts.filter(lambda parts: sum(parts.values()) > 0), st.integers(0, 4))
def test_cut_shares_are_truncated_or_exact(parts: dict[str, int], decimals: int) -> None:
    printed = all_printed(parts, cut, decimals)
    differs = printed != all_printed(parts, half_up, decimals)
    kinds = [kind for kind, _, _ in findings_of(partition(sum(parts.values()), *printed, **parts))]
    assert kinds == (["truncated"] if differs else [])


@given(counts, st.integers(-3, 3))
def test_sum_is_found_exactly_when_it_differs(parts: dict[str, int], error: int) -> None:
    total = max(sum(parts.values()) + error, 0)
    kinds = [kind for kind, _, _ in findings_of(partition(total, **parts))]
    assert kinds == (["sum_differs"] if total != sum(parts.values()) else [])


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 50), st.fractions(0, 1, max_denominator=100))
def test_ceiling_over_good_alone_is_the_bound_of_the_rules(
    excellent: int, good: int, fair: int, quota: Fraction
) -> None:
    if quota == 0:
        return
    text = half_up(quota * 100, 2)
    parts = {"excellent": excellent, "good": good, "fair": fair}
    result = result_of(table(parts=parts, rated=None, total=sum(parts.values()), quota={"share": text}))
    limit = Fraction(text) / 100
    assert result["quota"]["good_only"]["ok"] is (excellent * (1 + limit) <= limit * (excellent + good))

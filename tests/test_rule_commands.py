"""Explanations, trials, differences, tests and documents through the command line itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tongket.cli.main import main
from tongket.rules.tests.builders import LAYER, ORGANISATION, member, unit
from tongket.rules.tests.test_commands import write_csv

PEOPLE = [
    member("m", civil_rating="good", name="Nguyễn Văn Mẫu"),
    member("g", level_cell="good", sick_days=100, name="Lê Thị Gương"),
    *[member(f"p{n}", level_cell="good", name=f"Đảng viên {n}") for n in range(6)],
]
UNITS = [ORGANISATION, unit("C", name="Chi bộ mẫu")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "facts"
    place.mkdir()
    write_csv(place / "members.csv", PEOPLE)
    write_csv(place / "units.csv", UNITS)
    return place


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """The same people in columns that the regulations of all years know."""
    place = tmp_path / "bare"
    place.mkdir()
    write_csv(place / "members.csv", PEOPLE)
    write_csv(place / "units.csv", UNITS)
    return place


def pack(folder: Path) -> list[str]:
    return ["--pack", "vn.party", "--year", "2021", "--layer", str(LAYER), "--facts", str(folder)]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.capability(32)
def test_member_is_explained_shortly_with_a_line_per_clause(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "explain", *pack(folder), "--id", "m", "--short")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Mức cao nhất đủ điều kiện: Hoàn thành tốt nhiệm vụ",
        "Chưa đủ điều kiện xếp mức Hoàn thành xuất sắc nhiệm vụ vì kết quả xếp loại công chức, viên chức năm 2021 "
        "là Hoàn thành tốt nhiệm vụ (HD 21-HD/BTCTW, II.B.2.3).",
    ]


@pytest.mark.capability(32)
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("vi", ["Các mức:", "Hoàn thành tốt nhiệm vụ: đủ điều kiện ← mức này", "[chưa đạt] Được xếp loại"]),
        (
            "en",
            ["Levels:", "Good completion of tasks: conditions met ← this level", "[not met] Rated excellent"],
        ),
    ],
)
def test_member_is_explained_in_full_in_both_languages(
    folder: Path, capsys: pytest.CaptureFixture[str], lang: str, said: list[str]
) -> None:
    code, out, _ = run(capsys, "explain", *pack(folder), "--id", "m", "--lang", lang)
    assert code == 0
    assert [line for line in said if line in out] == said


@pytest.mark.parametrize("subject", ["C", "O"])
def test_cell_and_organisation_are_explained(
    folder: Path, capsys: pytest.CaptureFixture[str], subject: str
) -> None:
    code, out, _ = run(capsys, "explain", *pack(folder), "--id", subject)
    assert code == 0
    assert "Mức cao nhất đủ điều kiện" in out


@pytest.mark.capability(33)
def test_group_is_explained_by_its_quota(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "explain", *pack(folder), "--quota", "members", "--group", "O")
    assert code == 0
    assert "x ≤ 20% × (7 − x)" in out
    assert "Số lượng tối đa của O: 1" in out
    assert "Làm tròn xuống: x ≤ 1" in out


def test_reader_without_the_class_reads_one_uniform_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hidden = run(capsys, "explain", *pack(folder), "--id", "g", "--short")[1]
    assert "ốm" not in hidden
    assert "có căn cứ theo văn bản của cấp có thẩm quyền (người có thẩm quyền được xem)" in hidden
    shown = run(capsys, "explain", *pack(folder), "--id", "g", "--short", "--reader", "health")[1]
    assert "thời gian nghỉ ốm trong năm là 100 ngày" in shown


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--id", "nobody"], 1),
        (["--quota", "luck"], 1),
        (["--id", "m", "--quota", "members"], 64),
        ([], 64),
        (["--id", "m", "--reader", "everybody"], 64),
    ],
)
def test_wrong_questions_are_told_apart_by_exit_code(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int
) -> None:
    found, out, err = run(capsys, "explain", *pack(folder), *arguments)
    assert (found, out) == (code, "")
    assert err


@pytest.mark.capability(103)
def test_trial_of_a_fact_tells_whose_level_changes_and_why(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "members.csv").read_bytes()
    code, out, err = run(
        capsys, "rules", "what-if", *pack(folder), "--fact", "members", "g", "sick_days", "0"
    )
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Lê Thị Gương: HTNV → HTTNV"
    assert lines[1] == "    Không còn vướng: thời gian nghỉ ốm trong năm là 100 ngày."
    assert lines[-1].startswith("Số trường hợp thay đổi: ")
    assert (folder / "members.csv").read_bytes() == before


@pytest.mark.capability(103)
def test_trial_of_a_parameter_tells_the_places_and_answers_in_machine_form(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trial = ["--parameter", "quotas.members.share", "50%"]
    code, out, _ = run(capsys, "rules", "what-if", *pack(folder), *trial, "--json")
    assert code == 0
    assert {"name": "members", "group": "O", "before": 1, "after": 2} in json.loads(out)["quotas"]


@pytest.mark.parametrize(
    ("trial", "code"),
    [
        (["--fact", "members", "nobody", "sick_days", "0"], 1),
        (["--fact", "members", "g", "luck", "0"], 1),
        (["--fact", "members", "g", "sick_days", "-1"], 1),
        (["--parameter", "luck", "1"], 2),
        (["--parameter", "quotas.members.share", "[["], 2),
        ([], 64),
    ],
)
def test_trial_that_cannot_be_made_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], trial: list[str], code: int
) -> None:
    found, out, err = run(capsys, "rules", "what-if", *pack(folder), *trial)
    assert (found, out) == (code, "")
    assert err
    found, out, err = run(capsys, "--json", "rules", "what-if", *pack(folder), *trial)
    assert (found, out) == (code, "")
    assert "message_vi" in err


@pytest.mark.capability(104)
def test_three_regulations_are_compared_on_the_same_facts(
    bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packs = ["vn.party:2021", "vn.party:2023", "vn.party:2025"]
    asked = ["rules", "diff", *packs, "--layer", str(LAYER), "--facts", str(bare)]
    code, out, _ = run(capsys, *asked)
    assert code == 0
    first, second = out.split("\n\n")
    assert "132-QĐ/TW" in first.splitlines()[0]
    assert "124-QĐ/TW" in first.splitlines()[0]
    assert "366-QĐ/TW" in second.splitlines()[0]
    assert "Đảng viên, HTTNV: " in first
    code, out, _ = run(capsys, *asked, "--json")
    found = json.loads(out)["comparisons"]
    assert [(item["before"]["years"], item["after"]["years"]) for item in found] == [
        ("2018-2022", "2023-2024"),
        ("2023-2024", "2025-"),
    ]


@pytest.mark.parametrize(
    "packs", [["vn.party:2021"], ["vn.party", "vn.party:2023"], ["vn.party:2021", "vn.party:year"]]
)
def test_comparison_needs_two_packs_with_years(
    bare: Path, capsys: pytest.CaptureFixture[str], packs: list[str]
) -> None:
    assert run(capsys, "rules", "diff", *packs, "--facts", str(bare))[0] == 64


def test_layer_of_a_year_that_is_not_compared_is_refused(
    bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["rules", "diff", "vn.party:2023", "vn.party:2025", "--layer", str(LAYER), "--facts", str(bare)]
    code, _, err = run(capsys, *asked, "--lang", "en")
    assert (code, err) == (64, "Layers of none of the years compared: local.yaml\n")


@pytest.mark.capability(37)
def test_worked_cases_run_by_one_command_and_the_office_adds_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "rules", "test", "org.company")
    assert code == 0
    assert out.rstrip().endswith("ví dụ, sai 0")
    own = tmp_path / "own.yaml"
    own.write_text(
        "year: 2021\ncases:\n"
        "- {name: A unit of its own kind is not judged, units: {A: {kind: agency, level_self: good}}, "
        "expect: {A: {level: good}}}\n"
        "- {name: Wrong, units: {A: {kind: agency, level_self: good}}, expect: {A: {level: fair}}}\n",
        encoding="utf-8",
    )
    code, out, _ = run(
        capsys, "rules", "test", "vn.party", "--year", "2021", "--cases", str(own), "--lang", "en"
    )
    assert code == 1
    assert "own.yaml:4: Wrong" in out
    assert "cases, failed 1" in out
    assert run(capsys, "rules", "test", "--cases", str(own))[0] == 64
    assert run(capsys, "rules", "test", "no.such")[0] == 64


@pytest.mark.capability(105)
@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "vi",
            ["Chưa được cơ quan xác nhận căn cứ", "Mức Hoàn thành xuất sắc nhiệm vụ cần", "văn bản để ngỏ"],
        ),
        (
            "en",
            ["Basis not yet confirmed by the office", "The level “Excellent completion", "left open by the"],
        ),
    ],
)
def test_pack_is_printed_as_a_document_in_words_with_what_is_unconfirmed(
    capsys: pytest.CaptureFixture[str], lang: str, words: list[str]
) -> None:
    code, out, _ = run(capsys, "rules", "show", "vn.party", "--year", "2021", "--lang", lang)
    assert code == 0
    assert [word for word in words if word in out] == words
    assert "parameter(" not in out
    layered = run(
        capsys, "rules", "show", "vn.party", "--year", "2021", "--layer", str(LAYER), "--lang", lang
    )[1]
    assert "Hướng dẫn mẫu của cấp trên trực tiếp" in layered


@pytest.mark.capability(38)
def test_commands_warn_of_a_text_that_was_not_in_force_in_the_year(
    bare: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    layer = tmp_path / "old.yaml"
    layer.write_text(
        "year: 2023\nrules: {local_layer: {title: Hướng dẫn thử}}\n"
        "sick_leave_days: 90\ncites: {sick_leave_days: HD 21 II.6}\n",
        encoding="utf-8",
    )
    asked = ["--pack", "vn.party", "--year", "2023", "--layer", str(layer), "--facts", str(bare)]
    code, _, err = run(capsys, "explain", *asked, "--id", "m")
    assert code == 0
    assert err == (
        "Cảnh báo: HD 21-HD/BTCTW hết hiệu lực từ 10/11/2023, trước khi hết năm 2023; được thay bằng "
        "HD 25-HD/BTCTW (được dẫn tại: Hướng dẫn thử).\n"
    )

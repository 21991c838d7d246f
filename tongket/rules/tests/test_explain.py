"""Explanations: complete in both languages, and never more than their reader may see."""

from __future__ import annotations

from typing import Any

import pytest

from tongket.rules import Explanation, assess, explain, explain_quota
from tongket.rules.tests.builders import LAYER, facts, layer, member, pack, unit

PACK = pack()
ALL = {"open", "committee", "inspection", "health"}


def explained(lang: str = "vi", reader: set[str] = ALL, **changes: object) -> Explanation:
    others = [member(f"g{number}", level_cell="good") for number in range(6)]
    result = assess(PACK, facts(member("m", name="Nguyễn Văn Mẫu", **changes), *others))
    return explain(PACK, result, "m", lang=lang, reader=reader)


@pytest.mark.capability(32)
def test_the_missed_level_is_explained_by_the_condition_and_its_fact() -> None:
    page = explained(civil_rating="good")
    assert page.level == "good"
    assert page.sentence == (
        "Chưa đủ điều kiện xếp mức Hoàn thành xuất sắc nhiệm vụ vì kết quả xếp loại công chức, viên chức năm 2021 "
        "là Hoàn thành tốt nhiệm vụ."
    )
    assert [(rung.level, rung.note, rung.here) for rung in page.ladder] == [
        ("excellent", "1 điều kiện chưa đạt", False),
        ("good", "đủ điều kiện", True),
        ("fair", "đủ điều kiện", False),
        ("failed", "không có trường hợp nào", False),
    ]
    missed = [condition for condition in page.conditions if condition.status == "not_met"]
    assert [(item.clause, item.value) for item in missed] == [
        ("civil_rating_not_excellent", "Hoàn thành tốt nhiệm vụ")
    ]
    assert [(fact.name, fact.value) for fact in missed[0].facts] == [("civil_rating", "good")]
    assert missed[0].cites[0] == "HD 21-HD/BTCTW, II.B.2.3"


def test_the_explanation_is_complete_in_english() -> None:
    page = explained(lang="en", sick_days=90)
    assert page.sentence == (
        "The conditions of the level “Good completion of tasks” are not met: sick leave in the year is 90 days."
    )
    assert page.summary == "3 met, 1 not met, 0 open"


def test_the_conditions_stand_as_on_the_page_with_the_quota_last() -> None:
    page = explained(civil_rating="good")
    assert [(item.text, item.status, item.value) for item in page.conditions] == [
        ("Tiêu chí kết quả đạt Xuất sắc", "met", "Xuất sắc"),
        ("Các tiêu chí còn lại từ Tốt trở lên", "met", "5/5 tiêu chí"),
        (
            "Được xếp loại công chức, viên chức mức Hoàn thành xuất sắc nhiệm vụ",
            "not_met",
            "Hoàn thành tốt nhiệm vụ",
        ),
        ("Thời gian nghỉ ốm dưới 90 ngày trong năm", "met", "0 ngày"),
        ("Không thuộc trường hợp xếp mức Không hoàn thành nhiệm vụ", "met", "0/4 trường hợp"),
        ("Trong số lượng tối đa 20% của tổ chức cơ sở đảng", "not_considered", "chưa xét"),
    ]


def test_marks_that_fall_short_are_named() -> None:
    page = explained(marks_style="fair", marks_ethics="poor")
    assert page.sentence.endswith("vì có tiêu chí dưới Trung bình: Phẩm chất đạo đức, lối sống – Kém.")


def test_no_explanation_says_that_somebody_was_lowered() -> None:
    for changes in (
        {"civil_rating": "good"},
        {"sick_days": 90},
        {"disciplined_in_year": True},
        {"exempt": True},
    ):
        text = str(explained(**changes).to_dict())
        assert "hạ mức" not in text
        assert "bị hạ" not in text


def test_whoever_is_not_rated_is_told_why() -> None:
    assert explained(exempt="yes").sentence == (
        "Không thuộc diện xếp loại, vì được miễn công tác và sinh hoạt đảng."
    )
    assert explained(lang="en", admitted_on="2021-10-01").sentence == (
        "Reviewed, not rated: was admitted on 01/10/2021, less than 6 months before."
    )


def test_a_missing_fact_is_named_in_words() -> None:
    page = explained(civil_rating=None)
    assert page.level == "undetermined"
    assert page.sentence.startswith("Chưa xác định được vì chưa có dữ liệu: ")
    assert "Xếp loại công chức, viên chức" in page.missing


_HIDDEN = "Theo văn bản của cấp có thẩm quyền (người có thẩm quyền được xem)"


@pytest.mark.parametrize(
    "ground", [{"sick_days": 120}, {"disciplined_in_year": True}, {"degradation_concluded": True}]
)
def test_every_hidden_ground_is_shown_by_the_same_row_and_the_same_reason(ground: dict[str, Any]) -> None:
    page = explained(reader={"open"}, **ground)
    plain = explained(reader={"open"})
    assert [item.text for item in page.conditions if item.status == "hidden"] == [_HIDDEN]
    assert [item.text for item in plain.conditions if item.status == "hidden"] == [_HIDDEN]
    assert page.sentence.endswith(
        "vì có căn cứ theo văn bản của cấp có thẩm quyền (người có thẩm quyền được xem)."
    )
    text = str(page.to_dict())
    for word in ("ốm", "kỷ luật tính vào", "suy thoái", "sick", "disciplined_in_year", "degradation"):
        assert word not in text


def test_the_reader_of_one_class_sees_that_ground_only() -> None:
    page = explained(reader={"open", "health"}, sick_days=120, disciplined_in_year=True)
    text = str(page.to_dict())
    assert "kỷ luật tính vào" not in text
    assert "disciplined_in_year" not in text


def test_the_quota_is_named_as_reason_after_the_ballot() -> None:
    page = explained(second_ballot_yes=2, second_ballot_roll=9)
    assert page.level == "excellent"
    assert page.sentence == (
        "Đủ điều kiện xếp mức Hoàn thành xuất sắc nhiệm vụ trước khi xét số lượng tối đa; chưa được xếp mức này "
        "vì không được chọn trong số lượng tối đa."
    )


def test_a_head_reads_the_levels_of_the_units() -> None:
    page = explained(head_of="C")
    assert "đơn vị do đồng chí đứng đầu xếp ở mức: C – HTTNV" in page.sentence


def test_unconfirmed_and_suspended_clauses_are_said_as_warnings() -> None:
    bare = pack(
        layer("suspended: {civil_rating_not_excellent: {document: Công văn mẫu, reason: chờ hướng dẫn}}")
    )
    result = assess(bare, facts(member("m", head_of="C", civil_rating="good")))
    page = explain(bare, result, "m", reader=ALL)
    assert page.warnings == (
        "Không cao hơn mức xếp loại của tập thể, đơn vị do mình đứng đầu: chưa đạt, nhưng căn cứ chưa được cơ quan "
        "xác nhận nên không áp dụng.",
        "Được xếp loại công chức, viên chức mức Hoàn thành xuất sắc nhiệm vụ: tạm không áp dụng theo Công văn mẫu; "
        "lý do: chờ hướng dẫn.",
    )
    unconfirmed = [item.clause for item in page.conditions if not item.confirmed]
    assert "head_not_above_unit" in unconfirmed


def test_proposals_of_all_stages_are_listed() -> None:
    page = explained(level_self="excellent", level_committee="good")
    assert [(item.name, item.level) for item in page.proposals] == [
        ("level_self", "excellent"),
        ("level_committee", "good"),
        ("level_cell", "excellent"),
        ("level_superior", None),
    ]


def test_a_cell_is_explained_by_the_shares_of_its_members() -> None:
    units = [unit("C", level_self="excellent", name="Chi bộ mẫu")]
    people = [*[member(f"g{n}", level_cell="good") for n in range(3)], member("f", level_cell="failed")]
    result = assess(PACK, facts(*people, units=units))
    page = explain(PACK, result, "C")
    assert page.sentence == (
        "Chưa đủ điều kiện xếp mức Hoàn thành xuất sắc nhiệm vụ vì tỷ lệ đảng viên từ mức Hoàn thành nhiệm vụ trở lên "
        "là 3/4 (75%); tỷ lệ đảng viên từ mức Hoàn thành tốt nhiệm vụ trở lên là 3/4 (75%)."
    )


def test_an_unknown_subject_is_an_error() -> None:
    with pytest.raises(KeyError):
        explain(PACK, assess(PACK, facts(member("m"))), "nobody")


@pytest.mark.capability(33)
def test_the_quota_is_explained_step_by_step() -> None:
    people = [member(f"a{n}", second_ballot_yes=9 - n, second_ballot_roll=9) for n in range(6)]
    people += [member(f"g{n}", level_cell="good") for n in range(7)]
    result = assess(PACK, facts(*people))
    page = explain_quota(PACK, result.quota("members"), assessment=result)
    assert page.equation == "x ≤ 20% × (13 − x)"
    assert [(step.text, step.equation) for step in page.steps] == [
        ("Chuyển vế, chia cho 6", "x ≤ 13/6 ≈ 2,17"),
        ("Làm tròn xuống", "x ≤ 2"),
    ]
    assert [(row.subject, row.rank, row.result) for row in page.candidates] == [
        ("a0", "1", "selected"),
        ("a1", "2", "selected"),
        ("a2", "3", "no_place"),
        ("a3", "4", "no_place"),
        ("a4", "5", "no_place"),
        ("a5", "6", "no_majority"),
    ]
    assert page.border == (
        "Hết số lượng tối đa: 2; vị trí 2 có 8 phiếu, vị trí 3 có 7 phiếu; không có bằng phiếu ở vị trí cuối"
    )


def test_a_rounding_that_leaves_the_inequality_is_said_so() -> None:
    rounded = pack(LAYER.parent / "clauses.yaml", layer("quotas: {members: {rounding: up}}"))
    people = [member("a", second_ballot_yes=9, second_ballot_roll=9), member("g", level_cell="good")]
    result = assess(rounded, facts(*people))
    page = explain_quota(rounded, result.quota("members"), lang="en")
    assert page.caveat.startswith("This rounding rounds the bound")
    assert page.steps[-1].equation == "x ≤ 1"

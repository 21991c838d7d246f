import datetime
from pathlib import Path

import pytest

from tongket.documents.rendering import render_pdf, sample
from tongket.documents.rendering.readme import with_papers
from tongket.documents.rendering.wording import Group, annexed_list, certificate_decision, level_decision
from tongket.documents.tests.conftest import pdf_text

DAY = datetime.date(2021, 12, 27)


def frame() -> dict:
    data = sample("decision")
    return {key: data[key] for key in ("heading", "deciding_body", "grounds", "recipients", "signature")}


def annex() -> dict:
    return annexed_list(
        title="Danh sách",
        subject="đảng viên",
        attached_to="Kèm theo Quyết định số 118-QĐ/ĐU, ngày 27/12/2021",
        columns=[{"label": "Họ và tên", "share": 1}],
        groups=[Group("Chi bộ 1", [["Khuê"], ["H'Ơn Êban"]]), Group("Chi bộ 2", [["Tạ Duy Tuệ"]])],
    )


def test_running_number_goes_through_the_groups():
    assert annex()["tables"][0]["rows"] == [
        "Chi bộ 1",
        ["1", "Khuê"],
        ["2", "H'Ơn Êban"],
        "Chi bộ 2",
        ["3", "Tạ Duy Tuệ"],
    ]


def test_level_decision_counts_each_level_and_leaves_out_empty_ones():
    data = level_decision(
        **frame(),
        year=2021,
        subjects="đảng viên",
        counter="đồng chí",
        counts=[
            ("Hoàn thành xuất sắc nhiệm vụ", 10),
            ("Hoàn thành tốt nhiệm vụ", 47),
            ("Hoàn thành nhiệm vụ", 6),
            ("Không hoàn thành nhiệm vụ", 0),
        ],
        executors="Văn phòng Đảng ủy, các chi bộ trực thuộc",
        annex=annex(),
    )
    assert data["articles"][0] == [
        "Công nhận mức xếp loại chất lượng năm 2021 đối với 63 đảng viên: "
        "10 đồng chí hoàn thành xuất sắc nhiệm vụ, "
        "47 đồng chí hoàn thành tốt nhiệm vụ, 06 đồng chí hoàn thành nhiệm vụ (có danh sách kèm theo)."
    ]
    assert "DANH SÁCH" in pdf_text(render_pdf("decision", data, document_date=DAY, profile="party-2018"))


@pytest.mark.capability(59)
def test_certificate_decision_for_one_named_person_has_no_list():
    data = certificate_decision(
        **frame(),
        form="Giấy khen",
        subjects="đảng viên",
        count=1,
        named="đồng chí H'Ơn Êban, Chi bộ 1",
        achievement="có thành tích thực hiện Chỉ thị 05-CT/TW",
        amount=447000,
        money_source="từ nguồn kinh phí công tác đảng",
        executors="Văn phòng Đảng ủy",
        annex=None,
    )
    assert data["articles"] == [
        ["Tặng Giấy khen cho đồng chí H'Ơn Êban, Chi bộ 1 có thành tích thực hiện Chỉ thị 05-CT/TW."],
        ["Kèm theo Giấy khen được thưởng 447.000 đồng, từ nguồn kinh phí công tác đảng."],
        ["Văn phòng Đảng ủy và đảng viên có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này."],
    ]


def test_certificate_decision_without_money_has_no_money_article():
    data = certificate_decision(
        **frame(),
        form="Giấy khen",
        subjects="đảng viên",
        count=10,
        achievement="đạt tiêu chuẩn “Hoàn thành xuất sắc nhiệm vụ” năm 2021",
        amount=None,
        money_source=None,
        executors="Văn phòng Đảng ủy",
        annex=annex(),
    )
    assert len(data["articles"]) == 2
    assert data["articles"][0][0].startswith("Tặng Giấy khen cho 10 đảng viên đạt tiêu chuẩn")


def test_readme_lists_every_paper_as_it_is():
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    assert with_papers(readme) == readme

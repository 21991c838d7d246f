import io
import zipfile

import docx
import pytest

from tongket.documents.rendering import (
    PAPERS,
    check_word_template,
    get_profile,
    render_docx,
    sample,
    word_template,
    word_text,
)
from tongket.documents.rendering.errors import TemplateError, UnknownTemplateError

WORD_PAPERS = sorted(name for name, paper in PAPERS.items() if paper.word)


def own_template(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("profile", ["party-2018", "party-2026", "state-2020", "plain"])
@pytest.mark.parametrize("name", WORD_PAPERS)
def test_every_word_paper_is_made_and_opens_without_placeholders_left(name, profile):
    text = word_text(render_docx(name, sample(name), profile=profile))
    assert "{" not in text
    assert "None" not in text


def test_same_input_gives_the_same_bytes():
    first = render_docx("decision", sample("decision"), profile="party-2018")
    assert render_docx("decision", sample("decision"), profile="party-2018") == first


def test_signs_that_word_files_are_made_of_lose_nothing():
    data = sample("decision")
    typed = 'Tặng <b>Giấy khen</b> & "quà" cho đồng chí H\'Ơn Êban {{ 7*7 }} {% x %}'
    data["articles"][0] = [typed, "Đoạn sau"]
    text = word_text(render_docx("decision", data, profile="party-2018"))
    assert typed in text
    assert "Đoạn sau" in text
    assert "Cộng: 36 đồng chí" in text


@pytest.mark.capability(83)
def test_word_decision_has_the_form_of_the_pdf():
    text = word_text(render_docx("decision", sample("decision"), profile="party-2018"))
    for part in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Số 118-QĐ/ĐU",
        "Trung Du, ngày 27 tháng 12 năm 2021",
        "Điều 3. Văn phòng Đảng ủy",
        "T/M ĐẢNG ỦY",
        "- Lưu Đảng ủy.",
        "Công Tằng Tôn Nữ Hoàng Thị Phương Thảo Nguyên",
    ):
        assert part in text


@pytest.mark.capability(51)
def test_word_teller_minutes_show_every_count():
    text = word_text(render_docx("teller_minutes", sample("teller_minutes"), profile="party-2018"))
    for part in ("Số phiếu phát ra: 14", "Số phiếu không hợp lệ: 01", "09 (64,29%)", "TỔ TRƯỞNG"):
        assert part in text


@pytest.mark.capability(76)
def test_word_minutes_hold_items_votes_and_conclusions():
    text = word_text(render_docx("minutes", sample("minutes"), profile="party-2018"))
    for part in (
        "Thảo luận",
        "tán thành 58",
        "Phụ trách: Chi bộ 1; hoàn thành trước ngày 30 tháng 11 năm 2022.",
    ):
        assert part in text


def test_sizes_set_by_the_office_count_in_word():
    form = get_profile("party-2018").with_overrides({"body.size_pt": 13}, cites="x")
    document = docx.Document(io.BytesIO(word_template("decision", form)))
    assert document.styles["Normal"].font.size.pt == 13


@pytest.mark.capability(82)
def test_template_edited_by_the_office_is_filled():
    source = own_template(
        "{{ title }} của {{ signature.name }}",
        "{%p for ground in grounds %}",
        "{{ ground }}",
        "{%p endfor %}",
    )
    text = word_text(check_word_template("decision", source, profile="party-2018"))
    assert "Quyết định của Đinh Thị Diệu Khuê" in text
    assert "- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;" in text


@pytest.mark.capability(82)
@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"not a zip", "không phải tệp Word"),
        (own_template("{{ colour }}"), "colour"),
        (own_template("{{ title"), "expected"),
        (own_template("{{ title.__class__.__mro__ }}"), "unsafe"),
    ],
)
def test_faulty_template_is_refused_with_its_fault(source, said):
    with pytest.raises(TemplateError) as caught:
        check_word_template("decision", source, profile="party-2018")
    assert said in caught.value.message["vi"]


def test_template_with_a_macro_is_refused():
    out = io.BytesIO(own_template("{{ title }}"))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    with pytest.raises(TemplateError) as caught:
        check_word_template("decision", out.getvalue(), profile="party-2018")
    assert "macro" in caught.value.message["vi"]


def test_template_that_unpacks_to_too_much_is_refused():
    out = io.BytesIO(own_template("{{ title }}"))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/big.bin", b"\0" * 21_000_000)
    with pytest.raises(TemplateError) as caught:
        check_word_template("decision", out.getvalue(), profile="party-2018")
    assert "quá lớn" in caught.value.message["vi"]


def test_paper_without_a_word_form_is_refused():
    with pytest.raises(UnknownTemplateError):
        render_docx("register", sample("register"), profile="party-2018")

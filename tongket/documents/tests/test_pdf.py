import datetime
import io
import unicodedata

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongket.documents.rendering import PAPERS, render_pdf, sample
from tongket.documents.rendering.errors import (
    DataShapeError,
    MissingFontError,
    SignatureFormError,
    TemplateError,
    UnknownTemplateError,
    UnprintableTextError,
)
from tongket.documents.rendering.fonts import font_files, printable
from tongket.documents.rendering.pdf import TEMPLATES_DIR, compile_pdf
from tongket.documents.rendering.text import normal
from tongket.documents.tests.conftest import page_count, pdf_text

DAY = datetime.date(2021, 12, 27)
PDF_PAPERS = sorted(name for name, paper in PAPERS.items() if paper.pdf)
VIETNAMESE = (
    "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư"
    + "".join(chr(point) for point in range(0x1EA0, 0x1EFA))
    + "“”‘’–…₫≤≥×−≈"
)


def a_list(*cells: str) -> dict:
    columns = [{"label": "Nội dung", "share": 1}]
    return {"title": "Danh sách", "tables": [{"columns": columns, "rows": [[cell] for cell in cells]}]}


@pytest.mark.parametrize("profile", ["party-2018", "party-2026", "state-2020", "plain"])
@pytest.mark.parametrize("name", PDF_PAPERS)
def test_every_paper_is_made_in_every_form(name, profile):
    assert render_pdf(name, sample(name), document_date=DAY, profile=profile).startswith(b"%PDF")


@pytest.mark.parametrize("name", PDF_PAPERS)
def test_same_input_gives_the_same_bytes(name):
    first = render_pdf(name, sample(name), document_date=DAY, profile="party-2018")
    assert render_pdf(name, sample(name), document_date=DAY, profile="party-2018") == first


@pytest.mark.parametrize("name", ["decision", "certificates", "register"])
def test_file_to_be_kept_is_pdf_a(name):
    file = render_pdf(name, sample(name), document_date=DAY, profile="party-2018", archival=True)
    metadata = pypdf.PdfReader(io.BytesIO(file)).xmp_metadata
    described = metadata.rdf_root.toxml()
    assert "<pdfaid:part>3</pdfaid:part>" in described
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in described


def test_file_carries_the_document_date_and_title(day):
    info = pypdf.PdfReader(
        io.BytesIO(render_pdf("decision", sample("decision"), document_date=day, profile="party-2018"))
    ).metadata
    assert info.creation_date.date() == day
    assert info.title.startswith("Quyết định về việc công nhận")


def test_text_comes_out_letter_by_letter(day):
    letters = [VIETNAMESE[start : start + 40] for start in range(0, len(VIETNAMESE), 40)]
    words = ["Ấ Ữ ễ Ỹ", "H'Ơn Êban", "Khuê", "Tôn Nữ Thị Ngọc Ễ", *letters]
    text = pdf_text(render_pdf("list", a_list(*words), document_date=day, profile="party-2018"))
    assert [word for word in words if word not in text] == []


def test_decomposed_text_is_printed_composed(day):
    decomposed = unicodedata.normalize("NFD", "Nguyễn Ấu Ữ")
    text = pdf_text(render_pdf("list", a_list(decomposed), document_date=day, profile="party-2018"))
    assert "Nguyễn Ấu Ữ" in text


@pytest.mark.parametrize(
    "typed",
    [
        '#read("x")',
        "#panic()",
        "*đậm* _nghiêng_",
        "$x^2$",
        "= Đề mục",
        "@preview/x",
        "a & b < c > d",
        "\\ // /*",
        "[x](y)",
    ],
)
def test_data_are_never_read_as_markup(day, typed):
    text = pdf_text(render_pdf("list", a_list(typed), document_date=day, profile="party-2018"))
    assert typed in text


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from(sorted(VIETNAMESE + "abc #*_$@\\[]{}<>&\"'`~=+-./")), min_size=1, max_size=40))
def test_any_printable_text_makes_a_paper(typed):
    assert page_count(render_pdf("list", a_list(typed), document_date=DAY, profile="party-2018")) == 1


@pytest.mark.parametrize("typed", ["名", "tên\u0007", "ngôi sao ★ 🎖"])
def test_letter_without_a_glyph_is_refused_with_its_place(day, typed):
    with pytest.raises(UnprintableTextError) as caught:
        render_pdf("list", a_list("tốt", typed), document_date=day, profile="party-2018")
    assert caught.value.place == "tables[0].rows[1][0]"


def test_all_vietnamese_letters_are_in_all_four_fonts():
    assert [letter for letter in VIETNAMESE if ord(letter) not in printable()] == []
    assert len(font_files()) == 4


def test_unknown_font_is_an_error(day):
    source = b'#set text(font: "Times New Roman")\nabc'
    with pytest.raises(MissingFontError) as caught:
        compile_pdf(source, {}, document_date=day)
    assert "times new roman" in caught.value.place


def test_warning_of_the_typesetter_is_an_error(day):
    with pytest.raises(TemplateError):
        compile_pdf(b'#set text(font: "Liberation Serif")\n#par[#v(1cm)]', {}, document_date=day)


def test_templates_use_no_packages_and_read_no_files():
    words = ("@preview", "@local", "read(", "plugin(")
    found = [
        (path.name, word)
        for path in TEMPLATES_DIR.rglob("*.typ")
        for word in words
        if word in path.read_text(encoding="utf-8")
    ]
    assert found == []


def test_unknown_template_is_refused(day):
    with pytest.raises(UnknownTemplateError):
        render_pdf("poster", {}, document_date=day, profile="party-2018")


def test_paper_that_only_exists_as_word_is_refused(day):
    with pytest.raises(UnknownTemplateError):
        render_pdf("article", sample("article"), document_date=day, profile="party-2018")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"colour": "red"}, "colour"),
        ({"title": None}, "title"),
        ({"articles": "x"}, "articles"),
        ({"signature": {"mode": "stamp"}}, "signature.mode"),
        ({"heading": {"issuer": "Đảng ủy", "date": "27/12/2021"}}, "heading.date"),
    ],
)
def test_wrong_data_are_refused_with_their_place(day, change, place):
    with pytest.raises(DataShapeError) as caught:
        render_pdf("decision", sample("decision") | change, document_date=day, profile="party-2018")
    assert caught.value.place == place


@pytest.mark.capability(83)
def test_party_decision_has_the_party_form(day):
    text = pdf_text(render_pdf("decision", sample("decision"), document_date=day, profile="party-2018"))
    for part in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "*",
        "Số 118-QĐ/ĐU",
        "Trung Du, ngày 27 tháng 12 năm 2021",
        "QUYẾT ĐỊNH",
        "T/M ĐẢNG ỦY",
        "BÍ THƯ",
        "Đinh Thị Diệu Khuê",
        "Nơi nhận:",
        "- Lưu Đảng ủy.",
        "thi hành Quyết định này.",
    ):
        assert part in text
    assert "CỘNG HÒA" not in text


@pytest.mark.capability(83)
def test_state_decision_has_the_state_form(day):
    data = sample("decision")
    data["heading"] |= {"issuer": "Sở Thông tin và Truyền thông", "number": "15", "symbol": "QĐ-STTTT"}
    data["signature"] = {
        "mode": "for_head",
        "head_post": "Giám đốc",
        "post": "Phó Giám đốc",
        "name": "Nguyễn Quý Hưởng",
    }
    text = pdf_text(render_pdf("decision", data, document_date=day, profile="state-2020"))
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 15/QĐ-STTTT",
        "QUYẾT ĐỊNH:",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "thi hành Quyết định này./.",
    ):
        assert part in text
    assert "ĐẢNG CỘNG SẢN" not in text


@pytest.mark.capability(60)
def test_number_stays_open_until_it_is_typed_in(day):
    data = sample("submission")
    assert data["heading"]["number"] is None
    text = pdf_text(render_pdf("submission", data, document_date=day, profile="party-2018"))
    assert "Số -TTr/ĐU" in text


@pytest.mark.capability(83)
def test_collective_of_the_party_is_never_signed_for(day):
    data = sample("decision")
    data["signature"] = {"mode": "for_head", "head_post": "Bí thư", "post": "Phó Bí thư", "name": "Khuê"}
    with pytest.raises(SignatureFormError) as caught:
        render_pdf("decision", data, document_date=day, profile="party-2018")
    assert "K/T" in caught.value.message["vi"]


def test_signing_on_behalf_needs_the_body(day):
    data = sample("decision")
    data["signature"] = {"mode": "on_behalf", "post": "Bí thư", "name": "Khuê"}
    with pytest.raises(SignatureFormError):
        render_pdf("decision", data, document_date=day, profile="party-2018")


@pytest.mark.capability(72)
def test_attendance_list_has_presence_and_reasons(day):
    text = pdf_text(render_pdf("attendance", sample("attendance"), document_date=day, profile="party-2018"))
    for part in (
        "Có mặt",
        "Vắng có lý do",
        "Ốm, có đơn xin phép",
        "Đến muộn",
        "Được triệu tập: 12; có mặt: 09",
    ):
        assert part in text


@pytest.mark.capability(74)
def test_running_order_names_presenter_recipient_absence_and_proxy(day):
    data = sample("running_order")
    data["groups"][0]["recipients"][0] |= {"absent": True}
    text = pdf_text(render_pdf("running_order", data, document_date=day, profile="party-2018"))
    for part in (
        "Người trao: Đinh Thị Diệu Khuê, Bí thư Đảng ủy.",
        "Vắng; Nguyễn Thị Thu Hòa nhận thay",
        "Vắng; chưa có người nhận thay",
        "H'Ơn Êban",
    ):
        assert part in text


@pytest.mark.capability(76)
def test_minutes_are_made_from_the_items(day):
    text = pdf_text(render_pdf("minutes", sample("minutes"), document_date=day, profile="party-2018"))
    for part in (
        "Hồi 08 giờ 00, ngày 19 tháng 01 năm 2022",
        "Được triệu tập: 64; có mặt: 60; vắng mặt: 02.",
        "tán thành 58, không tán thành 0, ý kiến khác 02, trên tổng số 60 người có mặt.",
        "Phụ trách: Chi bộ 1; hoàn thành trước ngày 30 tháng 11 năm 2022.",
        "NGƯỜI GHI BIÊN BẢN",
        "CHỦ TRÌ HỘI NGHỊ",
    ):
        assert part in text


@pytest.mark.capability(77)
def test_extract_holds_one_conclusion(day):
    text = pdf_text(render_pdf("extract", sample("extract"), document_date=day, profile="party-2018"))
    for part in ("TRÍCH BIÊN BẢN", "KẾT LUẬN SỐ 1", "Phụ trách thực hiện: Chi bộ 1.", "Kính gửi: Chi bộ 1"):
        assert part in text


@pytest.mark.capability(51)
def test_teller_minutes_show_every_count(day):
    text = pdf_text(
        render_pdf("teller_minutes", sample("teller_minutes"), document_date=day, profile="party-2018")
    )
    for part in (
        "có quyền biểu quyết: 15",
        "Trong đó đảng viên chính thức: 14",
        "phát ra: 14",
        "thu về: 14",
        "Số phiếu hợp lệ: 13",
        "không hợp lệ: 01",
        "64,29%",
        "bỏ phiếu kín",
    ):
        assert part in text


@pytest.mark.capability(51)
def test_teller_minutes_that_do_not_add_up_say_so_and_show_both_sums(day):
    data = sample("teller_minutes") | {"results": []}
    data["counts"] |= {"invalid": None}
    data["problems"] = [{"sum": "Phiếu thu về", "left": 14, "right": 13}]
    text = pdf_text(render_pdf("teller_minutes", data, document_date=day, profile="party-2018"))
    assert "chưa có giá trị làm kết quả" in text
    assert "Phiếu thu về: ghi 14, cộng các phần được 13" in text
    assert "không hợp lệ: chưa ghi" in text


def test_long_list_repeats_group_and_numbers_pages_from_the_second(day):
    columns = [{"label": "TT", "width_mm": 10}, {"label": "Họ và tên", "share": 1}]
    rows = ["Chi bộ 1"] + [[str(number), "Khuê"] for number in range(1, 121)]
    file = render_pdf(
        "list",
        {"title": "Danh sách", "tables": [{"columns": columns, "rows": rows}]},
        document_date=day,
        profile="party-2018",
    )
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages]
    assert len(pages) > 2
    assert all("Chi bộ 1" in page for page in pages)
    assert pages[1].split()[0] == "2"
    assert pages[0].split()[0] == "DANH"


def test_company_papers_have_no_party_or_state_word(day):
    text = pdf_text(
        render_pdf("list", sample("list") | {"signature": None}, document_date=day, profile="plain")
    )
    assert "CỘNG SẢN" not in text
    assert "CỘNG HÒA" not in text


def test_normal_text_is_composed():
    assert normal(unicodedata.normalize("NFD", "Ễ")) == "Ễ"

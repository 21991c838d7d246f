import datetime
import io

import pypdf
import pytest

from tongket.documents.rendering import render_pdf, sample
from tongket.documents.rendering.errors import DataShapeError, TextDoesNotFitError, UnknownTemplateError
from tongket.documents.rendering.layouts import layout_context, qr_svg
from tongket.documents.rendering.papers import get_paper
from tongket.documents.rendering.shapes import checked
from tongket.documents.tests.conftest import page_count, pdf_text

DAY = datetime.date(2021, 12, 27)


def batch(*names: str, **changes) -> dict:
    data = sample("certificates")
    first = data["items"][0]
    data["items"] = [
        first | {"name": name, "register_number": str(index)} for index, name in enumerate(names, 1)
    ]
    return data | changes


def made(data: dict, profile: str = "party-2018") -> bytes:
    return render_pdf("certificates", data, document_date=DAY, profile=profile)


@pytest.mark.capability(61)
def test_batch_is_one_document_in_the_given_order():
    names = ["Đoàn Thị Mỹ Uyên", "H'Ơn Êban", "Khuê"]
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made(batch(*names)))).pages]
    assert [name for name, page in zip(names, pages, strict=True) if name in page] == names


def test_certificate_has_all_lines_and_no_code_on_its_front():
    text = pdf_text(made(batch("Đoàn Thị Mỹ Uyên")))
    for part in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "TẶNG",
        "GIẤY KHEN",
        "Đồng chí Đoàn Thị Mỹ Uyên",
        "Đạt tiêu chuẩn “Hoàn thành xuất sắc nhiệm vụ” năm 2021",
        "Quyết định số 120-QĐ/ĐU,",
        "ngày 27 tháng 12 năm 2021",
        "Vào sổ khen thưởng số 1",
        "T/M ĐẢNG ỦY",
        "Đinh Thị Diệu Khuê",
    ):
        assert part in text
    assert "K7M2-Q9XD" not in text


def test_code_is_on_the_back_where_backs_are_printed():
    file = made(batch("Khuê", backs=True))
    front, back = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages]
    assert "K7M2-Q9XD" not in front
    assert "Mã kiểm tra: K7M2-Q9XD" in back


@pytest.mark.capability(61)
def test_blank_print_leaves_out_what_the_blank_shows():
    text = pdf_text(made(batch("Khuê", blanks=True)))
    assert "GIẤY KHEN" not in text
    assert "ĐẢNG CỘNG SẢN" not in text
    assert "Đồng chí Khuê" in text


def place_of(file: bytes, word: str) -> tuple[float, float]:
    """Millimetres from the left and the top of the first text run with this word."""
    found: list[tuple[float, float]] = []

    def visit(text, transform, matrix, font, size):
        if word in text and not found:
            x = transform[0] * matrix[4] + transform[2] * matrix[5] + transform[4]
            y = transform[1] * matrix[4] + transform[3] * matrix[5] + transform[5]
            found.append((x / 72 * 25.4, 210 - y / 72 * 25.4))

    pypdf.PdfReader(io.BytesIO(file)).pages[0].extract_text(visitor_text=visit)
    return found[0]


@pytest.mark.capability(61)
def test_offsets_move_each_field_by_millimetres():
    start = place_of(made(batch("Khuê", blanks=True)), "Khuê")
    moved = made(
        batch(
            "Khuê",
            blanks=True,
            offset_mm={"x": "1.5", "y": "-0.5"},
            field_offsets_mm={"name": {"y": "2"}},
        )
    )
    end = place_of(moved, "Khuê")
    assert (round(end[0] - start[0], 1), round(end[1] - start[1], 1)) == (1.5, 1.5)


@pytest.mark.capability(61)
def test_test_print_has_rulers_and_the_moved_fields():
    data = {"offset_mm": {"x": "1.5"}, "field_offsets_mm": {"name": {"y": "-2"}}}
    text = pdf_text(render_pdf("certificate_ruler", data, document_date=DAY, profile="party-2018"))
    assert "họ và tên: 35.5 × 93 mm" in text
    assert "290" in text


def test_offset_of_an_unknown_field_is_refused():
    with pytest.raises(DataShapeError) as caught:
        made(batch("Khuê", field_offsets_mm={"stamp": {"x": "1"}}))
    assert caught.value.place == "field_offsets_mm.stamp"


def test_unknown_layout_is_refused():
    with pytest.raises(UnknownTemplateError):
        made(batch("Khuê", layout="a3"))


def test_offsets_are_exact():
    data = checked(
        batch("Khuê", offset_mm={"x": "0.1"}, field_offsets_mm={"name": {"x": "0.2"}}),
        get_paper("certificates").shape,
    )
    assert layout_context("certificates", data)["fields"]["name"]["x_mm"] == "34.3"


def test_long_name_is_set_smaller_and_complete():
    name = "Công Tằng Tôn Nữ Hoàng Thị Phương Thảo Nguyên Ngọc Ấu Ữ Ễ " * 2
    file = made(batch(name.strip()))
    assert page_count(file) == 1
    assert name.strip() in pdf_text(file)


def test_text_that_fits_nowhere_stops_the_print_with_its_place():
    with pytest.raises(TextDoesNotFitError) as caught:
        made(batch("Khuê", "Nguyễn " * 200))
    assert caught.value.data["text"].startswith("Đồng chí Nguyễn Nguyễn")
    assert caught.value.place == "items[1].name"


def test_proof_is_marked():
    assert "BẢN THỬ" in pdf_text(made(batch("Khuê", proof_mark="BẢN THỬ")))


def test_thousand_certificates_are_one_document():
    data = batch(*(f"Nguyễn Thị {number}" for number in range(1000)))
    file = made(data)
    assert page_count(file) == 1000
    assert len(file) < 60_000_000


def test_qr_code_is_only_where_it_was_asked_for():
    plain = made(batch("Khuê", backs=True))
    data = batch("Khuê", backs=True)
    data["items"][0]["qr_text"] = "tk1.abc"
    assert len(made(data)) > len(plain)
    assert qr_svg("tk1.abc").startswith("<svg")


@pytest.mark.capability(62)
def test_register_book_strikes_cancelled_rows_and_keeps_their_number():
    text = pdf_text(render_pdf("register", sample("register"), document_date=DAY, profile="party-2018"))
    for part in ("SỔ KHEN THƯỞNG", "Đã hủy. Quyết định 130-QĐ/", "447.000", "02 120-QĐ/ĐU"):
        assert part in text

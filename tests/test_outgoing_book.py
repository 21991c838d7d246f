"""The office's book of outgoing papers is imported: numbers as they stand in it, gaps and all (U4)."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tongket.access.roles import Role
from tongket.documents.actions import record_document, set_number_series
from tongket.documents.models import Document
from tongket.documents.states import DocumentKind, DocumentState, SeriesKind
from tongket.imports.models import Batch
from tongket.organisation.tests.factories import Office, make_office

pytestmark = pytest.mark.django_db
HEADINGS = [
    "STT",
    "Số, ký hiệu",
    "Ngày văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Người ký",
    "Nơi nhận",
]
ROWS = [
    [1, "01-QĐ/ĐU", "05/01/2021", "Kết nạp người ưu tú vào Đảng", "Đinh Thị Diệu Khuê", "Chi bộ 1"],
    [2, "04-BC/ĐU", "18/01/2021", "Kết quả công tác quý IV", "Đinh Thị Diệu Khuê", ""],
    [3, "15-CV/ĐU", "02/02/2021", "Đề nghị cung cấp số liệu", "Lý Thiện Luyện", "Các chi bộ"],
]


@pytest.fixture
def office() -> Office:
    return make_office(cells=1)


@pytest.fixture
def clerk(client: Client, office: Office) -> Client:
    client.force_login(office.accounts[Role.CLERK])
    return client


def upload(clerk: Client, rows: list[list[object]]) -> Batch:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["SỔ ĐĂNG KÝ VĂN BẢN ĐI NĂM 2021"])
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    file = SimpleUploadedFile("so-van-ban-di.xlsx", buffer.getvalue())
    address = reverse("imports:upload_batch", args=["outgoing_book"])
    answer = clerk.post(address, {"file": file, "happened_on": "31/12/2021"})
    assert answer.status_code == 302, answer.content.decode()
    return Batch.objects.latest("pk")


def confirm(clerk: Client, batch: Batch) -> int:
    batch.refresh_from_db()
    address = reverse("imports:confirm_batch", args=[batch.pk])
    return clerk.post(address, {"version": batch.version, "confirm": "1"}).status_code


def counts(clerk: Client, batch: Batch) -> str:
    return " ".join(clerk.get(batch.get_absolute_url()).content.decode().split())


@pytest.mark.capability(6)
def test_book_is_taken_over_with_its_gaps_and_a_second_time_changes_nothing(clerk: Client) -> None:
    assert confirm(clerk, upload(clerk, ROWS)) == 302
    papers = {d.reference: d for d in Document.objects.all()}
    assert set(papers) == {"1-QĐ/ĐU", "4-BC/ĐU", "15-CV/ĐU"} or set(papers) == {
        "01-QĐ/ĐU",
        "04-BC/ĐU",
        "15-CV/ĐU",
    }
    kinds = {d.kind for d in papers.values()}
    assert kinds == {DocumentKind.DECISION, DocumentKind.REPORT, DocumentKind.LETTER}
    assert {(d.state, d.issued_on == d.date, d.issuer) for d in papers.values()} == {
        (DocumentState.ISSUED, True, "Đảng ủy")
    }
    again = upload(clerk, ROWS)
    assert "0 mới, 0 thay đổi; 3 dòng không đổi" in counts(clerk, again)
    assert confirm(clerk, again) == 422
    assert Document.objects.count() == 3


def test_number_of_another_paper_is_told_with_what_stands_under_it(clerk: Client, office: Office) -> None:
    record_document(
        office.organisation,
        actor=office.actor(Role.CLERK),
        kind=DocumentKind.DECISION,
        issuer="Đảng ủy",
        subject="Công nhận mức xếp loại",
        date=dt.date(2021, 1, 4),
        signer="Đinh Thị Diệu Khuê",
        reference="01-QĐ/ĐU",
    )
    page = counts(clerk, upload(clerk, ROWS))
    assert "đã ghi cho “Công nhận mức xếp loại”" in page
    assert Document.objects.count() == 1


def test_number_stands_once_in_the_line_that_the_office_set_even_across_years(
    clerk: Client, office: Office
) -> None:
    set_line(office, own_numbers=False)
    assert confirm(clerk, upload(clerk, ROWS)) == 302
    later = [[1, "01-QĐ/ĐU", "07/02/2022", "Việc khác", "Lý Thiện Luyện", ""]]
    assert "đã ghi cho “Kết nạp người ưu tú vào Đảng”" in counts(clerk, upload(clerk, later))


def test_number_of_a_line_that_tongket_counts_itself_is_told_before_anything_is_written(
    clerk: Client, office: Office
) -> None:
    set_line(office, own_numbers=True)
    page = counts(clerk, upload(clerk, ROWS))
    assert "do hệ thống cấp nên “01-QĐ/ĐU” không nhập từ sổ được" in page
    assert "Sai: 1 dòng" in page


def set_line(office: Office, *, own_numbers: bool) -> None:
    """Decisions of the committee are numbered through its term."""
    set_number_series(
        office.organisation,
        actor=office.actor(Role.CLERK),
        issuer="Đảng ủy",
        symbol="QĐ/ĐU",
        kind=SeriesKind.TERM,
        label="nhiệm kỳ 2020-2025",
        valid_from=dt.date(2020, 6, 15),
        own_numbers=own_numbers,
        taken_over_on=dt.date(2021, 1, 1) if own_numbers else None,
    )


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (1, "mười lăm", "không đúng dạng số, ký hiệu"),
        (1, "", "Để trống. Ghi như trong sổ văn bản đi."),
        (2, "31/02/2021", "31/02/2021"),
        (2, "01/01/2199", "sau ngày hôm nay"),
        (4, "", "Để trống. Ghi như trong sổ văn bản đi."),
        (1, "04-BC/ĐU", "04-BC/ĐU"),
        (3, "Về việc " + "rất dài " * 80, "ghi được nhiều nhất 500"),
        (4, "Đinh Thị Diệu Khuê " * 8, "ghi được nhiều nhất 120"),
    ],
)
def test_wrong_row_is_named_and_nothing_of_the_book_is_written(
    clerk: Client, place: int, value: str, said: str
) -> None:
    rows = [list(row) for row in ROWS]
    rows[2][place] = value
    if value == "04-BC/ĐU":
        rows[2][2] = "19/01/2021"
    page = counts(clerk, upload(clerk, rows))
    assert said in page
    assert Document.objects.count() == 0


def test_number_in_two_sheets_is_told_with_the_sheet_and_direction_marks_turn_no_sentence(
    clerk: Client,
) -> None:
    book = openpyxl.Workbook()
    for title, number, subject in (("Quyết định", 1, "Kết nạp"), ("Công văn", 2, "Có \u202eđảo")):
        sheet = book.create_sheet(title)
        sheet.append(HEADINGS)
        sheet.append([1, "01-QĐ/ĐU", f"0{number}/01/2021", subject, "Lý Thiện Luyện", ""])
    del book["Sheet"]
    buffer = io.BytesIO()
    book.save(buffer)
    file = SimpleUploadedFile("so-hai-to.xlsx", buffer.getvalue())
    address = reverse("imports:upload_batch", args=["outgoing_book"])
    assert clerk.post(address, {"file": file, "happened_on": "31/12/2021"}).status_code == 302
    page = counts(clerk, Batch.objects.latest("pk"))
    assert "đã có ở dòng 2 (Quyết định)" in page
    assert "“Có đảo” có ký tự không nhìn thấy (U+202E)" in page


def test_whoever_does_not_keep_the_papers_has_no_way_in(office: Office) -> None:
    member = Client()
    member.force_login(office.accounts[Role.AUDITOR])
    assert member.post(reverse("imports:upload_batch", args=["outgoing_book"])).status_code in (403, 404)

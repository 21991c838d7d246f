"""Wrong cells are corrected on the page, while the file stays as it was received."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.test_import_pages import confirm, row, upload, workbook
from tongket.access.roles import Role
from tongket.imports.models import Batch
from tongket.organisation.models import Person
from tongket.organisation.tests.factories import Office, make_office

pytestmark = pytest.mark.django_db
SEED = Path(__file__).resolve().parent.parent / "tongket" / "demo" / "department-2021"


@pytest.fixture
def office() -> Office:
    return make_office(cells=2)


@pytest.fixture
def clerk(client: Client, office: Office) -> Client:
    client.force_login(office.accounts[Role.CLERK])
    return client


def correct(
    client: Client, batch: Batch, status: int = 302, forget: str = "", **cells: tuple[str, str]
) -> str:
    """Send (was, text) by cell, as the page does; returns the page afterwards."""
    batch.refresh_from_db()
    data = {
        "version": batch.version,
        "cell": [f"Sheet!{cell}" for cell in cells],
        "was": [was for was, _text in cells.values()],
        "text": [text for _was, text in cells.values()],
        **({"forget": forget} if forget else {}),
    }
    response = client.post(reverse("imports:correct_cells", args=[batch.pk]), data)
    assert response.status_code == status
    return client.get(batch.get_absolute_url()).content.decode()


@pytest.mark.capability(7)
def test_wrong_cell_corrected_on_the_page_is_read_and_written_as_corrected(clerk: Client) -> None:
    batch = upload(clerk, workbook(row(1, name="Lò Văn An", **{"Ngày sinh": "31/02/1965"}), row(2)))
    page = clerk.get(batch.get_absolute_url()).content.decode()
    assert 'name="cell" value="Sheet!C2"' in page
    page = correct(clerk, batch, C2=("31/02/1965", "28/02/1965"))
    assert "Sẽ ghi 2 dòng" in page
    assert "1 ô đã sửa trong trang" in page
    assert page.index("31/02/1965</del>") < page.index("28/02/1965</ins>")
    assert confirm(clerk, batch) == 302
    assert str(Person.objects.get(name="Lò Văn An").birth) == "1965-02-28"


def test_file_is_kept_as_received_and_a_correction_can_be_taken_back(clerk: Client) -> None:
    file = workbook(row(1, **{"Ngày sinh": "31/02/1985"}))
    content = file.read()
    file.seek(0)
    batch = upload(clerk, file)
    correct(clerk, batch, C2=("31/02/1985", "28/02/1985"))
    batch.refresh_from_db()
    assert bytes(batch.content) == content
    page = correct(clerk, batch, forget="Sheet!C2")
    assert "Sẽ ghi 0 dòng" in page
    batch.refresh_from_db()
    assert batch.corrections == {}


def test_cells_that_nobody_changed_are_no_corrections_and_nor_is_the_files_own_text(clerk: Client) -> None:
    batch = upload(clerk, workbook(row(1, **{"Ngày sinh": "31/02/1985", "Số thẻ Đảng": "99"})))
    correct(clerk, batch, C2=("31/02/1985", " 31/02/1985 "), F2=("99", "99.000001"))
    batch.refresh_from_db()
    assert batch.corrections == {"Sheet!F2": "99.000001"}
    correct(clerk, batch, F2=("99.000001", "99"))
    batch.refresh_from_db()
    assert batch.corrections == {}


def test_correction_that_is_wrong_itself_is_told_again(clerk: Client) -> None:
    batch = upload(clerk, workbook(row(1, **{"Ngày sinh": "31/02/1985"})))
    page = correct(clerk, batch, C2=("31/02/1985", "30/02/1985"))
    assert "30/02/1985" in page
    assert "Sẽ ghi 0 dòng" in page


def test_cell_outside_the_file_is_refused(clerk: Client) -> None:
    batch = upload(clerk, workbook(row(1)))
    correct(clerk, batch, 422, ZZ9999=("", "x"))
    correct(clerk, batch, 422, A0=("", "x"))


def test_agreement_to_a_warning_of_a_corrected_row_is_asked_for_anew(clerk: Client) -> None:
    batch = upload(clerk, workbook(row(1, name="Lê\u200b Duy Khiêm"), row(2, name="Lò\u200b Văn An")))
    clerk.post(
        reverse("imports:confirm_batch", args=[batch.pk]), {"version": batch.version, "accept_all": "1"}
    )
    batch.refresh_from_db()
    assert batch.accepted == ["Sheet!2", "Sheet!3"]
    correct(clerk, batch, B2=("Lê\u200b Duy Khiêm", "Lê\u200b Duy Khiêm A"))
    batch.refresh_from_db()
    assert batch.accepted == ["Sheet!3"]


@pytest.mark.capability(7)
def test_formula_with_an_error_is_corrected_on_the_page(clerk: Client) -> None:
    """The 9 rows of the seed year's wrong register that no other row contradicts become good ones."""
    content = (SEED / "02-dang-vien-loi.xlsx").read_bytes()
    batch = upload(clerk, SimpleUploadedFile("02-dang-vien-loi.xlsx", content))
    page = clerk.get(batch.get_absolute_url(), {"loc": "wrong"})
    broken = [
        (p["address"], p["value"])
        for _key, lines, _n in page.context["groups"]
        for line in lines
        for p in line["problems"]
        if p["value"] == "#REF!"
    ]
    assert broken
    batch.refresh_from_db()
    clerk.post(
        reverse("imports:correct_cells", args=[batch.pk]),
        {
            "version": batch.version,
            "cell": [address for address, _value in broken],
            "was": [value for _address, value in broken],
            "text": ["58000" for _cell in broken],
        },
    )
    page = clerk.get(batch.get_absolute_url(), {"loc": "wrong"})
    assert "#REF!" not in [
        p["value"] for _key, lines, _n in page.context["groups"] for line in lines for p in line["problems"]
    ]


def test_error_workbook_holds_the_corrected_text(clerk: Client) -> None:
    batch = upload(clerk, workbook(row(1, **{"Ngày sinh": "31/02/1985", "Số thẻ Đảng": "99"})))
    correct(clerk, batch, C2=("31/02/1985", "28/02/1985"))
    download = clerk.get(reverse("imports:error_workbook", args=[batch.pk]))
    assert openpyxl.load_workbook(io.BytesIO(download.content)).worksheets[0]["C2"].value == "28/02/1985"

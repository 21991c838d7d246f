"""Upload, preview, confirm: nothing is written before, all or nothing then."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from tongket.access.roles import Role
from tongket.imports.models import Batch, BatchState
from tongket.jobs.models import Job, JobState
from tongket.organisation.models import Person
from tongket.organisation.tests.factories import Office, make_office

pytestmark = pytest.mark.django_db
SEED = Path(__file__).resolve().parent.parent / "tongket" / "demo" / "department-2021"
HEADINGS = ["STT", "Họ và tên", "Ngày sinh", "Vào Đảng", "Chính thức", "Số thẻ Đảng", "Chi bộ", "Trạng thái"]
Row = list[object]


def row(number: int, name: str = "", **changes: object) -> Row:
    values = {
        "STT": number,
        "Họ và tên": name or f"Trần Văn {chr(65 + number % 26)}{'n' * (number // 26 + 1)}",
        "Ngày sinh": "05/11/1973",
        "Vào Đảng": "05/02/1995",
        "Chính thức": "05/02/1996",
        "Số thẻ Đảng": f"99.{number:06d}",
        "Chi bộ": "Chi bộ 1",
        "Trạng thái": "Đang sinh hoạt",
    }
    return [(values | changes)[heading] for heading in HEADINGS]


def workbook(*rows: Row) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADINGS)
    for cells in rows:
        sheet.append(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return SimpleUploadedFile("dang-vien.xlsx", buffer.getvalue())


@pytest.fixture
def office() -> Office:
    return make_office(cells=2)


@pytest.fixture
def clerk(client: Client, office: Office) -> Client:
    client.force_login(office.accounts[Role.CLERK])
    return client


def upload(client: Client, file: SimpleUploadedFile) -> Batch:
    response = client.post(
        reverse("imports:upload_batch", args=["members"]), {"file": file, "happened_on": "31/12/2021"}
    )
    assert response.status_code == 302, response.content.decode()
    return Batch.objects.latest("pk")


def confirm(client: Client, batch: Batch, **data: object) -> int:
    batch.refresh_from_db()
    return client.post(
        reverse("imports:confirm_batch", args=[batch.pk]), {"version": batch.version, "confirm": "1", **data}
    ).status_code


@pytest.mark.capability(6)
def test_preview_says_what_will_be_written_and_writes_nothing(clerk: Client) -> None:
    batch = upload(clerk, workbook(row(1), row(2), row(3, **{"Ngày sinh": "31/02/1985"})))
    page = clerk.get(batch.get_absolute_url()).content.decode()
    assert "Sẽ ghi 2 dòng: 2 mới, 0 thay đổi" in page
    assert "31/02/1985" in page
    assert not Person.objects.filter(party__isnull=False).exists()


def test_confirmed_file_is_in_the_register_and_the_same_file_again_is_unchanged(clerk: Client) -> None:
    file = [row(1), row(2)]
    batch = upload(clerk, workbook(*file))
    assert confirm(clerk, batch) == 302
    assert Person.objects.filter(party__isnull=False).count() == 2
    batch.refresh_from_db()
    assert (batch.state, batch.rows_written) == (BatchState.CONFIRMED, 2)
    again = upload(clerk, workbook(*file))
    page = clerk.get(again.get_absolute_url()).content.decode()
    assert "0 mới, 0 thay đổi; 2 dòng không đổi" in page
    assert confirm(clerk, again) == 422


def test_changed_cell_shows_old_and_new(clerk: Client) -> None:
    confirm(clerk, upload(clerk, workbook(row(1))))
    batch = upload(clerk, workbook(row(1, **{"Chi bộ": "Chi bộ 2"})))
    page = clerk.get(batch.get_absolute_url()).content.decode()
    assert "1 thay đổi" in page
    assert page.index("Chi bộ 1</del>") < page.index("Chi bộ 2</ins>")


def test_row_with_a_warning_is_written_only_when_agreed_to(clerk: Client) -> None:
    batch = upload(clerk, workbook(row(1), row(2, name="Lê\u200b Duy Khiêm")))
    page = clerk.get(batch.get_absolute_url()).content.decode()
    assert "1 dòng cảnh báo cần đánh dấu đồng ý" in page
    batch.refresh_from_db()
    address = f"{openpyxl.Workbook().active.title}!3"
    assert confirm(clerk, batch, shown=address, accept=address) == 302
    assert Person.objects.filter(name="Lê Duy Khiêm").exists()


def test_file_confirmed_twice_is_refused(clerk: Client) -> None:
    batch = upload(clerk, workbook(row(1)))
    assert confirm(clerk, batch) == 302
    assert confirm(clerk, batch) == 422
    assert Person.objects.filter(party__isnull=False).count() == 1


def test_second_person_is_told_that_the_file_was_handled_meanwhile(clerk: Client) -> None:
    batch = upload(clerk, workbook(row(1)))
    response = clerk.post(
        reverse("imports:confirm_batch", args=[batch.pk]), {"version": batch.version + 5, "confirm": "1"}
    )
    assert response.status_code == 422
    assert "đã được sửa sau khi bạn mở" in response.content.decode()
    assert not Person.objects.filter(party__isnull=False).exists()


def test_file_put_aside_writes_nothing_and_stays_listed(clerk: Client) -> None:
    batch = upload(clerk, workbook(row(1)))
    clerk.post(reverse("imports:discard_batch", args=[batch.pk]))
    page = clerk.get(reverse("imports:kinds")).content.decode()
    assert "dang-vien.xlsx" in page
    assert "Đã bỏ" in page
    assert confirm(clerk, batch) == 422


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("dang-vien.xlsx", b"not a workbook"),
        ("dang-vien.xlsx", b""),
        ("dang-vien.xlsm", b"PK\x03\x04"),
        ("anh.png", b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_file_that_is_no_workbook_is_refused_with_reason(clerk: Client, name: str, content: bytes) -> None:
    response = clerk.post(
        reverse("imports:upload_batch", args=["members"]),
        {"file": SimpleUploadedFile(name, content), "happened_on": "31/12/2021"},
    )
    assert response.status_code == 422
    assert not Batch.objects.exists()


def test_cell_secretary_may_not_import_and_other_clerk_does_not_see_the_file(
    client: Client, office: Office
) -> None:
    client.force_login(office.accounts[Role.CLERK])
    batch = upload(client, workbook(row(1)))
    client.force_login(office.accounts[Role.CELL_SECRETARY])
    assert client.get(reverse("imports:upload_batch", args=["members"])).status_code == 404
    client.force_login(office.accounts["other_clerk"])
    assert client.get(batch.get_absolute_url()).status_code == 404
    assert confirm(client, batch) == 404


def test_large_file_is_written_in_the_background_with_progress(
    clerk: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    batch = upload(clerk, workbook(*(row(n) for n in range(1, 321))))
    with django_capture_on_commit_callbacks(execute=True):
        assert confirm(clerk, batch) == 302
    job = Job.objects.get()
    assert job.state == JobState.DONE
    assert Person.objects.filter(party__isnull=False).count() == 320
    assert clerk.get(job.get_absolute_url()).headers["Location"] == reverse("organisation:people")


@pytest.mark.capability(7)
def test_wrong_register_of_the_seed_year_lists_every_fault_and_offers_the_workbook(clerk: Client) -> None:
    content = (SEED / "02-dang-vien-loi.xlsx").read_bytes()
    batch = upload(clerk, SimpleUploadedFile("02-dang-vien-loi.xlsx", content))
    page = clerk.get(batch.get_absolute_url()).content.decode()
    assert "#REF!" in page
    download = clerk.get(reverse("imports:error_workbook", args=[batch.pk]))
    book = openpyxl.load_workbook(io.BytesIO(download.content))
    commented = [c.coordinate for sheet in book for line in sheet.iter_rows() for c in line if c.comment]
    assert "C12" in commented


def test_template_has_lists_of_allowed_words(clerk: Client) -> None:
    download = clerk.get(reverse("imports:template", args=["members"]))
    book = openpyxl.load_workbook(io.BytesIO(download.content))
    rules = [rule.formula1 for sheet in book for rule in sheet.data_validations.dataValidation]
    assert rules
    assert all(rule.startswith("'Danh mục'!") for rule in rules)

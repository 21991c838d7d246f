"""Lists leave the system as files: what they hold, who may take them, what the journal keeps of it."""

from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tongket.access.roles import Role
from tongket.audit.models import Entry, ExportLog
from tongket.common.dates import format_day, today
from tongket.imports.models import Batch
from tongket.organisation import actions
from tongket.organisation.tests.factories import Office, add_member, make_office

pytestmark = pytest.mark.django_db
MEMBERS = reverse("organisation:export_people", args=["xlsx"])


@pytest.fixture
def office() -> Office:
    return make_office(cells=2, members=2)


@pytest.fixture
def clerk(client: Client, office: Office) -> Client:
    client.force_login(office.accounts[Role.CLERK])
    return client


def sheet_of(content: bytes) -> list[list[object]]:
    return [
        list(row) for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    ]


def names_in(content: bytes) -> list[object]:
    rows = sheet_of(content)
    top = next(n for n, row in enumerate(rows) if row[0] == "STT")
    return [row[1] for row in rows[top + 1 :]]


@pytest.mark.capability(88)
def test_members_leave_with_filter_and_day_in_the_sheet_and_a_line_in_the_journal(
    clerk: Client, office: Office
) -> None:
    cell = office.cells[0]
    response = clerk.get(MEMBERS, {"don-vi": cell.pk, "trang-thai": "official", "on": "31/12/2021"})
    rows = sheet_of(response.content)
    assert response["Content-Disposition"] == 'attachment; filename="danh-sach-dang-vien.xlsx"'
    assert [row[0] for row in rows[1:3]] == [
        "Tính đến ngày: 31/12/2021",
        "Điều kiện lọc: Chi bộ 1; Chính thức",
    ]
    assert names_in(response.content) == [p.name for p in office.members[cell.pk]]
    log = ExportLog.objects.get()
    assert (log.action, log.rows, log.unit_id) == ("organisation.export_people", 2, cell.pk)
    assert log.actor_account_id == office.accounts[Role.CLERK].pk
    assert log.filters == {"Tính đến ngày": "31/12/2021", "Điều kiện lọc": "Chi bộ 1; Chính thức"}
    assert Entry.objects.filter(action="organisation.export_people", unit_id=cell.pk).count() == 1


def test_words_looked_for_stand_in_the_file_but_not_in_the_journal(clerk: Client, office: Office) -> None:
    person = add_member(office, office.cells[0], 9, "Quách Thị Ánh Quế")
    clerk.post(reverse("organisation:people"), {"words": "anh que"})
    content = clerk.get(MEMBERS).content
    assert names_in(content) == [person.name]
    assert [r[0] for r in sheet_of(content) if "anh que" in str(r[0])] == ["Tìm theo tên, số thẻ: anh que"]
    assert "anh que" not in str(ExportLog.objects.get().filters)


@pytest.mark.capability(9)
def test_cell_secretary_takes_the_own_cell_and_no_other(client: Client, office: Office) -> None:
    client.force_login(office.accounts[Role.CELL_SECRETARY])
    own, other = office.cells
    assert names_in(client.get(MEMBERS).content) == [p.name for p in office.members[own.pk]]
    assert client.get(MEMBERS, {"don-vi": other.pk}).status_code == 404


def test_member_may_not_take_the_list_and_nothing_is_logged(client: Client, office: Office) -> None:
    client.force_login(office.accounts[Role.MEMBER])
    assert client.get(MEMBERS).status_code == 404
    assert not ExportLog.objects.exists()


def test_unknown_form_of_file_is_not_found(clerk: Client) -> None:
    assert clerk.get(reverse("organisation:export_people", args=["pdf"])).status_code == 404


def test_name_that_looks_like_a_formula_stays_a_name(clerk: Client, office: Office) -> None:
    add_member(office, office.cells[0], 8, "=HYPERLINK(1)")
    content = clerk.get(reverse("organisation:export_people", args=["csv"])).content
    names = [line[1] for line in csv.reader(io.StringIO(content.decode("utf-8-sig"))) if len(line) > 2]
    assert "'=HYPERLINK(1)" in names
    assert "=HYPERLINK(1)" in names_in(clerk.get(MEMBERS).content)


@pytest.mark.capability(6)
def test_exported_members_read_back_are_unchanged(clerk: Client, office: Office) -> None:
    content = clerk.get(MEMBERS).content
    file = SimpleUploadedFile("danh-sach-dang-vien.xlsx", content)
    clerk.post(
        reverse("imports:upload_batch", args=["members"]),
        {"file": file, "happened_on": format_day(today())},
    )
    page = clerk.get(Batch.objects.get().get_absolute_url()).content.decode()
    assert "0 mới, 0 thay đổi; 4 dòng không đổi" in page


def test_units_of_a_day_leave_with_the_names_of_that_day(clerk: Client, office: Office) -> None:
    on = dt.date(2021, 7, 1)
    actions.rename_unit(office.cells[0], actor=office.actor(Role.CLERK), name="Chi bộ Văn phòng", on=on)
    url = reverse("organisation:export_units", args=["xlsx"])
    before, after = (sheet_of(clerk.get(url, {"on": day}).content) for day in ("30/06/2021", "01/07/2021"))
    assert [row[1] for row in before[5:]] == ["Đảng bộ Sở Thử nghiệm", "Chi bộ 1", "Chi bộ 2"]
    assert [row[1] for row in after[5:]] == ["Đảng bộ Sở Thử nghiệm", "Chi bộ Văn phòng", "Chi bộ 2"]


@pytest.mark.capability(95)
def test_number_of_queries_does_not_grow_with_the_rows(clerk: Client, office: Office) -> None:
    counts = []
    for number in (1, 3, 50):
        for n in range(number):
            add_member(office, office.cells[1], 1000 * number + n)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            clerk.get(MEMBERS)
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_pages_of_lists_offer_their_files_with_the_filters_they_have(clerk: Client, form: str) -> None:
    page = clerk.get(reverse("organisation:people"), {"trang-thai": "official", "page": "1"}).content.decode()
    assert f'{reverse("organisation:export_people", args=[form])}?trang-thai=official"' in page

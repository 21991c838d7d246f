"""Lists of units, posts, people outside the Party and earlier years: new, changed, unchanged, and as evidence."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.test_import_pages import confirm, row, workbook
from tongket.access.roles import Role
from tongket.awards.models import PastAward
from tongket.imports.models import Batch
from tongket.organisation.models import Person, Post, Unit
from tongket.organisation.tests.factories import Office, make_office
from tongket.ratings.models import PastLevel

pytestmark = pytest.mark.django_db
Rows = Sequence[Sequence[object]]


@pytest.fixture
def office() -> Office:
    return make_office(cells=2)


@pytest.fixture
def clerk(client: Client, office: Office) -> Client:
    client.force_login(office.accounts[Role.CLERK])
    return client


def excel(**sheets: Rows) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for cells in rows:
            sheet.append(list(cells))
    buffer = io.BytesIO()
    book.save(buffer)
    return SimpleUploadedFile("danh-sach.xlsx", buffer.getvalue())


def text_table(rows: Rows) -> SimpleUploadedFile:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows(rows)
    return SimpleUploadedFile("danh-sach.csv", buffer.getvalue().encode())


def upload(client: Client, kind: str, file: SimpleUploadedFile) -> Batch:
    url = reverse("imports:upload_batch", args=[kind])
    response = client.post(url, {"file": file, "happened_on": "31/12/2021"})
    assert response.status_code == 302, response.content.decode()
    return Batch.objects.latest("pk")


def states(client: Client, batch: Batch) -> list[tuple[str, list[tuple[str, object, object]]]]:
    """State of each row in the order of the file, with (heading, old, new) of what would change."""
    context = client.get(batch.get_absolute_url()).context
    lines = [line for _key, lines, _number in context["groups"] for line in lines]
    lines.sort(key=lambda line: line["row"].row)
    return [(line["state"], [(c["label"], c["old"], c["new"]) for c in line["changes"]]) for line in lines]


UNITS = [
    ["Mã", "Tên", "Loại", "Trực thuộc"],
    ["P1", "Phòng Thử nghiệm", "Phòng", ""],
    ["CB9", "Chi bộ 9", "Chi bộ", ""],
]
POSTS = ["Họ và tên", "Ngày sinh", "Chức vụ", "Hệ", "Đơn vị", "Đứng đầu", "Từ ngày", "Đến ngày"]


@pytest.mark.capability(6)
def test_units_once_more_are_unchanged_and_other_names_are_told_not_taken(clerk: Client) -> None:
    first = upload(clerk, "units", excel(Don_vi=UNITS))
    assert states(clerk, first) == [("new", []), ("new", [])]
    assert confirm(clerk, first) == 302
    again = [*UNITS[:2], ["CB9", "Chi bộ Chín", "Chi bộ", ""], ["CB10", "Chi bộ 10", "Chi bộ", ""]]
    batch = upload(clerk, "units", excel(Don_vi=again))
    assert [state for state, _changes in states(clerk, batch)] == ["unchanged", "warning", "new"]
    page = clerk.get(batch.get_absolute_url()).content.decode()
    assert "trong hệ thống là “Chi bộ 9”, tệp ghi “Chi bộ Chín”; tệp không đổi điều này" in page
    assert confirm(clerk, batch) == 302
    assert Unit.objects.get(code="CB9").name == "Chi bộ 9"
    assert Unit.objects.filter(code="CB10").exists()


@pytest.mark.capability(6)
def test_posts_come_as_a_list_of_their_own_and_an_end_is_a_change(clerk: Client, office: Office) -> None:
    holder = ["Lò Văn An", "02/03/1970", "Bí thư chi bộ", "Đảng", "Chi bộ 1", "x", "01/02/2020"]
    first = upload(clerk, "posts", text_table([POSTS, [*holder, ""]]))
    assert states(clerk, first) == [("new", [])]
    assert confirm(clerk, first) == 302
    post = Post.objects.get(title="Bí thư chi bộ", person__name="Lò Văn An")
    assert (post.unit, post.is_head, post.valid_to) == (office.cells[0], True, None)
    same = upload(clerk, "posts", excel(Chuc_danh=[POSTS, [*holder, ""]]))
    assert states(clerk, same) == [("unchanged", [])]
    ended = upload(clerk, "posts", excel(Chuc_danh=[POSTS, [*holder, "30/06/2021"]]))
    assert states(clerk, ended) == [("changed", [("Thời gian: Đến", None, "30/06/2021")])]
    assert confirm(clerk, ended) == 302
    post.refresh_from_db()
    assert str(post.valid_to) == "2021-07-01"


def test_post_at_a_place_that_nobody_knows_is_refused_by_its_cell(clerk: Client) -> None:
    holder = ["Lò Văn An", "02/03/1970", "Bí thư", "Đảng", "Chi bộ Không Có", "", "01/02/2020", ""]
    batch = upload(clerk, "posts", text_table([POSTS, holder]))
    page = clerk.get(batch.get_absolute_url()).content.decode()
    assert "Không có đơn vị “Chi bộ Không Có” trong danh sách tổ chức" in page


@pytest.mark.capability(6)
def test_guests_once_more_are_unchanged_and_a_further_post_is_a_change(clerk: Client) -> None:
    heading = ["TT", "Họ và tên", "Ngày sinh", "Chức vụ", "Cơ quan"]
    guest = [1, "Lò Thị Khách", "", "Phó Bí thư", "Đảng ủy Khối Thử nghiệm"]
    first = upload(clerk, "people", excel(Khach=[heading, guest]))
    assert states(clerk, first) == [("new", [])]
    assert confirm(clerk, first) == 302
    assert states(clerk, upload(clerk, "people", excel(Khach=[heading, guest]))) == [("unchanged", [])]
    guest[3] = "Bí thư"
    (state, changes), *_rest = states(clerk, upload(clerk, "people", excel(Khach=[heading, guest])))
    assert (state, changes[0][1]) == ("changed", "Phó Bí thư, Đảng ủy Khối Thử nghiệm")


YEARS = [
    "Họ và tên",
    "Ngày sinh",
    "Năm",
    "Hệ",
    "Mức xếp loại",
    "Danh hiệu",
    "Cơ quan quyết định",
    "Số quyết định",
]


@pytest.fixture
def member(clerk: Client) -> Person:
    assert confirm(clerk, upload(clerk, "members", workbook(row(1, name="Lò Văn An")))) == 302
    return Person.objects.get(name="Lò Văn An")


def year(number: int, level: str, title: str = "", paper: str = "") -> list[object]:
    return ["Lò Văn An", "05/11/1973", number, "Đảng", level, title, "Đảng ủy Khối" if title else "", paper]


@pytest.mark.capability(5)
def test_levels_and_awards_of_five_years_come_by_file_and_hang_on_one_person(
    clerk: Client, member: Person
) -> None:
    """With the decision's number as evidence and the place where its scan is kept."""
    rows = [
        year(2016, "Đủ tư cách, hoàn thành tốt nhiệm vụ"),
        year(2017, "Hoàn thành tốt nhiệm vụ"),
        year(2018, "Hoàn thành xuất sắc nhiệm vụ", "Giấy khen", "12-QĐ/ĐU"),
        year(2019, "Hoàn thành tốt nhiệm vụ"),
        year(2020, "Hoàn thành xuất sắc nhiệm vụ", "Bằng khen", "34-QĐ/TU"),
    ]
    batch = upload(clerk, "history", excel(Cac_nam_truoc=[YEARS, *rows]))
    assert [state for state, _changes in states(clerk, batch)] == ["new"] * 5
    page = clerk.get(batch.get_absolute_url()).content.decode()
    papers = reverse("documents:signed_lists", args=[batch.year, "sheets.history", batch.unit_id])
    assert papers in page
    assert confirm(clerk, batch) == 302
    assert clerk.get(papers).status_code == 200
    levels = PastLevel.objects.filter(person=member).values_list("year", "level", "evidence")
    assert [*levels.order_by("year")] == [
        (2016, "good", "danh-sach.xlsx"),
        (2017, "good", "danh-sach.xlsx"),
        (2018, "excellent", "12-QĐ/ĐU"),
        (2019, "good", "danh-sach.xlsx"),
        (2020, "excellent", "34-QĐ/TU"),
    ]
    assert PastAward.objects.filter(person=member).count() == 2
    again = upload(clerk, "history", excel(Cac_nam_truoc=[YEARS, *rows]))
    assert states(clerk, again) == [("unchanged", [])] * 5
    other = upload(clerk, "history", excel(Cac_nam_truoc=[YEARS, year(2017, "Hoàn thành nhiệm vụ")]))
    assert states(clerk, other)[0][0] == "changed"


def test_earlier_years_are_taken_back_while_nothing_uses_them(clerk: Client, member: Person) -> None:
    batch = upload(clerk, "history", excel(Cac_nam_truoc=[YEARS, year(2020, "HTTNV", "Giấy khen", "1-QĐ")]))
    assert confirm(clerk, batch) == 302
    url = reverse("imports:undo_batch", args=[batch.pk])
    assert clerk.post(url, {"reason": "Nhầm năm"}).status_code == 302
    assert not PastLevel.objects.filter(person=member).exists()
    assert not PastAward.objects.filter(person=member).exists()

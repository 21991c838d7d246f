"""Correcting how a file is read, taking an import back, and what changed in the register in between."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.test_import_pages import HEADINGS, confirm, row, upload, workbook
from tongket.access.roles import Role
from tongket.audit.models import Entry
from tongket.imports.models import Batch, BatchState, KnownHeading
from tongket.organisation import actions
from tongket.organisation.models import Membership, PartyRecord, Person, Post
from tongket.organisation.tests.factories import Office, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office(cells=2)


@pytest.fixture
def clerk(client: Client, office: Office) -> Client:
    client.force_login(office.accounts[Role.CLERK])
    return client


def renamed(old: str, new: str, *rows: list[object]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    book.active.append([new if heading == old else heading for heading in HEADINGS])
    for cells in rows:
        book.active.append(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return SimpleUploadedFile("dang-vien.xlsx", buffer.getvalue())


def read_as(client: Client, batch: Batch, status: int = 302, **data: object) -> str:
    batch.refresh_from_db()
    url = reverse("imports:set_reading", args=[batch.pk])
    response = client.post(url, {"version": batch.version, **data})
    assert response.status_code == status
    return client.get(batch.get_absolute_url()).content.decode()


def seen_of(client: Client, batch: Batch) -> str:
    return client.get(batch.get_absolute_url()).context["seen"]


@pytest.mark.capability(8)
def test_unknown_heading_is_given_a_meaning_on_the_page_and_remembered_for_the_next_file(
    clerk: Client,
) -> None:
    cells = row(1)
    batch = upload(clerk, renamed("Số thẻ Đảng", "Mã định danh ĐV", cells))
    page = clerk.get(batch.get_absolute_url()).content.decode()
    assert "Mã định danh ĐV" in page
    page = read_as(clerk, batch, heading="Mã định danh ĐV", column="card")
    assert confirm(clerk, batch) == 302
    assert PartyRecord.objects.get().card == "99.000001"
    again = upload(clerk, renamed("Số thẻ Đảng", "MÃ ĐỊNH DANH ĐV", cells))
    assert "1 dòng không đổi" in clerk.get(again.get_absolute_url()).content.decode()
    assert KnownHeading.objects.get().column == "card"


def test_column_left_out_is_named_as_left_out_and_the_choice_can_be_taken_back(clerk: Client) -> None:
    batch = upload(clerk, renamed("Số thẻ Đảng", "Ghi chú riêng", row(1)))
    read_as(clerk, batch, heading="Ghi chú riêng", column="-")
    batch.refresh_from_db()
    assert batch.mapping == {"Ghi chú riêng": ""}
    read_as(clerk, batch, heading="Ghi chú riêng", column="?")
    batch.refresh_from_db()
    assert batch.mapping == {}


def test_meaning_that_the_list_does_not_have_is_refused(clerk: Client) -> None:
    batch = upload(clerk, renamed("Số thẻ Đảng", "Lạ", row(1)))
    read_as(clerk, batch, 422, heading="Lạ", column="salary")
    assert not KnownHeading.objects.exists()


@pytest.mark.capability(113)
def test_old_encoding_is_shown_converted_only_when_chosen_and_written_only_when_agreed(clerk: Client) -> None:
    legacy = "NguyÔn ThÞ Hång H¹nh"
    batch = upload(clerk, workbook(row(1, name=legacy), row(2)))
    page = clerk.get(batch.get_absolute_url()).content.decode()
    assert "Chuyển 1 ô gõ bằng bảng mã TCVN3 (ABC) sang Unicode" in page
    assert "Nguyễn Thị Hồng Hạnh" in page
    read_as(clerk, batch, convert="tcvn3")
    plan = clerk.get(batch.get_absolute_url()).context["plan"]
    assert (plan.warnings, plan.warnings_open, plan.wrong) == (1, 1, 0)
    batch.refresh_from_db()
    clerk.post(
        reverse("imports:confirm_batch", args=[batch.pk]),
        {"version": batch.version, "accept_all": "1"},
    )
    assert confirm(clerk, batch, shown="", accept=Batch.objects.get().accepted) == 302
    assert Person.objects.filter(name="Nguyễn Thị Hồng Hạnh").exists()


@pytest.mark.capability(6)
def test_register_changed_in_between_is_told_row_by_row_before_anything_is_written(
    clerk: Client, office: Office
) -> None:
    batch = upload(clerk, workbook(row(1), row(2)))
    seen = seen_of(clerk, batch)
    earlier = upload(clerk, workbook(row(1)))
    assert confirm(clerk, earlier) == 302
    batch.refresh_from_db()
    response = clerk.post(
        reverse("imports:confirm_batch", args=[batch.pk]),
        {"version": batch.version, "confirm": "1", "seen": seen},
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "Dữ liệu trong hệ thống đã đổi" in page
    assert "1 dòng sẽ được ghi khác với lúc xem trước" in page
    assert Person.objects.filter(party__isnull=False).count() == 1
    assert confirm(clerk, batch, seen=seen_of(clerk, batch)) == 302
    assert Person.objects.filter(party__isnull=False).count() == 2


def undo(client: Client, batch: Batch, reason: str = "Nhầm tệp năm trước") -> int:
    return client.post(reverse("imports:undo_batch", args=[batch.pk]), {"reason": reason}).status_code


def state_of_register() -> list[list[tuple[object, ...]]]:
    return [
        sorted(Person.objects.values_list("pk", "name", "birth")),
        sorted(PartyRecord.objects.values_list("person", "admitted_on", "official_on", "card")),
        sorted(Membership.objects.values_list("person", "unit", "valid_from", "number"), key=str),
        sorted(Membership.objects.values_list("pk", "valid_to"), key=str),
        sorted(Post.objects.values_list("person", "unit", "title")),
    ]


@pytest.mark.capability(6)
def test_undone_import_leaves_the_register_as_it_was_and_both_acts_in_the_journal(clerk: Client) -> None:
    confirm(clerk, upload(clerk, workbook(row(1), row(2))))
    before = state_of_register()
    changed = row(1, **{"Chi bộ": "Chi bộ 2", "Số thẻ Đảng": "99.777777", "Chính thức": "06/02/1996"})
    batch = upload(clerk, workbook(changed, row(3)))
    assert confirm(clerk, batch) == 302
    assert state_of_register() != before
    assert undo(clerk, batch) == 302
    assert state_of_register() == before
    batch.refresh_from_db()
    assert batch.state == BatchState.UNDONE
    entry = Entry.objects.get(action="imports.undo_batch")
    assert (entry.reason, entry.unit_id) == ("Nhầm tệp năm trước", batch.unit_id)
    assert undo(clerk, batch) == 422


def test_import_whose_records_were_changed_since_is_not_undone(clerk: Client, office: Office) -> None:
    batch = upload(clerk, workbook(row(1), row(2)))
    confirm(clerk, batch)
    person = Person.objects.filter(party__isnull=False).order_by("pk").first()
    actions.change_person(
        person,
        actor=office.actor(Role.CLERK),
        unit=office.cells[0],
        expected_version=person.version,
        ethnicity="Tày",
    )
    before = state_of_register()
    response = clerk.post(reverse("imports:undo_batch", args=[batch.pk]), {"reason": "Nhầm"})
    assert response.status_code == 422
    assert person.name in response.content.decode()
    assert state_of_register() == before


def test_import_whose_people_hold_something_new_is_not_undone(clerk: Client, office: Office) -> None:
    batch = upload(clerk, workbook(row(1)))
    confirm(clerk, batch)
    person = Person.objects.get(party__isnull=False)
    actions.set_status(
        person,
        actor=office.actor(Role.CLERK),
        unit=office.cells[0],
        status="exempt",
        valid_from=person.party.official_on,
        decision="QĐ 1",
    )
    assert undo(clerk, batch) == 422
    assert Person.objects.filter(pk=person.pk).exists()


def test_undo_needs_a_reason_and_a_written_file(clerk: Client) -> None:
    batch = upload(clerk, workbook(row(1)))
    assert undo(clerk, batch) == 422
    confirm(clerk, batch)
    assert undo(clerk, batch, reason="") == 422
    assert Person.objects.filter(party__isnull=False).count() == 1


def test_long_file_is_shown_in_pages(clerk: Client) -> None:
    batch = upload(clerk, workbook(*(row(n) for n in range(1, 251))))
    shown = [
        [line["name"] for _key, lines, _number in clerk.get(batch.get_absolute_url(), {"page": n}).context["groups"]
         for line in lines]
        for n in (1, 2)
    ]  # fmt: skip
    assert [len(names) for names in shown] == [200, 50]
    assert not set(shown[0]) & set(shown[1])


@pytest.mark.capability(8)
def test_columns_that_another_system_owns_are_named_with_it_and_still_read(clerk: Client) -> None:
    batch = upload(clerk, workbook(row(1)))
    response = clerk.get(batch.get_absolute_url())
    assert response.context["mastered"] == [
        (
            "Cơ sở dữ liệu đảng viên",
            [
                "B “Họ và tên”",
                "C “Ngày sinh”",
                "D “Vào Đảng”",
                "E “Chính thức”",
                "F “Số thẻ Đảng”",
                "G “Chi bộ”",
                "H “Trạng thái”",
            ],
        )
    ]
    assert "sửa ở hệ thống gốc, xuất lại rồi nhập lại tệp" in response.content.decode()
    assert response.context["plan"].new == 1

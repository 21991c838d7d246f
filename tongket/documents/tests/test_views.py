import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tongket.access.roles import Role
from tongket.documents import actions, queries
from tongket.documents.models import Document
from tongket.documents.states import DocumentState
from tongket.documents.tests.factories import drafted_document, signed_document
from tongket.organisation.tests.factories import make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office(cells=1)


@pytest.fixture
def clerk_client(client, office):
    client.force_login(office.accounts[Role.CLERK.value])
    return client


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def listed(client, **query):
    return client.get(reverse("documents:documents", args=[2021]), query)


def test_list_shows_the_year_with_counts_by_state(office, clerk_client):
    signed_document(office)
    drafted_document(office, subject="Tặng Giấy khen")
    signed_document(office, "7-QĐ/ĐU", date=dt.date(2020, 12, 1), subject="Năm trước")
    page = listed(clerk_client).content.decode()
    assert "118-QĐ/ĐU" in page
    assert "Tặng Giấy khen" in page
    assert "Năm trước" not in page


@pytest.mark.parametrize("words", ["cong nhan muc", "118", "dinh thi dieu"])
def test_search_ignores_accents(office, clerk_client, words):
    signed_document(office)
    signed_document(office, "119-QĐ/ĐU", subject="Khen", signer="Nguyễn Quý Hưởng")
    page = listed(clerk_client, q=words).content.decode()
    assert "118-QĐ/ĐU" in page
    assert "119-QĐ/ĐU" not in page


def test_list_of_an_empty_year_says_what_comes_here(clerk_client):
    assert "Không có văn bản nào" in listed(clerk_client).content.decode()


def test_list_takes_the_same_number_of_queries_for_any_number_of_rows(office, clerk_client):
    counts = []
    made = 0
    for rows in (1, 3, 50):
        while made < rows:
            made += 1
            signed_document(office, f"{made}-QĐ/ĐU")
        with CaptureQueriesContext(connection) as captured:
            assert listed(clerk_client).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] == counts[2]
    assert counts[0] <= 30


@pytest.mark.capability(60)
def test_clerk_signs_a_draft_on_its_page(office, clerk_client):
    document = drafted_document(office)
    url = reverse("documents:step", args=[document.pk, "sign_document"])
    assert clerk_client.get(url).status_code == 200
    answer = clerk_client.post(
        url,
        {
            "version": document.version,
            "reference": "118-QĐ/ĐU",
            "date": "27/12/2021",
            "signer": "Đinh Thị Diệu Khuê",
            "signer_post": "Bí thư",
            "signed_as": "paper",
        },
    )
    assert answer.status_code == 302
    document.refresh_from_db()
    assert (document.state, document.reference) == (DocumentState.SIGNED, "118-QĐ/ĐU")


def test_refused_number_leaves_what_was_typed_on_the_page(office, clerk_client):
    signed_document(office)
    document = drafted_document(office)
    answer = clerk_client.post(
        reverse("documents:step", args=[document.pk, "sign_document"]),
        {
            "version": document.version,
            "reference": "118-QĐ/ĐU",
            "date": "27/12/2021",
            "signer": "Đinh Thị Diệu Khuê",
            "signed_as": "paper",
        },
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "đã dùng cho" in page
    assert 'value="Đinh Thị Diệu Khuê"' in page


@pytest.mark.capability(60)
def test_signed_paper_is_recorded_from_the_page(office, clerk_client):
    answer = clerk_client.post(
        reverse("documents:record_document", args=[2021]),
        {
            "kind": "decision",
            "scheme": "party",
            "issuer": "Đảng ủy",
            "reference": "120-QĐ/ĐU",
            "date": "27/12/2021",
            "subject": "Tặng Giấy khen",
            "signer": "Đinh Thị Diệu Khuê",
            "signed_as": "paper",
        },
        follow=True,
    )
    assert "120-QĐ/ĐU" in answer.content.decode()
    assert Document.objects.get().year == 2021


@pytest.mark.capability(83)
def test_paper_is_downloaded_as_pdf_and_word(office, clerk_client):
    document = drafted_document(office)
    pdf = clerk_client.get(reverse("documents:paper", args=[document.pk, "pdf"]))
    word = clerk_client.get(reverse("documents:paper", args=[document.pk, "docx"]))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    assert word.content.startswith(b"PK")
    assert "attachment" in word["Content-Disposition"]


@pytest.mark.capability(64)
def test_cancelled_document_shows_its_reason_and_keeps_its_number_on_the_page(office, clerk_client):
    document = signed_document(office)
    clerk_client.post(
        reverse("documents:step", args=[document.pk, "cancel_document"]),
        {"version": document.version, "reason": "Ghi sai tên", "cancelled_on": "15/02/2022"},
    )
    page = clerk_client.get(document.get_absolute_url()).content.decode()
    assert "118-QĐ/ĐU" in page
    assert "Ghi sai tên" in page
    assert "Đã hủy" in page


def test_scan_is_attached_and_downloaded(office, clerk_client):
    document = signed_document(office)
    scan = SimpleUploadedFile("Quyết định 118.pdf", b"%PDF-1.7 scan")
    answer = clerk_client.post(
        reverse("documents:attach_file", args=[document.pk]), {"role": "scan", "file": scan}, follow=True
    )
    assert "Quyết định 118.pdf" in answer.content.decode()
    file = document.files.get()
    assert clerk_client.get(reverse("documents:file", args=[file.pk])).content == b"%PDF-1.7 scan"


def test_classified_file_is_refused_on_the_page(office, clerk_client):
    document = signed_document(office)
    scan = SimpleUploadedFile("MẬT.pdf", b"%PDF-1.7 scan")
    answer = clerk_client.post(
        reverse("documents:attach_file", args=[document.pk]), {"role": "scan", "file": scan}
    )
    assert answer.status_code == 422
    assert "chưa được lưu" in answer.content.decode()


def test_line_of_numbers_is_set_on_its_page(office, clerk_client):
    answer = clerk_client.post(
        reverse("documents:number_series"),
        {
            "issuer": "Đảng ủy",
            "symbol": "QĐ/ĐU",
            "kind": "term",
            "label": "Nhiệm kỳ 2020-2025",
            "valid_from": "01/08/2020",
            "next_number": "1",
        },
        follow=True,
    )
    page = answer.content.decode()
    assert "Nhiệm kỳ 2020-2025" in page
    assert "Sổ văn bản đi của cơ quan" in page


@pytest.mark.parametrize("role", ["other_clerk", Role.MEMBER.value, Role.EDITOR.value])
def test_document_of_another_organisation_looks_absent(client, office, role):
    document = drafted_document(office)
    client.force_login(office.accounts[role])
    addresses = [
        document.get_absolute_url(),
        reverse("documents:paper", args=[document.pk, "pdf"]),
        reverse("documents:step", args=[document.pk, "sign_document"]),
    ]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


def test_reader_without_the_right_to_write_sees_no_steps(client, office):
    document = drafted_document(office)
    client.force_login(office.accounts[Role.AUDITOR.value])
    page = client.get(document.get_absolute_url()).content.decode()
    assert "Không còn bước nào cho tài khoản này" in page
    assert client.get(reverse("documents:step", args=[document.pk, "sign_document"])).status_code == 404


def test_document_is_found_by_its_reference(office):
    document = signed_document(office)
    found = queries.document_with_reference(
        office.organisation, "118-QĐ/ĐU", kind="decision", scheme="party", year=2021
    )
    assert found == document
    assert (
        queries.document_with_reference(
            office.organisation, "118-QĐ/ĐU", kind="decision", scheme="party", year=2020
        )
        is None
    )


def test_pages_are_complete_in_english(office, clerk_client):
    document = signed_document(office)
    actions.issue_document(document, actor=office.actor(Role.CLERK), issued_on=dt.date(2021, 12, 28))
    clerk_client.cookies["tongket-language"] = "en"
    page = clerk_client.get(document.get_absolute_url()).content.decode()
    assert page


def kept_lists(client, office, **fields):
    url = reverse("documents:signed_lists", args=[2021, "work.tasks", office.organisation.pk])
    scan = SimpleUploadedFile("ban-ky.pdf", fields.pop("content", b"%PDF-1.7 signed"))
    values = {"file": scan, "date": "28/11/2021", "signer": "Đinh Thị Diệu Khuê", "note": "lần 2"} | fields
    return client.post(url, values)


def test_scan_of_a_signed_list_is_kept_with_day_and_signer_and_named_on_the_page_of_its_step(
    office, clerk_client
):
    assert kept_lists(clerk_client, office).status_code == 302
    document = Document.objects.get()
    file = document.files.get()
    assert (document.subject, document.date, document.signer, document.unit) == (
        "Nhiệm vụ và kết quả: lần 2",
        dt.date(2021, 11, 28),
        "Đinh Thị Diệu Khuê",
        office.organisation,
    )
    assert clerk_client.get(reverse("documents:file", args=[file.pk])).content == b"%PDF-1.7 signed"
    page = clerk_client.get(reverse("work:tasks", args=[2021])).content.decode()
    assert reverse("documents:file", args=[file.pk]) in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"content": b"no picture at all"}, "không phải loại tệp được nhận"),
        ({"content": b""}, "rỗng"),
        ({"signer": " "}, "Người ký"),
        ({"date": "31/11/2021"}, "Ngày ký"),
        ({"date": "01/01/2999"}, "01/01/2999"),
    ],
)
def test_a_signed_list_that_is_refused_leaves_nothing_behind(office, clerk_client, wrong, said, settings):
    answer = kept_lists(clerk_client, office, **wrong)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not Document.objects.exists()


def test_signed_lists_of_a_step_that_nobody_declared_are_missing(office, clerk_client):
    url = reverse("documents:signed_lists", args=[2021, "work.opinions", office.organisation.pk])
    assert clerk_client.get(url).status_code == 404


def test_cancelled_signed_list_is_no_longer_offered(office, clerk_client):
    kept_lists(clerk_client, office)
    document = Document.objects.get()
    actions.cancel_document(
        document, actor=office.actor(Role.CLERK), reason="Quét nhầm", cancelled_on=dt.date(2021, 12, 1)
    )
    assert list(queries.signed_lists(office.actor(Role.CLERK), office.organisation, 2021, "work.tasks")) == []

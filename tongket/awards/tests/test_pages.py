"""Pages of commendation through the browser's requests."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tongket.access.roles import Role
from tongket.awards import actions, queries
from tongket.awards.models import AwardDecision, Certificate, Nomination
from tongket.awards.tests.factories import (
    DECIDED_ON,
    YEAR,
    Year,
    certificates,
    decide,
    make_year,
    rate,
    signed_decision,
)
from tongket.organisation.tests.factories import add_member
from tongket.reviews.states import Level

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> Year:
    cache.clear()
    return make_year()


def signed_in(year: Year, role: str = Role.CLERK) -> Client:
    client = Client()
    client.force_login(year.office.accounts[role])
    return client


def content(client: Client, name: str, *args: Any) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


@pytest.mark.capability(56)
def test_the_clerk_nominates_from_the_list_of_those_eligible(year: Year) -> None:
    client = signed_in(year)
    page = content(client, "awards:eligibility", YEAR, "members_excellent")
    assert "Được công nhận mức “Hoàn thành xuất sắc nhiệm vụ”" in page
    response = client.post(
        reverse("awards:eligibility", args=[YEAR, "members_excellent"]),
        {"chosen": [p.pk for p in year.people[:2]], "happened_on": "10/12/2021"},
    )
    assert response.status_code == 302
    assert Nomination.objects.count() == 2
    assert "Đang soạn" in content(client, "awards:nominations", YEAR)


@pytest.mark.capability(55)
def test_a_dossier_is_completed_and_answered_on_its_page(year: Year) -> None:
    client = signed_in(year)
    [nomination] = actions.nominate(
        year.round,
        actor=year.clerk,
        kind="members_excellent",
        rows=[actions.NominationRow(person=year.people[0])],
        happened_on=DECIDED_ON,
    )
    client.post(
        reverse("awards:nomination", args=[nomination.pk]),
        {"achievement": "Vượt chỉ tiêu", "happened_on": "11/12/2021", "version": nomination.version},
    )
    client.post(
        reverse("awards:answer_nomination", args=[nomination.pk, "khong-de-nghi"]),
        {"happened_on": "12/12/2021", "reason": "Ngoài số lượng tối đa"},
    )
    nomination.refresh_from_db()
    assert (nomination.achievement, nomination.state) == ("Vượt chỉ tiêu", "not_proposed")
    assert "Ngoài số lượng tối đa" in content(client, "awards:nomination", nomination.pk)


@pytest.mark.capability(60)
def test_a_decision_is_recorded_with_number_date_signer_and_list_and_a_double_is_refused(year: Year) -> None:
    client = signed_in(year)
    document = signed_decision(year)
    values = {
        "kind": "members_excellent",
        "document": document.pk,
        "issuing_unit": year.office.organisation.pk,
        "everyone": "on",
    }
    response = client.post(reverse("awards:record_decision", args=[YEAR]), values)
    [decision] = AwardDecision.objects.all()
    assert response.headers["Location"] == decision.get_absolute_url()
    page = content(client, "awards:decision", decision.pk)
    for words in ("120-QĐ/ĐU", "27/12/2021", "Bùi Văn Ký", *(p.name for p in year.people)):
        assert words.replace("'", "&#x27;") in page
    again = signed_decision(year, "121-QĐ/ĐU")
    refused = client.post(reverse("awards:record_decision", args=[YEAR]), values | {"document": again.pk})
    assert refused.status_code == 422
    assert "Một thành tích chỉ khen một lần" in refused.content.decode()
    assert AwardDecision.objects.count() == 1


@pytest.mark.capability(61, 62)
def test_the_register_shows_checks_and_prints_the_chosen_batch(year: Year) -> None:
    client = signed_in(year)
    decision = decide(year)
    client.post(reverse("awards:issue_certificates", args=[decision.pk]))
    page = content(client, "awards:register", YEAR)
    assert "Kiểm tra trước khi in" in page
    assert "Họ và tên khớp danh sách: 3/3" in page
    address = reverse("awards:print_certificates", args=[YEAR, year.office.organisation.pk])
    chosen = list(Certificate.objects.values_list("pk", flat=True))[:2]
    values = {"chosen": chosen, "happened_on": "14/01/2022", "place": "Trung Du"}
    proof = client.post(address, values | {"proof": "1"})
    assert "BẢN THỬ" in PdfReader(BytesIO(proof.content)).pages[0].extract_text()
    printed = client.post(address, values)
    assert (printed.headers["Content-Type"], len(PdfReader(BytesIO(printed.content)).pages)) == (
        "application/pdf",
        2,
    )
    assert [e.act for e in Certificate.objects.get(pk=chosen[0]).entries.all()] == ["enter", "print"]


def test_an_irregular_recipient_is_put_in_order_on_the_decisions_page(year: Year) -> None:
    other = add_member(year.office, year.cell, 9)
    rate(year, [other], Level.GOOD)
    decision = decide(year, recipients=[actions.Recipient(person=other)])
    client = signed_in(year)
    assert "Trái quy định" in content(client, "awards:decision", decision.pk)
    [award] = decision.awards.all()
    client.post(
        reverse("awards:regularise_award", args=[decision.pk, award.pk]),
        {"happened_on": "05/01/2022", "paper": "Công văn 15-CV/ĐUK"},
    )
    award.refresh_from_db()
    assert award.stands
    assert "đã khắc phục: Công văn 15-CV/ĐUK" in content(client, "awards:decision", decision.pk)


@pytest.mark.capability(62)
def test_handing_over_is_noted_on_the_certificates_page(year: Year) -> None:
    [first, *_rest] = certificates(year)
    client = signed_in(year)
    client.post(
        reverse("awards:hand_over", args=[first.pk]),
        {"happened_on": "19/01/2022", "received_by": "Lê Nhận Thay"},
    )
    assert "người nhận: Lê Nhận Thay" in content(client, "awards:certificate", first.pk)


@pytest.mark.capability(62, 64)
def test_a_certificate_is_cancelled_with_a_reason_and_its_number_stays_in_the_book(year: Year) -> None:
    client = signed_in(year)
    [first, *_rest] = certificates(year)
    client.post(
        reverse("awards:change_certificate", args=[first.pk, "huy"]),
        {"happened_on": "01/02/2022", "reason": "In sai tên"},
    )
    page = content(client, "awards:certificate", first.pk)
    assert "In sai tên" in page
    assert "Đã hủy" in content(client, "awards:register", YEAR)
    book = client.get(reverse("awards:register_book", args=[YEAR, year.office.organisation.pk]))
    assert "In sai tên" in " ".join(
        page.extract_text() for page in PdfReader(BytesIO(book.content)).pages
    ).replace("\n", " ")


@pytest.mark.capability(63)
def test_anyone_checks_a_certificate_without_signing_in(year: Year) -> None:
    [first, *_rest] = certificates(year)
    client = Client()
    address = reverse("awards:check_certificate")
    assert client.get(address).headers["X-Robots-Tag"] == "noindex, nofollow"
    right = client.post(address, {"number": "01", "code": first.code}).content.decode()
    assert "còn hiệu lực" in right
    assert first.printed_name.replace("'", "&#x27;") not in right
    forged = client.post(address, {"number": "01", "code": first.code, "name": "Người Khác"}).content.decode()
    assert "Họ và tên khác giấy gốc" in forged
    assert "Không đúng" in client.post(address, {"number": "02", "code": first.code}).content.decode()


def test_guessing_codes_is_slowed_down(year: Year) -> None:
    client = Client()
    address = reverse("awards:check_certificate")
    answers = [client.post(address, {"number": "01", "code": "AAAAAAAA"}).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]


@pytest.mark.capability(65)
def test_a_person_is_found_without_accents_and_the_name_stands_in_no_address(year: Year) -> None:
    client = signed_in(year)
    certificates(year)
    person = year.people[0]
    page = client.post(reverse("awards:search_people"), {"name": "anh ung"}).content.decode()
    assert person.name in page
    assert "120-QĐ/ĐU" in content(client, "awards:person_history", person.pk)


@pytest.mark.capability(68)
def test_the_exemplars_page_prints_the_verb_of_the_state(year: Year) -> None:
    decide(
        year,
        "exemplars",
        document=signed_decision(year, "420-QĐ/ĐUK", issuer="Ban Thường vụ Đảng ủy Khối", received=True),
        recipients=[
            actions.Recipient(person=year.people[0], period_from=2021, period_to=2023, field="Chuyển đổi số")
        ],
        issuing_unit=year.office.superior,
    )
    client = signed_in(year)
    page = content(client, "awards:exemplars")
    assert "được lựa chọn xây dựng điển hình tiên tiến" in page
    assert "được công nhận" not in page
    [exemplar] = queries.exemplars_of(year.round)
    response = client.post(
        reverse("awards:exemplar", args=[exemplar.pk]),
        {"state": "evaluated", "happened_on": "01/12/2023", "version": exemplar.version},
    )
    assert response.status_code == 422
    assert "phải ghi văn bản làm căn cứ" in response.content.decode()


@pytest.mark.capability(53)
def test_the_catalogue_page_shows_both_schemes_as_of_a_day(year: Year) -> None:
    page = content(signed_in(year), "awards:catalogue")
    assert "Khen thưởng của Đảng" in page
    assert "Thi đua, khen thưởng của Nhà nước" in page
    assert "chưa được cơ quan xác nhận căn cứ" in page


PAGES = [
    ("awards:nominations", [YEAR]),
    ("awards:decisions", [YEAR]),
    ("awards:register", [YEAR]),
    ("awards:exemplars", []),
    ("awards:search_people", []),
    ("awards:submit", [YEAR]),
    ("awards:record_decision", [YEAR]),
]


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_every_page_asks_for_sign_in(year: Year, name: str, args: list[Any]) -> None:
    assert Client().get(reverse(name, args=args)).status_code == 302


@pytest.mark.parametrize(("name", "args"), PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_opens_empty_in_both_languages(
    year: Year, name: str, args: list[Any], language: str
) -> None:
    client = signed_in(year)
    client.cookies["tongket-language"] = language
    assert client.get(reverse(name, args=args)).status_code == 200


def test_things_of_another_organisation_look_absent(year: Year) -> None:
    [first, *_rest] = certificates(year)
    client = signed_in(year, "other_clerk")
    for name, pk in [
        ("awards:certificate", first.pk),
        ("awards:decision", first.award.decision_id),
        ("awards:person_history", first.award.person_id),
        ("awards:certificate_preview", first.pk),
    ]:
        assert client.get(reverse(name, args=[pk])).status_code == 404


def test_texts_with_markup_are_shown_as_text(year: Year) -> None:
    [nomination] = actions.nominate(
        year.round,
        actor=year.clerk,
        kind="members_excellent",
        rows=[actions.NominationRow(person=year.people[0], achievement='<script>alert("x")</script> & co')],
        happened_on=DECIDED_ON,
    )
    page = content(signed_in(year), "awards:nomination", nomination.pk)
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page

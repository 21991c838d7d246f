"""Certificates and the register: numbers, printing, trace, the public check."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
from pypdf import PdfReader

from tongket.access.roles import Role
from tongket.awards import actions, queries
from tongket.awards.actions import Recipient
from tongket.awards.errors import CertificateCancelled, MixedBooks, NothingToPrint, ReasonMissing
from tongket.awards.models import Certificate
from tongket.awards.queries.public import check_certificate, masked_name
from tongket.awards.states import CERTIFICATE_TRANSITIONS, CertificateState, RegisterAct
from tongket.awards.tests.factories import (
    ENTERED_ON,
    Year,
    certificates,
    decide,
    make_year,
    signed_decision,
)
from tongket.common.errors import NotPermitted
from tongket.organisation.actions.consents import give_consent, withdraw_consent
from tongket.organisation.models import ConsentPurpose
from tongket.organisation.tests.factories import head_of

pytestmark = pytest.mark.django_db
LATER = dt.date(2022, 3, 1)


@pytest.fixture
def year() -> Year:
    return make_year()


def text_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.capability(62)
def test_numbers_run_on_through_the_book_of_the_year_and_are_never_given_again(year: Year) -> None:
    first = certificates(year)
    actions.cancel_certificate(first[-1], actor=year.clerk, happened_on=LATER, reason="In sai tên")
    decision = decide(
        year,
        "directive_05",
        document=signed_decision(year, "122-QĐ/ĐU"),
        recipients=[Recipient(person=year.people[0], ground="Việc làm theo cụ thể")],
    )
    [next_one] = actions.issue_certificates(decision, actor=year.clerk, happened_on=ENTERED_ON)
    assert [c.number for c in first] == [1, 2, 3]
    assert next_one.number == 4


def test_entering_the_same_decision_again_makes_no_second_certificate(year: Year) -> None:
    made = certificates(year)
    assert actions.issue_certificates(made[0].award.decision, actor=year.clerk, happened_on=ENTERED_ON) == []


def test_each_issuer_has_its_own_book(year: Year) -> None:
    certificates(year)
    decision = decide(
        year,
        "superior_individuals",
        document=signed_decision(year, "413-QĐ/ĐUK", issuer="Ban Thường vụ Đảng ủy Khối", received=True),
        recipients=[Recipient(person=year.people[0], ground="5 năm liền")],
        issuing_unit=year.office.superior,
    )
    [superior] = actions.issue_certificates(decision, actor=year.clerk, happened_on=ENTERED_ON)
    assert (superior.book, superior.number) == (year.office.superior, 1)
    with pytest.raises(MixedBooks):
        actions.print_certificates(
            [superior, *Certificate.objects.filter(book=year.office.organisation)],
            actor=year.clerk,
            happened_on=ENTERED_ON,
        )


@pytest.mark.capability(61)
def test_a_batch_is_one_pdf_with_a_sheet_and_a_back_for_each_in_the_given_order(year: Year) -> None:
    head_of(year.office, year.people[0], year.cell)
    made = certificates(year)
    pages = text_of(
        actions.print_certificates(
            list(reversed(made)), actor=year.clerk, happened_on=ENTERED_ON, place="Trung Du"
        )
    )
    assert len(pages) == 2 * len(made)
    assert made[-1].printed_name in pages[0]
    assert made[-1].code in pages[1]
    last = " ".join(pages[-2].split())
    assert "Quyết định số 120-QĐ/ĐU" in last
    assert "Vào sổ khen thưởng số 01" in last
    assert "T/M ĐẢNG ỦY" in last
    assert "Trung Du, ngày 27 tháng 12 năm 2021" in last
    whole = " ".join(pages)
    assert "Bí thư Chi bộ 1" in whole
    assert "Đảng viên Chi bộ 1" in whole


@pytest.mark.capability(61)
def test_on_a_bought_blank_only_what_it_lacks_is_printed(year: Year) -> None:
    made = certificates(year)
    [page, *_rest] = text_of(
        actions.print_certificates(
            made[:1],
            actor=year.clerk,
            happened_on=ENTERED_ON,
            blanks=True,
            offset_mm=("1.5", "-0.5"),
            backs=False,
        )
    )
    assert made[0].printed_name in page
    assert "GIẤY KHEN" not in page


@pytest.mark.capability(62)
def test_reprint_reissue_and_hand_over_leave_a_line_each(year: Year) -> None:
    [first, *_rest] = certificates(year)
    code = first.code
    actions.print_certificates([first], actor=year.clerk, happened_on=ENTERED_ON)
    actions.reprint_certificate(first, actor=year.clerk, happened_on=LATER, reason="Giấy bị ố")
    actions.reissue_certificate(first, actor=year.clerk, happened_on=LATER, reason="Mất giấy")
    actions.hand_over([first], actor=year.clerk, happened_on=LATER, received_by="Người nhận thay")
    assert [(e.act, e.reason or e.received_by) for e in first.entries.all()] == [
        (RegisterAct.ENTER, ""),
        (RegisterAct.PRINT, ""),
        (RegisterAct.REPRINT, "Giấy bị ố"),
        (RegisterAct.REISSUE, "Mất giấy"),
        (RegisterAct.HAND_OVER, "Người nhận thay"),
    ]
    assert (first.number, first.state) == (1, CertificateState.REISSUED)
    assert first.code != code
    assert check_certificate("01", code).answer == "wrong"


@pytest.mark.parametrize("state", CertificateState.values)
@pytest.mark.parametrize("target", [CertificateState.REISSUED, CertificateState.CANCELLED])
def test_every_transition_of_a_certificate_passes_or_is_refused_as_the_table_says(
    year: Year, state: str, target: CertificateState
) -> None:
    [certificate, *_rest] = certificates(year)
    Certificate.objects.filter(pk=certificate.pk).update(state=state)
    certificate.refresh_from_db()
    act = {
        CertificateState.REISSUED: actions.reissue_certificate,
        CertificateState.CANCELLED: actions.cancel_certificate,
    }[target]
    if target in CERTIFICATE_TRANSITIONS[state]:
        act(certificate, actor=year.clerk, happened_on=LATER, reason="lý do")
        assert certificate.state == target
    else:
        with pytest.raises(CertificateCancelled):
            act(certificate, actor=year.clerk, happened_on=LATER, reason="lý do")


def test_a_cancelled_certificate_is_left_out_of_the_batch_and_kept_in_the_book(year: Year) -> None:
    made = certificates(year)
    actions.cancel_certificate(made[0], actor=year.clerk, happened_on=LATER, reason="In sai")
    pages = text_of(actions.print_certificates(made, actor=year.clerk, happened_on=LATER, backs=False))
    assert len(pages) == 2
    with pytest.raises(NothingToPrint):
        actions.print_certificates(made[:1], actor=year.clerk, happened_on=LATER)
    with pytest.raises(CertificateCancelled):
        actions.hand_over(made, actor=year.clerk, happened_on=LATER)


def test_cancelling_without_a_reason_or_a_right_is_refused(year: Year) -> None:
    [first, *_rest] = certificates(year)
    with pytest.raises(ReasonMissing):
        actions.cancel_certificate(first, actor=year.clerk, happened_on=LATER, reason=" ")
    with pytest.raises(NotPermitted):
        actions.cancel_certificate(
            first, actor=year.office.actor(Role.COMMITTEE_MEMBER), happened_on=LATER, reason="x"
        )


@pytest.mark.capability(63)
def test_who_holds_the_paper_checks_it_by_number_and_code_and_sees_a_masked_name(year: Year) -> None:
    [first, *_rest] = certificates(year)
    result = check_certificate("1", f"{first.code[:4].lower()}-{first.code[4:]}")
    assert (result.answer, result.year, result.form) == ("right", 2021, "Giấy khen")
    assert result.name == masked_name(first.printed_name)
    assert first.printed_name not in result.name
    assert check_certificate("2", first.code) == check_certificate("1", "AAAAAAAA")


@pytest.mark.capability(63)
def test_a_forged_name_under_a_genuine_number_is_shown_as_different(year: Year) -> None:
    [first, *_rest] = certificates(year)
    assert check_certificate("01", first.code, "Người Khác Hẳn").name_agrees is False
    assert check_certificate("01", first.code, first.printed_name.upper()).name_agrees is True


@pytest.mark.capability(63)
def test_a_cancelled_certificate_says_so_to_whoever_holds_it(year: Year) -> None:
    [first, *_rest] = certificates(year)
    actions.cancel_certificate(first, actor=year.clerk, happened_on=LATER, reason="In sai")
    assert check_certificate("01", first.code).answer == "cancelled"


def test_the_full_name_shows_once_the_ground_for_publishing_is_recorded(year: Year) -> None:
    [first, *_rest] = certificates(year)
    actions.record_publication_ground(
        first.award.decision,
        actor=year.clerk,
        ground="public_decision",
        note="Quyết định công khai 05/01/2022",
        happened_on=LATER,
    )
    assert check_certificate("01", first.code).name == first.printed_name
    actions.record_publication_ground(
        first.award.decision,
        actor=year.clerk,
        ground="public_decision",
        note="Quyết định công khai 05/01/2022",
        happened_on=LATER,
        until=dt.date(2022, 6, 1),
    )
    assert check_certificate("01", first.code).name == masked_name(first.printed_name)


@pytest.mark.parametrize(
    ("name", "masked"), [("Nguyễn Văn An", "N. V. A."), ("H'Ơn Êban", "H. Ê."), ("ỷ lan", "Ỷ. L.")]
)
def test_masked_names_keep_first_letters_only(name: str, masked: str) -> None:
    assert masked_name(name) == masked


@pytest.mark.capability(98)
def test_where_consent_is_the_ground_each_name_shows_only_while_the_persons_own_consent_stands(
    year: Year,
) -> None:
    first, other, *_rest = certificates(year)
    actions.record_publication_ground(
        first.award.decision,
        actor=year.clerk,
        ground="consent",
        note="Phiếu đồng ý của từng người",
        happened_on=LATER,
    )
    consent = give_consent(
        first.award.person,
        actor=year.clerk,
        unit=year.cell,
        purpose=ConsentPurpose.NAME,
        on=LATER,
        document="Phiếu đồng ý 05/01/2022",
    )
    assert check_certificate("01", first.code).name == first.printed_name
    assert check_certificate("02", other.code).name == masked_name(other.printed_name)
    withdraw_consent(consent, actor=year.clerk, unit=year.cell, document="Đơn 07/01/2022")
    assert check_certificate("01", first.code).name == masked_name(first.printed_name)


def test_checks_before_printing_name_people_with_two_papers_and_wrong_names(year: Year) -> None:
    made = certificates(year)
    decision = decide(
        year,
        "directive_05",
        document=signed_decision(year, "122-QĐ/ĐU"),
        recipients=[Recipient(person=year.people[0], ground="Việc làm theo cụ thể")],
    )
    actions.issue_certificates(decision, actor=year.clerk, happened_on=ENTERED_ON)
    Certificate.objects.filter(pk=made[0].pk).update(printed_name="Sai Tên")
    listed = list(queries.register(year.clerk, year.office.organisation, 2021))
    checks = {c.text.split(":")[0]: c for c in queries.checks_before_print(listed)}
    assert checks["Họ và tên khớp danh sách"].state == "unmet"
    assert "Sai Tên" in checks["Họ và tên khớp danh sách"].note
    assert year.people[0].name in checks["Số người có hai giấy trở lên"].note
    assert checks["Bản in thử đã được kiểm tra"].state == "pending"
    actions.confirm_proof(listed, actor=year.clerk, happened_on=ENTERED_ON, checked_by="Lý Văn Kiểm")
    listed = list(queries.register(year.clerk, year.office.organisation, 2021))
    assert queries.checks_before_print(listed)[-1].state == "met"


@pytest.mark.parametrize("number", [1, 3, 50])
def test_the_register_takes_the_same_queries_for_any_length(
    django_assert_num_queries: object, number: int
) -> None:
    year = make_year(members=number)
    certificates(year)
    with django_assert_num_queries(2):
        rows = [
            (c.award.decision.document.reference, c.award.recipient_name, [e.by for e in c.entries.all()])
            for c in queries.register(year.clerk, year.office.organisation, 2021)
        ]
    assert len(rows) == number

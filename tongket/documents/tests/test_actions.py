import datetime as dt

import pytest

from tongket.access.roles import Role
from tongket.audit.models import Entry
from tongket.common.errors import NotPermitted, Stale, WrongState
from tongket.documents import actions, errors, papers, queries
from tongket.documents.models import Document
from tongket.documents.rendering import sample
from tongket.documents.states import TRANSITIONS, DocumentState
from tongket.documents.tests.conftest import pdf_text
from tongket.documents.tests.factories import DAY, drafted_document, signed_document
from tongket.organisation.tests.factories import Office, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office(cells=1)


@pytest.fixture
def clerk(office):
    return office.actor(Role.CLERK)


def series(office, **changes):
    fields = {
        "issuer": "Đảng ủy",
        "symbol": "QĐ/ĐU",
        "kind": "term",
        "label": "Nhiệm kỳ 2020-2025",
        "valid_from": dt.date(2020, 8, 1),
        "valid_to": dt.date(2025, 8, 1),
    }
    return actions.set_number_series(
        office.organisation, actor=office.actor(Role.CLERK), **{**fields, **changes}
    )


@pytest.mark.capability(60)
def test_document_goes_from_draft_to_issue(office, clerk):
    document = drafted_document(office)
    actions.submit_document(document, actor=clerk)
    actions.sign_document(
        document,
        actor=clerk,
        reference="118-QĐ/ĐU",
        date=DAY,
        signer="Đinh Thị Diệu Khuê",
        signer_post="Bí thư",
    )
    actions.issue_document(document, actor=clerk, issued_on=dt.date(2021, 12, 28))
    document.refresh_from_db()
    assert (document.state, document.reference, document.date, document.signer, document.series) == (
        DocumentState.ISSUED,
        "118-QĐ/ĐU",
        DAY,
        "Đinh Thị Diệu Khuê",
        "2021",
    )
    assert document.form_profile == "party-2018"
    assert str(document) == "Quyết định 118-QĐ/ĐU"


@pytest.mark.capability(60)
def test_typed_number_and_date_are_printed_in_the_open_places(office, clerk):
    document = drafted_document(office)
    before = pdf_text(papers.pdf_of(document))
    assert "Số -QĐ/ĐU" in before
    actions.sign_document(document, actor=clerk, reference="130-QĐ/ĐU", date=DAY, signer="Nguyễn Quý Hưởng")
    after = pdf_text(papers.pdf_of(document))
    assert "Số 130-QĐ/ĐU" in after
    assert "ngày 27 tháng 12 năm 2021" in after
    assert "Nguyễn Quý Hưởng" in after


@pytest.mark.capability(60)
def test_number_used_in_the_year_is_refused(office, clerk):
    signed_document(office, "118-QĐ/ĐU")
    document = drafted_document(office)
    with pytest.raises(errors.NumberTaken) as caught:
        actions.sign_document(document, actor=clerk, reference="118-QĐ/ĐU", date=DAY, signer="Khuê")
    assert "118-QĐ/ĐU" in caught.value.text()
    document.refresh_from_db()
    assert document.state == DocumentState.DRAFTING


@pytest.mark.capability(60)
def test_gaps_and_other_symbols_and_issuers_are_normal(office):
    numbers = [
        signed_document(office, "118-QĐ/ĐU"),
        signed_document(office, "125-QĐ/ĐU"),
        signed_document(office, "119-QĐ/ĐU"),
        signed_document(office, "118-QĐ/ĐUK", issuer="Ban Thường vụ Đảng ủy Khối", received=True),
        signed_document(office, "118-QĐ/ĐU", issuer="Chi bộ khác"),
    ]
    assert [n.reference for n in numbers] == [
        "118-QĐ/ĐU",
        "125-QĐ/ĐU",
        "119-QĐ/ĐU",
        "118-QĐ/ĐUK",
        "118-QĐ/ĐU",
    ]


def test_same_number_of_another_year_is_allowed_and_hinted_at(office):
    first = signed_document(office, date=dt.date(2018, 12, 20))
    second = signed_document(office)
    assert list(queries.same_numbers(second)) == [first]


def test_same_number_within_a_term_is_refused(office):
    series(office)
    signed_document(office, date=dt.date(2021, 3, 1))
    with pytest.raises(errors.NumberTaken):
        signed_document(office, date=dt.date(2023, 3, 1))
    assert signed_document(office, date=dt.date(2026, 3, 1)).series == "2026"


def test_number_typed_before_the_term_was_set_counts_in_it(office):
    signed_document(office, date=dt.date(2021, 3, 1))
    series(office)
    with pytest.raises(errors.NumberTaken):
        signed_document(office, date=dt.date(2023, 3, 1))


def test_two_lines_of_one_symbol_may_not_overlap(office):
    series(office)
    with pytest.raises(errors.SeriesOverlap):
        series(
            office, label="2022", kind="year", valid_from=dt.date(2022, 1, 1), valid_to=dt.date(2023, 1, 1)
        )
    assert series(office, label="Nhiệm kỳ 2025-2030", valid_from=dt.date(2025, 8, 1), valid_to=None).pk


@pytest.mark.capability(60)
def test_own_line_gives_numbers_without_gaps(office, clerk):
    series(office, own_numbers=True, next_number=40, taken_over_on=dt.date(2021, 12, 1))
    given = []
    for _ in range(3):
        document = drafted_document(office)
        actions.sign_document(document, actor=clerk, date=DAY, signer="Đinh Thị Diệu Khuê")
        given.append(document.reference)
    assert given == ["40-QĐ/ĐU", "41-QĐ/ĐU", "42-QĐ/ĐU"]


def test_own_line_refuses_a_number_that_is_not_the_next(office):
    series(office, own_numbers=True, next_number=40)
    with pytest.raises(errors.NumberGivenByOffice) as caught:
        signed_document(office, "45-QĐ/ĐU")
    assert "40" in caught.value.text()
    assert signed_document(office, "40-QĐ/ĐU").number == 40


def test_refused_signing_gives_the_number_back(office, clerk):
    line = series(office, own_numbers=True, next_number=40)
    document = drafted_document(office)
    with pytest.raises(errors.SignerMissing):
        actions.sign_document(document, actor=clerk, date=DAY, signer=" ")
    line.refresh_from_db()
    assert line.next_number == 40


@pytest.mark.capability(64)
def test_cancelled_document_keeps_its_number_and_says_why(office, clerk):
    document = signed_document(office)
    actions.cancel_document(
        document,
        actor=clerk,
        reason="Ghi sai tên người được khen",
        cancelled_on=dt.date(2022, 2, 15),
        cancelled_by="130-QĐ/ĐU",
    )
    document.refresh_from_db()
    assert (document.state, document.reference, document.cancelled_by) == (
        DocumentState.CANCELLED,
        "118-QĐ/ĐU",
        "130-QĐ/ĐU",
    )
    with pytest.raises(errors.NumberTaken):
        signed_document(office, "118-QĐ/ĐU")
    entry = Entry.objects.get(action="documents.cancel_document")
    assert (entry.reason, entry.happened_on) == ("Ghi sai tên người được khen", dt.date(2022, 2, 15))


def test_cancelling_needs_a_reason(office, clerk):
    with pytest.raises(errors.ReasonMissing):
        actions.cancel_document(signed_document(office), actor=clerk, reason=" ", cancelled_on=DAY)


def test_returning_needs_a_reason_and_opens_the_draft_again(office, clerk):
    document = drafted_document(office)
    actions.submit_document(document, actor=clerk)
    with pytest.raises(errors.ReturnReasonMissing):
        actions.return_document(document, actor=clerk, reason="")
    actions.return_document(document, actor=clerk, reason="Thiếu căn cứ")
    assert document.state == DocumentState.DRAFTING


def test_paper_with_a_number_of_the_book_is_not_signed_without_one(office, clerk):
    with pytest.raises(errors.NumberMissing):
        actions.sign_document(drafted_document(office), actor=clerk, date=DAY, signer="Khuê")


def test_minutes_are_signed_without_a_number(office):
    minutes = signed_document(office, "", kind="minutes", subject="Kiểm phiếu")
    assert (minutes.reference, minutes.state) == ("", DocumentState.SIGNED)


def test_date_in_the_future_is_refused(office):
    with pytest.raises(errors.DateAhead):
        signed_document(office, date=dt.date(2999, 1, 1))


def test_issue_before_the_signature_is_refused(office, clerk):
    with pytest.raises(errors.DateBefore):
        actions.issue_document(signed_document(office), actor=clerk, issued_on=dt.date(2021, 12, 26))


def test_paper_of_a_form_not_known_here_is_recorded_without_a_profile(office):
    assert signed_document(office, date=dt.date(2011, 12, 20)).form_profile == ""


def test_issuer_and_subject_are_needed(office):
    with pytest.raises(errors.IssuerMissing):
        signed_document(office, issuer=" ")
    with pytest.raises(errors.SubjectMissing):
        signed_document(office, subject="")


def test_someone_elses_change_is_not_overwritten(office, clerk):
    document = drafted_document(office)
    actions.submit_document(document, actor=clerk, expected_version=1)
    with pytest.raises(Stale):
        actions.sign_document(
            document, actor=clerk, reference="1-QĐ/ĐU", date=DAY, signer="Khuê", expected_version=1
        )


def test_redrafting_keeps_the_earlier_draft_and_prints_the_new_one(office, clerk):
    document = drafted_document(office)
    data = sample("decision") | {"subject": "về việc đã sửa"}
    actions.redraft_document(document, actor=clerk, paper="decision", data=data)
    assert [draft.number for draft in document.drafts.all()] == [2, 1]
    assert "về việc đã sửa" in pdf_text(papers.pdf_of(document))


def test_signed_document_is_not_redrafted(office, clerk):
    with pytest.raises(WrongState):
        actions.redraft_document(
            signed_document(office), actor=clerk, paper="decision", data=sample("decision")
        )


def test_draft_with_wrong_data_is_refused_with_its_place(office):
    with pytest.raises(errors.NotPrintable) as caught:
        drafted_document(office, data=sample("decision") | {"title": None})
    assert "title" in caught.value.text()
    assert Document.objects.count() == 0


def test_names_of_a_draft_do_not_stand_in_the_journal(office):
    drafted_document(office)
    entry = Entry.objects.get(action="documents.draft_document")
    assert "Đoàn Thị Mỹ Uyên" not in str(entry.effects)
    assert "sha256" in str(entry.effects)


def test_recorded_paper_has_nothing_to_typeset(office):
    document = signed_document(office)
    assert papers.forms_of(document) == []
    with pytest.raises(errors.NoDraft):
        papers.pdf_of(document)


ALLOWED = {Role.CLERK, Role.COMMITTEE_SECRETARY}


@pytest.mark.parametrize("role", [role.value for role in Role] + ["other_clerk"])
def test_only_the_office_records_papers_of_the_organisation(office, role):
    act = {
        "kind": "decision",
        "issuer": "Đảng ủy",
        "subject": "Khen",
        "date": DAY,
        "signer": "Khuê",
        "reference": "118-QĐ/ĐU",
    }
    if role in {r.value for r in ALLOWED}:
        assert actions.record_document(office.organisation, actor=office.actor(role), **act).pk
    else:
        with pytest.raises(NotPermitted):
            actions.record_document(office.organisation, actor=office.actor(role), **act)


def test_cell_secretary_records_papers_of_the_own_cell(office):
    paper = actions.record_document(
        office.cells[0],
        actor=office.actor(Role.CELL_SECRETARY),
        kind="submission",
        issuer="Chi bộ 1",
        subject="Đề nghị khen thưởng",
        date=DAY,
        signer="Khuê",
        reference="03-TTr/CB",
    )
    assert paper.reference == "03-TTr/CB"


@pytest.mark.parametrize("step", TRANSITIONS, ids=lambda step: step.action)
def test_step_from_another_state_is_refused(office, clerk, step):
    wrong = next((state for state in DocumentState if state not in step.sources), None)
    document = signed_document(office)
    Document.objects.filter(pk=document.pk).update(state=wrong, cancellation_reason="x")
    document.refresh_from_db()
    arguments = {
        "submit_document": {},
        "return_document": {"reason": "x"},
        "sign_document": {"date": DAY, "signer": "Khuê", "reference": "9-QĐ/ĐU"},
        "issue_document": {"issued_on": DAY},
        "cancel_document": {"reason": "x", "cancelled_on": DAY},
    }[step.action]
    with pytest.raises(WrongState):
        getattr(actions, step.action)(document, actor=clerk, **arguments)

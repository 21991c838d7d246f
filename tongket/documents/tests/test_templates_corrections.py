import datetime as dt
import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tongket.access.roles import Role
from tongket.common.errors import NotPermitted, WrongState
from tongket.documents import actions, comparison, errors, papers
from tongket.documents.models import WordTemplate
from tongket.documents.rendering import get_profile, word_template, word_text
from tongket.documents.states import DocumentState
from tongket.documents.tests.factories import DAY, drafted_document, signed_document
from tongket.documents.tests.test_word import own_template
from tongket.organisation.tests.factories import make_office

pytestmark = pytest.mark.django_db
START = dt.date(2021, 1, 1)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office():
    return make_office(cells=1)


@pytest.fixture
def clerk(office):
    return office.actor(Role.CLERK)


@pytest.fixture
def clerk_client(client, office):
    client.force_login(office.accounts[Role.CLERK.value])
    return client


def upload(office, content, unit=None, **changes):
    fields = {"paper": "decision", "name": "mau.docx", "valid_from": START, **changes}
    return actions.upload_template(
        unit or office.organisation, actor=office.actor(Role.CLERK), content=content, **fields
    )


@pytest.mark.capability(82)
def test_uploaded_template_fills_the_papers_of_the_unit_and_those_below(office, clerk):
    upload(office, own_template("Mẫu của Sở: {{ title }}"))
    own = drafted_document(office)
    below = actions.draft_document(
        office.cells[0],
        actor=clerk,
        kind="decision",
        issuer="Chi bộ 1",
        subject="x",
        year=2021,
        paper="decision",
        data=own.drafts.get().data,
    )
    assert word_text(papers.word_of(own)) == "Mẫu của Sở: Quyết định"
    assert word_text(papers.word_of(below)) == "Mẫu của Sở: Quyết định"


@pytest.mark.capability(82)
def test_new_version_replaces_the_old_one_and_withdrawing_brings_it_back(office, clerk):
    upload(office, own_template("Bản 1 {{ title }}"))
    second = upload(office, own_template("Bản 2 {{ title }}"))
    document = drafted_document(office)
    assert second.number == 2
    assert word_text(papers.word_of(document)) == "Bản 2 Quyết định"
    actions.withdraw_template(second, actor=clerk, withdrawn_on=START)
    assert word_text(papers.word_of(document)) == "Bản 1 Quyết định"


def test_shipped_template_edited_in_word_can_be_uploaded(office):
    edited = docx.Document(io.BytesIO(word_template("decision", get_profile("party-2018"))))
    edited.add_paragraph("Ghi chú của cơ quan")
    out = io.BytesIO()
    edited.save(out)
    upload(office, out.getvalue())
    text = word_text(papers.word_of(drafted_document(office)))
    assert "Ghi chú của cơ quan" in text
    assert "T/M ĐẢNG ỦY" in text


@pytest.mark.capability(82)
def test_template_with_an_unknown_placeholder_is_refused_by_its_name(office):
    with pytest.raises(errors.TemplateRefused) as caught:
        upload(office, own_template("{{ giam_doc }}"))
    assert "giam_doc" in caught.value.text()
    assert WordTemplate.objects.count() == 0


def test_paper_without_a_word_form_takes_no_template(office):
    with pytest.raises(errors.NoWordForm):
        upload(office, own_template("{{ title }}"), paper="register")


def test_cell_secretary_changes_no_templates(office):
    with pytest.raises(NotPermitted):
        actions.upload_template(
            office.cells[0],
            actor=office.actor(Role.CELL_SECRETARY),
            paper="decision",
            name="m.docx",
            content=own_template("x"),
            valid_from=START,
        )


@pytest.mark.capability(82)
def test_template_is_uploaded_previewed_and_withdrawn_on_its_page(office, clerk_client):
    address = reverse("documents:templates")
    file = SimpleUploadedFile("mẫu quyết định.docx", own_template("Mẫu {{ title }}"))
    data = {"paper": "decision", "scheme": "party", "file": file, "valid_from": "01/01/2021"}
    page = clerk_client.post(address, data, follow=True).content.decode()
    assert "mẫu quyết định.docx" in page
    row = WordTemplate.objects.get()
    preview = clerk_client.get(reverse("documents:template_file", args=[row.pk, "xem-thu"]))
    assert word_text(preview.content) == "Mẫu Quyết định"
    clerk_client.post(reverse("documents:withdraw_template", args=[row.pk]))
    row.refresh_from_db()
    assert row.withdrawn_on is not None


def test_faulty_template_says_on_the_page_what_is_wrong(office, clerk_client):
    file = SimpleUploadedFile("m.docx", own_template("{{ giam_doc }}"))
    data = {"paper": "decision", "scheme": "party", "file": file, "valid_from": "01/01/2021"}
    answer = clerk_client.post(reverse("documents:templates"), data)
    assert answer.status_code == 422
    assert "giam_doc" in answer.content.decode()


def test_shipped_template_is_downloaded(office, clerk_client):
    answer = clerk_client.get(reverse("documents:shipped_template", args=["decision", "party"]))
    assert "{{ signature.name }}" in word_text(answer.content)
    assert clerk_client.get("/van-ban/mau/co-san/decision/royal").status_code == 404


CORRECTION = {
    "place": "Danh sách, dòng 12",
    "old": "Hồ Thị Đoan Thuý",
    "new": "Hồ Thị Đoan Thúy",
    "reason": "Sai lỗi chính tả",
    "notice": "05-CV/ĐU ngày 20/01/2022",
}


@pytest.mark.capability(126)
def test_correction_notice_leaves_the_signed_paper_as_it_is(office, clerk):
    document = signed_document(office)
    actions.correct_document(document, actor=clerk, corrected_on=dt.date(2022, 1, 20), **CORRECTION)
    document.refresh_from_db()
    assert (document.state, document.version) == (DocumentState.SIGNED, 2)
    assert [str(c) for c in document.corrections.all()] == ["Hồ Thị Đoan Thuý → Hồ Thị Đoan Thúy"]


@pytest.mark.parametrize("key", sorted(CORRECTION))
def test_correction_needs_all_of_its_parts(office, clerk, key):
    with pytest.raises(errors.CorrectionIncomplete):
        actions.correct_document(
            signed_document(office), actor=clerk, corrected_on=DAY, **(CORRECTION | {key: " "})
        )


def test_draft_is_not_corrected_by_a_notice(office, clerk):
    with pytest.raises(WrongState):
        actions.correct_document(drafted_document(office), actor=clerk, corrected_on=DAY, **CORRECTION)


@pytest.mark.parametrize("day", [dt.date(2021, 12, 26), dt.date(2999, 1, 1)])
def test_correction_before_the_signature_or_in_the_future_is_refused(office, clerk, day):
    with pytest.raises((errors.DateBefore, errors.DateAhead)):
        actions.correct_document(signed_document(office), actor=clerk, corrected_on=day, **CORRECTION)


@pytest.mark.capability(126)
def test_correction_is_recorded_and_shown_on_the_page(office, clerk_client):
    document = signed_document(office)
    page = clerk_client.post(
        reverse("documents:correct_document", args=[document.pk]),
        {**CORRECTION, "corrected_on": "20/01/2022"},
        follow=True,
    ).content.decode()
    assert "Hồ Thị Đoan Thúy" in page
    assert "05-CV/ĐU" in page


def returned_copy(document, clerk, old, new):
    """The paper as Word with one word changed by hand, attached."""
    edited = docx.Document(io.BytesIO(papers.word_of(document)))
    for paragraph in edited.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    for table in edited.tables:
        for cell in table._cells:
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.text = run.text.replace(old, new)
    out = io.BytesIO()
    edited.save(out)
    return actions.attach_file(
        document, actor=clerk, role="edited", name="ban-ky.docx", content=out.getvalue()
    )


@pytest.mark.capability(126)
def test_returned_copy_is_compared_line_by_line(office, clerk):
    document = drafted_document(office)
    file = returned_copy(document, clerk, "47 đồng chí", "46 đồng chí")
    found = comparison.differences(document, file)
    assert len(found) == 1
    assert "47 đồng chí" in found[0].ours
    assert "46 đồng chí" in found[0].returned


def test_unchanged_copy_has_no_differences(office, clerk, clerk_client):
    document = drafted_document(office)
    file = returned_copy(document, clerk, "không có chữ này", "x")
    assert comparison.differences(document, file) == []
    page = clerk_client.get(reverse("documents:compare", args=[file.pk])).content.decode()
    assert "Khớp từng chữ" in page


@pytest.mark.capability(126)
def test_differences_are_shown_on_the_page(office, clerk, clerk_client):
    document = drafted_document(office)
    file = returned_copy(document, clerk, "Tôn Nữ Thị Ngọc Ễ", "Tôn Nữ Thị Ngọc Êm")
    page = clerk_client.get(reverse("documents:compare", args=[file.pk])).content.decode()
    assert "Tôn Nữ Thị Ngọc Êm" in page
    assert "Khác nhau" in page

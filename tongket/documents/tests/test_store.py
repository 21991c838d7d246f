import pytest

from tongket.access.roles import Role
from tongket.documents import actions, store
from tongket.documents.errors import ClassifiedFile, FileRefused
from tongket.documents.models import AttachedFile
from tongket.documents.rendering import render_docx, sample
from tongket.documents.tests.factories import signed_document
from tongket.documents.tests.test_word import own_template
from tongket.organisation.tests.factories import make_office

PDF = b"%PDF-1.7 scan"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def attach(name="qd-118.pdf", content=PDF):
    office = make_office(cells=1)
    document = signed_document(office)
    return actions.attach_file(
        document, actor=office.actor(Role.CLERK), role="scan", name=name, content=content
    )


@pytest.mark.django_db
def test_file_is_kept_under_its_checksum_and_read_back():
    file = attach()
    assert store.content_of(file.sha256) == PDF
    assert (file.media_type, file.size) == ("application/pdf", len(PDF))


@pytest.mark.django_db
def test_same_file_is_kept_once():
    office = make_office(cells=1)
    document = signed_document(office)
    for _ in range(2):
        actions.attach_file(document, actor=office.actor(Role.CLERK), role="scan", name="a.pdf", content=PDF)
    assert AttachedFile.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["QĐ 118 MẬT.pdf", "tài liệu tối mật.pdf", "Tuyệt mật 3.pdf"])
def test_file_named_as_classified_is_refused_before_it_is_stored(name, tmp_path):
    with pytest.raises(ClassifiedFile):
        attach(name=name)
    assert list(tmp_path.iterdir()) == []


def test_word_file_with_a_mark_of_secrecy_is_refused():
    with pytest.raises(ClassifiedFile):
        store.inspected("qd.docx", own_template("TỐI MẬT", "Quyết định"))


@pytest.mark.parametrize("name", ["bảo mật hệ thống.pdf", "Họ mật ngữ.pdf"])
def test_ordinary_words_are_no_mark_of_secrecy(name):
    assert store.inspected(name, PDF) == "application/pdf"


def test_word_file_is_recognised():
    word = render_docx("decision", sample("decision"), profile="party-2018")
    assert store.inspected("qd.docx", word) == store.DOCX


@pytest.mark.parametrize(
    "content", [b"", b"MZ program", b"PK\x03\x04 broken", b"<html>", b"%PDF-" + b"0" * (store.MOST_BYTES)]
)
def test_other_files_are_refused(content):
    with pytest.raises(FileRefused):
        store.inspected("x.pdf", content)

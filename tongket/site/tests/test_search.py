"""Search finds what the viewer may see, with or without accents, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tongket.access.roles import Role
from tongket.documents.tests.factories import signed_document
from tongket.organisation.actions import rename_unit
from tongket.organisation.tests.factories import START, Office, add_member
from tongket.site.search_text import Query, match

ClientOf = Callable[[str], Client]
NAME = "Nguyễn Thị Đoàn Thủy"


def found(client: Client, words: str) -> str:
    """What the box answers, with the marks taken out."""
    answer = client.post(reverse("search_results"), {"tim": words})
    assert answer.status_code == 200
    return answer.content.decode().replace("<mark>", "").replace("</mark>", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        "Nguyễn Thị Đoàn Thủy",
        "nguyen thi doan thuy",
        "Đoàn Thuỷ",
        "thuy doan",
        "doan thuyy",
        "Nguyne Thi",
        "đoan",
    ],
)
def test_a_person_is_found_however_the_name_is_typed(client_of: ClientOf, office: Office, words: str) -> None:
    add_member(office, office.cells[0], 9, NAME)
    page = found(client_of(Role.CLERK), words)
    assert NAME in page
    assert office.cells[0].name in page


@pytest.mark.django_db
@pytest.mark.capability(9)
def test_homonyms_outside_the_scope_are_not_found(client_of: ClientOf, office: Office) -> None:
    own = add_member(office, office.cells[0], 9, NAME)
    other = add_member(office, office.cells[1], 10, NAME)
    page = found(client_of(Role.CELL_SECRETARY), NAME)
    assert own.get_absolute_url() in page
    assert other.get_absolute_url() not in page
    assert NAME not in found(client_of("other_clerk"), NAME)
    assert NAME not in found(client_of(Role.EDITOR), NAME)


@pytest.mark.django_db
def test_what_is_looked_for_stands_in_no_address(client_of: ClientOf, office: Office) -> None:
    add_member(office, office.cells[0], 9, NAME)
    client = client_of(Role.CLERK)
    answer = client.post(reverse("search"), {"tim": "doan thuy"})
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("search"))
    page = client.get(reverse("search"))
    assert "<mark>Đoàn</mark> <mark>Thủy</mark>" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.django_db
def test_units_documents_and_pages_are_found(client_of: ClientOf, office: Office) -> None:
    document = signed_document(office, "118-QĐ/ĐU", subject="Về việc khen thưởng các tập thể")
    rename_unit(
        office.cells[0],
        actor=office.actor(Role.CLERK),
        name="Chi bộ Thanh tra",
        on=START.replace(year=2016),
        decision="",
    )
    client = client_of(Role.CLERK)
    assert office.cells[0].get_absolute_url() in found(client, "chi bo thanh tar")
    for words in ("118", "quyet dinh 118", "118 QĐ ĐU", "khen thuong tap the"):
        assert document.get_absolute_url() in found(client, words), words
    assert reverse("organisation:deadlines") in found(client, "han va giay to")
    assert reverse("notices:sent") in found(client, "thong bao da gui")
    assert reverse("notices:sent") not in found(client_of(Role.MEMBER), "thong bao da gui")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", ["", "   ", "a", "%", "_", "'; drop table", "🙂", "‮abc", "x" * 5000, "\x00"]
)
def test_odd_input_is_answered(client_of: ClientOf, office: Office, words: str) -> None:
    assert "Trần" not in found(client_of(Role.CLERK), words)


@pytest.mark.django_db
def test_search_takes_the_same_number_of_queries_for_1_3_and_50_people(
    client_of: ClientOf, office: Office
) -> None:
    client = client_of(Role.CLERK)
    counts, there = [], 0
    for size in (1, 3, 50):
        for number in range(there, size):
            add_member(office, office.cells[0], 100 + number, f"Hoàng Văn Đông {number}")
        there = size
        found(client, "hoang dong")
        with CaptureQueriesContext(connection) as captured:
            assert "Hoàng Văn Đông" in found(client, "hoang dong")
        counts.append(len(captured))
    assert len(set(counts)) == 1, counts


@pytest.mark.django_db
@pytest.mark.parametrize("role", [r.value for r in Role])
def test_the_page_opens_for_every_role(client_of: ClientOf, office: Office, role: str) -> None:
    client = client_of(role)
    assert client.get(reverse("search")).status_code == 200
    assert client.get(reverse("search_box")).status_code == 200
    found(client, "tran van")


@pytest.mark.django_db
def test_the_key_can_be_switched_off(client_of: ClientOf, office: Office) -> None:
    client = client_of(Role.CLERK)
    assert 'data-slash="1"' in client.get("/").content.decode()
    client.post(reverse("search_shortcut"))
    assert 'data-slash="0"' in client.get("/").content.decode()


def test_the_accents_that_were_typed_decide_between_homographs() -> None:
    query = Query.of("Hòa")
    right, wrong = match(query, "Lê Thị Hòa"), match(query, "Lê Thị Hoa")
    assert right is not None
    assert wrong is not None
    assert right.distance < wrong.distance


def test_a_wrong_letter_is_forgiven_in_long_words_only() -> None:
    assert match(Query.of("nguyem"), "Nguyễn") is not None
    assert match(Query.of("an"), "Ân Em") is not None
    assert match(Query.of("el"), "Ân Em") is None
    assert match(Query.of("118"), "119-QĐ/ĐU") is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_of_a_match_are_the_text(typed: str, text: str) -> None:
    result = match(Query.of(typed), text)
    if result is not None:
        assert "".join(piece for piece, _marked in result.pieces) == text

"""Reasons never leak: what each reader is told of illness and discipline on pages, boards, lists and trials (U8).

A clause put aside stays printed on every outcome that it would have touched (U6), to those who may know why.
"""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import re

import pytest
from django.test import Client

from tongket.access.roles import Role
from tongket.organisation.models import Person
from tongket.oversight.actions import DisciplineRow, record_discipline
from tongket.ratings import actions, queries
from tongket.ratings.tests.factories import COMMITTEE_DAY, Year, fall_ill, make_year
from tongket.rounds import actions as rounds

pytestmark = pytest.mark.django_db

HIDDEN = "có căn cứ theo văn bản của cấp có thẩm quyền (người có thẩm quyền được xem)"
ILL, DISCIPLINED = "thời gian nghỉ ốm trong năm là 100 ngày", "có quyết định kỷ luật tính vào năm 2021"
ASIDE = "Thời gian nghỉ ốm dưới 90 ngày trong năm"
#: Role → whether it reads illness, whether it reads discipline.
READS = {
    Role.CLERK: (True, True),
    Role.COMMITTEE_SECRETARY: (True, True),
    Role.COMMITTEE_MEMBER: (False, False),
    Role.CELL_SECRETARY: (False, False),
    Role.SUPERIOR_OFFICER: (False, False),
    Role.INSPECTION: (False, True),
    Role.AUDITOR: (False, False),
}


@pytest.fixture
def year() -> Year:
    """In the first cell the second member was ill, the fourth was disciplined."""
    made = make_year()
    fall_ill(made, ill(made))
    paper = ("reprimand", "05-QĐ/UBKT", dt.date(2021, 9, 14), "x", 2021)
    record_discipline(
        made.office.organisation,
        actor=made.clerk,
        rows=[DisciplineRow(disciplined(made), made.office.cells[0], *paper)],
    )
    actions.compute_outcomes(made.round, actor=made.clerk)
    return made


def ill(year: Year) -> Person:
    return year.person(0, 1)


def disciplined(year: Year) -> Person:
    return year.person(0, 3)


def put_aside(year: Year) -> None:
    """The clause on illness is not applied in this round; everything is computed again."""
    rounds.suspend_clause(
        year.round,
        actor=year.clerk,
        clause="sick_three_months",
        document_number="15-CV/ĐU",
        reason="chờ hướng dẫn",
        suspended_by="Trần Văn Ước",
        happened_on=COMMITTEE_DAY,
    )
    actions.compute_outcomes(year.round, actor=year.clerk)


def text_of(year: Year, role: str, address: str) -> str:
    client = Client()
    client.force_login(year.office.accounts[role])
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = answer.content.decode("utf-8-sig")
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def page_of(year: Year, role: str, person: Person) -> str:
    return text_of(year, role, f"/xep-loai/2021/giai-trinh/{person.pk}/")


@pytest.mark.parametrize("role", list(READS))
def test_every_role_reads_the_grounds_of_its_classes_and_one_sentence_for_all_others(
    year: Year, role: str
) -> None:
    reads_illness, reads_discipline = READS[role]
    for person, ground, open_to in (
        (ill(year), ILL, reads_illness),
        (disciplined(year), DISCIPLINED, reads_discipline),
    ):
        text = page_of(year, role, person).lower()
        assert (ground in text) is open_to
        assert (HIDDEN in text) is not open_to
        board = text_of(year, role, f"/xep-loai/2021/don-vi/{year.office.cells[0].pk}/").lower()
        assert (ground in board) is open_to
    if not reads_illness:
        records = page_of(year, role, ill(year)).partition("Hồ sơ được dùng")[2].lower()
        assert "ốm" not in records
        assert "nghỉ" not in records


def test_hidden_grounds_of_two_people_are_told_in_the_same_words(year: Year) -> None:
    pages = [
        queries.explanation(year.office.actor(Role.CELL_SECRETARY), year.round, person).explanation
        for person in (ill(year), disciplined(year))
    ]
    assert [line.reason for page in pages for line in page.lines] == [HIDDEN, HIDDEN]
    assert all(not line.clause and not line.cites for page in pages for line in page.lines)


@pytest.mark.parametrize("role", [Role.CLERK, Role.CELL_SECRETARY])
def test_exported_board_holds_no_ground(year: Year, role: str) -> None:
    text = text_of(year, role, f"/xep-loai/2021/don-vi/{year.office.cells[0].pk}/tai/csv/").lower()
    for word in ("ốm", "kỷ luật", "sick", "disciplin"):
        assert word not in text


def test_clause_put_aside_is_printed_on_every_outcome_that_it_would_have_touched(year: Year) -> None:
    put_aside(year)
    printed = f"{ASIDE}: tạm không áp dụng theo 15-CV/ĐU; lý do: chờ hướng dẫn."
    assert printed in page_of(year, Role.CLERK, ill(year))
    assert printed not in page_of(year, Role.CLERK, year.person(0, 0))
    board = f"/xep-loai/2021/don-vi/{year.office.cells[0].pk}/"
    shown = text_of(year, Role.CLERK, board)
    assert f"{ASIDE}: theo 15-CV/ĐU (Trần Văn Ước); lý do: chờ hướng dẫn" in shown
    assert shown.count(f"Tạm không áp dụng: {ASIDE}") == 1
    for address in ("/xep-loai/2021/to-chuc/", "/xep-loai/2021/quyet-dinh/dang-vien/"):
        assert "theo 15-CV/ĐU (Trần Văn Ước)" in text_of(year, Role.CLERK, address)
    client = Client()
    client.force_login(year.office.accounts[Role.CLERK])
    content = client.get(f"{board}tai/csv/").content.decode("utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(content)) if ill(year).name in row]
    assert rows[0][-1] == ASIDE


def test_clause_put_aside_tells_a_reader_without_the_class_nothing_of_whom_it_touches(year: Year) -> None:
    put_aside(year)
    secretary = year.office.actor(Role.CELL_SECRETARY)
    warnings = {
        queries.explanation(secretary, year.round, person).explanation.warnings
        for person in (ill(year), year.person(0, 5))
    }
    assert len(warnings) == 1
    rows = queries.board(secretary, year.round, year.office.cells[0]).rows
    assert {row.suspended for row in rows} == {()}
    board = text_of(year, Role.CELL_SECRETARY, f"/xep-loai/2021/don-vi/{year.office.cells[0].pk}/tai/csv/")
    assert board.count(ASIDE) == 1  # said once of the round, of nobody's row


@pytest.mark.capability(32)
def test_condition_of_the_explanation_opens_its_clause_and_an_unconfirmed_one_its_confirmation(
    year: Year,
) -> None:
    page = queries.explanation(year.clerk, year.round, year.person(0, 0))
    opened = {url for node in page.conditions for _text, url in node["links"]}
    assert "/dot/2021/quy-dinh/dieu-khoan/civil_rating_not_excellent/" in opened
    client = Client()
    client.force_login(year.office.accounts[Role.MEMBER])
    assert client.get("/dot/2021/quy-dinh/dieu-khoan/civil_rating_not_excellent/").status_code == 200

"""The data of the teller minutes hold every count, and results only where there are some."""

from __future__ import annotations

import pytest

from tongket.ballots import actions, documents, queries
from tongket.ballots.errors import MinutesIncomplete, NoCount
from tongket.documents.errors import NotPrintable
from tongket.documents.rendering import word_text

from .factories import (
    HELD,
    MINUTES,
    RIGHT,
    World,
    enter,
    enter_wrong,
    level_votes,
    make_world,
    numbers,
    open_choice,
    open_poll,
    yes_votes,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.mark.capability(51)
def test_minutes_hold_all_counts_shares_and_the_result(world: World) -> None:
    poll = open_poll(world)
    enter(world, poll)
    row = queries.get_poll(world.clerk, poll.pk)
    data = documents.teller_minutes_data(row, queries.superior_of(poll))
    assert data["heading"] == {"superior": "Đảng bộ Sở Thử nghiệm", "issuer": "Chi bộ 1", "date": HELD}
    assert data["counts"] == {
        "entitled": 20,
        "official_members": 20,
        "present": 20,
        "issued": 20,
        "returned": 20,
        "valid": 19,
        "invalid": 1,
    }
    assert data["tellers_body"] == "Tổ kiểm phiếu"
    assert data["threshold_label"] == "trên một phần hai"
    assert data["options"][0] == {
        "name": "Trần Văn Ước",
        "detail": None,
        "counts": {"excellent": 0, "good": 17, "fair": 1, "failed": 0, "abstain": 1},
        "shares": {"excellent": "0.00", "good": "85.00", "fair": "5.00", "failed": "0.00", "abstain": "5.00"},
        "result": "HTTNV",
    }
    assert data["problems"] == []
    assert data["results"] == [
        "Có 02 trong 02 trường hợp có một mức đạt số phiếu trên một phần hai số được triệu tập."
    ]


@pytest.mark.capability(46)
def test_minutes_of_a_count_that_does_not_reconcile_say_so_and_have_no_result(world: World) -> None:
    poll = open_poll(world)
    enter_wrong(world, poll)
    data = documents.teller_minutes_data(queries.get_poll(world.clerk, poll.pk))
    assert data["problems"] == [{"sum": "dòng 1 (Trần Văn Ước)", "left": 19, "right": 18}]
    assert (data["results"], {option["result"] for option in data["options"]}) == ([], {None})


def test_minutes_of_a_choice_name_the_elected_and_those_tied(world: World) -> None:
    poll = open_choice(world, ["A", "B", "C"], places=2, unit=world.office.organisation)
    enter(world, poll, yes_votes(poll, 14, 12, 12))
    data = documents.teller_minutes_data(queries.get_poll(world.clerk, poll.pk))
    assert data["tellers_body"] == "Ban kiểm phiếu"
    assert data["results"] == [
        "Có 01 trường hợp được chọn: A (14 phiếu).",
        "Bằng phiếu ở vị trí cuối, chưa chọn ai: B; C.",
    ]


def test_corrected_minutes_are_cited(world: World) -> None:
    poll = open_poll(world)
    count = enter_wrong(world, poll)
    actions.correct_paper_count(
        count, actor=world.clerk, minutes=MINUTES, counts=numbers(), votes=level_votes(poll, *RIGHT)
    )
    data = documents.teller_minutes_data(queries.get_poll(world.clerk, poll.pk))
    assert data["notes"] == [
        "Số liệu theo Biên bản điều chỉnh số 02-BB/CB ngày 20/12/2021, người ký: Trần Văn Ước, H'Ơn Êban."
    ]


def test_minutes_without_count_or_without_roll_are_refused(world: World) -> None:
    poll = open_poll(world, roll_size=None)
    with pytest.raises(NoCount):
        documents.teller_minutes_data(queries.get_poll(world.clerk, poll.pk))
    enter(world, poll, counts=numbers(entitled=None))
    with pytest.raises(MinutesIncomplete):
        documents.teller_minutes_data(queries.get_poll(world.clerk, poll.pk))


@pytest.mark.capability(51)
def test_word_minutes_print_every_number(world: World) -> None:
    poll = open_poll(world)
    enter(world, poll)
    text = word_text(documents.teller_minutes_word(queries.get_poll(world.clerk, poll.pk)))
    for expected in ("Trần Văn Ước", "17", "85,00", "HTTNV", "Số phiếu không hợp lệ"):
        assert expected in text


def test_letter_that_the_font_does_not_have_is_a_refusal_with_advice(world: World) -> None:
    poll = open_poll(world, ["Trần 漢", "Y Ăn Niê"])
    enter(world, poll)
    with pytest.raises(NotPrintable):
        documents.teller_minutes_pdf(queries.get_poll(world.clerk, poll.pk))

"""What is known of some without looking at all: the same explanations, the same answer to what is stale."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from tongket.organisation import actions as register
from tongket.organisation.tests.factories import head_of
from tongket.oversight.actions import DisciplineRow, record_discipline
from tongket.ratings import actions, freshness, suspects
from tongket.ratings.judging import judge_stored, judged_alone
from tongket.ratings.models import Outcome
from tongket.ratings.tests.factories import COMMITTEE_DAY, Year, count, fall_ill, make_year
from tongket.reviews import actions as reviews
from tongket.reviews.rows import AssessmentRow, CivilRatingRow
from tongket.rules import explain
from tongket.work.actions import record_tasks
from tongket.work.rows import TaskRow

pytestmark = pytest.mark.django_db
READERS = (("open",), ("open", "committee", "inspection", "health"))


@pytest.fixture
def year() -> Year:
    """Somebody was ill, somebody heads a cell, equal votes at the border of the quota."""
    made = make_year()
    fall_ill(made, made.person(0, 1))
    actions.compute_outcomes(made.round, actor=made.clerk)
    poll = actions.open_second_ballot(made.round, actor=made.clerk, subject="members", held_on=COMMITTEE_DAY)
    names = [option.label for option in poll.options.all()]
    count(made, poll, {names[0]: 5, names[1]: 4, names[2]: 4})
    head_of(made.office, made.person(0, 0), made.office.cells[0])
    actions.compute_outcomes(made.round, actor=made.clerk)
    return made


@pytest.mark.parametrize("readers", READERS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_outcome_restored_alone_is_explained_as_among_all(
    year: Year, lang: str, readers: tuple[str, ...]
) -> None:
    pack, whole = judge_stored(year.round)
    for outcome in Outcome.objects.filter(round=year.round):
        _pack, alone = judged_alone(year.round, [outcome])
        table, key = ("members" if outcome.person_id else "units"), outcome.facts["row"]["id"]
        texts = [explain(pack, a, key, lang=lang, reader=readers, table=table) for a in (alone, whole)]
        # which forms a paper takes is not kept: no page tells it
        assert texts[0] == replace(texts[1], forms=()), outcome


def _assess(y: Year) -> None:
    reviews.record_assessments(
        y.round, actor=y.clerk, rows=[AssessmentRow("cell", person=y.person(1, 2), level="fair")]
    )


def _civil(y: Year) -> None:
    reviews.record_civil_ratings(
        y.office.organisation, actor=y.clerk, year=2021, rows=[CivilRatingRow(y.person(0, 2), "fair")]
    )


def _task(y: Year) -> None:
    record_tasks(
        y.office.organisation,
        actor=y.clerk,
        year=2021,
        rows=[
            TaskRow(
                cell=y.office.cells[1],
                person=y.person(1, 1),
                content="Việc thêm",
                target_text="xong",
                due_on=dt.date(2021, 9, 1),
            )
        ],
    )


def _discipline(y: Year) -> None:
    row = DisciplineRow(
        y.person(1, 3), y.office.cells[1], "reprimand", "05-QĐ/UBKT", dt.date(2021, 9, 14), "x", 2021
    )
    record_discipline(y.office.organisation, actor=y.clerk, rows=[row])


def _post(y: Year) -> None:
    head_of(y.office, y.person(1, 4), y.office.cells[1])


def _move(y: Year) -> None:
    register.join_unit(y.person(0, 5), actor=y.clerk, unit=y.office.cells[1], valid_from=dt.date(2021, 11, 1))


def _name(y: Year) -> None:
    person = y.person(0, 3)
    person.refresh_from_db()
    register.change_person(
        person, actor=y.clerk, unit=y.office.cells[0], expected_version=person.version, name="Nguyễn Văn Đổi"
    )


def _cell_ballot(y: Year) -> None:
    poll = actions.open_cell_ballot(
        y.round, actor=y.clerk, cell=y.office.cells[0], held_on=dt.date(2021, 12, 10)
    )
    assert poll.options.exists()


ACTS: dict[str, Callable[[Year], None]] = {
    "nothing": lambda y: None,
    "assessment": _assess,
    "civil rating": _civil,
    "task": _task,
    "discipline": _discipline,
    "head of a cell": _post,
    "another cell": _move,
    "another name": _name,
    "cell ballot": _cell_ballot,
    "renamed cell": lambda y: register.rename_unit(
        y.office.cells[0], actor=y.clerk, name="Chi bộ Tên Khác", on=dt.date(2021, 5, 1)
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_journal_names_everybody_whose_facts_an_act_changed(
    act: str, year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    ACTS[act](year)
    asked = freshness.freshness(year.round)
    monkeypatch.setattr(freshness, "suspects_of", lambda round: None)
    assert freshness.freshness(year.round) == asked
    assert (act in ("nothing", "cell ballot")) == asked.is_fresh


def test_only_those_concerned_are_suspect(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suspects, "BESIDE", dt.timedelta(0))  # nobody writes beside the test, on any database
    assert suspects.suspects_of(year.round) == frozenset()
    _civil(year)
    assert suspects.suspects_of(year.round) == {year.person(0, 2).pk}

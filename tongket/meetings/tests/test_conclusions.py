"""Conclusions become tasks of the year after, linked both ways."""

from __future__ import annotations

import datetime as dt

import pytest

from tongket.audit.queries import used_by, uses_of
from tongket.audit.staleness import changed_behind
from tongket.common.errors import DomainError, NotPermitted
from tongket.meetings.actions import record_conclusions, record_speech_time, record_speeches
from tongket.meetings.models import Conclusion
from tongket.meetings.queries import conference_figures, last_years_conclusions
from tongket.meetings.rows import DirectionRow, SpeechRow
from tongket.meetings.tests.factories import (
    GUEST,
    conclusion_row,
    make_conclusion,
    make_conference,
    with_directions,
)
from tongket.work.models import Task
from tongket.work.queries import task_page

pytestmark = pytest.mark.django_db


def test_conclusion_becomes_a_task_of_the_year_after_at_the_unit_in_charge() -> None:
    year, conference = make_conference()
    conclusion, task = make_conclusion(year, conference)
    assert (task.year, task.unit, task.cell, task.due_on) == (
        2022,
        year.cell,
        year.cell,
        dt.date(2022, 11, 30),
    )
    assert (task.content, task.target_text) == (conclusion.text, conclusion.target)
    assert conference_figures(conference).tasks_of_next_year == ("digital_government",)


def test_task_and_conclusion_lead_to_each_other() -> None:
    year, conference = make_conference()
    conclusion, task = make_conclusion(year, conference)
    assert conclusion.task == task
    assert task_page(Task.objects.get(pk=task.pk)).origin == conclusion
    (use,) = used_by(task)
    assert (use.source_model, use.source_id) == ("meetings.Conclusion", conclusion.pk)


def test_conclusion_names_the_directions_it_came_from() -> None:
    year, conference = make_conference()
    conclusion, _task = make_conclusion(year, conference, directions=("D1", "D2"))
    assert list(conclusion.directions.values_list("key", flat=True)) == ["D1", "D2"]
    assert uses_of(conference.directions.get(key="D2")).get().user_id == conclusion.pk


def test_corrected_conclusion_corrects_its_task_and_makes_no_second_one() -> None:
    year, conference = make_conference()
    _conclusion, task = make_conclusion(year, conference)
    rows = [conclusion_row(year.cell, text="Xây dựng chính quyền số", due_on=dt.date(2022, 10, 31))]
    record_conclusions(conference, actor=year.clerk, rows=rows)
    changed = Task.objects.get()
    assert (changed.pk, changed.content) == (task.pk, "Xây dựng chính quyền số")
    assert changed.due_on == dt.date(2022, 10, 31)
    assert not changed_behind(changed, 5)


def test_changed_direction_makes_the_conclusion_stale() -> None:
    year, conference = make_conference()
    conclusion, _task = make_conclusion(year, conference)
    record_speeches(
        conference,
        actor=year.clerk,
        speeches=[],
        directions=[DirectionRow("D1", 1, "Chính quyền số là trọng tâm")],
    )
    assert len(changed_behind(conclusion, 5)) == 1


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"due_on": None}, "conclusion_incomplete"),
        ({"due_on": dt.date(2022, 1, 19)}, "conclusion_due_too_early"),
        ({"directions": ("D9",)}, "unknown_direction"),
    ],
)
def test_faulty_conclusion_is_refused_and_no_task_given(values: dict[str, object], code: str) -> None:
    year, conference = make_conference()
    with_directions(year, conference)
    with pytest.raises(DomainError) as refused:
        record_conclusions(conference, actor=year.clerk, rows=[conclusion_row(year.cell, **values)])
    assert refused.value.code == code
    assert not Conclusion.objects.exists()
    assert not Task.objects.exists()


def test_conclusion_without_owner_is_refused() -> None:
    year, conference = make_conference()
    with pytest.raises(DomainError) as refused:
        record_conclusions(conference, actor=year.clerk, rows=[conclusion_row(None, directions=())])
    assert refused.value.code == "conclusion_incomplete"


def test_conclusion_for_a_unit_elsewhere_is_refused() -> None:
    year, conference = make_conference()
    with pytest.raises(DomainError) as refused:
        record_conclusions(
            conference, actor=year.clerk, rows=[conclusion_row(year.office.superior, directions=())]
        )
    assert refused.value.code == "meeting_outside_unit"


@pytest.mark.parametrize("role", ["cell_secretary", "member", "auditor", "other_clerk"])
def test_conclusions_are_recorded_by_the_office_only(role: str) -> None:
    year, conference = make_conference()
    with pytest.raises(NotPermitted):
        record_conclusions(conference, actor=year.office.actor(role), rows=[])


def test_direction_of_a_speech_that_nobody_gave_is_refused() -> None:
    year, conference = make_conference()
    with pytest.raises(DomainError) as refused:
        record_speeches(conference, actor=year.clerk, speeches=[], directions=[DirectionRow("D1", 3, "x")])
    assert refused.value.code == "unknown_speech"


def test_speech_stands_under_the_last_item_in_the_speakers_charge() -> None:
    year, conference = make_conference()
    (speech,) = record_speeches(conference, actor=year.clerk, speeches=[SpeechRow(1, GUEST, 15)])
    assert speech.item == conference.agenda.get(number=3)


def test_speech_may_name_its_item_which_must_exist() -> None:
    year, conference = make_conference()
    (speech,) = record_speeches(conference, actor=year.clerk, speeches=[SpeechRow(1, GUEST, 15, item=2)])
    assert speech.item.number == 2
    with pytest.raises(DomainError) as refused:
        record_speeches(conference, actor=year.clerk, speeches=[SpeechRow(1, GUEST, 15, item=8)])
    assert refused.value.code == "unknown_agenda_item"


def test_running_time_of_a_speech_is_compared_with_its_plan() -> None:
    year, conference = make_conference()
    (speech,) = record_speeches(conference, actor=year.clerk, speeches=[SpeechRow(1, GUEST, 15)])
    assert speech.minutes_over is None
    record_speech_time(speech, actor=year.clerk, minutes_taken=19, expected_version=1)
    assert speech.minutes_over == 4


def test_next_years_conference_reads_last_years_conclusions_again() -> None:
    year, conference = make_conference()
    conclusion, _task = make_conclusion(year, conference)
    conference.year = 2022
    assert last_years_conclusions(conference) == [conclusion]

"""Facts of a year and its ballots: what a closed round's results rest on, recorded too late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction

from tests.authorization.cast import World
from tongket.access.decisions import Actor
from tongket.ballots import actions as ballots
from tongket.ballots.models import PaperCount
from tongket.ballots.protocol import Counts
from tongket.learning.actions import record_sessions
from tongket.meetings.actions import record_cell_meetings
from tongket.reviews import actions as reviews
from tongket.work import actions as work
from tongket.work.models import Task
from tongket.work.rows import TaskRow

DAY = dt.date(2022, 1, 10)


def acts(world: World, actor: Actor) -> dict[str, Callable[[], object]]:
    """'room.action' → the act about the own cell and its people in the world's year."""
    cell, year = world.own_cell, world.round.year
    task = Task.objects.filter(cell=cell).first()
    count = PaperCount.objects.filter(poll__unit=cell).select_related("poll__unit").first()
    row = TaskRow(
        cell=cell, content="Tổng hợp báo cáo quý IV", due_on=DAY, person=world.colleague, target_text="Xong"
    )
    empty = {"actor": actor, "year": year, "rows": ()}
    return {
        "work.record_tasks": lambda: work.record_tasks(cell, **empty),
        "work.assign_task": lambda: work.assign_task(row, actor=actor, year=year),
        "work.change_task": lambda: work.change_task(
            task, actor=actor, row=row, expected_version=task.version
        ),
        "work.record_result": lambda: work.record_result(
            task, actor=actor, result=None, finished_on=DAY, expected_version=task.version
        ),
        "learning.record_sessions": lambda: record_sessions(cell, **empty),
        "meetings.record_cell_meetings": lambda: record_cell_meetings(cell, **empty),
        "reviews.record_civil_ratings": lambda: reviews.record_civil_ratings(cell, **empty),
        "reviews.record_collective_ratings": lambda: reviews.record_collective_ratings(cell, **empty),
        "reviews.record_absences": lambda: reviews.record_absences(cell, **empty),
        "reviews.record_residence_comments": lambda: reviews.record_residence_comments(
            world.round, actor=actor, unit=cell, rows=()
        ),
        "ballots.open_paper_poll": lambda: ballots.open_paper_poll(
            cell,
            actor=actor,
            year=year,
            purpose="",
            title="Lấy phiếu",
            kind=count.poll.kind,
            rule=ballots.VoteRule(base="present", threshold=Fraction(1, 2), strict=True),
            lines=(),
            held_on=DAY,
        ),
        "ballots.enter_paper_count": lambda: ballots.enter_paper_count(
            count.poll, actor=actor, happened_on=DAY, counts=Counts(), votes={}
        ),
        "ballots.correct_paper_count": lambda: ballots.correct_paper_count(
            count,
            actor=actor,
            minutes=ballots.CorrectedMinutes("02", DAY),
            counts=Counts(),
            votes={},
        ),
        "ballots.close_poll": lambda: ballots.close_poll(count.poll, actor=actor, happened_on=DAY),
        "ballots.reopen_poll": lambda: ballots.reopen_poll(count.poll, actor=actor, reason="Ghi nhầm"),
    }

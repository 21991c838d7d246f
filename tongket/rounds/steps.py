"""The year as a line of steps, and what waits for somebody: the shapes every room reports in.

Each room answers ``step_state(viewer, round, units) -> list[StepState]`` for the steps that it carries and
``due_acts(viewer, round) -> list[DueAct]`` in its ``queries``; the home page only puts them together.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongket.common.errors import Text


class Step(models.TextChoices):
    """The steps of a year in the order in which they are walked."""

    LISTS = "lists", _("Danh sách, nhiệm vụ")
    SELF_REVIEWS = "self_reviews", _("Tự kiểm điểm")
    CIVIL_RATINGS = "civil_ratings", _("Xếp loại công chức, viên chức")
    CELL_BALLOTS = "cell_ballots", _("Họp chi bộ, bỏ phiếu")
    COMMITTEE = "committee", _("Đảng ủy xếp loại")
    COMMENDATION = "commendation", _("Khen thưởng")
    SUPERIOR = "superior", _("Cấp trên quyết định")
    CONFERENCE = "conference", _("Hội nghị tổng kết")
    PUBLICATION = "publication", _("Công bố kết quả")


class State(models.TextChoices):
    """How far a step has come; always shown as a word, never by colour alone."""

    NOT_STARTED = "not_started", _("Chưa bắt đầu")
    IN_PROGRESS = "in_progress", _("Đang làm")
    DONE = "done", _("Xong")
    OVERDUE = "overdue", _("Quá hạn")
    IRREGULAR = "irregular", _("Trái trình tự")


#: Which room carries which steps; a room reports only its own.
CARRIED_BY: dict[str, tuple[Step, ...]] = {
    "work": (Step.LISTS,),
    "reviews": (Step.SELF_REVIEWS, Step.CIVIL_RATINGS),
    "ballots": (Step.CELL_BALLOTS,),
    "ratings": (Step.COMMITTEE, Step.SUPERIOR),
    "awards": (Step.COMMENDATION,),
    "meetings": (Step.CONFERENCE,),
    "portal": (Step.PUBLICATION,),
}


@dataclass(frozen=True)
class StepState:
    """Where one step stands for one unit (``unit_id``) or for the whole of a round (None).

    ``done`` of ``total`` things are finished; ``text`` is a short line in the reader's language ("13/15 đảng
    viên"), ``url`` opens the step's page.
    """

    key: Step
    done: int
    total: int
    state: State
    text: Text = ""
    url: str = ""
    unit_id: int | None = None


@dataclass(frozen=True)
class DueAct:
    """One thing that waits for the viewer: what, until when, and the button that leads to it."""

    key: str
    title: Text
    detail: Text = ""
    due_on: dt.date | None = None
    url: str = ""
    button: Text = ""


def state_of(
    done: int, total: int, *, due_on: dt.date | None, today: dt.date, irregular: bool = False
) -> State:
    """The state that follows from the numbers: a step that broke the order says so before all else.

    A deadline ends at 24:00 of its day.
    """
    if irregular:
        return State.IRREGULAR
    if total and done >= total:
        return State.DONE
    if due_on is not None and today > due_on:
        return State.OVERDUE
    return State.IN_PROGRESS if done else State.NOT_STARTED

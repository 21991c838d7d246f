"""Kinds of meeting, states of a conference and who may move it on."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongket.access.roles import Role


class MeetingKind(models.TextChoices):
    MONTHLY = "monthly", _("Thường kỳ")
    THEMATIC = "thematic", _("Chuyên đề")


class ConferenceState(models.TextChoices):
    """Where the conference stands."""

    PLANNED = "planned", _("Đang chuẩn bị")
    RUNNING = "running", _("Đang diễn ra")
    CLOSED = "closed", _("Đã bế mạc")


class Only(models.TextChoices):
    """Which part of the recipients of one kind of award a step calls to the stage."""

    ALL = "", _("Tất cả")
    LEADERS = "leaders", _("Lãnh đạo")
    OTHERS = "others", _("Không giữ chức vụ lãnh đạo")


class CheckInWay(models.TextChoices):
    """How somebody's presence came into the list."""

    NUMBER = "number", _("Theo số")
    LIST = "list", _("Theo danh sách")
    PAPER = "paper", _("Từ danh sách giấy")


@dataclass(frozen=True)
class Transition:
    """One move of the conference: from which states, to which, by whom."""

    act: str
    sources: tuple[ConferenceState, ...]
    target: ConferenceState
    roles: tuple[Role, ...]


OFFICE = (Role.CLERK, Role.COMMITTEE_SECRETARY)
TRANSITIONS = (
    Transition("start_conference", (ConferenceState.PLANNED,), ConferenceState.RUNNING, OFFICE),
    Transition(
        "close_conference", (ConferenceState.PLANNED, ConferenceState.RUNNING), ConferenceState.CLOSED, OFFICE
    ),
    Transition("reopen_conference", (ConferenceState.CLOSED,), ConferenceState.RUNNING, OFFICE),
)

"""The order of acts that a pack asks for, looked at by the dates on the papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongket.common.dates import format_day
from tongket.common.errors import Text
from tongket.rounds.models import Round, StepAct
from tongket.rounds.packs import pack_for
from tongket.rules import Pack


@dataclass(frozen=True)
class Breach:
    """The earlier stage that stands in the way, and why."""

    before: str
    why: Text


def ordered_stages(pack: Pack) -> list[str]:
    """Ids of the stages whose order the pack prescribes, in that order."""
    return [stage.id for stage in pack.stages if stage.named]


def breached(stages: Sequence[str], acts: Sequence[StepAct], row: StepAct) -> str | None:
    """The earlier stage that happened after ``row``; None when the order is kept. One day is no breach."""
    place = stages.index(row.stage)
    late = [a for a in acts if stages.index(a.stage) < place and a.happened_on > row.happened_on]
    return min(late, key=lambda a: stages.index(a.stage)).stage if late else None


def breach_now(stages: Sequence[str], acts: Sequence[StepAct], stage: str, day: dt.date) -> Breach | None:
    """What forbids making ``stage`` here at ``day``: an earlier stage not yet done, or done later."""
    for earlier in stages[: stages.index(stage)]:
        days = [a.happened_on for a in acts if a.stage == earlier]
        if not days:
            return Breach(earlier, _("chưa được ghi nhận"))
        if max(days) > day:
            return Breach(earlier, _("diễn ra ngày %(day)s") % {"day": format_day(max(days))})
    return None


def stage_label(round: Round, stage: str) -> str:
    """The name of a stage in the reader's language."""
    lang = "vi" if (get_language() or "vi").startswith("vi") else "en"
    for found in pack_for(round).stages:
        if found.id == stage:
            return found.label.get(lang)
    return stage

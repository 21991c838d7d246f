"""What is read of a round."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor
from tongket.common.errors import Missing
from tongket.common.memo import asked_once
from tongket.organisation.models import Unit, UnitClosure
from tongket.organisation.permissions import may
from tongket.rounds.models import ClauseSuspension, Round, StepAct
from tongket.rounds.packs import pack_for
from tongket.rounds.permissions import may_change_round, may_receive_suspension
from tongket.rounds.states import TRANSITIONS, RoundState
from tongket.rounds.steps import DueAct, StepState


def language() -> str:
    """The reader's language as the rules know it."""
    return "vi" if (get_language() or "vi").startswith("vi") else "en"


def _above(unit: Unit) -> list[int]:
    """Ids of the unit and of all that ever were above it, nearest first."""
    return list(
        dict.fromkeys(
            UnitClosure.objects.filter(descendant=unit)
            .order_by("depth")
            .values_list("ancestor_id", flat=True)
        )
    )


def rounds_around(viewer: Actor, unit: Unit) -> QuerySet[Round]:
    """Rounds that the unit takes part in, and rounds held below it; none when the viewer may not see them."""
    if not may(viewer, "rounds.see_rounds", unit).allowed:
        return Round.objects.none()
    above = UnitClosure.objects.filter(descendant=unit).values("ancestor")
    below = UnitClosure.objects.filter(ancestor=unit).values("descendant")
    return Round.objects.filter(Q(unit__in=above) | Q(unit__in=below)).select_related("unit")


def years_of(viewer: Actor, unit: Unit) -> list[int]:
    """Years that have a round for the unit (held at it, above it or below it), newest first."""
    return list(rounds_around(viewer, unit).order_by("-year").values_list("year", flat=True).distinct())


def get_round(viewer: Actor, unit: Unit, year: int) -> Round:
    """The year's round that the unit takes part in: its own, else the nearest above, else the only one below.

    ``Missing`` when there is none, or the viewer may not see it.
    """
    found = {r.unit_id: r for r in rounds_around(viewer, unit).filter(year=year)}
    for pk in _above(unit):
        if pk in found:
            return found[pk]
    if len(found) == 1:
        return next(iter(found.values()))
    raise Missing(thing=_("đợt kiểm điểm, xếp loại năm %(year)s") % {"year": year})


def previous_round(round: Round) -> Round | None:
    """The round of the year before at the same organisation (no viewer: for other rooms)."""
    return Round.objects.filter(unit=round.unit, year=round.year - 1, pack_name=round.pack_name).first()


def register_day(round: Round) -> dt.date:
    """The day at which the round reads the register: the last of its year (no viewer: for other rooms)."""
    return dt.date(round.year, 12, 31)


@asked_once
def due_of(round: Round) -> dict[str, dt.date]:
    """Deadline by step key (no viewer: for other rooms)."""
    return dict(round.due_dates.values_list("step", "due_on"))


def step_acts(round: Round) -> dict[tuple[str, int], StepAct]:
    """What happened when, by (stage, unit id) (no viewer: for other rooms)."""
    return {(a.stage, a.unit_id): a for a in StepAct.objects.filter(round=round)}


def is_open(round: Round) -> bool:
    """Whether things of the round may still be changed (no viewer: for other rooms)."""
    return round.state == RoundState.OPEN


@dataclass(frozen=True)
class OrderedAct:
    """One stage of the order with its name, where and when it happened, and whether that was in order."""

    act: StepAct
    label: str
    after: str


def acts_in_order(round: Round) -> list[OrderedAct]:
    """When the ordered stages happened, in the order of the pack (no viewer: the caller has the round)."""
    pack = pack_for(round)
    lang = language()
    labels = {stage.id: stage.label.get(lang) for stage in pack.stages}
    order = list(labels)
    rows = StepAct.objects.filter(round=round).select_related("unit")
    return [
        OrderedAct(a, labels.get(a.stage, a.stage), labels.get(a.after_stage, a.after_stage))
        for a in sorted(
            rows, key=lambda a: (order.index(a.stage) if a.stage in order else 99, a.unit.code_key)
        )
    ]


def get_step_act(round: Round, pk: int) -> StepAct:
    """A noted stage of the round; ``Missing`` when it has none with this id."""
    found = StepAct.objects.filter(round=round, pk=pk).select_related("round", "unit").first()
    if found is None:
        raise Missing(thing=_("bước này"))
    return found


def get_suspension(viewer: Actor, unit: Unit, pk: int) -> ClauseSuspension:
    """A clause put aside in a round around the unit; ``Missing`` when there is none that the viewer may see."""
    rounds = rounds_around(viewer, unit)
    found = ClauseSuspension.objects.filter(round__in=rounds, pk=pk).select_related("round__unit").first()
    if found is None:
        raise Missing(thing=_("điều khoản tạm không áp dụng"))
    return found


def suspensions(viewer: Actor, unit: Unit, year: int) -> list[ClauseSuspension]:
    """Clauses put aside in the year's rounds at the unit, above and below it, by unit, in few queries."""
    rounds = rounds_around(viewer, unit).filter(year=year)
    rows = ClauseSuspension.objects.filter(round__in=rounds).select_related("round__unit")
    return list(rows.order_by("round__unit__code", "clause"))


def step_state(viewer: Actor, round: Round, units: list[Unit]) -> list[StepState]:
    """The rules carry no step of the year's line."""
    return []


def due_acts(viewer: Actor, round: Round) -> list[DueAct]:
    """What the rules of the round wait for: clauses put aside to be reported upward, values to be confirmed."""
    found: list[DueAct] = []
    open_reports = ClauseSuspension.objects.filter(round=round, received_on=None).count()
    if open_reports and may_receive_suspension(viewer, round).allowed:
        found.append(
            DueAct(
                key="rounds.receive_suspension",
                title=_("Báo cáo cấp trên về điều khoản tạm không áp dụng"),
                detail=ngettext("%(n)s điều khoản", "%(n)s điều khoản", open_reports) % {"n": open_reports},
                url=reverse("rounds:suspensions", args=[round.year]),
                button=_("Xem báo cáo"),
            )
        )
    if is_open(round) and may_change_round(viewer, round, "confirm_parameter").allowed:
        unconfirmed = len(pack_for(round).unconfirmed)
        if unconfirmed:
            found.append(
                DueAct(
                    key="rounds.confirm_parameter",
                    title=_("Xác nhận căn cứ của quy định"),
                    detail=ngettext("%(n)s điều khoản, giá trị", "%(n)s điều khoản, giá trị", unconfirmed)
                    % {"n": unconfirmed},
                    url=f"{reverse('rounds:rule_book', args=[round.year])}?loc=unconfirmed",
                    button=_("Xem quy định"),
                )
            )
    return found


def may_acts(viewer: Actor, round: Round) -> dict[str, bool]:
    """Which acts on the round the viewer may do now, by name."""
    names = [t.act for t in TRANSITIONS if t.source == round.state]
    names += [] if round.state == RoundState.CLOSED else ["set_due", "add_layer"]
    names.append("regularise_step")
    return {name: may_change_round(viewer, round, name).allowed for name in names}

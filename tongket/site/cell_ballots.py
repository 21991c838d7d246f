"""The step of the cells' ballots in the line of the year.

A poll does not know its purpose and the rating does not hold the polls: only here both are seen together.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.ballots.models import PaperCount, Poll
from tongket.ballots.queries import visible_polls
from tongket.ballots.states import CountState, PollState
from tongket.common.dates import today
from tongket.common.memo import asked_once
from tongket.organisation.models import Unit
from tongket.organisation.permissions import may, units_where
from tongket.organisation.queries import cells_of
from tongket.ratings.polls import CELL_LEVELS
from tongket.rounds.models import Round
from tongket.rounds.queries import due_of, is_open, register_day
from tongket.rounds.steps import DueAct, State, Step, StepState, state_of
from tongket.site.components.values import day_month


def step_state(viewer: Actor, round: Round, units: list[Unit]) -> list[StepState]:
    """Per cell whether its minutes are there and reconcile; over all how many do. Polls the viewer may see."""
    polls = _polls(viewer, round)
    due = due_of(round).get(Step.CELL_BALLOTS)
    states = []
    for unit in units:
        poll = polls.get(unit.pk)
        count = _count(poll)
        text, url = _("chưa có phiếu"), reverse("ratings:unit_board", args=[round.year, unit.pk])
        if poll is not None:
            text, url = _words(poll, count), poll.get_absolute_url()
        states.append(
            StepState(
                key=Step.CELL_BALLOTS,
                done=int(_holds(count)),
                total=1,
                state=state_of(int(_holds(count)), 1, due_on=due, today=today(), irregular=_fails(count)),
                text=text,
                url=url,
                unit_id=unit.pk,
            )
        )
    if may(viewer, "ballots.see_polls", round.unit).allowed:
        states.append(_whole(round, states))
    return states


def _whole(round: Round, states: list[StepState]) -> StepState:
    done, total = sum(s.done for s in states), len(states)
    return StepState(
        key=Step.CELL_BALLOTS,
        done=done,
        total=total,
        state=state_of(
            done,
            total,
            due_on=due_of(round).get(Step.CELL_BALLOTS),
            today=today(),
            irregular=any(s.state == State.IRREGULAR for s in states),
        ),
        text=_("%(done)s/%(total)s biên bản") % {"done": done, "total": total},
        url=reverse("ballots:polls_of_year", args=[round.year]),
    )


def due_acts(viewer: Actor, round: Round) -> list[DueAct]:
    """Ballots that the viewer may open, minutes to enter, results to close; failing sums the rating tells of."""
    if not is_open(round):
        return []
    due = due_of(round).get(Step.CELL_BALLOTS)
    polls = _polls(viewer, round)
    acts = []
    opens = _ids(viewer, "ratings.open_cell_ballot")
    without = [c for c in cells_of(round.unit, register_day(round)) if c.pk in opens and c.pk not in polls]
    if without:
        names = ", ".join(c.name for c in without[:4]) + (" …" if len(without) > 4 else "")
        url = reverse("ratings:unit_board", args=[round.year, without[0].pk])
        title = _("Lập phiếu đề nghị mức xếp loại")
        acts.append(DueAct("ballots.open", title, names, due, url, _("Lập phiếu")))
    enters, closes = _ids(viewer, "ballots.enter_paper_count"), _ids(viewer, "ballots.close_poll")
    for poll in polls.values():
        count = _count(poll)
        if count is None and poll.unit_id in enters:
            title = _("Nhập biên bản kiểm phiếu: %(unit)s") % {"unit": poll.unit.name}
            url = reverse("ballots:enter_paper_count", args=[poll.pk])
            acts.append(DueAct(f"ballots.enter.{poll.pk}", title, poll.title, due, url, _("Nhập biên bản")))
        elif _holds(count) and poll.state == PollState.OPEN and poll.unit_id in closes:
            title = _("Chốt kết quả bỏ phiếu: %(unit)s") % {"unit": poll.unit.name}
            acts.append(
                DueAct(
                    f"ballots.close.{poll.pk}",
                    title,
                    _("Biên bản khớp"),
                    due,
                    poll.get_absolute_url(),
                    _("Xem và chốt"),
                )
            )
    return acts


def _ids(viewer: Actor, action: str) -> set[int]:
    return set(units_where(viewer, action).values_list("pk", flat=True))


@asked_once
def _polls(viewer: Actor, round: Round) -> dict[int, Poll]:
    """The newest poll on levels of each cell, by unit id; three queries."""
    found = visible_polls(viewer).filter(year=round.year, purpose=CELL_LEVELS)
    return {p.unit_id: p for p in found.select_related("unit").prefetch_related("counts").order_by("pk")}


def _count(poll: Poll | None) -> PaperCount | None:
    """The count in force."""
    if poll is None:
        return None
    return next((c for c in poll.counts.all() if c.state != CountState.CORRECTED), None)


def _holds(count: PaperCount | None) -> bool:
    return count is not None and count.state == CountState.RECONCILED


def _fails(count: PaperCount | None) -> bool:
    return count is not None and count.state == CountState.IRREGULAR


def _words(poll: Poll, count: PaperCount | None) -> str:
    if count is None:
        return _("chưa có biên bản")
    word = {
        CountState.RECONCILED: _("khớp"),
        CountState.IRREGULAR: _("không khớp"),
    }.get(CountState(count.state), _("chưa đối chiếu đủ"))
    return f"{word}, {day_month(poll.held_on)}" if poll.held_on else word

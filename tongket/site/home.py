"""The year of a unit as a line of steps, and what waits for the viewer; put together from all rooms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongket.access.decisions import Actor
from tongket.awards import queries as awards
from tongket.common.dates import format_day, today
from tongket.common.errors import Missing, Text
from tongket.meetings import queries as meetings
from tongket.organisation.models import Unit
from tongket.organisation.queries import cells_of, visible_units
from tongket.portal import queries as portal
from tongket.ratings import queries as ratings
from tongket.reviews import queries as reviews
from tongket.rounds import queries as rules
from tongket.rounds.models import Round
from tongket.rounds.queries import due_of, get_round, register_day
from tongket.rounds.steps import DueAct, State, Step, StepState
from tongket.site import cell_ballots, register_due
from tongket.work import queries as work

#: More rows than this are a register, not a line to look at.
MOST_ROWS = 100


class Room(Protocol):
    """What the home page asks of a room's ``queries``."""

    def step_state(self, viewer: Actor, round: Round, units: list[Unit]) -> Iterable[StepState]: ...

    def due_acts(self, viewer: Actor, round: Round) -> Iterable[DueAct]: ...


#: The rooms that carry steps, in the order of the year.
ROOMS: tuple[Room, ...] = (
    register_due,
    rules,
    work,
    reviews,
    cell_ballots,
    ratings,
    awards,
    meetings,
    portal,
)

#: How a state of a step looks in the line and in a cell.
MARKS = {
    State.DONE: "done",
    State.IN_PROGRESS: "now",
    State.OVERDUE: "late",
    State.IRREGULAR: "late",
    State.NOT_STARTED: "todo",
}
CELLS = {
    State.DONE: "done",
    State.IN_PROGRESS: "current",
    State.OVERDUE: "late",
    State.IRREGULAR: "irregular",
}


@dataclass(frozen=True)
class Cell:
    """One step for one unit: the key of its shown state (empty: not started), its text and page; whether the
    step is the present one."""

    state: str
    text: Text
    url: str
    now: bool = False


@dataclass(frozen=True)
class Column:
    """One step of the line: its mark, its deadline in words, the summary over all units."""

    number: int
    key: str
    text: Text
    mark: str
    note: str
    url: str
    total: Cell


@dataclass(frozen=True)
class Row:
    """One unit with its cells, in the order of the columns."""

    unit: Unit
    cells: list[Cell]


@dataclass(frozen=True)
class Year:
    """The whole line."""

    round: Round
    columns: list[Column]
    rows: list[Row]


@dataclass(frozen=True)
class Waiting:
    """An act that waits, with its deadline in words."""

    act: DueAct
    due: str
    late: bool
    soon: bool


def round_of(viewer: Actor, unit: Unit | None, year: int) -> Round | None:
    """The round that the viewer looks at; None when there is none yet."""
    if unit is None:
        return None
    try:
        return get_round(viewer, unit, year)
    except Missing:
        return None


def units_of(viewer: Actor, round: Round, unit: Unit) -> list[Unit]:
    """The cells that make the rows: those at or below the unit looked at that the viewer may see."""
    day = register_day(round)
    seen = visible_units(viewer, day).values("pk")
    below = list(cells_of(unit, day).filter(pk__in=seen)[:MOST_ROWS])
    if below:
        return below
    return list(cells_of(round.unit, day).filter(pk__in=seen)[:MOST_ROWS])


def year_line(viewer: Actor, round: Round, unit: Unit, *, without: frozenset[Step] = frozenset()) -> Year:
    """Steps × units with their states; only steps that some room reports, ``without`` those of closed rooms."""
    units = units_of(viewer, round, unit)
    states = [state for room in ROOMS for state in room.step_state(viewer, round, units)]
    reported = [state for state in states if state.key not in without]
    by_place = {(s.key, s.unit_id): s for s in reported}
    due = due_of(round)
    keys = [step for step in Step if any(s.key == step for s in reported)]
    columns = _columns(keys, by_place, due)
    present = {c.key for c in columns if c.mark == "now"}
    rows = [Row(u, [_cell(by_place.get((key, u.pk)), key in present) for key in keys]) for u in units]
    return Year(round, columns, rows)


def _columns(
    keys: list[Step], states: dict[tuple[str, int | None], StepState], due: dict[str, dt.date]
) -> list[Column]:
    columns = []
    pointed = any(s.state == State.IN_PROGRESS and s.unit_id is None for s in states.values())
    for number, key in enumerate(keys, start=1):
        whole = states.get((key, None)) or _sum_of([s for (k, _unit), s in states.items() if k == key])
        mark = MARKS[whole.state]
        if mark == "todo" and not pointed:
            mark, pointed = "now", True
        columns.append(
            Column(
                number=number,
                key=str(key),
                text=key.label,
                mark=mark,
                note=_due_note(whole.state, due.get(key)),
                url=whole.url,
                total=_cell(whole, mark == "now"),
            )
        )
    return columns


def _sum_of(states: list[StepState]) -> StepState:
    """What a step comes to over the units that were reported, when the room reports no whole."""
    worst = [State.IRREGULAR, State.OVERDUE]
    state = next((w for w in worst if any(s.state == w for s in states)), None)
    if state is None:
        kinds = {s.state for s in states}
        state = kinds.pop() if len(kinds) == 1 else State.IN_PROGRESS
    done, total = sum(s.done for s in states), sum(s.total for s in states)
    return StepState(key=states[0].key, done=done, total=total, state=state)


def _cell(state: StepState | None, now: bool = False) -> Cell:
    if state is None:
        return Cell("", "–", "", now)
    if state.state == State.NOT_STARTED and not state.done:
        return Cell("", state.text or "–", state.url, now)
    return Cell(CELLS.get(state.state, ""), state.text or f"{state.done}/{state.total}", state.url, now)


def _due_note(state: State, due_on: dt.date | None) -> str:
    if state == State.IRREGULAR:
        return _("trái trình tự")
    if due_on is None:
        return _("xong") if state == State.DONE else ""
    if state == State.DONE:
        return _("xong, hạn %(day)s") % {"day": format_day(due_on)}
    if state == State.OVERDUE:
        return _("quá hạn %(day)s") % {"day": format_day(due_on)}
    left = (due_on - today()).days
    if 0 <= left <= 14:
        return _("%(day)s · %(left)s") % {"day": format_day(due_on)[:5], "left": days_left(left)}
    return format_day(due_on)


def days_left(days: int) -> str:
    """How long until a deadline, in words."""
    if days == 0:
        return _("hôm nay")
    return ngettext("còn %(days)s ngày", "còn %(days)s ngày", days) % {"days": days}


def waiting(
    viewer: Actor, round: Round, *, opens: Callable[[str], bool] = lambda _address: True
) -> list[Waiting]:
    """What waits for the viewer, earliest deadline first, undated last; only acts whose page ``opens``."""
    found = [act for room in ROOMS for act in room.due_acts(viewer, round)]
    acts = [act for act in found if not act.url or opens(act.url)]
    acts.sort(key=lambda a: (a.due_on is None, a.due_on or dt.date.min, a.key))
    return [_waiting(act, today()) for act in acts]


def _waiting(act: DueAct, day: dt.date) -> Waiting:
    if act.due_on is None:
        return Waiting(act, _("Chưa đặt hạn"), late=False, soon=False)
    if act.due_on < day:
        days = (day - act.due_on).days
        text = ngettext("Quá hạn %(days)s ngày", "Quá hạn %(days)s ngày", days) % {"days": days}
        # A round of an earlier year is looked at, not chased: then the date says more than thousands of days.
        if days > 60:
            text = _("Hạn %(day)s") % {"day": format_day(act.due_on)}
        return Waiting(act, text, late=days <= 60, soon=False)
    days = (act.due_on - day).days
    return Waiting(act, _("Hạn %(day)s") % {"day": format_day(act.due_on)}, late=False, soon=days <= 7)

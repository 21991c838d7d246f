"""Counts of paper ballots from a sheet: the poll is opened as the paper names it, and its minutes entered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tongket.access.decisions import Actor
from tongket.ballots.actions import close_poll, enter_paper_count
from tongket.ballots.conversion import Votes
from tongket.ballots.models import Poll
from tongket.ballots.protocol import Counts
from tongket.ballots.states import CountState
from tongket.common.text import matching_key
from tongket.imports.preview import Preview
from tongket.organisation.models import Unit
from tongket.ratings import polls as refs
from tongket.ratings.actions import (
    compute_outcomes,
    open_cell_ballot,
    open_organisation_ballot,
    open_second_ballot,
)
from tongket.rounds.models import Round
from tongket.sheets.errors import PollUnknown
from tongket.sheets.naming import Names
from tongket.sheets.readers.counts import LevelCountRow, PersonChoiceRow, PollRow, UnitChoiceRow

RowT = TypeVar("RowT", PersonChoiceRow, UnitChoiceRow)


@dataclass(frozen=True)
class Counted:
    """What a workbook says of all ballots of a round, sorted by what they decide."""

    cells: list[tuple[PollRow, Unit, list[LevelCountRow]]]
    on_members: tuple[PollRow, list[PersonChoiceRow]] | None
    on_cells: tuple[PollRow, list[UnitChoiceRow]] | None
    on_organisation: PollRow | None


def sort_counts(preview: Preview, names: Names) -> Counted:
    """Which sheet is the count of which ballot: cells by their code, the choices by what they list.

    A summary row without a sheet of its own is the vote on the organisation's level. Raises ``PollUnknown``.
    """
    polls: dict[str, PollRow] = {matching_key(r.code): r for r in preview.records("polls")}
    levels: dict[str, list[LevelCountRow]] = {}
    for row in preview.records("level_counts"):
        levels.setdefault(row.poll, []).append(row)
    cells = []
    for sheet, rows in levels.items():
        poll, cell = polls.get(matching_key(sheet)), names.find_unit(sheet)
        if poll is None or cell is None:
            raise PollUnknown(poll=sheet)
        cells.append((poll, cell, rows))
    members = _with_summary(polls, preview.records("person_choices"))
    units = _with_summary(polls, preview.records("unit_choices"))
    used = {matching_key(sheet) for sheet in levels}
    used |= {matching_key(found[0].code) for found in (members, units) if found}
    rest = [row for key, row in polls.items() if key not in used and names.find_unit(row.code) is None]
    return Counted(cells, members, units, rest[0] if rest else None)


def _with_summary(polls: Mapping[str, PollRow], rows: Sequence[RowT]) -> tuple[PollRow, list[RowT]] | None:
    if not rows:
        return None
    poll = polls.get(matching_key(rows[0].poll))
    if poll is None:
        raise PollUnknown(poll=rows[0].poll)
    return poll, list(rows)


def _counts(row: PollRow) -> Counts:
    return Counts(
        entitled=row.summoned,
        official_members=row.summoned,
        present=row.present,
        issued=row.issued,
        returned=row.returned,
        valid=row.valid,
        invalid=row.invalid,
    )


def _enter(poll: Poll, row: PollRow, votes: Mapping[str, Mapping[str, int | None]], actor: Actor) -> Poll:
    """Enter the minutes: ``votes`` by the reference of the line; a line without votes on the paper has none."""
    lines = {}
    for option in poll.options.all():
        given = votes.get(option.subject_ref, {})
        lines[option.pk] = Votes({key: given.get(key, 0) for key in poll.keys})
    enter_paper_count(poll, actor=actor, happened_on=row.held_on, counts=_counts(row), votes=lines)
    poll.refresh_from_db()
    return poll


def enter_cell_ballot(
    round: Round, *, row: PollRow, cell: Unit, rows: Sequence[LevelCountRow], names: Names, actor: Actor
) -> Poll:
    """The cell's vote on the levels of its members."""
    people = [names.person(r.person, r.row) for r in rows]
    poll = open_cell_ballot(
        round,
        actor=actor,
        cell=cell,
        held_on=row.held_on,
        people=people,
        code=row.code,
        body=row.body,
        roll_size=row.summoned,
    )
    votes = {
        refs.person_ref(person): {**r.levels, "abstain": r.blank}
        for person, r in zip(people, rows, strict=True)
    }
    return _enter(poll, row, votes, actor)


def enter_choice_of_members(
    round: Round, *, row: PollRow, rows: Sequence[PersonChoiceRow], names: Names, actor: Actor
) -> Poll:
    """The second ballot on members: its candidates, and whoever else the signed count names."""
    people = [names.person(r.person, r.row) for r in rows]
    poll = open_second_ballot(
        round,
        actor=actor,
        subject="members",
        held_on=row.held_on,
        people=people if _names_others(round, "members", [str(p.pk) for p in people]) else (),
        code=row.code,
        body=row.body,
        roll_size=row.summoned,
    )
    votes = {refs.person_ref(p): {"yes": r.yes} for p, r in zip(people, rows, strict=True)}
    return _enter(poll, row, votes, actor)


def enter_choice_of_cells(
    round: Round, *, row: PollRow, rows: Sequence[UnitChoiceRow], names: Names, actor: Actor
) -> Poll:
    """The ballot on cells: its candidates, and whatever other cell the signed count names."""
    units = [names.unit(r.code or r.name, r.row) for r in rows]
    poll = open_second_ballot(
        round,
        actor=actor,
        subject="cells",
        held_on=row.held_on,
        units=units if _names_others(round, "cells", [u.code for u in units]) else (),
        code=row.code,
        body=row.body,
        roll_size=row.summoned,
    )
    votes = {refs.unit_ref(u): {"yes": r.yes} for u, r in zip(units, rows, strict=True)}
    return _enter(poll, row, votes, actor)


def _names_others(round: Round, subject: str, named: Sequence[str]) -> bool:
    """Whether the paper names somebody who is no candidate: such votes are kept as counted, and choose nobody."""
    quota = round.quotas.filter(subject=subject, group=round.unit).first()
    return not set(named) <= set(quota.candidates if quota else ())


def enter_vote_on_organisation(round: Round, *, row: PollRow, actor: Actor) -> Poll:
    """The committee's vote on its own organisation; the summary alone has no votes for and against."""
    return open_organisation_ballot(
        round,
        actor=actor,
        held_on=row.held_on,
        code=row.code,
        body=row.body,
        title=row.subject,
        roll_size=row.summoned,
    )


def enter_all(
    round: Round,
    *,
    preview: Preview,
    names: Names,
    actor_of: Callable[[Unit], Actor],
    actor: Actor,
    before_members: Callable[[], None] = lambda: None,
) -> list[Poll]:
    """All ballots of a workbook in the order of the year, computing what the rules allow between them.

    ``actor_of`` says who enters a cell's minutes, ``actor`` enters the committee's. ``before_members`` is
    called before the choice of members is computed: the clause on heads looks at the organisation's final
    level, which may be known by then. A ballot that has no places or no candidates was not held. Minutes that
    don't reconcile are kept as received and stay open.
    """
    counted = sort_counts(preview, names)
    entered = []
    for row, cell, rows in counted.cells:
        secretary = actor_of(cell)
        poll = enter_cell_ballot(round, row=row, cell=cell, rows=rows, names=names, actor=secretary)
        entered.append(_close(poll, secretary))
    compute_outcomes(round, actor=actor)
    if counted.on_cells and is_held(round, "cells"):
        row, unit_rows = counted.on_cells
        poll = enter_choice_of_cells(round, row=row, rows=unit_rows, names=names, actor=actor)
        entered.append(_close(poll, actor))
        compute_outcomes(round, actor=actor)
    if counted.on_organisation:
        entered.append(enter_vote_on_organisation(round, row=counted.on_organisation, actor=actor))
    before_members()
    compute_outcomes(round, actor=actor)
    if counted.on_members and is_held(round, "members"):
        row, person_rows = counted.on_members
        poll = enter_choice_of_members(round, row=row, rows=person_rows, names=names, actor=actor)
        entered.append(_close(poll, actor))
    compute_outcomes(round, actor=actor)
    return entered


def is_held(round: Round, subject: str) -> bool:
    """Whether the computed quota leaves places and has candidates, so that a ballot is held at all."""
    quota = round.quotas.filter(subject=subject, group=round.unit).first()
    return bool(quota and quota.places and quota.candidates)


def _close(poll: Poll, actor: Actor) -> Poll:
    """The minutes stand, when they are a result."""
    current = poll.counts.exclude(state=CountState.CORRECTED).first()
    if current is None or not current.is_result:
        return poll
    return close_poll(poll, actor=actor, happened_on=poll.held_on)

"""Paper ballots entered as counted, and what the rules allow computed between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.organisation.models import Unit
from tongket.ratings.actions import compute_outcomes, propose_organisation, record_superior_decision
from tongket.sheets import polls
from tongket.sheets.naming import Names

if TYPE_CHECKING:
    from tongket.demo.story import Year


def hold_ballots(year: Year) -> None:
    """Cells vote on their members; the committee chooses cells, proposes the organisation, chooses members.

    The superior's decision is recorded before the second ballot on members is computed, since the clause on
    heads looks at the organisation's final level; every act carries the day of its own paper.
    """
    folder, cast, round = year.folder, year.cast, year.round
    preview = folder.counts
    refs = [r.person for r in (*preview.records("level_counts"), *preview.records("person_choices"))]
    names = Names(year.organisation, folder.last_day, refs)
    counted = polls.sort_counts(preview, names)
    for row, cell, rows in counted.cells:
        secretary = cast.cell(cell)
        poll = polls.enter_cell_ballot(round, row=row, cell=cell, rows=rows, names=names, actor=secretary)
        polls.close(poll, actor=secretary)
    committee = cast.committee
    compute_outcomes(round, actor=committee)
    if counted.on_cells and _places(year, "cells"):
        row, unit_rows = counted.on_cells
        poll = polls.enter_choice_of_cells(round, row=row, rows=unit_rows, names=names, actor=committee)
        polls.close(poll, actor=committee)
        compute_outcomes(round, actor=committee)
    if counted.on_organisation:
        polls.enter_vote_on_organisation(round, row=counted.on_organisation, actor=committee)
    _propose_and_decide_organisation(year)
    compute_outcomes(round, actor=committee)
    if counted.on_members and _places(year, "members"):
        row, person_rows = counted.on_members
        poll = polls.enter_choice_of_members(round, row=row, rows=person_rows, names=names, actor=committee)
        polls.close(poll, actor=committee)
    compute_outcomes(round, actor=committee)


def _places(year: Year, subject: str) -> bool:
    """Whether the computed quota leaves places and has candidates, so that a ballot is held at all."""
    quota = year.round.quotas.filter(subject=subject, group=year.organisation).first()
    return bool(quota and quota.places and quota.candidates)


def _propose_and_decide_organisation(year: Year) -> None:
    folder, cast = year.folder, year.cast
    awards, superior = folder.awards, folder.awards["superior"]
    proposed = awards["submission"]["organisation_proposed"]
    propose_organisation(
        year.round,
        actor=cast.committee,
        level=proposed,
        happened_on=folder.day("committee"),
        deviation_reason="Đảng ủy đề nghị theo tờ trình",
    )
    decision = next((d for d in awards["decisions"] if d["covers"] == "organisation"), None)
    record_superior_decision(
        year.round,
        actor=cast.superior_officer(decision["signer"] if decision else ""),
        superior=superior["name"],
        organisations=superior["organisations"],
        good_or_better=superior["good_or_better"],
        commended=list(decision["recipients"]) if decision else [],
        decided_on=folder.day("superior"),
    )


def cells_in_order(year: Year) -> list[Unit]:
    """The cells of the organisation by code."""
    from tongket.organisation.queries import cells_of

    return list(cells_of(year.organisation, year.folder.last_day))

"""Paper ballots entered as counted, and what the rules allow computed between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.ratings.actions import propose_organisation, record_superior_decision
from tongket.ratings.errors import AboveAllowed
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
    polls.enter_all(
        round,
        preview=preview,
        names=names,
        actor_of=cast.cell,
        actor=cast.committee,
        before_members=lambda: _propose_and_decide_organisation(year),
    )


def _propose_and_decide_organisation(year: Year) -> None:
    folder, cast = year.folder, year.cast
    awards, superior = folder.awards, folder.awards["superior"]
    proposed = awards["submission"]["organisation_proposed"]
    day = folder.day("committee")
    try:
        propose_organisation(year.round, actor=cast.committee, level=proposed, happened_on=day)
    except AboveAllowed:
        # The paper proposes more than the conditions allow: it is recorded as it stands, with its ground.
        propose_organisation(
            year.round,
            actor=cast.committee,
            level=proposed,
            happened_on=day,
            deviation_reason=f"Theo Tờ trình số {awards['submission']['number']}",
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

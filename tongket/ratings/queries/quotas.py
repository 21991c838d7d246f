"""A quota with its equation in words and numbers, and every candidate's place."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.ballots.models import Poll
from tongket.common.errors import Missing
from tongket.organisation.models import Unit
from tongket.ratings.judging import judge_stored
from tongket.ratings.models import Outcome, QuotaOutcome
from tongket.ratings.permissions import may_see_subject
from tongket.ratings.polls import BALLOT_ON_CELLS, SECOND_BALLOT, ballots_of
from tongket.ratings.queries.common import language
from tongket.ratings.queries.totals import totals
from tongket.rounds.models import ClauseSuspension, Round
from tongket.rounds.rule_book import outdated, suspended_clauses
from tongket.rules import QuotaExplanation, explain_quota
from tongket.rules.explain_quota import CandidateRow


@dataclass(frozen=True)
class Candidate:
    """One candidate with the unit it stands for."""

    row: CandidateRow
    outcome: Outcome

    @property
    def unit(self) -> Unit:
        return self.outcome.cell

    @property
    def chosen(self) -> bool:
        return self.row.result == "selected"


@dataclass(frozen=True)
class QuotaPage:
    """Everything that the page of a quota shows."""

    outcome: QuotaOutcome
    explanation: QuotaExplanation
    lines: list[dict[str, str]]
    inside: list[Candidate]
    outside: list[Candidate]
    poll: Poll | None
    reconciles: bool | None
    roll: int | None
    totals: dict[str, int]
    binds: bool = True
    suspended: list[tuple[str, ClauseSuspension]] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)

    @property
    def votes_most(self) -> int | None:
        """The most votes that the ballot can give away: ballots × names on each."""
        if self.roll is None or self.outcome.places is None:
            return None
        return self.roll * self.outcome.places


def quota(viewer: Actor, round: Round, subject: str, group: Unit | None = None) -> QuotaPage:
    """The quota of ``subject`` (members, cells) in a group (the round's unit): ``Missing`` when not computed."""
    group = group or round.unit
    stored = (
        QuotaOutcome.objects.filter(round=round, subject=subject, group=group)
        .select_related("group", "round")
        .first()
    )
    if stored is None or not may_see_subject(viewer, group).allowed:
        raise Missing(thing=_("số lượng tối đa"))
    pack, judged = judge_stored(round)
    found = judged.quota(subject, group.code)
    shown = explain_quota(pack, found, lang=language(), assessment=judged)
    outcomes = {
        str(o.person_id) if o.person_id else o.cell.code: o
        for o in Outcome.objects.filter(round=round, person__isnull=subject != "members").select_related(
            "person", "unit", "cell", "round"
        )
    }
    candidates = [Candidate(row, outcomes[row.subject]) for row in shown.candidates]
    ballots = ballots_of(round)
    polls = ballots.of(SECOND_BALLOT if subject == "members" else BALLOT_ON_CELLS)
    poll = polls[-1] if polls else None
    count = ballots.counts.get(poll.pk) if poll else None
    return QuotaPage(
        outcome=stored,
        explanation=shown,
        lines=_lines(stored, shown),
        inside=[c for c in candidates if c.chosen],
        outside=[c for c in candidates if not c.chosen],
        poll=poll,
        reconciles=None if count is None else count.is_result,
        roll=(poll.roll_size or (count.entitled if count else None)) if poll else None,
        totals=totals(viewer, round).get(group.code, {}),
        binds=found.binds,
        suspended=[s for s in suspended_clauses(round, language()) if s[1].clause == found.clause],
        outdated=outdated(round, language()),
    )


def _lines(stored: QuotaOutcome, shown: QuotaExplanation) -> list[dict[str, str]]:
    """The equation step by step; the number in it that opens its records is the figure."""
    base = stored.rated if stored.denominator == "all_rated" else stored.good_or_better
    lines = [
        {
            "text": shown.intro,
            "formula": shown.equation,
            "figure": "" if base is None else str(base),
            "role": "rated" if stored.denominator == "all_rated" else "good_or_better",
        }
    ]
    lines += [{"text": step.text, "formula": step.equation, "figure": ""} for step in shown.steps]
    return lines

"""A quota with its equation in words and numbers, and every candidate's place."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.ballots.models import Poll
from tongket.common.errors import Missing
from tongket.organisation.models import Unit
from tongket.ratings.judging import quota_stored
from tongket.ratings.models import Outcome, QuotaOutcome
from tongket.ratings.permissions import may_see_subject
from tongket.ratings.polls import BALLOT_ON_CELLS, SECOND_BALLOT, ballots_of
from tongket.ratings.queries.common import language
from tongket.ratings.queries.totals import totals
from tongket.rounds.models import ClauseSuspension, Round
from tongket.rounds.rule_book import outdated, suspended_clauses
from tongket.rules import QuotaExplanation, explain_quota
from tongket.rules.explain_quota import CandidateRow

#: Candidates on one page.
ROWS = 100


@dataclass(frozen=True)
class Candidate:
    """One candidate with the unit it stands for."""

    row: CandidateRow
    outcome: Outcome

    @property
    def name(self) -> str:
        return str(self.outcome.facts["row"]["name"])

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
    shown: Page
    inside: list[Candidate]
    outside: list[Candidate]
    has_border: bool
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


def quota(
    viewer: Actor, round: Round, subject: str, group: Unit | None = None, *, page: str | None = None
) -> QuotaPage:
    """The quota of ``subject`` (members, cells) in a group (the round's unit), with a page of its candidates, the
    chosen ones first: ``Missing`` when not computed."""
    group = group or round.unit
    stored = (
        QuotaOutcome.objects.filter(round=round, subject=subject, group=group)
        .select_related("group", "round")
        .first()
    )
    if stored is None or not may_see_subject(viewer, group).allowed:
        raise Missing(thing=_("số lượng tối đa"))
    pack, found = quota_stored(stored)
    shown = explain_quota(pack, found, lang=language())
    ordered = sorted(shown.candidates, key=lambda row: row.result != "selected")
    rows = Paginator(ordered, ROWS).get_page(page)
    candidates = _candidates(round, subject, list(rows))
    ballots = ballots_of(round, frozenset())
    polls = ballots.of(SECOND_BALLOT if subject == "members" else BALLOT_ON_CELLS)
    poll = polls[-1] if polls else None
    count = ballots.counts.get(poll.pk) if poll else None
    return QuotaPage(
        outcome=stored,
        explanation=shown,
        lines=_lines(stored, shown),
        shown=rows,
        inside=[c for c in candidates if c.chosen],
        outside=[c for c in candidates if not c.chosen],
        has_border=_has_border(rows, ordered),
        poll=poll,
        reconciles=None if count is None else count.is_result,
        roll=(poll.roll_size or (count.entitled if count else None)) if poll else None,
        totals=totals(viewer, round).get(group.code, {}),
        binds=found.binds,
        suspended=[s for s in suspended_clauses(round, language()) if s[1].clause == found.clause],
        outdated=outdated(round, language()),
    )


def _candidates(round: Round, subject: str, rows: list[CandidateRow]) -> list[Candidate]:
    """The candidates of these rows, each with the outcome that it is one by."""
    ids = [row.subject for row in rows]
    wanted = {"person__in": ids} if subject == "members" else {"unit__code__in": ids}
    found = Outcome.objects.filter(round=round, **wanted).select_related("person", "unit", "cell", "round")
    outcomes = {str(o.person_id) if o.person_id else o.cell.code: o for o in found}
    return [Candidate(row, outcomes[row.subject]) for row in rows]


def _has_border(page: Page, ordered: list[CandidateRow]) -> bool:
    """Whether the border between the chosen and the others stands on the page: after the last chosen one."""
    chosen = sum(row.result == "selected" for row in ordered)
    if not page.has_next() and chosen == len(ordered):
        return True
    return page.start_index() - 1 <= chosen < page.end_index()


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

"""What is read of polls. Functions for someone take the viewer first and are scoped by it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.audit.unchanged import until_next_act
from tongket.ballots.conversion import Judged, judge_stored
from tongket.ballots.errors import NoCount, NotReconciled
from tongket.ballots.models import OptionCount, PaperCount, Poll, PollOption
from tongket.ballots.protocol import OptionResult
from tongket.ballots.states import COLUMNS, SHOWN_STATE, SHOWN_TEXT, CountState
from tongket.ballots.sums import SumLine, failing_sums, sum_lines
from tongket.common.errors import Missing
from tongket.organisation.models import Unit
from tongket.organisation.permissions import units_where
from tongket.organisation.queries import parent_of, subtree


@dataclass(frozen=True)
class LineResult:
    """A line of the ballot with its votes and what they mean."""

    option: PollOption
    count: OptionCount
    result: OptionResult
    elected: bool
    tied: bool

    @property
    def yes(self) -> int | None:
        """Votes for the line (ballots that choose or say yes or no)."""
        return self.count.votes.get("yes")


@dataclass(frozen=True)
class PollOutcome:
    """The result of a poll, counted by the rules from the count that is in force.

    ``record`` is the count it rests on: note it with ``act.use`` when something is decided by it.
    """

    poll: Poll
    record: PaperCount
    judged: Judged
    lines: tuple[LineResult, ...]

    @property
    def elected(self) -> list[LineResult]:
        """Those elected, most votes first."""
        by_id = {str(line.option.pk): line for line in self.lines}
        return [by_id[option_id] for option_id in self.judged.result.elected]

    @property
    def tied(self) -> list[LineResult]:
        """Those with equal votes across the border of places; none of them is elected."""
        return [line for line in self.lines if line.tied]

    def line_of(self, subject_ref: str) -> LineResult | None:
        """The line about a subject, by the reference under which it was asked."""
        return next((line for line in self.lines if line.option.subject_ref == subject_ref), None)


class PollRow:
    """A poll with the count in force, for lists and pages; reads only what was prefetched."""

    def __init__(self, poll: Poll) -> None:
        self.poll = poll

    @cached_property
    def options(self) -> list[PollOption]:
        """The lines of the ballot."""
        return list(self.poll.options.all())

    @cached_property
    def count(self) -> PaperCount | None:
        """The count in force, as received or as corrected."""
        return next((c for c in self.poll.counts.all() if c.state != CountState.CORRECTED), None)

    @cached_property
    def judged(self) -> Judged | None:
        """What the rules say of the count in force."""
        return judge_stored(self.poll, self.count) if self.count else None

    @property
    def shown_state(self) -> str:
        """Key of the state that the page shows."""
        return SHOWN_STATE[CountState(self.count.state)] if self.count else "waiting"

    @property
    def shown_text(self) -> str:
        """The word of the state where it says more than the usual one."""
        return str(SHOWN_TEXT.get(self.shown_state, ""))

    @cached_property
    def sums(self) -> list[SumLine]:
        """Every sum of the count in force."""
        return sum_lines(self.judged, self.options) if self.judged else []

    @property
    def failing(self) -> list[SumLine]:
        """The sums that fail."""
        return [line for line in self.sums if line.holds is False]

    @property
    def shown_sums(self) -> list[SumLine]:
        """The sums of the numbers, and of the lines those that don't agree: the others are only counted."""
        return [line for line in self.sums if line.option_id is None or line.holds is not True]

    @property
    def right_lines(self) -> int:
        """How many lines agree with the valid ballots."""
        wrong = {line.option_id for line in self.sums if line.holds is not True}
        return len([option for option in self.options if option.pk not in wrong])

    @property
    def outcome(self) -> PollOutcome | None:
        """The result; None without a count and while the count doesn't reconcile."""
        if self.count is None or self.judged is None or not self.count.is_result:
            return None
        return _outcome(self.poll, self.options, self.count, self.judged)

    @property
    def words(self) -> list[tuple[str, str]]:
        """Keys and words of the columns, the usual ones in the reader's language."""
        return column_words(self.poll)


def column_words(poll: Poll) -> list[tuple[str, str]]:
    """Keys and words of a poll's columns; words that the office gave itself stay as they are."""
    usual = dict(COLUMNS[poll.kind])
    if [key for key, _word in COLUMNS[poll.kind]] == poll.keys:
        return [(key, str(usual[key])) for key in poll.keys]
    return [(key, word) for key, word in poll.columns]


def _outcome(poll: Poll, options: Iterable[PollOption], count: PaperCount, judged: Judged) -> PollOutcome:
    votes = {line.option_id: line for line in count.lines.all()}
    elected = set(judged.result.elected)
    tied = {option_id for group in judged.result.ties for option_id in group}
    lines = tuple(
        LineResult(
            option, votes[option.pk], result, elected=str(option.pk) in elected, tied=str(option.pk) in tied
        )
        for option, result in zip(options, judged.result.options, strict=True)
    )
    return PollOutcome(poll, count, judged, lines)


def _with_counts(polls: QuerySet[Poll]) -> QuerySet[Poll]:
    return polls.select_related("unit").prefetch_related(
        "options",
        Prefetch("counts", PaperCount.objects.order_by("-pk")),
        Prefetch("counts__lines", OptionCount.objects.order_by("option__order")),
    )


def _with_states(polls: QuerySet[Poll]) -> QuerySet[Poll]:
    """Polls with the numbers of their counts, without lines."""
    return polls.select_related("unit").prefetch_related(
        Prefetch("counts", PaperCount.objects.order_by("-pk"))
    )


def visible_polls(viewer: Actor) -> QuerySet[Poll]:
    """Polls of the units at which the viewer may read them."""
    return Poll.objects.filter(unit__in=units_where(viewer, "ballots.see_polls"))


def get_poll(viewer: Actor, pk: int) -> PollRow:
    """A poll that the viewer may see, with its counts; else ``Missing``."""
    poll = _with_counts(visible_polls(viewer)).filter(pk=pk).first()
    if poll is None:
        raise Missing(thing=_("phiếu này"))
    return PollRow(poll)


def shown_poll(viewer: Actor, pk: int) -> PollRow:
    """As ``get_poll``, for pages that only show: thousands of lines are read and counted once after each act."""
    if not visible_polls(viewer).filter(pk=pk).exists():
        raise Missing(thing=_("phiếu này"))
    return until_next_act(
        ("ballots.shown", pk, get_language()), lambda: PollRow(_with_counts(Poll.objects.filter(pk=pk)).get())
    )


def polls_for_unit(viewer: Actor, unit: Unit, year: int) -> list[PollRow]:
    """The year's polls of a unit and everything below it, by unit and day, with their counts but without lines; a
    constant number of queries."""
    below = subtree(unit, dt.date(year, 12, 31)).values("pk")
    polls = _with_states(visible_polls(viewer)).filter(unit__in=below, year=year)
    return [PollRow(poll) for poll in polls.order_by("unit__code_key", "held_on", "pk")]


def poll_result(viewer: Actor, poll: Poll) -> PollOutcome:
    """The result of a poll for someone who may see it.

    Refused as ``NoCount`` without a count and as ``NotReconciled``, with the sums, while a sum fails.
    """
    return _result(get_poll(viewer, poll.pk))


def result_of(poll: Poll) -> PollOutcome:
    """As ``poll_result`` (no viewer: for other rooms, which ask for their own right)."""
    return _result(PollRow(_with_counts(Poll.objects.filter(pk=poll.pk)).get()))


def _result(row: PollRow) -> PollOutcome:
    if row.count is None or row.judged is None:
        raise NoCount(poll=row.poll.title)
    outcome = row.outcome
    if outcome is None:
        raise NotReconciled(poll=row.poll.title, sums=failing_sums(row.judged, row.options))
    return outcome


def polls_of_purpose(unit: Unit, year: int, purpose: str) -> list[PollRow]:
    """Polls that were opened for a purpose at a unit itself (no viewer: for other rooms)."""
    polls = _with_counts(Poll.objects.filter(unit=unit, year=year, purpose=purpose))
    return [PollRow(poll) for poll in polls.order_by("held_on", "pk")]


def siblings(viewer: Actor, poll: Poll) -> list[PollRow]:
    """Polls of the same purpose and year that the viewer may see, by unit (states only: no lines read)."""
    polls = visible_polls(viewer).filter(purpose=poll.purpose, year=poll.year, kind=poll.kind)
    return [PollRow(each) for each in _with_states(polls).order_by("unit__code_key", "held_on")]


def superior_of(poll: Poll) -> Unit | None:
    """The unit above on the day of the vote, for the heading of papers."""
    return parent_of(poll.unit, poll.held_on)

"""From stored rows to what the counting rules take, and what they answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tongket.ballots import protocol
from tongket.ballots.models import OptionCount, PaperCount, Poll, PollOption
from tongket.ballots.states import NUMBERS, CountState


@dataclass(frozen=True)
class Votes:
    """The votes on a line by key; None is *not known*. Own ``valid`` and ``invalid`` replace the count's."""

    by_key: Mapping[str, int | None]
    valid: int | None = None
    invalid: int | None = None


@dataclass(frozen=True)
class Judged:
    """A count as the rules see it: the poll they were given, all sums, and the result if it is one."""

    poll: protocol.Poll
    reconciliation: protocol.Reconciliation
    result: protocol.PollResult

    @property
    def state(self) -> CountState:
        """The state in which such a count is kept."""
        match self.reconciliation.reconciles:
            case False:
                return CountState.IRREGULAR
            case None:
                return CountState.RECEIVED
        return CountState.RECONCILED


def judge(
    poll: Poll, options: Iterable[PollOption], counts: protocol.Counts, votes: Mapping[int, Votes]
) -> Judged:
    """Reconcile and count what was entered; ``votes`` by the id of the line."""
    lines = tuple(
        protocol.Option(
            id=str(option.pk),
            name=option.label,
            counts=dict(votes[option.pk].by_key),
            valid=votes[option.pk].valid,
            invalid=votes[option.pk].invalid,
        )
        for option in options
    )
    counted = protocol.Poll(
        id=str(poll.pk),
        title=poll.title,
        kind=protocol.PollKind(poll.kind),
        places=poll.places,
        rule=poll.rule,
        counts=counts,
        options=lines,
    )
    reconciliation = protocol.reconcile(counted)
    return Judged(counted, reconciliation, protocol.count_poll(counted, reconciliation))


def counts_of(count: PaperCount) -> protocol.Counts:
    """The numbers of a stored count."""
    return protocol.Counts(**{name: getattr(count, name) for name in NUMBERS})


def votes_of(lines: Iterable[OptionCount]) -> dict[int, Votes]:
    """The votes of stored lines, by the id of the line."""
    return {line.option_id: Votes(line.votes, line.valid, line.invalid) for line in lines}


def judge_stored(poll: Poll, count: PaperCount) -> Judged:
    """As ``judge``, for a stored count; reads ``poll.options`` and ``count.lines`` (prefetched in lists)."""
    return judge(poll, poll.options.all(), counts_of(count), votes_of(count.lines.all()))

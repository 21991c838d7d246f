"""Who passed, who is elected, where votes tie. Undetermined stays undetermined."""

from fractions import Fraction

from .model import ABSTAIN, Option, OptionResult, Poll, PollKind, PollResult, Rule
from .reconcile import Reconciliation
from .shares import percent

ASKED_PER_LEVEL = frozenset({PollKind.LEVELS, PollKind.CONFIDENCE})


def needed_votes(rule: Rule, base: int | None) -> int | None:
    """The smallest whole number of votes that passes over `base`; None without threshold or base.

    *More than* t is floor(t·base) + 1, *at least* t is t·base rounded up. Nobody passes without a
    vote, therefore never less than 1.
    """
    if rule.threshold is None or base is None:
        return None
    border: Fraction = rule.threshold * base
    return border.__floor__() + 1 if rule.strict else max(border.__ceil__(), 1)


def count_poll(poll: Poll, reconciliation: Reconciliation) -> PollResult:
    """Results of `poll`; where the numbers don't reconcile nobody passes, wins or ties."""
    is_result = reconciliation.reconciles is not False
    results = tuple(_option_result(poll, option, is_result=is_result) for option in poll.options)
    if not is_result or poll.kind in ASKED_PER_LEVEL:
        return PollResult(results)
    elected, ties = _elect(poll, results)
    return PollResult(results, elected, ties)


def _option_result(poll: Poll, option: Option, *, is_result: bool) -> OptionResult:
    base = poll.base_of(option)
    needed = needed_votes(poll.rule, base)
    shares = {key: _share(number, base) for key, number in option.counts.items()}
    passed: bool | None = None
    majority: str | None = None
    if is_result and poll.kind in ASKED_PER_LEVEL:
        majority = _majority(poll, option, needed)
    elif is_result:
        passed = _passed(poll, option, needed)
    return OptionResult(option.id, shares, passed, needed, majority)


def _share(number: int | None, base: int | None) -> str | None:
    return None if number is None or not base else percent(number, base)


def _passed(poll: Poll, option: Option, needed: int | None) -> bool | None:
    yes = option.counts.get("yes")
    if yes is None:
        return None
    if poll.rule.threshold is not None:
        return None if needed is None else yes >= needed
    if poll.kind is PollKind.CHOOSE:
        return yes > 0
    no = option.counts.get("no", 0)
    return None if no is None else yes > no


def _majority(poll: Poll, option: Option, needed: int | None) -> str | None:
    """The level that passes; of several that pass the one with most votes, never one of equals."""
    if poll.rule.threshold is not None and needed is None:
        return None
    least = 1 if needed is None else needed
    known = {key: number for key, number in option.counts.items() if number is not None and key != ABSTAIN}
    best = max(known.values(), default=0)
    winners = [key for key, number in known.items() if number == best]
    if best < least or len(winners) != 1:
        return None
    unknown = [key for key, number in option.counts.items() if number is None and key != ABSTAIN]
    if unknown:
        valid = poll.valid_of(option)
        written = sum(number for number in option.counts.values() if number is not None)
        if valid is None or best <= valid - written >= least:
            return None
    return winners[0]


def _elect(
    poll: Poll, results: tuple[OptionResult, ...]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Who surely has a place, and the equal votes across the border.

    A line whose outcome is unknown may take a place before everybody else, so only those are
    elected who would keep theirs. Without places (yes or no per line) all that passed are elected.
    """
    votes = {
        result.id: yes
        for option, result in zip(poll.options, results, strict=True)
        if result.passed and (yes := option.counts.get("yes")) is not None
    }
    ranked = tuple(sorted(votes, key=lambda option_id: -votes[option_id]))
    if poll.kind is not PollKind.CHOOSE:
        return ranked, ()
    if poll.places is None:
        return (), ()
    undetermined = sum(1 for result in results if result.passed is None)
    elected: list[str] = []
    tied: list[str] = []
    for option_id in ranked:
        ahead = sum(1 for number in votes.values() if number > votes[option_id])
        not_behind = sum(1 for number in votes.values() if number >= votes[option_id])
        if not_behind + undetermined <= poll.places:
            elected.append(option_id)
        elif not undetermined and ahead < poll.places:
            tied.append(option_id)
    return tuple(elected), (tuple(tied),) if tied else ()

"""The arithmetic of a case: levels, frames, months, quotas, ballots."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, datetime
from fractions import Fraction
from typing import TypeVar

from tests.cases.facts import LEVELS, Quota

K = TypeVar("K", bound=Hashable)


def rank(level: str) -> int:
    return LEVELS.index(level)


def lower(*levels: str) -> str:
    return max(levels, key=rank)


def add_months(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    try:
        return date(day.year + years, month + 1, day.day)
    except ValueError:
        return date(day.year + years + (month + 1) // 12, (month + 1) % 12 + 1, 1)


def frame(marks: list[str], results: tuple[int, ...]) -> str:
    """The level that the marks allow: ``frames`` of the parameters."""
    of_results = [rank(m) for i, m in enumerate(marks) if i in results]
    others = [rank(m) for i, m in enumerate(marks) if i not in results]
    for level, worst_result, worst_other in (("excellent", 0, 1), ("good", 1, 2), ("fair", 2, 2)):
        if max(of_results) <= worst_result and max(others) <= worst_other:
            return level
    return "failed"


def bound(quota: Quota, rated: int, good_or_better: int) -> Fraction:
    share = quota.fraction
    if quota.denominator == "good_only":
        return share * good_or_better / (1 + share)
    return share * (rated if quota.denominator == "all_rated" else good_or_better)


def places(quota: Quota, limit: Fraction, some_good: bool) -> int:
    if quota.rounding == "down":
        number = limit.numerator // limit.denominator
    elif quota.rounding == "up":
        number = -((-limit.numerator) // limit.denominator)
    else:
        number = (2 * limit.numerator + limit.denominator) // (2 * limit.denominator)
    return max(number, 1) if quota.at_least_one and some_good else number


def choose(votes: dict[K, int], seats: int, roll: int) -> tuple[list[K], list[K]]:
    """Who is chosen by more than half of the roll, and who is tied at the border."""
    passed = [k for k, v in votes.items() if 2 * v > roll]
    if len(passed) <= seats:
        return passed, []
    order = sorted((votes[k] for k in passed), reverse=True)
    if order[seats - 1] != order[seats]:
        return [k for k in passed if votes[k] >= order[seats - 1]], []
    return [k for k in passed if votes[k] > order[seats]], [k for k in passed if votes[k] == order[seats]]


def clock(text: str) -> int:
    moment = datetime.strptime(text, "%H:%M")  # noqa: DTZ007 (a time of day has no zone)
    return 60 * moment.hour + moment.minute


def text(share: Fraction | None) -> str | None:
    return None if share is None else str(share)

"""How many places a quota leaves, and who gets them: exact arithmetic, no tie broken in silence."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tongket.rules.parameters import write_share

DENOMINATORS = ("good_only", "good_or_better", "all_rated")
ROUNDINGS = ("down", "nearest", "up")


@dataclass(frozen=True, slots=True)
class Places:
    """The bound before rounding, the number of places, and the equation as text."""

    bound: Fraction
    places: int
    equation: str


def compute_quota(
    share: Fraction, denominator: str, rounding: str, at_least_one: bool, *, good_or_better: int, rated: int
) -> Places:
    """Places under a share of a denominator.

    `good_only`: those at the top leave the denominator, so x <= s * (g - x), that is x <= s*g/(1 + s).
    `nearest` and `up` round that bound; only for `down` is the result the largest x of the inequality.
    ValueError for words that are not in DENOMINATORS or ROUNDINGS.
    """
    if denominator == "good_only":
        bound = share * good_or_better / (1 + share)
        base = f"({good_or_better} - x)"
    elif denominator in DENOMINATORS:
        count = good_or_better if denominator == "good_or_better" else rated
        bound, base = share * count, str(count)
    else:
        raise ValueError(denominator)
    places = round_places(bound, rounding)
    if at_least_one and good_or_better > 0:
        places = max(places, 1)
    return Places(bound, places, f"x <= {write_share(share)} * {base}; x <= {bound}")


def round_places(bound: Fraction, rounding: str) -> int:
    """A bound as a whole number; a half goes up under `nearest`."""
    if rounding == "down":
        return math.floor(bound)
    if rounding == "nearest":
        return math.floor(bound + Fraction(1, 2))
    if rounding == "up":
        return math.ceil(bound)
    raise ValueError(rounding)


@dataclass(frozen=True, slots=True)
class Selection:
    """Who got a place, who did not, and who shares the border with too few places for all."""

    selected: tuple[str, ...]
    not_chosen: tuple[str, ...]
    tied: tuple[str, ...]


def select(votes: Mapping[str, int], passed: Mapping[str, bool], places: int) -> Selection:
    """Fill the places by votes among those with the majority; equal votes across the border stay out."""
    order = sorted((name for name in votes if passed[name]), key=lambda name: -votes[name])
    failed = tuple(name for name in votes if not passed[name])
    if places <= 0:
        return Selection((), tuple(votes), ())
    if len(order) <= places:
        return Selection(tuple(name for name in votes if passed[name]), failed, ())
    border = votes[order[places - 1]]
    if votes[order[places]] < border:
        inside = set(order[:places])
        return Selection(
            tuple(name for name in votes if name in inside),
            tuple(name for name in votes if name not in inside),
            (),
        )
    tied = tuple(name for name in order if votes[name] == border)
    inside = {name for name in order if votes[name] > border}
    return Selection(
        tuple(name for name in votes if name in inside),
        tuple(name for name in votes if name not in inside and name not in tied),
        tuple(name for name in votes if name in tied),
    )

"""Tables of figures as received or printed: counts, printed shares, a ceiling."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

EXCELLENT, GOOD, GOOD_OR_BETTER = "excellent", "good", "good_or_better"
LEVELS = (EXCELLENT, GOOD, "fair", "failed")


class TableKind(StrEnum):
    """`partition`: the parts make up the whole. `target`: a part is what was done of the total."""

    PARTITION = "partition"
    TARGET = "target"


class Of(StrEnum):
    """The stated base of a printed share."""

    TOTAL = "total"
    RATED = "rated"
    GOOD = "good"
    GOOD_OR_BETTER = "good_or_better"


@dataclass(frozen=True)
class Printed:
    """A share as it was printed: its text decides to how many digits it is judged."""

    part: str
    of: Of
    text: str

    @property
    def decimals(self) -> int:
        """Digits after the decimal sign."""
        return len(self.text.partition(".")[2])

    @property
    def percent(self) -> Fraction:
        """The printed percentage, exact."""
        return Fraction(self.text)


@dataclass(frozen=True)
class Table:
    """One table; None is a number that is not known, an absent part was not printed and counts as none."""

    id: str
    label: str
    kind: TableKind
    total: Fraction | None
    rated: Fraction | None
    parts: dict[str, Fraction | None]
    printed: tuple[Printed, ...]
    quota_share: Fraction | None

    @property
    def whole(self) -> Fraction | None:
        """What the parts add up to: those rated, or without that number the total."""
        return self.total if self.rated is None else self.rated

    def value_of(self, part: str) -> Fraction | None:
        """The number of `part`, where possible from the two levels that `good_or_better` stands for."""
        if part in self.parts and (part != GOOD_OR_BETTER or self.parts[part] is not None):
            return self.parts[part]
        if part == GOOD_OR_BETTER:
            return self._both_levels()
        if part in (EXCELLENT, GOOD) and GOOD_OR_BETTER in self.parts:
            both = self.parts[GOOD_OR_BETTER]
            other = self.parts.get(GOOD if part == EXCELLENT else EXCELLENT)
            return None if both is None or other is None or other > both else both - other
        return Fraction(0)

    def _both_levels(self) -> Fraction | None:
        if GOOD_OR_BETTER in self.parts and not {EXCELLENT, GOOD} <= self.parts.keys():
            return None
        excellent, good = self.parts.get(EXCELLENT, Fraction(0)), self.parts.get(GOOD, Fraction(0))
        return None if excellent is None or good is None else excellent + good

    def base_of(self, of: Of) -> Fraction | None:
        """The number behind a stated base."""
        if of is Of.TOTAL:
            return self.total
        if of is Of.RATED:
            return self.rated
        return self.value_of(of.value)


class FindingKind(StrEnum):
    """What is wrong in a table."""

    SUM_DIFFERS = "sum_differs"
    SHARE_DIFFERS = "share_differs"
    HIDDEN_BASE = "hidden_base"
    MIXED_ROUNDING = "mixed_rounding"
    TRUNCATED = "truncated"
    SWAPPED_FRACTION = "swapped_fraction"
    OVER_QUOTA = "over_quota"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class Finding:
    """One fault: what and where in both languages, what would be right, what was found."""

    kind: FindingKind
    vi: str
    en: str
    expected: object
    found: object

    def as_dict(self) -> dict[str, object]:
        """The finding as JSON."""
        return {
            "kind": self.kind.value,
            "detail": {"vi": self.vi, "en": self.en},
            "expected": self.expected,
            "found": self.found,
        }


def plain(number: Fraction) -> int | str:
    """A count for JSON: whole numbers as numbers, others as exact decimal or fraction text."""
    if number.denominator == 1:
        return number.numerator
    rest = number.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    if rest != 1:
        return str(number)
    digits = 0
    while (number * 10**digits).denominator != 1:
        digits += 1
    sign = "-" if number < 0 else ""
    scaled = str(abs(number * 10**digits).numerator).rjust(digits + 1, "0")
    return f"{sign}{scaled[:-digits]}.{scaled[-digits:]}"

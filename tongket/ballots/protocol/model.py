"""The things that are counted: a poll, its rule, its numbers, its options, and what comes out."""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

__all__ = ["Base", "Counts", "Option", "OptionResult", "Poll", "PollKind", "PollResult", "Rule", "Tie"]

ABSTAIN = "abstain"


class PollKind(StrEnum):
    """What the voter is asked."""

    CHOOSE = "choose"
    LEVELS = "levels"
    YES_NO = "yes_no"
    CONFIDENCE = "confidence"


class Base(StrEnum):
    """The number over which a threshold and the shares are taken."""

    ENTITLED = "entitled"
    OFFICIAL_MEMBERS = "official_members"
    PRESENT = "present"
    ISSUED = "issued"
    RETURNED = "returned"
    VALID = "valid"


class Tie(StrEnum):
    """What becomes of equal votes across the border of places: never a silent choice."""

    FURTHER_BALLOT = "further_ballot"


@dataclass(frozen=True)
class Rule:
    """A vote clause: base, threshold (None: most votes win), strict means *more than* it."""

    base: Base
    threshold: Fraction | None
    strict: bool
    tie: Tie


@dataclass(frozen=True)
class Counts:
    """The numbers of the teller minutes; None is *not known*, which differs from 0."""

    entitled: int | None = None
    official_members: int | None = None
    present: int | None = None
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None
    invalid: int | None = None


@dataclass(frozen=True)
class Option:
    """A name or question on the ballot with its votes by key; own `valid`/`invalid` replace the poll's."""

    id: str
    name: str
    counts: dict[str, int | None]
    valid: int | None = None
    invalid: int | None = None

    @property
    def has_own_counts(self) -> bool:
        """Whether the line was counted with its own valid and invalid numbers."""
        return self.valid is not None or self.invalid is not None

    @property
    def sum_name(self) -> str:
        """The name under which the sum of this line is reported."""
        return f"option:{self.id}"


@dataclass(frozen=True)
class Poll:
    """One poll as received. `places`: how many are chosen and the most names on one ballot."""

    id: str
    title: str
    kind: PollKind
    places: int | None
    rule: Rule
    counts: Counts
    options: tuple[Option, ...]

    def valid_of(self, option: Option) -> int | None:
        """Valid votes on the line of `option`."""
        return option.valid if option.has_own_counts else self.counts.valid

    def base_of(self, option: Option) -> int | None:
        """The number behind the rule's base, for the line of `option`."""
        if self.rule.base is Base.VALID:
            return self.valid_of(option)
        return {
            Base.ENTITLED: self.counts.entitled,
            Base.OFFICIAL_MEMBERS: self.counts.official_members,
            Base.PRESENT: self.counts.present,
            Base.ISSUED: self.counts.issued,
            Base.RETURNED: self.counts.returned,
        }[self.rule.base]


@dataclass(frozen=True)
class OptionResult:
    """What the votes on one line mean.

    `passed`: reaches the threshold whatever the rank; None where that can't be said or isn't asked.
    `needed`: the smallest whole number of votes that passes. `majority`: the level that passes.
    """

    id: str
    shares: dict[str, str | None]
    passed: bool | None
    needed: int | None
    majority: str | None


@dataclass(frozen=True)
class PollResult:
    """Results of a poll; `elected` best first, `ties` the groups across the border of places."""

    options: tuple[OptionResult, ...]
    elected: tuple[str, ...] = field(default=())
    ties: tuple[tuple[str, ...], ...] = field(default=())

"""Do the numbers of the minutes add up? Every sum with both sides; the answer has three values."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .model import Option, Poll, PollKind


class Strength(StrEnum):
    """What a fault means for the act: refuse it, keep it as irregular, or say so and go on."""

    BLOCK = "block"
    IRREGULAR = "irregular"
    WARN = "warn"


class Relation(StrEnum):
    """How the number written relates to its parts."""

    EQUALS = "equals"
    AT_LEAST = "at_least"


@dataclass(frozen=True)
class Sum:
    """One sum of the minutes.

    `left` is the number written (for `places` the most marks that the valid ballots may carry),
    `right` what the known parts add up to. `holds` is None where an unknown part decides.
    `written` and `parts` name the numbers, for pages.
    """

    name: str
    left: int | None
    right: int | None
    holds: bool | None
    relation: Relation
    written: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Problem:
    """A sum that fails, with the number written and what the parts add up to."""

    sum: str
    left: int
    right: int


@dataclass(frozen=True)
class Reconciliation:
    """All sums of a poll and what follows from them."""

    sums: tuple[Sum, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The sums that fail."""
        return tuple(
            Problem(entry.name, entry.left, entry.right)
            for entry in self.sums
            if entry.holds is False and entry.left is not None and entry.right is not None
        )

    @property
    def not_checked(self) -> tuple[str, ...]:
        """Names of sums of which a part is unknown and none failed."""
        failed = {entry.name for entry in self.sums if entry.holds is False}
        names = (entry.name for entry in self.sums if entry.holds is None and entry.name not in failed)
        return tuple(dict.fromkeys(names))

    @property
    def reconciles(self) -> bool | None:
        """False when a checked sum fails, None when none fails but some can't be checked, else True."""
        if self.problems:
            return False
        return None if self.not_checked else True

    @property
    def strength(self) -> Strength | None:
        """How a count made on paper is taken: kept as irregular, warned about, or clean (None)."""
        if self.reconciles is False:
            return Strength.IRREGULAR
        return Strength.WARN if self.reconciles is None else None


def reconcile(poll: Poll) -> Reconciliation:
    """Check every sum of `poll`: roll, issued, returned, each option, places."""
    return Reconciliation(tuple(_sums(poll)))


def _sums(poll: Poll) -> Iterator[Sum]:
    yield from _roll(poll)
    yield _issued(poll)
    if not _replaced_by_options(poll):
        yield _equal(
            "returned",
            poll.counts.returned,
            {"valid": poll.counts.valid, "invalid": poll.counts.invalid},
            "returned",
        )
    for option in poll.options:
        if option.has_own_counts:
            yield _equal(
                option.sum_name,
                poll.counts.returned,
                {"valid": option.valid, "invalid": option.invalid},
                "returned",
            )
        yield _option_sum(poll, option)
    if poll.kind is PollKind.CHOOSE:
        yield _places(poll)


def _roll(poll: Poll) -> Iterator[Sum]:
    """Entitled ≥ present ≥ issued; where present is unknown, more issued than entitled is a fault all the same."""
    entitled, present, issued = poll.counts.entitled, poll.counts.present, poll.counts.issued
    yield _within("entitled", entitled, "present", present)
    yield _within("present", present, "issued", issued)
    if present is None and entitled is not None and issued is not None and issued > entitled:
        yield _within("entitled", entitled, "issued", issued)


def _within(written: str, left: int | None, part: str, right: int | None) -> Sum:
    holds = None if left is None or right is None else right <= left
    return Sum("roll", left, right, holds, Relation.AT_LEAST, written, (part,))


def _issued(poll: Poll) -> Sum:
    """Issued = returned + not returned; where returned is unknown, its own parts may not exceed issued."""
    issued, returned = poll.counts.issued, poll.counts.returned
    if issued is not None and returned is not None:
        return Sum("issued", issued, returned, returned <= issued, Relation.AT_LEAST, "issued", ("returned",))
    parts = [number for number in (poll.counts.valid, poll.counts.invalid) if number is not None]
    least = returned if returned is not None else (sum(parts) if parts else None)
    holds = False if issued is not None and least is not None and least > issued else None
    return Sum("issued", issued, least, holds, Relation.AT_LEAST, "issued", ("valid", "invalid"))


def _replaced_by_options(poll: Poll) -> bool:
    """Whether every line has its own valid and invalid numbers and the poll itself gives none."""
    own = bool(poll.options) and all(option.has_own_counts for option in poll.options)
    return own and poll.counts.valid is None and poll.counts.invalid is None


def _option_sum(poll: Poll, option: Option) -> Sum:
    valid = poll.valid_of(option)
    whole_line_written = "no" in option.counts and None not in option.counts.values()
    if poll.kind is PollKind.CHOOSE and not whole_line_written:
        known = [number for number in option.counts.values() if number is not None]
        right = sum(known) if known else None
        holds = None
        if valid is not None and right is not None:
            holds = right <= valid if option.counts.get("yes") is not None or right > valid else None
        return Sum(option.sum_name, valid, right, holds, Relation.AT_LEAST, "valid", tuple(option.counts))
    return _equal(option.sum_name, valid, option.counts, "valid")


def _places(poll: Poll) -> Sum:
    """All marks together ≤ valid ballots × the most names a ballot may have."""
    marks = [option.counts.get("yes") for option in poll.options]
    known = [number for number in marks if number is not None]
    right = sum(known)
    valid = poll.counts.valid
    limit = valid * poll.places if valid is not None and poll.places is not None else None
    holds: bool | None
    if limit is None:
        holds = None
    elif right > limit:
        holds = False
    else:
        holds = True if len(known) == len(marks) else None
    return Sum("places", limit, right, holds, Relation.AT_LEAST, "places", ("yes",))


def _equal(name: str, left: int | None, parts: dict[str, int | None], written: str) -> Sum:
    """`left` = sum of `parts`; with an unknown part the known ones may only not exceed it."""
    known = [number for number in parts.values() if number is not None]
    right = sum(known) if known else None
    holds: bool | None = None
    if left is not None and right is not None:
        if len(known) == len(parts):
            holds = left == right
        elif right > left:
            holds = False
    return Sum(name, left, right, holds, Relation.EQUALS, written, tuple(parts))

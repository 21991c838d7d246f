"""The sums of a count in words: both sides of each, never the number that would mend one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tongket.ballots.conversion import Judged
from tongket.ballots.models import PollOption
from tongket.ballots.protocol.reconcile import Relation, Sum
from tongket.ballots.states import NUMBERS
from tongket.common.errors import Text

UNKNOWN = "…"


@dataclass(frozen=True)
class Term:
    """A number of a sum with its word; ``name`` is the field of the entry form it stands in."""

    name: str
    label: Text
    value: int | None

    def __str__(self) -> str:
        return f"{self.label} {UNKNOWN if self.value is None else self.value}"


@dataclass(frozen=True)
class SumLine:
    """One sum: the number written, its parts, what is left between them, and whether it holds.

    ``rest`` is the word of the difference where the parts may be less (not returned, absent). ``factor`` is
    what the number written is multiplied with (names on a ballot). ``option_id`` is set for a line's sum.
    """

    name: str
    left: Term
    parts: tuple[Term, ...]
    total: int | None
    holds: bool | None
    at_least: bool
    rest: Text = ""
    factor: int | None = None
    option_id: int | None = None
    where: Text = ""

    @property
    def state(self) -> str:
        """Key of the state that the page shows."""
        return {True: "reconciles", False: "differs", None: "unknown"}[self.holds]

    @property
    def sign(self) -> str:
        """The sign between both sides."""
        if self.holds is None:
            return UNKNOWN
        if self.at_least and not self.rest:
            return "≥" if self.holds else "<"
        if self.holds:
            return "="
        return "<" if self.at_least else "≠"

    @property
    def rest_value(self) -> int | None:
        """The difference that has a word of its own; none where the sum fails."""
        if not self.rest or not self.holds or self.left.value is None or self.total is None:
            return None
        return self.left.value - self.total

    def __str__(self) -> str:
        left = str(self.left)
        if self.factor is not None and self.left.value is not None:
            left = f"{self.left} × {self.factor} = {self.left.value * self.factor}"
        right = " + ".join(str(part).lower() for part in self.parts)
        if self.rest_value is not None:
            right = f"{right} + {self.rest} {self.rest_value}"
        if len(self.parts) > 1 and self.holds is False:
            right = f"{right} = {self.total}"
        return f"{self.where}: {left} {self.sign} {right}" if self.where else f"{left} {self.sign} {right}"


def sum_lines(judged: Judged, options: Iterable[PollOption]) -> list[SumLine]:
    """Every sum of the minutes: roll, issued, returned, each line, places."""
    rows = {option.pk: option for option in options}
    return [_line(entry, judged, rows) for entry in judged.reconciliation.sums]


def failing_sums(judged: Judged, options: Iterable[PollOption]) -> str:
    """The sums that fail, as one text."""
    return "; ".join(str(line) for line in sum_lines(judged, options) if line.holds is False)


def vote_field(option_id: int, key: str) -> str:
    """Name of the entry form's field for one key of one line."""
    return f"o{option_id}_{key}"


def _line(entry: Sum, judged: Judged, rows: dict[int, PollOption]) -> SumLine:
    if entry.name == "places":
        return _places(entry, judged)
    if entry.name.startswith("option:"):
        return _option(entry, judged, rows[int(entry.name.removeprefix("option:"))])
    counts = judged.poll.counts
    names = entry.parts if entry.name != "issued" else ("returned",)
    parts = tuple(Term(name, NUMBERS[name], getattr(counts, name)) for name in names)
    if entry.name == "issued" and counts.returned is None and entry.holds is False:
        parts = tuple(Term(name, NUMBERS[name], getattr(counts, name)) for name in entry.parts)
    rest = {"present": _("vắng"), "issued": _("không phát"), "returned": _("không thu về")}
    return SumLine(
        entry.name,
        Term(entry.written, NUMBERS[entry.written], entry.left),
        parts,
        entry.right,
        entry.holds,
        entry.relation is Relation.AT_LEAST,
        rest=rest[names[0]] if entry.relation is Relation.AT_LEAST else "",
    )


def _option(entry: Sum, judged: Judged, option: PollOption) -> SumLine:
    row = next(line for line in judged.poll.options if line.id == str(option.pk))
    if entry.written == "returned":
        parts = (
            Term("", NUMBERS["valid"], row.valid),
            Term("", NUMBERS["invalid"], row.invalid),
        )
    else:
        parts = (Term("", _("cộng các cột"), entry.right),)
    return SumLine(
        entry.name,
        Term(entry.written, NUMBERS[entry.written], entry.left),
        parts,
        entry.right,
        entry.holds,
        entry.relation is Relation.AT_LEAST,
        option_id=option.pk,
        where=_("Dòng %(order)s") % {"order": option.order},
    )


def _places(entry: Sum, judged: Judged) -> SumLine:
    return SumLine(
        "places",
        Term("valid", NUMBERS["valid"], judged.poll.counts.valid),
        (Term("", _("cộng các dòng"), entry.right),),
        entry.right,
        entry.holds,
        at_least=True,
        factor=judged.poll.places,
    )

"""Printed shares: right, cut, mixed, of another base, turned over, or simply wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from tongket.ballots.protocol.shares import cut, half_up

from .model import Finding, FindingKind, Of, Printed, Table, TableKind, plain
from .words import BASES_EN, BASES_VI, comma, number_vi, share_en, share_vi

Interval = tuple[Fraction, Fraction | None]
"""A base lies above the first number and at most at the second (None: no upper end)."""


@dataclass(frozen=True)
class _Judged:
    """A printed share beside the numbers that it is about (base above 0)."""

    printed: Printed
    part: Fraction
    base: Fraction

    def gives(self, method: Callable[[Fraction, int], str], value: Fraction | None = None) -> bool:
        exact = 100 * self.part / self.base if value is None else value
        return Fraction(method(exact, self.printed.decimals)) == self.printed.percent

    @property
    def is_right(self) -> bool:
        return self.gives(half_up)

    @property
    def is_cut(self) -> bool:
        return self.gives(cut)

    @property
    def is_explained(self) -> bool:
        return self.is_right or self.is_cut

    @property
    def is_swapped(self) -> bool:
        if self.part == 0:
            return False
        inverse = 100 * self.base / self.part
        return not self.is_explained and (self.gives(half_up, inverse) or self.gives(cut, inverse))

    @property
    def expected(self) -> str:
        return half_up(100 * self.part / self.base, self.printed.decimals)


def share_findings(table: Table) -> list[Finding]:
    """Everything that is wrong with the printed shares of `table`."""
    findings: list[Finding] = []
    judged: list[_Judged] = []
    for printed in table.printed:
        part, base = table.value_of(printed.part), table.base_of(printed.of)
        if part is not None and base is not None and base > 0:
            judged.append(_Judged(printed, part, base))
        elif base is not None and base == 0:
            findings.extend(_of_nothing(printed, part))
        elif base is not None:
            findings.extend(_without_part(table, printed, base))
    findings.extend(_without_base(table))
    plainly: list[_Judged] = []
    for of in Of:
        group = [entry for entry in judged if entry.printed.of is of]
        hidden = _hidden_base(group)
        if hidden is not None:
            findings.append(hidden)
        else:
            plainly.extend(group)
    findings.extend(_wrong(plainly))
    findings.extend(_method([entry for entry in plainly if entry.is_explained]))
    return findings


def _of_nothing(printed: Printed, part: Fraction | None) -> Iterator[Finding]:
    """A share of an empty base can't be printed, except the customary 0 for none of none."""
    if part == 0 and printed.percent == 0:
        return
    yield Finding(
        FindingKind.IMPOSSIBLE,
        f"{share_vi(printed)}, nhưng {BASES_VI[printed.of]} bằng 0",
        f"{share_en(printed)}, but {BASES_EN[printed.of]} is 0",
        None,
        printed.text,
    )


def _without_part(table: Table, printed: Printed, base: Fraction) -> Iterator[Finding]:
    """The part is not known: can any whole number of the base give the printed share?"""
    if table.kind is TableKind.TARGET:
        return
    half_unit = Fraction(1, 2 * 10**printed.decimals)
    lowest = max((base * (printed.percent - half_unit) / 100).__ceil__(), 0)
    within = lowest <= base or printed.of not in (Of.TOTAL, Of.RATED)
    if lowest < base * (printed.percent + 2 * half_unit) / 100 and within:
        return
    yield Finding(
        FindingKind.IMPOSSIBLE,
        f"{share_vi(printed)}: không có số nguyên nào trên {number_vi(base)} cho tỷ lệ này",
        f"{share_en(printed)}: no whole number of {plain(base)} gives this share",
        None,
        printed.text,
    )


def _without_base(table: Table) -> Iterator[Finding]:
    """The base is not known: can any whole base give all shares that are printed over it?"""
    if table.kind is TableKind.TARGET:
        return
    for of in Of:
        entries = [
            (printed, part)
            for printed in table.printed
            if printed.of is of
            and table.base_of(of) is None
            and (part := table.value_of(printed.part)) is not None
        ]
        bases = _common([_bases(part, printed, generous=True) for printed, part in entries])
        if bases is None or _nearest_whole(bases, Fraction(0)) is None:
            listed = "; ".join(f"{printed.text} %" for printed, _ in entries)
            yield Finding(
                FindingKind.IMPOSSIBLE,
                f"không có {BASES_VI[of]} nào cho cùng lúc các tỷ lệ: {comma(listed)}",
                f"no number for {BASES_EN[of]} gives all the shares at once: {listed}",
                None,
                [printed.text for printed, _ in entries],
            )


def _hidden_base(group: list[_Judged]) -> Finding | None:
    """Another whole base that makes every share over the stated one right."""
    unexplained = [entry for entry in group if not entry.is_explained]
    if not unexplained or all(entry.is_swapped for entry in unexplained):
        return None
    bases = _common([_bases(entry.part, entry.printed, generous=False) for entry in group])
    stated = group[0].base
    base = None if bases is None else _nearest_whole(bases, stated)
    if base is None:
        return None
    of = group[0].printed.of
    listed = "; ".join(f"{entry.printed.text} %" for entry in group)
    return Finding(
        FindingKind.HIDDEN_BASE,
        f"các tỷ lệ ghi trên {BASES_VI[of]} ({number_vi(stated)}): {comma(listed)}"
        f" chỉ đúng khi tính trên {base}",
        f"the shares stated over {BASES_EN[of]} ({plain(stated)}): {listed} are right only over {base}",
        base,
        plain(stated),
    )


def _bases(part: Fraction, printed: Printed, *, generous: bool) -> Interval | None:
    """The bases over which `part` gives the printed share, half up (`generous`: or cut); None for no base."""
    unit = Fraction(1, 10**printed.decimals)
    low, high = printed.percent - unit / 2, printed.percent + (unit if generous else unit / 2)
    if part == 0:
        return (Fraction(0), None) if printed.percent == 0 else None
    # low ≤ 100·part/base < high
    return 100 * part / high, (100 * part / low if low > 0 else None)


def _common(intervals: list[Interval | None]) -> Interval | None:
    low, high = Fraction(0), None
    for interval in intervals:
        if interval is None:
            return None
        low = max(low, interval[0])
        if interval[1] is not None:
            high = interval[1] if high is None else min(high, interval[1])
    return low, high


def _nearest_whole(bases: Interval, wanted: Fraction) -> int | None:
    """The whole number inside `bases` nearest to `wanted`."""
    low, high = bases
    lowest = low.__floor__() + 1
    highest = None if high is None else high.__floor__()
    if highest is not None and lowest > highest:
        return None
    nearest = max(lowest, (wanted + Fraction(1, 2)).__floor__())
    return nearest if highest is None else min(nearest, highest)


def _wrong(entries: list[_Judged]) -> Iterator[Finding]:
    for entry in entries:
        if entry.is_explained:
            continue
        numbers_vi = f"{number_vi(entry.part)} trên {number_vi(entry.base)}"
        numbers_en = f"{plain(entry.part)} of {plain(entry.base)}"
        if entry.is_swapped:
            yield Finding(
                FindingKind.SWAPPED_FRACTION,
                f"{share_vi(entry.printed)}: tử số và mẫu số đảo nhau,"
                f" {numbers_vi} là {comma(entry.expected)} %",
                f"{share_en(entry.printed)}: the fraction is turned over, {numbers_en} is {entry.expected} %",
                entry.expected,
                entry.printed.text,
            )
        else:
            yield Finding(
                FindingKind.SHARE_DIFFERS,
                f"{share_vi(entry.printed)}, {numbers_vi} là {comma(entry.expected)} %",
                f"{share_en(entry.printed)}, {numbers_en} is {entry.expected} %",
                entry.expected,
                entry.printed.text,
            )


def _method(entries: list[_Judged]) -> Iterator[Finding]:
    """Shares that are right one by one, but not all rounded half up."""
    if all(entry.is_right for entry in entries):
        return
    expected = [entry.expected for entry in entries]
    found = [entry.printed.text for entry in entries]
    listed_vi = "; ".join(
        f"{comma(entry.printed.text)} % (làm tròn: {comma(entry.expected)} %)"
        for entry in entries
        if not entry.is_right
    )
    listed_en = "; ".join(
        f"{entry.printed.text} % (rounded: {entry.expected} %)" for entry in entries if not entry.is_right
    )
    if all(entry.is_cut for entry in entries):
        yield Finding(
            FindingKind.TRUNCATED,
            f"các tỷ lệ bị cắt bớt chữ số, không làm tròn: {listed_vi}",
            f"the shares are cut instead of rounded: {listed_en}",
            expected,
            found,
        )
    else:
        yield Finding(
            FindingKind.MIXED_ROUNDING,
            f"có tỷ lệ làm tròn, có tỷ lệ cắt bớt chữ số; bị cắt: {listed_vi}",
            f"some shares are rounded, others cut; cut: {listed_en}",
            expected,
            found,
        )

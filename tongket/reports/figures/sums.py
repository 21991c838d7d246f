"""Numbers that can't be, and parts against their whole."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from .model import EXCELLENT, GOOD, GOOD_OR_BETTER, Finding, FindingKind, Table, TableKind, plain
from .words import number_vi, part_en, part_vi


def possible_numbers(table: Table) -> tuple[list[Finding], Table]:
    """Findings for numbers that can't be, and the table with these taken as not known.

    A number is impossible below 0 and, where people or units are counted, between whole numbers; so
    is a number of rated above the total.
    """
    findings: list[Finding] = []

    def checked(number: Fraction | None, vi: str, en: str) -> Fraction | None:
        whole_asked = table.kind is TableKind.PARTITION
        if number is None or (number >= 0 and (number.denominator == 1 or not whole_asked)):
            return number
        expected_vi, expected_en = (
            ("số nguyên từ 0 trở lên", "a whole number from 0 up")
            if whole_asked
            else ("số từ 0 trở lên", "a number from 0 up")
        )
        findings.append(
            Finding(
                FindingKind.IMPOSSIBLE,
                f"{vi} là {number_vi(number)}, phải là {expected_vi}",
                f"{en} is {plain(number)}, must be {expected_en}",
                expected_en,
                plain(number),
            )
        )
        return None

    possible = replace(
        table,
        total=checked(table.total, "tổng số", "the total"),
        rated=checked(table.rated, "số được xếp loại", "the number rated"),
        parts={
            part: checked(number, f"“{part_vi(part)}”", f'"{part_en(part)}"')
            for part, number in table.parts.items()
        },
    )
    if possible.rated is not None and possible.total is not None and possible.rated > possible.total:
        findings.append(
            Finding(
                FindingKind.IMPOSSIBLE,
                f"số được xếp loại {number_vi(possible.rated)} lớn hơn tổng số {number_vi(possible.total)}",
                f"the number rated {plain(possible.rated)} is above the total {plain(possible.total)}",
                plain(possible.total),
                plain(possible.rated),
            )
        )
    return findings, possible


def sum_findings(table: Table) -> list[Finding]:
    """Parts that don't add up to the whole; with an unknown part the known ones may only not exceed it."""
    if table.kind is TableKind.TARGET or not table.parts:
        return []
    both_levels = [part for part in (EXCELLENT, GOOD) if part in table.parts]
    findings: list[Finding] = []
    skipped: set[str] = set()
    if GOOD_OR_BETTER in table.parts and both_levels:
        complete = len(both_levels) == 2
        findings.extend(
            _differs(table, both_levels, table.parts[GOOD_OR_BETTER], GOOD_OR_BETTER, complete=complete)
        )
        skipped = {GOOD_OR_BETTER} if complete else set(both_levels)
    summed = [part for part in table.parts if part not in skipped]
    findings.extend(_differs(table, summed, table.whole, None, complete=True))
    return findings


def _differs(
    table: Table, parts: list[str], whole: Fraction | None, whole_part: str | None, *, complete: bool
) -> Iterator[Finding]:
    numbers = [table.parts[part] for part in parts]
    known = [number for number in numbers if number is not None]
    found = sum(known, Fraction(0))
    if whole is None or not known:
        return
    is_complete = complete and len(known) == len(numbers)
    if found == whole or (not is_complete and found < whole):
        return
    if whole_part is not None:
        whole_vi, whole_en = f"“{part_vi(whole_part)}”", f'"{part_en(whole_part)}"'
    elif table.rated is not None:
        whole_vi, whole_en = "số được xếp loại", "the number rated"
    else:
        whole_vi, whole_en = "tổng số", "the total"
    sum_vi = " + ".join(number_vi(number) for number in known)
    sum_en = " + ".join(str(plain(number)) for number in known)
    yield Finding(
        FindingKind.SUM_DIFFERS,
        f"các phần cộng lại {sum_vi} = {number_vi(found)}, {whole_vi} ghi {number_vi(whole)}"
        f" (lệch {number_vi(abs(found - whole))})",
        f"the parts add up to {sum_en} = {plain(found)}, {whole_en} is {plain(whole)}"
        f" (off by {plain(abs(found - whole))})",
        plain(whole),
        plain(found),
    )

"""The ceiling on the highest level, over each base that is met in practice."""

from fractions import Fraction

from .model import EXCELLENT, GOOD, GOOD_OR_BETTER, Finding, FindingKind, Table, plain
from .words import number_vi


def quota_bases(table: Table) -> dict[str, Fraction | None]:
    """The three bases over which "at most s of …" is read."""
    return {
        "good_only": table.value_of(GOOD),
        "good_or_better": table.value_of(GOOD_OR_BETTER),
        "all_rated": table.whole,
    }


def quota_entry(table: Table) -> dict[str, dict[str, object]] | None:
    """Limit (the most that may be, the border included) and verdict over each base; None when not asked."""
    if table.quota_share is None:
        return None
    excellent = table.value_of(EXCELLENT)
    entry: dict[str, dict[str, object]] = {}
    for name, base in quota_bases(table).items():
        border = None if base is None else table.quota_share * base
        entry[name] = {
            "limit": None if border is None else border.__floor__(),
            "ok": None if border is None or excellent is None else excellent <= border,
        }
    return entry


def quota_findings(table: Table) -> list[Finding]:
    """A finding only when the ceiling is broken whatever the base."""
    entry = quota_entry(table)
    excellent = table.value_of(EXCELLENT)
    if table.quota_share is None or entry is None or excellent is None:
        return []
    if any(verdict["ok"] is not False for verdict in entry.values()):
        return []
    share = table.quota_share * 100
    highest = max(
        (table.quota_share * base).__floor__() for base in quota_bases(table).values() if base is not None
    )
    return [
        Finding(
            FindingKind.OVER_QUOTA,
            f"{number_vi(excellent)} hoàn thành xuất sắc vượt tỷ lệ tối đa {number_vi(share)} %"
            f" tính trên mọi mẫu số (nhiều nhất {highest})",
            f"{plain(excellent)} excellent is above the ceiling of {plain(share)} % over every base"
            f" (at most {highest})",
            highest,
            plain(excellent),
        )
    ]

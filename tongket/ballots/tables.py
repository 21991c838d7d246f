"""Rows of the pages: filters of the list, lines of a poll with their result in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tongket.ballots.models import Poll, PollOption
from tongket.ballots.queries import LineResult, PollRow
from tongket.ballots.states import SHOWN_STATE, SHOWN_TEXT, Base, PollKind


@dataclass(frozen=True)
class CountFilter:
    """How many polls are in a state; zero is shown too."""

    state: str
    count: int

    @property
    def text(self) -> str:
        """The word of the state where it says more than the usual one."""
        return str(SHOWN_TEXT.get(self.state, ""))


def count_filters(rows: Iterable[PollRow]) -> list[CountFilter]:
    """Polls by the state of their count."""
    states = [row.shown_state for row in rows]
    keys = ["waiting", *(key for key in SHOWN_STATE.values() if key != "corrected")]
    return [CountFilter(key, states.count(key)) for key in keys]


def condition(poll: Poll) -> str:
    """The vote clause in a sentence of the reader's language."""
    words = {"threshold": poll.threshold, "base": Base(poll.base).label}
    if not poll.threshold:
        return _("nhiều phiếu nhất; tỷ lệ tính trên %(base)s") % words
    if poll.strict:
        return _("quá %(threshold)s %(base)s") % words
    return _("từ %(threshold)s %(base)s trở lên") % words


@dataclass(frozen=True)
class LineRow:
    """A line of the ballot: votes with shares by column, the result as a level or a state with its word."""

    option: PollOption
    cells: list[tuple[int | None, str | None]]
    wrong: bool
    majority: str = ""
    state: str = ""
    text: str = ""


def line_rows(row: PollRow, options: Iterable[PollOption]) -> list[LineRow]:
    """Some lines of a poll for its page; without results where the count is none."""
    if row.count is None or row.judged is None:
        return []
    votes = {line.option_id: line.votes for line in row.count.lines.all()}
    shares = {result.id: result.shares for result in row.judged.result.options}
    wrong = {line.option_id for line in row.failing}
    outcome = row.outcome
    results = {line.option.pk: line for line in outcome.lines} if outcome else {}
    return [
        LineRow(
            option,
            [(votes[option.pk].get(key), shares[str(option.pk)].get(key)) for key, _word in row.words],
            wrong=option.pk in wrong,
            **_result(row, results.get(option.pk)),
        )
        for option in options
    ]


def _result(row: PollRow, line: LineResult | None) -> dict[str, str]:
    if line is None:
        return {}
    if row.poll.kind in (PollKind.LEVELS, PollKind.CONFIDENCE):
        if line.result.majority is None:
            return {"state": "unknown", "text": _("không mức nào đạt")}
        return {"majority": dict(row.words)[line.result.majority]}
    if line.tied:
        return {"state": "warning", "text": _("Bằng phiếu ở vị trí cuối")}
    if line.elected:
        return {"state": "chosen" if row.poll.kind == PollKind.CHOOSE else "passed"}
    if line.result.passed is None:
        return {"state": "unknown"}
    if line.result.passed:
        return {"state": "skipped", "text": _("Đủ phiếu, hết số lượng được chọn")}
    return {"state": "failed"}

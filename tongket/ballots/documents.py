"""Data of the teller minutes, for the papers room; every count of the minutes stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import get_language

from tongket.ballots.errors import MinutesIncomplete, NoCount
from tongket.ballots.models import OptionCount, PaperCount
from tongket.ballots.queries import PollOutcome, PollRow
from tongket.ballots.states import NUMBERS, Base, PollKind
from tongket.documents.errors import NotPrintable
from tongket.documents.rendering import profile_for, render_docx, render_pdf
from tongket.documents.rendering.errors import RenderingError
from tongket.organisation.models import Unit
from tongket.organisation.states import UnitKind

#: Printed papers are Vietnamese whatever the reader's language.
THRESHOLDS = {"1/2": "một phần hai", "2/3": "hai phần ba", "3/4": "ba phần tư", "1/3": "một phần ba"}
BASES = {
    Base.ENTITLED: "số được triệu tập",
    Base.OFFICIAL_MEMBERS: "số đảng viên chính thức",
    Base.PRESENT: "số có mặt",
    Base.ISSUED: "số phiếu phát ra",
    Base.RETURNED: "số phiếu thu về",
    Base.VALID: "số phiếu hợp lệ",
}
SUMS = {
    "roll": "số được biểu quyết",
    "issued": "số phiếu phát ra",
    "returned": "số phiếu thu về",
    "places": "số lượt chọn nhiều nhất",
}
CELLS = {UnitKind.CELL, UnitKind.GRASSROOTS_CELL}


def tellers_body(unit: Unit) -> str:
    """What those who count are called: a group in a cell, a board in a conference or committee."""
    return "Tổ kiểm phiếu" if unit.kind in CELLS else "Ban kiểm phiếu"


def teller_minutes_data(row: PollRow, superior: Unit | None = None) -> dict[str, Any]:
    """Data of the paper ``teller_minutes``, from the count in force (kinds and keys as that paper has them).

    A count that doesn't reconcile is printed as received, with the sums that fail and without results.
    """
    count, judged, poll = row.count, row.judged, row.poll
    if count is None or judged is None:
        raise NoCount(poll=poll.title)
    entitled = count.entitled if count.entitled is not None else poll.roll_size
    if entitled is None:
        raise MinutesIncomplete(poll=poll.title, missing=str(NUMBERS["entitled"]).lower())
    outcome = row.outcome
    lines = {line.option_id: line for line in count.lines.all()}
    shares = {result.id: result.shares for result in judged.result.options}
    results = {line.option.pk: _line_result(row, line) for line in outcome.lines} if outcome else {}
    return {
        "heading": {
            "superior": superior.name if superior else None,
            "issuer": poll.unit.name,
            "date": count.happened_on,
        },
        "title": "Biên bản kiểm phiếu",
        "subject": poll.title,
        "meeting": {"name": poll.body or f"Hội nghị {poll.unit.name}", "date": count.happened_on},
        "tellers_body": tellers_body(poll.unit),
        "tellers": [_person(teller["name"], teller["post"]) for teller in count.tellers],
        "kind": poll.kind,
        "secret": poll.secret,
        "counts": {"entitled": entitled, **_known_numbers(count)},
        "base_label": BASES[Base(poll.base)],
        "threshold_label": threshold_label(poll.threshold, strict=poll.strict),
        "places": poll.places,
        "columns": [{"key": key, "label": word} for key, word in poll.columns],
        "options": [
            {
                "name": option.label,
                "detail": option.detail or None,
                **_own_numbers(lines[option.pk]),
                "counts": _known(lines[option.pk].votes),
                "shares": _known(shares[str(option.pk)]),
                "result": results.get(option.pk),
            }
            for option in row.options
        ],
        "problems": [
            {"sum": _sum_word(problem.sum, row), "left": problem.left, "right": problem.right}
            for problem in judged.reconciliation.problems
        ],
        "results": _conclusions(outcome) if outcome else [],
        "notes": _notes(count),
        "signatures": _signatures(count, poll.unit),
    }


def _signatures(count: PaperCount, unit: Unit) -> list[dict[str, str]]:
    """Those who sign; where no teller is noted, places to sign by hand."""
    if signers := [{"post": t["post"], "name": t["name"]} for t in count.tellers if t["post"]]:
        return signers
    return [{"post": tellers_body(unit)}, {"post": "Chủ trì hội nghị"}]


def teller_minutes_pdf(row: PollRow, superior: Unit | None = None) -> bytes:
    """The teller minutes as PDF; the form is the one in force on the day of the minutes."""
    data = teller_minutes_data(row, superior)
    day = data["heading"]["date"]
    with _printing():
        return render_pdf("teller_minutes", data, document_date=day, profile=profile_for("party", day))


def teller_minutes_word(row: PollRow, superior: Unit | None = None) -> bytes:
    """The teller minutes as a Word file."""
    data = teller_minutes_data(row, superior)
    with _printing():
        return render_docx("teller_minutes", data, profile=profile_for("party", data["heading"]["date"]))


@contextmanager
def _printing() -> Iterator[None]:
    """What the papers refuse becomes a refusal that a page shows."""
    try:
        yield
    except RenderingError as error:
        language = "en" if (get_language() or "vi").startswith("en") else "vi"
        raise NotPrintable(why=error.message[language], remedy=error.advice[language]) from error


def threshold_label(threshold: str, *, strict: bool) -> str | None:
    """'trên một phần hai', 'từ hai phần ba trở lên'; None where most votes win."""
    if not threshold:
        return None
    words = THRESHOLDS.get(threshold, threshold)
    return f"trên {words}" if strict else f"từ {words} trở lên"


def _person(name: str, post: str) -> dict[str, Any]:
    return {"name": name, "post": post or None}


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _known_numbers(count: PaperCount) -> dict[str, int]:
    return _known({name: getattr(count, name) for name in NUMBERS if name != "entitled"})


def _own_numbers(line: OptionCount) -> dict[str, int]:
    return _known({"valid": line.valid, "invalid": line.invalid})


def _line_result(row: PollRow, line: Any) -> str | None:
    if line.result.majority is not None:
        return dict(row.poll.columns).get(line.result.majority)
    if line.tied:
        return "Bằng phiếu ở vị trí cuối"
    if row.poll.kind == PollKind.CHOOSE:
        return "Được chọn" if line.elected else None
    if line.result.passed is None:
        return None
    return "Đạt" if line.result.passed else "Không đạt"


def _sum_word(name: str, row: PollRow) -> str:
    if name in SUMS:
        return SUMS[name]
    option = next(each for each in row.options if name == f"option:{each.pk}")
    return f"dòng {option.order} ({option.label})"


def _conclusions(outcome: PollOutcome) -> list[str]:
    poll = outcome.poll
    if poll.kind in (PollKind.LEVELS, PollKind.CONFIDENCE):
        reached = sum(1 for line in outcome.lines if line.result.majority is not None)
        asked = threshold_label(poll.threshold, strict=poll.strict)
        condition = f"số phiếu {asked} {BASES[Base(poll.base)]}" if asked else "nhiều phiếu nhất ở một mức"
        return [f"Có {reached:02d} trong {len(outcome.lines):02d} trường hợp có một mức đạt {condition}."]
    chosen = outcome.elected
    names = "; ".join(f"{line.option.label} ({line.yes} phiếu)" for line in chosen)
    verb = "được chọn" if poll.kind == PollKind.CHOOSE else "đạt"
    sentences = [
        f"Có {len(chosen):02d} trường hợp {verb}: {names}." if chosen else f"Không có trường hợp nào {verb}."
    ]
    if outcome.tied:
        equal = "; ".join(line.option.label for line in outcome.tied)
        sentences.append(f"Bằng phiếu ở vị trí cuối, chưa chọn ai: {equal}.")
    return sentences


def _notes(count: PaperCount) -> list[str] | None:
    if not count.minutes_number or count.minutes_on is None:
        return None
    day = count.minutes_on.strftime("%d/%m/%Y")
    signers = ", ".join(count.signers)
    return [f"Số liệu theo Biên bản điều chỉnh số {count.minutes_number} ngày {day}, người ký: {signers}."]

"""Text tables (.csv): finds the encoding and the separator, and says what it assumed."""

import csv
import io

from tongket.imports.problems import Note
from tongket.imports.workbook import MOST_CELLS, RawValue, Sheet, Workbook, WorkbookRefused

_SEPARATORS = ",;\t|"


def read_csv(data: bytes, filename: str) -> Workbook:
    """The file as a workbook of one sheet with text cells. Raises WorkbookRefused."""
    text, encoding, sure = _decode(data)
    separator = _separator(text)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False))
    except csv.Error as fault:
        raise WorkbookRefused(
            "not_a_workbook",
            f"Tệp “{filename}” không đọc được như bảng CSV ({fault}). Hãy lưu lại bằng Excel thành .xlsx.",
            f"The file “{filename}” can't be read as CSV ({fault}). Save it in Excel as .xlsx.",
        ) from fault
    width = max(map(len, lines), default=0)
    if width * len(lines) > MOST_CELLS:
        raise WorkbookRefused(
            "too_many_cells",
            f"Tệp “{filename}” có {len(lines)} dòng và {width} cột, quá lớn để đọc. Hãy chia nhỏ.",
            f"The file “{filename}” has {len(lines)} rows and {width} columns: too large. Split it.",
        )
    rows: list[list[RawValue]] = [
        [*(cell if cell != "" else None for cell in line), *[None] * (width - len(line))] for line in lines
    ]
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    notes = [] if sure else [_assumed(filename, encoding)]
    return Workbook(
        filename, [Sheet(filename.rpartition(".")[0] or filename, rows)], checked=False, notes=notes
    )


def _decode(data: bytes) -> tuple[str, str, bool]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace"), "UTF-16", True
    try:
        return data.decode("utf-8-sig"), "UTF-8", True
    except UnicodeDecodeError:
        # Old Vietnamese fonts were saved as Western text: read so, legacy text is then recognised by content.
        return data.decode("cp1252", errors="replace"), "Windows-1252", False


def _separator(text: str) -> str:
    """The separator that stands outside quotes equally often in most of the first lines."""
    counts: dict[str, list[int]] = {separator: [] for separator in _SEPARATORS}
    for line in text.splitlines()[:50]:
        outside = "".join(line.split('"')[::2])
        for separator in _SEPARATORS:
            counts[separator].append(outside.count(separator))
    return max(_SEPARATORS, key=lambda separator: _steadiness(counts[separator]))


def _steadiness(counts: list[int]) -> int:
    usual = max(set(counts), key=lambda count: (counts.count(count) if count else 0, count), default=0)
    return usual * counts.count(usual)


def _assumed(filename: str, encoding: str) -> Note:
    return Note(
        sheet=None,
        row=None,
        kind="encoding_assumed",
        text=encoding,
        message_vi=f"Tệp “{filename}” không phải Unicode, được đọc theo {encoding}. "
        "Hãy xem kỹ chữ có dấu, hoặc lưu lại dạng UTF-8 hay .xlsx.",
        message_en=f"The file “{filename}” isn't Unicode and was read as {encoding}. "
        "Look at the accented letters, or save it as UTF-8 or .xlsx.",
    )

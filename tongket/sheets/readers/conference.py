"""What was written down at the summing-up conference: minutes, speeches, what they asked for, conclusions.

No Django.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from tongket.imports.cell_dates import day
from tongket.imports.cells import Context, Parsed, Parser, as_text, found, text_list, whole_number
from tongket.imports.kinds import Clash, Column, DataRow, ImportKind, SheetSpec
from tongket.imports.problems import MISSING_VALUE, ProblemKind
from tongket.imports.workbook import RawValue
from tongket.organisation.imports import known_from_units
from tongket.organisation.imports.known import UNKNOWN_CELL, one_of_known
from tongket.sheets.readers.shared import doubles

CLOCK = re.compile(r"([01]?\d|2[0-3])\s*(?:[:hgHG]\s*([0-5]\d)?)(?::00)?")
CONCLUSION_KEY = re.compile(r"[-a-zA-Z0-9_]+")

MINUTES_A_DAY = 24 * 60

NOT_A_TIME = ProblemKind(
    "not_a_time",
    "error",
    "Ô {place} ({column}): {value} không phải giờ. Hãy ghi như 08:15 hoặc 8h15.",
    "Cell {place} ({column}): {value} is no time of day. Write it like 08:15.",
)
NO_SUCH_SPEECH = ProblemKind(
    "no_such_speech",
    "error",
    "Ô {place} ({column}): không có bài phát biểu số {value} ở trang phát biểu. Hãy ghi đúng số thứ tự.",
    "Cell {place} ({column}): there is no speech number {value} in the sheet of speeches. Correct the number.",
)
NO_SUCH_DIRECTION = ProblemKind(
    "no_such_direction",
    "error",
    "Ô {place} ({column}): {value} có mã không nằm ở trang ý kiến chỉ đạo. Hãy ghi đúng mã.",
    "Cell {place} ({column}): {value} has a code that the sheet of directions lacks. Correct the code.",
)
NOT_A_KEY = ProblemKind(
    "not_a_key",
    "error",
    "Ô {place} ({column}): {value} không phải mã. Mã chỉ gồm chữ không dấu, số, dấu gạch.",
    "Cell {place} ({column}): {value} is no code. A code has plain letters, digits and hyphens only.",
)


def clock() -> Parser:
    """A time of day, from a time cell or a text: 08:15, 8h15, 8 giờ."""

    def parse(raw: RawValue, _context: Context) -> Parsed:
        if isinstance(raw, datetime):
            return raw.time().replace(second=0, microsecond=0), ()
        if isinstance(raw, time):
            return raw.replace(second=0, microsecond=0), ()
        if isinstance(raw, float) and 0 <= raw < 1:
            # A time whose cell lost its format: Excel keeps it as a part of the day.
            minutes = round(raw * MINUTES_A_DAY) % MINUTES_A_DAY
            return time(minutes // 60, minutes % 60), ()
        match = CLOCK.fullmatch((as_text(raw) or "").strip().lower().replace("giờ", "h"))
        if match is None:
            return found(NOT_A_TIME)
        return time(int(match[1]), int(match[2] or 0)), ()

    return parse


def _key(raw: RawValue, _context: Context) -> Parsed:
    shown = (as_text(raw) or "").strip()
    return (shown, ()) if CONCLUSION_KEY.fullmatch(shown) else found(NOT_A_KEY)


@dataclass(frozen=True)
class MinutesSheetRow:
    """What was recorded under one item of the agenda."""

    row: int
    item: int
    text: str
    started_at: time | None
    ended_at: time | None


@dataclass(frozen=True)
class SpeechSheetRow:
    """One speech, in the order of the speakers' list."""

    row: int
    number: int
    speaker: str
    minutes: int


@dataclass(frozen=True)
class DirectionSheetRow:
    """What a speech asked for; conclusions name it by its ``key``."""

    row: int
    key: str
    speech: int
    text: str


@dataclass(frozen=True)
class ConclusionSheetRow:
    """One conclusion: who does what until when, and from which directions it comes."""

    row: int
    key: str
    text: str
    target: str
    in_charge: str
    due_on: date
    directions: tuple[str, ...]


def _minutes(row: DataRow) -> MinutesSheetRow:
    value = row.value
    return MinutesSheetRow(row.number, value("item"), value("text"), value("started_at"), value("ended_at"))


def _speech(row: DataRow) -> SpeechSheetRow:
    return SpeechSheetRow(row.number, row.value("speech"), row.value("speaker"), row.value("minutes"))


def _direction(row: DataRow) -> DirectionSheetRow:
    return DirectionSheetRow(row.number, row.value("key"), row.value("speech"), row.value("text"))


def _conclusion(row: DataRow) -> ConclusionSheetRow:
    value = row.value
    return ConclusionSheetRow(
        row=row.number,
        key=value("key"),
        text=value("text"),
        target=value("target"),
        in_charge=value("in_charge"),
        due_on=value("due_on"),
        directions=value("directions") or (),
    )


def _file_check(rows: Mapping[str, Sequence[DataRow]], _context: Context) -> Iterator[Clash]:
    """Directions name a speech of the file, conclusions name directions of the file."""
    speeches = {row.value("speech") for row in rows["speeches"]}
    for row in rows["directions"]:
        if row.readable("speech") and row.value("speech") not in speeches:
            yield Clash(row, None, NO_SUCH_SPEECH, "speech")
    keys = {row.value("key") for row in rows["directions"]}
    for row in rows["conclusions"]:
        if not keys.issuperset(row.value("directions") or ()):
            yield Clash(row, None, NO_SUCH_DIRECTION, "directions")


def _needed(name: str, titles: tuple[str, ...], en: str, **options: object) -> Column:
    return Column(name, titles, en, required=True, missing=MISSING_VALUE, **options)  # type: ignore[arg-type]


MINUTES = SheetSpec(
    name="minutes",
    vi="Biên bản theo mục chương trình",
    en="Minutes by item of the agenda",
    columns=(
        _needed("item", ("Mục", "Mục chương trình", "Số mục"), "Item", parse=whole_number(minimum=1)),
        _needed("text", ("Biên bản", "Nội dung biên bản", "Diễn biến"), "Minutes", multiline=True),
        Column("started_at", ("Bắt đầu", "Bắt đầu lúc"), "Began", clock()),
        Column("ended_at", ("Kết thúc", "Kết thúc lúc"), "Ended", clock()),
    ),
    anchor="text",
    sheet_names=("Bien ban", "Biên bản"),
    required=False,
    record=_minutes,
    table_check=lambda rows, _context: doubles(rows, ("item",), "item"),
)
SPEECHES = SheetSpec(
    name="speeches",
    vi="Phát biểu",
    en="Speeches",
    columns=(
        _needed("speech", ("Bài số", "Bài phát biểu số"), "Speech", parse=whole_number(minimum=1)),
        _needed("speaker", ("Người phát biểu", "Họ và tên người phát biểu"), "Speaker"),
        _needed("minutes", ("Số phút", "Thời lượng (phút)"), "Minutes", parse=whole_number(minimum=1)),
    ),
    anchor="speaker",
    sheet_names=("Phat bieu", "Phát biểu"),
    required=False,
    record=_speech,
    table_check=lambda rows, _context: doubles(rows, ("speech",), "speech"),
)
DIRECTIONS = SheetSpec(
    name="directions",
    vi="Ý kiến chỉ đạo",
    en="Directions",
    columns=(
        _needed("key", ("Mã chỉ đạo", "Mã ý kiến"), "Code"),
        _needed("speech", ("Từ bài phát biểu", "Bài số"), "Speech", parse=whole_number(minimum=1)),
        _needed("text", ("Nội dung chỉ đạo", "Ý kiến chỉ đạo"), "Text", multiline=True),
    ),
    anchor="text",
    sheet_names=("Chi dao", "Chỉ đạo"),
    required=False,
    record=_direction,
    table_check=lambda rows, _context: doubles(rows, ("key",), "key"),
)
CONCLUSIONS = SheetSpec(
    name="conclusions",
    vi="Kết luận hội nghị",
    en="Conclusions",
    columns=(
        _needed("key", ("Mã kết luận", "Mã"), "Code", parse=_key),
        _needed("text", ("Nội dung kết luận", "Kết luận"), "Text", multiline=True),
        _needed("target", ("Chỉ tiêu",), "Target"),
        _needed(
            "in_charge",
            ("Đơn vị chủ trì", "Chủ trì"),
            "Unit in charge",
            parse=one_of_known("cells", UNKNOWN_CELL),
        ),
        _needed("due_on", ("Thời hạn", "Hạn", "Hoàn thành trước"), "Due", parse=day(future=True)),
        Column("directions", ("Từ ý kiến chỉ đạo", "Từ chỉ đạo"), "Directions", text_list()),
    ),
    anchor="text",
    sheet_names=("Ket luan", "Kết luận"),
    required=False,
    record=_conclusion,
    table_check=lambda rows, _context: doubles(rows, ("key",), "key"),
)

CONFERENCE = ImportKind(
    name="conference",
    vi="Biên bản, kết luận hội nghị tổng kết",
    en="Minutes and conclusions of the conference",
    sheets=(MINUTES, SPEECHES, DIRECTIONS, CONCLUSIONS),
    known_from=known_from_units,
    file_check=_file_check,
)

"""Tasks of the year, of units and of members: target, result, due day and the day finished."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tongket.imports.cell_dates import day
from tongket.imports.cells import Context, choice, number
from tongket.imports.kinds import Column, DataRow, ImportKind, SheetSpec
from tongket.imports.problems import MISSING_VALUE, Fault, ProblemKind
from tongket.organisation.imports import known_from_units
from tongket.sheets.readers.shared import (
    PersonRef,
    birth_column,
    cell_column,
    doubles,
    name_column,
    number_column,
    person_of,
    unit_column,
    unknown_people,
)

PROGRESS = {
    "on_time": ("Đúng hạn", "Trước hạn", "Trước và đúng hạn", "Hoàn thành đúng hạn", "Hoàn thành trước hạn"),
    "late": ("Quá hạn", "Chậm", "Trễ hạn", "Chậm tiến độ", "Hoàn thành quá hạn", "Hoàn thành chậm"),
    "unfinished": ("Chưa hoàn thành", "Không hoàn thành", "Đang thực hiện"),
}

SHARE_DIFFERS = ProblemKind(
    "share_differs",
    "warning",
    "Ô {place} ({column}): tỷ lệ ghi {value} khác kết quả chia chỉ tiêu ({computed}). "
    "Tỷ lệ được tính lại; hãy kiểm tra kết quả và chỉ tiêu.",
    "Cell {place} ({column}): the share {value} differs from result over target ({computed}). "
    "It is computed anew; check result and target.",
)
PROGRESS_DIFFERS = ProblemKind(
    "progress_differs",
    "warning",
    "Ô {place} ({column}): ghi “{value}” nhưng theo thời hạn {due} và ngày hoàn thành {finished} thì là "
    "“{computed}”. "
    "Hệ thống tính theo ngày; hãy kiểm tra lại hai ngày.",
    "Cell {place} ({column}): it says “{value}” but by the due day {due} and the day finished {finished} it "
    "is "
    "“{computed}”. The days decide; check both.",
)


@dataclass(frozen=True)
class Task:
    """A task as written; shares and lateness are computed from these, never taken from the sheet."""

    content: str
    target: Decimal
    measure: str | None
    """Unit of measure."""
    result: Decimal | None
    """None: not yet known."""
    due: date
    finished: date | None
    """None: not finished."""


@dataclass(frozen=True)
class UnitTaskRow:
    """One task of a unit."""

    row: int
    code: str
    unit: str
    cell: str | None
    task: Task


@dataclass(frozen=True)
class MemberTaskRow:
    """One task of a member."""

    row: int
    person: PersonRef
    cell: str | None
    task: Task


def _task_columns() -> tuple[Column, ...]:
    shown = tuple(writings[0] for writings in PROGRESS.values())
    return (
        Column(
            "content",
            ("Nội dung nhiệm vụ", "Nhiệm vụ", "Nội dung", "Tên nhiệm vụ", "Nội dung công việc"),
            "Task",
            required=True,
            missing=MISSING_VALUE,
            multiline=True,
        ),
        Column(
            "target",
            ("Chỉ tiêu", "Chỉ tiêu giao", "Kế hoạch"),
            "Target",
            number(),
            required=True,
            missing=MISSING_VALUE,
        ),
        Column("measure", ("Đơn vị tính", "ĐVT"), "Unit of measure"),
        Column("result", ("Kết quả", "Kết quả thực hiện", "Thực hiện"), "Result", number(), required=True),
        Column("share", ("Tỷ lệ", "Tỉ lệ", "Tỷ lệ hoàn thành", "Tỷ lệ %", "Đạt tỷ lệ"), "Share", number()),
        Column(
            "due",
            ("Thời hạn", "Hạn hoàn thành", "Thời gian hoàn thành", "Hạn"),
            "Due",
            day(future=True),
            required=True,
            missing=MISSING_VALUE,
        ),
        Column(
            "finished",
            ("Hoàn thành", "Ngày hoàn thành", "Thực tế hoàn thành"),
            "Finished",
            day(),
            required=True,
        ),
        Column("progress", ("Tiến độ", "Tình trạng"), "Progress", choice(PROGRESS), choices=shown),
    )


def progress_of(task: Task) -> str:
    """``unfinished`` without a day or below the target, ``late`` after the due day, else ``on_time``."""
    if task.finished is None:
        return "unfinished"
    return "late" if task.finished > task.due else "on_time"


def _task(row: DataRow) -> Task:
    value = row.value
    return Task(
        content=value("content"),
        target=value("target"),
        measure=value("measure"),
        result=value("result"),
        due=value("due"),
        finished=value("finished"),
    )


def _row_check(row: DataRow, _context: Context) -> Iterator[Fault]:
    value = row.value
    target, result, share = value("target"), value("result"), value("share")
    if target and result is not None and share is not None:
        computed = result / target
        written = share / 100 if share > 5 and abs(share / 100 - computed) < abs(share - computed) else share
        if abs(written - computed) > _tolerance(share):
            yield Fault(SHARE_DIFFERS, "share", {"computed": f"{computed:.4f}"})
    progress = value("progress")
    if progress is not None and value("due") is not None and row.raw.get("finished") is None:
        if progress == "on_time":
            yield _progress_fault(row, "unfinished")
    elif progress is not None and value("due") is not None and value("finished") is not None:
        computed_progress = progress_of(_task(row))
        if progress != computed_progress:
            yield _progress_fault(row, computed_progress)


def _tolerance(share: Decimal) -> Decimal:
    """Half of the last digit written, at least what a spreadsheet loses."""
    exponent = share.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 2
    return max(Decimal(1).scaleb(-digits) / 2, Decimal("1e-9")) if digits < 10 else Decimal("1e-9")


def _progress_fault(row: DataRow, computed: str) -> Fault:
    due, finished = row.values["due"], row.value("finished")
    detail = {
        "due": due.strftime("%d/%m/%Y"),
        "finished": finished.strftime("%d/%m/%Y") if finished else "(trống)",
        "computed": PROGRESS[computed][0],
    }
    return Fault(PROGRESS_DIFFERS, "progress", detail)


UNIT_TASKS = SheetSpec(
    name="unit_tasks",
    vi="Nhiệm vụ của đơn vị",
    en="Tasks of units",
    columns=(
        number_column(),
        Column("code", ("Mã", "Mã nhiệm vụ", "Mã NV"), "Code", required=True, missing=MISSING_VALUE),
        unit_column(("Đơn vị", "Đơn vị thực hiện", "Đơn vị chủ trì")),
        cell_column(required=False),
        *_task_columns(),
    ),
    anchor="content",
    sheet_names=("Don vi", "Đơn vị"),
    many=True,
    required=False,
    record=lambda row: UnitTaskRow(
        row.number, row.values["code"], row.values["unit"], row.value("cell"), _task(row)
    ),
    row_check=_row_check,
    table_check=lambda rows, _context: doubles(rows, ("code",), "code", per_sheet=False),
)

MEMBER_TASKS = SheetSpec(
    name="member_tasks",
    vi="Nhiệm vụ của đảng viên",
    en="Tasks of members",
    columns=(number_column(), name_column(), birth_column(), cell_column(required=False), *_task_columns()),
    anchor="name",
    sheet_names=("Ca nhan", "Cá nhân"),
    many=True,
    required=False,
    record=lambda row: MemberTaskRow(row.number, person_of(row), row.value("cell"), _task(row)),
    row_check=_row_check,
    table_check=unknown_people,
)

TASKS = ImportKind(
    name="tasks",
    vi="Nhiệm vụ và kết quả trong năm",
    en="Tasks and results of the year",
    sheets=(UNIT_TASKS, MEMBER_TASKS),
    known_from=known_from_units,
)

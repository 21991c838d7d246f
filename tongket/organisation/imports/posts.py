"""Posts and their holders: a table of the workbook of units, or a list of its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tongket.common.text import matching_key
from tongket.imports.cell_dates import day
from tongket.imports.cells import Context, as_text, choice, mark
from tongket.imports.kinds import Clash, Column, Comparison, DataRow, ImportKind, SheetSpec
from tongket.imports.problems import END_BEFORE_START, MISSING_VALUE, Fault, ProblemKind
from tongket.organisation.imports import known as k
from tongket.organisation.imports.known import one_of_known
from tongket.organisation.imports.rows import PostRow

SYSTEMS: Mapping[str, tuple[str, ...]] = {
    "party": ("Đảng", "Trong Đảng"),
    "government": ("Chính quyền", "Chuyên môn"),
    "mass": ("Đoàn thể",),
}
UNKNOWN_PLACE = ProblemKind(
    "unknown_unit", "error",
    "Ô {place} ({column}): không có đơn vị “{value}” trong danh sách tổ chức. Hãy ghi đúng mã hoặc tên ({near} …), "
    "hoặc lập đơn vị trước.",
    "Cell {place} ({column}): there is no unit “{value}” in the list of units. Write its code or name ({near} …), or "
    "set up the unit first.",
)  # fmt: skip


def _post_check(row: DataRow, _context: Context) -> Iterable[Fault]:
    start, end = row.value("start"), row.value("end")
    if start is not None and end is not None and end < start:
        yield Fault(END_BEFORE_START, "end", {"start": start.strftime("%d/%m/%Y")})


def _post(row: DataRow) -> PostRow:
    value = row.value
    return PostRow(
        row=row.number,
        name=value("name"),
        birth=value("birth"),
        title=value("title"),
        system=value("system"),
        unit_code=value("unit_code"),
        is_head=value("is_head") is True,
        start=value("start"),
        end=value("end"),
    )


def _compare_post(record: PostRow, context: Context) -> Comparison:
    key = (
        k.person_key(record.name, record.birth),
        matching_key(record.unit_code),
        matching_key(record.title),
    )
    periods = k.all_known(context).posts.get(key, ())
    old = next((p for p in periods if p.start == record.start), None) or next(
        (p for p in periods if p.end is None), None
    )
    if old is None:
        return Comparison("new")
    wanted = {"start": record.start or old.start, "end": record.end or old.end, "is_head": record.is_head}
    changes = tuple(
        (name, _shown(getattr(old, name)), _shown(new))
        for name, new in wanted.items()
        if getattr(old, name) != new
    )
    return Comparison("changed" if changes else "unchanged", changes)


def _shown(value: object) -> str | None:
    if isinstance(value, bool):
        return "x" if value else None
    return as_text(value) if isinstance(value, date) else None


def _post_clashes(rows: Sequence[DataRow], _context: Context) -> Iterator[Clash]:
    """Two heads of one unit in the same system at the same time."""
    heads: dict[tuple[str, str], list[DataRow]] = {}
    for row in rows:
        unit, system = row.value("unit_code"), row.value("system")
        if row.value("is_head") is True and unit is not None and system is not None:
            heads.setdefault((matching_key(unit), system), []).append(row)
    for same in heads.values():
        for index, row in enumerate(same):
            other = next((earlier for earlier in same[:index] if _together(earlier, row)), None)
            if other is not None:
                detail = {
                    "post": row.value("title"),
                    "where": row.value("unit_code"),
                    "holder": other.values.get("name"),
                    "at_vi": f" (dòng {other.number})",
                    "at_en": f" (row {other.number})",
                }
                yield Clash(other, row, k.POST_ALREADY_HELD, "title", detail=detail)


def _together(one: DataRow, other: DataRow) -> bool:
    def period(row: DataRow) -> tuple[date, date]:
        return row.value("start") or date.min, row.value("end") or date.max

    (start, end), (other_start, other_end) = period(one), period(other)
    return start <= other_end and other_start <= end


POST_SHEET = SheetSpec(
    name="posts",
    vi="Chức danh và người giữ",
    en="Posts and their holders",
    columns=(
        Column("number", k.NUMBER_TITLES, "No.", row_number=True),
        Column("name", k.NAME_TITLES, "Full name", required=True, missing=k.MISSING_NAME, longest=k.LONGEST_NAME),
        Column("birth", k.BIRTH_TITLES, "Date of birth", day(), required=True, missing=k.MISSING_BIRTH_DATE),
        Column("title", ("Chức vụ", "Chức danh", "Chức vụ, chức danh"), "Post", required=True, missing=MISSING_VALUE),
        Column(
            "system", ("Hệ", "Hệ thống", "Khối"), "System", choice(SYSTEMS),
            required=True, missing=MISSING_VALUE, choices=("Đảng", "Chính quyền", "Đoàn thể"),
        ),
        Column(
            "unit_code", ("Tại (mã)", "Tại", "Mã đơn vị", "Đơn vị (mã)"), "At (code)",
            required=True, missing=MISSING_VALUE,
        ),
        Column("is_head", ("Người đứng đầu", "Đứng đầu", "Là người đứng đầu"), "Head", mark(), choices=("x",)),
        Column("start", ("Thời gian > Từ", "Từ ngày", "Từ", "Ngày giữ chức vụ", "Thời gian > Từ ngày"), "From", day()),
        Column(
            "end", ("Thời gian > Đến", "Đến ngày", "Đến", "Ngày thôi giữ", "Thời gian > Đến ngày"), "To",
            day(future=True),
        ),
    ),
    anchor="name",
    sheet_names=("Chuc danh", "Chức danh", "Chuc vu"),
    required=False,
    record=_post,
    compare=_compare_post,
    row_check=_post_check,
    table_check=_post_clashes,
)  # fmt: skip


POSTS = ImportKind(
    name="posts",
    vi="Chức danh và người giữ",
    en="Posts and their holders",
    sheets=(
        replace(
            POST_SHEET,
            many=True,
            required=True,
            columns=tuple(
                replace(
                    column,
                    titles=(*column.titles, "Đơn vị", "Tên đơn vị", "Tổ chức, đơn vị", "Tại đơn vị"),
                    parse=one_of_known("codes", UNKNOWN_PLACE),
                )
                if column.name == "unit_code"
                else column
                for column in POST_SHEET.columns
            ),
        ),
    ),
)

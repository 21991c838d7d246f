"""Units, posts with their holders, and the committee: the lists a register begins with."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tongket.common.text import matching_key
from tongket.imports.cell_dates import day
from tongket.imports.cells import Context, choice, text_list
from tongket.imports.kinds import Clash, Column, Comparison, DataRow, ImportKind, SheetSpec
from tongket.imports.preview import check
from tongket.imports.problems import (
    DUPLICATE_VALUE,
    MISSING_VALUE,
    ProblemKind,
    Value,
)
from tongket.imports.workbook import Workbook
from tongket.organisation.imports import known as k
from tongket.organisation.imports.known import Known, KnownName, one_of_known
from tongket.organisation.imports.posts import POST_SHEET
from tongket.organisation.imports.rows import CommitteeRow, UnitRow

UNIT_KINDS: Mapping[str, tuple[str, ...]] = {
    "cell": ("Chi bộ trực thuộc", "Chi bộ", "Chi bộ trực thuộc đảng ủy cơ sở"),
    "grassroots_cell": ("Chi bộ cơ sở",),
    "grassroots_organisation": ("Đảng bộ cơ sở",),
    "sectional_organisation": ("Đảng bộ bộ phận",),
    "party_group": ("Tổ đảng",),
    "superior_organisation": (
        "Đảng bộ cấp trên trực tiếp",
        "Đảng bộ cấp trên trực tiếp cơ sở",
        "Đảng bộ cấp trên",
        "Đảng bộ tỉnh",
        "Đảng bộ Khối",
        "Đảng bộ huyện",
        "Đảng bộ xã",
    ),
    "agency": (
        "Cơ quan",
        "Đơn vị chuyên môn",
        "Đơn vị",
        "Cơ quan, đơn vị",
        "Phòng",
        "Phòng, ban",
        "Phòng chuyên môn",
        "Đơn vị sự nghiệp",
        "Đơn vị trực thuộc",
        "Doanh nghiệp",
    ),
    "mass_organisation": ("Đoàn thể", "Tổ chức đoàn thể", "Công đoàn", "Đoàn thanh niên"),
}
PARTY_CELLS = ("cell", "grassroots_cell")
UNKNOWN_PARENT = ProblemKind(
    "unknown_parent", "error",
    "Ô {place} ({column}): không có đơn vị mã “{value}” trong danh sách. Hãy ghi mã của đơn vị cấp trên.",
    "Cell {place} ({column}): there is no unit with the code “{value}”. Write the code of the unit above.",
)  # fmt: skip
UNIT_UNDER_ITSELF = ProblemKind(
    "unit_under_itself", "error",
    "Ô {place} ({column}): đơn vị “{unit}” lại trực thuộc chính nó hoặc đơn vị dưới nó ({chain}). "
    "Hãy sửa đơn vị cấp trên.",
    "Cell {place} ({column}): the unit “{unit}” stands under itself or a unit below it ({chain}). "
    "Correct the unit above.",
)  # fmt: skip
UNKNOWN_POST_UNIT = ProblemKind(
    "unknown_unit", "error",
    "Ô {place} ({column}): không có đơn vị mã “{value}” trong trang danh sách đơn vị. Hãy sửa mã.",
    "Cell {place} ({column}): there is no unit with the code “{value}” in the list of units. Correct the "
    "code.",
)  # fmt: skip

KNOWN_OTHERWISE = ProblemKind(
    "known_otherwise", "warning",
    "Ô {place} ({column}): đơn vị mã “{code}” trong hệ thống là “{old}”, tệp ghi “{value}”; tệp không đổi điều này. "
    "Hãy đổi tên hoặc chuyển đơn vị ở trang của đơn vị, kèm quyết định; hoặc sửa mã.",
    "Cell {place} ({column}): the unit with the code “{code}” is “{old}” in the register, the file has “{value}”; the "
    "file doesn't change this. Rename or move the unit on its page, with the decision; or correct the code.",
)  # fmt: skip

_COVERED = re.compile(r"(?:thuộc|sinh hoạt tại|trực thuộc)\s+(.+)", re.IGNORECASE)
_DECISION = re.compile(r"(?:QĐ|quyết định|NQ|nghị quyết|TB|KL)\b.*\d", re.IGNORECASE)


def _unit(row: DataRow) -> UnitRow:
    value = row.value
    note = value("note")
    covered = _COVERED.fullmatch(note) if note else None
    return UnitRow(
        row=row.number,
        code=value("code"),
        name=value("name"),
        kind=value("kind"),
        type_label=str(row.raw["kind"]),
        parent_code=value("parent_code"),
        established_on=value("established_on"),
        decision=value("decision") or (note if note and not covered and _DECISION.match(note) else None),
        covered_by=value("covered_by") or (covered[1] if covered else None),
        note=note,
    )


def _unit_clashes(rows: Sequence[DataRow], context: Context) -> Iterator[Clash]:
    yield from _doubles(rows, "code")
    yield from _known_otherwise(rows, context)
    by_code = {matching_key(code): row for row in rows if (code := row.value("code"))}
    for row in rows:
        parent = row.value("parent_code")
        if parent is None:
            continue
        if matching_key(parent) not in by_code:
            yield Clash(row, None, UNKNOWN_PARENT, "parent_code")
        elif (chain := _loop(row, by_code)) is not None:
            detail = {"unit": row.value("name"), "chain": " → ".join(chain)}
            yield Clash(row, None, UNIT_UNDER_ITSELF, "parent_code", detail=detail)


def _known_otherwise(rows: Sequence[DataRow], context: Context) -> Iterator[Clash]:
    """A list brings new units; what is known of a unit is changed by a decision on its page only."""
    known = k.all_known(context).unit_rows
    for row in rows:
        old = known.get(matching_key(row.value("code") or ""))
        if old is None:
            continue
        for name in ("name", "parent_code"):
            was, now = getattr(old, name), row.value(name)
            if was is not None and now is not None and matching_key(was) != matching_key(now):
                yield Clash(row, None, KNOWN_OTHERWISE, name, detail={"code": old.code, "old": was})
                break


def _compare_unit(record: UnitRow, context: Context) -> Comparison:
    known = k.all_known(context).unit_rows
    return Comparison("unchanged" if matching_key(record.code) in known else "new")


def _doubles(rows: Sequence[DataRow], name: str) -> Iterator[Clash]:
    first: dict[str, DataRow] = {}
    for row in rows:
        value = row.value(name)
        if value is not None and first.setdefault(matching_key(value), row) is not row:
            yield Clash(first[matching_key(value)], row, DUPLICATE_VALUE, name)


def _loop(row: DataRow, by_code: Mapping[str, DataRow]) -> list[str] | None:
    """The codes from a unit upwards if they lead back to it."""
    own = matching_key(row.value("code") or "")
    chain = [str(row.value("code"))]
    above = row.value("parent_code")
    while above is not None and len(chain) <= len(by_code):
        chain.append(str(above))
        if matching_key(above) == own:
            return chain
        parent = by_code.get(matching_key(above))
        above = parent.values.get("parent_code") if parent else None
    return None


UNIT_SHEET = SheetSpec(
    name="units",
    vi="Danh sách tổ chức, đơn vị",
    en="List of units",
    columns=(
        Column("number", k.NUMBER_TITLES, "No.", row_number=True),
        Column("code", ("Mã", "Mã đơn vị", "Mã tổ chức", "Ký hiệu"), "Code", required=True, missing=MISSING_VALUE),
        Column(
            "name", ("Tên", "Tên đơn vị", "Tên tổ chức", "Đơn vị", "Tổ chức"), "Name",
            required=True, missing=MISSING_VALUE,
        ),
        Column(
            "kind", ("Loại", "Loại hình", "Loại đơn vị", "Loại tổ chức"), "Type",
            choice(UNIT_KINDS), required=True, missing=MISSING_VALUE,
            choices=tuple(writings[0] for writings in UNIT_KINDS.values()),
        ),
        Column(
            "parent_code", ("Trực thuộc", "Trực thuộc (mã)", "Mã cấp trên", "Cấp trên", "Đơn vị cấp trên"),
            "Unit above",
        ),
        Column("established_on", ("Ngày thành lập", "Thành lập", "Ngày lập"), "Established on", day()),
        Column("decision", ("Quyết định thành lập", "Số quyết định", "Quyết định"), "Decision"),
        Column("covered_by", ("Thuộc chi bộ", "Chi bộ", "Sinh hoạt tại chi bộ"), "Covered by the cell"),
        Column("note", ("Ghi chú", "Diễn giải"), "Note", multiline=True),
    ),
    anchor="name",
    sheet_names=("Don vi", "Đơn vị", "To chuc"),
    record=_unit,
    compare=_compare_unit,
    table_check=_unit_clashes,
)  # fmt: skip


def _compare_committee(record: CommitteeRow, context: Context) -> Comparison:
    old = k.all_known(context).committee.get(k.person_key(record.name, record.birth))
    if old is None:
        return Comparison("new")
    changes: list[tuple[str, Value, Value]] = []
    if record.posts and matching_key(record.posts[0]) not in map(matching_key, old.posts):
        changes.append(("posts", ", ".join(old.posts), record.posts[0]))
    if record.number is not None and record.number != old.number:
        changes.append(("number", old.number, record.number))
    return Comparison("changed" if changes else "unchanged", tuple(changes))


def _committee(row: DataRow) -> CommitteeRow:
    number = row.value("number")
    return CommitteeRow(
        row=row.number,
        number=int(number) if number is not None and number.isdecimal() else None,
        name=row.values["name"],
        birth=row.value("birth"),
        cell=row.values["cell"],
        posts=row.value("posts") or (),
    )


COMMITTEE_SHEET = SheetSpec(
    name="committee",
    vi="Ban chấp hành",
    en="Committee",
    columns=(
        Column("number", k.NUMBER_TITLES, "No.", row_number=True),
        Column("name", k.NAME_TITLES, "Full name", required=True, missing=k.MISSING_NAME, longest=k.LONGEST_NAME),
        Column("birth", k.BIRTH_TITLES, "Date of birth", day(), required=True, missing=k.MISSING_BIRTH_DATE),
        Column(
            "cell", ("Chi bộ", "Chi bộ sinh hoạt"), "Party cell",
            one_of_known("cells", k.UNKNOWN_CELL), required=True, missing=k.MISSING_CELL,
        ),
        Column("posts", ("Chức vụ", "Chức danh", "Chức vụ Đảng"), "Posts", text_list(), multiline=True),
    ),
    anchor="name",
    sheet_names=("Ban chap hanh", "BCH", "Ban chấp hành", "Cap uy"),
    required=False,
    record=_committee,
    compare=_compare_committee,
)  # fmt: skip


def _file_check(rows: Mapping[str, Sequence[DataRow]], _context: Context) -> Iterator[Clash]:
    """Posts and committee members point at units of the same file."""
    codes = {matching_key(row.values["code"]) for row in rows["units"] if row.value("code")}
    names = {matching_key(row.values["name"]) for row in rows["units"] if row.value("name")}
    if not codes:
        return
    for row in rows["posts"]:
        code = row.value("unit_code")
        if code is not None and matching_key(code) not in codes:
            yield Clash(row, None, UNKNOWN_POST_UNIT, "unit_code")
    for row in rows["committee"]:
        cell = row.value("cell")
        if cell is not None and matching_key(cell) not in names | codes:
            yield Clash(row, None, k.UNKNOWN_CELL, "cell", detail={"near": ""})


UNITS = ImportKind(
    name="units",
    vi="Tổ chức, đơn vị và chức danh",
    en="Units and posts",
    sheets=(UNIT_SHEET, POST_SHEET, COMMITTEE_SHEET),
    file_check=_file_check,
)


def known_from_units(workbook: Workbook | None, today: date | None = None) -> Known:
    """What the workbook of units tells about cells, offices and who heads what; nothing without one.

    Rows of it that are wrong are left out.
    """
    if workbook is None:
        return Known()
    preview = check(UNITS, workbook, today=today)
    units: list[UnitRow] = preview.records("units")
    if not units:
        return Known()
    names = {matching_key(unit.code): unit.name for unit in units}
    cells = [unit for unit in units if unit.kind in PARTY_CELLS]
    offices = [unit for unit in units if unit.kind in ("agency", "mass_organisation")]
    return Known(
        cells=_by_name_and_code(cells),
        units=_by_name_and_code(offices),
        organisation_of_cell={
            cell.name: names.get(matching_key(cell.parent_code or ""), "") for cell in cells
        },
        heads={
            (matching_key(post.title), matching_key(names[matching_key(post.unit_code)])): KnownName(
                post.name, post.birth
            )
            for post in preview.records("posts")
            if post.is_head and post.end is None and matching_key(post.unit_code) in names
        },
    )


def _by_name_and_code(units: Sequence[UnitRow]) -> dict[str, str]:
    return {matching_key(text): unit.name for unit in units for text in (unit.code, unit.name)}

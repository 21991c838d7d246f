"""The register of members: its columns, and what can't be true of a member."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date

from tongket.common.text import matching_key
from tongket.imports.cell_dates import day
from tongket.imports.cells import Context, Parsed, as_text, choice, found, text_list, whole_number
from tongket.imports.kinds import (
    CIVIL_SERVANT_SYSTEM,
    MEMBER_DATABASE,
    Column,
    Comparison,
    DataRow,
    ImportKind,
    Question,
    SheetSpec,
)
from tongket.imports.problems import Fault, Value
from tongket.imports.workbook import RawValue
from tongket.organisation.imports import known as k
from tongket.organisation.imports import member_problems as mp
from tongket.organisation.imports.known import Known, all_known, one_of_known, person_key
from tongket.organisation.imports.member_clashes import clashes
from tongket.organisation.imports.rows import MemberRow
from tongket.organisation.imports.units import known_from_units

STATUSES: Mapping[str, tuple[str, ...]] = {
    "active": ("Đang sinh hoạt", "Sinh hoạt", "Chính thức", "Đảng viên chính thức", "Đang sinh hoạt đảng"),
    "probationary": ("Dự bị", "Đảng viên dự bị"),
    "exempt": (
        "Miễn công tác và sinh hoạt",
        "Miễn công tác và sinh hoạt đảng",
        "Được miễn công tác và sinh hoạt",
        "Được miễn công tác và sinh hoạt đảng",
        "Miễn sinh hoạt",
        "Miễn sinh hoạt đảng",
        "Miễn công tác, sinh hoạt",
    ),
    "suspended": ("Đình chỉ sinh hoạt", "Đình chỉ sinh hoạt đảng", "Bị đình chỉ sinh hoạt đảng"),
    "suspended_committee": ("Đình chỉ sinh hoạt cấp ủy", "Bị đình chỉ sinh hoạt cấp ủy"),
    "temporary_elsewhere": (
        "Sinh hoạt tạm thời nơi khác",
        "Sinh hoạt đảng tạm thời nơi khác",
        "Sinh hoạt tạm thời",
        "Chuyển sinh hoạt tạm thời",
        "Tạm thời nơi khác",
    ),
}
GENDERS: Mapping[str, tuple[str, ...]] = {
    "female": ("Nữ", "F", "Female"),
    "male": ("Nam", "M", "Male"),
}
CIVIL_RATINGS: Mapping[str, tuple[str, ...]] = {
    "excellent": ("HTXSNV", "Hoàn thành xuất sắc nhiệm vụ"),
    "good": ("HTTNV", "Hoàn thành tốt nhiệm vụ"),
    "fair": ("HTNV", "Hoàn thành nhiệm vụ"),
    "failed": ("KHTNV", "Không hoàn thành nhiệm vụ"),
    "not_applicable": ("Không thuộc diện", "Không phải công chức, viên chức", "Không áp dụng"),
}
_PLAIN_MEMBER = ("đảng viên", "đv", "đảng viên chính thức", "đảng viên dự bị")

_CARD = re.compile(r"\d{2}\.\d{6}")


def _card(raw: RawValue, _context: Context) -> Parsed:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        # A number cell drops the noughts at the end of a card: 99.01207 is 99.012070.
        padded = f"{raw:.6f}"
        if raw > 0 and float(padded) == raw and _CARD.fullmatch(padded):
            return padded, (Fault(mp.NUMBER_FOR_CARD, detail={"read": padded}),)
        return found(mp.BAD_CARD_FORMAT)
    shown = as_text(raw) or ""
    if _CARD.fullmatch(shown):
        return shown, ()
    if re.search(r"[^\W\d_]", shown) and re.search(r"\d", shown):
        return found(mp.LETTER_IN_CARD, letters=", ".join(dict.fromkeys(re.findall(r"[^\W\d_]", shown))))
    return found(mp.BAD_CARD_FORMAT)


def _posts(raw: RawValue, context: Context) -> Parsed:
    titles, faults = text_list(",;\n+")(raw, context)
    return tuple(title for title in titles if title.casefold() not in _PLAIN_MEMBER), faults


COLUMNS = (
    Column("number", k.NUMBER_TITLES, "No.", row_number=True),
    Column("name", k.NAME_TITLES, "Full name", required=True, missing=k.MISSING_NAME, longest=k.LONGEST_NAME),
    Column("birth", k.BIRTH_TITLES, "Date of birth", day(), required=True, missing=k.MISSING_BIRTH_DATE),
    Column(
        "gender", ("Giới tính", "Nam/Nữ", "Phái", "Giới"), "Gender",
        choice(GENDERS, mp.UNKNOWN_GENDER), choices=("Nam", "Nữ"),
    ),
    Column("ethnicity", ("Dân tộc", "Thành phần dân tộc"), "Ethnic group"),
    Column(
        "admitted_on",
        (
            "Ngày tham gia Đảng > Vào Đảng", "Vào Đảng", "Ngày vào Đảng", "Kết nạp", "Ngày kết nạp",
            "Ngày kết nạp Đảng", "Ngày vào Đảng > Dự bị", "Ngày vào Đảng (dự bị)", "Ngày tham gia Đảng > Dự bị",
        ),
        "Admitted on", day(), required=True, missing=mp.MISSING_ADMISSION_DATE,
    ),
    Column(
        "official_on",
        (
            "Ngày tham gia Đảng > Chính thức", "Chính thức", "Ngày chính thức", "Ngày công nhận chính thức",
            "Ngày vào Đảng > Chính thức", "Ngày vào Đảng chính thức", "Công nhận chính thức",
        ),
        "Official on", day(),
    ),
    Column("card", ("Số thẻ Đảng", "Số thẻ", "Thẻ Đảng", "Số thẻ đảng viên", "Thẻ đảng viên"), "Party card", _card),
    Column(
        "cell",
        ("Chi bộ", "Chi bộ sinh hoạt", "Tên chi bộ", "Sinh hoạt tại chi bộ", "Nơi sinh hoạt", "Chi bộ trực thuộc"),
        "Party cell", one_of_known("cells", k.UNKNOWN_CELL), required=True, missing=k.MISSING_CELL,
    ),
    Column(
        "party_posts",
        (
            "Chức vụ > Đảng", "Đảng", "Chức vụ Đảng", "Chức vụ trong Đảng", "Chức vụ > Trong Đảng", "Chức danh > Đảng",
            "Chức vụ đảng, đoàn thể",
        ),
        "Party posts", _posts, multiline=True,
    ),
    Column(
        "government_posts",
        (
            "Chức vụ > Chính quyền", "Chính quyền", "Chức vụ chính quyền", "Chức vụ > Chuyên môn", "Chức vụ chuyên môn",
            "Chức danh > Chính quyền", "Chức danh nghề nghiệp", "Chức vụ, chức danh",
        ),
        "Government posts", text_list(), multiline=True,
    ),
    Column(
        "work_unit",
        ("Đơn vị công tác", "Nơi công tác", "Cơ quan, đơn vị", "Đơn vị", "Cơ quan công tác", "Phòng, đơn vị"),
        "Work unit", one_of_known("units", k.UNKNOWN_UNIT),
    ),
    Column(
        "status", ("Trạng thái", "Tình trạng", "Tình trạng sinh hoạt", "Trạng thái sinh hoạt", "Diện sinh hoạt"),
        "Status", choice(STATUSES, mp.UNKNOWN_STATUS), required=True, missing=mp.MISSING_STATUS,
        choices=tuple(writings[0] for writings in STATUSES.values()),
    ),
    Column(
        "decision", ("Số quyết định", "Quyết định", "Số, ngày quyết định", "Văn bản", "Số văn bản", "Căn cứ"),
        "Decision",
    ),
    Column(
        "fee", ("Đảng phí (đồng/tháng)", "Đảng phí", "Mức đảng phí", "Đảng phí hàng tháng", "Mức đóng đảng phí"),
        "Party fee (dong a month)", whole_number(),
    ),
    Column(
        "civil_rating",
        (
            "Xếp loại công chức, viên chức", "Xếp loại công chức", "Xếp loại CCVC", "Đánh giá công chức",
            "Kết quả xếp loại công chức, viên chức", "Kết quả đánh giá công chức", "Xếp loại viên chức",
        ),
        "Civil-servant rating", choice(CIVIL_RATINGS),
        question=Question(
            "{count} ô trống: chưa có kết quả hay không phải công chức, viên chức?",
            "{count} empty cells: not yet received, or not a civil servant or public employee?",
            {
                "not_received": ("Chưa có kết quả", "Not yet received"),
                "not_applicable": ("Không phải công chức, viên chức", "Not a civil servant or public employee"),
            },
        ),
        choices=tuple(writings[0] for writings in CIVIL_RATINGS.values()),
    ),
)  # fmt: skip


def _row_check(row: DataRow, context: Context) -> Iterable[Fault]:
    """Faults between the cells of one row; a cell that couldn't be read takes part in none."""
    values = row.values
    birth, admitted, official = values.get("birth"), values.get("admitted_on"), values.get("official_on")
    status = values.get("status")
    if birth is not None and admitted is not None and admitted < _birthday(birth, 18):
        yield Fault(mp.ADMITTED_BEFORE_18, "admitted_on", {"birth": as_text(birth)})
    if admitted is not None and official is not None and official < admitted:
        yield Fault(mp.OFFICIAL_BEFORE_ADMISSION, "official_on", {"admitted": as_text(admitted)})
    empty_official = row.raw.get("official_on") is None
    if status is not None and status != "probationary" and empty_official:
        yield Fault(mp.MISSING_OFFICIAL_DATE, "official_on", {"status": row.raw.get("status")})
    if status == "probationary" and official is not None and official <= context.today:
        yield Fault(mp.PROBATIONARY_BUT_OFFICIAL, "official_on", {})
    owner = all_known(context).cards.get(values.get("card") or "")
    name = values.get("name")
    if owner is not None and name is not None and birth is not None and person_key(name, birth) != owner.key:
        yield Fault(mp.CARD_OF_ANOTHER, "card", {"other": owner.name})
    if row.raw.get("decision") is None:
        if status == "exempt":
            yield Fault(mp.EXEMPT_WITHOUT_DECISION, "decision", {})
        elif status in ("suspended", "suspended_committee"):
            yield Fault(mp.SUSPENDED_WITHOUT_DECISION, "decision", {"status": row.raw.get("status")})
        elif status == "temporary_elsewhere":
            yield Fault(mp.TEMPORARY_WITHOUT_PAPER, "decision", {})


def _birthday(birth: date, age: int) -> date:
    year = birth.year + age
    try:
        return birth.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _record(row: DataRow) -> MemberRow:
    value = row.value
    return MemberRow(
        row=row.number,
        name=value("name"),
        birth=value("birth"),
        gender=value("gender"),
        ethnicity=value("ethnicity"),
        admitted_on=value("admitted_on"),
        official_on=value("official_on"),
        card=value("card"),
        cell=value("cell"),
        party_posts=value("party_posts") or (),
        government_posts=value("government_posts") or (),
        work_unit=value("work_unit"),
        status=value("status"),
        decision=value("decision"),
        fee=value("fee"),
        civil_rating=value("civil_rating"),
        number=_running_number(value("number")),
    )


def _running_number(shown: str | None) -> int | None:
    return int(shown) if shown is not None and shown.isdecimal() else None


_NOT_COMPARED = frozenset({"row", "number"})


def _compare(record: MemberRow, context: Context) -> Comparison:
    old = all_known(context).people.get(person_key(record.name, record.birth))
    if old is None:
        return Comparison("new")
    changes = tuple(
        (item.name, _shown(getattr(old, item.name)), _shown(getattr(record, item.name)))
        for item in fields(MemberRow)
        if item.name not in _NOT_COMPARED and getattr(old, item.name) != getattr(record, item.name)
    )
    return Comparison("changed" if changes else "unchanged", changes)


def _shown(value: object) -> Value:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or None
    return as_text(value) if isinstance(value, date) else value  # type: ignore[return-value]


def _is_section(shown: str, context: Context) -> bool:
    names = all_known(context).cells
    return names is not None and matching_key(shown) in names


#: What the database of Party members holds of each member, and what the office's system of civil servants does.
_MASTERS = {
    **dict.fromkeys(
        (
            "name", "birth", "gender", "ethnicity", "admitted_on", "official_on", "card", "cell",
            "party_posts", "status",
        ),
        MEMBER_DATABASE,
    ),
    **dict.fromkeys(("government_posts", "work_unit", "civil_rating"), CIVIL_SERVANT_SYSTEM),
}  # fmt: skip

MEMBER_SHEET = SheetSpec(
    name="members",
    vi="Danh sách đảng viên",
    en="Register of members",
    columns=tuple(replace(column, master=_MASTERS.get(column.name)) for column in COLUMNS),
    anchor="name",
    sheet_names=("Danh sach dang vien", "Đảng viên"),
    many=True,
    record=_record,
    row_check=_row_check,
    table_check=clashes,
    compare=_compare,
    is_section=_is_section,
)

MEMBERS = ImportKind(
    name="members",
    vi="Danh sách đảng viên",
    en="Register of members",
    sheets=(MEMBER_SHEET,),
    known_from=known_from_units,
    not_checked=lambda known: (known or Known()).not_checked(),
)

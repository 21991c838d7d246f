"""Members, other people and units as files. The list of members is read back by the import of members."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from tongket.common.export import Cell, ExportTable, Fact, as_of, narrowed
from tongket.organisation.imports.members import STATUSES
from tongket.organisation.models import Membership, Person, Unit
from tongket.organisation.queries.known import member_row
from tongket.organisation.queries.lists import STANDINGS, MemberFilter
from tongket.organisation.queries.register import TreeRow
from tongket.organisation.states import Gender


def member_table(
    rows: Iterable[Membership], day: dt.date, wanted: MemberFilter, unit: Unit | None
) -> ExportTable:
    """Members of a list (found for a viewer, with posts and standings of the day) with all Party fields."""
    members = [row for row in rows if hasattr(row.person, "party")]
    facts = [
        as_of(day),
        narrowed(unit.name if unit else "", STANDINGS.get(wanted.standing, "")),
    ]
    if wanted.words:
        facts.append(Fact(_("Tìm theo tên, số thẻ"), wanted.words, personal=True))
    return ExportTable(
        name="danh-sach-dang-vien",
        title=_("Danh sách đảng viên"),
        facts=facts,
        columns=[
            _("STT"),
            _("Họ và tên"),
            _("Ngày sinh"),
            _("Giới tính"),
            _("Dân tộc"),
            _("Ngày vào Đảng"),
            _("Ngày chính thức"),
            _("Số thẻ Đảng"),
            _("Chi bộ"),
            _("Chức vụ Đảng"),
            _("Chức vụ chính quyền"),
            _("Đơn vị công tác"),
            _("Trạng thái"),
            _("Số quyết định"),
            _("Đảng phí (đồng/tháng)"),
        ],
        rows=[_member(row, day) for row in members],
        people=[row.person_id for row in members],
    )


def _member(membership: Membership, day: dt.date) -> tuple[Cell, ...]:
    row = member_row(membership, {}, day)
    return (
        membership.number,
        row.name,
        row.birth,
        Gender(row.gender).label if row.gender else "",
        row.ethnicity,
        row.admitted_on,
        row.official_on,
        row.card,
        row.cell,
        ", ".join(row.party_posts),
        ", ".join(row.government_posts),
        row.work_unit,
        STATUSES[row.status][0],
        row.decision,
        row.fee,
    )


def other_table(people: Iterable[Person], day: dt.date) -> ExportTable:
    """People who are no members (found for a viewer, with their posts)."""
    listed = list(people)
    return ExportTable(
        name="nguoi-khac",
        title=_("Người ngoài Đảng, khách mời"),
        facts=[as_of(day), narrowed()],
        columns=[_("Họ và tên"), _("Ngày sinh"), _("Chức vụ"), _("Đơn vị công tác")],
        rows=[
            (
                person.name,
                person.birth,
                ", ".join(post.title for post in person.posts.all()),
                ", ".join(dict.fromkeys(post.unit.name for post in person.posts.all())),
            )
            for person in listed
        ],
        people=[person.pk for person in listed],
    )


def unit_table(rows: Iterable[TreeRow], day: dt.date) -> ExportTable:
    """The tree at a day (found for a viewer), each unit below the one it belongs to."""
    listed = list(rows)
    names = {row.unit.pk: row.name for row in listed}
    return ExportTable(
        name="to-chuc-don-vi",
        title=_("Tổ chức, đơn vị"),
        facts=[as_of(day), narrowed()],
        columns=[
            _("Mã"),
            _("Tên đơn vị"),
            _("Loại"),
            _("Trực thuộc"),
            _("Ngày thành lập"),
            _("Quyết định"),
            _("Số đảng viên"),
        ],
        rows=[
            (
                row.unit.code,
                row.name,
                row.unit.get_kind_display(),
                names.get(row.unit.parent_then, ""),
                row.unit.valid_from,
                row.unit.established_by,
                row.members,
            )
            for row in listed
        ],
    )

"""The attendance list as a file."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongket.common.errors import Text
from tongket.common.export import ExportTable, Fact, as_of, narrowed
from tongket.meetings.models import Conference
from tongket.meetings.queries.conference import AttendanceGroup

PRESENCE: dict[bool | None, Text] = {
    True: gettext_lazy("Có mặt"),
    False: gettext_lazy("Vắng"),
    None: gettext_lazy("Chưa rõ"),
}
FILTERS: dict[str, Text] = {"present": PRESENCE[True], "absent": PRESENCE[False], "unknown": PRESENCE[None]}


def attendance_table(groups: Iterable[AttendanceGroup], conference: Conference, presence: str) -> ExportTable:
    """The attendance list as far as the viewer may read it; reasons that stay hidden are left out."""
    listed = list(groups)
    return ExportTable(
        name="diem-danh",
        title=_("Danh sách điểm danh: %(conference)s") % {"conference": conference.title},
        facts=[
            Fact(_("Đơn vị"), conference.unit.name),
            as_of(conference.held_on),
            narrowed(FILTERS.get(presence, "")),
        ],
        columns=[
            _("Số"),
            _("Họ và tên"),
            _("Ngày sinh"),
            _("Chi bộ"),
            _("Chức vụ"),
            _("Có mặt"),
            _("Lý do vắng"),
        ],
        rows=[
            (
                line.row.number,
                line.row.person.name,
                line.row.person.birth,
                group.unit.name,
                line.posts,
                str(PRESENCE[line.row.present]),
                line.reason,
            )
            for group in listed
            for line in group.lines
        ],
        people=[line.row.person_id for group in listed for line in group.lines],
    )

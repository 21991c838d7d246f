"""Which parts of the product an organisation has switched on (U23).

Five rooms are always there: lists, review and rating, commendation, conference, reports. Every other part is a
room that an organisation opens when it wants it; what is closed shows in no menu, search or line of the year.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from tongket.common.errors import Text
from tongket.rounds.steps import Step


@dataclass(frozen=True)
class OptionalRoom:
    """A part that can be closed: its name, what it is for, the pages and steps of the year that belong to it.

    ``namespaces`` are URL namespaces whose pages all belong to it, ``views`` single pages of other namespaces.
    """

    key: str
    text: Text
    note: Text
    namespaces: frozenset[str] = frozenset()
    views: frozenset[str] = frozenset()
    steps: frozenset[Step] = field(default_factory=frozenset)


#: The rooms of a new office, which can't be closed: their names and what stands in them.
FIRST_ROOMS: tuple[tuple[Text, Text], ...] = (
    (_("Danh sách"), _("đơn vị, đảng viên, nhập từ Excel")),
    (_("Kiểm điểm, xếp loại"), _("kiểm điểm, phiếu và biên bản, bảng xếp loại, số lượng tối đa")),
    (_("Khen thưởng"), _("đề nghị, quyết định, giấy khen, sổ khen thưởng")),
    (_("Hội nghị"), _("hội nghị tổng kết: chương trình, điểm danh, kịch bản, biên bản")),
    (_("Báo cáo"), _("văn bản, biểu thống kê")),
)

ROOMS: tuple[OptionalRoom, ...] = (
    OptionalRoom(
        "work",
        _("Nhiệm vụ"),
        _("giao nhiệm vụ, ghi kết quả trong năm"),
        namespaces=frozenset({"work"}),
        steps=frozenset({Step.LISTS}),
    ),
    OptionalRoom(
        "civil_ratings",
        _("Công chức, viên chức"),
        _("kết quả xếp loại của cơ quan, dùng khi xếp loại đảng viên"),
        views=frozenset({"reviews:civil_ratings"}),
        steps=frozenset({Step.CIVIL_RATINGS}),
    ),
    OptionalRoom("learning", _("Học tập"), _("các buổi học, người dự"), namespaces=frozenset({"learning"})),
    OptionalRoom(
        "oversight",
        _("Kiểm tra, kỷ luật"),
        _("kiểm tra, giám sát, kết luận, kỷ luật, khắc phục"),
        namespaces=frozenset({"oversight"}),
    ),
    OptionalRoom(
        "cell_meetings",
        _("Sinh hoạt chi bộ"),
        _("mỗi tháng một dòng: ngày, số có mặt, nội dung"),
        views=frozenset({"meetings:cell_meetings", "meetings:cell_meeting", "meetings:record_cell_meetings"}),
    ),
    OptionalRoom(
        "deadlines",
        _("Hạn và giấy tờ"),
        _("hạn chuyển chính thức, giấy tờ còn thiếu trong hồ sơ"),
        views=frozenset({"organisation:deadlines", "organisation:papers", "organisation:record_papers"}),
    ),
    OptionalRoom(
        "exemplars",
        _("Điển hình tiên tiến"),
        _("chọn để xây dựng, công nhận, theo dõi nhiều năm"),
        views=frozenset({"awards:exemplars", "awards:exemplar"}),
    ),
    OptionalRoom(
        "portal",
        _("Bài viết"),
        _("bài về hội nghị từ số liệu, gói bàn giao cho cổng thông tin"),
        namespaces=frozenset({"portal"}),
        steps=frozenset({Step.PUBLICATION}),
    ),
)
KEYS = tuple(room.key for room in ROOMS)


def room_of(view: str) -> str | None:
    """The optional room to which the pages of this name belong; None for what is always there."""
    namespace = view.partition(":")[0]
    for room in ROOMS:
        if namespace in room.namespaces or view in room.views:
            return room.key
    return None

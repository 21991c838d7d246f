"""The rating board as a file."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tongket.common.export import Cell, ExportTable, Fact, as_of, narrowed
from tongket.ratings.queries.board import Board, Row
from tongket.ratings.queries.board_index import FILTERS
from tongket.reviews.states import LEVEL_SHORT, Level
from tongket.rounds.queries import register_day


def board_table(page: Board) -> ExportTable:
    """The members of a board (found for a viewer) with the level at each stage; no reason that it doesn't show."""
    chosen = next(count.key for count in page.counts if count.active)
    return ExportTable(
        name=f"xep-loai-{page.round.year}",
        title=_("Bảng xếp loại đảng viên năm %(year)s") % {"year": page.round.year},
        facts=[
            Fact(_("Đơn vị"), page.unit.name),
            as_of(register_day(page.round)),
            narrowed("" if chosen == "all" else FILTERS[chosen]),
            *(
                Fact(_("Tạm không áp dụng"), f"{condition}: {row.document_number} ({row.suspended_by})")
                for condition, row in page.suspended
            ),
        ],
        columns=[
            _("STT"),
            _("Họ và tên"),
            _("Ngày sinh"),
            _("Chức vụ"),
            _("Tự nhận"),
            _("Chi ủy"),
            _("Chi bộ"),
            _("Phiếu của chi bộ"),
            _("Mức cao nhất đủ điều kiện"),
            _("Đảng ủy"),
            _("Số văn bản"),
            _("Ghi chú"),
            _("Điều khoản tạm không áp dụng"),
        ],
        rows=[_line(row) for row in page.rows],
        people=[row.person.pk for row in page.rows],
    )


def _line(row: Row) -> tuple[Cell, ...]:
    allowed = row.outcome.get_scope_display() if row.outside else _level(row.stages["allowed"].level)
    document = row.rating.document if row.rating and row.rating.document_id else None
    return (
        row.outcome.position,
        row.person.name,
        row.person.birth,
        row.post,
        _level(row.stages["self"].level),
        _level(row.stages["committee"].level),
        _level(row.stages["cell"].level),
        row.stages["cell"].votes,
        str(allowed),
        _level(row.stages["decided"].level),
        document.reference if document else "",
        str(row.note),
        "; ".join(row.suspended),
    )


def _level(value: str) -> str:
    """The short name of a level; what is no level (not determined) in words."""
    if value in Level.values:
        return str(LEVEL_SHORT[Level(value)])
    return _("Chưa đủ căn cứ") if value else ""

"""Who has proposed what, as a file."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tongket.common.export import Cell, ExportTable, Fact, as_of, narrowed
from tongket.reviews.queries import FILTERS, ReviewList, Row
from tongket.reviews.states import LEVEL_SHORT, Level
from tongket.rounds.models import Round
from tongket.rounds.queries import register_day


def review_table(found: Round, page: ReviewList) -> ExportTable:
    """The members of a unit with the level that each body proposed."""
    chosen = next(count.key for count in page.counts if count.active)
    return ExportTable(
        name=f"kiem-diem-{found.year}",
        title=_("Mức đề nghị của từng chủ thể, năm %(year)s") % {"year": found.year},
        facts=[
            Fact(_("Đơn vị"), page.unit.name),
            as_of(register_day(found)),
            narrowed("" if chosen == "all" else FILTERS[chosen]),
        ],
        columns=[
            _("STT"),
            _("Họ và tên"),
            _("Ngày sinh"),
            _("Chi bộ"),
            _("Tự nhận"),
            _("Chi ủy"),
            _("Chi bộ đề nghị"),
            _("Ghi chú"),
        ],
        rows=[_line(row) for row in page.rows],
        people=[row.person.pk for row in page.rows],
    )


def _line(row: Row) -> tuple[Cell, ...]:
    note = _("Không kiểm điểm") if row.outside else _("Nhập thay từ bản giấy") if row.on_paper else ""
    levels = (str(LEVEL_SHORT[Level(level)]) if level else "" for level in (row.own, row.committee, row.cell))
    return (
        row.membership.number,
        row.person.name,
        row.person.birth,
        row.membership.unit.name,
        *levels,
        note,
    )

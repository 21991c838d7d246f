"""The year's polls as a file."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongket.ballots.queries import PollRow
from tongket.ballots.states import SHOWN_TEXT
from tongket.common.dates import today
from tongket.common.errors import Text
from tongket.common.export import Cell, ExportTable, Fact, as_of, narrowed
from tongket.organisation.models import Unit

COUNT_WORDS: dict[str, Text] = SHOWN_TEXT | {
    "reconciles": gettext_lazy("Khớp"),
    "differs": gettext_lazy("Không khớp"),
    "corrected": gettext_lazy("Đã điều chỉnh"),
}


def poll_table(rows: Iterable[PollRow], unit: Unit, year: int, chosen: str) -> ExportTable:
    """Polls (found for a viewer) with the numbers of the count in force."""
    return ExportTable(
        name=f"phieu-{year}",
        title=_("Phiếu và biên bản kiểm phiếu năm %(year)s") % {"year": year},
        facts=[Fact(_("Đơn vị"), unit.name), as_of(today()), narrowed(COUNT_WORDS.get(chosen, ""))],
        columns=[
            _("Đơn vị"),
            _("Nội dung biểu quyết"),
            _("Ngày"),
            _("Triệu tập"),
            _("Có mặt"),
            _("Phát ra"),
            _("Thu về"),
            _("Hợp lệ"),
            _("Không hợp lệ"),
            _("Biên bản"),
            _("Phiếu"),
        ],
        rows=[_line(row) for row in rows],
    )


def _line(row: PollRow) -> tuple[Cell, ...]:
    count = row.count
    numbers: tuple[Cell, ...] = (None,) * 6
    if count is not None:
        numbers = (
            count.entitled,
            count.present,
            count.issued,
            count.returned,
            count.valid,
            count.invalid,
        )
    return (
        row.poll.unit.name,
        row.poll.title,
        row.poll.held_on,
        *numbers,
        str(COUNT_WORDS[row.shown_state]),
        row.poll.get_state_display(),
    )

"""Tasks as a file."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongket.common.dates import today
from tongket.common.errors import Text
from tongket.common.export import ExportTable, Fact, as_of, narrowed
from tongket.organisation.models import Unit
from tongket.work.models import Task
from tongket.work.queries import TaskFilter, shown_state
from tongket.work.states import Standing

SHOWN: dict[str, Text] = {
    "late": gettext_lazy("Quá hạn"),
    "current": gettext_lazy("Đang làm"),
    "done": gettext_lazy("Xong"),
    "failed": gettext_lazy("Không đạt"),
}
OF: dict[str, Text] = {"people": gettext_lazy("Của đảng viên"), "units": gettext_lazy("Của đơn vị")}


def task_table(tasks: Iterable[Task], unit: Unit | None, year: int, wanted: TaskFilter) -> ExportTable:
    """Tasks of a list (found for a viewer, related rows at hand) with all that is recorded of each."""
    facts = [
        Fact(_("Năm"), str(year)),
        as_of(today()),
        narrowed(Standing(wanted.standing).label if wanted.standing else "", OF.get(wanted.of, "")),
    ]
    if unit is not None:
        facts.insert(0, Fact(_("Đơn vị"), unit.name))
    listed = list(tasks)
    return ExportTable(
        name=f"nhiem-vu-{year}",
        title=_("Nhiệm vụ năm %(year)s") % {"year": year},
        facts=facts,
        columns=[
            _("Mã"),
            _("Chi bộ"),
            _("Đảng viên, đơn vị"),
            _("Ngày sinh"),
            _("Nội dung nhiệm vụ"),
            _("Chỉ tiêu"),
            _("Kết quả"),
            _("Đơn vị tính"),
            _("Thời hạn"),
            _("Hoàn thành"),
            _("Trạng thái"),
        ],
        rows=[
            (
                task.code,
                task.cell.name,
                task.person.name if task.person else task.unit.name,
                task.person.birth if task.person else None,
                task.content,
                task.target if task.target is not None else task.target_text,
                task.result,
                task.measure,
                task.due_on,
                task.finished_on,
                str(SHOWN[shown_state(task)]),
            )
            for task in listed
        ],
        people=[task.person_id for task in listed if task.person_id],
    )

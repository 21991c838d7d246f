"""A list leaves the system as a file: written down who took it, with which filter, how many rows."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from tongket.audit.journal import Acting, acting
from tongket.audit.looks import note_looks
from tongket.audit.models import ExportLog
from tongket.common.errors import Missing
from tongket.common.export import CSV, XLSX, ExportTable, to_csv, to_xlsx

WRITERS = {"xlsx": (to_xlsx, XLSX), "csv": (to_csv, CSV)}


def exported(
    table: ExportTable, *, actor: Acting, action: str, unit_id: int | None, form: str
) -> HttpResponse:
    """The list as a file to keep; ``form`` is 'xlsx' or 'csv'.

    The caller has asked whether the actor may; ``action`` is 'room.export_…', by which the journal names it. Those
    whom the list names (``table.people``) read on their own page who took it.
    Raises ``Missing`` for another form.
    """
    if form not in WRITERS:
        raise Missing(thing=_("dạng tệp này"))
    write, content_type = WRITERS[form]
    with acting(action, actor=actor, unit_id=unit_id) as act:
        content = write(table)
        act.create(
            ExportLog,
            action=action,
            actor_account_id=actor.account_id,
            unit_id=unit_id,
            filters={str(f.label): str(f.value) for f in table.facts if not f.personal},
            rows=len(table.rows),
        )
        note_looks(actor.account_id, table.people, page=action)
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{table.name}.{form}"'
    response["Cache-Control"] = "private, no-store"
    return response

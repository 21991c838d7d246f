"""Batches and their previews."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor
from tongket.common.errors import Missing, WrongState
from tongket.imports.corrections import correct
from tongket.imports.errors import UnreadableFile
from tongket.imports.models import Batch, BatchState, KnownHeading
from tongket.imports.preview import Preview, PreviewRow, check
from tongket.imports.reader import read_workbook
from tongket.imports.routes import Route, find_route, routes
from tongket.imports.seen import row_address as address
from tongket.imports.workbook import WorkbookRefused


def open_routes(viewer: Actor, unit_id: int) -> list[Route]:
    """The kinds of import the viewer may use at a unit."""
    return [r for r in routes() if r.may(viewer, unit_id).allowed]


def recent_batches(viewer: Actor, unit_id: int) -> QuerySet[Batch]:
    """Files that came in for a unit, newest first, of the kinds the viewer may use; without their content."""
    names = [r.kind.name for r in open_routes(viewer, unit_id)]
    return Batch.objects.filter(unit_id=unit_id, route__in=names).defer("content").order_by("-pk")


def get_batch(viewer: Actor, pk: int) -> Batch:
    """A batch the viewer may work on, else ``Missing``."""
    batch = Batch.objects.filter(pk=pk).first()
    route = find_route(batch.route) if batch else None
    if batch is None or route is None or not route.may(viewer, batch.unit_id).allowed:
        raise Missing(thing=_("tệp nhập"))
    return batch


def headings_of(unit_id: int, route: str) -> dict[str, str]:
    """What the office has said of headings of a kind of list (for the office's own files, no viewer)."""
    rows = KnownHeading.objects.filter(unit_id=unit_id, route=route)
    return dict(rows.order_by("pk").values_list("heading", "column"))


def preview_of(batch: Batch) -> Preview:
    """The preview against what is known now: computed anew each time, so that it can't be out of date."""
    route = find_route(batch.route)
    assert route is not None, "get_batch has found the route"
    try:
        workbook = read_workbook(bytes(batch.content), batch.file_name)
    except WorkbookRefused as error:
        reason = error.message_en if get_language() == "en" else error.message_vi
        raise UnreadableFile(file=batch.file_name, reason=reason) from error
    corrected = correct(workbook, batch.corrections)
    known = route.known(batch.unit_id, batch.year, batch.happened_on)
    preview = check(route.kind, workbook, known=known, mapping=batch.mapping, convert=batch.convert)
    preview.corrected = corrected
    return preview


def has_warning(row: PreviewRow) -> bool:
    """Whether the row may be written only when a person agrees."""
    return row.state != "wrong" and any(p.severity == "warning" for p in (*row.problems, *row.also))


@dataclass(frozen=True)
class Plan:
    """What confirming would do now."""

    writes: list[PreviewRow]
    unchanged: int
    wrong: int
    skipped: int
    warnings: int
    warnings_open: int
    questions_open: list[dict[str, object]]

    @property
    def new(self) -> int:
        return sum(1 for row in self.writes if row.state == "new")

    @property
    def changed(self) -> int:
        return sum(1 for row in self.writes if row.state == "changed")


def plan_of(batch: Batch, preview: Preview) -> Plan:
    """Which rows would be written: good ones, and those with a warning that somebody agreed to."""
    accepted = set(batch.accepted)
    states = Counter(row.state for row in preview.rows)
    warned = [row for row in preview.rows if has_warning(row)]
    open_warnings = [row for row in warned if address(row) not in accepted]
    blocked = {address(row) for row in open_warnings}
    return Plan(
        writes=[r for r in preview.rows if r.state in ("new", "changed") and address(r) not in blocked],
        unchanged=states["unchanged"],
        wrong=states["wrong"],
        skipped=states["skipped"],
        warnings=len(warned),
        warnings_open=len(open_warnings),
        questions_open=[q for q in preview.questions if q.get("answers") and q["field"] not in batch.answers],
    )


def is_open(batch: Batch) -> bool:
    """Whether the batch can still be confirmed."""
    return batch.state == BatchState.DRAFT


def must_be_open(batch: Batch, verb: str) -> None:
    """Raises ``WrongState`` for a batch that was written, put aside or taken back."""
    if not is_open(batch):
        raise WrongState(thing=batch, state=batch.get_state_display(), act=verb)

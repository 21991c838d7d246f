"""Upload, preview, correct, confirm."""

from __future__ import annotations

import io
import re
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongket.common.errors import DomainError, Missing
from tongket.common.legacy_text import ENCODING_NAMES
from tongket.imports import actions, queries
from tongket.imports.cells import as_text
from tongket.imports.corrections import changed_cells
from tongket.imports.error_workbook import write_error_workbook
from tongket.imports.forms import UndoForm, UploadForm
from tongket.imports.headings import LEFT_OUT, UNSAID, legacy_cells, open_headings
from tongket.imports.jobs import CONFIRM, IN_BACKGROUND
from tongket.imports.models import Batch, BatchState
from tongket.imports.preview import Preview, PreviewRow
from tongket.imports.problems import Problem
from tongket.imports.routes import Route, find_route
from tongket.imports.seen import changed_since, fingerprint
from tongket.imports.template_workbook import write_template
from tongket.jobs.actions import start_job
from tongket.jobs.queries import running_job

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: So many rows of a file are shown at a time.
ROWS = 200
#: "Ô H10 (Số thẻ Đảng): …" or "Cell H10 (Card number) …"
_CELL = re.compile(r"^(?:Ô|Cell) [A-Z]+[0-9]+ \([^)]*\):? ")
FILTERS = ("wrong", "warning", "new", "changed", "unchanged", "skipped")


def _scope(request: HttpRequest) -> tuple[int, int]:
    if request.scope.unit is None:
        raise Missing(thing=_("đơn vị"))
    return request.scope.unit.pk, request.scope.year


def _route(request: HttpRequest, kind: str) -> Route:
    unit_id, _year = _scope(request)
    route = find_route(kind)
    if route is None or not route.may(request.actor, unit_id).allowed:
        raise Missing(thing=_("loại danh sách"))
    return route


@require_GET
def kinds(request: HttpRequest) -> HttpResponse:
    """The lists that can come in by file, and what came in lately."""
    unit_id, year = _scope(request)
    context = {
        "routes": queries.open_routes(request.actor, unit_id),
        "batches": queries.recent_batches(request.actor, unit_id)[:50],
        "year": year,
    }
    return render(request, "imports/kinds.html", context)


def upload_batch(request: HttpRequest, kind: str) -> HttpResponse:
    """Choose the file of a list."""
    route = _route(request, kind)
    unit_id, year = _scope(request)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"happened_on": f"31/12/{year}"})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                batch = actions.upload_batch(
                    file.read(),
                    actor=request.actor,
                    route=kind,
                    unit_id=unit_id,
                    year=year,
                    file_name=file.name,
                    happened_on=form.cleaned_data["happened_on"],
                )
            except DomainError as error:
                form.add_error("file", error.text())
            else:
                return redirect(batch)
    return render(request, "imports/upload.html", {"form": form, "route": route}, status=status)


def _first(row: PreviewRow) -> Any:
    return row.problems[0] if row.problems else None


def _without_cell(text: str) -> str:
    """A message without the cell it begins with, which the page shows in a column of its own."""
    rest = _CELL.sub("", text, count=1)
    return rest[:1].upper() + rest[1:]


def _line(row: PreviewRow, batch: Batch, anchor: str) -> dict[str, Any]:
    """One row as the page shows it."""
    english = get_language() == "en"
    problems = [*row.problems, *row.also]
    warned = queries.has_warning(row)
    return {
        "row": row,
        "address": queries.address(row),
        "state": "warning" if warned else row.state,
        "name": row.values.get(anchor) or "",
        "problems": [
            {
                "address": _address(row, p, batch),
                "cell": f"{p.letter or ''}{row.row}",
                "column": p.column or "",
                "value": as_text(p.value),
                "text": _without_cell(p.message_en if english else p.message_vi),
            }
            for p in problems
        ],
        "changes": [
            {"label": c["label_en"] if english else c["label_vi"], "old": c["old"], "new": c["new"]}
            for c in row.changes
        ],
        "accepted": queries.address(row) in batch.accepted,
        "asks": warned,
    }


def _address(row: PreviewRow, problem: Problem, batch: Batch) -> str:
    """The cell of a problem by which its correction is kept, while it may still be corrected."""
    if problem.letter is None or problem.severity == "skip" or not queries.is_open(batch):
        return ""
    return f"{row.sheet}!{problem.letter}{row.row}"


def _lines(batch: Batch, preview: Preview, route: Route) -> list[dict[str, Any]]:
    anchors = {spec.name: spec.anchor for spec in route.kind.sheets}
    return [_line(row, batch, anchors[row.table]) for row in preview.rows]


@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything the file would do, and everything that is wrong with it."""
    batch = queries.get_batch(request.actor, pk)
    route = _route_of(batch)
    return _preview_page(request, batch, route)


def _route_of(batch: Batch) -> Route:
    route = find_route(batch.route)
    if route is None:
        raise Missing(thing=_("loại danh sách"))
    return route


def _preview_page(request: HttpRequest, batch: Batch, route: Route, error: str = "") -> HttpResponse:
    found = queries.preview_of(batch)
    lines = _lines(batch, found, route)
    counts = {key: sum(1 for line in lines if line["state"] == key) for key in FILTERS}
    chosen = request.GET.get("loc", "")
    shown = [line for line in lines if not chosen or line["state"] == chosen]
    shown.sort(key=lambda line: FILTERS.index(line["state"]))
    page = Paginator(shown, ROWS).get_page(request.GET.get("page"))
    language = "en" if get_language() == "en" else "vi"
    context = {
        "batch": batch,
        "route": route,
        "plan": queries.plan_of(batch, found),
        "page": page,
        "groups": [(key, [line for line in page if line["state"] == key], counts[key]) for key in FILTERS],
        "headings": open_headings(found, batch.mapping),
        "legacy": legacy_cells(found),
        "corrected": found.corrected,
        "converted": [ENCODING_NAMES[code] for code in batch.convert],
        "changed_since": changed_since(batch.seen, found) if queries.is_open(batch) else [],
        "seen": fingerprint(found),
        "undo_form": UndoForm(),
        "papers_url": route.papers(batch.unit_id, batch.year) if route.papers else "",
        "may_undo": batch.state == BatchState.CONFIRMED and bool(batch.entries),
        "counts": counts,
        "total": len(lines),
        "several_sheets": len({row.sheet for row in found.rows}) > 1,
        "chosen": chosen,
        "file_problems": [getattr(p, f"message_{language}") for p in found.problems],
        "notes": [getattr(n, f"message_{language}") for n in found.notes],
        "unread": found.unread,
        "mastered": [(getattr(m.master, language), m.columns) for m in found.mastered()],
        "questions": [
            {
                "field": q["field"],
                "text": q[f"question_{language}"],
                "answers": [(code, texts[language]) for code, texts in q["answers"].items()],
                "chosen": batch.answers.get(q["field"], ""),
            }
            for q in found.questions
            if q["answers"]
        ],
        "is_open": queries.is_open(batch),
        "job": running_job(request.actor, CONFIRM, batch=batch.pk),
        "error": error,
    }
    return render(request, "imports/preview.html", context, status=422 if error else 200)


@require_POST
def confirm_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was ticked and answered; with the button 'confirm' also write."""
    batch = queries.get_batch(request.actor, pk)
    route = _route_of(batch)
    answers = {k.removeprefix("answer-"): v for k, v in request.POST.items() if k.startswith("answer-") and v}
    shown = set(request.POST.getlist("shown"))
    kept = [a for a in batch.accepted if a not in shown]
    if "accept_all" in request.POST:
        kept += [queries.address(r) for r in queries.preview_of(batch).rows if queries.has_warning(r)]
    try:
        actions.accept_rows(
            batch,
            actor=request.actor,
            accepted=[*kept, *request.POST.getlist("accept")],
            answers=answers,
            expected_version=_version(request),
        )
        if "confirm" not in request.POST:
            messages.success(request, _("Đã giữ các dòng được đánh dấu."))
            return redirect(batch)
        rows = len(queries.plan_of(batch, queries.preview_of(batch)).writes)
        if rows >= IN_BACKGROUND:
            job = start_job(
                CONFIRM,
                actor=request.actor,
                payload={"batch": batch.pk, "seen": request.POST.get("seen", "")},
                text=_("Ghi %(count)s dòng từ tệp %(file)s") % {"count": rows, "file": batch},
                unit_id=batch.unit_id,
                total=rows,
                begun_at=batch.get_absolute_url(),
            )
            return redirect(job)
        written = actions.confirm_batch(batch, actor=request.actor, seen=request.POST.get("seen", ""))
    except DomainError as error:
        return _preview_page(request, queries.get_batch(request.actor, pk), route, error.text())
    messages.success(request, _("Đã ghi %(count)s dòng từ tệp %(file)s.") % {"count": written, "file": batch})
    return redirect(route.lands_on(batch.unit_id, batch.year))


def _version(request: HttpRequest) -> int:
    shown = request.POST.get("version", "")
    return int(shown) if shown.isdecimal() else 0


@require_POST
def set_reading(request: HttpRequest, pk: int) -> HttpResponse:
    """What headings mean, and whether old encodings are converted; the preview is made anew."""
    batch = queries.get_batch(request.actor, pk)
    paths, columns = request.POST.getlist("heading"), request.POST.getlist("column")
    # A heading about which nothing was said is not sent back with a meaning: '?' stands for 'not said'.
    said = {path: column for path, column in zip(paths, columns, strict=False) if column != UNSAID}
    said = {path: "" if column == LEFT_OUT else column for path, column in said.items()}
    mapping = {path: column for path, column in batch.mapping.items() if path not in paths} | said
    try:
        actions.set_reading(
            batch,
            actor=request.actor,
            mapping=mapping,
            convert=request.POST.getlist("convert"),
            expected_version=_version(request),
        )
    except DomainError as error:
        return _preview_page(request, queries.get_batch(request.actor, pk), _route_of(batch), error.text())
    messages.success(request, _("Đã đọc lại tệp theo lựa chọn; lựa chọn cột được nhớ cho tệp sau."))
    return redirect(batch)


@require_POST
def correct_cells(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what somebody wrote over cells of the file, and read it again."""
    batch = queries.get_batch(request.actor, pk)
    sent = [request.POST.getlist(name) for name in ("cell", "was", "text")]
    if len({len(values) for values in sent}) != 1:
        raise Missing(thing=_("ô"))
    try:
        actions.correct_cells(
            batch,
            actor=request.actor,
            corrections=changed_cells(*sent),
            forgotten=request.POST.getlist("forget"),
            expected_version=_version(request),
        )
    except DomainError as error:
        return _preview_page(request, queries.get_batch(request.actor, pk), _route_of(batch), error.text())
    messages.success(request, _("Đã sửa ô và đọc lại tệp; tệp gốc vẫn giữ như đã nhận."))
    return redirect(batch)


@require_POST
def undo_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what the file wrote."""
    batch = queries.get_batch(request.actor, pk)
    form = UndoForm(request.POST)
    if not form.is_valid():
        error = _("Ghi lý do hoàn tác.")
        return _preview_page(request, batch, _route_of(batch), error)
    try:
        undone = actions.undo_batch(batch, actor=request.actor, reason=form.cleaned_data["reason"])
    except DomainError as error:
        return _preview_page(request, queries.get_batch(request.actor, pk), _route_of(batch), error.text())
    messages.success(
        request, _("Đã hoàn tác: %(count)s bản ghi trở lại như trước khi nhập.") % {"count": undone}
    )
    return redirect(batch)


@require_POST
def discard_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the file aside."""
    batch = queries.get_batch(request.actor, pk)
    actions.discard_batch(batch, actor=request.actor)
    messages.success(request, _("Đã bỏ tệp; chưa có gì được ghi."))
    return redirect("imports:kinds")


@require_GET
def error_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The same rows with the wrong cells marked and commented."""
    batch = queries.get_batch(request.actor, pk)
    buffer = io.BytesIO()
    write_error_workbook(queries.preview_of(batch), buffer, language="en" if get_language() == "en" else "vi")
    response = HttpResponse(buffer.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="tep-loi.xlsx"'
    return response


@require_GET
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty workbook of a kind, with lists of allowed words."""
    route = _route(request, kind)
    response = HttpResponse(write_template(route.kind), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="mau-{kind}.xlsx"'
    return response

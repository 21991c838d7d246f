"""Pages of ballots."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongket.access.decisions import require
from tongket.audit.exports import exported
from tongket.ballots import actions, documents, queries
from tongket.ballots.errors import NoCount
from tongket.ballots.exports import poll_table
from tongket.ballots.forms import CorrectionForm, CountForm, OpenForm
from tongket.ballots.permissions import (
    may_close_poll,
    may_correct_paper_count,
    may_enter_paper_count,
    may_open_paper_poll,
    may_reopen_poll,
)
from tongket.ballots.queries import PollRow
from tongket.ballots.scans import ENDINGS, scan_content
from tongket.ballots.states import PollState
from tongket.ballots.tables import condition, count_filters, line_rows
from tongket.common.dates import today
from tongket.common.errors import DomainError, Missing
from tongket.documents.store import DOCX
from tongket.organisation.permissions import may_somewhere, units_where

ROWS = 50
#: Lines of a ballot on one page.
LINES = 100


def polls(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The year's polls of the chosen unit and everything below it, with the state of each count."""
    unit, year = request.scope.unit, year or request.scope.year
    rows = queries.polls_for_unit(request.actor, unit, year) if unit else []
    filters = count_filters(rows)
    chosen, shown = _chosen(request, rows)
    return render(
        request,
        "ballots/polls.html",
        {
            "unit": unit,
            "year": year,
            "filters": filters,
            "chosen": chosen,
            "page": Paginator(shown, ROWS).get_page(request.GET.get("page")),
            "may_open": bool(unit) and may_open_paper_poll(request.actor, unit).allowed,
        },
    )


def _chosen(request: HttpRequest, rows: list[PollRow]) -> tuple[str, list[PollRow]]:
    """The state that the list is narrowed to, and the polls in it."""
    chosen = request.GET.get("trang-thai", "")
    return chosen, [row for row in rows if not chosen or row.shown_state == chosen]


@require_GET
def export_polls(request: HttpRequest, year: int, form: str) -> HttpResponse:
    """The list with its filter, all of it, as a file."""
    require(may_somewhere(request.actor, "ballots.export_polls"))
    unit = request.scope.unit
    if unit is None:
        raise Missing(thing=_("đơn vị"))
    chosen, shown = _chosen(request, queries.polls_for_unit(request.actor, unit, year))
    return exported(
        poll_table(shown, unit, year, chosen),
        actor=request.actor,
        action="ballots.export_polls",
        unit_id=unit.pk,
        form=form,
    )


@require_http_methods(["GET", "POST"])
def open_paper_poll(request: HttpRequest) -> HttpResponse:
    """Put a question to a vote on paper."""
    units = units_where(request.actor, "ballots.open_paper_poll").order_by("code_key")
    form = OpenForm(request.POST or None, units=units, initial={"unit": request.scope.unit})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            poll = actions.open_paper_poll(
                data["unit"],
                actor=request.actor,
                year=request.scope.year,
                purpose="general",
                title=data["title"],
                kind=data["kind"],
                rule=form.rule(),
                lines=form.lines(),
                held_on=data["held_on"],
                places=data["places"],
                columns=form.columns(),
                body=data["body"],
                secret=data["secret"],
                roll_size=data["roll_size"],
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã mở phiếu với %(lines)s dòng.") % {"lines": len(form.lines())})
            return redirect("ballots:enter_paper_count", poll.pk)
    return render(request, "ballots/open_paper_poll.html", {"form": form}, status=_status(form))


def poll(request: HttpRequest, pk: int) -> HttpResponse:
    """A poll: every number, every sum, the result if the count is one, and what was received before."""
    row = queries.shown_poll(request.actor, pk)
    shown = Paginator(row.options, LINES).get_page(request.GET.get("page"))
    context = _context(request, row, shown=shown, lines=line_rows(row, shown))
    return render(request, "ballots/poll.html", context)


def _context(request: HttpRequest, row: PollRow, **more: Any) -> dict[str, Any]:
    is_open = row.poll.state == PollState.OPEN
    actor = request.actor
    return {
        "row": row,
        "poll": row.poll,
        "siblings": queries.siblings(actor, row.poll),
        "may_enter": is_open and row.count is None and may_enter_paper_count(actor, row.poll).allowed,
        "may_correct": is_open and row.count is not None and may_correct_paper_count(actor, row.poll).allowed,
        "may_close": is_open and row.outcome is not None and may_close_poll(actor, row.poll).allowed,
        "may_reopen": not is_open and may_reopen_poll(actor, row.poll).allowed,
        "condition": condition(row.poll),
        **more,
    }


@require_http_methods(["GET", "POST"])
def enter_paper_count(request: HttpRequest, pk: int) -> HttpResponse:
    """The entry grid: preview the sums, or keep the numbers as they stand on the paper."""
    row = queries.get_poll(request.actor, pk)
    form = CountForm(request.POST or None, request.FILES or None, row=row)
    if _is_sent(request, form):
        try:
            count = actions.enter_paper_count(
                row.poll,
                actor=request.actor,
                happened_on=form.cleaned_data["happened_on"],
                counts=form.counts(),
                votes=form.votes(),
                tellers=form.teller_list(),
                scan=form.cleaned_data["scan"],
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            _say_what_was_kept(request, count.is_result)
            return redirect(row.poll)
    return render(
        request, "ballots/enter_paper_count.html", _context(request, row, form=form), status=_status(form)
    )


@require_http_methods(["GET", "POST"])
def correct_paper_count(request: HttpRequest, pk: int) -> HttpResponse:
    """Corrected, signed minutes in place of the count in force."""
    row = queries.get_poll(request.actor, pk)
    if row.count is None:
        raise NoCount(poll=row.poll.title)
    form = CorrectionForm(request.POST or None, request.FILES or None, row=row, start=row.count)
    if _is_sent(request, form):
        try:
            count = actions.correct_paper_count(
                row.count,
                actor=request.actor,
                minutes=form.minutes(),
                counts=form.counts(),
                votes=form.votes(),
                tellers=form.teller_list(),
                scan=form.cleaned_data["scan"],
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            _say_what_was_kept(request, count.is_result)
            return redirect(row.poll)
    return render(
        request,
        "ballots/enter_paper_count.html",
        _context(request, row, form=form, correction=True),
        status=_status(form),
    )


def _is_sent(request: HttpRequest, form: CountForm) -> bool:
    """Whether the numbers are to be stored: valid, not only a preview, and failing sums confirmed."""
    if request.method != "POST" or not form.is_valid() or "preview" in request.POST:
        return False
    if form.asks_confirmation:
        form.add_error(
            "confirm_differs",
            _(
                "%(count)s phép cộng không khớp. Đối chiếu lại với bản giấy, rồi xác nhận nếu trên giấy đúng như vậy."
            )
            % {"count": len(form.failing)},
        )
        return False
    return True


def _say_what_was_kept(request: HttpRequest, is_result: bool) -> None:
    if is_result:
        messages.success(request, _("Đã lưu biên bản kiểm phiếu."))
    else:
        messages.warning(request, _("Đã lưu như bản nhận. Biên bản không khớp, chưa thành kết quả."))


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200


@require_POST
def close_poll(request: HttpRequest, pk: int) -> HttpResponse:
    """The result stands."""
    row = queries.get_poll(request.actor, pk)
    actions.close_poll(row.poll, actor=request.actor, happened_on=today())
    messages.success(request, _("Đã chốt kết quả kiểm phiếu."))
    return redirect(row.poll)


@require_POST
def reopen_poll(request: HttpRequest, pk: int) -> HttpResponse:
    """Open again for corrected minutes."""
    row = queries.get_poll(request.actor, pk)
    actions.reopen_poll(row.poll, actor=request.actor, reason=request.POST.get("reason", ""))
    messages.success(request, _("Đã mở lại phiếu để điều chỉnh."))
    return redirect(row.poll)


def teller_minutes(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The teller minutes of the count in force, as PDF or Word."""
    row = queries.get_poll(request.actor, pk)
    superior = queries.superior_of(row.poll)
    if form == "pdf":
        content, kind = documents.teller_minutes_pdf(row, superior), "application/pdf"
    else:
        content, kind = documents.teller_minutes_word(row, superior), DOCX
    name = f"bien-ban-kiem-phieu-{row.poll.pk}.{form}"
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def scan(request: HttpRequest, pk: int, count: int) -> HttpResponse:
    """The scan of a count, for whoever may see its poll."""
    row = queries.get_poll(request.actor, pk)
    found = next((c for c in row.poll.counts.all() if c.pk == count and c.scan_sha256), None)
    if found is None:
        raise Missing(thing=_("bản quét"))
    name = f"bien-ban-{found.pk}-{found.happened_on:%Y-%m-%d}.{ENDINGS[found.scan_type]}"
    return HttpResponse(
        scan_content(found.scan_sha256),
        content_type=found.scan_type,
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )

"""Who is there: the list, the door, the signed paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongket.access.decisions import require
from tongket.audit.exports import exported
from tongket.common.errors import DomainError, Missing
from tongket.meetings import actions, queries
from tongket.meetings.exports import attendance_table
from tongket.meetings.forms import AbsenceFormSet, CheckInForm, absence_rows
from tongket.meetings.models import Conference
from tongket.meetings.permissions import get_conference
from tongket.meetings.states import CheckInWay, ConferenceState
from tongket.meetings.views.conference import may
from tongket.organisation.permissions import may_somewhere

FILTERS = ("present", "absent", "unknown")


def _presence(request: HttpRequest) -> str:
    presence = request.GET.get("loc", "")
    return presence if presence in FILTERS else ""


def _context(request: HttpRequest, conference: Conference, form: CheckInForm) -> dict[str, object]:
    presence = _presence(request)
    counts = queries.attendance_counts(conference)
    named = (
        ("", _("Triệu tập"), counts.summoned),
        ("present", _("Có mặt"), counts.present),
        ("absent", _("Vắng"), counts.absent),
        ("unknown", _("Chưa rõ"), counts.unknown),
    )
    return {
        "conference": conference,
        "counts": counts,
        "groups": queries.attendance_list(request.actor, conference, presence),
        "guests": queries.guests_of(conference),
        "filters": [
            {"text": text, "count": count, "url": f"?loc={key}" if key else "?", "active": presence == key}
            for key, text, count in named
        ],
        "form": form,
        "may_check_in": may(request, conference, "check_in") and conference.state != ConferenceState.CLOSED,
        "may_record": may(request, conference, "record_attendance")
        and conference.state != ConferenceState.CLOSED,
        "may_print": may(request, conference, "print_paper"),
    }


@require_GET
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """The attendance list with its column of presence."""
    found = get_conference(request.actor, pk)
    return render(request, "meetings/attendance.html", _context(request, found, CheckInForm()))


@require_GET
def export_attendance(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The list with its filter as a file."""
    require(may_somewhere(request.actor, "meetings.export_attendance"))
    found = get_conference(request.actor, pk)
    presence = _presence(request)
    return exported(
        attendance_table(queries.attendance_list(request.actor, found, presence), found, presence),
        actor=request.actor,
        action="meetings.export_attendance",
        unit_id=found.unit_id,
        form=form,
    )


@require_POST
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody is here: by the number on the invitation, or by the button on the line."""
    found = get_conference(request.actor, pk)
    form = CheckInForm(request.POST)
    if form.is_valid():
        way = CheckInWay.LIST if request.POST.get("cach") == "list" else CheckInWay.NUMBER
        try:
            row = actions.check_in(found, actor=request.actor, number=form.cleaned_data["number"], way=way)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            text = _("%(name)s (số %(n)s) có mặt.") % {"name": row.person.name, "n": row.number}
            messages.success(request, text)
            return redirect("meetings:attendance", pk)
    return render(request, "meetings/attendance.html", _context(request, found, form), status=422)


@require_POST
def undo_check_in(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    """Checked in by mistake."""
    found = get_conference(request.actor, pk)
    row = found.attendance.select_related("person", "unit", "conference__unit").filter(pk=row_pk).first()
    if row is None:
        raise Missing(thing=_("người này"))
    actions.undo_check_in(row, actor=request.actor)
    messages.success(request, _("Đã bỏ điểm danh %(name)s.") % {"name": row.person.name})
    return redirect("meetings:attendance", pk)


@require_http_methods(["GET", "POST"])
def record_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed list at once: tick the absent, give their reasons."""
    found = get_conference(request.actor, pk)
    if not may(request, found, "record_attendance"):
        raise Missing(thing=_("trang này"))
    rows = list(found.attendance.select_related("person", "unit"))
    initial = [{"row": r.pk, "absent": r.present is False, "reason": r.reason} for r in rows]
    formset = AbsenceFormSet(request.POST or None, initial=initial, prefix="vang")
    if request.method == "POST" and formset.is_valid():
        absent = absence_rows(formset, rows)
        actions.record_attendance(
            found,
            actor=request.actor,
            absent=absent,
            summoned=found.summoned_received,
            present=found.present_received,
        )
        text = _("Đã ghi %(present)s người có mặt, %(absent)s người vắng.")
        messages.success(request, text % {"present": len(rows) - len(absent), "absent": len(absent)})
        return redirect("meetings:attendance", pk)
    return render(
        request,
        "meetings/record_attendance.html",
        {"conference": found, "formset": formset, "lines": list(zip(rows, formset.forms, strict=False))},
        status=422 if request.method == "POST" else 200,
    )

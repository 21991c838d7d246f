"""Pages of nominations: the list, who may be considered, one dossier, the submission letter."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongket.access.decisions import require
from tongket.audit.exports import exported
from tongket.awards import actions, queries
from tongket.awards.actions import NominationRow
from tongket.awards.catalogue import kind as catalogue_kind
from tongket.awards.catalogue import kinds_on
from tongket.awards.exports import nomination_table
from tongket.awards.forms import NominateForm, NominationForm, ReasonForm, SubmitForm
from tongket.awards.models import Nomination
from tongket.awards.permissions import get_nomination, may_appraise, may_at, may_submit
from tongket.awards.queries.papers import letters_to_record
from tongket.awards.queries.year import nominations_by_state
from tongket.awards.states import NOMINATION_TRANSITIONS, NominationState
from tongket.awards.views.common import by_kind, round_of, told
from tongket.common.errors import DomainError, Missing
from tongket.common.paging import KnownPaginator
from tongket.organisation.permissions import may_somewhere
from tongket.rounds.queries import register_day

#: Rows of a list on one page.
ROWS = 100
ACTS = {
    "yeu-cau-bo-sung": actions.return_nomination,
    "tham-dinh": actions.appraise,
    "khong-de-nghi": actions.not_propose,
    "xem-lai": actions.reopen_nomination,
    "trinh-lai": actions.resubmit,
}


@require_GET
def nominations(request: HttpRequest, year: int) -> HttpResponse:
    """All nominations of the year by kind; the counts by state are the filters."""
    round = round_of(request, year)
    state = request.GET.get("trang-thai", "")
    rows = queries.nominations_of(request.actor, round).filter(**({"state": state} if state else {}))
    counts = nominations_by_state(request.actor, round)
    labels = dict(NominationState.choices)
    filters = [
        {"text": _("Tất cả"), "count": sum(counts.values()), "url": "?", "active": not state},
        *(
            {"text": labels[key], "count": count, "url": f"?trang-thai={key}", "active": state == key}
            for key, count in counts.items()
        ),
    ]
    day = register_day(round)
    entries = kinds_on(day)
    known = {k.key: k for k in entries}
    rows = rows.filter(kind__in=known)
    totals = dict(rows.order_by().values_list("kind").annotate(number=Count("pk")))
    shown = KnownPaginator(rows, ROWS, sum(totals.values())).get_page(request.GET.get("page"))
    groups = [(known[key], totals[key], listed) for key, listed in by_kind(shown).items()]
    return render(
        request,
        "awards/nominations.html",
        {
            "year": year,
            "round": round,
            "groups": groups,
            "shown": shown,
            "filters": filters,
            "entries": [k for k in entries if k.scheme == "party"],
            "sees_eligibility": may_at(request.actor, "see_nominations", round.unit).allowed,
            "submissions": queries.submissions_of(request.actor, round),
            "may_submit": may_at(request.actor, "submit", round.unit).allowed,
        },
    )


@require_GET
def export_nominations(request: HttpRequest, year: int, form: str) -> HttpResponse:
    """The list with its filter as a file."""
    require(may_somewhere(request.actor, "awards.export_nominations"))
    round = round_of(request, year)
    state = request.GET.get("trang-thai", "")
    rows = queries.nominations_of(request.actor, round).filter(**({"state": state} if state else {}))
    return exported(
        nomination_table(rows, round, state),
        actor=request.actor,
        action="awards.export_nominations",
        unit_id=round.unit_id,
        form=form,
    )


@require_http_methods(["GET", "POST"])
def eligibility(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """Who may be considered for a kind, with reasons; nominate those chosen."""
    round = round_of(request, year)
    entry = catalogue_kind(kind, register_day(round))
    found = queries.eligible(request.actor, round, kind)
    shown = request.GET.get("loc", "")
    wanted = {"du": True, "chua-du": False, "chua-ro": None}
    listed = [pk for pk, eligible in found if shown not in wanted or eligible is wanted[shown]]
    page = Paginator(listed, ROWS).get_page(request.GET.get("page"))
    sent = {int(pk) for pk in request.POST.getlist("chosen") if pk.isdecimal()}
    rows = queries.eligibility(request.actor, round, kind, among={*page, *sent})
    open_rows = [r for r in rows if not r.nominated]
    form = NominateForm(request.POST or None, choices=[(r.subject.pk, str(r.subject)) for r in open_rows])
    if request.method == "POST" and form.is_valid():
        by_pk = {r.subject.pk: r.subject for r in open_rows}
        data = form.cleaned_data
        values = {k: data[k] for k in ("achievement", "period_from", "period_to", "field")}
        chosen = [
            NominationRow(
                **({"person": by_pk[pk]} if entry.for_individuals else {"unit": by_pk[pk]}), **values
            )
            for pk in data["chosen"]
        ]
        try:
            made = actions.nominate(
                round, actor=request.actor, kind=kind, rows=chosen, happened_on=data["happened_on"]
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi đề nghị: %(count)s.") % {"count": len(made)})
            return redirect("awards:nominations", year)
    counts = {key: sum(eligible is value for _pk, eligible in found) for key, value in wanted.items()}
    words = {"du": _("Đủ điều kiện xét"), "chua-du": _("Chưa đủ điều kiện"), "chua-ro": _("Chưa đủ căn cứ")}
    filters = [
        {"text": _("Tất cả"), "count": len(found), "url": "?", "active": shown not in wanted},
        *({"text": words[k], "count": counts[k], "url": f"?loc={k}", "active": shown == k} for k in wanted),
    ]
    context = {
        "year": year,
        "round": round,
        "kind": entry,
        "rows": [r for r in rows if r.subject.pk in set(page)],
        "shown": page,
        "form": form,
        "filters": filters,
        "chosen": form["chosen"].value() or [],
        "may_nominate": may_at(request.actor, "nominate", round.unit).allowed,
    }
    return render(request, "awards/eligibility.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def nomination(request: HttpRequest, pk: int) -> HttpResponse:
    """One dossier: achievement, state, trace, and the acts that its state allows."""
    found = get_nomination(request.actor, pk)
    form = NominationForm(request.POST) if request.method == "POST" else NominationForm.of(found)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.change_nomination(
                found,
                actor=request.actor,
                happened_on=data["happened_on"],
                expected_version=data["version"],
                achievement=data["achievement"],
                period_from=data["period_from"],
                period_to=data["period_to"],
                field=data["field"],
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi hồ sơ đề nghị."))
            return redirect(found)
    round = found.round
    context = {
        "nomination": found,
        "kind": catalogue_kind(found.kind, register_day(round)),
        "form": form,
        "reason_form": ReasonForm(),
        "steps": found.steps.all(),
        "may_change": found.state in (NominationState.DRAFT, NominationState.RETURNED)
        and may_at(request.actor, "nominate", found.nominated_by).allowed,
        "acts": _acts(request, found),
    }
    return render(request, "awards/nomination.html", context, status=422 if form.errors else 200)


#: What is answered → the state it leads to, and who may answer so.
_TARGETS = {
    "yeu-cau-bo-sung": (NominationState.RETURNED, may_appraise),
    "tham-dinh": (NominationState.APPRAISED, may_appraise),
    "khong-de-nghi": (NominationState.NOT_PROPOSED, may_appraise),
    "xem-lai": (NominationState.DRAFT, may_submit),
    "trinh-lai": (NominationState.SUBMITTED, may_submit),
}


def _acts(request: HttpRequest, found: Nomination) -> list[dict[str, str]]:
    allowed = NOMINATION_TRANSITIONS[found.state]
    return [
        {"act": act, "text": str(state.label)}
        for act, (state, may_answer) in _TARGETS.items()
        if state in allowed
        and (act != "trinh-lai" or found.state == NominationState.RETURNED)
        and may_answer(request.actor, found).allowed
    ]


@require_POST
def answer(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Ask for completion, appraise, not propose, take up again, submit again."""
    found = get_nomination(request.actor, pk)
    if act not in ACTS:
        raise Missing(thing=_("trang này"))
    require(_TARGETS[act][1](request.actor, found))
    form = ReasonForm(request.POST)
    if form.is_valid():
        told(
            request,
            lambda: ACTS[act](found, actor=request.actor, **form.cleaned_data),
            _("Đã ghi trạng thái của đề nghị."),
        )
    else:
        messages.error(request, _("Ghi ngày trên văn bản theo dạng ngày/tháng/năm."))
    return redirect(found)


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, year: int) -> HttpResponse:
    """Record the submission letter with the nominations that it carries."""
    round = round_of(request, year)
    waiting = queries.nominations_of(request.actor, round).filter(
        state__in=[NominationState.DRAFT, NominationState.RETURNED]
    )
    form = SubmitForm(
        request.POST or None, documents=letters_to_record(request.actor, round), nominations=waiting
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.submit(round, actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi tờ trình."))
            return redirect("awards:nominations", year)
    context = {"year": year, "round": round, "form": form, "waiting": len(waiting)}
    return render(request, "awards/submit.html", context, status=422 if form.errors else 200)

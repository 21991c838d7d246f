"""Pages of decisions: the list, recording one, its recipients, certificates, ground for publishing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongket.access.decisions import require
from tongket.awards import actions, queries
from tongket.awards.catalogue import kind as catalogue_kind
from tongket.awards.catalogue import kinds_on
from tongket.awards.forms import DecisionForm, PublicationGroundForm, ReasonForm, RegulariseForm
from tongket.awards.permissions import get_decision, may_at, may_for
from tongket.awards.queries.lists import recipients_of
from tongket.awards.queries.papers import decisions_to_record, issuing_units
from tongket.awards.queries.public import names_are_public
from tongket.awards.states import AwardState, NominationState
from tongket.awards.views.common import round_of, told
from tongket.common.dates import today
from tongket.common.errors import DomainError, Missing
from tongket.rounds.queries import register_day


@require_GET
def decisions(request: HttpRequest, year: int) -> HttpResponse:
    """Decisions of the year: number, date, signer, how many recipients and certificates."""
    round = round_of(request, year)
    rows = [(d, catalogue_kind(d.kind, d.document.date)) for d in queries.decisions_of(request.actor, round)]
    context = {
        "year": year,
        "round": round,
        "rows": rows,
        "may_record": bool(issuing_units(request.actor, round)),
        "may_publish": may_at(request.actor, "record_publication_ground", round.unit).allowed,
        "ground_form": PublicationGroundForm(),
    }
    return render(request, "awards/decisions.html", context)


@require_http_methods(["GET", "POST"])
def record_decision(request: HttpRequest, year: int) -> HttpResponse:
    """Record a signed decision with its recipients."""
    round = round_of(request, year)
    entries = kinds_on(register_day(round))
    form = DecisionForm(
        request.POST or None,
        kinds=[(k.key, str(k.label)) for k in entries],
        documents=decisions_to_record(request.actor, round),
        units=issuing_units(request.actor, round),
        nominations=queries.nominations_of(request.actor, round).exclude(
            state__in=[NominationState.DECIDED, NominationState.NOT_PROPOSED]
        ),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            decided = actions.record_decision(
                round,
                actor=request.actor,
                kind=data["kind"],
                document=data["document"],
                issuing_unit=data["issuing_unit"],
                recipients=form.named(),
                ground=data["ground"],
                others_not_proposed=data["others_not_proposed"],
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi quyết định khen thưởng."))
            return redirect(decided)
    context = {"year": year, "round": round, "form": form}
    return render(request, "awards/record_decision.html", context, status=422 if form.errors else 200)


@require_GET
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision with its list; what may be done with it next."""
    found = get_decision(request.actor, pk)
    awards = recipients_of(found)
    entry = catalogue_kind(found.kind, found.document.date)
    twice = queries.same_year(found.round)
    may_issue = (
        entry.form.paper
        and found.state == AwardState.GRANTED
        and may_for(request.actor, "issue_certificates", found.issuing_unit, found.round).allowed
    )
    waiting = [a for a in awards if a.stands and not a.outside_name and not hasattr(a, "certificate")]
    context = {
        "decision": found,
        "kind": entry,
        "awards": [(a, [o for o in twice.get(a.person_id, []) if o.pk != a.pk]) for a in awards],
        "may_issue": may_issue and bool(waiting),
        "waiting": len(waiting),
        "may_revoke": found.state == AwardState.GRANTED
        and may_for(request.actor, "revoke", found.issuing_unit, found.round).allowed,
        "may_publish": may_for(
            request.actor, "record_publication_ground", found.issuing_unit, found.round
        ).allowed,
        "names_public": names_are_public(found),
        "may_regularise": may_for(request.actor, "record_decision", found.issuing_unit, found.round).allowed,
        "reason_form": ReasonForm(),
        "regularise_form": RegulariseForm(),
        "ground_form": PublicationGroundForm(),
    }
    return render(request, "awards/decision.html", context)


@require_POST
def issue_certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the decision's certificates in the register."""
    found = get_decision(request.actor, pk)
    told(
        request,
        lambda: actions.issue_certificates(found, actor=request.actor, happened_on=today()),
        _("Đã vào sổ giấy khen theo quyết định."),
    )
    return redirect(found)


@require_POST
def revoke_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the decision back, with the reason."""
    found = get_decision(request.actor, pk)
    require(may_for(request.actor, "revoke", found.issuing_unit, found.round))
    form = ReasonForm(request.POST)
    if form.is_valid():
        told(
            request,
            lambda: actions.revoke_decision(found, actor=request.actor, **form.cleaned_data),
            _("Đã hủy bỏ quyết định; số và danh sách vẫn được giữ."),
        )
    else:
        messages.error(request, _("Ghi ngày trên văn bản theo dạng ngày/tháng/năm."))
    return redirect(found)


@require_POST
def record_publication_ground(request: HttpRequest, pk: int) -> HttpResponse:
    """Record why the names may be shown to the public."""
    found = get_decision(request.actor, pk)
    require(may_for(request.actor, "record_publication_ground", found.issuing_unit, found.round))
    form = PublicationGroundForm(request.POST)
    if form.is_valid():
        told(
            request,
            lambda: actions.record_publication_ground(found, actor=request.actor, **form.cleaned_data),
            _("Đã ghi căn cứ công khai danh sách."),
        )
    else:
        messages.error(request, _("Ghi văn bản làm căn cứ và ngày theo dạng ngày/tháng/năm."))
    return redirect(found)


@require_POST
def regularise_award(request: HttpRequest, pk: int, award: int) -> HttpResponse:
    """Put an irregular award of the decision in order by a paper of the authority."""
    found = get_decision(request.actor, pk)
    require(may_for(request.actor, "record_decision", found.issuing_unit, found.round))
    wanted = next((a for a in recipients_of(found) if a.pk == award), None)
    if wanted is None:
        raise Missing(thing=_("người được khen"))
    form = RegulariseForm(request.POST)
    if form.is_valid():
        told(
            request,
            lambda: actions.regularise_award(wanted, actor=request.actor, **form.cleaned_data),
            _("Đã ghi văn bản khắc phục."),
        )
    else:
        messages.error(request, _("Ghi văn bản khắc phục và ngày theo dạng ngày/tháng/năm."))
    return redirect(found)


@require_POST
def record_publication_grounds(request: HttpRequest, year: int) -> HttpResponse:
    """Record one ground for all decisions of the year that stand and have none yet."""
    round = round_of(request, year)
    require(may_at(request.actor, "record_publication_ground", round.unit))
    form = PublicationGroundForm(request.POST)
    if form.is_valid():
        told(
            request,
            lambda: actions.record_publication_grounds(round, actor=request.actor, **form.cleaned_data),
            _("Đã ghi căn cứ công khai của các quyết định."),
        )
    else:
        messages.error(request, _("Ghi văn bản làm căn cứ và ngày theo dạng ngày/tháng/năm."))
    return redirect("awards:decisions", year)

"""Pages of who holds which role where: giving, ending, deputies, handing over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongket.access.decisions import require
from tongket.common.dates import today
from tongket.common.errors import DomainError, Missing
from tongket.organisation import actions
from tongket.organisation.actions.roles import may_appoint_deputy, may_grant
from tongket.organisation.models import RoleAssignment
from tongket.organisation.open_work import open_work
from tongket.organisation.permissions import may, units_where
from tongket.organisation.queries.roles import (
    DEPUTIES,
    NOW,
    PAST,
    accounts_near,
    get_hand_over,
    get_role,
    role_counts,
    role_list,
)
from tongket.organisation.role_forms import DeputyForm, EndRoleForm, GrantForm, HandOverForm

ROWS = 50


def _grant_form(request: HttpRequest) -> GrantForm | None:
    """The form for giving a role at or below the unit looked at; none for those who give none there."""
    unit = request.scope.unit
    if unit is None or not may(request.actor, "organisation.grant_role", unit).allowed:
        return None
    return GrantForm(
        request.POST or None,
        accounts=accounts_near(unit),
        units=units_where(request.actor, "organisation.grant_role").order_by("code"),
        initial={"unit": unit.pk, "valid_from": today()},
    )


@require_http_methods(["GET", "POST"])
def roles(request: HttpRequest) -> HttpResponse:
    """Who holds which role, from when to when; POST gives one."""
    form = _grant_form(request)
    if request.method == "POST":
        if form is None:
            raise Missing(thing=_("trang này"))
        if form.is_valid():
            data = dict(form.cleaned_data)
            try:
                actions.grant_role(data.pop("account"), actor=request.actor, **data)
            except DomainError as error:
                form.add_error(None, error.text())
            else:
                messages.success(request, _("Đã giao vai trò."))
                return redirect("organisation:roles")
    wanted = request.GET.get("xem", NOW)
    counts = role_counts(request.actor, today())
    filters = [
        {"text": text, "count": getattr(counts, key), "url": f"?xem={key}", "active": wanted == key}
        for key, text in ((NOW, _("Đang giữ")), (DEPUTIES, _("Giữ thay")), (PAST, _("Đã thôi")))
    ]
    page = Paginator(role_list(request.actor, wanted, today()), ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "filters": filters, "form": form, "day": today()}
    return render(request, "organisation/roles.html", context, status=422 if form and form.errors else 200)


def _context(request: HttpRequest, held: RoleAssignment, **forms: Any) -> dict[str, Any]:
    accounts = accounts_near(held.unit).exclude(pk=held.account_id)
    gives = may_grant(request.actor, held.role, held.unit).allowed
    runs = held.valid_to is None or held.valid_to > today()
    main = held.deputises_for or held
    return {
        "held": held,
        "deputies": held.deputies.select_related("account"),
        "runs": runs,
        "may_end": runs
        and (may_appoint_deputy(request.actor, main).allowed if held.deputises_for_id else gives),
        "may_appoint": runs and not held.deputises_for_id and may_appoint_deputy(request.actor, held).allowed,
        "may_hand_over": runs and not held.deputises_for_id and gives,
        "end_form": EndRoleForm(initial={"on": today()}),
        "deputy_form": DeputyForm(accounts=accounts, initial={"valid_from": today()}),
        "hand_over_form": HandOverForm(accounts=accounts, initial={"on": today()}),
        **forms,
    }


@require_GET
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """One role: its papers, its deputies, and what may be done with it."""
    held = get_role(request.actor, pk)
    return render(request, "organisation/role.html", _context(request, held))


@require_POST
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """The role ends on a day, by a paper."""
    held = get_role(request.actor, pk)
    main = held.deputises_for
    require(
        may_appoint_deputy(request.actor, main) if main else may_grant(request.actor, held.role, held.unit)
    )
    form = EndRoleForm(request.POST)
    if form.is_valid():
        try:
            actions.end_role(held, actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi thôi giữ vai trò."))
            return redirect("organisation:roles")
    return render(request, "organisation/role.html", _context(request, held, end_form=form), status=422)


@require_POST
def appoint_deputy(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody acts in the holder's place for a period."""
    held = get_role(request.actor, pk)
    require(may_appoint_deputy(request.actor, held))
    form = DeputyForm(request.POST, accounts=accounts_near(held.unit).exclude(pk=held.account_id))
    if form.is_valid():
        try:
            actions.appoint_deputy(held, actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi người thay."))
            return redirect("organisation:role", held.pk)
    return render(request, "organisation/role.html", _context(request, held, deputy_form=form), status=422)


@require_http_methods(["GET", "POST"])
def hand_over_role(request: HttpRequest, pk: int) -> HttpResponse:
    """What the successor takes over, and the act of handing over."""
    held = get_role(request.actor, pk)
    require(may_grant(request.actor, held.role, held.unit))
    waiting = open_work(request.actor, held.unit)
    form = HandOverForm(
        request.POST or None,
        accounts=accounts_near(held.unit).exclude(pk=held.account_id),
        initial={"on": today()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.hand_over_role(held, actor=request.actor, open_work=waiting, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã bàn giao vai trò."))
            return redirect(done)
    context = {"held": held, "form": form, "waiting": waiting}
    return render(request, "organisation/hand_over_role.html", context, status=422 if form.errors else 200)


@require_GET
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of a hand-over, to print and sign."""
    return render(request, "organisation/hand_over.html", {"done": get_hand_over(request.actor, pk)})

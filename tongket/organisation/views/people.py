"""Pages of members and other people."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongket.common.dates import today
from tongket.common.errors import DomainError
from tongket.organisation import actions, queries
from tongket.organisation.forms import AsOfForm, PersonForm, PostForm, SearchForm, StatusForm, TransferForm
from tongket.organisation.models import Person
from tongket.organisation.paging import Turn, turning
from tongket.organisation.permissions import may, units_where
from tongket.organisation.queries.duplicates import current_person
from tongket.organisation.queries.lists import STANDINGS, MemberFilter, member_counts, member_page, other_page
from tongket.organisation.queries.register import main_unit, person_page

WORDS = "member-search"


def wanted_members(request: HttpRequest) -> MemberFilter:
    """What the list of members is narrowed to: unit and standing by the address, words by the session."""
    unit, standing = request.GET.get("don-vi", ""), request.GET.get("trang-thai", "")
    return MemberFilter(
        unit=int(unit) if unit.isdecimal() else None,
        standing=standing if standing in STANDINGS else "",
        words=request.session.get(WORDS, ""),
    )


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Members at a day. Words looked for come by POST and stay in the session: no names in addresses or logs."""
    if request.method == "POST":
        search = SearchForm(request.POST)
        request.session[WORDS] = search.cleaned_data["words"] if search.is_valid() else ""
        return redirect("organisation:people")
    as_of = AsOfForm(request.GET)
    day = as_of.day()
    wanted = wanted_members(request)
    page = member_page(request.actor, day, wanted, Turn.asked(request))
    return render(
        request,
        "organisation/people.html",
        {
            "form": as_of,
            "search": SearchForm(initial={"words": wanted.words}),
            "wanted": wanted,
            "day": day,
            "as_of": as_of.query(),
            "counts": member_counts(request.actor, day),
            "page": page,
            **turning(request, page),
        },
    )


@require_GET
def others(request: HttpRequest) -> HttpResponse:
    """People of the register who are no members: guests, civil servants outside the Party, officers above."""
    form = AsOfForm(request.GET)
    day = form.day()
    page = other_page(request.actor, day, Turn.asked(request))
    return render(
        request,
        "organisation/others.html",
        {"page": page, "form": form, "day": day, **turning(request, page)},
    )


def _person_context(request: HttpRequest, found: Person, **forms: object) -> dict[str, object]:
    home = main_unit(found, today())
    changes = may(request.actor, "organisation.change_people", home).allowed
    own = units_where(request.actor, "organisation.change_people").order_by("code_key")
    return {
        "page": person_page(found),
        "home": home,
        "may_change": changes,
        "person_form": PersonForm.of(found),
        "status_form": StatusForm(),
        "post_form": PostForm(units=own),
        "transfer_form": TransferForm(units=own.filter(kind__in=["cell", "grassroots_cell"])),
        **forms,
    }


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything the register holds about a person, over all years."""
    found = queries.get_person(request.actor, current_person(pk))
    if found.pk != pk:
        return redirect(found)
    return render(request, "organisation/person.html", _person_context(request, found))


@require_POST
def change_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a person's own data."""
    found = queries.get_person(request.actor, pk)
    form = PersonForm(request.POST)
    if form.is_valid():
        values = dict(form.cleaned_data)
        version, reason = values.pop("version"), values.pop("reason")
        try:
            actions.change_person(
                found,
                actor=request.actor,
                unit=main_unit(found, today()),
                expected_version=version,
                reason=reason,
                **values,
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi."))
            return redirect(found)
    return render(
        request, "organisation/person.html", _person_context(request, found, person_form=form), status=422
    )


@require_POST
def set_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Exempt, suspended or temporarily elsewhere, by a decision."""
    found = queries.get_person(request.actor, pk)
    form = StatusForm(request.POST)
    if form.is_valid():
        try:
            actions.set_status(
                found, actor=request.actor, unit=main_unit(found, today()), **form.cleaned_data
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi trạng thái."))
            return redirect(found)
    return render(
        request, "organisation/person.html", _person_context(request, found, status_form=form), status=422
    )


@require_POST
def hold_post(request: HttpRequest, pk: int) -> HttpResponse:
    """A post at a unit, from a day on."""
    found = queries.get_person(request.actor, pk)
    form = PostForm(request.POST, units=units_where(request.actor, "organisation.change_people"))
    if form.is_valid():
        try:
            actions.hold_post(found, actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi chức vụ."))
            return redirect(found)
    return render(
        request, "organisation/person.html", _person_context(request, found, post_form=form), status=422
    )


@require_POST
def join_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Transfer to another cell, from a day on."""
    found = queries.get_person(request.actor, pk)
    form = TransferForm(request.POST, units=units_where(request.actor, "organisation.change_people"))
    if form.is_valid():
        try:
            actions.join_unit(found, actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi việc chuyển sinh hoạt."))
            return redirect(found)
    return render(
        request, "organisation/person.html", _person_context(request, found, transfer_form=form), status=422
    )

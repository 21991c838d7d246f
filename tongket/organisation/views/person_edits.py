"""Pages that change what the register holds about a person: one form each, from the state that was read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongket.access.decisions import require
from tongket.common.dates import today
from tongket.common.errors import DomainError
from tongket.organisation import actions, person_forms, queries
from tongket.organisation.models import Person, Unit
from tongket.organisation.permissions import may, units_where
from tongket.organisation.queries.people import contact_of, get_membership, get_post, get_status, party_of
from tongket.organisation.queries.register import main_unit
from tongket.organisation.states import UnitKind
from tongket.organisation.views.unit_acts import add_refusal

CHANGE = "organisation.change_people"
CELLS = (UnitKind.CELL, UnitKind.GRASSROOTS_CELL)
either = require_http_methods(["GET", "POST"])


def given(request: HttpRequest) -> Any:
    """What was sent, None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def changeable(request: HttpRequest, pk: int) -> tuple[Person, Unit]:
    """The person and the unit under which the data are kept, where the viewer may change them."""
    found = queries.get_person(request.actor, pk)
    home = main_unit(found, today())
    require(may(request.actor, CHANGE, home))
    return found, home


def edit_page(
    request: HttpRequest,
    person: Person,
    title: str,
    form: forms.Form,
    run: Callable[..., Any],
    *,
    note: str = "",
    remove: Callable[[str], None] | None = None,
) -> HttpResponse:
    """The form; what it was sent goes to ``run``, or the record is taken out by ``remove`` with its reason."""
    if request.method == "POST":
        reason = request.POST.get("reason", "").strip()
        try:
            if remove and "remove" in request.POST:
                if reason:
                    remove(reason)
                    messages.success(request, _("Đã bỏ dòng ghi nhầm."))
                    return redirect(person)
                form.is_valid()
                form.add_error("reason", _("Ghi căn cứ để bỏ dòng ghi nhầm."))
            elif form.is_valid():
                run(**form.cleaned_data)
                messages.success(request, _("Đã ghi: %(what)s.") % {"what": title})
                return redirect(person)
        except DomainError as error:
            add_refusal(form, error)
    context = {"person": person, "title": title, "form": form, "note": note, "may_remove": remove is not None}
    return render(request, "organisation/person_edit.html", context, status=422 if form.errors else 200)


@either
def change_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a person's own data."""
    found, home = changeable(request, pk)
    form = person_forms.PersonForm.of(given(request), found)

    def run(**values: Any) -> None:
        actions.change_person(found, actor=request.actor, unit=home, **values)

    return edit_page(request, found, _("Sửa thông tin cá nhân"), form, run)


@either
def set_party(request: HttpRequest, pk: int) -> HttpResponse:
    """Admission, official date, card number."""
    found, home = changeable(request, pk)
    form = person_forms.PartyForm.of(given(request), party_of(found))

    def run(**values: Any) -> None:
        actions.set_party(found, actor=request.actor, unit=home, **values)

    return edit_page(request, found, _("Thông tin đảng viên"), form, run)


@either
def set_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """How a person is reached."""
    found, home = changeable(request, pk)
    form = person_forms.ContactForm.of(given(request), contact_of(found))

    def run(**values: Any) -> None:
        actions.set_contact(found, actor=request.actor, unit=home, **values)

    return edit_page(request, found, _("Cách liên hệ"), form, run)


@either
def set_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Exempt, suspended or temporarily elsewhere, by a decision."""
    found, home = changeable(request, pk)

    def run(**values: Any) -> None:
        actions.set_status(found, actor=request.actor, unit=home, **values)

    form = person_forms.StatusForm(given(request))
    return edit_page(request, found, _("Ghi miễn, đình chỉ, sinh hoạt tạm thời"), form, run)


@either
def change_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct or end a standing."""
    row = get_status(request.actor, pk)
    found, home = changeable(request, row.person_id)

    def run(**values: Any) -> None:
        actions.change_status(row, actor=request.actor, unit=home, **values)

    def remove(reason: str) -> None:
        actions.remove_status(row, actor=request.actor, unit=home, reason=reason)

    form = person_forms.ChangeStatusForm.of(given(request), row)
    return edit_page(request, found, row.get_status_display(), form, run, remove=remove)


@either
def hold_post(request: HttpRequest, pk: int) -> HttpResponse:
    """A post at a unit, from a day on."""
    found, _home = changeable(request, pk)
    form = person_forms.PostForm(given(request))
    form.fields["unit"].offer(units_where(request.actor, CHANGE).order_by("code_key"))

    def run(**values: Any) -> None:
        actions.hold_post(found, actor=request.actor, **values)

    return edit_page(request, found, _("Thêm chức vụ"), form, run)


@either
def change_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct or end a post."""
    row = get_post(request.actor, pk)
    require(may(request.actor, CHANGE, row.unit))

    def run(**values: Any) -> None:
        actions.change_post(row, actor=request.actor, **values)

    def remove(reason: str) -> None:
        actions.remove_post(row, actor=request.actor, reason=reason)

    form = person_forms.ChangePostForm.of(given(request), row)
    return edit_page(request, row.person, row.title, form, run, note=row.unit.name, remove=remove)


@either
def join_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Transfer to another cell, from a day on."""
    found, _home = changeable(request, pk)
    form = person_forms.TransferForm(given(request))
    cells = units_where(request.actor, CHANGE).filter(kind__in=CELLS)
    form.fields["unit"].offer(cells.order_by("code_key"))

    def run(**values: Any) -> None:
        actions.join_unit(found, actor=request.actor, **values)

    return edit_page(request, found, _("Chuyển sinh hoạt đến chi bộ khác"), form, run)


@either
def transfer_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Transfer to an organisation outside this register."""
    found, _home = changeable(request, pk)

    def run(**values: Any) -> None:
        actions.transfer_out(found, actor=request.actor, **values)

    note = _("Hồ sơ vẫn giữ ở đây; khi nơi đến xác nhận tiếp nhận thì ghi ngày vào.")
    form = person_forms.LeaveForm(given(request))
    return edit_page(request, found, _("Chuyển sinh hoạt đi nơi khác"), form, run, note=note)


@either
def confirm_transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """The other organisation has received the member."""
    row = get_membership(request.actor, pk)
    require(may(request.actor, CHANGE, row.unit))

    def run(**values: Any) -> None:
        actions.confirm_transfer(row, actor=request.actor, **values)

    form = person_forms.ReceivedForm(given(request))
    return edit_page(request, row.person, _("Nơi đến đã tiếp nhận"), form, run, note=row.left_to)


@either
def change_membership(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the papers of a membership."""
    row = get_membership(request.actor, pk)
    require(may(request.actor, CHANGE, row.unit))

    def run(**values: Any) -> None:
        actions.change_membership(row, actor=request.actor, **values)

    form = person_forms.MembershipForm.of(given(request), row)
    return edit_page(request, row.person, _("Giấy tờ chuyển sinh hoạt"), form, run, note=row.unit.name)

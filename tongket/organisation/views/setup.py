"""The first page of an empty installation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tongket.access.decisions import SYSTEM
from tongket.common.errors import DomainError, Missing
from tongket.common.views import public
from tongket.organisation import actions
from tongket.organisation.forms import SetUpForm
from tongket.organisation.permissions import is_empty_installation


@public
def set_up_office(request: HttpRequest) -> HttpResponse:
    """Creates the organisation and the account of whoever does the work; afterwards the page is gone."""
    if not is_empty_installation():
        raise Missing(thing=_("trang này"))
    form = SetUpForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            values = {k: v for k, v in form.cleaned_data.items() if k != "again"}
            try:
                actions.set_up_office(actor=SYSTEM, **values)
            except DomainError as error:
                form.add_error(None, error.text())
            else:
                messages.success(request, _("Đã thiết lập. Đăng nhập bằng tài khoản vừa tạo."))
                return redirect("account_login")
    return render(request, "organisation/set_up_office.html", {"form": form}, status=status)

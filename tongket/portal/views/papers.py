"""Opening signed papers to the public, and taking them back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongket.common.dates import today
from tongket.common.errors import DomainError, Missing
from tongket.portal import actions
from tongket.portal.forms import PaperForm, WithdrawForm
from tongket.portal.permissions import get_paper, may_at
from tongket.portal.queries import papers_of, papers_to_publish


@require_http_methods(["GET", "POST"])
def public_papers(request: HttpRequest, year: int) -> HttpResponse:
    """Papers that are or were public, and the form that opens another one."""
    unit = request.scope.unit
    if unit is None:
        raise Missing(thing=_("đơn vị"))
    form = PaperForm(
        request.POST or None,
        documents=papers_to_publish(request.actor, unit, year),
        initial={"published_on": today()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish_paper(actor=request.actor, unit=unit, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã công khai văn bản."))
            return redirect("portal:public_papers", year)
    context = {
        "year": year,
        "form": form,
        "rows": papers_of(request.actor, unit),
        "withdraw_form": WithdrawForm(),
        "may_publish": may_at(request.actor, "publish_paper", unit).allowed,
    }
    return render(request, "portal/public_papers.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a paper from the public, with the reason."""
    paper = get_paper(request.actor, pk)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            actions.withdraw_paper(paper, actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            messages.error(request, error.text())
        else:
            messages.success(request, _("Đã rút văn bản khỏi trang công khai."))
    else:
        messages.error(request, _("Ghi ngày và lý do rút văn bản."))
    return redirect("portal:public_papers", paper.document.year)

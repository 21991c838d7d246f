"""The page on which an office declares the order of posts."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tongket.access.decisions import require
from tongket.common.errors import DomainError, Missing
from tongket.organisation import actions
from tongket.organisation.permissions import may
from tongket.organisation.protocol import read_ranks, shipped_ranks
from tongket.organisation.queries.protocol import own_ranks, ranks_at
from tongket.organisation.views.unit_acts import add_refusal

#: As long as a title may be.
LONGEST = 200


class ProtocolForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Thứ tự chức danh, mỗi dòng một chức danh, cao nhất ở trên"),
        widget=forms.Textarea(attrs={"rows": 20}),
        required=False,
        help_text=gettext_lazy("Để trống thì dùng danh sách của cấp trên hoặc danh sách ghi sẵn"),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_words(self) -> list[str]:
        """The lines, none longer than a title may be."""
        lines = read_ranks(self.cleaned_data["words"])
        if long := [line for line in lines if len(line) > LONGEST]:
            raise forms.ValidationError(_("Dòng quá dài: “%(line)s”.") % {"line": long[0]})
        return lines

    def clean_seen(self) -> Any:
        """The list that was read when the page was opened."""
        try:
            return list(map(str, json.loads(self.cleaned_data["seen"] or "[]")))
        except (ValueError, TypeError):
            return []


@require_http_methods(["GET", "POST"])
def set_protocol(request: HttpRequest) -> HttpResponse:
    """The declared order of posts of the unit looked at."""
    unit = request.scope.unit
    if unit is None:
        raise Missing(thing=_("đơn vị"))
    require(may(request.actor, "organisation.change_people", unit))
    own, holding = own_ranks(unit), ranks_at(unit.pk)
    initial = {"words": "\n".join(holding), "seen": json.dumps(own, ensure_ascii=False)}
    form = ProtocolForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        words, seen = form.cleaned_data["words"], form.cleaned_data["seen"]
        try:
            actions.set_protocol(unit, actor=request.actor, words=words, expected=seen)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã ghi thứ tự chức danh."))
            return redirect("organisation:others")
    context = {"unit": unit, "form": form, "own": bool(own), "shipped": holding == shipped_ranks()}
    return render(request, "organisation/protocol.html", context, status=422 if form.errors else 200)

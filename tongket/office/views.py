"""The page on which an organisation chooses what it uses."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tongket.common.errors import DomainError, Missing
from tongket.office import actions
from tongket.office.forms import ProfileForm
from tongket.office.permissions import may_change_profile
from tongket.office.queries import office_of, profile_at
from tongket.office.rooms import FIRST_ROOMS


def change_profile(request: HttpRequest) -> HttpResponse:
    """Rooms and words of the organisation looked at."""
    if request.scope.unit is None:
        raise Missing(thing=_("trang này"))
    unit = office_of(request.scope.unit)
    if not may_change_profile(request.actor, unit).allowed:
        raise Missing(thing=_("trang này"))
    profile = profile_at(unit)
    initial = {
        "rooms": sorted(profile.rooms),
        "vocabulary": profile.vocabulary.key,
        "version": profile.version,
    }
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            actions.change_profile(
                unit,
                actor=request.actor,
                rooms=values["rooms"],
                vocabulary=values["vocabulary"],
                expected_version=values["version"],
            )
        except DomainError as error:
            form.add_error(None, error.text())
        else:
            messages.success(request, _("Đã ghi phần việc và cách gọi của %(unit)s.") % {"unit": unit})
            return redirect("office:change_profile")
    return render(
        request,
        "office/change_profile.html",
        {"form": form, "unit": unit, "first_rooms": FIRST_ROOMS},
        status=422 if form.errors else 200,
    )

"""What the pages of this room share."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tongket.awards.models import Nomination
from tongket.common.errors import DomainError, Missing, NotPermitted
from tongket.rounds.models import Round
from tongket.rounds.queries import get_round


def round_of(request: HttpRequest, year: int) -> Round:
    """The year's round around the unit that is looked at."""
    if request.scope.unit is None:
        raise Missing(thing=_("đơn vị"))
    return get_round(request.actor, request.scope.unit, year)


def told(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Do an act and tell how it went; False when a rule refused it. Who may not do it at all gets the page of that."""
    try:
        act()
    except NotPermitted:
        raise
    except DomainError as error:
        messages.error(request, error.text())
        return False
    messages.success(request, done)
    return True


def pdf(content: bytes, name: str, *, keep: bool = False) -> HttpResponse:
    """A PDF shown in the browser, or kept as a file; never kept by a cache in between.

    A paper whose making is recorded is kept: reloading the page would record it once more."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'{"attachment" if keep else "inline"}; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def by_kind(nominations: Iterable[Nomination]) -> dict[str, list[Nomination]]:
    """Nominations by kind, in the order given."""
    found: dict[str, list[Nomination]] = {}
    for nomination in nominations:
        found.setdefault(nomination.kind, []).append(nomination)
    return found

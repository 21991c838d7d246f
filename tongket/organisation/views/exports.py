"""The register's lists as files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tongket.access.decisions import require
from tongket.audit.exports import exported
from tongket.common.dates import today
from tongket.organisation import exports
from tongket.organisation.forms import AsOfForm
from tongket.organisation.models import Unit
from tongket.organisation.permissions import get_unit, may_somewhere
from tongket.organisation.queries.lists import member_list, other_people
from tongket.organisation.queries.register import tree
from tongket.organisation.views.people import wanted_members


def _looked_at(request: HttpRequest) -> int | None:
    return request.scope.unit.pk if request.scope.unit else None


@require_GET
def export_people(request: HttpRequest, form: str) -> HttpResponse:
    """The members of the list with its filter, at its day."""
    require(may_somewhere(request.actor, "organisation.export_people"))
    day, wanted = AsOfForm(request.GET).day(), wanted_members(request)
    unit: Unit | None = None
    if wanted.unit:
        unit = get_unit(request.actor, wanted.unit, "organisation.export_people")
    rows = member_list(request.actor, day, wanted, "organisation.export_people")
    return exported(
        exports.member_table(rows, day, wanted, unit),
        actor=request.actor,
        action="organisation.export_people",
        unit_id=unit.pk if unit else _looked_at(request),
        form=form,
    )


@require_GET
def export_others(request: HttpRequest, form: str) -> HttpResponse:
    """The people who are no members."""
    require(may_somewhere(request.actor, "organisation.export_people"))
    rows = other_people(request.actor, today(), "organisation.export_people")
    return exported(
        exports.other_table(rows, today()),
        actor=request.actor,
        action="organisation.export_others",
        unit_id=_looked_at(request),
        form=form,
    )


@require_GET
def export_units(request: HttpRequest, form: str) -> HttpResponse:
    """The tree at its day."""
    require(may_somewhere(request.actor, "organisation.export_units"))
    day = AsOfForm(request.GET).day()
    return exported(
        exports.unit_table(tree(request.actor, day), day),
        actor=request.actor,
        action="organisation.export_units",
        unit_id=_looked_at(request),
        form=form,
    )

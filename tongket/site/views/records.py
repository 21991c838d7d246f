"""The records behind a figure, where a record was used, and its history."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongket.site.acts import model_text, role_text
from tongket.site.evidence import Sight, places_used, record, records_behind
from tongket.site.evidence import history as history_of_record

ROWS = 50


@require_GET
def records(request: HttpRequest, model: str, pk: int, role: str) -> HttpResponse:
    """What one figure of a record was made from; records that the viewer may not see are counted only."""
    sight = Sight(request)
    obj = record(request, sight, model, pk)
    rows, hidden = records_behind(sight, obj, role)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "record": obj,
        "kind": model_text(model),
        "role": role_text(role),
        "page": page,
        "hidden": hidden,
    }
    return render(request, "audit/records.html", context)


@require_GET
def history(request: HttpRequest, model: str, pk: int) -> HttpResponse:
    """Every act that changed a record, and where its values were used."""
    sight = Sight(request)
    obj = record(request, sight, model, pk)
    used, hidden = places_used(sight, obj)
    page = Paginator(history_of_record(obj), ROWS).get_page(request.GET.get("page"))
    context = {"record": obj, "kind": model_text(model), "page": page, "used": used, "hidden": hidden}
    return render(request, "audit/history.html", context)

"""The records behind a figure, where a record was used, and its history."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongket.site.acts import model_text
from tongket.site.evidence import (
    address_of,
    figure_text,
    places_used,
    record,
    sources_of,
    uses_behind,
)
from tongket.site.evidence import history as history_of_record

ROWS = 50


@require_GET
def records(request: HttpRequest, model: str, pk: int, role: str) -> HttpResponse:
    """What one figure of a record was made from, as far as the viewer may see it."""
    obj = record(request.actor, model, pk)
    page = Paginator(uses_behind(request.actor, obj, role), ROWS).get_page(request.GET.get("page"))
    page.object_list = sources_of(request.actor, page.object_list)
    context = {
        "role": figure_text(obj, role),
        "page": page,
        "has_fields": any(row.field for row in page),
    }
    return render(request, "audit/records.html", _frame(obj) | context)


@require_GET
def history(request: HttpRequest, model: str, pk: int) -> HttpResponse:
    """Every act that changed a record, and where its values were used."""
    obj = record(request.actor, model, pk)
    page = Paginator(history_of_record(obj), ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "used": places_used(request.actor, obj)}
    return render(request, "audit/history.html", _frame(obj) | context)


def _frame(obj: Model) -> dict[str, Any]:
    return {"record": obj, "kind": model_text(obj._meta.label), "record_url": address_of(obj)}

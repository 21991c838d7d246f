"""What the journal and the notes of use can tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.db import models

from tongket.audit.journal import label_of
from tongket.audit.models import Entry, Use


def history_of(obj: models.Model) -> models.QuerySet[Entry]:
    """The entries that changed a record, newest first."""
    return Entry.objects.filter(touched__model=label_of(obj), touched__object_id=obj.pk).order_by("-pk")


def used_by(obj: models.Model, role: str | None = None) -> models.QuerySet[Use]:
    """What a figure, paper or article was made from."""
    uses = Use.objects.filter(user_model=label_of(obj), user_id=obj.pk)
    return uses.filter(role=role) if role else uses


def uses_of(obj: models.Model) -> models.QuerySet[Use]:
    """Where values of a record were used."""
    return Use.objects.filter(source_model=label_of(obj), source_id=obj.pk)


def resolve(references: Iterable[tuple[str, int]]) -> dict[tuple[str, int], models.Model]:
    """Records by ('room.Model', id), with one query per kind of record; absent ones are left out."""
    by_model: dict[str, set[int]] = defaultdict(set)
    for model, pk in references:
        by_model[model].add(pk)
    found: dict[tuple[str, int], models.Model] = {}
    for model, pks in by_model.items():
        for pk, obj in apps.get_model(model)._default_manager.in_bulk(pks).items():
            found[model, pk] = obj
    return found

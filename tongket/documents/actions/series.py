"""How an issuer's numbers run: by term or year, typed in or given by tongket."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.text import clean, matching_key
from tongket.documents.errors import IssuerMissing, SeriesOverlap
from tongket.documents.models import NumberSeries
from tongket.documents.permissions import may_write
from tongket.organisation.models import Unit


def set_number_series(
    unit: Unit,
    *,
    actor: Actor,
    issuer: str,
    symbol: str,
    kind: str,
    label: str,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    own_numbers: bool = False,
    next_number: int = 1,
    taken_over_on: dt.date | None = None,
) -> NumberSeries:
    """Say how the numbers of an issuer and symbol run in a period; the same label again changes the line.

    With `own_numbers` tongket gives them from `next_number` on, without gaps; otherwise they are typed in
    from the office's book. Raises IssuerMissing, SeriesOverlap.
    """
    with acting(
        "documents.set_number_series",
        actor=actor,
        unit_id=unit.pk,
        happened_on=taken_over_on or valid_from,
    ) as act:
        require(may_write(actor, unit, "set_number_series"))
        issuer, symbol, label = clean(issuer), clean(symbol), clean(label)
        if not issuer:
            raise IssuerMissing()
        key = matching_key(issuer)
        lines = NumberSeries.objects.filter(unit=unit, issuer_key=key, symbol=symbol)
        others = lines.exclude(label=label).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from))
        if valid_to is not None:
            others = others.filter(valid_from__lt=valid_to)
        if other := others.first():
            raise SeriesOverlap(symbol=symbol, label=other.label)
        fields = {
            "issuer": issuer,
            "kind": kind,
            "valid_from": valid_from,
            "valid_to": valid_to,
            "own_numbers": own_numbers,
            "next_number": next_number,
            "taken_over_on": taken_over_on,
        }
        line = lines.filter(label=label).first()
        if line is not None:
            return act.update(line, **fields)
        return act.create(NumberSeries, unit=unit, issuer_key=key, symbol=symbol, label=label, **fields)

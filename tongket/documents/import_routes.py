"""The book of outgoing papers as the import pages offer it."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor, Decision
from tongket.documents import actions
from tongket.documents.book import OUTGOING, KnownBook
from tongket.documents.permissions import may_write
from tongket.documents.queries import known_book
from tongket.imports.kinds import register_kind
from tongket.imports.preview import Preview
from tongket.imports.routes import Route, Target, register_route
from tongket.organisation.import_routes import unit_of


def _may(actor: Actor, unit_id: int) -> Decision:
    return may_write(actor, unit_of(unit_id), "record_outgoing_book")


def _known(unit_id: int, _year: int, _day: dt.date) -> KnownBook:
    return known_book(unit_of(unit_id))


def _write(preview: Preview, target: Target, actor: Actor) -> int:
    rows = preview.records("outgoing_book")
    return actions.record_outgoing_book(
        unit_of(target.unit_id), actor=actor, rows=rows, happened_on=target.happened_on
    )


def register_routes() -> None:
    """Called once, when the application starts."""
    register_route(
        Route(
            kind=register_kind(OUTGOING),
            title=_("Sổ văn bản đi"),
            may=_may,
            known=_known,
            write=_write,
            lands_on=lambda _unit, year: reverse("documents:documents", args=[year]),
        )
    )

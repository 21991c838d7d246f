"""The form of a number and symbol, and which line of numbers it belongs to."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Q

from tongket.common.dates import valid_on
from tongket.common.text import clean, matching_key
from tongket.documents.errors import NumberForm
from tongket.documents.models import NumberSeries
from tongket.documents.states import DocumentKind, DocumentScheme
from tongket.organisation.models import Unit

_LETTERS = "A-ZĐĂÂÊÔƠƯa-zđăâêôơư"
_PARTY = re.compile(
    rf"(?P<number>\d{{1,5}})(?P<suffix>[a-z]{{0,2}})-(?P<symbol>[{_LETTERS}]+/[{_LETTERS}\d]+)"
)
_STATE = re.compile(
    rf"(?P<number>\d{{1,5}})(?P<suffix>[a-z]{{0,2}})/(?P<symbol>(?:\d{{4}}/)?[{_LETTERS}]+(?:-[{_LETTERS}\d&]+)+)"
)
_SHAPES = {DocumentScheme.PARTY: _PARTY, DocumentScheme.STATE: _STATE, DocumentScheme.PLAIN: _STATE}
_LABEL = re.compile(r"^số\s*:?\s*", re.IGNORECASE)

#: What a symbol of each kind begins with; kinds that are not here have no fixed letters.
TYPE_LETTERS = {
    DocumentKind.DECISION: "QĐ",
    DocumentKind.SUBMISSION: "TTr",
    DocumentKind.MINUTES: "BB",
    DocumentKind.REPORT: "BC",
    DocumentKind.NOTICE: "TB",
    DocumentKind.CONCLUSION: "KL",
    DocumentKind.RESOLUTION: "NQ",
    DocumentKind.PLAN: "KH",
    DocumentKind.GUIDANCE: "HD",
}
#: Papers that offices sign without a number of the book.
WITHOUT_NUMBER = frozenset({DocumentKind.MINUTES, DocumentKind.SIGNED_LIST, DocumentKind.OTHER})


@dataclass(frozen=True)
class Reference:
    """A number and symbol taken apart."""

    number: int
    suffix: str
    symbol: str


def example(kind: str, scheme: str) -> str:
    """A number as it is to be typed for this kind of paper."""
    letters = TYPE_LETTERS.get(DocumentKind(kind), "CV")
    return f"118-{letters}/ĐU" if scheme == DocumentScheme.PARTY else f"15/{letters}-VP"


def parse_reference(reference: str, *, kind: str, scheme: str) -> Reference:
    """Take '118-QĐ/ĐU' (Party) or '15/QĐ-STTTT' (State) apart; raises NumberForm.

    'Số' before it and zeros at its start are taken off; the letters of the type must be those of the kind.
    """
    text = _LABEL.sub("", clean(reference)).replace(" ", "")
    found = _SHAPES[DocumentScheme(scheme)].fullmatch(text)
    letters = TYPE_LETTERS.get(DocumentKind(kind))
    if found is None or int(found["number"]) == 0:
        raise NumberForm(reference=reference, example=example(kind, scheme))
    parts = re.split(r"[-/]", found["symbol"])
    if letters is not None and letters not in parts[:2]:
        raise NumberForm(reference=reference, example=example(kind, scheme))
    return Reference(int(found["number"]), found["suffix"], found["symbol"])


def series_on(unit: Unit, issuer: str, symbol: str, day: dt.date) -> NumberSeries | None:
    """The line of numbers that the office set for this issuer and symbol and that holds on the day."""
    rows = NumberSeries.objects.filter(valid_on(day), unit=unit, issuer_key=matching_key(issuer))
    return rows.filter(symbol=symbol).first()


def series_label(series: NumberSeries | None, day: dt.date) -> str:
    """The name under which a number must be single: the office's line, else the year."""
    return series.label if series is not None else str(day.year)


def within(series: NumberSeries | None, day: dt.date) -> Q:
    """The papers among which a number of that day must be single: of the line's period, else of the year."""
    if series is None:
        return Q(date__year=day.year)
    later = Q() if series.valid_to is None else Q(date__lt=series.valid_to)
    return Q(date__gte=series.valid_from) & later

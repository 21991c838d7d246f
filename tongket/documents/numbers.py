"""The form of numbers, and within which series one may stand only once."""

from __future__ import annotations

import datetime as dt
import re

from tongket.common.text import clean
from tongket.documents.errors import NumberMalformed

PARTY = re.compile(r"(\d{1,5})\s*[-–]\s*(\w{1,10}/\w{1,20})")
STATE = re.compile(r"(\d{1,5})\s*/\s*(?:\d{4}/)?(\w{1,10}-[\w-]{1,30})")
TERM_YEARS = 5
TERM_START = 2020


def parse_number(text: str) -> tuple[int, str]:
    """'118-QĐ/ĐU' → (118, 'QĐ/ĐU'); '118/QĐ-STTTT' → (118, 'QĐ-STTTT'). Raises ``NumberMalformed``."""
    written = clean(text)
    for form in (PARTY, STATE):
        found = form.fullmatch(written)
        if found and int(found[1]) > 0:
            return int(found[1]), found[2]
    raise NumberMalformed(number=written)


def series_of(symbol: str, day: dt.date) -> str:
    """Party numbers (symbol with a stroke) run per kind through the committee's five-year term,
    State numbers restart each year (HD 36-HD/VPTW; State practice: recalled)."""
    if "/" in symbol:
        start = TERM_START + (day.year - TERM_START) // TERM_YEARS * TERM_YEARS
        return f"{start}-{start + TERM_YEARS}"
    return str(day.year)

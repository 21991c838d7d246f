"""Parsers of cells: from what calamine read to a typed value, or a fault that says why not.

A parser takes the value and the :class:`Context` and returns ``(value, faults)``; the value is None when the
cell can't be used. Texts reach parsers already cleaned by :func:`inspect_text`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from tongket.common import text as words
from tongket.common.legacy_text import ENCODING_NAMES, detect_legacy
from tongket.imports import problems as p
from tongket.imports.problems import Fault, ProblemKind
from tongket.imports.workbook import RawValue


@dataclass(frozen=True)
class Context:
    """What checks may look at: the day they are made, and what is already known (its type is the kind's own)."""

    today: date
    known: Any = None
    convert: frozenset[str] = frozenset()
    """Old encodings (``tcvn3``, ``vni``) that somebody, having seen what they become, lets be converted."""


Parsed = tuple[Any, tuple[Fault, ...]]
Parser = Callable[[RawValue, Context], Parsed]

NONE: Parsed = (None, ())


def found(kind: ProblemKind, **detail: Any) -> Parsed:
    """No value, and one fault."""
    return None, (Fault(kind, detail=detail),)


@lru_cache(maxsize=65536)
def inspect_text(
    raw: str, multiline: bool = False, convert: frozenset[str] = frozenset()
) -> tuple[str | None, tuple[Fault, ...]]:
    """Cleans a text cell and reports how it was typed.

    Composition, stray and no-break spaces and the place of tone marks are no faults. Returns the text to read
    on with: None for an old encoding, unless it is one of ``convert``; then it is converted with a warning.
    """
    if multiline:
        lines = [words.clean(line) for line in words.LINE_BREAK.split(raw)]
        plain = "\n".join(line for line in lines if line)
    else:
        plain = words.clean(raw)
    if not plain:
        return None, ()
    if raw.isascii() and raw.isprintable() and raw[0] != "'":
        return plain, ()
    legacy = detect_legacy(plain)
    if legacy is not None:
        detail = {"encoding": ENCODING_NAMES[legacy.encoding], "converted": legacy.converted}
        if legacy.encoding not in convert:
            return None, (Fault(p.LEGACY_ENCODING, detail=detail),)
        return legacy.converted, (Fault(p.LEGACY_CONVERTED, detail={**detail, "read": legacy.converted}),)
    return _repair(raw, plain, multiline)


def _repair(raw: str, plain: str, multiline: bool) -> tuple[str | None, tuple[Fault, ...]]:
    faults: list[tuple[ProblemKind, dict[str, Any]]] = []
    invisible = words.invisible_characters(plain)
    if invisible:
        plain = (
            words.clean(words.without_invisible(plain)) if not multiline else words.without_invisible(plain)
        )
        faults.append((p.INVISIBLE_CHARACTER, {"letters": ", ".join(invisible)}))
    lookalikes = words.lookalike_letters(plain)
    if lookalikes:
        plain = words.replace_lookalikes(plain)
        faults.append((p.LOOKALIKE_LETTER, {"letters": ", ".join(lookalikes)}))
    if words.has_fullwidth(plain):
        plain = words.replace_fullwidth(plain)
        faults.append((p.FULLWIDTH_DIGITS, {}))
    if re.match(r"['\u2018\u2019][^\W_][^'\u2018\u2019]*$", plain):
        plain = plain[1:]
        faults.append((p.LEADING_APOSTROPHE, {}))
    if not multiline and words.has_line_break(raw):
        faults.append((p.LINE_BREAK, {}))
    return plain or None, tuple(Fault(kind, detail={**detail, "read": plain}) for kind, detail in faults)


def as_text(raw: RawValue) -> str | None:
    """What a cell shows, as text: whole numbers without a point, dates as dd/mm/yyyy."""
    if raw is None or isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else repr(raw)
    if isinstance(raw, datetime | date):
        return raw.strftime("%d/%m/%Y")
    return str(raw)


def as_value(raw: RawValue) -> str | int | float | bool | None:
    """The cell as a JSON value: text in NFC as typed, numbers as numbers, dates as dd/mm/yyyy."""
    if isinstance(raw, str):
        return words.nfc(raw)
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    if raw is None or isinstance(raw, int | float):
        return raw
    return as_text(raw)


def text() -> Parser:
    """Any text; numbers and dates as they are shown."""

    def parse(raw: RawValue, _context: Context) -> Parsed:
        return as_text(raw), ()

    return parse


def text_list(separators: str = ",;\n+") -> Parser:
    """A tuple of texts."""
    split = re.compile(f"[{re.escape(separators)}]")

    def parse(raw: RawValue, _context: Context) -> Parsed:
        return tuple(part for part in map(words.clean, split.split(as_text(raw) or "")) if part), ()

    return parse


def choice(options: Mapping[str, Sequence[str]], kind: ProblemKind = p.UNKNOWN_CHOICE) -> Parser:
    """One code of ``options`` (code → the writings of it, the first one to show)."""
    codes = {words.matching_key(writing): code for code, writings in options.items() for writing in writings}
    shown = ", ".join(writings[0] for writings in options.values())

    def parse(raw: RawValue, _context: Context) -> Parsed:
        code = codes.get(words.matching_key(as_text(raw) or ""))
        return found(kind, choices=shown) if code is None else (code, ())

    return parse


def pattern(expression: str, kind: ProblemKind) -> Parser:
    """A text of a fixed form."""
    form = re.compile(expression)

    def parse(raw: RawValue, _context: Context) -> Parsed:
        shown = as_text(raw) or ""
        return (shown, ()) if form.fullmatch(shown) else found(kind)

    return parse


def mark() -> Parser:
    """A cross: True where the cell holds x, X, ✓, có, yes, 1; anything else is no known mark."""
    return _translated(
        choice({"yes": ("x", "✓", "✔", "có", "yes", "1", "true"), "no": ("không", "no", "0", "-", "false")})
    )


def _translated(parser: Parser) -> Parser:
    def parse(raw: RawValue, context: Context) -> Parsed:
        value, faults = parser(raw, context)
        return (None if value is None else value == "yes"), faults

    return parse


# Numbers ----------------------------------------------------------------------------------------------------
_NUMBER = re.compile(r"(?P<sign>[-+\u2212]?)\s*(?P<digits>\d[\d.,\s]*)(?P<unit>.*)", re.DOTALL)
_GROUPED = re.compile(r"\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*")
_TIMES = {"nghìn": 1000, "ngàn": 1000, "k": 1000, "triệu": 1_000_000, "tr": 1_000_000}
_UNIT = re.compile(r"[^\W\d_]+\.?(?:\s*/\s*[^\W\d_]+)*(?:\s+[^\W\d_]+){0,2}\.?|%")


def whole_number(*, minimum: int = 0, maximum: int | None = None) -> Parser:
    """An integer; a unit or separators are read with a warning."""
    decimal = number(minimum=Decimal(minimum), maximum=None if maximum is None else Decimal(maximum))

    def parse(raw: RawValue, context: Context) -> Parsed:
        value, faults = decimal(raw, context)
        if value is None:
            return None, faults
        if value != value.to_integral_value():
            return found(p.NOT_WHOLE_NUMBER)
        return int(value), faults

    return parse


def number(*, minimum: Decimal | None = Decimal(0), maximum: Decimal | None = None) -> Parser:
    """An exact decimal; a unit or separators are read with a warning."""

    def parse(raw: RawValue, _context: Context) -> Parsed:
        value, faults = _number(raw)
        if value is None:
            return None, faults
        if minimum is not None and value < minimum:
            return found(p.NEGATIVE_NUMBER if minimum == 0 else p.TEXT_IN_NUMBER)
        if maximum is not None and value > maximum:
            return found(p.NUMBER_TOO_LARGE, limit=maximum)
        return value, faults

    return parse


def _number(raw: RawValue) -> Parsed:
    if isinstance(raw, bool | date | datetime | time | timedelta):
        return found(p.TEXT_IN_NUMBER)
    if isinstance(raw, int | float | Decimal):
        value = _exact(raw)
        return (value, ()) if value.is_finite() else found(p.TEXT_IN_NUMBER)
    return _text_number(raw or "")


def _exact(raw: int | float | Decimal) -> Decimal:
    """The number as a person sees it: calamine gives whole numbers as 8.0."""
    if isinstance(raw, float):
        return Decimal(int(raw)) if raw.is_integer() else Decimal(repr(raw))
    return Decimal(raw)


@lru_cache(maxsize=8192)
def _text_number(shown: str) -> Parsed:
    match = _NUMBER.fullmatch(shown.strip())
    if match is None:
        return found(p.TEXT_IN_NUMBER)
    digits, unit = match["digits"].strip(), words.nfc(match["unit"].strip())
    value = _digits(digits)
    if value is None or (unit and _UNIT.fullmatch(unit) is None):
        return found(p.TEXT_IN_NUMBER)
    first = words.matching_key(unit).split(" ")[0].rstrip(".")
    value *= _TIMES.get(next((word for word in _TIMES if words.matching_key(word) == first), ""), 1)
    if match["sign"] in ("-", "\u2212"):
        value = -value
    if unit:
        return value, (Fault(p.NUMBER_WITH_UNIT, detail={"read": f"{value:f}"}),)
    if digits.isdigit():
        return value, ()
    return value, (Fault(p.NUMBER_AS_TEXT, detail={"read": f"{value:f}"}),)


def _digits(digits: str) -> Decimal | None:
    if digits.isdigit():
        return Decimal(digits)
    if _GROUPED.fullmatch(digits):
        return Decimal(re.sub(r"\D", "", digits))
    whole, separator, part = digits.rpartition("," if "," in digits else ".")
    grouped = _GROUPED.fullmatch(whole)
    if separator and part.isdigit() and (whole.isdigit() or (grouped and grouped[1] != separator)):
        return Decimal(f"{re.sub(r'[^0-9]', '', whole)}.{part}")
    return None

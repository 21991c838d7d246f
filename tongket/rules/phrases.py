"""Words of the engine, and how values are written for a reader."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from tongket.rules.expressions import Value
from tongket.rules.model import Citation, FactDef, Majority, Parameter, Text
from tongket.rules.parameters import read_text, write_share
from tongket.rules.yamlsource import read_yaml

_FILES = tuple(Path(__file__).with_name(name) for name in ("phrases.yaml", "phrases_reading.yaml"))


@cache
def _phrases() -> Mapping[str, Text]:
    found: dict[str, Text] = {}
    for file in _FILES:
        nodes = read_yaml(file.read_text(encoding="utf-8"), file.name).mapping(optional=None)
        found |= {key: read_text(node) for key, node in nodes.items()}
    return found


def phrase_keys() -> tuple[str, ...]:
    """Keys of all phrases of the engine."""
    return tuple(_phrases())


def phrase(key: str, lang: str, own: Mapping[str, Text] | None = None, **values: object) -> str:
    """The phrase in the language with its places filled; `own` holds the pack's word for it, if it has one."""
    text = (own.get(key) if own else None) or _phrases()[key]
    return _filled(text.get(lang), values)


def _filled(text: str, values: Mapping[str, object]) -> str:
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def write_value(fact: FactDef | None, value: Value | None, lang: str) -> str:
    """A fact's value as a reader expects it: words of its list, dates dd/mm/yyyy, yes and no."""
    if value is None:
        return fact.empty.get(lang) if fact is not None else phrase("unknown", lang)
    if isinstance(value, bool):
        return phrase("yes" if value else "no", lang)
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, tuple):
        return ", ".join(value) if value else phrase("none", lang)
    if isinstance(value, Fraction):
        return write_share(value)
    if isinstance(value, Decimal):
        return str(value).replace(".", ",") if lang == "vi" else str(value)
    if fact is not None and str(value) in fact.words:
        return fact.words[str(value)].get(lang)
    return str(value)


def with_unit(fact: FactDef, value: Value | None, lang: str) -> str:
    """The value with its unit of measure."""
    text = write_value(fact, value, lang)
    return f"{text} {fact.unit.get(lang)}" if fact.unit is not None and value is not None else text


def write_parameter(parameter: Parameter, lang: str) -> str:
    """A parameter's value for a reader: numbers and shares exactly, other values in words."""
    if isinstance(parameter.value, bool):
        return phrase("yes" if parameter.value else "no", lang)
    if isinstance(parameter.value, Fraction):
        return write_share(parameter.value)
    if isinstance(parameter.value, Majority):
        key = "majority_more_than" if parameter.value.strict else "majority_at_least"
        base = phrase(f"base_{parameter.value.base}", lang)
        return phrase(key, lang, share=write_share(parameter.value.share), base=base)
    if parameter.form == "day":
        written = str(parameter.written)
        day = f"{written[3:5]}/{written[:2]}"
        return phrase("day_next_year", lang, day=day) if "next year" in written else day
    if str(parameter.written) in parameter.words:
        return parameter.words[str(parameter.written)].get(lang)
    words = parameter.written if isinstance(parameter.written, list) else [parameter.written]
    return "; ".join(_written(str(word), lang) for word in words)


def _written(word: str, lang: str) -> str:
    """A word of the layer files in the reader's language; an office's own word stays as it is."""
    text = _phrases().get("written_" + word.replace(" ", "_"))
    return text.get(lang) if text is not None else word


def cited(cites: Iterable[Citation]) -> tuple[str, ...]:
    """Citations for a reader, central texts first as they stand.

    What a layer cites stands before the layer's title, and its title alone when a central citation names the
    same place already. ``local layer`` is how a layer writes "this layer itself".
    """
    shown: list[str] = []
    central: list[str] = []
    for cite in cites:
        if not cite.layer or cite.text == cite.layer:
            central.append(cite.place)
            shown.append(str(cite))
            continue
        named = ", ".join(part for part in str(cite).split(", ") if part != "local layer")
        known = not named or any(place and named.endswith(place) for place in central)
        shown.append(cite.layer if known else f"{named} ({cite.layer})")
    return tuple(dict.fromkeys(shown))


def write_fraction(value: Fraction, lang: str) -> str:
    """`61/6 ≈ 10,17`; whole numbers alone. Rounded half up to two places, for reading only."""
    if value.denominator == 1:
        return str(value.numerator)
    hundredths = (value * 100 + Fraction(1, 2)).numerator // (value * 100 + Fraction(1, 2)).denominator
    mark = "," if lang == "vi" else "."
    return f"{value} ≈ {hundredths // 100}{mark}{hundredths % 100:02d}"

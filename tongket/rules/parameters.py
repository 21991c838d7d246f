"""Parameters: their written forms, exact values, and which of two values is the narrower one."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from fractions import Fraction

from tongket.rules.expressions import BOOLEAN, DATE, NUMBER, TEXT, Type, Value
from tongket.rules.model import (
    EVIDENCE,
    BallotLike,
    Citation,
    Majority,
    MarkCondition,
    Parameter,
    ParameterValue,
    Text,
)
from tongket.rules.yamlsource import Node, read_yaml

FORMS = (
    "percent",
    "integer",
    "boolean",
    "choice",
    "level",
    "marks",
    "criteria",
    "majority",
    "ballot_like",
    "order",
    "day",
    "text",
)
NARROWER = ("lower", "higher", "set", "unset", "first")
_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])( of the next year)?")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*%")
_FRACTION = re.compile(r"([0-9]+)/([1-9][0-9]*)")
_MARKS = re.compile(r"all (?:at least )?([a-z]+)")
_MAJORITY = re.compile(
    r"(more than|at least) (half|two thirds|[0-9]+/[1-9][0-9]*|[0-9]+\s*%) of the ([a-z]+)"
)
_BALLOT_LIKE = re.compile(r"as ([a-z_]+)(?:; [a-z]+ tied at the border fall under ([a-z0-9_]+))?")
_BASES = ("roll", "present", "issued", "returned", "valid")
_WORD_SHARES = {"half": Fraction(1, 2), "two thirds": Fraction(2, 3)}


def read_share(node: Node, text: str) -> Fraction:
    """`20%`, `12.5%` or `1/5`, exactly."""
    percent, fraction = _PERCENT.fullmatch(text), _FRACTION.fullmatch(text)
    if percent:
        return Fraction(percent[1]) / 100
    if fraction:
        return Fraction(int(fraction[1]), int(fraction[2]))
    node.fail("wrong_type", expected="percentage like 20% or fraction like 1/5")


def write_share(share: Fraction) -> str:
    """A share as people write it: a whole percentage if it is one, else the fraction."""
    percent = share * 100
    return f"{percent}%" if percent.denominator == 1 else str(share)


def parameter_from(
    node: Node, path: str, levels: tuple[str, ...], marks: tuple[str, ...], pack: str
) -> Parameter:
    """The declaration of one parameter in parameters.yaml."""
    fields = node.mapping(
        ("form", "value", "evidence", "label"), ("cites", "narrower", "choices", "words", "grant_limit")
    )
    form = fields["form"].word(FORMS)
    choices: dict[str, str] = {}
    if "choices" in fields:
        choices = {key: item.text() for key, item in fields["choices"].mapping(optional=None).items()}
    if form == "choice" and not choices:
        node.fail("missing_key", expected="choices", found=path)
    cites = read_cites(fields["cites"]) if "cites" in fields else ()
    evidence = fields["evidence"].word(EVIDENCE)
    if evidence == "seen" and not cites:
        node.fail("no_citation", expected="cites: [{text, place}]", found=path)
    value = read_value(fields["value"], form, choices, levels, marks)
    return Parameter(
        path=path,
        form=form,
        value=value,
        written=fields["value"].plain(),
        label=read_text(fields["label"]),
        evidence=evidence,
        cites=cites,
        confirmed=evidence == "seen",
        set_by=pack,
        narrower=fields["narrower"].word(NARROWER) if "narrower" in fields else "",
        choices=choices,
        words=_words(fields.get("words")),
        type=_expression_type(form, levels),
        grant_limit=fields["grant_limit"].text() if "grant_limit" in fields else "",
    )


def _words(node: Node | None) -> dict[str, Text]:
    return {} if node is None else {key: read_text(item) for key, item in node.mapping(optional=None).items()}


def read_text(node: Node) -> Text:
    """A text in both languages."""
    fields = node.mapping(("vi", "en"))
    return Text(fields["vi"].text(), fields["en"].text())


def read_cites(node: Node) -> tuple[Citation, ...]:
    """A list of citations, none of them empty."""
    cites = []
    for item in node.items():
        fields = item.mapping(("text",), ("place",))
        cites.append(Citation(fields["text"].text(), fields["place"].text() if "place" in fields else ""))
    return tuple(cites)


def read_value(
    node: Node, form: str, choices: Mapping[str, str], levels: tuple[str, ...], marks: tuple[str, ...]
) -> ParameterValue:
    """The exact value that stands at a place of a pack or layer."""
    if node.value is None:
        return None
    if form == "percent":
        return read_share(node, node.text())
    if form == "integer":
        number = node.integer()
        if number < 0:
            node.fail("wrong_type", expected="whole number from 0")
        return number
    if form == "boolean":
        return node.boolean()
    if form == "choice":
        return choices[node.word(choices)]
    if form == "level":
        return node.word(levels)
    if form in {"criteria", "order"}:
        return node.texts()
    text = node.text()
    if form == "marks":
        return _marks(node, text, marks)
    if form == "majority":
        return _majority(node, text)
    if form == "day" and not _is_day(text):
        node.fail("wrong_type", expected="month and day like 12-15, or 01-15 of the next year")
    if form == "ballot_like":
        match = _BALLOT_LIKE.fullmatch(text)
        if not match:
            node.fail("wrong_type", expected="as BALLOT; … tied at the border fall under CLAUSE")
        return BallotLike(match[1], match[2] or "")
    return text


def _marks(node: Node, text: str, marks: tuple[str, ...]) -> MarkCondition:
    if text == "otherwise":
        return MarkCondition(None)
    match = _MARKS.fullmatch(text)
    if not match or match[1] not in marks:
        node.fail("wrong_type", expected=f"all at least {'|'.join(marks)}, or otherwise")
    return MarkCondition(match[1])


def _majority(node: Node, text: str) -> Majority:
    match = _MAJORITY.fullmatch(text)
    if not match or match[3] not in _BASES:
        node.fail("wrong_type", expected=f"more than|at least half|1/2|50% of the {'|'.join(_BASES)}")
    share = _WORD_SHARES.get(match[2]) or read_share(node, match[2])
    return Majority(share, match[1] == "more than", match[3])


def _expression_type(form: str, levels: tuple[str, ...]) -> Type | None:
    if form in {"percent", "integer"}:
        return NUMBER
    if form == "level":
        return Type("words", levels, True)
    if form == "day":
        return DATE
    return {"boolean": BOOLEAN, "text": TEXT, "choice": TEXT}.get(form)


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        day_of(text, 2001)
    except ValueError:
        return False
    return True


def day_of(written: str, year: int) -> datetime.date:
    """The day that a parameter names, in the year of the round or the next one. ValueError for 30 February."""
    month, day = (int(part) for part in written[:5].split("-"))
    return datetime.date(year + ("next year" in written), month, day)


def expression_value(parameter: Parameter, year: int) -> tuple[Value, Type] | None:
    """Value and type in an expression; None where the parameter has no place there."""
    if parameter.form == "day" and isinstance(parameter.value, str):
        return day_of(parameter.value, year), DATE
    if parameter.type is None or not isinstance(parameter.value, bool | int | Fraction | str):
        return None
    return parameter.value, parameter.type


def widens(old: Parameter, new: ParameterValue, levels: tuple[str, ...], marks: tuple[str, ...]) -> bool:
    """Whether a new value allows what the old one forbids. Values without a direction may not be changed."""
    if new == old.value:
        return False
    if not old.narrower:
        return True
    before, after = _rank(old, old.value, levels, marks), _rank(old, new, levels, marks)
    return after > before if old.narrower in {"lower", "unset", "first"} else after < before


def _rank(
    parameter: Parameter, value: ParameterValue, levels: tuple[str, ...], marks: tuple[str, ...]
) -> Fraction:
    if isinstance(value, MarkCondition):
        return Fraction(-marks.index(value.mark)) if value.mark is not None else Fraction(-len(marks))
    if isinstance(value, Majority):
        # strict majorities ask a little more than the same share without strictness
        return value.share + (Fraction(1, 1_000_000) if value.strict else 0)
    if isinstance(value, bool | int | Fraction):
        return Fraction(value)
    if parameter.form == "day":
        return Fraction(day_of(str(value), 2000).toordinal())
    if parameter.form == "level":
        return Fraction(-levels.index(str(value)))
    if parameter.form == "choice":
        return Fraction(tuple(parameter.choices.values()).index(str(value)))
    return Fraction(0)


def written_value(text: str) -> object:
    """A value typed alone, as a layer file would write it: 20%, down, true, 90, [results]. RuleError otherwise."""
    return read_yaml(f"value: {text}\n", text).mapping(("value",))["value"].plain()

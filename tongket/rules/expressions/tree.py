"""The typed tree of a condition, its scalar evaluation in three-valued logic, and its trace.

A back end is a function over these node classes: `evaluate` and `trace` here, columns elsewhere.
Three-valued logic stands here and nowhere else: `and` is false as soon as one part is false, `or` is true as
soon as one part is true, whatever else is unknown; every other operation on something unknown is unknown.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from tongket.rules.expressions.types import Type, Unknown, Value, months_between


class Scope(Protocol):
    """Where names get their values: the row judged, and the levels of what lies below it."""

    facts: Mapping[str, Value | None]

    def children_share(self, level: str) -> Fraction | Unknown:
        """Share of the rated children at this level or better."""
        ...

    def level_of_year(self, scheme: str, year: int, reuse: bool) -> str | None:
        """The level of an earlier year; None where nothing is recorded, empty where the year may not count."""
        ...

    def latest_below(self, fact: str) -> datetime.date | None:
        """The latest date known of the children; None where none is known."""
        ...

    def latest_of(self, units: tuple[str, ...], fact: str) -> datetime.date | None:
        """The latest date known of the units named; None where none is known."""
        ...

    def counted_in_another_year(self, kind: str, year: int) -> bool | None:
        """Whether every event of this kind belongs to another year; None where the year of one is not known."""
        ...


@dataclass(frozen=True, slots=True)
class Const:
    value: Value
    type: Type


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Param:
    path: str
    value: Value
    type: Type


@dataclass(frozen=True, slots=True)
class Compare:
    operator: str
    left: Node
    right: Node
    type: Type
    ranks: tuple[str, ...] = ()  # words best first, when words are compared by rank


@dataclass(frozen=True, slots=True)
class Among:
    item: Node
    words: tuple[str, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Logic:
    operator: str  # and, or
    parts: tuple[Node, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Arithmetic:
    operator: str  # + - *
    left: Node
    right: Node
    type: Type


@dataclass(frozen=True, slots=True)
class Choose:
    condition: Node
    yes: Node
    no: Node
    type: Type


@dataclass(frozen=True, slots=True)
class Call:
    name: (
        str  # months_between, share, first_known, children_share, years_in_a_row, latest_below, latest_of, …
    )
    arguments: tuple[Node, ...]
    type: Type


Node = Const | Fact | Param | Compare | Among | Logic | Arithmetic | Choose | Call


@dataclass(frozen=True, slots=True)
class TraceNode:
    """One step of an evaluation: what was evaluated, what came out, of what parts."""

    text: str
    value: Value | Unknown
    parts: tuple[TraceNode, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Plain data for JSON."""
        data: dict[str, object] = {"text": self.text}
        if isinstance(self.value, Unknown):
            data["missing"] = sorted(self.value.missing)
        else:
            data["value"] = plain(self.value)
        if self.parts:
            data["parts"] = [part.to_dict() for part in self.parts]
        return data


def plain(value: Value | None) -> object:
    """A value as JSON keeps it exactly."""
    if isinstance(value, bool | int | str) or value is None:
        return value
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def evaluate(node: Node, scope: Scope) -> Value | Unknown:
    """The value of a node for one subject, or the facts that are missing for it."""
    if isinstance(node, Fact):
        value = scope.facts.get(node.name)
        return Unknown(frozenset((node.name,))) if value is None else value
    if isinstance(node, Const | Param):
        return node.value
    if isinstance(node, Compare):
        return combine(node, evaluate(node.left, scope), evaluate(node.right, scope))
    if isinstance(node, Logic):
        return _logic(node, [evaluate(part, scope) for part in node.parts])
    if isinstance(node, Among):
        item = evaluate(node.item, scope)
        return item if isinstance(item, Unknown) else item in node.words
    if isinstance(node, Arithmetic):
        return combine(node, evaluate(node.left, scope), evaluate(node.right, scope))
    if isinstance(node, Choose):
        return _choose(node, scope)
    return _call(node, [evaluate(argument, scope) for argument in node.arguments], scope)


def trace(node: Node, scope: Scope) -> TraceNode:
    """The same evaluation with every part kept, to be shown to a reader."""
    return TraceNode(write(node), evaluate(node, scope), tuple(trace(part, scope) for part in parts(node)))


def parts(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node."""
    if isinstance(node, Compare | Arithmetic):
        return (node.left, node.right)
    if isinstance(node, Logic):
        return node.parts
    if isinstance(node, Among):
        return (node.item,)
    if isinstance(node, Choose):
        return (node.condition, node.yes, node.no)
    return node.arguments if isinstance(node, Call) else ()


def fact_names(node: Node) -> tuple[str, ...]:
    """Facts that a node reads, in order of appearance."""
    own = (node.name,) if isinstance(node, Fact) else ()
    below = (name for part in parts(node) for name in fact_names(part))
    return tuple(dict.fromkeys((*own, *below)))


def parameter_paths(node: Node) -> tuple[str, ...]:
    """Parameters that a node reads."""
    own = (node.path,) if isinstance(node, Param) else ()
    below = (path for part in parts(node) for path in parameter_paths(part))
    return tuple(dict.fromkeys((*own, *below)))


def write(node: Node) -> str:
    """The node in the syntax of the packs."""
    if isinstance(node, Const):
        return repr(node.value) if isinstance(node.value, str) else str(node.value)
    if isinstance(node, Fact):
        return node.name
    if isinstance(node, Param):
        return f"parameter({node.path!r})"
    if isinstance(node, Compare | Arithmetic):
        return f"({write(node.left)} {node.operator} {write(node.right)})"
    if isinstance(node, Logic):
        return "(" + f" {node.operator} ".join(write(part) for part in node.parts) + ")"
    if isinstance(node, Among):
        return f"{write(node.item)} in ({', '.join(repr(word) for word in node.words)})"
    if isinstance(node, Choose):
        return f"({write(node.yes)} if {write(node.condition)} else {write(node.no)})"
    return f"{node.name}({', '.join(write(argument) for argument in node.arguments)})"


def combine(node: Compare | Arithmetic, left: Value | Unknown, right: Value | Unknown) -> Value | Unknown:
    """Compare or compute two values that are already there."""
    if isinstance(left, Unknown):
        return left.join(right)
    if isinstance(right, Unknown):
        return right
    if isinstance(node, Compare) and node.ranks:
        # best first, so the better word has the smaller index
        return _ordered(node.operator, -node.ranks.index(str(left)), -node.ranks.index(str(right)))
    if isinstance(node, Compare) and node.operator in {"==", "!="}:
        return (left == right) == (node.operator == "==")
    if isinstance(left, datetime.date) and isinstance(right, datetime.date):
        return _ordered(node.operator, left.toordinal(), right.toordinal())
    first, second = number(left), number(right)
    if isinstance(node, Compare):
        return _ordered(node.operator, first, second)
    if node.operator == "+":
        return first + second
    return first - second if node.operator == "-" else first * second


def number(value: Value) -> Fraction:
    """An exact number; anything else is a fault of the type checker."""
    if isinstance(value, int | Fraction | Decimal) and not isinstance(value, bool):
        return Fraction(value)
    raise TypeError(f"not a number: {value!r}")


def _ordered(operator: str, left: int | Fraction, right: int | Fraction) -> bool:
    if operator == ">=":
        return left >= right
    if operator == ">":
        return left > right
    if operator == "<=":
        return left <= right
    if operator == "<":
        return left < right
    return (left == right) == (operator == "==")


def _logic(node: Logic, values: list[Value | Unknown]) -> Value | Unknown:
    decisive = node.operator == "or"
    unknown = [value for value in values if isinstance(value, Unknown)]
    if any(value is decisive for value in values):
        return decisive
    return Unknown(frozenset().union(*(value.missing for value in unknown))) if unknown else not decisive


def _choose(node: Choose, scope: Scope) -> Value | Unknown:
    condition = evaluate(node.condition, scope)
    if isinstance(condition, Unknown):
        yes, no = evaluate(node.yes, scope), evaluate(node.no, scope)
        if not isinstance(yes, Unknown) and yes == no:
            return yes
        return condition
    return evaluate(node.yes if condition else node.no, scope)


def _call(node: Call, values: list[Value | Unknown], scope: Scope) -> Value | Unknown:
    if node.name == "first_known":
        known = [value for value in values if not isinstance(value, Unknown)]
        return known[0] if known else values[0]
    unknown = [value for value in values if isinstance(value, Unknown)]
    if unknown:
        return Unknown(frozenset().union(*(value.missing for value in unknown)))
    known_values = [value for value in values if not isinstance(value, Unknown)]
    if node.name == "children_share":
        return scope.children_share(str(known_values[0]))
    if node.name == "years_in_a_row":
        return _years_in_a_row(node, known_values, scope)
    if node.name in {"latest_below", "latest_of"}:
        return _latest(node, known_values, scope)
    if node.name == "counted_in_another_year":
        answer = scope.counted_in_another_year(str(known_values[0]), int(number(known_values[1])))
        return Unknown(frozenset(("events",))) if answer is None else answer
    if node.name == "months_between":
        start, end = known_values
        if isinstance(start, datetime.date) and isinstance(end, datetime.date):
            return months_between(start, end)
        raise TypeError("months_between needs two dates")
    part, whole = number(known_values[0]), number(known_values[1])
    if whole == 0:
        # a share of nothing is not a number; the fact that names the whole has to be checked
        return Unknown(frozenset(fact_names(node.arguments[1])))
    return part / whole


NOT_RATED_YEAR = "not_rated"
SKIP = "skip"


def _years_in_a_row(node: Call, values: list[Value], scope: Scope) -> bool | Unknown:
    """Whether the last n years were all at this level or better; one lower year decides, a gap does not.

    A year in which the subject was not rated breaks the row, or is passed over where the gaps are to be skipped.
    """
    scheme, level, last, count, reuse, gap = values
    words = node.arguments[1].type.words
    missing: list[str] = []
    year, left = int(number(last)), int(number(count))
    while left > 0:
        found = scope.level_of_year(str(scheme), year, reuse is True)
        if found is None:
            missing.append(f"history:{year}")
        elif found == NOT_RATED_YEAR and gap == SKIP:
            left += 1
        elif found not in words or words.index(found) > words.index(str(level)):
            return False
        year, left = year - 1, left - 1
    return Unknown(frozenset(missing)) if missing else True


def _latest(node: Call, values: list[Value], scope: Scope) -> datetime.date | Unknown:
    """The latest date known among others; whoever has none yet cannot have acted later."""
    fact = str(values[-1])
    if node.name == "latest_below":
        found = scope.latest_below(fact)
    else:
        units = values[0]
        found = scope.latest_of(units if isinstance(units, tuple) else (str(units),), fact)
    return Unknown(frozenset((fact,))) if found is None else found

"""The typed tree of a condition as Ibis columns: a value that is NULL where unknown, and why it is unknown.

SQL's three-valued `AND`, `OR` and comparisons are those of `expressions.tree`. Words are ranks from 1 (the first
word of their list). Numbers are a whole numerator over a positive denominator, widened before they could overflow.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from typing import Any

import ibis

from tongket.rules.columnar.limits import DECIMALS, INTEGER_LIMIT, fact_column
from tongket.rules.columnar.masks import CHILDREN, EVENTS, HISTORY, LEVEL, Bits, literal, union
from tongket.rules.columnar.program import Unsupported
from tongket.rules.expressions import Node, Type
from tongket.rules.expressions.tree import (
    Among,
    Arithmetic,
    Call,
    Choose,
    Compare,
    Const,
    Fact,
    Logic,
    Param,
    fact_names,
    number,
)

_BIGINT = 2**63
_DECIMAL = 10**38


@dataclass(frozen=True)
class Term:
    """A compiled node. `den` and `top` (bound of the numerator) are for numbers only."""

    value: Any
    missing: Any | None
    den: Any = 1
    top: int = 0
    den_top: int = 1


@dataclass(frozen=True)
class Names:
    """Where names get their columns; `open_as` takes open levels below as best or worst.

    `forms` says how the facts are written, `children` and `history` name the columns joined for a call.
    """

    table: Any
    bits: Bits
    forms: Mapping[str, str]
    levels: tuple[str, ...] = ()
    children: str = ""
    history: Mapping[Call, str] = field(default_factory=dict)
    dates: Mapping[Call, str] = field(default_factory=dict)
    open_as: str = ""


def compile_node(node: Node, names: Names) -> Term:
    """The columns of a node. Raises Unsupported for what cannot be said exactly."""
    if isinstance(node, Const | Param):
        return _constant(node.value, node.type)
    if isinstance(node, Fact):
        return _fact(node, names)
    if isinstance(node, Compare):
        months = _compare_months(node, names)
        if months is not None:
            return months
        return _compare(node, compile_node(node.left, names), compile_node(node.right, names))
    if isinstance(node, Logic):
        parts = [compile_node(part, names) for part in node.parts]
        value = reduce(
            (lambda a, b: a & b) if node.operator == "and" else (lambda a, b: a | b), _values(parts)
        )
        return Term(value, _when_unknown(value, union(*(part.missing for part in parts))))
    if isinstance(node, Among):
        item = compile_node(node.item, names)
        ranks = [node.item.type.words.index(word) + 1 for word in node.words]
        return Term(item.value.isin(ranks), item.missing)
    if isinstance(node, Arithmetic):
        return _arithmetic(node, compile_node(node.left, names), compile_node(node.right, names))
    if isinstance(node, Choose):
        return _choose(*(compile_node(part, names) for part in (node.condition, node.yes, node.no)))
    return _call(node, names)


def _values(terms: list[Term]) -> list[Any]:
    return [term.value for term in terms]


def _when_unknown(value: Any, missing: Any | None) -> Any | None:
    return None if missing is None else ibis.ifelse(value.isnull(), missing, literal(0))


def _constant(value: object, kind: Type) -> Term:
    if kind.base == "words":
        return Term(ibis.literal(kind.words.index(str(value)) + 1, type="int32"), None)
    if isinstance(value, bool | str | datetime.date):
        return Term(ibis.literal(value), None)
    if isinstance(value, int | Fraction):
        exact = number(value)
        return Term(_whole(exact.numerator), None, exact.denominator, abs(exact.numerator), exact.denominator)
    raise Unsupported(f"hằng số {value!r}", f"the constant {value!r}")


def _whole(value: int) -> Any:
    return ibis.literal(value, type="int64")


def _fact(node: Fact, names: Names) -> Term:
    column = names.table[fact_column(node.name)]
    missing = ibis.ifelse(column.isnull(), literal(names.bits.mask((node.name,))), literal(0))
    if node.type.base != "number":
        return Term(column, missing)
    if names.forms[node.name] == "decimal":
        return Term(column, missing, DECIMALS, INTEGER_LIMIT * DECIMALS, DECIMALS)
    return Term(column, missing, 1, INTEGER_LIMIT)


def _times(value: Any, top: int, factor: Any, factor_top: int) -> tuple[Any, int]:
    """A product wide enough for the greatest factors that there can be."""
    if isinstance(factor, int) and factor == 1:
        return value, top
    product = top * factor_top
    whole = _constant_of(value)
    if whole is not None and isinstance(factor, int):
        return _whole(whole * factor), product  # DuckDB would compute small constants in 32 bits
    return _wide(value, product) * (
        _wide(factor, product) if not isinstance(factor, int) else factor
    ), product


def _constant_of(value: Any) -> int | None:
    operation = value.op()
    found = operation.value if isinstance(operation, ibis.expr.operations.Literal) else None
    return found if isinstance(found, int) else None


def _wide(value: Any, top: int) -> Any:
    if top < _BIGINT:
        return value
    if top < _DECIMAL:
        return value.cast("decimal(38, 0)")
    raise Unsupported("số quá lớn để tính chính xác", "numbers too great to be computed exactly")


def _aligned(left: Term, right: Term) -> tuple[Any, Any, int]:
    """Both numerators over one denominator, and the greater of their bounds."""
    if isinstance(left.den, int) and isinstance(right.den, int):
        common = math.lcm(left.den, right.den)
        (first, top), (second, other) = (
            _times(term.value, term.top, common // term.den, common // term.den) for term in (left, right)
        )
        return first, second, max(top, other)
    first, top = _times(left.value, left.top, right.den, right.den_top)
    second, other = _times(right.value, right.top, left.den, left.den_top)
    return first, second, max(top, other)


def _compare_months(node: Compare, names: Names) -> Term | None:
    """`months_between(…) < n` and `>= n`, the usual way to ask for a period."""
    call, limit = node.left, node.right
    if node.operator not in {"<", ">="} or not isinstance(call, Call) or call.name != "months_between":
        return None
    if not isinstance(limit, Const | Param) or not isinstance(limit.value, int):
        return None
    start, end = (compile_node(argument, names) for argument in call.arguments)
    below = _months_below(start.value, end.value, limit.value)
    return Term(below if node.operator == "<" else ~below, union(start.missing, end.missing))


def _compare(node: Compare, left: Term, right: Term) -> Term:
    first, second = left.value, right.value
    operator = node.operator
    if node.left.type.base == "number":
        first, second, _ = _aligned(left, right)
    elif node.ranks:
        # best first: the better word has the smaller rank
        operator = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}[operator]
    value = {
        "==": lambda: first == second,
        "!=": lambda: first != second,
        "<": lambda: first < second,
        "<=": lambda: first <= second,
        ">": lambda: first > second,
        ">=": lambda: first >= second,
    }[operator]()
    return Term(value, union(left.missing, right.missing))


def _arithmetic(node: Arithmetic, left: Term, right: Term) -> Term:
    missing = union(left.missing, right.missing)
    if node.operator == "*":
        value, top = _times(left.value, left.top, right.value, right.top)
        if isinstance(left.den, int) and isinstance(right.den, int):
            return Term(value, missing, left.den * right.den, top, left.den * right.den)
        den, den_top = _times(_column(left.den), left.den_top, right.den, right.den_top)
        return Term(value, missing, den, top, den_top)
    first, second, top = _aligned(left, right)
    first, second = _wide(first, 2 * top), _wide(second, 2 * top)
    value = first + second if node.operator == "+" else first - second
    if isinstance(left.den, int) and isinstance(right.den, int):
        common = math.lcm(left.den, right.den)
        return Term(value, missing, common, 2 * top, common)
    den, den_top = _times(_column(left.den), left.den_top, right.den, right.den_top)
    return Term(value, missing, den, 2 * top, den_top)


def _column(value: Any) -> Any:
    return _whole(value) if isinstance(value, int) else value


def _same_scale(terms: list[Term]) -> tuple[list[Term], Any, int]:
    """Terms over one denominator, so that one of them can stand for another."""
    dens = [term.den for term in terms]
    if not all(isinstance(den, int) for den in dens):
        raise Unsupported("chọn giữa các tỷ lệ", "a choice between shares")
    common = math.lcm(*dens)
    scaled = []
    for term in terms:
        value, top = _times(term.value, term.top, common // term.den, common // term.den)
        scaled.append(Term(value, term.missing, common, top, common))
    return scaled, common, max(term.top for term in scaled)


def _choose(condition: Term, yes: Term, no: Term) -> Term:
    (yes, no), den, top = _same_scale([yes, no])
    value = ibis.cases(
        (condition.value, yes.value),
        (condition.value.notnull(), no.value),
        (yes.value == no.value, yes.value),
        else_=ibis.null(yes.value.type()),
    )
    parts = [literal(0) if part.missing is None else part.missing for part in (condition, yes, no)]
    missing = ibis.cases(
        (value.notnull(), literal(0)),
        (condition.value.isnull(), parts[0]),
        (condition.value, parts[1]),
        else_=parts[2],
    )
    return Term(value, missing, den, top, den)


def _call(node: Call, names: Names) -> Term:
    if node.name == "children_share":
        return _children_share(node, names)
    if node in names.history:
        value = names.table[names.history[node]]
        why = HISTORY if node.name == "years_in_a_row" else EVENTS
        return Term(value, _when_unknown(value, literal(names.bits.mask((why,)))))
    if node.name in {"latest_below", "latest_of"}:
        return Term(names.table[names.dates[node]], None)  # asked beside the levels, where nothing is missing
    terms = [compile_node(argument, names) for argument in node.arguments]
    if node.name == "first_known":
        scaled, den, top = _same_scale(terms)
        value = ibis.coalesce(*_values(scaled))
        return Term(value, _when_unknown(value, terms[0].missing), den, top, den)
    if node.name == "months_between":
        start, end = _values(terms)
        return Term(months_between(start, end), union(*(term.missing for term in terms)), 1, INTEGER_LIMIT)
    return _share(node, terms[0], terms[1], names)


def _end_of_month(day: datetime.date) -> datetime.date:
    """The last day of the month: a function of DuckDB that Ibis does not name."""
    raise NotImplementedError


_last_day: Callable[[Any], Any] = ibis.udf.scalar.builtin(_end_of_month, name="last_day")


def _without_spaces(text: str) -> str:
    """Spaces alone: the `strip` of Ibis names characters that Spark reads as letters."""
    raise NotImplementedError


bare: Callable[[Any], Any] = ibis.udf.scalar.builtin(_without_spaces, name="trim")


def months_between(start: Any, end: Any) -> Any:
    """Full months, as `expressions.types.months_between` counts them."""
    # the last day of a short month completes a month begun on a later day
    short = (end.day() < start.day()) & (end != _last_day(end))
    # from the parts of the dates: what engines call a difference in months is not the same in all of them
    years = end.year().cast("int64") - start.year().cast("int64")
    months = end.month().cast("int64") - start.month().cast("int64")
    return 12 * years + months - short.cast("int64")


def _months_below(start: Any, end: Any, months: int) -> Any:
    """Whether less than so many months have passed; only dates near the border need the calendar."""
    days = end.delta(start, unit="day")
    return ibis.cases(
        (days >= 31 * months, False),
        (days < 28 * months, True),
        else_=months_between(start, end) < months,
    )


def _share(node: Call, part: Term, whole: Term, names: Names) -> Term:
    """part/whole as one numerator over one positive denominator; unknown where the whole is nothing."""
    top_value, top = _times(part.value, part.top, whole.den, whole.den_top)
    bottom, bottom_top = _times(whole.value, whole.top, part.den, part.den_top)
    value = ibis.cases(
        (whole.value > 0, top_value), (whole.value < 0, -top_value), else_=ibis.null(top_value.type())
    )
    nothing = literal(names.bits.mask(fact_names(node.arguments[1])))
    empty = (whole.value == 0) & part.value.notnull()
    missing = union(part.missing, whole.missing, ibis.ifelse(empty, nothing, literal(0)))
    return Term(value, _when_unknown(value, missing), bottom.abs(), top, bottom_top)


def level_rank(node: Node, levels: tuple[str, ...]) -> int:
    """The rank (from 0) of a level that a pack names once and for all."""
    if not isinstance(node, Const | Param):
        raise Unsupported(
            "tỷ lệ theo mức thay đổi từng đối tượng", "a share at a level that varies by subject"
        )
    return levels.index(str(node.value))


def _children_share(node: Call, names: Names) -> Term:
    rank = level_rank(node.arguments[0], names.levels)
    whole, best, worst, doubt = (
        names.table[f"{names.children}_{part}"] for part in ("n", f"b{rank}", f"w{rank}", f"u{rank}")
    )
    some = whole > 0
    if not names.open_as:
        some = some & (doubt == 0)
    reached = worst if names.open_as == "worst" else best
    value = ibis.ifelse(some, reached, ibis.null("int64"))
    none_below = ibis.ifelse(whole.fill_null(0) == 0, literal(names.bits.mask((CHILDREN,))), literal(0))
    missing = none_below
    if not names.open_as:
        missing = ibis.ifelse(doubt > 0, literal(names.bits.mask((LEVEL,))), none_below)
    return Term(value, missing, whole, INTEGER_LIMIT, INTEGER_LIMIT)

"""From Python expression syntax, through a closed list of `ast` nodes, to the typed tree."""

from __future__ import annotations

import ast
import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from tongket.rules.expressions.tree import (
    Among,
    Arithmetic,
    Call,
    Choose,
    Compare,
    Const,
    Fact,
    Logic,
    Node,
    Param,
    fact_names,
)
from tongket.rules.expressions.types import BOOLEAN, DATE, NUMBER, TEXT, Type, Value
from tongket.rules.yamlsource import Node as Source

_COMPARE: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_MAX_LENGTH = 1000
_ALLOWED = (
    "facts, year, year_end, parameter('…'), whole numbers, 'words', fractions like 1/2, "
    "== != < <= > >=, in (…), and, or, + - *, a if c else b, months_between(a, b), "
    "a / 3, least(a, b), greatest(a, b), share(part, whole), first_known(a, b), children_share('level'), "
    "years_in_a_row('scheme', 'level', n, reuse, gaps, years ago), latest_below('fact'), "
    "latest_of(units, 'fact'), counted_in_another_year('kind of event')"
)


@dataclass(frozen=True, slots=True)
class Names:
    """What an expression may name: facts with their types, parameters, and the levels of the pack."""

    facts: Mapping[str, Type]
    parameter: Callable[[str], tuple[Value, Type] | None]
    levels: tuple[str, ...]
    children: bool = False
    year: int = 0
    history: Type | None = None
    below: Mapping[str, Type] = field(default_factory=dict)
    units: Mapping[str, Type] = field(default_factory=dict)
    event: Type | None = None


def parse(source: Source, names: Names, expected: Type | None = BOOLEAN) -> Node:
    """The typed tree of the expression at `source`; RuleError with its place for anything not allowed."""
    text = str(source.value) if isinstance(source.value, int) else source.text()
    if len(text) > _MAX_LENGTH:
        source.fail(
            "expression", expected=f"at most {_MAX_LENGTH} characters", found=f"{len(text)} characters"
        )
    try:
        body = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        source.fail("expression", expected=_ALLOWED)
    node = _Parser(source, names).node(body, expected if expected and expected.base == "words" else None)
    if expected is not None and node.type.base != expected.base:
        source.fail("expression_type", expected=str(expected), found=f"{text} ({node.type})")
    return node


class _Parser:
    def __init__(self, source: Source, names: Names) -> None:
        self.source = source
        self.names = names

    def node(self, tree: ast.expr, hint: Type | None = None) -> Node:
        if isinstance(tree, ast.BoolOp):
            operator = "and" if isinstance(tree.op, ast.And) else "or"
            return Logic(operator, tuple(self.typed(value, BOOLEAN) for value in tree.values), BOOLEAN)
        if isinstance(tree, ast.Compare):
            return self.compare(tree)
        if isinstance(tree, ast.Name):
            return self.fact(tree)
        if isinstance(tree, ast.Constant):
            return self.constant(tree, hint)
        if isinstance(tree, ast.BinOp):
            return self.arithmetic(tree)
        if isinstance(tree, ast.IfExp):
            yes, no = self.node(tree.body, hint), self.node(tree.orelse, hint)
            self.same(yes, no, tree)
            return Choose(self.typed(tree.test, BOOLEAN), yes, no, yes.type)
        if isinstance(tree, ast.Call):
            return self.call(tree)
        return self.refuse(tree)

    def refuse(self, tree: ast.AST, expected: str = _ALLOWED, code: str = "expression") -> Node:
        self.source.fail(code, expected=expected, found=ast.unparse(tree))

    def typed(self, tree: ast.expr, wanted: Type) -> Node:
        node = self.node(tree)
        if node.type.base != wanted.base:
            self.refuse(tree, str(wanted), "expression_type")
        return node

    def same(self, left: Node, right: Node, tree: ast.AST) -> None:
        if left.type != right.type:
            self.refuse(tree, f"two values of one kind, not {left.type} and {right.type}", "expression_type")

    def fact(self, tree: ast.Name) -> Node:
        if self.names.year and tree.id == "year":
            return Const(self.names.year, NUMBER)
        if self.names.year and tree.id == "year_end":
            return Const(datetime.date(self.names.year, 12, 31), DATE)
        found = self.names.facts.get(tree.id)
        if found is None:
            self.source.fail("unknown_fact", expected=", ".join(sorted(self.names.facts)), found=tree.id)
        return Fact(tree.id, found)

    def constant(self, tree: ast.Constant, hint: Type | None) -> Node:
        value = tree.value
        if isinstance(value, bool):
            return Const(value, BOOLEAN)
        if isinstance(value, int):
            return Const(value, NUMBER)
        if isinstance(value, str):
            if hint is not None and hint.base == "words":
                if value not in hint.words:
                    self.source.fail("unknown_word", expected=", ".join(hint.words), found=value)
                return Const(value, hint)
            return Const(value, TEXT)
        return self.refuse(tree)

    def compare(self, tree: ast.Compare) -> Node:
        if len(tree.ops) != 1:
            return self.refuse(tree, "one comparison at a time")
        operator, right_tree = tree.ops[0], tree.comparators[0]
        if isinstance(operator, ast.In):
            return self.among(tree.left, right_tree)
        symbol = _COMPARE.get(type(operator))
        if symbol is None:
            return self.refuse(tree)
        left = self.node(tree.left, self.hint(right_tree))
        right = self.node(right_tree, left.type)
        self.same(left, right, tree)
        kind = left.type
        if symbol not in {"==", "!="} and not (kind in {NUMBER, DATE} or kind.ordered):
            return self.refuse(tree, "numbers, dates or words with an order", "expression_type")
        ranks = kind.words if kind.base == "words" and symbol not in {"==", "!="} else ()
        return Compare(symbol, left, right, BOOLEAN, ranks)

    def hint(self, tree: ast.expr) -> Type | None:
        return self.names.facts.get(tree.id) if isinstance(tree, ast.Name) else None

    def among(self, item_tree: ast.expr, words_tree: ast.expr) -> Node:
        item = self.node(item_tree)
        if item.type.base != "words" or not isinstance(words_tree, ast.Tuple):
            return self.refuse(
                item_tree, "a fact made of words, and a list like ('a', 'b')", "expression_type"
            )
        words = tuple(self.node(word, item.type) for word in words_tree.elts)
        return Among(item, tuple(str(word.value) for word in words if isinstance(word, Const)), BOOLEAN)

    def arithmetic(self, tree: ast.BinOp) -> Node:
        if isinstance(tree.op, ast.Div):
            left, right = tree.left, tree.right
            if isinstance(left, ast.Constant) and isinstance(right, ast.Constant):
                top, bottom = left.value, right.value
                if type(top) is int and type(bottom) is int and bottom != 0:
                    return Const(Fraction(top, bottom), NUMBER)
            if isinstance(right, ast.Constant) and type(right.value) is int and right.value > 0:
                part = Const(Fraction(1, right.value), NUMBER)
                return Arithmetic("*", self.typed(left, NUMBER), part, NUMBER)
            return self.refuse(tree, "a whole number under the line; share(part, whole) for facts")
        symbol = _ARITHMETIC.get(type(tree.op))
        if symbol is None:
            return self.refuse(tree)
        return Arithmetic(symbol, self.typed(tree.left, NUMBER), self.typed(tree.right, NUMBER), NUMBER)

    def call(self, tree: ast.Call) -> Node:
        name = tree.func.id if isinstance(tree.func, ast.Name) else ""
        if tree.keywords or any(isinstance(argument, ast.Starred) for argument in tree.args):
            return self.refuse(tree)
        count = len(tree.args)
        if name == "parameter" and count == 1:
            return self.parameter(tree.args[0])
        if name == "months_between" and count == 2:
            return Call(name, tuple(self.typed(argument, DATE) for argument in tree.args), NUMBER)
        if name == "share" and count == 2:
            if not fact_names(self.typed(tree.args[1], NUMBER)):
                return self.refuse(tree, "a whole that names a fact, since a share of nothing is unknown")
            return Call(name, tuple(self.typed(argument, NUMBER) for argument in tree.args), NUMBER)
        if name == "first_known" and count >= 2:
            known = tuple(self.node(argument) for argument in tree.args)
            for other in known[1:]:
                self.same(known[0], other, tree)
            return Call(name, known, known[0].type)
        if name in {"least", "greatest"} and count == 2:
            first, second = (self.typed(argument, NUMBER) for argument in tree.args)
            chosen = Compare("<=" if name == "least" else ">=", first, second, BOOLEAN)
            return Choose(chosen, first, second, NUMBER)
        if name == "years_in_a_row" and 4 <= count <= 6 and self.names.history is not None:
            return self.years_in_a_row(tree)
        if name == "latest_below" and count == 1 and self.names.children:
            return Call(name, (self.date_of(tree.args[0], self.names.below),), DATE)
        if name == "latest_of" and count == 2:
            whose = self.node(tree.args[0])
            if whose.type.base not in {"ids", "text"}:
                return self.refuse(tree.args[0], "a fact made of ids", "expression_type")
            return Call(name, (whose, self.date_of(tree.args[1], self.names.units)), DATE)
        if name == "counted_in_another_year" and count == 1 and self.names.event is not None:
            kind = self.node(tree.args[0], self.names.event)
            if kind.type != self.names.event:
                return self.refuse(tree.args[0], str(self.names.event), "expression_type")
            return Call(name, (kind, Const(self.names.year, NUMBER)), BOOLEAN)
        if name == "children_share" and count == 1 and self.names.children:
            levels = Type("words", self.names.levels, True)
            return Call(name, (self.node(tree.args[0], levels),), NUMBER)
        return self.refuse(tree)

    def years_in_a_row(self, tree: ast.Call) -> Node:
        scheme, level, count, reuse, *rest = tree.args
        history = self.names.history
        level_node = self.node(level, history)
        if level_node.type != history:
            return self.refuse(level, str(history), "expression_type")
        ago = rest[1] if len(rest) > 1 else ast.Constant(0)
        if not isinstance(ago, ast.Constant) or type(ago.value) is not int or ago.value < 0:
            return self.refuse(ago, "how many years ago the row ends: a whole number")
        last = Const(self.names.year - ago.value, NUMBER)
        counted, again = self.typed(count, NUMBER), self.typed(reuse, BOOLEAN)
        gaps = self.typed(rest[0], TEXT) if rest else Const("break", TEXT)
        arguments = (self.typed(scheme, TEXT), level_node, last, counted, again, gaps)
        return Call("years_in_a_row", arguments, BOOLEAN)

    def date_of(self, tree: ast.expr, columns: Mapping[str, Type]) -> Node:
        """The name of a date of other subjects, as a constant."""
        name = tree.value if isinstance(tree, ast.Constant) and isinstance(tree.value, str) else ""
        if columns.get(name) != DATE:
            dates = sorted(column for column, kind in columns.items() if kind == DATE)
            self.source.fail("unknown_fact", expected=", ".join(dates), found=ast.unparse(tree))
        return Const(name, TEXT)

    def parameter(self, tree: ast.expr) -> Node:
        path = tree.value if isinstance(tree, ast.Constant) and isinstance(tree.value, str) else None
        found = self.names.parameter(path) if path is not None else None
        if path is None or found is None:
            self.source.fail("unknown_parameter", found=ast.unparse(tree))
        return Param(path, found[0], found[1])

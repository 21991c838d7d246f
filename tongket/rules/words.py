"""Conditions in words: a typed tree as a lawyer reads it, names of facts and values instead of code."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from fractions import Fraction

from tongket.rules.checks import PLACEHOLDER
from tongket.rules.expressions import NUMBER
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
)
from tongket.rules.model import FactDef, Pack, Text
from tongket.rules.parameters import write_share
from tongket.rules.phrases import phrase, phrase_keys, write_parameter, write_value

_COMPARED = {
    "==": "word_is",
    "!=": "word_is_not",
    "<": "word_less",
    "<=": "word_at_most",
    ">": "word_more",
    ">=": "word_at_least",
}
_NUMBERS = {"==": "word_equals", "!=": "word_differs"}
_SIGNS = {"+": "+", "-": "−", "*": "×"}
_SHARES = ("share", "children_share")


def in_words(pack: Pack, table: str, node: Node, lang: str, *, holds: bool = True) -> str:
    """The condition about a row of `table` in words; `holds` False says that it must not be so."""
    said = _Words(pack, pack.facts[table], lang).of(node)
    return said if holds else phrase("word_not", lang, what=said)


def filled_text(pack: Pack, text: Text, lang: str, table: str = "") -> str:
    """A text of the pack with the values of the year; what differs from subject to subject is named in ‹…›."""

    def place(match: re.Match[str]) -> str:
        name = match[1]
        if name.startswith("parameter:"):
            return write_parameter(pack.parameters[name.removeprefix("parameter:")], lang)
        if name == "year":
            return str(pack.year)
        if name == "level":
            return phrase("level_concerned", lang)
        fact = pack.facts[table].get(name) if table else None
        return "…" if fact is None else f"‹{fact.label.get(lang)}›"

    return PLACEHOLDER.sub(place, text.get(lang))


class _Words:
    def __init__(self, pack: Pack, columns: Mapping[str, FactDef], lang: str) -> None:
        self.pack = pack
        self.columns = columns
        self.lang = lang

    def of(self, node: Node, about: FactDef | None = None) -> str:
        """`about` is the fact beside a constant, whose words name it."""
        if isinstance(node, Fact):
            fact = self.columns.get(node.name)
            return node.name if fact is None else fact.label.get(self.lang)
        if isinstance(node, Const):
            return self._constant(node, about)
        if isinstance(node, Param):
            parameter = self.pack.parameters[node.path]
            if parameter.form == "level":
                return self.pack.level(str(parameter.value)).label.get(self.lang)
            return write_parameter(parameter, self.lang)
        if isinstance(node, Logic):
            return self._logic(node)
        if isinstance(node, Compare):
            left, right = self._sides(node)
            plain = _COMPARED[node.operator]
            key = _NUMBERS.get(node.operator, plain) if node.left.type == NUMBER else plain
            return phrase(key, self.lang, left=left, right=right)
        if isinstance(node, Arithmetic):
            left, right = (self._factor(part, node.operator) for part in (node.left, node.right))
            return f"{left} {_SIGNS[node.operator]} {right}"
        if isinstance(node, Among):
            fact = self._fact(node.item)
            words = ", ".join(self._word(word, fact) for word in node.words)
            return phrase("word_in", self.lang, left=self.of(node.item), right=words)
        if isinstance(node, Choose):
            parts = {"yes": self.of(node.yes), "condition": self.of(node.condition), "no": self.of(node.no)}
            return phrase("word_choose", self.lang, None, **parts)
        return self._call(node)

    def _logic(self, node: Logic) -> str:
        word = f" {phrase(f'word_{node.operator}', self.lang)} "
        said = [
            f"({self.of(part)})"
            if isinstance(part, Logic) and part.operator != node.operator
            else self.of(part)
            for part in node.parts
        ]
        return word.join(said)

    def _sides(self, node: Compare) -> tuple[str, str]:
        fact = self._fact(node.left) or self._fact(node.right)
        share = any(isinstance(side, Call) and side.name in _SHARES for side in (node.left, node.right))
        return self._side(node.left, fact, share), self._side(node.right, fact, share)

    def _side(self, node: Node, fact: FactDef | None, share: bool) -> str:
        if share and isinstance(node, Const) and isinstance(node.value, int | Fraction):
            return write_share(Fraction(node.value))
        return self.of(node, fact)

    def _factor(self, node: Node, operator: str) -> str:
        sum_in_product = operator == "*" and isinstance(node, Arithmetic) and node.operator != "*"
        return f"({self.of(node)})" if sum_in_product else self.of(node)

    def _fact(self, node: Node) -> FactDef | None:
        return self.columns.get(node.name) if isinstance(node, Fact) else None

    def _constant(self, node: Const, about: FactDef | None) -> str:
        if isinstance(node.value, str):
            return self._word(node.value, about)
        if isinstance(node.value, bool | datetime.date):
            return write_value(None, node.value, self.lang)
        return str(node.value)

    def _word(self, word: str, about: FactDef | None) -> str:
        if about is not None and word in about.words:
            return about.words[word].get(self.lang)
        if word in self.pack.level_ids:
            return self.pack.level(word).label.get(self.lang)
        return word

    def _call(self, node: Call) -> str:
        key = f"word_{node.name}"
        said = [self.of(argument) for argument in node.arguments]
        if key not in phrase_keys():
            return f"{node.name}({', '.join(said)})"
        if node.name == "first_known":
            return phrase(key, self.lang, None, **{"0": ", ".join(said)})
        return phrase(key, self.lang, None, **{str(place): text for place, text in enumerate(said)})

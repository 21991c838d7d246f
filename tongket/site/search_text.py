"""How well a text answers what somebody typed: accents and Đ/d ignored, misspellings tolerated, the match marked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from rapidfuzz.distance import OSA

from tongket.common.text import clean, matching_key, search_key

#: Longer input is no search.
LONGEST, MOST_WORDS = 80, 8
#: So many rows that share most letters with the words are looked at closely.
CANDIDATES = 120
MOST_PARTS = 32
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Query:
    """What was typed: as it is for display, its words without accents, its words with them."""

    text: str
    words: tuple[str, ...]
    accented: frozenset[str]

    @classmethod
    def of(cls, typed: str) -> Query:
        text = clean(typed)[:LONGEST]
        words = tuple(dict.fromkeys(_WORD.findall(search_key(text))))[:MOST_WORDS]
        return cls(text, words, frozenset(_WORD.findall(matching_key(text))))

    def __bool__(self) -> bool:
        """Whether there is anything to look for: one letter alone would find everything."""
        return any(len(word) > 1 or word.isdigit() for word in self.words)


#: Whether a row holds a part of a word: the part, and whether it is the word's beginning.
Holds = Callable[[str, bool], Q]


def in_key(column: str) -> Holds:
    """Parts are looked for in a stored key, beginnings at the beginnings of its words."""

    def holds(part: str, begins: bool) -> Q:
        if not begins:
            return Q(**{f"{column}__contains": part})
        return Q(**{f"{column}__startswith": part}) | Q(**{f"{column}__contains": f" {part}"})

    return holds


def _parts(word: str) -> list[tuple[str, bool]]:
    """What a misspelt word still shares with the right one: its beginning, and every three letters in a row."""
    if word.isdigit():
        return [(word, True)]
    return [(word[:3], True), *((word[n : n + 3], False) for n in range(1, len(word) - 2))]


def candidates(rows: QuerySet[Any], holds: Holds, query: Query, *first: str) -> QuerySet[Any]:
    """The rows that hold most parts of the words, best first, then by ``first``: one query.

    A third of the parts must be there: a word with a letter wrong keeps that many.
    """
    parts = [part for word in query.words for part in _parts(word)][:MOST_PARTS]
    one: list[Combinable] = [
        Case(When(holds(*part), then=Value(1)), default=Value(0), output_field=IntegerField())
        for part in parts
    ]
    found = rows.annotate(shared=_sum(one)).filter(shared__gte=max(1, len(parts) // 3))
    return found.order_by("-shared", *first, "pk")[:CANDIDATES]


def _sum(terms: list[Combinable]) -> Combinable:
    """The sum as a balanced tree: a long row of additions is too deep for a database's parser."""
    if len(terms) == 1:
        return terms[0]
    half = len(terms) // 2
    return _sum(terms[:half]) + _sum(terms[half:])


def _allowed(word: str) -> int:
    """Letters that may be wrong in a word of this length; figures and short words must be right."""
    if word.isdigit() or len(word) < 4:
        return 0
    return 1 if len(word) < 8 else 2


def _fit(word: str, other: str) -> int | None:
    """How far a word is from another one: 0 the same, 1 its beginning, more for wrong letters; None when too far."""
    if word == other:
        return 0
    if other.startswith(word) and not word.isdigit():
        return 1
    if len(word) == 3 and other.startswith(word[0]) and sorted(word) == sorted(other):
        return 3  # two letters typed in the wrong order
    allowed = _allowed(word)
    if not allowed or abs(len(word) - len(other)) > allowed:
        return None
    wrong = OSA.distance(word, other, score_cutoff=allowed)
    return None if wrong > allowed else 1 + 2 * wrong


@dataclass(frozen=True)
class Match:
    """A text that answers: its distance (0 is best) and the text in pieces, those that matched marked."""

    distance: int
    pieces: tuple[tuple[str, bool], ...]


def match(query: Query, text: str) -> Match | None:
    """How the text answers, or None when one of the words has nothing in it."""
    found = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(text)]
    keys = [search_key(word) for _start, _end, word in found]
    marked: set[int] = set()
    distance = 0
    for word in query.words:
        fits = [(fit, n) for n, key in enumerate(keys) if (fit := _fit(word, key)) is not None]
        if not fits:
            return None
        best = min(fits)[0]
        distance += 4 * best
        marked |= {n for fit, n in fits if fit == best}
    # Whoever typed the accents means them: "Hòa" before "Hoa".
    distance += sum(1 for n in marked if matching_key(found[n][2]) not in query.accented)
    return Match(distance, _pieces(text, [found[n][:2] for n in sorted(marked)]))


def _pieces(text: str, spans: list[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans:
        if start > at:
            pieces.append((text[at:start], False))
        pieces.append((text[start:end], True))
        at = end
    if at < len(text):
        pieces.append((text[at:], False))
    return tuple(pieces)

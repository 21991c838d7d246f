"""Finding names in running text that are nearly, but not quite, those of the register. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tongket.common.text import clean, matching_key

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_PLACEHOLDER = re.compile(r"\{([a-z0-9_-]+)\}")
_NUMBER = re.compile(r"(?<![\w./\-])\d[\d.,]*(?:\s?%)?(?![\w/\-])")
_COMRADE = re.compile(r"đồng chí(?= )", re.IGNORECASE)
_NEXT_WORD = re.compile(r" (?P<word>[^\W\d_][\w'’\-]*)")
_POST = re.compile(r", (?P<post>[^,;.:|()]+)")
_YEAR = re.compile(r"^(19|20)\d\d$")
#: Names of fewer words differ in one word too often by chance to be called near misses.
SHORTEST_FOR_MISSING_WORD = 4
SHORTEST_FOR_CHANGED_WORD = 3
LARGEST_CHANGE = 2


@dataclass(frozen=True)
class NearMiss:
    """A run of words that differs from a known name by one missing or one changed word."""

    found: str
    known: str


@dataclass(frozen=True)
class _Token:
    text: str
    key: str
    start: int
    end: int


def placeholders(text: str) -> list[str]:
    """Keys of the bound values in a text, in order."""
    return _PLACEHOLDER.findall(text)


def fill(text: str, values: dict[str, str]) -> str:
    """The text with each ``{key}`` replaced; KeyError when a key has no value."""
    return _PLACEHOLDER.sub(lambda m: values[m[1]], text)


def split_bound(text: str) -> list[tuple[str, str | None]]:
    """The text as pieces: (words, None) for the editor's own, ('', key) for a bound value."""
    pieces: list[tuple[str, str | None]] = []
    last = 0
    for found in _PLACEHOLDER.finditer(text):
        if found.start() > last:
            pieces.append((text[last : found.start()], None))
        pieces.append(("", found[1]))
        last = found.end()
    if last < len(text):
        pieces.append((text[last:], None))
    return pieces


def own_words(text: str) -> str:
    """The text with each bound value as a bar, so that no run of words reaches over it."""
    return _PLACEHOLDER.sub("|", text)


def loose_numbers(text: str) -> list[str]:
    """Numbers that the editor typed instead of binding them to records; years and signs of papers aside."""
    return [n for n in _NUMBER.findall(own_words(text)) if not _YEAR.match(n.rstrip(".,"))]


def _tokens(text: str) -> list[_Token]:
    return [_Token(m[0], matching_key(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]


def _adjacent(tokens: Sequence[_Token], text: str) -> bool:
    """Whether only spaces and hyphens stand between the words: no full stop, comma or bound value."""
    return all(not text[a.end : b.start].strip(" \t\n-–&") for a, b in pairwise(tokens))


def distance(left: str, right: str, limit: int) -> int:
    """Number of letters to change, add or leave out; anything beyond ``limit`` counts as limit + 1."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        previous, row[0] = row[0], i
        for j, b in enumerate(right, start=1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _missing_one(short: Sequence[str], full: Sequence[str]) -> bool:
    """``short`` is ``full`` without one word, its first word kept."""
    if len(short) != len(full) - 1 or short[0] != full[0]:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, full, strict=False)) if a != b), len(short))
    return list(short[at:]) == list(full[at + 1 :])


def _changed_one(words: Sequence[str], full: Sequence[str]) -> bool:
    """The same number of words, one of them nearly the same."""
    if len(words) != len(full):
        return False
    differ = [(a, b) for a, b in zip(words, full, strict=True) if a != b]
    return len(differ) == 1 and _nearly(*differ[0])


def _nearly(word: str, known: str) -> bool:
    """One or two letters apart with something left in common, or both numbers: "tổ" is no slip for "1"."""
    if word.isdigit() or known.isdigit():
        return word.isdigit() and known.isdigit()
    return distance(word, known, LARGEST_CHANGE) <= min(LARGEST_CHANGE, max(len(word), len(known)) - 1)


def near_misses(text: str, names: Iterable[str]) -> list[NearMiss]:
    """Runs of words in ``text`` that miss a known name by one word, each once, in order of appearance.

    Words inside an exact occurrence of a known name never count, nor does a run that is itself a known name.
    """
    known = {tuple(t.key for t in _tokens(clean(name))): clean(name) for name in names}
    known.pop((), None)
    tokens = _tokens(text)
    keys = [t.key for t in tokens]
    covered = _covered(keys, known)
    found: dict[tuple[int, int], NearMiss] = {}
    for full, name in known.items():
        for length in (len(full) - 1, len(full)):
            if length < 2:
                continue
            for start in range(len(keys) - length + 1):
                window = keys[start : start + length]
                if all(covered[start : start + length]) or tuple(window) in known:
                    continue
                miss = (
                    len(full) >= SHORTEST_FOR_MISSING_WORD and _missing_one(window, full)
                    if length < len(full)
                    else len(full) >= SHORTEST_FOR_CHANGED_WORD and _changed_one(window, full)
                )
                run = tokens[start : start + length]
                if miss and _adjacent(run, text):
                    found.setdefault(
                        (run[0].start, run[-1].end), NearMiss(text[run[0].start : run[-1].end], name)
                    )
    return [found[place] for place in sorted(found) if not _inside_another(place, found)]


def _inside_another(place: tuple[int, int], places: Iterable[tuple[int, int]]) -> bool:
    return any(o != place and o[0] <= place[0] and place[1] <= o[1] for o in places)


def _covered(keys: Sequence[str], known: dict[tuple[str, ...], str]) -> list[bool]:
    """For each word, whether it stands in an exact occurrence of a known name."""
    covered = [False] * len(keys)
    for full in known:
        length = len(full)
        for start in range(len(keys) - length + 1):
            if tuple(keys[start : start + length]) == full:
                covered[start : start + length] = [True] * length
    return covered


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """The known names that occur in the text, each once, longest first."""
    keys = [t.key for t in _tokens(text)]
    found = []
    for name in sorted({clean(n) for n in names}, key=lambda n: (-len(n), n)):
        full = [t.key for t in _tokens(name)]
        if full and any(keys[i : i + len(full)] == full for i in range(len(keys) - len(full) + 1)):
            found.append(name)
    return found


def comrades(text: str) -> list[tuple[str, str]]:
    """People named after "đồng chí" with the post written behind the comma: (name, post or '').

    A name is the run of capitalised words; the post ends at the next mark.
    """
    found = []
    for match in _COMRADE.finditer(text):
        words: list[str] = []
        rest = text[match.end() :]
        while (word := _NEXT_WORD.match(rest)) and word["word"][0].isupper():
            words.append(word["word"])
            rest = rest[word.end() :]
        if len(words) >= 2:
            post = _POST.match(rest)
            found.append((" ".join(words), post["post"].strip() if post else ""))
    return found

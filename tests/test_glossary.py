"""One English name per Vietnamese term across every page and paper (U39)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.translations import known

GLOSSARY = Path(__file__).resolve().parent / "glossary.yaml"


def names() -> dict[str, re.Pattern[str]]:
    """Vietnamese term → what its English must hold, longest terms first."""
    table = yaml.safe_load(GLOSSARY.read_text(encoding="utf-8"))
    found = {}
    for term in sorted(table, key=len, reverse=True):
        value = table[term]
        choices = value if isinstance(value, list) else value.split("|")
        found[term] = re.compile("|".join(re.escape(c) for c in choices), re.IGNORECASE)
    return found


def terms_in(text: str, table: dict[str, re.Pattern[str]]) -> list[str]:
    """The terms that a text holds; a shorter one is not found inside a longer one."""
    left, found = text.lower(), []
    for term in table:
        pattern = rf"(?<!\w){re.escape(term)}(?!\w)"
        if re.search(pattern, left):
            found.append(term)
            left = re.sub(pattern, "·", left)
    return found


def strays() -> list[str]:
    """Texts whose English calls a term by another name."""
    table = names()
    return [
        f"{text!r} → {english!r}: {term} is “{table[term].pattern}”"
        for (_context, text), english in known().items()
        for term in terms_in(text, table)
        if not table[term].search(english) and term not in english.lower()  # quoted as it stands on paper
    ]


@pytest.mark.capability(85)
def test_every_term_has_one_english_name() -> None:
    assert not strays(), "\n".join(strays())


def test_a_longer_term_covers_the_shorter_one() -> None:
    table = names()
    assert terms_in("Chi bộ cơ sở và chi bộ", table) == ["chi bộ cơ sở", "chi bộ"]
    assert terms_in("Chi bộ cơ sở", table) == ["chi bộ cơ sở"]

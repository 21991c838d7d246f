"""Whatever the journal names by code has words on the screen, in both languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.utils import translation

from tongket.site.acts import ACTS, MODELS, ROLES
from tongket.site.sight import RULES

PACKAGE = Path(__file__).resolve().parents[2]
#: Roles that are made of a name: what follows the colon is a fact of the rules.
PREFIXES = ("fact:",)


def calls(name: str) -> Iterator[ast.Call]:
    """Every call of a function or method of that name in product code."""
    for path in PACKAGE.rglob("*.py"):
        if {"tests", "migrations"} & set(path.parts):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if called == name:
                    yield node


def literal(node: ast.AST | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def test_every_act_of_the_journal_has_words() -> None:
    named = {literal(call.args[0]) for call in calls("acting") if call.args} - {None}
    assert named - set(ACTS) == set()


def test_every_role_of_a_figure_has_words() -> None:
    named = {
        literal(keyword.value) for call in calls("use") for keyword in call.keywords if keyword.arg == "role"
    } - {None}
    assert {r for r in named if r and not r.startswith(PREFIXES)} - set(ROLES) == set()


def test_every_kind_of_record_that_can_be_shown_has_words_and_exists() -> None:
    assert set(MODELS) == set(RULES)
    for label in RULES:
        assert apps.get_model(label) is not None


@pytest.mark.parametrize("table", [ACTS, ROLES, MODELS])
def test_words_are_in_both_languages(table: dict[str, str]) -> None:
    for key, text in table.items():
        vietnamese = str(text)
        with translation.override("en"):
            assert str(text) != vietnamese, key


def test_the_english_of_the_frame_is_complete() -> None:
    path = PACKAGE / "site" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as source:
        catalogue = read_po(source, locale="en")
    for message in catalogue:
        if message.id:
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(texts), message.id
            assert not message.fuzzy, message.id

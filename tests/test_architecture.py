"""The laws of the code base that no linter knows. Each message says what to write instead."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from django.utils import translation

from tongket.common.errors import DomainError

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "tongket"
MAX_LINES = 400


def python_files(*, tests: bool = False) -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" in path.parts or (not tests and "tests" in path.parts):
            continue
        yield path


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def action_modules() -> list[str]:
    files = [p for p in python_files() if "actions" in p.parts or p.name == "actions.py"]
    return [dotted(p) for p in files]


@pytest.mark.parametrize("name", action_modules())
def test_every_public_action_takes_the_actor_as_required_keyword(name: str) -> None:
    module = importlib.import_module(name)
    for function_name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ != name or function_name.startswith("_"):
            continue
        tree = ast.parse(inspect.getsource(function))
        if not any(isinstance(n, ast.Name) and n.id == "acting" for n in ast.walk(tree)):
            continue
        parameter = inspect.signature(function).parameters.get("actor")
        assert parameter is not None, f"{name}.{function_name}: add `*, actor: Actor`"
        assert parameter.kind is inspect.Parameter.KEYWORD_ONLY, (
            f"{name}.{function_name}: put actor after `*`"
        )
        assert parameter.default is inspect.Parameter.empty, (
            f"{name}.{function_name}: actor may have no default"
        )


def is_display(path: Path) -> bool:
    return path.name.startswith("views") or "views" in path.parts or "templatetags" in path.parts


@pytest.mark.parametrize("path", [p for p in python_files() if is_display(p)], ids=dotted)
def test_views_read_queries_and_call_actions_only(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute):
            assert node.attr != "objects", f"{path}:{node.lineno}: read through a function of queries.py"
            assert node.attr != "atomic", f"{path}:{node.lineno}: transactions belong to actions"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "save":
            raise AssertionError(f"{path}:{node.lineno}: change data through a function of actions.py")


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("migrations/0*.py")), ids=dotted)
def test_migrations_import_nothing_of_ours(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        assert not [n for n in names if n.startswith("tongket")], (
            f"{path}: copy what the migration needs into it"
        )


@cache
def clause_ids() -> set[str]:
    found: set[str] = set()
    for path in sorted((PACKAGE / "rules" / "packs").rglob("clauses/*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        clauses = content.get("clauses", content) if isinstance(content, dict) else content
        found |= {c["id"] for c in clauses} if isinstance(clauses, list) else set(clauses)
    return found - fact_ids()


def fact_ids() -> set[str]:
    """Names of facts, which the code gathers; a clause may be named like the fact it looks at."""
    found: set[str] = set()
    for path in sorted((PACKAGE / "rules" / "packs").rglob("facts.yaml")):
        for table in yaml.safe_load(path.read_text(encoding="utf-8")).values():
            if isinstance(table, dict):
                found |= set(table) | {k for v in table.values() if isinstance(v, dict) for k in v}
    return found


def test_packs_have_clauses() -> None:
    assert len(clause_ids()) >= 19


@pytest.mark.parametrize("path", list(python_files()), ids=dotted)
def test_no_clause_id_stands_in_product_code(path: Path) -> None:
    ids = clause_ids()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert node.value not in ids, f"{path}:{node.lineno}: read clause ids from the pack"


@pytest.mark.parametrize(
    "path",
    [p for p in python_files() if "rules" in p.parts or "ballots" in p.parts],
    ids=dotted,
)
def test_no_binary_float_in_rules_and_ballots(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, float), f"{path}:{node.lineno}: use Fraction or Decimal"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "float", f"{path}:{node.lineno}: use Fraction or Decimal"


@pytest.mark.parametrize("path", [*python_files(tests=True), *sorted((ROOT / "tests").glob("*.py"))], ids=str)
def test_no_file_is_longer_than_its_readers_patience(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_LINES, f"{path} has {lines} lines: split it by entity or verb"


def error_classes() -> list[type[DomainError]]:
    for path in python_files():
        if path.name == "errors.py" and "rules" not in path.parts and "protocol" not in path.parts:
            importlib.import_module(dotted(path))
    found, waiting = [], [DomainError]
    while waiting:
        for child in waiting.pop().__subclasses__():
            found.append(child)
            waiting.append(child)
    return found


@pytest.mark.parametrize("error", error_classes(), ids=lambda e: e.__name__)
def test_every_error_has_a_text_and_advice_in_both_languages(error: type[DomainError]) -> None:
    texts = {}
    for language in ("vi", "en"):
        with translation.override(language):
            texts[language] = (str(error.message), str(error.advice))
    assert all(texts["vi"]), f"{error.__name__}: give message and advice"
    assert texts["vi"][0] != texts["en"][0], (
        f"{error.__name__}: add the English message to the room's catalogue"
    )
    assert texts["vi"][1] != texts["en"][1], (
        f"{error.__name__}: add the English advice to the room's catalogue"
    )


def test_error_codes_are_unique() -> None:
    codes = [e.code for e in error_classes() if "code" in vars(e)]
    assert sorted(codes) == sorted(set(codes))

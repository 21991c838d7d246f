"""The two tables of the matrix as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.urls import URLPattern, URLResolver, get_resolver

from tests.authorization.cast import COLUMNS, OTHER_CLERK
from tongket.access.roles import Role
from tongket.site.openings import ACCOUNT_PAGES

HERE = Path(__file__).resolve().parent
#: Pages of django-allauth: who may open them is tested where they come from.
FOREIGN = ACCOUNT_PAGES
KEYS = {"of", "with", "post", "elsewhere"}


@dataclass(frozen=True)
class Row:
    """One page: what it is about, and who may open it for which object."""

    view: str
    of: str
    post: bool
    arguments: Mapping[str, Any]
    allowed: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class ActRow:
    """One right: who holds it where they hold their role and below; what a closed round says to it."""

    action: str
    roles: frozenset[str]
    closed_round: str = ""
    own_body: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


@cache
def _load(name: str) -> dict[str, Any]:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def _expand(names: Iterable[str], groups: Mapping[str, list[str]]) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        found |= set(groups[name]) if name in groups else {name}
    unknown = found - set(COLUMNS)
    assert not unknown, f"the table names unknown roles: {sorted(unknown)}"
    return frozenset(found)


@cache
def pages() -> dict[str, Row]:
    """View name → its row."""
    content = _load("pages.yaml")
    rows = {}
    for view, row in content["pages"].items():
        allowed = {word: _expand(names, content["groups"]) for word, names in row.items() if word not in KEYS}
        if Role.CLERK in allowed.get("page", ()) and row.get("elsewhere", True):
            allowed["page"] |= {OTHER_CLERK}
        rows[view] = Row(view, row.get("of", "page"), row.get("post", False), row.get("with") or {}, allowed)
    return rows


@cache
def acts() -> dict[str, ActRow]:
    """'room.action' → its row."""
    content = _load("actions.yaml")
    rows = {}
    for action, row in content["actions"].items():
        rows[action] = ActRow(
            action,
            _expand(row["who"], content["groups"]),
            row.get("closed_round", ""),
            row.get("own_body", False),
        )
    return rows


def views() -> dict[str, tuple[str, ...]]:
    """Every named view of our rooms with the names of the arguments of its address."""
    return dict(_walk(get_resolver(), "", ()))


def _walk(
    resolver: URLResolver, namespace: str, above: tuple[str, ...]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    for found in resolver.url_patterns:
        names = (*above, *found.pattern.converters, *getattr(found.pattern, "regex", None).groupindex)
        if isinstance(found, URLPattern):
            name = f"{namespace}{found.name}"
            if found.name and not name.startswith(FOREIGN):
                yield name, tuple(dict.fromkeys(names))
        else:
            inner = f"{namespace}{found.namespace}:" if found.namespace else namespace
            yield from _walk(found, inner, names)

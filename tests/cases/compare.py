"""Differences between two results: every key but those for readers, people by matching key and birth date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.cases.reader import folded

FOR_READERS = ("case", "equation")


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            str(k): folded(v) if k == "name" and isinstance(v, str) and "birth" in value else plain(v)
            for k, v in value.items()
            if k not in FOR_READERS
        }
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value if value is None or isinstance(value, bool | int) else str(value)


def differences(expected: Any, found: Any) -> list[str]:
    """Each difference with its place, what was expected and what was found."""
    return list(_walk(plain(expected), plain(found), ""))


def _walk(left: Any, right: Any, place: str) -> Iterator[str]:
    if isinstance(left, dict) and isinstance(right, dict):
        here = f"{place}({left['name']})" if "birth" in left else place
        for key in [*left, *(k for k in right if k not in left)]:
            if key not in right or key not in left:
                side = "expected" if key in left else "found"
                yield f"{here}.{key}: only {side}: {left.get(key, right.get(key))}"
            else:
                yield from _walk(left[key], right[key], f"{here}.{key}")
    elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for number, (a, b) in enumerate(zip(left, right, strict=True)):
            yield from _walk(a, b, f"{place}[{number}]")
    elif type(left) is not type(right) or left != right:
        yield f"{place}: expected {left!r}, found {right!r}"

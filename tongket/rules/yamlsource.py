"""YAML read strictly: safe tags, no aliases, no duplicate keys, no floats; every value knows its line."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

import yaml

from tongket.rules.errors import RuleError

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(([0-9]+\.[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+|\.(inf|nan))")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MAX_CHARACTERS = 2_000_000
_MAX_DEPTH = 40
# the compiled parser where the wheel has it: packs are read ten times faster
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Scalar = str | int | bool | datetime.date | None


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its place. `value` is a scalar, a list of nodes or a dict of nodes."""

    value: Scalar | list[Node] | dict[str, Node]
    file: str
    line: int

    def fail(self, code: str, *, expected: str = "", found: str | None = None) -> NoReturn:
        """Raise a RuleError at this place."""
        shown = _shown(self.value) if found is None else found
        raise RuleError(code, file=self.file, line=self.line, expected=expected, found=shown)

    def mapping(self, required: Iterable[str] = (), optional: Iterable[str] | None = ()) -> dict[str, Node]:
        """The mapping with its keys checked; `optional=None` allows any further key."""
        if not isinstance(self.value, dict):
            self.fail("wrong_type", expected="mapping")
        must = tuple(required)
        for key in must:
            if key not in self.value:
                self.fail("missing_key", expected=key, found="")
        if optional is not None:
            allowed = (*must, *optional)
            for key, node in self.value.items():
                if key not in allowed:
                    node.fail("unknown_key", expected=", ".join(allowed), found=key)
        return self.value

    def items(self) -> list[Node]:
        """The list at this place."""
        if not isinstance(self.value, list):
            self.fail("wrong_type", expected="list")
        return self.value

    def text(self) -> str:
        """Non-empty text at this place."""
        if not isinstance(self.value, str) or not self.value.strip():
            self.fail("wrong_type", expected="text")
        return self.value

    def integer(self) -> int:
        """A whole number at this place."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            self.fail("wrong_type", expected="whole number")
        return self.value

    def boolean(self) -> bool:
        """true or false at this place."""
        if not isinstance(self.value, bool):
            self.fail("wrong_type", expected="true or false")
        return self.value

    def date(self) -> datetime.date:
        """An ISO date at this place."""
        if not isinstance(self.value, datetime.date):
            self.fail("wrong_type", expected="date like 2021-12-31")
        return self.value

    def word(self, words: Iterable[str]) -> str:
        """One word of a closed list."""
        allowed = tuple(words)
        text = self.text()
        if text not in allowed:
            self.fail("unknown_word", expected=", ".join(allowed))
        return text

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(item.text() for item in self.items())

    def plain(self) -> Any:
        """The value without places, for data that is checked elsewhere."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(value) + "}"
    if isinstance(value, list):
        return f"[{len(value)}]"
    return "null" if value is None else str(value)


def _check_events(text: str, file: str) -> None:
    """Refuse aliases (a few of them blow a small file up to gigabytes) and nesting that no pack needs."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark is not None else 1
        if isinstance(event, yaml.AliasEvent):
            raise RuleError("unreadable", file=file, line=line, found="aliases are not allowed")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _MAX_DEPTH:
            raise RuleError("unreadable", file=file, line=line, expected=f"at most {_MAX_DEPTH} levels")


@lru_cache(maxsize=256)
def read_yaml(text: str, file: str) -> Node:
    """Parse one document (once per text, since nodes never change).

    RuleError with file and line for whatever is not plain, unique and exact.
    """
    if len(text) > _MAX_CHARACTERS:
        raise RuleError("unreadable", file=file, line=1, found=f"{len(text)} characters")
    try:
        _check_events(text, file)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise RuleError("unreadable", file=file, line=line, found=str(error.problem)) from error
    except yaml.YAMLError as error:
        raise RuleError("unreadable", file=file, line=1, found=type(error).__name__) from error
    if root is None:
        raise RuleError("unreadable", file=file, line=1, found="empty file")
    return _convert(root, file)


def _convert(node: yaml.Node, file: str) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        pairs: dict[str, Node] = {}
        for key_node, value_node in node.value:
            key = _convert(key_node, file)
            name = (
                str(key.value)
                if isinstance(key.value, str | int)
                else key.fail("wrong_type", expected="text key")
            )
            if name in pairs:
                key.fail("duplicate_key", found=name)
            pairs[name] = _convert(value_node, file)
        return Node(pairs, file, line)
    if isinstance(node, yaml.SequenceNode):
        return Node([_convert(item, file) for item in node.value], file, line)
    if node.tag not in _PLAIN_TAGS:
        raise RuleError("unreadable", file=file, line=line, found=node.tag)
    return Node(_scalar(node, file, line), file, line)


_PLAIN_TAGS: Mapping[str, None] = dict.fromkeys(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value")
)


def _scalar(node: yaml.Node, file: str, line: int) -> Scalar:
    text = str(node.value)
    if getattr(node, "style", None):
        return text
    if text in {"", "~", "null"}:
        return None
    if text in {"true", "false"}:
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DATE.fullmatch(text):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError as error:
            raise RuleError("wrong_type", file=file, line=line, expected="date", found=text) from error
    if _FLOAT.fullmatch(text):
        raise RuleError("binary_float", file=file, line=line, found=text)
    return text

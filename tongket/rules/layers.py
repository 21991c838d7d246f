"""Layers: files that confirm, answer and narrow what the pack leaves open, each with its citation."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tongket.rules.errors import RuleError
from tongket.rules.model import Citation, Grant, LegalText, Parameter, Suspension
from tongket.rules.parameters import read_value, widens
from tongket.rules.yamlsource import Node, read_yaml

# what a layer says about its round; the application reads it, no rule does
_ABOUT = ("year", "organisation", "agency", "superior", "rules", "dates")
_ACTS = ("clauses", "own_clauses", "suspended", "grants", "cites")


@dataclass(frozen=True, slots=True)
class LayerSource:
    """A layer given as text, for layers that are kept in a database."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer as read: values by parameter path, confirmed clauses, own clauses, suspensions."""

    title: str
    year: int
    values: Mapping[str, Node]
    clauses: Mapping[str, Node]
    own_clauses: tuple[Node, ...] = ()
    suspensions: tuple[tuple[Suspension, Node], ...] = ()
    grants: Mapping[str, Node] = field(default_factory=dict)
    cites: Mapping[str, Node] = field(default_factory=dict)


def read_layer(
    source: Path | LayerSource, parameters: Mapping[str, Parameter], texts: tuple[LegalText, ...]
) -> Layer:
    """A layer file with every key known; RuleError with file and line otherwise."""
    name, text = _text_of(source)
    root = read_yaml(text, name)
    groups = tuple(dict.fromkeys(path.partition(".")[0] for path in parameters))
    fields = root.mapping(("year",), (*_ABOUT, *_ACTS, *groups))
    values: dict[str, Node] = {}
    for key, node in fields.items():
        if key in groups:
            _collect(node, key, parameters, values)
    title = _title(fields.get("rules"), texts, name)
    clauses = fields["clauses"].mapping(optional=None) if "clauses" in fields else {}
    suspensions = []
    for clause_id, node in (
        fields["suspended"].mapping(optional=None) if "suspended" in fields else {}
    ).items():
        parts = node.mapping(("document", "reason"), ("by",))
        by = parts["by"].text() if "by" in parts else ""
        suspension = Suspension(clause_id, parts["document"].text(), parts["reason"].text(), by)
        suspensions.append((suspension, node))
    return Layer(
        title=title,
        year=fields["year"].integer(),
        values=values,
        clauses=clauses,
        own_clauses=tuple(fields["own_clauses"].items()) if "own_clauses" in fields else (),
        suspensions=tuple(suspensions),
        grants=fields["grants"].mapping(optional=tuple(parameters)) if "grants" in fields else {},
        cites=fields["cites"].mapping(optional=None) if "cites" in fields else {},
    )


def _text_of(source: Path | LayerSource) -> tuple[str, str]:
    if isinstance(source, LayerSource):
        return source.name, source.text
    try:
        return source.name, source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError("unreadable", file=source.name, line=1, found=type(error).__name__) from error


def _title(node: Node | None, texts: tuple[LegalText, ...], name: str) -> str:
    if node is None:
        return name
    fields = node.mapping((), ("central", "civil_servants", "local_layer"))
    known = [text.id for text in texts]
    central = fields["central"].items() if "central" in fields else []
    for item in [*central, *([fields["civil_servants"]] if "civil_servants" in fields else [])]:
        if item.text() not in known:
            item.fail("layer_text", expected=", ".join(known))
    if "local_layer" not in fields:
        return name
    return fields["local_layer"].mapping(("title",), ("fictional",))["title"].text()


def _collect(node: Node, path: str, parameters: Mapping[str, Parameter], values: dict[str, Node]) -> None:
    if path in parameters:
        values[path] = node
        return
    below = [other for other in parameters if other.startswith(f"{path}.")]
    if not below:
        node.fail("unknown_key", expected=", ".join(parameters), found=path)
    for key, item in node.mapping(optional=None).items():
        _collect(item, f"{path}.{key}", parameters, values)


def try_value(
    path: str,
    written: object,
    parameters: dict[str, Parameter],
    levels: tuple[str, ...],
    marks: tuple[str, ...],
) -> None:
    """Set one parameter for a trial, whatever it allows. RuleError for an unknown path or a wrong value."""
    node = _node(written, path)
    if path not in parameters:
        node.fail("unknown_parameter", found=path)
    old = parameters[path]
    value = read_value(node, old.form, old.choices, levels, marks)
    parameters[path] = dataclasses.replace(old, value=value, written=written, set_by="trial")


def _node(written: object, name: str) -> Node:
    if isinstance(written, list | tuple):
        return Node([_node(item, name) for item in written], name, 1)
    if isinstance(written, bool | int | str):
        return Node(written, name, 1)
    return Node(None, name, 1).fail("wrong_type", expected="text, whole number, true or false, or a list")


def apply_values(
    layer: Layer, parameters: dict[str, Parameter], levels: tuple[str, ...], marks: tuple[str, ...]
) -> None:
    """Put the layer's values over the parameters; a confirmed value may only be narrowed."""
    for path, node in layer.values.items():
        old = parameters[path]
        value = read_value(node, old.form, old.choices, levels, marks)
        place = layer.cites[path].text() if path in layer.cites else ""
        if old.confirmed and widens(old, value, levels, marks):
            node.fail(
                "layer_widens",
                expected=f"{old.written} ({old.set_by}: {'; '.join(map(str, old.cites))})",
                found=f"{path} = {node.plain()} ({Citation(layer.title, place)})",
            )
        parameters[path] = dataclasses.replace(
            old,
            value=value,
            written=node.plain(),
            confirmed=True,
            set_by=layer.title,
            cites=(*old.cites, Citation(layer.title, place, layer.title)),
        )
    for path, node in layer.grants.items():
        _grant(path, node, parameters, levels, marks)
    for path, node in layer.cites.items():
        if path not in parameters:
            node.fail("unknown_parameter", found=path)


def _grant(
    path: str, node: Node, parameters: dict[str, Parameter], levels: tuple[str, ...], marks: tuple[str, ...]
) -> None:
    """A value that a named authority grants by its own document, beyond what the layers above allow.

    With `groups` it holds for the quota groups of these ids only.
    """
    fields = node.mapping(("value", "authority", "document"), ("groups",))
    old = parameters[path]
    authority, document = fields["authority"].text(), fields["document"].text()
    value = read_value(fields["value"], old.form, old.choices, levels, marks)
    limit = parameters.get(old.grant_limit)
    if limit is not None and limit.confirmed and widens(limit, value, levels, marks):
        fields["value"].fail(
            "grant_exceeds", expected=f"{limit.written} ({'; '.join(map(str, limit.cites))})", found=path
        )
    if "groups" in fields:
        grant = Grant(value, fields["value"].plain(), authority, document)
        granted = {**old.granted, **dict.fromkeys(fields["groups"].texts(), grant)}
        parameters[path] = dataclasses.replace(old, granted=granted)
        return
    parameters[path] = dataclasses.replace(
        old,
        value=value,
        written=fields["value"].plain(),
        confirmed=True,
        set_by=authority,
        cites=(*old.cites, Citation(document, "", authority)),
    )

"""`load_pack`: a pack with its layers for one year, refused with file and line when anything is doubtful."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from tongket.rules.checks import check_pack, ordered_stages
from tongket.rules.errors import RuleError
from tongket.rules.layers import Layer, LayerSource, apply_values, read_layer, try_value
from tongket.rules.load_clauses import Context, read_clause
from tongket.rules.load_facts import Head, read_facts, read_head, read_kinds
from tongket.rules.model import Citation, Clause, FactDef, Pack, Parameter, Suspension
from tongket.rules.parameters import parameter_from
from tongket.rules.yamlsource import Node, read_yaml

PACKS = Path(__file__).parent / "packs"


def list_packs(root: Path | None = None) -> list[tuple[str, int, int | None]]:
    """Every pack with its first and last review year (None: still in force)."""
    base = root or PACKS
    found = []
    for path in sorted(base.glob("*/*/pack.yaml")):
        head = read_head(_read(path, base))
        found.append((head.id, head.first_year, head.last_year))
    return found


def load_pack(
    name: str,
    year: int,
    layers: Sequence[Path | LayerSource] = (),
    *,
    suspensions: Sequence[Suspension] = (),
    as_of: datetime.date | None = None,
    root: Path | None = None,
    trial: Mapping[str, object] | None = None,
    facts_year: int | None = None,
) -> Pack:
    """The pack `name` for the review year, with `layers` (upper first) over it.

    `trial` sets parameters by path as a layer would write them, without asking whether they widen: for trying
    out what a change would do, never for judging.
    `facts_year` judges facts of another year by these rules, to compare regulations on the same facts.
    `as_of` (default: the last day of the year) decides which texts are in force. Raises RuleError.
    """
    base = root or PACKS
    folder, head = _find(name, year, base)
    day = as_of or datetime.date(year, 12, 31)
    facts = read_facts(_read(_facts_file(folder), base), head.levels)
    levels = tuple(level.id for level in head.levels)
    marks = _marks(facts)
    in_force = {text.id for text in head.texts if _covers(text.valid_from, text.valid_until, day)}
    parameters = _parameters(_read(folder / "parameters.yaml", base), levels, marks, head, in_force)
    read = [read_layer(source, parameters, head.texts) for source in layers]
    for layer in read:
        if layer.year != year:
            file = layer.title
            raise RuleError("layer_year", file=file, line=1, expected=str(year), found=str(layer.year))
        apply_values(layer, parameters, levels, marks)
    for path, written in (trial or {}).items():
        try_value(path, written, parameters, levels, marks)
    stages = ordered_stages(head, parameters)
    context = Context(
        kinds=read_kinds(head.kinds, facts, levels),
        stages=stages,
        facts=facts,
        levels=levels,
        parameters=parameters,
        in_force=in_force.__contains__,
        texts=tuple(text.id for text in head.texts),
        year=facts_year or year,
    )
    clauses = _clauses(folder, base, context, day)
    for layer in read:
        _confirm(layer, clauses, context)
    asked = [(item, head.node) for item in suspensions]
    for suspension, node in [*(pair for layer in read for pair in layer.suspensions), *asked]:
        if suspension.clause not in clauses:
            node.fail("unknown_clause", expected=", ".join(clauses), found=suspension.clause)
        clauses[suspension.clause] = dataclasses.replace(clauses[suspension.clause], suspension=suspension)
    cited = {cite.text for clause in clauses.values() for cite in clause.cites}
    pack = Pack(
        name=head.id,
        years=folder.name,
        year=facts_year or year,
        title=head.title,
        levels=head.levels,
        texts=head.texts,
        kinds=context.kinds,
        stages=stages,
        facts=facts,
        parameters=parameters,
        clauses=clauses,
        layers=tuple(layer.title for layer in read),
        phrases=head.phrases,
        case_files=tuple(str(path) for path in sorted((folder / "cases").glob("*.yaml"))),
        expired=tuple(text for text in head.texts if text.id in cited and text.id not in in_force),
        fingerprint=_fingerprint(folder, layers, suspensions, facts_year or year, day, trial),
        root=str(base),
        sources=tuple(layers),
        suspensions=tuple(suspensions),
        as_of=day if facts_year else as_of,
    )
    check_pack(pack, head.node)
    return pack


def _read(path: Path, base: Path) -> Node:
    name = str(path.relative_to(base))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError("unreadable", file=name, line=1, found=type(error).__name__) from error
    return read_yaml(text, name)


def _facts_file(folder: Path) -> Path:
    """A pack's own facts, or those that all packs of its name share."""
    own = folder / "facts.yaml"
    return own if own.exists() else folder.parent / "facts.yaml"


def _find(name: str, year: int, base: Path) -> tuple[Path, Head]:
    paths = sorted((base / name).glob("*/pack.yaml"))
    heads = [(path.parent, read_head(_read(path, base))) for path in paths]
    if not heads:
        raise RuleError("unknown_pack", file=name, line=1, found=name)
    covering = [(folder, head) for folder, head in heads if _covers_year(head, year)]
    if len(covering) > 1:
        covering[1][1].node.fail("overlapping_dates", expected=covering[0][0].name, found=str(year))
    if not covering:
        expected = ", ".join(f"{head.first_year}–{head.last_year or ''}" for _, head in heads)
        raise RuleError("year_not_covered", file=name, line=1, expected=expected, found=str(year))
    return covering[0]


def _covers_year(head: Head, year: int) -> bool:
    return head.first_year <= year and (head.last_year is None or year <= head.last_year)


def _covers(start: datetime.date, end: datetime.date | None, day: datetime.date) -> bool:
    return start <= day and (end is None or day < end)


def _marks(facts: Mapping[str, Mapping[str, FactDef]]) -> tuple[str, ...]:
    """Words of the criteria, best first; packs without criteria have none."""
    criteria = (fact for columns in facts.values() for fact in columns.values() if fact.criterion)
    return next((fact.type.words for fact in criteria), ())


def _parameters(
    node: Node, levels: tuple[str, ...], marks: tuple[str, ...], head: Head, in_force: set[str]
) -> dict[str, Parameter]:
    """Parameters by path; they hold from when the first text that they cite does, and while one is in force."""
    found: dict[str, Parameter] = {}
    since = {text.id: text.valid_from for text in head.texts}

    def walk(item: Node, path: str) -> None:
        fields = item.mapping(optional=None)
        if "form" in fields:
            parameter = parameter_from(item, path, levels, marks, head.id)
            for cite in parameter.cites:
                if cite.text not in since:
                    fields["cites"].fail("unknown_text", expected=", ".join(since), found=cite.text)
            found[path] = dataclasses.replace(
                parameter,
                confirmed=parameter.confirmed and any(cite.text in in_force for cite in parameter.cites),
                valid_from=min((since[cite.text] for cite in parameter.cites), default=None),
            )
            return
        for key, below in fields.items():
            walk(below, f"{path}.{key}" if path else key)

    walk(node, "")
    for parameter in found.values():
        if parameter.grant_limit and parameter.grant_limit not in found:
            node.fail("unknown_parameter", expected=", ".join(found), found=parameter.grant_limit)
    return found


def _clauses(folder: Path, base: Path, context: Context, day: datetime.date) -> dict[str, Clause]:
    versions: dict[str, list[Clause]] = {}
    for path in sorted((folder / "clauses").glob("*.yaml")):
        for node in _read(path, base).items():
            clause = read_clause(node, context)
            for other in versions.get(clause.id, []):
                if _overlap(clause, other):
                    node.fail("overlapping_dates", expected=f"{other.file}:{other.line}", found=clause.id)
            versions.setdefault(clause.id, []).append(clause)
    current = {}
    for clause_id, group in versions.items():
        for clause in group:
            if _covers(clause.valid_from, clause.valid_until, day):
                current[clause_id] = clause
    return current


def _overlap(first: Clause, second: Clause) -> bool:
    before = first.valid_until is None or second.valid_from < first.valid_until
    after = second.valid_until is None or first.valid_from < second.valid_until
    return before and after


def _confirm(layer: Layer, clauses: dict[str, Clause], context: Context) -> None:
    for clause_id, node in layer.clauses.items():
        if clause_id not in clauses:
            node.fail("unknown_clause", expected=", ".join(clauses), found=clause_id)
        fields = node.mapping(("effect", "cites"))
        clause = clauses[clause_id]
        if fields["effect"].text() != clause.effect_key:
            fields["effect"].fail("layer_effect", expected=clause.effect_key)
        cite = Citation(fields["cites"].text(), "", layer.title)
        clauses[clause_id] = dataclasses.replace(clause, confirmed=True, cites=(*clause.cites, cite))
    own = dataclasses.replace(context, layer=layer.title)
    for node in layer.own_clauses:
        clause = read_clause(node, own)
        if clause.id in clauses:
            node.fail(
                "duplicate_id",
                expected=f"{clauses[clause.id].file}:{clauses[clause.id].line}",
                found=clause.id,
            )
        clauses[clause.id] = clause


def _fingerprint(
    folder: Path,
    layers: Sequence[Path | LayerSource],
    suspensions: Sequence[Suspension],
    year: int,
    day: datetime.date,
    trial: Mapping[str, object] | None,
) -> str:
    digest = hashlib.sha256(f"{year} {day.isoformat()} {list(suspensions)!r} {trial!r}".encode())
    for path in (_facts_file(folder), *sorted(folder.rglob("*.yaml"))):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    for source in layers:
        digest.update(source.text.encode() if isinstance(source, LayerSource) else source.read_bytes())
    return digest.hexdigest()

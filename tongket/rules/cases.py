"""Worked cases: examples in YAML beside the rules, named as sentences, run by one function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import yaml

from tongket.rules.assess import assess
from tongket.rules.errors import FactsError, RuleError
from tongket.rules.layers import LayerSource
from tongket.rules.loader import load_pack
from tongket.rules.model import Majority, Pack
from tongket.rules.outcomes import Assessment, Outcome, QuotaOutcome
from tongket.rules.quota_stage import needed_votes
from tongket.rules.yamlsource import Node, read_yaml

_OUTCOME_KEYS = (
    "scope",
    "scope_by",
    "proposed",
    "allowed",
    "level",
    "lowered_by",
    "warnings",
    "suspended",
    "forms",
    "missing",
    "unconfirmed",
    "shares",
)
_QUOTA_KEYS = (
    "good_or_better",
    "rated",
    "bound",
    "places",
    "candidates",
    "selected",
    "not_chosen",
    "border_ties",
    "pending",
    "equation",
    "share",
    "granted_by",
)
_CASE_KEYS = ("about", "year", "layers", "layer", "expect")

Judge = Callable[[Pack, Mapping[str, Sequence[Mapping[str, object]]]], Assessment]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One worked case. `differences` says what was expected and what came out, line by line."""

    file: str
    line: int
    name: str
    about: tuple[str, ...]
    passed: bool
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """A case as read: the layers it adds, its facts, and what is expected."""

    file: str
    line: int
    name: str
    about: tuple[str, ...]
    year: int
    layers: tuple[Path | LayerSource, ...]
    facts: Mapping[str, list[dict[str, object]]]
    expect: Node


def run_cases(
    pack: Pack,
    paths: Iterable[Path] | None = None,
    *,
    about: str | None = None,
    adjust: Callable[[Pack], Pack] | None = None,
    judge: Judge = assess,
) -> list[CaseResult]:
    """Run the pack's own cases, or those in `paths` (an office's own file).

    Every case loads the pack anew with the layers it names; `about` takes only the cases about a clause (or
    `parameter:path`). `adjust` may change each loaded pack and `judge`
    replace the engine: so tests prove that a case fails without its clause, and that two engines agree.
    """
    files = [Path(name) for name in pack.case_files] if paths is None else list(paths)
    load = cache(partial(_load, pack))
    cases = [
        case for path in files for case in read_cases(path, pack) if about is None or about in case.about
    ]
    return [_run(case, load, adjust, judge) for case in cases]


def _load(pack: Pack, year: int, layers: tuple[Path | LayerSource, ...]) -> Pack:
    return load_pack(pack.name, year, layers, root=Path(pack.root))


def read_cases(path: Path, pack: Pack) -> list[WorkedCase]:
    """The cases of one file; RuleError with its place for anything malformed."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError("unreadable", file=path.name, line=1, found=type(error).__name__) from error
    fields = read_yaml(text, path.name).mapping(("cases",), ("defaults", "layers", "year"))
    tables = tuple(pack.facts)
    defaults = fields["defaults"].mapping(optional=tables) if "defaults" in fields else {}
    shared = fields["layers"].texts() if "layers" in fields else ()
    year = fields["year"].integer() if "year" in fields else pack.year
    return [_case(node, path, defaults, shared, year, tables) for node in fields["cases"].items()]


def _case(
    node: Node,
    path: Path,
    defaults: Mapping[str, Node],
    shared: tuple[str, ...],
    file_year: int,
    tables: tuple[str, ...],
) -> WorkedCase:
    fields = node.mapping(("name", "expect"), (*_CASE_KEYS, *tables))
    year = fields["year"].integer() if "year" in fields else file_year
    names = fields["layers"].texts() if "layers" in fields else shared
    layers: list[Path | LayerSource] = [path.parent / name for name in names]
    if "layer" in fields:
        inline = {"year": year, **fields["layer"].plain()}
        text = yaml.safe_dump(inline, allow_unicode=True, sort_keys=False)
        layers.append(LayerSource(f"{path.name}:{fields['layer'].line}", text))
    facts = {
        table: _rows(fields[table], defaults[table].plain() if table in defaults else {})
        for table in tables
        if table in fields
    }
    return WorkedCase(
        file=path.name,
        line=node.line,
        name=fields["name"].text(),
        about=fields["about"].texts() if "about" in fields else (),
        year=year,
        layers=tuple(layers),
        facts=facts,
        expect=fields["expect"],
    )


def _rows(node: Node, defaults: Mapping[str, object]) -> list[dict[str, object]]:
    """Rows by id with the defaults under them; `repeat: n` makes n rows with numbered ids."""
    if isinstance(node.value, list):
        return [{**defaults, **item.plain()} for item in node.items()]
    rows: list[dict[str, object]] = []
    for row_id, item in node.mapping(optional=None).items():
        values = item.plain() or {}
        if not isinstance(values, dict):
            item.fail("case", expected="facts of one row")
        repeat = values.pop("repeat", None)
        if repeat is None:
            rows.append({**defaults, **values, "id": row_id})
        elif isinstance(repeat, int):
            rows.extend({**defaults, **values, "id": f"{row_id}{number}"} for number in range(1, repeat + 1))
        else:
            item.fail("case", expected="repeat: whole number")
    return rows


def _run(
    case: WorkedCase, load: Callable[..., Pack], adjust: Callable[[Pack], Pack] | None, judge: Judge
) -> CaseResult:
    differences: list[str] = []
    expected = case.expect.mapping(optional=None)
    refused = expected.get("refused")
    try:
        loaded = load(case.year, case.layers)
        loaded = adjust(loaded) if adjust else loaded
        assessment = judge(loaded, case.facts)
    except RuleError as error:
        if refused is None or refused.text() != error.code:
            differences.append(error.text("en"))
    except FactsError as error:
        if refused is None or refused.text() not in {fault.code for fault in error.faults}:
            differences.extend(fault.text("en") for fault in error.faults)
    else:
        if refused is not None:
            differences.append(f"refused: expected {refused.text()}, found nothing refused")
        for key, node in expected.items():
            try:
                if key in {"parameters", "majorities"}:
                    differences.extend(_compare_parameters(loaded, key, node))
                else:
                    differences.extend(_compare(assessment, key, node))
            except RuleError as error:  # names a subject, a quota or a column that is not there
                differences.append(error.text("en"))
    return CaseResult(case.file, case.line, case.name, case.about, not differences, tuple(differences))


def _compare(assessment: Assessment, key: str, node: Node) -> list[str]:
    if key == "refused":
        return []
    if key == "quotas":
        return [
            line
            for name, below in node.mapping(optional=None).items()
            for line in _compare_quota(assessment, name, below)
        ]
    try:
        outcome = assessment.outcome(key)
    except KeyError:
        node.fail("case", expected="id of a subject of this case", found=key)
    wanted = node.mapping(optional=_OUTCOME_KEYS)
    return [
        line for name, item in wanted.items() for line in _difference(key, name, item, _of(outcome, name))
    ]


def _compare_parameters(pack: Pack, key: str, node: Node) -> list[str]:
    """What the rooms are told: a parameter as a layer writes it, or the votes that a majority needs of a base."""
    found: list[str] = []
    for path, item in node.mapping(optional=tuple(pack.parameters)).items():
        parameter = pack.parameters[path]
        if key == "parameters":
            found.extend(_difference("parameters", path, item, parameter.written))
            continue
        fields = item.mapping(("base", "needed"))
        if not isinstance(parameter.value, Majority):
            item.fail("case", expected="a majority", found=path)
        needed = needed_votes(parameter.value, fields["base"].integer())
        found.extend(_difference("majorities", path, fields["needed"], needed))
    return found


def _compare_quota(assessment: Assessment, name: str, node: Node) -> list[str]:
    fields = node.mapping(optional=(*_QUOTA_KEYS, "group"))
    group = fields["group"].text() if "group" in fields else None
    try:
        quota = assessment.quota(name, group)
    except KeyError:
        node.fail("case", expected="a quota of this case", found=name)
    return [
        line
        for key, item in fields.items()
        if key != "group"
        for line in _difference(f"quotas.{name}", key, item, _of(quota, key))
    ]


def _of(thing: Outcome | QuotaOutcome, name: str) -> object:
    value = getattr(thing, name)
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Mapping):
        return {key: str(item) for key, item in value.items()}
    return value if isinstance(value, int | str) or value is None else str(value)


def _difference(subject: str, name: str, node: Node, found: object) -> list[str]:
    wanted = node.plain()
    return [] if wanted == found else [f"{subject}.{name}: expected {wanted!r}, found {found!r}"]

"""What is checked once a pack is together: order of stages, cycles, ties, placeholders of texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NoReturn

from tongket.rules.errors import RuleError
from tongket.rules.load_facts import Head
from tongket.rules.model import FINAL, Clause, Pack, Parameter, Stage, Text
from tongket.rules.yamlsource import Node

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def ordered_stages(head: Head, parameters: Mapping[str, Parameter]) -> tuple[Stage, ...]:
    """Stages in the order that the order parameter gives; unnamed stages stay behind their predecessor."""
    parameter = parameters.get(head.order)
    names = parameter.value if parameter is not None else None
    named = [stage.named for stage in head.stages if stage.named]
    given = names if isinstance(names, tuple) else ()
    if sorted(given) != sorted(named):
        file = parameter.set_by if parameter is not None else head.id
        raise RuleError("layer_order", file=file, line=1, expected="; ".join(named), found="; ".join(given))
    groups: dict[str, list[Stage]] = {}
    last = ""
    for stage in head.stages:
        last = stage.named or last
        groups.setdefault(last, []).append(stage)
    return tuple(stage for name in (*(("",) if "" in groups else ()), *given) for stage in groups[name])


def check_pack(pack: Pack, node: Node) -> None:
    """RuleError for the first clause that reads too late, has no tie clause, or speaks of unknown things."""
    for clause in pack.clauses.values():
        for kind, stage in clause.stage.items() if not clause.aside else ():
            _check_reads(pack, clause, kind, stage)
        _check_spared(pack, clause)
        if (
            clause.quota is not None
            and clause.quota.tie_clause
            and clause.quota.tie_clause not in pack.clauses
        ):
            _fail(clause, "unknown_clause", found=clause.quota.tie_clause)
        for text in (clause.condition, clause.reason):
            _check_placeholders(pack, clause, text)


def _fail(clause: Clause, code: str, *, expected: str = "", found: str = "") -> NoReturn:
    raise RuleError(
        code, file=clause.file, line=clause.line, expected=expected, found=f"{clause.id}: {found}"
    )


def _check_spared(pack: Pack, clause: Clause) -> None:
    """What is spared must be a clause that fires for the same subjects: a need has no exception."""
    for name in clause.spares:
        target = pack.clauses.get(name)
        if target is None:
            _fail(clause, "unknown_clause", expected=", ".join(pack.clauses), found=name)
        for kind in clause.subjects:
            steps = target.steps.get(kind, ())
            if not steps or not all(step.fires_when for step in steps):
                _fail(clause, "spared", expected=f"a ceiling or a disqualification of {kind}", found=name)


def _check_reads(pack: Pack, clause: Clause, kind: str, stage: str) -> None:
    position = {item.id: index for index, item in enumerate(pack.stages)}
    for read in (clause.children, clause.bound):
        if read is None:
            continue
        for other in read.kinds:
            if pack.kinds[other].given is not None:
                continue
            stages = [index for index, item in enumerate(pack.stages) if other in item.kinds]
            last = stages[-1] if stages else -1
            at = last if read.stage == FINAL else position[read.stage]
            if at >= position[stage]:
                name = pack.stages[at].id
                _fail(
                    clause, "cycle", expected=f"a stage before {stage}", found=f"{kind} reads {other}@{name}"
                )


def _check_placeholders(pack: Pack, clause: Clause, text: Text) -> None:
    for name in [*PLACEHOLDER.findall(text.vi), *PLACEHOLDER.findall(text.en)]:
        if name in {"year", "units", "level"} or (name.startswith("share:") and name[6:] in pack.level_ids):
            continue
        if name.startswith("parameter:"):
            if name[10:] not in pack.parameters:
                _fail(clause, "placeholder", found="{" + name + "}")
            continue
        for kind in clause.subjects:
            if name not in pack.facts[pack.kinds[kind].table]:
                _fail(clause, "placeholder", found="{" + name + "}")

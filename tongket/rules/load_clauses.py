"""clauses/*.yaml: every kind of clause compiled to steps, bounds, quotas over typed trees."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tongket.rules.expressions import BOOLEAN, NUMBER, Names, Node, Type, Value, parse
from tongket.rules.expressions.tree import Compare, Const, Fact, Logic, fact_names, parameter_paths
from tongket.rules.load_quota import read_quota
from tongket.rules.model import (
    CLAUSE_KINDS,
    EVIDENCE,
    FINAL,
    Bound,
    Children,
    Citation,
    Clause,
    FactDef,
    Kind,
    MarkCondition,
    Parameter,
    QuotaRule,
    Stage,
    Step,
)
from tongket.rules.parameters import expression_value, read_cites, read_text
from tongket.rules.yamlsource import Node as Source

_COMMON = ("id", "kind", "subjects", "stage", "effect", "condition", "reason", "cites", "evidence", "from")
_BY_KIND: dict[str, tuple[str, ...]] = {
    "scope": ("scope", "when"),
    "require": ("needs", "frame"),
    "ceiling": ("at_most", "when"),
    "disqualify": ("at_most", "when", "unless"),
    "aggregate": ("over", "needs", "at_most", "when"),
    "relate": ("needs", "at_most", "when", "at_most_level_of"),
    "quota": ("settings", "of", "counted_when", "selection", "share_of"),
    "order": ("over", "when", "unless"),
    "score": ("formula", "bands"),
    "period": ("needs", "at_most", "when"),
    "form": ("form", "when"),
    "vote": ("at_most",),
    "finding": ("authority", "at_most", "when"),
    "once": ("spares", "when"),
}
_MUST: dict[str, tuple[str, ...]] = {
    "scope": ("scope", "when"),
    "order": ("when",),
    "score": ("formula", "bands"),
    "form": ("form", "when"),
    "finding": ("authority", "at_most", "when"),
    "once": ("spares", "when"),
}
SCOPES = ("exempt", "out", "not_rated")


@dataclass(frozen=True, slots=True)
class Context:
    """What clauses may refer to."""

    kinds: Mapping[str, Kind]
    stages: tuple[Stage, ...]
    facts: Mapping[str, Mapping[str, FactDef]]
    levels: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    in_force: Callable[[str], bool]
    year: int
    layer: str = ""
    texts: tuple[str, ...] = ()

    def names(self, kind: Kind) -> Names:
        """Names for expressions about this kind of subject."""
        history = self.facts.get("history", {}).get("level")
        event = self.facts.get("events", {}).get("kind")
        return Names(
            facts={name: fact.type for name, fact in self.facts[kind.table].items()},
            parameter=self.parameter,
            levels=self.levels,
            year=self.year,
            history=history.type if history is not None else None,
            units={name: fact.type for name, fact in self.facts.get("units", {}).items()},
            event=event.type if event is not None else None,
        )

    def parameter(self, path: str) -> tuple[Value, Type] | None:
        """Value and type of a parameter in an expression."""
        return expression_value(self.parameters[path], self.year) if path in self.parameters else None


def read_clause(node: Source, context: Context) -> Clause:
    """One clause; RuleError for anything that the loader cannot stand behind."""
    head = node.mapping(("kind",), None)
    kind = head["kind"].word(CLAUSE_KINDS)
    must = _MUST.get(kind, ())
    fields = node.mapping((*_COMMON, *must), ("until", *_BY_KIND[kind]))
    subjects = fields["subjects"].texts()
    for item in fields["subjects"].items():
        if item.text() not in context.kinds:
            item.fail("unknown_kind", expected=", ".join(context.kinds))
    cites = _cites(fields["cites"], context)
    start = fields["from"].date()
    end: datetime.date | None = fields["until"].date() if "until" in fields else None
    if end is not None and end <= start:
        fields["until"].fail("no_dates", expected=f"a date after {start.isoformat()}")
    evidence = fields["evidence"].word(EVIDENCE)
    effect = fields["effect"].mapping(("layer", "vi", "en"))
    cap = _cap(fields, context)
    beside = kind in {"order", "form", "once"} or (
        kind == "period" and not {"at_most", "needs"} & set(fields)
    )
    aside = _aside(fields, subjects, context) if beside else {}
    formula = _formula(fields, subjects, context)
    steps, frame = ({}, {}) if beside else _steps(fields, kind, subjects, cap, context)
    for subject, score in formula.items():
        steps[subject] = _bands(fields["bands"], score, subject, context)
    bound = _bound(fields["at_most_level_of"], subjects, context) if "at_most_level_of" in fields else None
    quota = read_quota(fields, subjects, context) if kind == "quota" else None
    children = _children(fields["over"], context) if "over" in fields else None
    if not steps and not aside and bound is None and kind not in {"quota", "vote"}:
        node.fail("missing_key", expected=" or ".join(_BY_KIND[kind]))
    return Clause(
        id=fields["id"].text(),
        kind=kind,
        subjects=subjects,
        stage=_stages(fields["stage"], subjects, context),
        effect=read_text(Source({key: effect[key] for key in ("vi", "en")}, node.file, effect["vi"].line)),
        effect_key=effect["layer"].text(),
        condition=read_text(fields["condition"]),
        reason=read_text(fields["reason"]),
        cites=cites,
        evidence=evidence,
        confirmed=bool(context.layer)
        or (evidence == "seen" and any(context.in_force(c.text) for c in cites)),
        valid_from=start,
        valid_until=end,
        file=node.file,
        line=node.line,
        steps=steps,
        scope=fields["scope"].word(SCOPES) if "scope" in fields else "",
        children=children,
        bound=bound,
        quota=quota,
        at_most=cap,
        aside=aside,
        formula=formula,
        form=fields["form"].text() if "form" in fields else "",
        spares=fields["spares"].texts() if "spares" in fields else (),
        authority=read_text(fields["authority"]) if "authority" in fields else None,
        frame=frame,
        facts=_facts_read(subjects, steps, aside, bound, quota),
        parameters=_parameters_read(fields, steps, aside, bound, quota, context),
    )


def _aside(fields: Mapping[str, Source], subjects: tuple[str, ...], context: Context) -> dict[str, Node]:
    """Per kind of subject the condition of a clause that changes no level."""
    return {subject: _fires(fields, _names(fields, subject, context)) for subject in subjects}


def _formula(fields: Mapping[str, Source], subjects: tuple[str, ...], context: Context) -> dict[str, Node]:
    if "formula" not in fields:
        return {}
    return {
        subject: parse(fields["formula"], context.names(context.kinds[subject]), NUMBER)
        for subject in subjects
    }


def _bands(node: Source, score: Node, subject: str, context: Context) -> tuple[Step, ...]:
    """A score reaches a level from its border on; below every border the lowest level is left."""
    names = context.names(context.kinds[subject])
    return tuple(
        Step(
            context.levels.index(level) + 1,
            Compare(">=", score, parse(border, names, NUMBER), BOOLEAN),
            False,
        )
        for level, border in node.mapping(optional=context.levels[:-1]).items()
    )


def _fires(fields: Mapping[str, Source], names: Names) -> Node:
    """When a clause fires: its condition, and not its exception."""
    node = parse(fields["when"], names)
    if "unless" not in fields:
        return node
    no_exception = Compare("==", parse(fields["unless"], names), Const(False, BOOLEAN), BOOLEAN)
    return Logic("and", (node, no_exception), BOOLEAN)


def _names(fields: Mapping[str, Source], subject: str, context: Context) -> Names:
    """Names for the conditions of a clause, with those of the children where it looks at them."""
    kind = context.kinds[subject]
    if "over" not in fields:
        return context.names(kind)
    kinds = [item.text() for item in fields["over"].mapping(optional=None)["kinds"].items()]
    tables = {context.kinds[name].table for name in kinds if name in context.kinds}
    below = {name: fact.type for table in sorted(tables) for name, fact in context.facts[table].items()}
    return dataclasses.replace(context.names(kind), children=True, below=below)


def _cites(node: Source, context: Context) -> tuple[Citation, ...]:
    cites = read_cites(node)
    if not cites:
        node.fail("no_citation", expected="cites: [{text, place}]", found="[]")
    for cite in cites:
        if not context.layer and cite.text not in context.texts:
            node.fail("unknown_text", expected=", ".join(context.texts), found=cite.text)
    return tuple(Citation(cite.text, cite.place, context.layer) for cite in cites)


def _cap(fields: Mapping[str, Source], context: Context) -> int:
    if "at_most" in fields:
        return context.levels.index(fields["at_most"].word(context.levels))
    return (
        1
        if "of" not in fields
        else context.levels.index(fields["of"].mapping(("top", "over"))["over"].text())
    )


def _stages(node: Source, subjects: tuple[str, ...], context: Context) -> dict[str, str]:
    ids = [stage.id for stage in context.stages]
    per_subject = isinstance(node.value, dict)
    chosen = dict(node.mapping(subjects)) if per_subject else dict.fromkeys(subjects, node)
    result: dict[str, str] = {}
    for kind, item in chosen.items():
        stage = item.word(ids)
        if kind not in context.stages[ids.index(stage)].kinds:
            item.fail("unknown_kind", expected=", ".join(context.stages[ids.index(stage)].kinds), found=kind)
        result[kind] = stage
    return result


_Frame = dict[str, dict[int, dict[str, Step]]]


def _steps(
    fields: Mapping[str, Source], kind: str, subjects: tuple[str, ...], cap: int, context: Context
) -> tuple[dict[str, tuple[Step, ...]], _Frame]:
    steps: dict[str, tuple[Step, ...]] = {}
    frame: _Frame = {}
    for subject in subjects:
        names = _names(fields, subject, context)
        found: list[Step] = []
        if "needs" in fields:
            for level, source in fields["needs"].mapping(optional=context.levels).items():
                found.append(Step(context.levels.index(level) + 1, parse(source, names), False))
        if "when" in fields:
            node = _fires(fields, names)
            found.append(Step(len(context.levels) if kind == "scope" else cap, node, True))
        if "frame" in fields:
            frame[subject] = _frame(fields["frame"], context.kinds[subject], context)
            found.extend(step for groups in frame[subject].values() for step in groups.values())
        if found:
            steps[subject] = tuple(found)
    return steps, frame


def _frame(node: Source, kind: Kind, context: Context) -> dict[int, dict[str, Step]]:
    """Per level two conditions, on the result criteria and on the others, as the frames parameters say."""
    fields = node.mapping(("conditions", "result_criteria"))
    conditions = fields["conditions"].text()
    criteria_path = f"{fields['result_criteria'].text()}.{kind.parameters}"
    criteria = context.parameters.get(criteria_path)
    if criteria is None or not isinstance(criteria.value, tuple):
        fields["result_criteria"].fail("unknown_parameter", found=criteria_path)
    columns = context.facts[kind.table]
    all_marks = [name for name, fact in columns.items() if fact.criterion]
    results = [f"marks_{name}" for name in criteria.value]
    for name in results:
        if name not in all_marks:
            node.fail("unknown_fact", expected=", ".join(all_marks), found=f"{name} ({criteria_path})")
    groups = {
        "result_criteria": results,
        "other_criteria": [name for name in all_marks if name not in results],
    }
    frame: dict[int, dict[str, Step]] = {}
    for rank, level in enumerate(context.levels):
        steps: dict[str, Step] = {}
        for group, marks in groups.items():
            parameter = context.parameters.get(f"{conditions}.{level}.{group}")
            condition = parameter.value if parameter is not None else None
            if marks and isinstance(condition, MarkCondition) and condition.mark is not None:
                parts = tuple(_at_least(columns[name], condition.mark) for name in marks)
                steps[group] = Step(rank + 1, Logic("and", parts, BOOLEAN), False)
        if steps:
            frame[rank] = steps
    return frame


def _at_least(fact: FactDef, mark: str) -> Node:
    return Compare(">=", Fact(fact.name, fact.type), Const(mark, fact.type), BOOLEAN, fact.type.words)


def _children(node: Source, context: Context) -> Children:
    fields = node.mapping(("kinds", "key"), ("stage", "stage_from"))
    kinds = tuple(item.word(context.kinds) for item in fields["kinds"].items())
    key = fields["key"].text()
    for kind in kinds:
        if key not in context.facts[context.kinds[kind].table]:
            fields["key"].fail("unknown_fact", found=key)
    if "stage_from" in fields:
        path = fields["stage_from"].text()
        parameter = context.parameters.get(path)
        if parameter is None or not isinstance(parameter.value, str):
            fields["stage_from"].fail("unknown_parameter", found=path)
        stage = parameter.value
    else:
        stage = fields["stage"].text() if "stage" in fields else FINAL
    if stage != FINAL and stage not in [item.id for item in context.stages]:
        node.fail("unknown_stage", expected=", ".join(item.id for item in context.stages), found=stage)
    return Children(kinds, key, stage)


def _bound(node: Source, subjects: tuple[str, ...], context: Context) -> Bound:
    fields = node.mapping(("fact", "kinds", "stage"), ("enabled_by", "from_level"))
    fact = fields["fact"].text()
    for subject in subjects:
        column = context.facts[context.kinds[subject].table].get(fact)
        if column is None or column.form not in {"ids", "id"}:
            fields["fact"].fail("unknown_fact", expected="a fact made of ids")
    kinds = tuple(item.word(context.kinds) for item in fields["kinds"].items())
    stage = fields["stage"].word((FINAL, *(item.id for item in context.stages)))
    enabled = fields["enabled_by"].text() if "enabled_by" in fields else ""
    if enabled and (enabled not in context.parameters or context.parameters[enabled].form != "boolean"):
        fields["enabled_by"].fail("unknown_parameter", expected="a parameter that is true or false")
    border = fields["from_level"].word(context.levels) if "from_level" in fields else context.levels[0]
    return Bound(fact, kinds, stage, enabled, context.levels.index(border))


def _facts_read(
    subjects: Iterable[str],
    steps: Mapping[str, tuple[Step, ...]],
    aside: Mapping[str, Node],
    bound: Bound | None,
    quota: QuotaRule | None,
) -> dict[str, tuple[str, ...]]:
    read: dict[str, tuple[str, ...]] = {}
    for subject in subjects:
        names = [name for step in steps.get(subject, ()) for name in fact_names(step.node)]
        if subject in aside:
            names.extend(fact_names(aside[subject]))
        if bound is not None:
            names.append(bound.fact)
        if quota is not None:
            names.extend(name for name in (quota.yes, quota.standing, *quota.bases.values()) if name)
            for node in (quota.counted_when, quota.chosen_when):
                names.extend(fact_names(node) if node is not None else ())
        read[subject] = tuple(dict.fromkeys(names))
    return read


def _parameters_read(
    fields: Mapping[str, Source],
    steps: Mapping[str, tuple[Step, ...]],
    aside: Mapping[str, Node],
    bound: Bound | None,
    quota: QuotaRule | None,
    context: Context,
) -> tuple[str, ...]:
    paths = [path for group in steps.values() for step in group for path in parameter_paths(step.node)]
    paths.extend(path for node in aside.values() for path in parameter_paths(node))
    if bound is not None and bound.enabled_by:
        paths.append(bound.enabled_by)
    if quota is not None:
        prefixes = (f"{quota.settings}.", *((f"{quota.vote}.",) if quota.vote else ()))
        paths.extend(path for path in context.parameters if path.startswith(prefixes))
    if "over" in fields:
        over = fields["over"].mapping(optional=None)
        paths.extend([over["stage_from"].text()] if "stage_from" in over else [])
    if "frame" in fields:
        frame = fields["frame"].mapping(optional=None)
        prefixes = tuple(f"{frame[key].text()}." for key in ("conditions", "result_criteria"))
        paths.extend(path for path in context.parameters if path.startswith(prefixes))
    return tuple(dict.fromkeys(paths))

"""clauses/*.yaml: every kind of clause compiled to steps, bounds, quotas over typed trees."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tongket.rules.expressions import BOOLEAN, NUMBER, Names, Node, Type, Value, parse
from tongket.rules.expressions.tree import Compare, Const, Fact, Logic, fact_names, parameter_paths
from tongket.rules.model import (
    CLAUSE_KINDS,
    EVIDENCE,
    FINAL,
    BallotLike,
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
    "quota": ("settings", "of", "counted_when", "selection"),
    "vote": ("at_most",),
    "order": (),
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

    def names(self, kind: Kind, children: bool = False) -> Names:
        """Names for expressions about this kind of subject."""
        columns = {name: fact.type for name, fact in self.facts[kind.table].items()}
        history = self.facts.get("history", {}).get("level")
        kind_of_level = history.type if history is not None else None
        return Names(columns, self.parameter, self.levels, children, self.year, kind_of_level)

    def parameter(self, path: str) -> tuple[Value, Type] | None:
        """Value and type of a parameter in an expression."""
        return expression_value(self.parameters[path]) if path in self.parameters else None


def read_clause(node: Source, context: Context) -> Clause:
    """One clause; RuleError for anything that the loader cannot stand behind."""
    head = node.mapping(("kind",), None)
    kind = head["kind"].word(CLAUSE_KINDS)
    fields = node.mapping(_COMMON, ("until", *_BY_KIND[kind]))
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
    steps, frame = _steps(fields, kind, subjects, cap, context)
    bound = _bound(fields["at_most_level_of"], subjects, context) if "at_most_level_of" in fields else None
    quota = _quota(fields, subjects, context) if kind == "quota" else None
    children = _children(fields["over"], context) if "over" in fields else None
    if not steps and bound is None and kind not in {"quota", "vote", "order"}:
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
        frame=frame,
        facts=_facts_read(subjects, steps, bound, quota),
        parameters=_parameters_read(fields, steps, bound, quota, context),
    )


def _cites(node: Source, context: Context) -> tuple[Citation, ...]:
    cites = read_cites(node)
    if not cites:
        node.fail("no_citation", expected="cites: [{text, place}]", found="[]")
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
        names = context.names(context.kinds[subject], children="over" in fields)
        found: list[Step] = []
        if "needs" in fields:
            for level, source in fields["needs"].mapping(optional=context.levels).items():
                found.append(Step(context.levels.index(level) + 1, parse(source, names), False))
        if "when" in fields:
            node = parse(fields["when"], names)
            if "unless" in fields:
                exception = parse(fields["unless"], names)
                no_exception = Compare("==", exception, Const(False, BOOLEAN), BOOLEAN)
                node = Logic("and", (node, no_exception), BOOLEAN)
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
            if isinstance(condition, MarkCondition) and condition.mark is not None:
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
    fields = node.mapping(("fact", "kinds", "stage"), ("enabled_by",))
    fact = fields["fact"].text()
    for subject in subjects:
        column = context.facts[context.kinds[subject].table].get(fact)
        if column is None or column.type.base != "ids":
            fields["fact"].fail("unknown_fact", expected="a fact made of ids")
    kinds = tuple(item.word(context.kinds) for item in fields["kinds"].items())
    stage = fields["stage"].word((FINAL, *(item.id for item in context.stages)))
    enabled = fields["enabled_by"].text() if "enabled_by" in fields else ""
    if enabled and (enabled not in context.parameters or context.parameters[enabled].form != "boolean"):
        fields["enabled_by"].fail("unknown_parameter", expected="a parameter that is true or false")
    return Bound(fact, kinds, stage, enabled)


def _quota(fields: Mapping[str, Source], subjects: tuple[str, ...], context: Context) -> QuotaRule:
    for key in ("settings", "of", "selection"):
        if key not in fields:
            fields["id"].fail("missing_key", expected=key)
    settings = fields["settings"].text()
    for name in ("share", "denominator", "rounding", "at_least_one", "group"):
        if f"{settings}.{name}" not in context.parameters:
            fields["settings"].fail("unknown_parameter", found=f"{settings}.{name}")
    of = fields["of"].mapping(("top", "over"))
    top, over = (context.levels.index(of[key].word(context.levels)) for key in ("top", "over"))
    names = context.names(context.kinds[subjects[0]])
    optional = ("vote", "yes", "standing", "bases", "tie_clause", "chosen_when", "complete_fact")
    chosen = fields["selection"].mapping(("by",), optional)
    by = chosen["by"].word(("ballot", "choice"))
    counted = parse(fields["counted_when"], names) if "counted_when" in fields else None
    if by == "choice":
        if "chosen_when" not in chosen:
            fields["selection"].fail("missing_key", expected="chosen_when", found=by)
        complete = chosen["complete_fact"].text() if "complete_fact" in chosen else ""
        when = parse(chosen["chosen_when"], names)
        return QuotaRule(settings, counted, top, over, by, chosen_when=when, complete_fact=complete)
    for key in ("vote", "yes", "standing", "bases"):
        if key not in chosen:
            fields["selection"].fail("missing_key", expected=key, found=by)
    bases = {base: item.text() for base, item in chosen["bases"].mapping(optional=None).items()}
    for name in (chosen["yes"].text(), *bases.values()):
        if names.facts.get(name) != NUMBER:
            fields["selection"].fail("unknown_fact", expected="a number", found=name)
    vote, tie = _vote(chosen["vote"], context)
    own = chosen["tie_clause"].text() if "tie_clause" in chosen else fields["id"].text()
    return QuotaRule(
        settings=settings,
        counted_when=counted,
        top=top,
        over=over,
        by=by,
        vote=vote,
        yes=chosen["yes"].text(),
        standing=chosen["standing"].text(),
        bases=bases,
        tie_clause=tie or own,
    )


def _vote(node: Source, context: Context) -> tuple[str, str]:
    path, tie = node.text(), ""
    like = context.parameters.get(path)
    if like is not None and isinstance(like.value, BallotLike):
        path, tie = f"{path.rpartition('.')[0]}.{like.value.vote}", like.value.tie_clause
    if f"{path}.majority" not in context.parameters:
        node.fail("unknown_parameter", found=f"{path}.majority")
    return path, tie


def _facts_read(
    subjects: Iterable[str],
    steps: Mapping[str, tuple[Step, ...]],
    bound: Bound | None,
    quota: QuotaRule | None,
) -> dict[str, tuple[str, ...]]:
    read: dict[str, tuple[str, ...]] = {}
    for subject in subjects:
        names = [name for step in steps.get(subject, ()) for name in fact_names(step.node)]
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
    bound: Bound | None,
    quota: QuotaRule | None,
    context: Context,
) -> tuple[str, ...]:
    paths = [path for group in steps.values() for step in group for path in parameter_paths(step.node)]
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

"""Clauses that change no level by themselves: acts out of order, forms to be used, clauses that are spared."""

from __future__ import annotations

import dataclasses

from tongket.rules.expressions import BOOLEAN, Unknown, evaluate
from tongket.rules.expressions.tree import Compare, Const, Logic, Node
from tongket.rules.model import Clause, Pack, Stage, Step
from tongket.rules.outcomes import MET, NOT_MET, ClauseResult
from tongket.rules.state import Rows, Subject, scope_for


def with_exceptions(pack: Pack) -> Pack:
    """The pack with every spared clause saying itself when it does not apply; the same pack where none is spared."""
    exceptions: dict[str, list[Clause]] = {}
    for clause in pack.clauses.values():
        for target in clause.spares if clause.binds else ():
            exceptions.setdefault(target, []).append(clause)
    if not exceptions:
        return pack
    spared = {name: _spared(pack.clauses[name], found) for name, found in exceptions.items()}
    return dataclasses.replace(pack, clauses={**pack.clauses, **spared})


def _spared(clause: Clause, exceptions: list[Clause]) -> Clause:
    steps, facts = dict(clause.steps), dict(clause.facts)
    for exception in exceptions:
        for kind, node in exception.aside.items():
            steps[kind] = tuple(_without(step, node) for step in steps.get(kind, ()))
            read = (*facts.get(kind, ()), *exception.facts.get(kind, ()))
            facts[kind] = tuple(dict.fromkeys(read))
    return dataclasses.replace(clause, steps=steps, facts=facts)


def _without(step: Step, exception: Node) -> Step:
    """The step where the exception does not hold; the loader admits exceptions to conditions that fire only."""
    silent = Compare("==", exception, Const(False, BOOLEAN), BOOLEAN)
    return dataclasses.replace(step, node=Logic("and", (step.node, silent), BOOLEAN))


def run_asides(pack: Pack, rows: Rows, stage: Stage) -> None:
    """Evaluate the clauses beside the levels at their stage, whatever the scope of the subject."""
    for clause in pack.clauses.values():
        for kind in clause.aside:
            if clause.stage[kind] == stage.id:
                for subject in rows.of_kind(kind):
                    _run(rows, clause, subject)


def _run(rows: Rows, clause: Clause, subject: Subject) -> None:
    value = evaluate(clause.aside[subject.kind.id], scope_for(rows, clause, subject))
    if isinstance(value, Unknown):
        return  # what is not recorded is neither a breach nor a reason for a form
    breach = clause.reminds and value is True
    stage, status = clause.stage[subject.kind.id], NOT_MET if breach else MET
    trees = rows.trees(clause, subject)
    subject.add(ClauseResult(clause.id, stage, status, None, subject.shown(clause), (), trees))
    if value is not True:
        return
    if clause.suspension is not None:
        subject.suspended.append(clause.id)
    elif clause.reminds:
        subject.warnings.append(clause.id)
    elif clause.form and clause.confirmed:
        subject.forms.append(clause.form)

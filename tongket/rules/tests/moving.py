"""One step away: a clause that is not there, a parameter that says the next thing."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from functools import cache
from pathlib import Path

from tongket.rules import LayerSource, Pack, list_packs, load_pack
from tongket.rules.cases import WorkedCase, read_cases
from tongket.rules.model import Parameter
from tongket.rules.parameters import write_share


def without(pack: Pack, clause: str) -> Pack:
    """The pack as if the clause had never been written; one that a quota names for ties stays but binds nobody."""
    clauses = {}
    for name, item in pack.clauses.items():
        spares = tuple(other for other in item.spares if other != clause)
        if name != clause and (spares or not item.spares):
            clauses[name] = dataclasses.replace(item, spares=spares)
    if any(item.quota is not None and item.quota.tie_clause == clause for item in clauses.values()):
        clauses[clause] = dataclasses.replace(pack.clauses[clause], confirmed=False)
    return dataclasses.replace(pack, clauses=clauses)


def step(parameter: Parameter, levels: tuple[str, ...], marks: tuple[str, ...]) -> object | None:
    """The value one step away, as a layer would write it; None for a choice that has no other word."""
    written, value = parameter.written, parameter.value
    if parameter.form == "integer" and isinstance(value, int):
        return value + 1
    if parameter.form == "percent" and isinstance(value, Fraction):
        return write_share(value + Fraction(1, 100))
    if parameter.form == "boolean":
        return value is not True
    if parameter.form == "choice":
        others = [word for word in parameter.choices if word != written]
        return others[0] if others else None
    if parameter.form == "level":
        return levels[(levels.index(str(value)) + 1) % len(levels)]
    if parameter.form == "marks":
        return _next_mark(str(written), marks)
    if parameter.form == "majority":
        return _other_majority(str(written))
    if parameter.form == "day":
        return _next_day(str(written))
    if isinstance(value, tuple):
        words = [str(word) for word in value]
        return [words[1], words[0], *words[2:]] if parameter.form == "order" and len(words) > 1 else words[1:]
    if parameter.form == "ballot_like":
        return str(written).partition(";")[0]
    return f"{written} otherwise"


def _next_mark(written: str, marks: tuple[str, ...]) -> str:
    if written == "otherwise":
        return f"all at least {marks[-1]}"
    mark = written.rpartition(" ")[2]
    return f"all at least {marks[min(marks.index(mark) + 1, len(marks) - 1)]}"


def _other_majority(written: str) -> str:
    if written.startswith("more than"):
        return written.replace("more than", "at least", 1)
    return written.replace("at least", "more than", 1)


def _next_day(written: str) -> str:
    month, _, day = written.partition(" ")[0].partition("-")
    moved = f"{month}-{int(day) + 1:02}" if int(day) < 28 else f"{month}-{int(day) - 1:02}"
    return moved + written[5:]


def moved(pack: Pack, path: str) -> Pack | None:
    """The pack with the parameter one step from where its layers have it; None where there is no other value."""
    parameter = pack.parameters[path]
    value = step(parameter, pack.level_ids, _marks(pack))
    if value is None:
        return None
    sources = [source for source in pack.sources if isinstance(source, Path | LayerSource)]
    return load_pack(
        pack.name, pack.year, sources, root=Path(pack.root), as_of=pack.as_of, trial={path: value}
    )


def movable(pack: Pack) -> list[str]:
    """Paths of the parameters that have another value to move to."""
    return [
        path for path, item in pack.parameters.items() if step(item, pack.level_ids, _marks(pack)) is not None
    ]


def _marks(pack: Pack) -> tuple[str, ...]:
    criteria = (fact for columns in pack.facts.values() for fact in columns.values() if fact.criterion)
    return next((fact.type.words for fact in criteria), ())


@cache
def _all_cases(name: str, year: int) -> tuple[WorkedCase, ...]:
    pack = load_pack(name, year)
    return tuple(case for path in pack.case_files for case in read_cases(Path(path), pack))


def cases_about(pack: Pack, about: str | None) -> list[WorkedCase]:
    """The worked cases of a pack about a clause or a parameter; None: all."""
    return [case for case in _all_cases(pack.name, pack.year) if about is None or about in case.about]


def _latest(name: str, first: int) -> Pack:
    """The pack in the latest year that its worked cases speak of, when it has all its clauses."""
    return load_pack(name, max(case.year for case in _all_cases(name, first)))


PACKS_WITH_CASES = [_latest(name, first) for name, first, _ in list_packs()]

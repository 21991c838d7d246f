"""Without a clause, or with a parameter one step away, a worked case fails in the columnar engine as well.

The scalar half of this proof is `tests/test_every_value_counts.py`. Here every change is compiled anew, cut down to
the kinds of subjects that the case is about; the packs of the Party are many, so that only a part of them is run by
default and the rest with the long tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

import pytest

from tongket.rules import Assessment, Pack, RuleError, assess, load_pack
from tongket.rules.cases import WorkedCase
from tongket.rules.columnar.compiler import compile_pack
from tongket.rules.columnar.engine import ColumnarAssessment, assess_columns
from tongket.rules.columnar.tests.reduced import touched
from tongket.rules.tests.moving import PACKS_WITH_CASES, cases_about, movable, moved, without

_SEEN = ("scope", "allowed", "level", "lowered_by", "warnings", "missing", "forms")
_EQUATION = ("good_or_better", "rated", "bound", "places", "equation", "share")
_BIG = {"vn.party", "vn.commendation.state"}
_PART = 20  # of the big packs one change in so many is tried by default

Change = tuple[Pack, str, Callable[[Pack], Pack | None]]


def _changes() -> Iterator[Change]:
    for pack in PACKS_WITH_CASES:
        for clause in pack.clauses:
            yield pack, clause, lambda loaded, name=clause: without(loaded, name)  # type: ignore[misc]
        for path in movable(pack):
            yield pack, f"parameter:{path}", lambda loaded, name=path: moved(loaded, name)  # type: ignore[misc]


_ALL = list(_changes())
_SMALL = [change for change in _ALL if change[0].name not in _BIG]
_LARGE = [change for change in _ALL if change[0].name in _BIG]


def _label(value: object) -> str:
    return (
        f"{value.name}-{value.years}" if isinstance(value, Pack) else value if isinstance(value, str) else ""
    )


def _folded(missing: object) -> list[str]:
    names = missing if isinstance(missing, list | tuple) else []
    return sorted({str(name).partition(":")[0] for name in names})


def _shown(name: str, value: object) -> object:
    if name == "missing":
        return _folded(value)
    if isinstance(value, tuple):
        return sorted(value) if name in {"lowered_by", "warnings"} else list(value)
    if isinstance(value, list) and name in {"lowered_by", "warnings"}:
        return sorted(value)
    return str(value) if isinstance(value, Fraction) else value


def _fails(pack: Pack, case: WorkedCase, change: Callable[[Pack], Pack | None]) -> bool:
    """Whether the columns of the changed pack differ from what the case expects, while both engines agree."""
    expected = {key: node.plain() for key, node in case.expect.mapping(optional=None).items()}
    told = {"parameters", "majorities"}
    try:
        changed = change(load_pack(pack.name, case.year, case.layers))
        assert changed is not None
        if set(expected) <= told or "refused" in expected:
            return True  # no engine runs: the rooms are told another value, or the pack is no longer refused
        changed = touched(changed, case.facts)
        found = assess_columns(changed, case.facts, compile_pack(changed))
    except RuleError:
        return "refused" not in expected
    scalar = assess(changed, case.facts)
    subjects = [key for key in expected if key not in {*told, "quotas"}]
    rows = {key: _row(found, scalar, key) for key in subjects}
    differs = any(
        rows[key][item] != _shown(item, wanted)
        for key in subjects
        for item, wanted in expected[key].items()
        if item in _SEEN
    )
    return differs or any(
        _equation_differs(found, name, wanted) for name, wanted in expected.get("quotas", {}).items()
    )


def _row(found: ColumnarAssessment, scalar: Assessment, key: str) -> dict[str, object]:
    """What the columns say of a subject, which is what the scalar engine says."""
    row = next(item for item in found.outcomes if item.id == key)
    outcome = scalar.outcome(key)
    shown = {item: _shown(item, getattr(row, item)) for item in _SEEN}
    assert shown == {item: _shown(item, getattr(outcome, item)) for item in _SEEN}
    return shown


def _equation_differs(found: ColumnarAssessment, name: str, wanted: Mapping[str, object]) -> bool:
    rows = [row for row in found.quotas if row.name == name and wanted.get("group", row.group) == row.group]
    if len(rows) != 1:
        return True  # the group is another one, or the quota is gone
    return any(_shown(item, getattr(rows[0], item)) != wanted[item] for item in _EQUATION if item in wanted)


def _some_case_fails(pack: Pack, about: str, change: Callable[[Pack], Pack | None]) -> bool:
    return any(_fails(pack, case, change) for case in cases_about(pack, about))


@pytest.mark.capability(101)
@pytest.mark.parametrize(("pack", "about", "change"), [*_SMALL, *_LARGE[::_PART]], ids=_label)
def test_a_worked_case_fails_in_columns_too(
    pack: Pack, about: str, change: Callable[[Pack], Pack | None]
) -> None:
    assert _some_case_fails(pack, about, change)


@pytest.mark.long
@pytest.mark.parametrize(
    ("pack", "about", "change"),
    [change for number, change in enumerate(_LARGE) if number % _PART],
    ids=_label,
)
def test_a_worked_case_of_the_large_packs_fails_in_columns_too(
    pack: Pack, about: str, change: Callable[[Pack], Pack | None]
) -> None:
    assert _some_case_fails(pack, about, change)

"""Parameters of deadlines and required papers as they hold for a unit: what was shipped, answered by the office."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from tongket.common.dates import today, valid_on
from tongket.common.errors import Missing
from tongket.organisation.models import ParameterConfirmation, Unit, UnitClosure
from tongket.organisation.parameters import (
    CONFIRMED,
    Parameter,
    RequiredPaper,
    Sourced,
    paper_name,
    parameters,
    required_papers,
)


def confirmations(unit_id: int | None) -> dict[str, ParameterConfirmation]:
    """The answers that hold for a unit by parameter: its own, else the nearest one above it."""
    if unit_id is None:
        return {}
    above = UnitClosure.objects.filter(valid_on(today()), descendant=unit_id)
    depth = dict(above.values_list("ancestor", "depth"))
    rows = ParameterConfirmation.objects.filter(unit__in=depth).select_related("unit")
    return {row.name: row for row in sorted(rows, key=lambda row: -depth[row.unit_id])}


def _answered(row: ParameterConfirmation | None, shipped: Any) -> Any:
    """The shipped entry with the office's citation, where there is one."""
    if row is None:
        return shipped
    return replace(shipped, citations={"vi": row.citation, "en": row.citation}, evidence=CONFIRMED)


def parameters_at(unit_id: int | None) -> dict[str, Parameter]:
    """Every parameter by name as it holds for a unit; as shipped without one."""
    answers = confirmations(unit_id)
    found = {}
    for name, shipped in parameters().items():
        row = answers.get(name)
        found[name] = replace(_answered(row, shipped), value=row.value) if row else shipped
    return found


def papers_at(unit_id: int | None) -> list[RequiredPaper]:
    """The papers that files at a unit must hold: those shipped, without those the office needs not."""
    answers = confirmations(unit_id)
    return [
        _answered(row, paper)
        for paper in required_papers()
        if (row := answers.get(paper_name(paper.key))) is None or row.value
    ]


@dataclass(frozen=True)
class ParameterRow:
    """A parameter or a required paper on its page, with the answer that holds, if any."""

    name: str
    entry: Sourced
    value: Any
    shipped: Sourced
    answer: ParameterConfirmation | None
    is_paper: bool

    def is_own(self, unit: Unit) -> bool:
        """Whether the answer is this unit's, not one from above."""
        return self.answer is not None and self.answer.unit_id == unit.pk


def parameter_rows(unit: Unit) -> list[ParameterRow]:
    """Everything that deadlines and files stand on, as it holds for a unit (the caller has checked the viewer)."""
    answers = confirmations(unit.pk)
    rows = []
    for name, shipped in parameters().items():
        row = answers.get(name)
        value = row.value if row else shipped.value
        rows.append(ParameterRow(name, _answered(row, shipped), value, shipped, row, False))
    for paper in required_papers():
        name = paper_name(paper.key)
        row = answers.get(name)
        rows.append(
            ParameterRow(name, _answered(row, paper), bool(row.value) if row else True, paper, row, True)
        )
    return rows


def parameter_row(unit: Unit, name: str) -> ParameterRow:
    """One of ``parameter_rows``, else ``Missing``."""
    found = next((row for row in parameter_rows(unit) if row.name == name), None)
    if found is None:
        raise Missing(thing=_("tham số này"))
    return found

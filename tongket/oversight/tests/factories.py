"""Conclusions of authorities for tests of all rooms."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tongket.access.roles import Role
from tongket.organisation.models import Person, Unit
from tongket.organisation.tests.factories import Office
from tongket.oversight.actions import DisciplineRow, FindingRow, record_discipline, record_findings
from tongket.oversight.models import Discipline, Finding

YEAR = 2021


def discipline_row(person: Person, cell: Unit, **values: Any) -> DisciplineRow:
    """A reprimand of 14/09/2021."""
    defaults: dict[str, Any] = {
        "form": "reprimand",
        "decision_number": "05-QĐ/UBKT",
        "decided_on": dt.date(2021, 9, 14),
        "content": "Vi phạm quy định thử nghiệm",
        "year_counted": YEAR,
        "authority": "Ủy ban Kiểm tra thử nghiệm",
    }
    return DisciplineRow(person=person, unit=cell, **{**defaults, **values})


def finding_row(cell: Unit, **values: Any) -> FindingRow:
    """A finding of 11/08/2021 that is being remedied."""
    defaults: dict[str, Any] = {
        "code": "KT1",
        "year": YEAR,
        "concluded_on": dt.date(2021, 8, 11),
        "content": "Thực hiện quy chế làm việc",
        "shortcoming": "Phân công chưa bằng văn bản",
    }
    return FindingRow(unit=cell, **{**defaults, **values})


def make_discipline(office: Office, person: Person, **values: Any) -> Discipline:
    cell = office.cells[0]
    rows = [discipline_row(person, cell, **values)]
    return record_discipline(office.organisation, actor=office.actor(Role.CLERK), rows=rows)[0]


def make_finding(office: Office, cell: Unit | None = None, **values: Any) -> Finding:
    rows = [finding_row(cell or office.cells[0], **values)]
    return record_findings(office.organisation, actor=office.actor(Role.CLERK), rows=rows)[0]

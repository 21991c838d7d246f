"""People, and reading of sheets, that the tests of all readers share."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from tongket.imports.kinds import ImportKind
from tongket.imports.preview import Preview, check
from tongket.imports.tests.builders import SheetPlan, workbook_of
from tongket.organisation.imports import Known
from tongket.sheets.readers.shared import PersonRef

TODAY = dt.date(2022, 1, 15)
HOA = PersonRef("Trần Thị Hòa", dt.date(1980, 2, 1))
UT = PersonRef("Lê Út", dt.date(1985, 4, 3))
TITLE: list[list[Any]] = [["ĐẢNG BỘ BAN QUẢN LÝ"], [None]]


def read(
    kind: ImportKind, sheets: Mapping[str, SheetPlan | Sequence[Sequence[Any]]], known: Known | None = None
) -> Preview:
    return check(kind, workbook_of(sheets), known=known, today=TODAY)


def faults(preview: Preview) -> list[tuple[int, str | None, str]]:
    return [(row.row, p.letter, p.kind) for row in preview.rows for p in (*row.problems, *row.also)]


CIVIL_HEADING = ["STT", "Họ và tên", "Ngày sinh", "Đơn vị", "Đối tượng", "Xếp loại", "Ngày quyết định"]

"""People, and reading of sheets, that the tests of all readers share."""

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from tongket.imports.kinds import ImportKind, get_kind
from tongket.imports.mapping import find_tables
from tongket.imports.preview import Preview, check
from tongket.imports.reader import read_workbook
from tongket.imports.template_workbook import write_template
from tongket.imports.tests.builders import SheetPlan, workbook_of
from tongket.organisation.imports import Known, MemberRow, person_key
from tongket.sheets.readers import (
    ACTIVITIES,
    ALL,
    CIVIL_RATINGS,
    COUNTS,
    HISTORY,
    OVERSIGHT,
    REVIEWS,
    TASKS,
    register_kinds,
)
from tongket.sheets.readers.activities import MeetingRow, StudyRow
from tongket.sheets.readers.civil_ratings import CivilRatingRow, CollectiveRatingRow, LeaveRow
from tongket.sheets.readers.counts import LevelCountRow, PersonChoiceRow, PollRow, UnitChoiceRow, most_names
from tongket.sheets.readers.history import HistoryRow
from tongket.sheets.readers.oversight import DisciplineRow, FindingRow
from tongket.sheets.readers.reviews import MEMBER_CRITERIA, UNIT_CRITERIA, CommentRow

from tongket.sheets.readers.shared import LEVELS, PersonRef
from tongket.sheets.readers.tasks import MemberTaskRow, Task, UnitTaskRow, progress_of

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


TASK_HEADING = [

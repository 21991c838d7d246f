"""Questions about empty cells that are asked once per file: empty is not an answer (U7)."""

from collections.abc import Sequence
from typing import Any

from tongket.imports.kinds import DataRow
from tongket.imports.mapping import Table


def empty_cell_questions(table: Table, rows: Sequence[DataRow]) -> list[dict[str, Any]]:
    """One question for each column that has a question and empty cells; ``cells`` is how many are empty."""
    questions = []
    for heading in table.headings:
        column = table.columns.get(heading.index)
        if column is None or column.question is None:
            continue
        empty = [row.number for row in rows if row.raw.get(column.name) is None]
        if not empty:
            continue
        questions.append(
            {
                "sheet": table.sheet.name,
                "column": heading.label,
                "letter": heading.letter,
                "field": column.name,
                "cells": len(empty),
                "rows": empty,
                "question_vi": column.question.vi.format(count=len(empty)),
                "question_en": column.question.en.format(count=len(empty)),
                "answers": {code: {"vi": vi, "en": en} for code, (vi, en) in column.question.answers.items()},
            }
        )
    return questions

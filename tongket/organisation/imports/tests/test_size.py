"""Large registers: ten thousand rows are a matter of seconds, copies of one row no trap."""

import time

import pytest

from tongket.imports.preview import check
from tongket.imports.reader import read_workbook
from tongket.organisation.imports import MEMBERS
from tongket.organisation.imports.tests.register import LAYOUTS, TODAY, Register, found, known_units, person


def test_a_thousand_copies_of_one_row_are_a_thousand_problems_less_one() -> None:
    register = Register(LAYOUTS[0], rows=[{**person(0), "number": number} for number in range(1000)])
    assert [p[2] for p in found(register.preview())] == ["duplicate_row"] * 999


@pytest.mark.long
def test_ten_thousand_rows_are_previewed_within_ten_seconds() -> None:
    rows = [{**person(index), "name": f"Trần Văn {index:05d}"} for index in range(10_000)]
    data = Register(LAYOUTS[0], rows=rows).data()
    begun = time.monotonic()
    preview = check(MEMBERS, read_workbook(data, "lon.xlsx"), known=known_units(), today=TODAY)
    assert (preview.counts()["new"], time.monotonic() - begun < 10) == (10_000, True)

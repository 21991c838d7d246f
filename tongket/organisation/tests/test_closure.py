"""The derived table of ancestors: at any day a pair stands in it once, however many ways lead up."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.organisation import actions
from tongket.organisation.closure import Span, without
from tongket.organisation.models import UnitClosure
from tongket.organisation.states import UnitKind
from tongket.organisation.tests.factories import START, make_office

FIRST = dt.date(2021, 1, 1)
DAYS = st.integers(0, 30).map(lambda n: FIRST + dt.timedelta(days=n))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(DAYS)
    length = draw(st.none() | st.integers(1, 10))
    return start, None if length is None else start + dt.timedelta(days=length)


def holds(span: Span, day: dt.date) -> bool:
    return span[0] <= day and (span[1] is None or day < span[1])


@given(spans(), st.lists(spans(), max_size=4))
def test_what_is_left_of_a_period_are_exactly_the_days_that_nobody_took(
    span: Span, taken: list[Span]
) -> None:
    left = without(span, taken)
    for number in range(45):
        day = FIRST + dt.timedelta(days=number)
        wanted = holds(span, day) and not any(holds(other, day) for other in taken)
        assert sum(holds(part, day) for part in left) == wanted


@pytest.mark.django_db
def test_an_office_reached_on_two_ways_stands_once_below_each_unit_by_the_shorter_way() -> None:
    office = make_office()
    act, later = office.admin.actor(), dt.date(2021, 6, 1)
    room = actions.create_unit("PHONG", actor=act, name="Phòng Thử", kind=UnitKind.AGENCY, valid_from=START)
    actions.cover_office(office.cells[0], actor=act, office=room, valid_from=START, decision="1-QĐ/ĐU")
    actions.cover_office(office.organisation, actor=act, office=room, valid_from=later, decision="2-QĐ/ĐU")

    rows = UnitClosure.objects.filter(ancestor=office.organisation, descendant=room)
    assert sorted((r.depth, r.valid_from, r.valid_to) for r in rows) == [
        (1, later, None),
        (2, START, later),
    ]

"""Levels of earlier years come together when two records were one person; two levels of one year keep them apart."""

from __future__ import annotations

import pytest

from tongket.access.roles import Role
from tongket.organisation import actions as register
from tongket.organisation.errors import MergeConflict
from tongket.organisation.models import Person
from tongket.organisation.tests.factories import Office, add_member, make_office
from tongket.ratings.models import PastLevel
from tongket.ratings.queries.subjects import person_history

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office(cells=1)


def level(person: Person, year: int) -> None:
    PastLevel.objects.create(person=person, year=year, level="good", label="HTTNV", evidence="Sổ")


@pytest.mark.capability(5)
def test_levels_of_five_years_are_joined_to_one_person(office: Office) -> None:
    kept, double = (add_member(office, office.cells[0], n, "Lê Thị Hòa") for n in (1, 2))
    for year in (2017, 2018):
        level(double, year)
    for year in (2019, 2020, 2021):
        level(kept, year)
    clerk = office.actor(Role.CLERK)
    register.merge_people(kept, actor=clerk, absorbed=double, reason="Nhập hai lần")
    _person, years = person_history(clerk, kept.pk)
    assert [y.year for y in years] == [2021, 2020, 2019, 2018, 2017]


def test_two_levels_of_one_year_refuse_the_joining_and_nothing_moves(office: Office) -> None:
    kept, double = (add_member(office, office.cells[0], n, "Lê Thị Hòa") for n in (1, 2))
    level(kept, 2020)
    level(double, 2020)
    level(double, 2019)
    with pytest.raises(MergeConflict, match="Lê Thị Hòa"):
        register.merge_people(kept, actor=office.actor(Role.CLERK), absorbed=double, reason="Nhập hai lần")
    assert sorted(PastLevel.objects.values_list("person", "year")) == [
        (kept.pk, 2020),
        (double.pk, 2019),
        (double.pk, 2020),
    ]
    assert Person.objects.get(pk=double.pk).merged_into is None

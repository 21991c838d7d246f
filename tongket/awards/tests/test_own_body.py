"""What a committee decides, only it takes back, enters in its book and prints: a body above reads it."""

from __future__ import annotations

import datetime as dt

import pytest

from tongket.access.decisions import Actor
from tongket.access.roles import Role
from tongket.awards import actions
from tongket.awards.models import AwardDecision
from tongket.awards.permissions import may_for, visible_decisions
from tongket.awards.tests import factories
from tongket.common.errors import NotPermitted
from tongket.organisation.models import Unit
from tongket.organisation.permissions import may, units_where
from tongket.organisation.tests.factories import make_account

pytestmark = pytest.mark.django_db

DAY = dt.date(2022, 1, 12)
OWN_ACTS = (
    "record_decision",
    "revoke",
    "record_publication_ground",
    "issue_certificates",
    "print_certificates",
)


@pytest.fixture
def year() -> factories.Year:
    return factories.make_year()


@pytest.fixture
def decision(year: factories.Year) -> AwardDecision:
    return factories.decide(year, document=factories.signed_decision(year, "120-QĐ/ĐU"))


def superiors(year: factories.Year) -> list[Actor]:
    """The superior's officer, and a clerk of the superior."""
    clerk = make_account(year.office, "above", Role.CLERK, year.office.superior)
    return [year.office.actor(Role.SUPERIOR_OFFICER), clerk.actor()]


def test_superior_reads_the_committees_decision_and_does_none_of_its_acts(
    year: factories.Year, decision: AwardDecision
) -> None:
    for actor in superiors(year):
        assert decision in visible_decisions(actor)
        allowed = [a for a in OWN_ACTS if may_for(actor, a, decision.issuing_unit, year.round).allowed]
        assert allowed == []
        with pytest.raises(NotPermitted):
            actions.revoke_decision(decision, actor=actor, happened_on=DAY, reason="Văn bản số 5")
        with pytest.raises(NotPermitted):
            actions.issue_certificates(decision, actor=actor, happened_on=DAY)


def test_superior_does_the_acts_of_its_own_decisions(year: factories.Year) -> None:
    for actor in superiors(year)[:1]:
        own = year.office.superior
        assert may_for(actor, "revoke", own, year.round).allowed
        assert may_for(actor, "issue_certificates", own, year.round).allowed


def test_office_does_what_it_received_from_the_superior_on_paper(year: factories.Year) -> None:
    assert may_for(year.clerk, "issue_certificates", year.office.superior, year.round).allowed


def test_one_clerk_does_the_own_acts_of_every_cell_of_the_organisation(year: factories.Year) -> None:
    cell = year.office.cells[0]
    assert may(year.clerk, "awards.submit", cell).allowed
    rows = units_where(year.clerk, "awards.submit")
    assert {cell.pk, year.office.organisation.pk} <= set(rows.values_list("pk", flat=True))


def test_rows_of_own_acts_end_where_another_body_begins(year: factories.Year) -> None:
    officer = year.office.actor(Role.SUPERIOR_OFFICER)
    rows = set(units_where(officer, "awards.issue_certificates").values_list("name", flat=True))
    assert rows == {year.office.superior.name}
    assert all(
        may(officer, "awards.issue_certificates", u).allowed is (u.name in rows) for u in Unit.objects.all()
    )

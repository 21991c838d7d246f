"""Every list asks the database equally often for 1, 3 and 50 rows."""

from __future__ import annotations

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from tests.authorization.stage import Stage
from tests.crowd import YEAR, Crowd, make_crowd
from tests.test_links import walk
from tongket.access.roles import Role

SIZES = (1, 3, 50)

#: List page → the arguments of its address.
LISTS: dict[str, str] = {
    "home": "",
    "notices:inbox": "",
    "notices:sent": "",
    "organisation:people": "",
    "organisation:others": "",
    "organisation:units": "",
    "organisation:deadlines": "",
    "organisation:papers": "",
    "organisation:unit": "organisation",
    "organisation:roles": "",
    "privacy:requests": "",
    "privacy:terms": "",
    "privacy:person_data": "person",
    "work:tasks": "year",
    "oversight:oversight": "year",
    "learning:sessions": "year",
    "reviews:reviews": "year",
    "reviews:unit_reviews": "year cell",
    "reviews:civil_ratings": "year",
    "reviews:collective_ratings": "year",
    "reviews:assess": "year cell self",
    "ballots:polls": "",
    "ballots:polls_of_year": "year",
    "ballots:poll": "poll",
    "ratings:board": "year",
    "ratings:compare_regulations": "year",
    "ratings:unit_board": "year cell",
    "ratings:decide_member_levels": "year",
    "ratings:history": "person",
    "awards:nominations": "year",
    "awards:eligibility": "year kind",
    "awards:decisions": "year",
    "awards:decision": "decision",
    "awards:register": "year",
    "awards:person_history": "person",
    "meetings:conferences": "year",
    "meetings:cell_meetings": "year",
    "meetings:conference": "conference",
    "meetings:attendance": "conference",
    "meetings:record_attendance": "conference",
    "meetings:run_of_show": "conference",
    "meetings:minutes": "conference",
    "meetings:conclusions": "conference",
    "meetings:presentation": "conference",
    "documents:documents": "year",
    "imports:kinds": "",
    "audit:records": "ratings.QuotaOutcome quota rated",
    "audit:history": "ratings.QuotaOutcome quota",
    "portal:articles": "year",
    "portal:public_papers": "year",
    "portal:papers": "",
}

#: Pages whose tables have as many rows as a pack, a form or an organisation's cells: they don't grow with people.
FIXED = {
    "organisation:hand_over_role",  # open work: the rooms' own lists
    "organisation:hand_over",
    "privacy:processing",
    "privacy:sources",
    "privacy:anonymise",
    "privacy:mine",  # as privacy:person_data
    "awards:catalogue",
    "awards:register_of",  # as awards:register
    "documents:templates",
    "meetings:plan_conference",
    "notices:preferences",
    "meetings:speeches",
    "organisation:confirm_parameter",
    "organisation:duplicates",
    "organisation:parameters",
    "organisation:person",
    "portal:edit",
    "ratings:decide_unit_levels",
    "ratings:organisation",
    "ratings:quota",
    "ratings:try_changes",  # a list only in the answer to a trial
    "reviews:assess_units",
    "reviews:person",
    "reviews:unit",
    "rounds:clause",
    "rounds:parameter",
    "rounds:round",
    "rounds:rule_book",
    "rounds:suspensions",
}
TABLE_BODY = re.compile(r"<tbody.*?</tbody>", re.DOTALL)


def arguments(crowd: Crowd, names: str) -> list[object]:
    known = {
        "year": YEAR,
        "organisation": crowd.year.office.organisation.pk,
        "cell": crowd.year.cell.pk,
        "person": crowd.year.people[0].pk,
        "poll": crowd.poll,
        "quota": crowd.quota,
        "decision": crowd.decision,
        "conference": crowd.conference.pk,
        "kind": "members_excellent",
    }
    return [known.get(name, name) for name in names.split()]


def ask(client: Client, url: str) -> int:
    """How many queries the page takes once everything that is kept between pages is known."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200, url
    return len(captured)


@pytest.fixture(scope="module")
def counts(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, list[int]]:
    """List page → its number of queries at each of the sizes."""
    found: dict[str, list[int]] = {view: [] for view in LISTS}
    with django_db_blocker.unblock():
        for size in SIZES:
            with transaction.atomic():
                crowd, client = make_crowd(size), Client()
                client.force_login(crowd.year.office.accounts[Role.CLERK])
                for view, names in LISTS.items():
                    found[view].append(ask(client, reverse(view, args=arguments(crowd, names))))
                transaction.set_rollback(True)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("view", LISTS)
def test_list_takes_the_same_number_of_queries_for_1_3_and_50_rows(
    view: str, counts: dict[str, list[int]]
) -> None:
    assert len(set(counts[view])) == 1, f"{view}: {dict(zip(SIZES, counts[view], strict=True))}"


@pytest.mark.django_db
def test_every_page_with_a_table_is_measured(stage: Stage) -> None:
    lists = {
        page.name
        for page in walk(stage.visitors[Role.CLERK])
        for body in TABLE_BODY.findall(page.html)
        if body.count("<tr") >= 3
    }
    missing = sorted(lists - set(LISTS) - FIXED)
    assert not missing, (
        f"lists that are not measured: {missing}. Write them into LISTS of tests/test_lists.py and give "
        "tests/crowd.py rows for them."
    )

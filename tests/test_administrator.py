"""An administrator keeps the system running and reads none of what secrecy covers."""

from __future__ import annotations

import pytest

from tests.authorization.stage import Stage
from tests.authorization.table import pages
from tests.test_links import names_on_pages, walk
from tongket.access.roles import Role, declared

#: What an administrator may do: units, roles, and what everybody signed in may read.
ADMINISTRATION = {
    "organisation.see_units",
    "organisation.change_units",
    "organisation.export_units",
    "organisation.grant_role",
    "organisation.grant_administrator",
    "organisation.see_roles",
}
#: Rooms whose contents are covered: reviews, votes, ratings and their grounds, inspection, health, personal files.
COVERED = ("reviews:", "ballots:", "ratings:", "oversight:", "work:", "awards:nomination", "audit:")


@pytest.mark.capability(9)
def test_no_right_of_an_administrator_opens_contents() -> None:
    held = {action for action, roles in declared().items() if Role.ADMINISTRATOR in roles}
    covered = {
        a for a in held if a.split(".")[0] in ("reviews", "ballots", "ratings", "oversight", "work", "awards")
    }
    assert not covered
    assert held >= ADMINISTRATION
    assert not {a for a in held if a.startswith(("organisation.see_people", "privacy.", "documents.see"))}


@pytest.mark.capability(9)
def test_table_of_pages_opens_no_covered_page_to_an_administrator() -> None:
    opened = [
        (view, word)
        for view, row in pages().items()
        for word, allowed in row.allowed.items()
        if view.startswith(COVERED) and str(Role.ADMINISTRATOR) in allowed
    ]
    assert not opened


@pytest.mark.capability(9)
@pytest.mark.django_db
def test_administrator_clicks_through_the_whole_site_and_reads_no_persons_name(stage: Stage) -> None:
    visitor = stage.visitors[Role.ADMINISTRATOR]
    opened = {page.name for page in walk(visitor) if page.status == 200}
    assert not [name for name in opened if name.startswith(COVERED)]
    holders = {
        "organisation:roles",
        "organisation:role",
        "organisation:hand_over_role",
        "organisation:hand_over",
    }
    named = {
        name: [view for view in views if view not in holders]
        for name, views in names_on_pages(stage, Role.ADMINISTRATOR).items()
    }
    assert {name: views for name, views in named.items() if views} == {}

"""A page leads only to what its reader may open: every role clicks through the whole site."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.authorization.cast import COLUMNS, NOBODY, OTHER_CLERK
from tests.authorization.stage import Stage
from tests.sitemap import Visited, links_of, name_of
from tongket.organisation.models import Person

#: How often one kind of page is followed from one kind of page.
MOST = 3
#: What a template or a text shows when its value was forgotten.
RAW = re.compile(r"%\(\w+\)|\{\{|\{%|>\s*None\s*<|\bNone[.,;)]|&lt;built-in")
#: Readers who see pages that others of the list see too: crawled with --long only.
SAME_PAGES = {"committee_secretary", "committee_member", "inspection", "auditor"}
READERS = [
    pytest.param(column, marks=pytest.mark.long) if column in SAME_PAGES else column
    for column in COLUMNS
    if column != NOBODY
]


def spread(links: list[str]) -> list[str]:
    """The first, the middle and the last link to each kind of page: lists have different rows at their ends."""
    by_kind: dict[str, list[str]] = {}
    for link in dict.fromkeys(links):
        by_kind.setdefault(name_of(link), []).append(link)
    return [found[i] for found in by_kind.values() for i in sorted({0, len(found) // 2, len(found) - 1})]


def walk(client: Client, start: str = "/") -> Iterator[Visited]:
    """Every kind of page from every kind of page that leads to it, at most ``MOST`` times."""
    waiting: deque[tuple[str, str]] = deque([(start, "")])
    seen: set[str] = set()
    followed: Counter[tuple[str, str]] = Counter()
    while waiting:
        path, found_on = waiting.popleft()
        way = (name_of(found_on) if found_on else "", name_of(path))
        if path in seen or followed[way] >= MOST:
            continue
        seen.add(path)
        followed[way] += 1
        response = client.get(path)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        html = response.content.decode() if is_page and not response.streaming else ""
        yield Visited(path, name_of(path), response.status_code, found_on, html)
        links = [response.headers["Location"]] if response.status_code in (301, 302) else links_of(html)
        targets = [path.split("?")[0] + link if link.startswith("?") else link for link in links]
        waiting += [
            (link, path) for link in spread([t.split("#")[0] for t in targets if not t.startswith("//")])
        ]


@pytest.mark.django_db
@pytest.mark.parametrize("role", READERS)
def test_whole_site_has_no_dead_link_and_no_raw_text(role: str, stage: Stage) -> None:
    wrong = []
    for page in walk(stage.visitors[role]):
        if page.status >= 400:
            wrong.append(f"{page.found_on} leads to {page.path} ({page.name}), which answers {page.status}")
        wrong += [f"{page.path} shows {found!r}" for found in set(RAW.findall(page.html))]
    assert not wrong, "\n".join(wrong)


def names_on_pages(stage: Stage, role: str) -> dict[str, list[str]]:
    """Names of people of the register → the pages, other than public ones, on which the role reads them."""
    names = set(Person.objects.exclude(pk=stage.world.myself.pk).values_list("name", flat=True))
    found: dict[str, list[str]] = {}
    for page in walk(stage.visitors[role]):
        for name in names if not page.name.startswith("portal:") else ():
            if name in page.html:
                found.setdefault(name, []).append(page.name)
    return found


@pytest.mark.capability(9)
@pytest.mark.django_db
def test_clerk_of_another_organisation_reads_no_name_of_ours(stage: Stage) -> None:
    assert names_on_pages(stage, OTHER_CLERK) == {}


@pytest.mark.capability(9)
@pytest.mark.django_db
def test_administrator_reads_no_name_beyond_those_who_head_units_or_hold_a_role(stage: Stage) -> None:
    pages = {page for where in names_on_pages(stage, "administrator").values() for page in where}
    roles = {"organisation:roles", "organisation:role", "organisation:hand_over_role"}
    assert pages <= {"organisation:unit"} | roles


@pytest.mark.capability(9)
@pytest.mark.django_db
@pytest.mark.parametrize("role", ["member", "editor"])
def test_member_and_editor_read_nothing_about_those_who_did_nothing_in_public(
    role: str, stage: Stage
) -> None:
    found = names_on_pages(stage, role)
    assert [found.get(person.name) for person in (stage.world.colleague, stage.world.stranger)] == [
        None,
        None,
    ]


@pytest.mark.capability(9)
@pytest.mark.django_db
def test_cell_secretary_reads_nothing_about_members_of_other_cells(stage: Stage) -> None:
    assert stage.world.stranger.name not in names_on_pages(stage, "cell_secretary")

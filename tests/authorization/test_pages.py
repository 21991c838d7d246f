"""Every page of every room, asked for by every role: the answer is what pages.yaml says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from tests.authorization.cast import COLUMNS
from tests.authorization.stage import Stage
from tests.authorization.table import Row, pages, views
from tongket.audit.models import Entry
from tongket.site import middleware
from tongket.site.openings import EVERYBODY, OPENINGS, for_everybody

REFUSED = (403, 404)


def test_every_page_has_a_row_and_every_row_a_page() -> None:
    missing = sorted(set(views()) - set(pages()))
    assert not missing, (
        f"pages without a row: {missing}. Write into tests/authorization/pages.yaml what the page is about "
        "(of:) and for each object who may open it, e.g. `room:view: {of: unit, own_cell: [readers]}`."
    )
    gone = sorted(set(pages()) - set(views()))
    assert not gone, f"rows without a page: {gone}. Take them out of tests/authorization/pages.yaml."


def test_every_page_names_the_right_that_opens_it_or_is_declared_to_be_for_everybody() -> None:
    unnamed = sorted(view for view in views() if view not in OPENINGS and not for_everybody(view))
    assert not unnamed, f"pages that open to nobody: {unnamed}. Name them in tongket/site/openings.py."
    twice = sorted(set(OPENINGS) & EVERYBODY)
    gone = sorted((set(OPENINGS) | EVERYBODY) - set(views()))
    assert not twice + gone, f"named twice: {twice}; not pages: {gone}."


@pytest.mark.django_db
def test_page_that_no_table_names_opens_to_nobody(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongket.site.openings.EVERYBODY", EVERYBODY - {"notices:inbox"})
    assert stage.visitors["clerk"].get(reverse("notices:inbox")).status_code == 404


def cases() -> Iterator[tuple[str, str]]:
    for view, row in pages().items():
        for word in row.allowed:
            yield view, word


def address(row: Row, word: str, stage: Stage) -> str:
    """The page's address for the object."""
    world = stage.world
    known = {
        "year": world.round.year,
        "unit": world.organisation.pk,
        "unit_pk": world.organisation.pk,
        "conference": stage.things["conference"]["organisation"]["pk"],
    }
    given = {k: known.get(k, v) for k, v in row.arguments.items()} | dict(stage.things[row.of][word])
    if row.of == "unit":
        given |= {"unit": given["pk"], "unit_pk": given["pk"]}
    if "year" in views()[row.view]:
        given["year"] = world.round.year
    return reverse(row.view, kwargs={name: given[name] for name in views()[row.view]})


@pytest.fixture
def bare_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusals without the page around them, which has tests of its own: thousands are asked for here."""
    monkeypatch.setattr(
        middleware, "refused", lambda _request, error: HttpResponse(error.code, status=error.status)
    )


def is_refusal(response: HttpResponse) -> bool:
    return response.status_code in REFUSED or response.headers.get("Location", "").startswith(
        reverse("account_login")
    )


@pytest.mark.capability(9)
@pytest.mark.django_db
@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize(("view", "word"), list(cases()))
def test_page_opens_to_those_who_may_see_it_and_to_nobody_else(view: str, word: str, stage: Stage) -> None:
    row = pages()[view]
    url = address(row, word, stage)
    wrong = []
    for column in COLUMNS:
        client = stage.visitors[column]
        if column in row.allowed[word]:
            with transaction.atomic():
                response = client.post(url) if row.post else client.get(url)
                transaction.set_rollback(True)
            if is_refusal(response) or response.status_code >= 500:
                wrong.append(f"{column} is refused ({response.status_code})")
            continue
        for method in (client.post,) if row.post else (client.get, client.post):
            with transaction.atomic():
                before = Entry.objects.count()
                response = method(url)
                written = Entry.objects.count() - before
                transaction.set_rollback(True)
            if written:
                wrong.append(f"{column} may not, and the journal grew by {written}")
            if not is_refusal(response) and response.status_code != 405:
                wrong.append(f"{column} may not, and is answered {response.status_code} to {method.__name__}")
    assert not wrong, f"{view} of {word}: {'; '.join(wrong)}"

"""One record is changed: every paper, conference and article that rests on it says so, with the place."""

from __future__ import annotations

import random

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from tongket.access.decisions import Actor
from tongket.access.models import Account
from tongket.audit.journal import acting
from tongket.audit.models import Use
from tongket.documents.models import Document
from tongket.meetings.actions.papers import note_printing
from tongket.meetings.models import Conference
from tongket.portal.models import Article, ArticleFigure
from tongket.ratings.models import Outcome
from tongket.site.evidence import figure_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seed_year")]

Ref = tuple[str, int]
#: Kinds of record that change, and a text of each.
TEXTS = {
    "work.Task": "content",
    "ratings.Rating": "deviation_reason",
    "meetings.Attendance": "reason",
    "meetings.Conclusion": "text",
    "awards.Award": "ground",
}


def behind(users: set[Ref]) -> set[Ref]:
    """Everything that stands behind these records, at first hand and farther back."""
    found: set[Ref] = set()
    while users:
        below = {
            (use.source_model, use.source_id)
            for use in Use.objects.filter(user_model__in={model for model, _pk in users})
            if (use.user_model, use.user_id) in users
        }
        users = below - found
        found |= below
    return found


def correct(actor: Actor, record: models.Model) -> None:
    """Write something else into a text of the record, as an act."""
    name = TEXTS[record._meta.label]
    with acting("tests.correct", actor=actor) as act:
        act.update(record, **{name: f"{getattr(record, name)} (đã sửa)"})


@pytest.fixture
def clerk() -> Account:
    return Account.objects.get(login="vanphong")


@pytest.fixture
def pages(clerk: Account) -> dict[str, tuple[str, set[Ref]]]:
    """The report, the minutes and the article: the address of each, and what it is made from."""
    # The organisation's proposal was recorded before the outcomes were computed the last time: taken as read.
    for use in Use.objects.filter(user_model="ratings.Rating", source_model="ratings.Outcome"):
        Use.objects.filter(pk=use.pk).update(source_version=Outcome.objects.get(pk=use.source_id).version)
    report = Document.objects.get(number="118")
    conference = Conference.objects.get()
    note_printing(conference, actor=clerk.actor(), paper="minutes")
    article = Article.objects.get()
    figures = {(ArticleFigure._meta.label, pk) for pk in article.figures.values_list("pk", flat=True)}
    return {
        "report": (report.get_absolute_url(), {("documents.Document", report.pk)}),
        "minutes": (conference.get_absolute_url(), {("meetings.Conference", conference.pk)}),
        "article": (article.get_absolute_url(), figures),
    }


#: What the pages say of it: papers and conferences, figures of an article at first hand, and farther back.
MARKS = ("Số liệu đã đổi", "Hồ sơ đã đổi sau khi lấy số liệu", "Dữ liệu làm căn cứ của hồ sơ đã đổi")


def marks(client: Client, address: str) -> tuple[tuple[int, ...], str]:
    """How often a page says that something changed, and the page."""
    text = client.get(address).content.decode()
    return tuple(text.count(mark) for mark in MARKS), text


@pytest.mark.capability(119)
@pytest.mark.parametrize("kind", TEXTS)
def test_what_rests_on_a_changed_record_says_so_with_the_place_and_nothing_else_does(
    kind: str, clerk: Account, pages: dict[str, tuple[str, set[Ref]]], client: Client
) -> None:
    client.force_login(clerk)
    before = {name: marks(client, address)[0] for name, (address, _users) in pages.items()}
    assert set().union(*before.values()) == {0}
    rests = {name: behind(users) for name, (_address, users) in pages.items()}
    label, pk = random.SystemRandom().choice(sorted(r for r in set().union(*rests.values()) if r[0] == kind))
    correct(clerk.actor(), apps.get_model(label)._default_manager.get(pk=pk))
    after = {name: marks(client, address) for name, (address, _users) in pages.items()}
    said = {name: text for name, (counts, text) in after.items() if counts != before[name]}
    assert set(said) == {name for name, refs in rests.items() if (label, pk) in refs}, f"{label} {pk}"
    for name in said.keys() & {"report", "minutes"}:
        assert reverse("audit:history", args=[label, pk]) in said[name]
    for use in Use.objects.filter(source_model=label, source_id=pk):
        owner = apps.get_model(use.user_model)._default_manager.get(pk=use.user_id)
        if isinstance(owner, ArticleFigure):
            assert owner.label in said["article"]
        if isinstance(owner, Document | Conference) and owner.get_absolute_url() in dict(pages.values()):
            assert figure_text(owner, use.role) in "".join(said.values())

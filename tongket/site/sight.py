"""Which records of any room a viewer may see: one table, each line the room's own rule for its pages.

A kind of record that stands not in the table is shown to nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from tongket.access.decisions import Actor
from tongket.audit.models import Use
from tongket.awards.permissions import (
    visible_certificates,
    visible_decisions,
    visible_exemplars,
    visible_nominations,
)
from tongket.ballots.queries import visible_polls
from tongket.common.dates import today
from tongket.documents.permissions import visible_documents
from tongket.learning.permissions import visible_sessions
from tongket.meetings.permissions import visible_cell_meetings, visible_conferences
from tongket.organisation.permissions import units_among, units_where
from tongket.organisation.queries import visible_people, visible_units
from tongket.organisation.queries.people import visible_among
from tongket.oversight.permissions import visible_disciplines, visible_findings
from tongket.portal.permissions import visible_articles
from tongket.work.permissions import visible_tasks

Rule = Callable[[Actor], Q]


def _among(visible: Callable[[Actor], QuerySet[Model]], path: str = "pk") -> Rule:
    """Those that are, or by ``path`` belong to, one of the room's visible things."""
    return lambda viewer: Q(**{f"{path}__in": visible(viewer).order_by().values("pk")})


def _at_units(action: str, path: str = "unit") -> Rule:
    """Those of units at which the action is open to the viewer."""
    return lambda viewer: Q(**{f"{path}__in": units_where(viewer, action).values("pk")})


def _of_people(action: str, path: str = "person") -> Rule:
    """Those of people about whom the action is open to the viewer, the viewer's own among them."""
    return lambda viewer: Q(**{f"{path}__in": visible_people(viewer, action=action).order_by().values("pk")})


def _either(*rules: Rule) -> Rule:
    def both(viewer: Actor) -> Q:
        found = Q()
        for rule in rules:
            found |= rule(viewer)
        return found

    return both


_CONFERENCE = _among(visible_conferences, "conference")
_RATED = _either(_at_units("ratings.see_ratings"), _of_people("ratings.see_ratings"))

RULES: dict[str, Rule] = {
    "organisation.Unit": _among(visible_units),
    "office.OfficeProfile": _at_units("office.change_profile"),
    "organisation.Person": _among(visible_people),
    "documents.Document": _among(visible_documents),
    "rounds.Round": _at_units("rounds.see_rounds"),
    "work.Task": _among(visible_tasks),
    "oversight.Discipline": _among(visible_disciplines),
    "oversight.Finding": _among(visible_findings),
    "learning.StudySession": _among(visible_sessions),
    "reviews.CivilRating": _of_people("reviews.see_reviews"),
    "reviews.ResidenceComment": _of_people("reviews.see_reviews"),
    "reviews.Absence": _of_people("reviews.see_absences"),
    "reviews.Assessment": _either(_at_units("reviews.see_reviews"), _of_people("reviews.see_reviews")),
    "reviews.CollectiveRating": _either(
        _at_units("reviews.see_reviews"), _at_units("reviews.see_reviews", "peer")
    ),
    "ballots.Poll": _among(visible_polls),
    "ballots.PaperCount": _among(visible_polls, "poll"),
    "ratings.Outcome": _RATED,
    "ratings.Rating": _RATED,
    "ratings.QuotaOutcome": _at_units("ratings.see_ratings", "round__unit"),
    "ratings.SuperiorQuota": _at_units("ratings.see_ratings", "round__unit"),
    "ratings.PastLevel": _of_people("ratings.see_ratings"),
    "awards.Nomination": _among(visible_nominations),
    "awards.AwardDecision": _among(visible_decisions),
    "awards.Award": _among(visible_decisions, "decision"),
    "awards.Certificate": _among(visible_certificates),
    "awards.Exemplar": _among(visible_exemplars),
    "meetings.CellMeeting": _among(visible_cell_meetings),
    "meetings.Conference": _among(visible_conferences),
    "meetings.AgendaItem": _CONFERENCE,
    "meetings.Guest": _CONFERENCE,
    "meetings.Attendance": _CONFERENCE,
    "meetings.Speech": _CONFERENCE,
    "meetings.Direction": _CONFERENCE,
    "meetings.Conclusion": _CONFERENCE,
    "meetings.PresentationStep": _CONFERENCE,
    "meetings.StageEntry": _among(visible_conferences, "step__conference"),
    "portal.Article": _among(visible_articles),
    "portal.ArticleFigure": _among(visible_articles, "article"),
    "portal.Publication": _among(visible_articles, "article"),
    "portal.PublicPaper": _at_units("portal.see_articles"),
}


#: Of the register some are found without looking at all that the viewer sees, which may be a whole country.
AMONG: dict[str, Callable[[Actor, Sequence[int]], set[int]]] = {
    "organisation.Unit": lambda viewer, ids: units_among(viewer, "organisation.see_units", ids, today()),
    "organisation.Person": visible_among,
}

#: What the name and the address of a record are made of beside itself: read with it.
NAMED_BY: dict[str, tuple[str, ...]] = {
    "ratings.Outcome": ("round", "person", "unit"),
    "ratings.Rating": ("round", "person", "unit"),
    "ratings.QuotaOutcome": ("round", "group"),
    "ratings.SuperiorQuota": ("round",),
    "reviews.Assessment": ("round", "person", "unit"),
    "reviews.ResidenceComment": ("round",),
    "awards.AwardDecision": ("document",),
    "awards.Award": ("person", "unit"),
    "awards.Nomination": ("round", "person", "unit"),
    "awards.Exemplar": ("person",),
    "meetings.StageEntry": ("step",),
    "portal.PublicPaper": ("document",),
}


def visible(viewer: Actor, references: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Model]:
    """The records of ('room.Model', id) that the viewer may see, with one query per kind of record.

    Absent and invisible ones are both left out.
    """
    wanted: dict[str, set[int]] = defaultdict(set)
    for label, pk in references:
        wanted[label].add(pk)
    found: dict[tuple[str, int], Model] = {}
    for label, pks in wanted.items():
        if label not in RULES:
            continue
        rows = _seen(viewer, label, pks)
        found |= {(label, row.pk): row for row in rows.select_related(*NAMED_BY.get(label, ()))}
    return found


def _seen(viewer: Actor, label: str, pks: Collection[int] | QuerySet[Any]) -> QuerySet[Model]:
    """Of the records of one kind in the table with these ids, those that the viewer may see."""
    manager = apps.get_model(label)._default_manager
    if label in AMONG:
        return manager.filter(pk__in=AMONG[label](viewer, sorted(set(pks))))
    return manager.filter(RULES[label](viewer), pk__in=pks).distinct()


def visible_sources(viewer: Actor, uses: QuerySet[Use]) -> QuerySet[Use]:
    """Of uses, those whose source the viewer may see, asked in the database: a figure may rest on thousands."""
    seen = Q(pk__in=())
    for label in uses.order_by().values_list("source_model", flat=True).distinct():
        if label in RULES:
            ids = uses.filter(source_model=label).order_by().values_list("source_id", flat=True)
            seen |= Q(source_model=label, source_id__in=_seen(viewer, label, ids).order_by().values("pk"))
    return uses.filter(seen)

"""Whose facts may have changed since outcomes were computed: the journal tells, so that not everybody is asked.

Too many is never wrong, since each of them is compared afterwards; where the journal cannot tell, it is everybody.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.db import connection
from django.db.models import Q

from tongket.audit.journal import label_of
from tongket.audit.models import Entry, Touched
from tongket.ballots.models import OptionCount, PaperCount, Poll, PollOption, person_of_ref
from tongket.organisation.models import (
    Membership,
    PartyRecord,
    Person,
    Post,
    StatusPeriod,
    Unit,
    UnitName,
    UnitParent,
)
from tongket.organisation.queries import members_of
from tongket.oversight.models import Discipline
from tongket.ratings.models import Outcome
from tongket.ratings.polls import CELL_LEVELS, SECOND_BALLOT
from tongket.reviews.models import Absence, Assessment, CivilRating, CollectiveRating
from tongket.rounds.models import Round
from tongket.rounds.queries import register_day
from tongket.work.models import Task

#: More changed records than this are no exceptions any more: then everybody is compared.
MOST = 2000
#: How long an act beside the computing may take until its entry is seen, where several write at once.
BESIDE = dt.timedelta(minutes=2)
_OF_PERSON = (Membership, PartyRecord, Post, StatusPeriod, Assessment, Task, CivilRating, Absence, Discipline)
#: A change of these may change facts of anybody.
_OF_ALL = (Unit, UnitName, UnitParent, CollectiveRating)
_OF_POLL: dict[str, str] = {
    label_of(Poll): "pk__in",
    label_of(PollOption): "options__in",
    label_of(PaperCount): "counts__in",
    label_of(OptionCount): "counts__lines__in",
}


def suspects_of(round: Round) -> frozenset[int] | None:
    """Ids of the people whose facts may have changed since the outcomes were computed; None is everybody.

    (No viewer: for freshness. Facts of units are few and always compared.)
    """
    since = _computed_by(round)
    if since is None:
        return None
    watched = [label_of(model) for model in (Person, *_OF_PERSON, *_OF_ALL)] + list(_OF_POLL)
    rows = Touched.objects.filter(entry__gt=since, model__in=watched)
    touched = list(rows.values_list("entry", "model", "object_id")[: MOST + 1])
    changed: dict[str, set[int]] = defaultdict(set)
    for _entry, model, pk in touched:
        changed[model].add(pk)
    if len(touched) > MOST or any(label_of(model) in changed for model in _OF_ALL):
        return None
    voted = _voted_on(round, changed)
    if voted is None:
        return None
    people = changed[label_of(Person)] | voted | _named_in({entry for entry, _model, _pk in touched})
    cells = set(Task.objects.filter(pk__in=changed[label_of(Task)]).values_list("cell", flat=True))
    for model in _OF_PERSON:
        rows_now = apps.get_model(label_of(model))._default_manager.filter(pk__in=changed[label_of(model)])
        people |= {pk for pk in rows_now.values_list("person", flat=True) if pk is not None}
    if cells:  # the first task recorded for a cell says of all others that they have none
        people |= set(
            members_of(round.unit, register_day(round))
            .filter(unit__in=cells)
            .values_list("person", flat=True)
        )
    return frozenset(people)


def _computed_by(round: Round) -> int | None:
    """The entry up to which the outcomes of the round know everything."""
    last = (
        Outcome.objects.filter(round=round)
        .order_by("-computed_at", "-pk")
        .values_list("pk", "computed_at")
        .first()
    )
    if last is None:
        return None
    entry = (
        Touched.objects.filter(
            model=label_of(Outcome), object_id=last[0], entry__action="ratings.compute_outcomes"
        )
        .order_by("-entry")
        .values_list("entry", flat=True)
        .first()
    )
    if entry is None or connection.vendor == "sqlite":  # one writer at a time: no act beside the computing
        return entry
    before = Entry.objects.filter(pk__lt=entry, recorded_at__lt=last[1] - BESIDE).order_by("-pk")
    return before.values_list("pk", flat=True).first() or 0


def _named_in(entries: Iterable[int]) -> set[int]:
    """People whom these entries name as the person of a record: before, after, or of one that is gone."""
    labels = {label_of(model) for model in _OF_PERSON}
    found: set[int] = set()
    for effects in Entry.objects.filter(pk__in=list(entries)).values_list("effects", flat=True):
        for effect in effects:
            if effect["model"] in labels:
                for name, old, new in effect["fields"]:
                    if name == "person":
                        found |= {pk for pk in (old, new) if isinstance(pk, int)}
    return found


def _voted_on(round: Round, changed: dict[str, set[int]]) -> set[int] | None:
    """Members on whom the changed polls of the cells vote; None when it was the ballot that all stand in."""
    wanted = Q(pk__in=[])
    for label, path in _OF_POLL.items():
        if changed[label]:
            wanted |= Q(**{path: changed[label]})
    found: set[int] = set()
    polls = Poll.objects.filter(wanted, year=round.year, purpose__in=(CELL_LEVELS, SECOND_BALLOT)).distinct()
    for poll in polls.prefetch_related("options"):
        if poll.purpose == SECOND_BALLOT:
            return None
        people = (person_of_ref(option.subject_ref) for option in poll.options.all())
        found |= {pk for pk in people if pk is not None}
    return found

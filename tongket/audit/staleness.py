"""What has changed behind something that was computed, printed or published: at first hand, or farther back.

A decision rests on ratings, these on outcomes, these on tasks: a task that was corrected later shakes all three.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import F, Model, OuterRef, QuerySet, Subquery

from tongket.audit.models import Use
from tongket.audit.queries import used_by

Reference = tuple[str, int]
#: How far back from a thing its sources' own sources are followed: award → rating → outcome → fact.
DEEPEST = 5
#: So many records stand in one question: databases take no more than some ten thousand values.
AT_ONCE = 5000


@dataclass(frozen=True)
class Behind:
    """A record that moved on or went after a value of it was used.

    ``first`` is what the thing itself took; ``changed`` the use whose source moved on, the same one at first hand.
    """

    changed: Use
    first: Use

    @property
    def direct(self) -> bool:
        """Whether the thing itself took the value."""
        return self.changed.pk == self.first.pk


def changed_behind(obj: Model, most: int) -> list[Behind]:
    """At most ``most`` records behind ``obj`` that changed since, at first hand first, one line for each record."""
    found: dict[Reference, Behind] = {}
    for behind in all_behind(used_by(obj)):
        found.setdefault((behind.changed.source_model, behind.changed.source_id), behind)
        if len(found) == most:
            break
    return list(found.values())


def moved_on(uses: QuerySet[Use]) -> Iterator[Use]:
    """Of uses, those whose source has another version now, or is gone; one query for each kind of source."""
    for model in _sources(uses):
        source = apps.get_model(model)._default_manager.filter(pk=OuterRef("source_id"))
        now = Subquery(source.values("version")[:1])
        mine = uses.filter(source_model=model).annotate(now=now)
        yield from mine.exclude(now=F("source_version")).order_by("pk")


def all_behind(own: QuerySet[Use]) -> Iterator[Behind]:
    """Everything that changed behind what ``own`` took, at first hand first; once for each of ``own`` that rests on
    it."""
    for use in moved_on(own):
        yield Behind(use, use)
    owners = set(own.order_by().values_list("user_model", "user_id").distinct())
    reached: dict[Reference, list[Use]] = {}
    seen: set[Reference] = set()
    level = _taken([own])
    for _depth in range(1, DEEPEST):
        seen |= level
        parts = list(_uses_by(level))
        for part in parts:
            for use in moved_on(part):
                user = (use.user_model, use.user_id)
                if user not in reached:
                    reached[user] = _firsts(user, owners)
                for first in reached[user]:
                    yield Behind(use, first)
        level = _taken(parts) - seen


def _sources(uses: QuerySet[Use]) -> list[str]:
    return list(uses.order_by().values_list("source_model", flat=True).distinct())


def _taken(parts: Iterable[QuerySet[Use]]) -> set[Reference]:
    """The records that these uses took something from."""
    return {
        reference
        for part in parts
        for reference in part.order_by().values_list("source_model", "source_id").distinct()
    }


def _uses_by(users: Iterable[Reference]) -> Iterator[QuerySet[Use]]:
    """What these records took in their turn, so many records at a time."""
    by_model: dict[str, list[int]] = {}
    for model, pk in sorted(users):
        by_model.setdefault(model, []).append(pk)
    for model, ids in by_model.items():
        for start in range(0, len(ids), AT_ONCE):
            yield Use.objects.filter(user_model=model, user_id__in=ids[start : start + AT_ONCE])


def _firsts(user: Reference, owners: set[Reference]) -> list[Use]:
    """The uses by which the owners took what this user stands behind."""
    found: list[Use] = []
    level, seen = [user], {user}
    while level:
        above: list[Reference] = []
        for model, pk in level:
            for use in Use.objects.filter(source_model=model, source_id=pk).order_by("pk"):
                high = (use.user_model, use.user_id)
                if high in owners:
                    found.append(use)
                elif high not in seen:
                    seen.add(high)
                    above.append(high)
        level = above
    return found

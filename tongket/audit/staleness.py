"""What has changed behind something that was computed, printed or published: at first hand, or farther back.

A decision rests on ratings, these on outcomes, these on tasks: a task that was corrected later shakes all three.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.apps import apps
from django.db.models import F, Model, OuterRef, Q, QuerySet, Subquery

from tongket.audit.models import Use

#: How far back from a thing its sources' own sources are followed: award → rating → outcome → fact.
DEEPEST = 5


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
    own = Use.objects.filter(user_model=obj._meta.label, user_id=obj.pk)
    return list(islice(_found(own, obj), most))


def _found(own: QuerySet[Use], obj: Model) -> Iterator[Behind]:
    level, seen = own, set()
    for depth in range(DEEPEST):
        below = Q()
        for model in level.order_by().values_list("source_model", flat=True).distinct():
            part = level.filter(source_model=model)
            for use in _moved_on(part, model).order_by("pk"):
                if (model, use.source_id) not in seen:
                    seen.add((model, use.source_id))
                    yield Behind(use, use if depth == 0 else _first(use, obj))
            below |= Q(user_model=model, user_id__in=part.values("source_id"))
        if not below:
            return
        level = Use.objects.filter(below)


def _moved_on(uses: QuerySet[Use], model: str) -> QuerySet[Use]:
    """Of uses of one kind of record, those whose source has another version now, or is gone."""
    source = apps.get_model(model)._default_manager.filter(pk=OuterRef("source_id"))
    return uses.annotate(now=Subquery(source.values("version")[:1])).exclude(now=F("source_version"))


def _first(use: Use, obj: Model) -> Use:
    """The use by which the thing itself took what the changed record stands behind."""
    wanted = (obj._meta.label, obj.pk)
    level, seen = [use], {(use.user_model, use.user_id)}
    while level:
        above = []
        for low in level:
            for high in Use.objects.filter(source_model=low.user_model, source_id=low.user_id).order_by("pk"):
                if (high.user_model, high.user_id) == wanted:
                    return high
                if (high.user_model, high.user_id) not in seen:
                    seen.add((high.user_model, high.user_id))
                    above.append(high)
        level = above
    return use

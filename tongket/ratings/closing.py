"""What of the rating keeps a round from being locked."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tongket.common.errors import Text
from tongket.ratings.models import Outcome, Rating
from tongket.ratings.states import Scope
from tongket.rounds.models import Round


def open_items(round: Round) -> list[Text]:
    """Levels that were computed and not decided, and decisions that came out of order; no viewer."""
    items: list[Text] = []
    decided = Rating.objects.results().filter(round=round)
    people = Outcome.objects.filter(
        round=round, person__isnull=False, scope__in=[Scope.RATED, Scope.UNDETERMINED]
    ).exclude(person__in=decided.filter(person__isnull=False).values("person"))
    count = people.count()
    if count:
        items.append(_("%(count)s đảng viên chưa có quyết định mức xếp loại") % {"count": count})
    irregular = Rating.objects.filter(round=round, irregular=True).count()
    if irregular:
        items.append(_("%(count)s quyết định trái trình tự chưa được khắc phục") % {"count": irregular})
    return items

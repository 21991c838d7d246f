"""A nomination came back for completion: told to those who nominate where it came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongket.access.roles import Role
from tongket.awards.models import NominationStep
from tongket.awards.states import NominationState
from tongket.notices.kinds import Due, NoticeKind, Params
from tongket.site.reminders.recipients import LATE, recorded_since, who_may

NAME = "awards.returned"
NOMINATORS = (Role.CLERK, Role.COMMITTEE_SECRETARY, Role.CELL_SECRETARY)


def words(params: Params) -> str:
    """'Một hồ sơ đề nghị khen thưởng cần bổ sung.'"""
    return gettext("Một hồ sơ đề nghị khen thưởng được trả lại, cần bổ sung.")


KIND = NoticeKind(NAME, _("Hồ sơ khen thưởng cần bổ sung"), words)


def find(now: dt.datetime) -> Iterator[Due]:
    """Nominations whose return was recorded within the last days and which still wait."""
    returned = NominationStep.objects.filter(
        state=NominationState.RETURNED, nomination__state=NominationState.RETURNED
    )
    recorded = recorded_since(NominationStep, returned, now - LATE)
    steps = returned.filter(pk__in=list(recorded)).select_related(
        "nomination__nominated_by", "nomination__round"
    )
    for step in steps.order_by("pk"):
        nomination = step.nomination
        for account in who_may("awards.nominate", nomination.nominated_by, NOMINATORS):
            yield Due(
                account_id=account.pk,
                key=f"returned:{step.pk}",
                kind=NAME,
                at=recorded[step.pk],
                url=nomination.get_absolute_url(),
                unit_id=nomination.round.unit_id,
            )

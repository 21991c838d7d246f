"""Papers opened to the public, each with its ground and end."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.awards.models import AwardDecision
from tongket.awards.queries.public import shown_awards
from tongket.common.dates import format_day
from tongket.common.errors import WrongState
from tongket.common.text import clean
from tongket.documents.models import Document
from tongket.organisation.models import Unit
from tongket.portal.errors import (
    PaperGroundMissing,
    PaperNotIssued,
    PaperPublicAlready,
    WithdrawalReasonMissing,
)
from tongket.portal.models import PublicPaper
from tongket.portal.permissions import may_at


def publish_paper(
    document: Document,
    *,
    actor: Actor,
    unit: Unit,
    ground: str,
    published_on: dt.date,
    text: str = "",
    until: dt.date | None = None,
) -> PublicPaper:
    """Open a signed paper to the public: number, date, issuer, subject and ``text``.

    The names of a commendation go with it only where their own ground is recorded
    (``awards.record_publication_ground``); they are a snapshot of that day.
    """
    with acting("portal.publish_paper", actor=actor, unit_id=unit.pk, happened_on=published_on) as act:
        require(may_at(actor, "publish_paper", unit))
        if not clean(ground):
            raise PaperGroundMissing(document=document)
        if not document.stands:
            raise PaperNotIssued(document=document, state=document.get_state_display())
        known = PublicPaper.objects.filter(document=document).first()
        if known is not None and known.withdrawn_on is None:
            raise PaperPublicAlready(document=document, day=format_day(known.published_on))
        names = _names_of(document)
        values = {
            "text": text.strip(),
            "names": names,
            "ground": clean(ground),
            "published_on": published_on,
            "published_until": until,
        }
        if known is not None:
            paper = act.update(known, withdrawn_on=None, withdrawal_reason="", **values)
        else:
            paper = act.create(PublicPaper, unit=unit, document=document, **values)
        act.use(document, by=paper, role="published", field="subject", value=document.subject)
        return paper


def _names_of(document: Document) -> list[str]:
    decision = AwardDecision.objects.filter(document=document).first()
    if decision is None:
        return []
    awards = decision.awards.select_related("person", "unit", "decision")
    return [a.recipient_name for a in shown_awards(awards) if a.stands]


def withdraw_paper(paper: PublicPaper, *, actor: Actor, happened_on: dt.date, reason: str) -> PublicPaper:
    """Take a paper from the public; when it stood there and why it went stays recorded."""
    with acting(
        "portal.withdraw_paper", actor=actor, unit_id=paper.unit_id, happened_on=happened_on, reason=reason
    ) as act:
        require(may_at(actor, "withdraw_paper", paper.unit))
        if not clean(reason):
            raise WithdrawalReasonMissing(act=_("rút văn bản"))
        if paper.withdrawn_on is not None:
            raise WrongState(thing=paper, state=_("đã rút"), act=_("rút văn bản"))
        return act.update(paper, withdrawn_on=happened_on, withdrawal_reason=clean(reason))

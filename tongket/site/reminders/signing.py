"""A document was submitted for signature: told to those who sign at its unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongket.access.roles import Role
from tongket.documents.models import Document
from tongket.documents.states import DocumentState
from tongket.notices.kinds import Due, NoticeKind, Params
from tongket.site.reminders.recipients import LATE, recorded_since, who_may

NAME = "documents.submitted"


def words(params: Params) -> str:
    """'Một văn bản chờ ký.'"""
    return gettext("Một văn bản đã trình, đang chờ ký.")


KIND = NoticeKind(NAME, _("Văn bản chờ ký"), words)


def find(now: dt.datetime) -> Iterator[Due]:
    """Documents submitted within the last days."""
    waiting = Document.objects.filter(state=DocumentState.SUBMITTED).select_related("unit")
    submitted = recorded_since(Document, waiting, now - LATE, "documents.submit_document")
    for document in waiting.filter(pk__in=list(submitted)):
        for account in who_may("documents.sign_document", document.unit, [Role.COMMITTEE_SECRETARY]):
            yield Due(
                account_id=account.pk,
                key=f"sign:{document.pk}:{submitted[document.pk].isoformat()}",
                kind=NAME,
                at=submitted[document.pk],
                url=document.get_absolute_url(),
                unit_id=document.unit_id,
            )

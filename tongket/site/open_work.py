"""What is open at a unit in all rooms: taken over by whoever takes over a post."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.common.dates import format_day
from tongket.documents.permissions import visible_documents
from tongket.documents.states import DocumentState
from tongket.imports.models import BatchState
from tongket.imports.queries import recent_batches
from tongket.organisation.models import Unit
from tongket.organisation.open_work import OpenWork, declare_open_work
from tongket.organisation.queries import subtree
from tongket.privacy.queries import OPEN, visible_requests
from tongket.rounds.queries import rounds_around
from tongket.rounds.states import RoundState
from tongket.site.home import waiting

UNFINISHED = (DocumentState.DRAFTING, DocumentState.SUBMITTED, DocumentState.SIGNED)


def register() -> None:
    """Tell the register where open work is found."""
    for source in (open_acts, unfinished_documents, waiting_files, waiting_requests):
        declare_open_work(source)


def open_acts(viewer: Actor, unit: Unit) -> Iterator[OpenWork]:
    """What waits for the viewer in the rounds at the unit that are not closed."""
    for round in rounds_around(viewer, unit).exclude(state=RoundState.CLOSED):
        for item in waiting(viewer, round):
            yield OpenWork(str(item.act.title), item.act.due_on, str(round), item.act.url)


def unfinished_documents(viewer: Actor, unit: Unit) -> Iterator[OpenWork]:
    """Papers of the unit that are drafted, submitted for signature, or signed and not sent out."""
    rows = visible_documents(viewer).filter(unit=unit, state__in=UNFINISHED, received=False)
    for paper in rows.order_by("date", "pk"):
        place = f"{_('Văn bản')}: {paper.get_state_display()}"
        yield OpenWork(str(paper), None, place, paper.get_absolute_url())


def waiting_files(viewer: Actor, unit: Unit) -> Iterable[OpenWork]:
    """Uploaded lists of the unit that were looked at and not written."""
    for batch in recent_batches(viewer, unit.pk).filter(state=BatchState.DRAFT):
        text = _("Tệp %(name)s chưa ghi") % {"name": batch.file_name}
        place = _("Nhập từ Excel, ngày %(day)s") % {"day": format_day(batch.happened_on)}
        yield OpenWork(text, None, place, batch.get_absolute_url())


def waiting_requests(viewer: Actor, unit: Unit) -> Iterator[OpenWork]:
    """Requests to correct personal data at or below the unit that are not finished."""
    rows = visible_requests(viewer).filter(state__in=OPEN, unit__in=subtree(unit).order_by().values("pk"))
    for request in rows:
        yield OpenWork(
            _("Đề nghị sửa dữ liệu cá nhân"), request.due_on, _("Dữ liệu cá nhân"), request.get_absolute_url()
        )

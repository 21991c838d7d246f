"""What is read of notices, letters and reminders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor
from tongket.common.errors import Missing
from tongket.notices.kinds import kind_of, kinds
from tongket.notices.models import Letter, Notice, Preference, Reminder
from tongket.notices.permissions import unit_ids
from tongket.notices.states import LetterState, ReminderState, Way


def inbox(viewer: Actor, *, unread: bool = False) -> QuerySet[Notice]:
    """The viewer's notices, newest first."""
    found = Notice.objects.filter(account_id=viewer.account_id)
    return found.filter(read_at__isnull=True) if unread else found


def unread_count(viewer: Actor) -> int:
    """How many notices the viewer has not opened."""
    return inbox(viewer, unread=True).count()


def get_notice(viewer: Actor, pk: int) -> Notice:
    """One of the viewer's own notices, else ``Missing``."""
    found = inbox(viewer).filter(pk=pk).first()
    if found is None or viewer.account_id is None:
        raise Missing(thing=_("thông báo này"))
    return found


def ways_of(account_ids: Iterable[int], kind: str) -> dict[int, Way]:
    """How each account wants notices of a kind (no viewer: for actions)."""
    ids = list(account_ids)
    chosen = Preference.objects.filter(kind=kind, account_id__in=ids).values_list("account_id", "way")
    return dict.fromkeys(ids, kind_of(kind).way) | {account: Way(way) for account, way in chosen}


@dataclass(frozen=True)
class Choice:
    """One kind with the way that the viewer gets it."""

    kind: str
    label: str
    way: Way


def choices(viewer: Actor) -> list[Choice]:
    """Every kind of notice with the viewer's own choice, else the usual way."""
    own = dict(Preference.objects.filter(account_id=viewer.account_id).values_list("kind", "way"))
    return [Choice(k.name, str(k.label), Way(own.get(k.name, k.way))) for k in kinds()]


def addresses(account_ids: Iterable[int]) -> dict[int, str]:
    """Confirmed addresses by account: whoever has none gets no letters (no viewer: for sending)."""
    if not settings.TONGKET_SENDS_MAIL:
        return {}
    confirmed = EmailAddress.objects.filter(user_id__in=list(account_ids), verified=True)
    return dict(confirmed.order_by("primary", "-pk").values_list("user_id", "email"))


def has_address(viewer: Actor) -> bool:
    """Whether letters reach the viewer."""
    return viewer.account_id in addresses([viewer.account_id] if viewer.account_id else [])


@dataclass(frozen=True)
class Sent:
    """Notices of one kind given on one day: to how many, and what became of their letters."""

    day: dt.date
    label: str
    people: int
    read: int
    letters: int
    sent: int
    waiting: int
    unknown: int
    failed: int


def sent(viewer: Actor, since: dt.date) -> list[Sent]:
    """What was given at the viewer's units since a day, newest first."""

    def of(*states: str) -> Count:
        return Count("letter", filter=Q(letter__state__in=states))

    rows = (
        Notice.objects.filter(unit_id__in=unit_ids(viewer, "see_sent"), created_at__date__gte=since)
        .annotate(day=TruncDate("created_at"))
        .order_by("-day", "kind")
        .values("day", "kind")
        .annotate(
            people=Count("account", distinct=True),
            read=Count("pk", filter=Q(read_at__isnull=False)),
            letters=Count("letter"),
            sent=of(LetterState.SENT),
            waiting=of(LetterState.WAITING, LetterState.TAKEN),
            unknown=of(LetterState.UNKNOWN),
            failed=of(LetterState.FAILED),
        )
    )
    return [Sent(label=str(kind_of(row.pop("kind")).label), **row) for row in rows]


def unsettled(viewer: Actor) -> QuerySet[Letter]:
    """Letters about the viewer's units of which nobody knows whether they were sent, and those that were not; those
    that were sent again are left out."""
    about = Notice.objects.filter(unit_id__in=unit_ids(viewer, "see_sent")).values("letter")
    return (
        Letter.objects.filter(pk__in=about, state__in=[LetterState.UNKNOWN, LetterState.FAILED])
        .select_related("account")
        .order_by("-taken_at", "-pk")
    )


def get_unsettled(viewer: Actor, pk: int) -> Letter:
    """One of them, else ``Missing``."""
    found = unsettled(viewer).filter(pk=pk).first()
    if found is None:
        raise Missing(thing=_("thư này"))
    return found


@dataclass(frozen=True)
class Coming:
    """Reminders of one kind that will be given on one day, and to how many."""

    day: dt.date
    label: str
    people: int


def coming(viewer: Actor) -> list[Coming]:
    """What will be reminded of at the viewer's units, soonest first."""
    rows = (
        Reminder.objects.filter(unit_id__in=unit_ids(viewer, "see_sent"), state=ReminderState.WAITING)
        .annotate(day=TruncDate("at"))
        .order_by("day", "kind")
        .values("day", "kind")
        .annotate(people=Count("account", distinct=True))
    )
    return [Coming(row["day"], str(kind_of(row["kind"]).label), row["people"]) for row in rows]


def notices_of(letters: Sequence[Letter]) -> dict[int, list[Notice]]:
    """Notices by letter, oldest first (no viewer: for sending)."""
    found: dict[int, list[Notice]] = {letter.pk: [] for letter in letters}
    for notice in Notice.objects.filter(letter__in=letters).order_by("created_at", "pk"):
        found[notice.letter_id].append(notice)
    return found

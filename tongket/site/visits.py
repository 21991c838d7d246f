"""When somebody was here last, and what others changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.access.models import Account
from tongket.audit.models import Entry
from tongket.common.dates import today, valid_on
from tongket.organisation.models import Unit, UnitClosure
from tongket.organisation.permissions import READERS, holdings
from tongket.organisation.queries import subtree
from tongket.site.acts import act_text, is_told

SESSION_KEY = "changes_since"
MOST_SHOWN = 8


@dataclass(frozen=True)
class Change:
    """One act of somebody else, told on the first page."""

    text: str
    who: str
    unit: str
    when: dt.datetime
    happened_on: dt.date
    times: int


def last_visit(request: HttpRequest) -> dt.datetime | None:
    """When the viewer was here before this session; noted once per session. None on the first visit.

    This is the account's own bookmark, no record of the office: it is not journaled.
    """
    if SESSION_KEY not in request.session:
        account = Account.objects.filter(pk=request.actor.account_id)
        seen = account.values_list("seen_until", flat=True).first()
        request.session[SESSION_KEY] = seen.isoformat() if seen else ""
        account.update(seen_until=timezone.now())
    return parse_datetime(request.session[SESSION_KEY]) if request.session[SESSION_KEY] else None


def changes_since(viewer: Actor, unit: Unit, since: dt.datetime | None) -> list[Change]:
    """Others' acts at the unit and below it since a moment, newest first.

    Acts of one kind at one unit that one person did within a minute, as from a sheet, are one line.

    Only for those who read the office's records there; a member hears of own things through own pages.
    """
    tops = holdings(viewer).filter(role__in=[str(r) for r in READERS]).values("unit")
    below = UnitClosure.objects.filter(valid_on(today()), ancestor__in=tops).values("descendant")
    names = dict(subtree(unit).filter(pk__in=below).values_list("pk", "name"))
    if not names:
        return []
    entries = (
        Entry.objects.filter(unit_id__in=names).exclude(actor_account_id=viewer.account_id).order_by("-pk")
    )
    if since is not None:
        entries = entries.filter(recorded_at__gt=since)
    told: dict[tuple[object, ...], list[Entry]] = {}
    for entry in entries.defer("effects")[:400]:
        if not is_told(entry.action):
            continue
        minute = entry.recorded_at.replace(second=0, microsecond=0)
        kind = (entry.action, entry.unit_id, entry.actor_account_id, minute)
        if kind not in told and len(told) == MOST_SHOWN:
            break
        told.setdefault(kind, []).append(entry)
    people = actor_names(group[0] for group in told.values())
    return [
        Change(
            text=act_text(group[0].action),
            who=doer(group[0], people),
            unit=names[group[0].unit_id],
            when=group[0].recorded_at,
            happened_on=group[0].happened_on,
            times=len(group),
        )
        for group in told.values()
    ]


def actor_names(entries: Iterable[Entry]) -> dict[int | None, str]:
    """Display names of those who acted and in whose place, by account id, in one query."""
    ids = {pk for e in entries for pk in (e.actor_account_id, e.in_place_of_id)}
    return dict(Account.objects.filter(pk__in=ids - {None}).values_list("pk", "display_name"))


def doer(entry: Entry, names: Mapping[int | None, str]) -> str:
    """Who did an act, and in whose place where a deputy did it."""
    name = names.get(entry.actor_account_id, "")
    if entry.in_place_of_id is None:
        return name
    return _("%(deputy)s (thay %(holder)s)") % {"deputy": name, "holder": names.get(entry.in_place_of_id, "")}

"""Telling people something, reminding them when it falls due, and what they do with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tongket.access.decisions import ALLOWED, Actor, require
from tongket.audit.journal import Act, acting
from tongket.common.errors import WrongState
from tongket.notices.errors import UnknownKind
from tongket.notices.kinds import Due, Source, kind_of, kinds
from tongket.notices.models import Letter, Notice, Preference, Reminder
from tongket.notices.permissions import may_read, may_send_again
from tongket.notices.queries import addresses, ways_of
from tongket.notices.states import LetterState, ReminderState, Way

#: When the daily letter goes out, in the installation's time.
DIGEST_HOUR = 7


def notify(
    kind: str,
    *,
    actor: Actor,
    accounts: Iterable[int],
    key: str,
    params: Mapping[str, Any] | None = None,
    url: str = "",
    unit_id: int | None = None,
) -> int:
    """Tell accounts something, each once per ``key``; returns how many had not been told yet.

    Called from actions of rooms above, which ask their own permission. ``params`` hold ids, numbers and neutral words.
    """
    now = timezone.now()
    with acting("notices.notify", actor=actor, unit_id=unit_id) as act:
        require(ALLOWED)
        dues = [Due(a, key, kind, now, dict(params or {}), url, unit_id) for a in dict.fromkeys(accounts)]
        return _give(act, dues, now)


def _give(act: Act, dues: list[Due], now: dt.datetime) -> int:
    known = set(
        Notice.objects.filter(
            account_id__in={d.account_id for d in dues}, key__in={d.key for d in dues}
        ).values_list("account_id", "key")
    )
    fresh = [d for d in dues if (d.account_id, d.key) not in known]
    letters = _letters(act, fresh, now)
    act.create_many(
        Notice,
        [
            {
                "account_id": d.account_id,
                "kind": d.kind,
                "key": d.key,
                "params": d.params,
                "url": d.url,
                "unit_id": d.unit_id,
                "letter": letters.get((d.account_id, d.key)),
                "created_at": now,
            }
            for d in fresh
        ],
    )
    return len(fresh)


def _letters(act: Act, dues: list[Due], now: dt.datetime) -> dict[tuple[int, str], Letter]:
    """The letter of each that gets one: its own, or the one of the day."""
    reached = addresses({d.account_id for d in dues})
    ways = {k: ways_of([d.account_id for d in dues if d.kind == k], k) for k in {d.kind for d in dues}}
    morning = next_digest(now)
    wanted: dict[tuple[int, str], tuple[int, str]] = {}
    for due in dues:
        way = ways[due.kind][due.account_id]
        if due.account_id not in reached or way == Way.INBOX:
            continue
        key = f"digest:{timezone.localdate(morning).isoformat()}" if way == Way.DIGEST else due.key
        wanted[due.account_id, due.key] = (due.account_id, key)
    daily = {pair for pair in wanted.values() if pair[1].startswith("digest:")}
    there = {
        (letter.account_id, letter.key): letter
        for letter in Letter.objects.filter(
            account_id__in={a for a, _key in daily}, key__in={k for _account, k in daily}
        )
    }
    lacking = [pair for pair in dict.fromkeys(wanted.values()) if pair not in there]
    made = act.create_many(
        Letter,
        [
            {
                "account_id": account,
                "key": key,
                "digest": (account, key) in daily,
                "at": morning if (account, key) in daily else now,
            }
            for account, key in lacking
        ],
    )
    there |= {(letter.account_id, letter.key): letter for letter in made}
    return {pair: there[letter] for pair, letter in wanted.items()}


def next_digest(now: dt.datetime) -> dt.datetime:
    """The moment at which the next daily letter is sent."""
    local = timezone.localtime(now)
    morning = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return morning if local < morning else morning + dt.timedelta(days=1)


def plan_reminders(source: Source, *, actor: Actor, now: dt.datetime) -> int:
    """Bring the table of due acts up to what the source names: new ones are noted, moved ones moved, those that it
    no longer names called off. Returns how many rows changed."""
    named = {(due.account_id, due.key): due for due in source.find(now)}
    rows = Reminder.objects.filter(source=source.name)
    waiting = {(r.account_id, r.key): r for r in rows.filter(state=ReminderState.WAITING)}
    # What was called off before and is named again waits again; what was given once is given no more.
    ended = {
        (r.account_id, r.key): r
        for r in rows.exclude(state=ReminderState.WAITING).filter(key__in={k for _account, k in named})
    }
    back = [r for pair, r in ended.items() if pair in named and r.state == ReminderState.CALLED_OFF]
    fresh = [d for pair, d in named.items() if pair not in waiting and pair not in ended]
    gone = [r for pair, r in waiting.items() if pair not in named]
    kept = [(r, named[pair]) for pair, r in waiting.items() if pair in named]
    changed = [(r, due) for r, due in kept if (r.at, r.params, r.url) != (due.at, due.params, due.url)]
    changed += [(r, named[r.account_id, r.key]) for r in back]
    if not (fresh or gone or changed):
        return 0
    with acting("notices.plan_reminders", actor=actor) as act:
        require(ALLOWED)
        act.create_many(Reminder, [vars(due) | {"source": source.name} for due in fresh])
        for row in gone:
            act.update(row, state=ReminderState.CALLED_OFF)
        for row, due in changed:
            act.update(row, state=ReminderState.WAITING, at=due.at, params=due.params, url=due.url)
    return len(fresh) + len(gone) + len(changed)


def fire_reminders(*, actor: Actor, now: dt.datetime) -> int:
    """Give every reminder whose moment has come; all in one transaction, so that none is given twice or lost."""
    due = Reminder.objects.filter(state=ReminderState.WAITING, at__lte=now)
    if not due.exists():
        return 0
    with acting("notices.fire_reminders", actor=actor) as act:
        require(ALLOWED)
        rows = list(due.select_for_update().order_by("pk"))
        given = _give(
            act, [Due(r.account_id, r.key, r.kind, r.at, r.params, r.url, r.unit_id) for r in rows], now
        )
        for row in rows:
            act.update(row, state=ReminderState.DONE)
        return given


def open_notice(notice: Notice, *, actor: Actor) -> Notice:
    """Note that it was read."""
    if notice.read_at is not None:
        require(may_read(actor, notice))
        return notice
    with acting("notices.open_notice", actor=actor) as act:
        require(may_read(actor, notice))
        return act.update(notice, read_at=timezone.now())


def read_all(*, actor: Actor) -> int:
    """Note that everything in the own inbox was read."""
    with acting("notices.read_all", actor=actor) as act:
        require(ALLOWED)
        rows = list(Notice.objects.filter(account_id=actor.account_id, read_at__isnull=True))
        for row in rows:
            act.update(row, read_at=timezone.now())
        return len(rows)


def set_preferences(ways: Mapping[str, str], *, actor: Actor) -> None:
    """Choose how notices of each kind reach the own account."""
    known = {k.name for k in kinds()}
    for kind, way in ways.items():
        if kind not in known or way not in Way.values:
            raise UnknownKind(kind=kind, way=way)
    with acting("notices.set_preferences", actor=actor) as act:
        require(ALLOWED)
        own = {p.kind: p for p in Preference.objects.filter(account_id=actor.account_id)}
        for kind, way in ways.items():
            if kind in own:
                act.update(own[kind], way=way)
            elif way != kind_of(kind).way:
                act.create(Preference, account_id=actor.account_id, kind=kind, way=way)


def send_again(letter: Letter, *, actor: Actor) -> Letter:
    """Send anew a letter that failed, or of which nobody knows: a person decides that twice is better than never.

    The old letter stays in the log; its notices go with the new one.
    """
    with acting("notices.send_again", actor=actor) as act:
        require(may_send_again(actor, letter))
        letter = Letter.objects.select_for_update().get(pk=letter.pk)
        if letter.state not in (LetterState.UNKNOWN, LetterState.FAILED):
            raise WrongState(thing=letter.key, state=letter.get_state_display(), act=_("gửi lại"))
        base = letter.key.partition("#")[0]
        times = Letter.objects.filter(account_id=letter.account_id, key__startswith=f"{base}#").count()
        fresh = act.create(
            Letter,
            account_id=letter.account_id,
            key=f"{base}#{times + 2}",
            digest=letter.digest,
            at=timezone.now(),
        )
        for notice in letter.notices.all():
            act.update(notice, letter=fresh)
        return fresh

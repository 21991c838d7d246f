"""Sending letters. A letter is marked as taken, and that is stored, before the mail server hears of it; only then it is
handed over, and only then marked as sent. Who dies in between leaves it taken: it becomes "unknown", never sent again
by itself. This is the one place where something is written outside the journal: the rows of letters are its log."""

from __future__ import annotations

import datetime as dt
import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from tongket.notices.kinds import kind_of
from tongket.notices.models import Letter, Notice
from tongket.notices.queries import addresses, notices_of
from tongket.notices.states import LetterState

log = logging.getLogger(__name__)

#: So many letters are looked at in one round of the loop.
BATCH = 100
MOST_ATTEMPTS = 5
#: A letter that has been taken for so long was lost with its worker.
LOST_AFTER = dt.timedelta(minutes=10)

#: The server said no, or was never reached: surely not sent.
REFUSED = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPHeloError,
    smtplib.SMTPNotSupportedError,
    smtplib.SMTPAuthenticationError,
)
UNREACHED = (smtplib.SMTPConnectError, ConnectionRefusedError)


def mark_lost(taken_before: dt.datetime) -> int:
    """Letters taken before a moment and not heard of since: whether they were sent is unknown."""
    lost = Letter.objects.filter(state=LetterState.TAKEN, taken_at__lt=taken_before)
    return lost.update(state=LetterState.UNKNOWN, error="lost", ended_at=timezone.now())


def send_waiting(now: dt.datetime) -> int:
    """Send the letters whose moment has come; returns how many the mail server took."""
    letters = list(
        Letter.objects.filter(state=LetterState.WAITING, at__lte=now)
        .select_related("account")
        .order_by("at", "pk")[:BATCH]
    )
    if not letters:
        return 0
    notices, to = notices_of(letters), addresses({letter.account_id for letter in letters})
    connection, done = get_connection(), 0
    for letter in letters:
        if _take(letter):
            done += _send(letter, notices[letter.pk], to.get(letter.account_id), connection)
    return done


def _take(letter: Letter) -> bool:
    """Whether this worker may send it: the mark is stored before anything else happens."""
    mine = Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING)
    return bool(mine.update(state=LetterState.TAKEN, taken_at=timezone.now(), attempts=F("attempts") + 1))


def _end(letter: Letter, state: str, error: str = "", at: dt.datetime | None = None) -> None:
    ended = None if state == LetterState.WAITING else timezone.now()
    row = Letter.objects.filter(pk=letter.pk, state=LetterState.TAKEN)
    row.update(state=state, error=error[:60], ended_at=ended, at=at or letter.at)


def _send(letter: Letter, notices: list[Notice], address: str | None, connection: object) -> bool:
    if address is None:
        _end(letter, LetterState.FAILED, "no_address")
        return False
    message = message_of(letter, notices, address, connection)
    try:
        message.send()
    except REFUSED as error:
        _end(letter, LetterState.FAILED, type(error).__name__)
    except UNREACHED as error:
        again = letter.attempts + 1 < MOST_ATTEMPTS
        later = timezone.now() + dt.timedelta(minutes=2 ** (letter.attempts + 1))
        _end(letter, LetterState.WAITING if again else LetterState.FAILED, type(error).__name__, later)
    except (OSError, smtplib.SMTPException) as error:
        # The talk broke off in the middle: the server may have taken the letter.
        log.warning("letter %s: unknown whether it was sent (%s)", letter.pk, type(error).__name__)
        _end(letter, LetterState.UNKNOWN, type(error).__name__)
    else:
        _end(letter, LetterState.SENT)
        return True
    return False


def message_of(letter: Letter, notices: list[Notice], address: str, connection: object) -> EmailMessage:
    """The e-mail in the account's language. Its subject is the kind's label or a number: never personal data."""
    with translation.override(letter.account.language):
        if letter.digest:
            count = len(notices)
            subject = ngettext("%(n)s thông báo trong ngày", "%(n)s thông báo trong ngày", count) % {
                "n": count
            }
        else:
            subject = str(kind_of(notices[0].kind).label) if notices else gettext("Thông báo")
        site = settings.TONGKET_URL.rstrip("/")
        lines = [(n.text, f"{site}{n.url}" if site and n.url else "") for n in notices]
        body = render_to_string("notices/letter.txt", {"lines": lines, "site": site})
    return EmailMessage(
        subject=f"[tongket] {subject}",
        body=body,
        to=[address],
        connection=connection,
        # Answering machines need not answer, and a letter that arrives twice can be told by its number.
        headers={"Auto-Submitted": "auto-generated", "X-Tongket-Letter": str(letter.pk)},
    )

"""Letters: neutral subjects, at most once per key, and honest about what nobody knows."""

from __future__ import annotations

import datetime as dt
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from pytest_django import Settings

from tongket.access.decisions import ALLOWED, Decision
from tongket.audit.models import Entry
from tongket.common.errors import NotPermitted, WrongState
from tongket.notices import actions, permissions
from tongket.notices.actions import next_digest, send_again
from tongket.notices.models import Letter, Notice
from tongket.notices.post import mark_lost, send_waiting
from tongket.notices.states import LetterState
from tongket.notices.tests.factories import letter_to, make_account, tell

pytestmark = pytest.mark.django_db
HERE = "tongket.notices.tests.test_letters"


class Dying(EmailBackend):
    """The worker is killed right after the mail server took the letter."""

    def send_messages(self, messages: list[mail.EmailMessage]) -> int:
        super().send_messages(messages)
        raise KeyboardInterrupt


class Refusing(EmailBackend):
    def send_messages(self, messages: list[mail.EmailMessage]) -> int:
        raise smtplib.SMTPRecipientsRefused({})


class Absent(EmailBackend):
    def send_messages(self, messages: list[mail.EmailMessage]) -> int:
        raise ConnectionRefusedError


class Breaking(EmailBackend):
    def send_messages(self, messages: list[mail.EmailMessage]) -> int:
        raise smtplib.SMTPServerDisconnected


def state(letter: Letter) -> str:
    letter.refresh_from_db()
    return letter.state


def test_a_letter_is_sent_with_a_subject_that_is_the_same_for_everybody() -> None:
    letter = letter_to()
    assert send_waiting(timezone.now()) == 1
    assert state(letter) == LetterState.SENT
    assert mail.outbox[0].subject == "[tongket] Việc chạy nền đã kết thúc"
    assert mail.outbox[0].to == ["thu@tongket.example"]
    assert "https://tongket.example/viec-chay/1/" in mail.outbox[0].body


def test_letters_come_in_the_language_of_the_account() -> None:
    letter = letter_to()
    letter.account.language = "en"
    letter.account.save()
    send_waiting(timezone.now())
    assert mail.outbox[0].subject == "[tongket] Background work has ended"


def test_without_a_confirmed_address_there_is_the_inbox_alone() -> None:
    assert tell(make_account("a", way="email")).letter is None


def test_without_a_mail_server_there_is_the_inbox_alone(settings: Settings) -> None:
    settings.TONGKET_SENDS_MAIL = False
    assert tell(make_account("a", "a@tongket.example", "email")).letter is None


def test_the_days_notices_come_in_one_letter_in_the_morning() -> None:
    account = make_account("a", "a@tongket.example", "digest")
    letters = {tell(account, key).letter_id for key in ("1", "2", "3")}
    letter = Letter.objects.get(pk__in=letters)
    morning = next_digest(timezone.now())
    assert (letter.digest, letter.at) == (True, morning)
    assert send_waiting(morning - dt.timedelta(seconds=1)) == 0
    assert send_waiting(morning) == 1
    assert mail.outbox[0].subject == "[tongket] 3 thông báo trong ngày"
    assert mail.outbox[0].body.count("- Một việc chạy nền") == 3


def test_a_worker_that_dies_in_between_leaves_the_letter_unknown_and_it_is_not_sent_twice(
    settings: Settings,
) -> None:
    letter = letter_to()
    settings.EMAIL_BACKEND = f"{HERE}.Dying"
    with pytest.raises(KeyboardInterrupt):
        send_waiting(timezone.now())
    assert state(letter) == LetterState.TAKEN
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mark_lost(timezone.now())
    assert state(letter) == LetterState.UNKNOWN
    assert str(letter.get_state_display()) == "Chưa rõ đã gửi hay chưa"
    assert send_waiting(timezone.now()) == 0
    assert len(mail.outbox) == 1


def test_a_letter_that_is_being_sent_is_not_taken_by_a_second_worker() -> None:
    letter = letter_to()
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.TAKEN, taken_at=timezone.now())
    assert send_waiting(timezone.now()) == 0
    mark_lost(timezone.now() - dt.timedelta(minutes=10))
    assert state(letter) == LetterState.TAKEN


def test_a_talk_that_breaks_off_leaves_the_letter_unknown(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{HERE}.Breaking"
    letter = letter_to()
    send_waiting(timezone.now())
    assert (state(letter), letter.error) == (LetterState.UNKNOWN, "SMTPServerDisconnected")


def test_a_server_that_says_no_has_not_sent_it(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{HERE}.Refusing"
    letter = letter_to()
    send_waiting(timezone.now())
    assert state(letter) == LetterState.FAILED
    assert str(letter.reason) == "Máy chủ thư không nhận địa chỉ người nhận"


def test_a_server_that_is_not_there_is_asked_again_later_and_given_up_in_the_end(
    settings: Settings,
) -> None:
    settings.EMAIL_BACKEND = f"{HERE}.Absent"
    letter = letter_to()
    attempts = 0
    while state(letter) == LetterState.WAITING:
        assert letter.at >= timezone.now() or attempts == 0
        send_waiting(letter.at + dt.timedelta(seconds=1))
        attempts += 1
    assert (letter.state, attempts) == (LetterState.FAILED, 5)


def test_an_address_that_was_taken_away_gets_nothing() -> None:
    letter = letter_to()
    letter.account.emailaddress_set.all().delete()
    assert send_waiting(timezone.now()) == 0
    assert (state(letter), letter.error) == (LetterState.FAILED, "no_address")


def test_the_office_may_send_an_unknown_letter_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permissions, "_UNIT_IDS", [lambda actor, action: [7]])
    letter, clerk = letter_to(unit_id=7), make_account("clerk").actor()
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.UNKNOWN)
    fresh = send_again(letter, actor=clerk)
    assert Notice.objects.get().letter == fresh
    assert send_waiting(timezone.now()) == 1
    assert state(letter) == LetterState.UNKNOWN
    assert Entry.objects.filter(action="notices.send_again").exists()
    with pytest.raises(NotPermitted):
        send_again(letter, actor=clerk)


def test_what_was_sent_is_not_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "may_send_again", allowed)
    letter = letter_to()
    send_waiting(timezone.now())
    with pytest.raises(WrongState):
        send_again(letter, actor=make_account("clerk").actor())


def allowed(_actor: object, _letter: Letter) -> Decision:
    return ALLOWED

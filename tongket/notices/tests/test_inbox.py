"""What somebody is told stands in the own inbox, once."""

from __future__ import annotations

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.test import Client
from django.urls import reverse

from tongket.access.decisions import SYSTEM
from tongket.audit.models import Entry
from tongket.common.errors import Missing, NotPermitted
from tongket.notices.actions import notify, open_notice, read_all, set_preferences
from tongket.notices.errors import UnknownKind
from tongket.notices.finished_work import KIND
from tongket.notices.models import Notice
from tongket.notices.queries import choices, get_notice, inbox, unread_count
from tongket.notices.states import Way
from tongket.notices.tests.factories import make_account, tell

pytestmark = pytest.mark.django_db


def test_an_account_is_told_once_per_key() -> None:
    first, second = make_account("a"), make_account("b")
    accounts = [first.pk, second.pk, first.pk]
    told = [
        notify(KIND, actor=SYSTEM, accounts=accounts, key="k", params={"done": True}) for _again in range(2)
    ]
    assert told == [2, 0]
    assert unread_count(first.actor()) == unread_count(second.actor()) == 1


def test_a_notice_is_words_in_the_readers_language() -> None:
    from django.utils import translation

    notice = tell(make_account("a"))
    assert notice.text == "Một việc chạy nền đã xong, kết quả ở trang của việc đó."
    with translation.override("en"):
        assert notice.text == "A piece of background work is done; its page has the result."


def test_opening_marks_as_read_and_is_journaled() -> None:
    account = make_account("a")
    notice = tell(account)
    open_notice(notice, actor=account.actor())
    assert unread_count(account.actor()) == 0
    assert Entry.objects.filter(action="notices.open_notice", actor_account_id=account.pk).count() == 1


def test_nobody_reads_anothers_notices() -> None:
    notice, stranger = tell(make_account("a")), make_account("b").actor()
    assert not inbox(stranger).exists()
    with pytest.raises(Missing):
        get_notice(stranger, notice.pk)
    with pytest.raises(NotPermitted):
        open_notice(notice, actor=stranger)


def test_all_are_marked_at_once_and_only_ones_own() -> None:
    mine, other = make_account("a"), make_account("b")
    for key in ("1", "2", "3"):
        tell(mine, key)
    tell(other)
    assert read_all(actor=mine.actor()) == 3
    assert (unread_count(mine.actor()), unread_count(other.actor())) == (0, 1)


def test_the_way_is_chosen_per_kind() -> None:
    account = make_account("a")
    usual = {c.kind: c.way for c in choices(account.actor())}
    set_preferences({KIND: Way.DIGEST}, actor=account.actor())
    chosen = {c.kind: c.way for c in choices(account.actor())}
    assert chosen == usual | {KIND: Way.DIGEST}
    with pytest.raises(UnknownKind):
        set_preferences({KIND: "dove"}, actor=account.actor())


def test_the_page_lists_opens_and_leads_to_the_thing(client: Client) -> None:
    account = make_account("a")
    notice = tell(account)
    client.force_login(account)
    page = client.get(reverse("notices:inbox")).content.decode()
    assert notice.text in page
    assert "1 thông báo chưa đọc" in page
    answer = client.post(reverse("notices:open_notice", args=[notice.pk]), {"den": "1"})
    assert answer.headers["Location"] == notice.url
    assert notice.text not in client.get(reverse("notices:inbox")).content.decode()
    assert notice.text in client.get(reverse("notices:inbox"), {"xem": "tat-ca"}).content.decode()


def test_a_notice_leads_only_within_this_site(client: Client) -> None:
    account = make_account("a")
    notice = tell(account)
    Notice.objects.filter(pk=notice.pk).update(url="https://elsewhere.example/")
    client.force_login(account)
    answer = client.post(reverse("notices:open_notice", args=[notice.pk]), {"den": "1"})
    assert answer.headers["Location"] == reverse("notices:inbox")


def test_preferences_are_chosen_on_their_page(client: Client) -> None:
    account = make_account("a")
    client.force_login(account)
    page = client.get(reverse("notices:preferences")).content.decode()
    assert "chưa có địa chỉ thư đã xác nhận" in page
    assert client.post(reverse("notices:preferences"), {KIND: "digest"}).status_code == 302
    assert next(c.way for c in choices(account.actor()) if c.kind == KIND) == Way.DIGEST
    assert client.post(reverse("notices:preferences"), {KIND: "dove"}).status_code == 409


def test_the_number_of_unread_notices_stands_on_every_page(client: Client) -> None:
    account = make_account("a")
    for key in ("1", "2"):
        tell(account, key)
    client.force_login(account)
    assert "2 chưa đọc" in client.get("/").content.decode()


def test_a_lost_account_takes_its_notices_with_it() -> None:
    account = make_account("a")
    notice = tell(account)
    account.delete()
    with pytest.raises(ObjectDoesNotExist):
        notice.refresh_from_db()

"""Accounts that are told things, without people or units."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from tongket.access.decisions import SYSTEM
from tongket.access.models import Account
from tongket.notices.actions import notify, set_preferences
from tongket.notices.finished_work import KIND
from tongket.notices.models import Letter, Notice


def make_account(login: str, address: str = "", way: str = "") -> Account:
    """An account; with a confirmed address when one is given, and its way for notices of finished work."""
    account = Account.objects.create_user(login, display_name=login)
    if address:
        EmailAddress.objects.create(user=account, email=address, verified=True, primary=True)
    if way:
        set_preferences({KIND: way}, actor=account.actor())
    return account


def tell(account: Account, key: str = "k", unit_id: int | None = None) -> Notice:
    """One notice of finished work."""
    notify(
        KIND,
        actor=SYSTEM,
        accounts=[account.pk],
        key=key,
        params={"done": True},
        url="/viec-chay/1/",
        unit_id=unit_id,
    )
    return Notice.objects.get(account=account, key=key)


def letter_to(login: str = "thu", key: str = "k", unit_id: int | None = None) -> Letter:
    """A letter that waits, to an account of its own."""
    notice = tell(make_account(login, f"{login}@tongket.example", "email"), key, unit_id)
    assert notice.letter is not None
    return notice.letter

"""Accounts. Who a person is and which posts they hold lies in the room organisation."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor, Channel


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; called by actions only."""

    def create_user(self, login: str, password: str | None = None, **fields: Any) -> Account:
        account = self.model(login=login, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(login=username)


class Account(AbstractBaseUser):
    """Somebody who signs in. E-mail is optional: half of the members have none."""

    login = models.CharField(_("Tên đăng nhập"), max_length=60, unique=True)
    email = models.EmailField(_("Thư điện tử"), blank=True)
    display_name = models.CharField(_("Tên hiển thị"), max_length=200)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    language = models.CharField(max_length=5, default="vi")
    seen_until = models.DateTimeField(null=True)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]
    objects = AccountManager()

    def __str__(self) -> str:
        return self.display_name

    def actor(self, channel: str = Channel.PAGE) -> Actor:
        """This account as the doer of acts."""
        return Actor(account_id=self.pk, channel=channel, label=self.display_name)


class SubmittedForm(models.Model):
    """A form that was sent: the same one, sent again by a double click or the back button, does nothing twice.

    The key tells neither what was sent nor by whom.
    """

    key = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    led_to = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.key

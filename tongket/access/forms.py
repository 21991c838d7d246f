"""Forms of sign-in that differ from django-allauth's."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm


class AddKeyForm(AddWebAuthnForm):
    """A new key replaces the password unless its owner wants it as a second step only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True

"""A form that was sent after the session had ended: what was typed is kept until its owner signs in again.

It lies encrypted in the session of the browser that sent it, for half an hour, and is given back only to the
account that had typed it where that is known (a signed mark in the browser tells). Files can't be kept.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from tongket.common.sealed import seal, unseal

SESSION_KEY = "kept_form"
PURPOSE = "kept form"
#: Name of the field by which a form says that it is a kept one, sent again.
MARK = "kept-form"
COOKIE = "tongket-who"
SECONDS = 30 * 60
MOST_CHARACTERS = 500_000


@dataclass(frozen=True)
class Kept:
    """A kept form: where it was sent, its fields, and whether files were chosen with it."""

    key: str
    path: str
    fields: list[tuple[str, str]]
    had_files: bool

    @property
    def texts(self) -> list[str]:
        """What a person typed or chose, for showing: no empty fields, no numbers of records and versions."""
        return [value for _, value in self.fields if value.strip() and not value.isdecimal()]


def mark_browser(request: HttpRequest, response: HttpResponse) -> None:
    """Leave a signed mark of the account in the browser, which outlives the session and opens nothing."""
    if not request.user.is_authenticated:
        return
    if request.get_signed_cookie(COOKIE, None) == str(request.user.pk):
        return
    response.set_signed_cookie(
        COOKIE, str(request.user.pk), httponly=True, samesite="Lax", secure=request.is_secure()
    )


def _typed_by(request: HttpRequest) -> str:
    known = getattr(request, "signed_out_account", None)
    if known is not None:
        return str(known)
    try:
        return str(request.get_signed_cookie(COOKIE, ""))
    except signing.BadSignature:
        return ""


def keep(request: HttpRequest) -> bool:
    """Keep what the form of this request holds; False when it holds nothing or too much to keep."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", MARK) and "password" not in name
        for value in values
    ]
    text = json.dumps({"path": request.get_full_path(), "fields": fields, "files": bool(request.FILES)})
    if not (fields or request.FILES) or len(text) > MOST_CHARACTERS:
        return False
    request.session[SESSION_KEY] = {
        "key": get_random_string(16),
        "by": _typed_by(request),
        "at": int(time.time()),
        "form": seal(text, PURPOSE),
    }
    return True


def kept_form(request: HttpRequest) -> Kept | None:
    """The form kept for whoever is signed in now; None when there is none, or it is another's, or too old."""
    found = request.session.get(SESSION_KEY)
    if not found or time.time() - found["at"] > SECONDS or found["by"] not in ("", str(request.user.pk)):
        return None
    text = unseal(found["form"], PURPOSE)
    if text is None:
        return None
    form = json.loads(text)
    return Kept(found["key"], form["path"], [(n, v) for n, v in form["fields"]], form["files"])


def forget(request: HttpRequest) -> None:
    """Drop the kept form."""
    request.session.pop(SESSION_KEY, None)

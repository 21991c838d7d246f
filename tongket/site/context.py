"""What every page's frame shows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from tongket.notices.queries import unread_count
from tongket.organisation.permissions import is_empty_installation
from tongket.site import kept_forms
from tongket.site.demo_accounts import demo_accounts
from tongket.site.navigation import menu
from tongket.site.recent import recent
from tongket.site.views.search import shortcut_is_on


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Scope, menu and languages for the frame; the menu is empty for whoever is not signed in."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated and hasattr(request, "scope"))
    return {
        "scope": getattr(request, "scope", None),
        "actor": getattr(request, "actor", None),
        "signed_in": signed_in,
        "unread_notices": SimpleLazyObject(lambda: unread_count(request.actor)) if signed_in else 0,
        "search_shortcut": int(shortcut_is_on(request)) if signed_in else 0,
        "recent_pages": SimpleLazyObject(lambda: recent(request)) if signed_in else [],
        "menu": SimpleLazyObject(lambda: menu(request)) if signed_in else [],
        "languages": settings.LANGUAGES,
        "keeps_form": not signed_in and kept_forms.SESSION_KEY in getattr(request, "session", ()),
        "demo": settings.TONGKET_DEMO,
        "training": settings.TONGKET_TRAINING,
        "demo_password": settings.TONGKET_DEMO_PASSWORD if settings.TONGKET_DEMO else "",
        "is_empty": is_empty_installation,
        "demo_accounts": demo_accounts if settings.TONGKET_DEMO and not signed_in else [],
    }

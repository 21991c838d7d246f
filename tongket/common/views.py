"""What views of all rooms share."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view as open to everyone; every other view asks for sign-in."""
    view.is_public = True  # type: ignore[attr-defined]
    return view

"""What every page's frame shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Scope and actor for the top bar; empty for requests that never reached the viewer middleware."""
    return {"scope": getattr(request, "scope", None), "actor": getattr(request, "actor", None)}

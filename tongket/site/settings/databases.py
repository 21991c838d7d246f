"""How tongket opens a database."""

from __future__ import annotations

from typing import Any

import dj_database_url


def database(url: str) -> dict[str, Any]:
    """Django's settings for the database at a URL."""
    settings: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60))
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        # Django's default transaction mode loses most concurrent writes with "database is locked":
        # a transaction that reads first cannot be upgraded. IMMEDIATE takes the write lock at its start.
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        }
    return settings

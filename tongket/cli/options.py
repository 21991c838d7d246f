"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import dj_database_url

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, exists=True, path_type=Path)
LANGUAGES = click.Choice(["vi", "en"])
DAY = click.DateTime(["%Y-%m-%d"])


class DatabaseUrl(click.ParamType):
    """The address of a database; a file's folder, or the file itself where it is read from, must be there."""

    name = "url"

    def __init__(self, *, exists: bool = False) -> None:
        self.exists = exists

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            settings = dj_database_url.parse(value) if value else {}
        except ValueError:
            settings = {}
        if not settings.get("NAME"):
            self.fail(
                f"{value or '–'}: không phải địa chỉ cơ sở dữ liệu, ví dụ / no database URL, for example "
                "sqlite:////du-lieu/moi.sqlite3",
                param,
                ctx,
            )
        if settings["ENGINE"] == "django.db.backends.sqlite3":
            path = Path(settings["NAME"])
            if self.exists and not path.is_file():
                self.fail(f"{path}: không có tệp này / no such file", param, ctx)
            if not path.parent.is_dir():
                self.fail(f"{path.parent}: không có thư mục này / no such folder", param, ctx)
        return str(value)


#: A database that may be made, and one that must be there.
NEW_DATABASE, DATABASE = DatabaseUrl(), DatabaseUrl(exists=True)


def reach(alias: str) -> None:
    """Open the database of an alias; told in one line where it can't be reached."""
    from django.db import DatabaseError, connections

    try:
        connections[alias].ensure_connection()
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        raise click.ClickException(
            f"Không mở được cơ sở dữ liệu / the database can't be opened: {reason}"
        ) from error

"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, exists=True, path_type=Path)
LANGUAGES = click.Choice(["vi", "en"])
DAY = click.DateTime(["%Y-%m-%d"])

"""Text catalogues are kept as .po and compiled where the program is installed."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parent.parent


def catalogues() -> list[Path]:
    """Every .po file of the package."""
    return sorted(PACKAGE.glob("**/locale/*/LC_MESSAGES/django.po"))


def compile_catalogues() -> None:
    """Write the .mo beside every .po that is newer than it."""
    for po in catalogues():
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        locale = po.parent.parent.name
        with po.open("rb") as source:
            catalogue = read_po(source, locale=locale, abort_invalid=True)
        with mo.open("wb") as target:
            write_mo(target, catalogue)

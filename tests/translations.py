"""Every text of the product stands in an English catalogue: extracted by gettext, then compared."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import django
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.utils.translation import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "tongket"
KEYWORDS = [
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
    "_",
    "gettext",
    "ngettext:1,2",
]


def sources(room: Path) -> list[tuple[Path, str]]:
    """Python files and templates of a room, as text that xgettext reads as Python."""
    found = []
    for path in sorted(room.rglob("*")):
        if "tests" in path.parts or "migrations" in path.parts or "static" in path.parts:
            continue
        if path.suffix == ".py":
            found.append((path, path.read_text(encoding="utf-8")))
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            found.append((path, templatize(path.read_text(encoding="utf-8"), origin=str(path))))
    return found


Key = tuple[str, str]


def key_of(message: Message) -> Key:
    """Context and msgid (the singular one)."""
    return message.context or "", message.id[0] if isinstance(message.id, tuple | list) else message.id


def extract(room: Path) -> set[Key]:
    """The texts that a room's sources use, with their contexts."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number, (_, text) in enumerate(sources(room)):
            name = Path(folder, f"{number}.py")
            name.write_text(text, encoding="utf-8")
            names.append(str(name))
        if not names:
            return set()
        target = Path(folder, "out.pot")
        command = ["xgettext", "--language=Python", "--from-code=UTF-8", "-o", str(target)]
        subprocess.run(
            [*command, *(f"--keyword={k}" for k in KEYWORDS), *names], check=True, capture_output=True
        )
        if not target.exists():
            return set()
        text = target.read_text(encoding="utf-8").replace("charset=CHARSET", "charset=UTF-8")
        target.write_text(
            text.replace("nplurals=INTEGER; plural=EXPRESSION", "nplurals=2; plural=(n != 1)"),
            encoding="utf-8",
        )
        with target.open("rb") as pot:
            return {key_of(m) for m in read_po(pot) if m.id}


def known() -> dict[Key, str]:
    """Text → English text, over the catalogues of all rooms."""
    texts: dict[Key, str] = {}
    for po in PACKAGE.glob("*/locale/en/LC_MESSAGES/django.po"):
        with po.open("rb") as source:
            for message in read_po(source, locale="en", abort_invalid=True):
                if message.id and not message.fuzzy:
                    text = message.string[0] if isinstance(message.string, tuple | list) else message.string
                    texts[key_of(message)] = text
    return texts


def missing() -> list[tuple[str, Key]]:
    """(room, text) of every text without an English one."""
    texts = known()
    return [
        (room.name, text)
        for room in sorted(p for p in PACKAGE.iterdir() if p.is_dir())
        for text in sorted(extract(room))
        if not texts.get(text)
    ]


def main() -> int:
    """Name every text without an English one; 0 when there is none."""
    django.setup()
    lacking = missing()
    for room, (context, text) in lacking:
        print(f"{room}: {context} {text!r}")
    print(f"{len(lacking)} texts without English")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())

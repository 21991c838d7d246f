"""Texts that were no longer, or not yet, in force in the year for which a pack or a layer cites them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tongket.rules.load_facts import read_head
from tongket.rules.model import Citation, LegalText, Pack
from tongket.rules.phrases import phrase
from tongket.rules.yamlsource import read_yaml

EXPIRED, NOT_YET = "expired", "not_yet"


@dataclass(frozen=True, slots=True)
class Outdated:
    """A text that is cited although it was not in force at the end of the year, and who cites it."""

    text: LegalText
    state: str
    year: int
    cited_by: tuple[str, ...]

    def sentence(self, lang: str) -> str:
        """What is wrong with the text, since when, what replaced it and where it is cited."""
        day = self.text.valid_until if self.state == EXPIRED else self.text.valid_from
        shown = "" if day is None else day.strftime("%d/%m/%Y")
        said = phrase(f"text_{self.state}", lang, text=self.text.id, day=shown, year=self.year)
        if self.state == EXPIRED and self.text.replaced_by:
            said += phrase("text_replaced", lang, other=self.text.replaced_by)
        if self.cited_by:
            said += phrase("text_used_by", lang, places="; ".join(self.cited_by))
        return f"{said}."


@cache
def known_texts(root: Path) -> tuple[LegalText, ...]:
    """Every text that some pack below `root` implements, each once."""
    found: dict[str, LegalText] = {}
    for path in sorted(root.glob("*/*/pack.yaml")):
        head = read_head(read_yaml(path.read_text(encoding="utf-8-sig"), str(path.relative_to(root))))
        for text in head.texts:
            found.setdefault(text.id, text)
    return tuple(found.values())


def outdated_texts(pack: Pack) -> tuple[Outdated, ...]:
    """Texts cited by the pack or one of its layers that were not in force on the pack's day.

    A layer cites freely ("HD 21 II.6"), so its words are searched for the texts of every pack; a text of the
    pack itself counts when a clause or a parameter cites it.
    """
    day = pack.as_of or datetime.date(pack.year, 12, 31)
    by_text: dict[str, dict[str, None]] = {}
    for cite in _citations(pack):
        for text in _named(cite, pack):
            if _state(text, day):
                by_text.setdefault(text.id, {})[cite.layer] = None
    texts = {text.id: text for text in (*known_texts(Path(pack.root)), *pack.texts)}
    return tuple(
        Outdated(texts[name], _state(texts[name], day), pack.year, tuple(filter(None, layers)))
        for name, layers in by_text.items()
    )


def _citations(pack: Pack) -> Iterable[Citation]:
    for clause in pack.clauses.values():
        yield from clause.cites
    for parameter in pack.parameters.values():
        yield from parameter.cites


def _state(text: LegalText, day: datetime.date) -> str:
    """Why a text was not in force on a day; empty when it was."""
    if text.valid_from > day:
        return NOT_YET
    return EXPIRED if text.valid_until is not None and text.valid_until <= day else ""


def _named(cite: Citation, pack: Pack) -> list[LegalText]:
    """The known texts that a citation names: by their whole id, or by its start where that is one text only."""
    own = {text.id: text for text in pack.texts}
    if cite.text in own:
        return [own[cite.text]]
    if not cite.layer:
        return []
    said = f"{cite.text} {cite.place}"
    known = {text.id: text for text in (*known_texts(Path(pack.root)), *pack.texts)}
    return [text for text in known.values() if _says(said, text.id, list(known))]


def _says(said: str, text_id: str, others: list[str]) -> bool:
    if re.search(rf"(?<!\w){re.escape(text_id)}(?![\w-])", said):
        return True
    short = re.split(r"[-/]", text_id)[0]
    alone = sum(1 for other in others if re.split(r"[-/]", other)[0] == short) == 1
    return alone and re.search(rf"(?<!\w){re.escape(short)}(?![\w/-])", said) is not None

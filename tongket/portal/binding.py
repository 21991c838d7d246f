"""Values of a text that come from records: each has a key, and the records behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tongket.audit.models import Record
from tongket.common.text import clean
from tongket.portal.facts import Facts, sources_text
from tongket.portal.states import BlockKind, FigureKind

BYLINE = "Nhóm PV"
#: First words that keep their capital inside a sentence.
PROPER = frozenset({"Đảng", "Đoàn", "Hội", "Công", "Chi", "Ban", "Ủy", "Chỉ", "Nghị"})

Source = tuple[Record, str, object]


@dataclass(frozen=True)
class Bound:
    """A value of the text with the records it comes from: (record, field, value) each."""

    key: str
    kind: FigureKind
    value: str
    label: str
    source: str
    records: tuple[Source, ...]


@dataclass
class Draft:
    """An article before it is stored."""

    title: str = ""
    dateline: str = ""
    body: list[dict[str, str]] = field(default_factory=list)
    captions: list[dict[str, object]] = field(default_factory=list)
    byline: str = BYLINE
    bound: dict[str, Bound] = field(default_factory=dict)


class Binder:
    """Collects bound values while a text is written; a method returns the value's place in the text."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.draft = Draft()

    def _bind(
        self, key: str, kind: FigureKind, value: str, label: str, records: Sequence[Source], source: str = ""
    ) -> str:
        text = source or sources_text([r for r, _field, _value in records])
        self.draft.bound[key] = Bound(key, kind, value, label, text, tuple(records))
        return f"{{{key}}}"

    def _name(self, key: str, kind: FigureKind, value: str, label: str, record: Record, name: str) -> str:
        return self._bind(key, kind, value, label, [(record, name, value)])

    def _count(
        self, key: str, records: Sequence[Record], label: str, source: str = "", name: str = ""
    ) -> str:
        """The number of the records, bound to every one of them."""
        values = [(r, name, getattr(r, name) if name else 1) for r in records]
        return self._bind(key, FigureKind.NUMBER, str(len(records)), label, values, source)

    def _paragraph(self, *sentences: str) -> None:
        text = " ".join(s for s in sentences if s)
        if text:
            self.draft.body.append({"kind": BlockKind.PARAGRAPH, "text": text})

    def _quote(self, key: str, text: str, label: str, record: Record) -> str:
        words = clean(text).rstrip(".;").replace(";", ",")
        if words.split(" ", 1)[0] not in PROPER:
            words = words[:1].lower() + words[1:]
        return self._bind(key, FigureKind.TEXT, words, label, [(record, "text", clean(text))])

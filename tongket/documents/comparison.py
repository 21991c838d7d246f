"""The copy that came back from the signer compared with what the system made: which lines differ."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from tongket.common.text import clean
from tongket.documents import store
from tongket.documents.models import AttachedFile, Document
from tongket.documents.papers import word_of
from tongket.documents.rendering import word_text


@dataclass(frozen=True)
class Difference:
    """Lines of ours beside those of the returned copy; one of the two is empty where lines came or went."""

    ours: str
    returned: str


def differences(document: Document, file: AttachedFile) -> list[Difference]:
    """What differs between the document's own Word form and the returned Word copy, in order (U5).

    The signed text prevails: the data are corrected by an act that cites it. Raises NoDraft, NotPrintable.
    """
    ours = _lines(word_text(word_of(document)))
    returned = _lines(word_text(store.content_of(file.sha256)))
    matcher = difflib.SequenceMatcher(a=ours, b=returned, autojunk=False)
    found = []
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        before, after = ours[start:end], returned[other_start:other_end]
        for index in range(max(len(before), len(after))):
            one = before[index] if index < len(before) else ""
            other = after[index] if index < len(after) else ""
            found.append(Difference(one, other))
    return found


def _lines(text: str) -> list[str]:
    return [line for line in (clean(part) for part in text.split("\n")) if line]

"""Text typed in the fonts of before Unicode: recognising TCVN3 (ABC) and VNI, and showing what it means.

Nothing here changes data: a caller shows :attr:`LegacyText.converted` and a person decides. The tables are
those of the viparse package; what they leave out of VNI (ẳ, Ẳ) is added.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from tongket.common.text import nfc

_TONE_MARKS = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_SHARP_TONES = ("\u0301", "\u0323")

_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?"
_OPEN_NUCLEUS = (
    "iêu|yêu|oai|oao|oay|oeo|uai|uao|uau|uay|uây|uôi|uya|uyu|ươi|ươu|"
    "ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oa|oe|oi|oo|ôi|ơi|ua|uê|ui|uơ|uy|ưa|ưi|ưu|"
    "[aeêioôơuưy]"
)
_CLOSED_NUCLEUS = "uyê|iê|yê|oa|oă|oe|oo|ua|uâ|uê|uô|uy|ươ|ôô|[aăâeêioôơuưy]"
_SYLLABLE = re.compile(
    f"{_ONSET}(?:(?P<open>{_OPEN_NUCLEUS})|(?P<closed>{_CLOSED_NUCLEUS})(?P<coda>ch|ng|nh|[cmnpt]))"
)
_TONE_ON_EITHER = frozenset(("oa", "oe", "uy"))
_MARKED_VOWELS = "ăâêôơ"
_STOPS = frozenset(("c", "ch", "p", "t"))

_EDGE = " \t\r\n.,;:!?()[]{}\"'/-_0123456789"
_CP1252_EXTRAS = frozenset(bytes(range(0x80, 0xA0)).decode("cp1252", errors="ignore"))

ENCODING_NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}
"""Names as people know them from their fonts."""


@dataclass(frozen=True)
class LegacyText:
    """A text recognised as typed in an old encoding."""

    encoding: str
    """``tcvn3`` or ``vni``."""
    converted: str
    """What it says in Unicode (NFC): a proposal to look at; toned capitals of TCVN3 come out small."""


def is_vietnamese_syllable(word: str) -> bool:
    """Whether a word is spelt as a Vietnamese syllable can be, tone included; case must be regular."""
    if not (word.islower() or word.isupper() or word[1:].islower() or len(word) == 1):
        return False
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in decomposed if ord(mark) in _TONE_MARKS]
    if len(tones) > 1:
        return False
    plain = nfc(decomposed.translate(_TONE_MARKS))
    match = _SYLLABLE.fullmatch(plain)
    if match is None:
        return False
    if not tones:
        return match["coda"] not in _STOPS
    place = next(
        index for index, pair in enumerate(zip(nfc(word.lower()), plain, strict=True)) if len(set(pair)) > 1
    )
    return place in _tone_places(match) and (match["coda"] not in _STOPS or tones[0] in _SHARP_TONES)


def _tone_places(match: re.Match[str]) -> set[int]:
    """Indexes in the word where the tone mark may stand (old and new placement)."""
    group = "closed" if match["closed"] else "open"
    vowels, start = match[group], match.start(group)
    if group == "closed":
        return {start + len(vowels) - 1}
    marked = [index for index, vowel in enumerate(vowels) if vowel in _MARKED_VOWELS]
    if marked:
        return {start + marked[-1]}
    if len(vowels) == 3:
        return {start + 1}
    return {start, start + 1} if vowels in _TONE_ON_EITHER else {start}


def detect_legacy(text: str) -> LegacyText | None:
    """Recognises TCVN3 or VNI by content: words that are no Vietnamese become Vietnamese when converted.

    Returns None for Unicode Vietnamese, for other languages and where every word could also be meant as it
    stands. Names of minorities (Êban, Niê) and foreign names stay untouched, because converting them
    doesn't give Vietnamese syllables.
    """
    return None if text.isascii() else _detect(text)


@lru_cache(maxsize=8192)
def _detect(text: str) -> LegacyText | None:
    composed = nfc(text)
    if not all(ord(char) <= 0xFF or char in _CP1252_EXTRAS for char in composed):
        return None
    before = _valid_share(composed)
    if before == 1:
        return None
    best: tuple[float, LegacyText] | None = None
    for encoding in ("tcvn3", "vni"):
        converted = convert_legacy(composed, encoding)
        after = _valid_share(converted)
        convincing = after >= 0.75 or after - before >= 0.5
        if convincing and after > before and (best is None or after > best[0]):
            best = after, LegacyText(encoding, converted)
    return best[1] if best else None


def convert_legacy(text: str, encoding: str) -> str:
    """The text read in ``tcvn3`` or ``vni``, as Unicode (NFC). Raises ValueError for another encoding."""
    # Imported here: the package costs a tenth of a second, and hardly any file needs it.
    from viparse.normalize.encodings import get_charmap
    from viparse.normalize.tables import convert

    charmap = get_charmap(encoding) if encoding in ENCODING_NAMES else None
    if charmap is None:
        raise ValueError(f"unknown legacy encoding: {encoding!r}")
    source = text
    if encoding == "vni":
        source = source.replace("aú", "ẳ").replace("aÚ", "ẳ").replace("AÚ", "Ẳ").replace("Aú", "Ẳ")
    converted = nfc(convert(source, charmap))
    # The capitals' font of TCVN3 draws small letters as capitals: a text without small letters is in capitals.
    capitals = re.findall("[A-Z]", text)
    all_capitals = encoding == "tcvn3" and len(capitals) >= 2 and re.search("[a-z]", text) is None
    return converted.upper() if all_capitals else converted


def _valid_share(text: str) -> float:
    words = [word for word in (part.strip(_EDGE) for part in re.split(r"[\s,;/()-]+", text)) if word]
    if not words:
        return 1
    return sum(map(is_vietnamese_syllable, words)) / len(words)

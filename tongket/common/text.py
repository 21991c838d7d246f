"""Vietnamese text: one clean form, keys to match, to search and to sort by, and faults of typing.

Three keys, none of them for display:

* :func:`matching_key` - are two writings the same name? Case, spaces, composition and the place of the
  tone mark are folded, letters and tones are kept (Hoà = Hòa, Hòa differs from Hoa).
* :func:`search_key` - what somebody types without accents.
* :func:`name_sort_key` - the order of a list of people (given name, family name, middle names), as a text
  of digits, so that every database sorts it the same way whatever its collation.
"""

import re
import unicodedata
from functools import lru_cache

NO_BREAK_SPACES = "\u00a0\u2007\u202f"
"""Spaces that look like ordinary ones and come from web pages and Word."""

LINE_BREAK = re.compile("[\n\r\v\f\u0085\u2028\u2029]")

_INVISIBLE_RANGES = (
    "\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
)
_INVISIBLE = re.compile(f"[{_INVISIBLE_RANGES}]")
_SPACES = re.compile(r"\s+")
_AROUND_HYPHEN = re.compile(r"\s*-\s*")

_TONES = {"\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}
"""Tone marks in the order of Vietnamese dictionaries; 1 is the level tone, which has no mark."""

_VOWEL_MARKS = {"\u0306", "\u0302", "\u031b"}

_PUNCTUATION_FOLD = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u00b4": "'", "`": "'",
    "\u201c": '"', "\u201d": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
})  # fmt: skip

_LOOKALIKES = str.maketrans(
    "АВСЕНІЈКМОРЅТХУаеіјорѕсху" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABCEHIJKMOPSTXYaeijopscxy" + "ABEZHIKMNOPTYXo",
)
_ETH = {"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"}
"""Letters of other languages that are taken for Đ and look the same."""
_LOOKALIKES.update({ord(letter): ord(twin) for letter, twin in _ETH.items()})
_LOOKALIKE_LETTERS = frozenset(chr(code) for code in _LOOKALIKES)
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")

_FULLWIDTH = re.compile("[\uff01-\uff5e]")
_FULLWIDTH_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def nfc(text: str) -> str:
    """The text in composed form (NFC), otherwise untouched."""
    return unicodedata.normalize("NFC", text)


def is_decomposed(text: str) -> bool:
    """Whether the text carries letters and accents as separate characters."""
    return not unicodedata.is_normalized("NFC", text)


def clean(text: str) -> str:
    """NFC, every run of white space (no-break spaces and line breaks too) as one space, none at the ends."""
    return _SPACES.sub(" ", nfc(text)).strip()


def without_invisible(text: str) -> str:
    """The text without characters that nobody sees (zero width, direction marks, control characters)."""
    return _INVISIBLE.sub("", text)


def invisible_characters(text: str) -> tuple[str, ...]:
    """Names of the invisible characters in the text, each once, in order of appearance ("U+200B")."""
    return tuple(dict.fromkeys(f"U+{ord(found):04X}" for found in _INVISIBLE.findall(text)))


def has_line_break(text: str) -> bool:
    """Whether the text, its ends aside, runs over more than one line."""
    return LINE_BREAK.search(text.strip()) is not None


def lookalike_letters(text: str) -> tuple[str, ...]:
    """Letters of another script (or Eth for Đ) where Vietnamese ones belong, each once, as they appear.

    A word counts when every one of its foreign letters has a Latin twin, so that a word that really is
    Russian or Greek (it has letters without a twin) isn't reported.
    """
    if text.isascii():
        return ()
    found: dict[str, None] = {}
    for word in _WORD.findall(text):
        foreign = [letter for letter in word if _is_foreign(letter)]
        if foreign and all(letter in _LOOKALIKE_LETTERS for letter in foreign):
            found.update(dict.fromkeys(foreign))
    return tuple(found)


def replace_lookalikes(text: str) -> str:
    """The text with the letters that :func:`lookalike_letters` reports turned into their Latin twins."""
    suspects = {ord(letter) for letter in lookalike_letters(text)}
    return text.translate({code: _LOOKALIKES[code] for code in suspects}) if suspects else text


def _is_foreign(letter: str) -> bool:
    return "\u0370" <= letter <= "\u052f" or letter in _ETH


def has_fullwidth(text: str) -> bool:
    """Whether the text has full-width forms (of an Asian keyboard) of digits, letters or signs."""
    return _FULLWIDTH.search(text) is not None


def replace_fullwidth(text: str) -> str:
    """Full-width digits, letters and signs as ordinary ones."""
    return text.translate(_FULLWIDTH_FOLD)


@lru_cache(maxsize=65536)
def matching_key(text: str) -> str:
    """Key under which two writings of one name are equal; letters, vowel marks and tones are kept.

    Folds composition, case, spaces, invisible characters, kinds of quote and hyphen, spaces around a
    hyphen, and where in the syllable the tone mark stands (Hoà = Hòa, Thuỷ = Thủy).
    """
    folded = without_invisible(clean(text)).translate(_PUNCTUATION_FOLD).casefold()
    folded = _SPACES.sub(" ", _AROUND_HYPHEN.sub("-", folded)).strip()
    return folded if folded.isascii() else _tones_last(folded)


def _tones_last(text: str) -> str:
    """Moves each tone mark to the end of its syllable, so that its place no longer matters."""
    out: list[str] = []
    pending: list[str] = []
    for char in unicodedata.normalize("NFD", text):
        if char in _TONES:
            pending.append(char)
            continue
        if pending and not (char.isalpha() or unicodedata.combining(char)):
            out.extend(pending)
            pending.clear()
        out.append(char)
    out.extend(pending)
    return unicodedata.normalize("NFC", "".join(out))


@lru_cache(maxsize=65536)
def search_key(text: str) -> str:
    """Lower case without any accent, Đ as d: what a person types into a search box."""
    folded = without_invisible(clean(text)).translate(_PUNCTUATION_FOLD).casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFD", folded.replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def code_sort_key(code: str) -> str:
    """A key under which codes sort as people count: CB2 before CB10."""
    return re.sub(r"\d+", lambda digits: digits.group().zfill(8), code)


def split_name(name: str) -> tuple[str, str, str]:
    """``(given, family, middle)`` of a full name; a single word is a given name. Parts may be empty."""
    words = without_invisible(clean(name)).split(" ")
    if len(words) == 1:
        return words[0], "", ""
    return words[-1], words[0], " ".join(words[1:-1])


@lru_cache(maxsize=65536)
def name_sort_key(name: str) -> str:
    """Text of digits that sorts people by given name, then family name, then middle names.

    The order of each part is that of ICU for Vietnamese: first the letters (a ă â b c d đ e ê ...), then
    the tones from the left (level, huyền, hỏi, ngã, sắc, nặng), then lower case before capitals. As it has
    digits only, a plain indexed text column gives this order in any database and any collation. Any text
    has a key; that of an empty name sorts first.
    """
    return "".join(_part_key(part) for part in split_name(name))


_LETTERS = {letter: f"{20 + place:02d}" for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_SIGNS = {sign: f"{2 + place:02d}" for place, sign in enumerate(" _-,;:!?.'\"()@*/&")}
_OTHER = "97"
_END = "00"


@lru_cache(maxsize=16384)
def _part_key(part: str) -> str:
    first: list[str] = []
    tones: list[str] = []
    cases: list[str] = []
    for char in _clusters(nfc(part.translate(_PUNCTUATION_FOLD))):
        lower, tone = _letter_and_tone(char.lower())
        if lower in _LETTERS:
            first.append(_LETTERS[lower])
        elif lower in _SIGNS:
            first.append(_SIGNS[lower])
        elif lower.isascii() and lower.isdigit():
            # Signs before digits before letters: two-digit codes 02-18 are signs, 19 opens a digit.
            first.append(f"19{lower}")
        else:
            first.append(_OTHER + "".join(f"{ord(code_point):07d}" for code_point in lower))
        tones.append(str(tone))
        cases.append("2" if char != char.lower() else "1")
    # A tail of level tones or small letters says nothing: equal first parts have equal lengths.
    return f"{''.join(first)}{_END}{''.join(tones).rstrip('1')}0{''.join(cases).rstrip('1')}0"


def _clusters(text: str) -> list[str]:
    """Letters with the combining marks that have no composed form."""
    out: list[str] = []
    for char in text:
        if out and unicodedata.combining(char):
            out[-1] += char
        else:
            out.append(char)
    return out


@lru_cache(maxsize=4096)
def _letter_and_tone(char: str) -> tuple[str, int]:
    """The Vietnamese base letter of a character and its tone; 7 for any accent that isn't Vietnamese."""
    base: list[str] = []
    tone = 1
    for code_point in unicodedata.normalize("NFD", char):
        if code_point in _TONES:
            tone = max(tone, _TONES[code_point])
        elif code_point in _VOWEL_MARKS and nfc("".join(base) + code_point) in _LETTERS:
            base = [nfc("".join(base) + code_point)]
        elif unicodedata.combining(code_point) and base:
            tone = 7
        else:
            base.append(code_point)
    return "".join(base), tone

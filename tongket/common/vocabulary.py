"""What an organisation calls its things: every such word of the interface comes from here (U40).

A vocabulary is chosen per organisation; while a page is made, one is in use. ``word("member")`` gives the word
of the vocabulary in use, in the reader's language, at the moment it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.utils.functional import lazy
from django.utils.translation import pgettext_lazy

from tongket.common.errors import Text

#: What every vocabulary names: the smallest unit and its people, the whole and its bodies, ranks, addresses.
WORDS = (
    "unit",
    "units",
    "member",
    "members",
    "outsiders",
    "organisation",
    "body",
    "office",
    "head",
    "level",
    "council_meeting",
    "unit_meeting",
    "praise_paper",
    "greeting",
)


@dataclass(frozen=True)
class Vocabulary:
    """The words of one kind of organisation, by their keys."""

    key: str
    name: Text
    words: Mapping[str, Text]

    def __post_init__(self) -> None:
        if missing := set(WORDS) - set(self.words):
            raise KeyError(f"the vocabulary {self.key} lacks {sorted(missing)}")


def _words(**words: Text) -> Mapping[str, Text]:
    return words


PARTY = Vocabulary(
    "party",
    pgettext_lazy("vocabulary", "Tổ chức đảng"),
    _words(
        unit=pgettext_lazy("party", "chi bộ"),
        units=pgettext_lazy("party", "Chi bộ"),
        member=pgettext_lazy("party", "đảng viên"),
        members=pgettext_lazy("party", "Đảng viên"),
        outsiders=pgettext_lazy("party", "Người ngoài Đảng"),
        organisation=pgettext_lazy("party", "đảng bộ"),
        body=pgettext_lazy("party", "Đảng ủy"),
        office=pgettext_lazy("party", "văn phòng Đảng ủy"),
        head=pgettext_lazy("party", "bí thư"),
        level=pgettext_lazy("party", "mức xếp loại"),
        council_meeting=pgettext_lazy("party", "Hội nghị tổng kết"),
        unit_meeting=pgettext_lazy("party", "Sinh hoạt chi bộ"),
        praise_paper=pgettext_lazy("party", "giấy khen"),
        greeting=pgettext_lazy("party", "đồng chí"),
    ),
)
AGENCY = Vocabulary(
    "agency",
    pgettext_lazy("vocabulary", "Cơ quan nhà nước"),
    _words(
        unit=pgettext_lazy("agency", "phòng"),
        units=pgettext_lazy("agency", "Phòng"),
        member=pgettext_lazy("agency", "công chức"),
        members=pgettext_lazy("agency", "Công chức"),
        outsiders=pgettext_lazy("agency", "Người ngoài cơ quan"),
        organisation=pgettext_lazy("agency", "cơ quan"),
        body=pgettext_lazy("agency", "Lãnh đạo cơ quan"),
        office=pgettext_lazy("agency", "văn phòng"),
        head=pgettext_lazy("agency", "trưởng phòng"),
        level=pgettext_lazy("agency", "mức xếp loại"),
        council_meeting=pgettext_lazy("agency", "Hội nghị tổng kết"),
        unit_meeting=pgettext_lazy("agency", "Họp phòng"),
        praise_paper=pgettext_lazy("agency", "giấy khen"),
        greeting=pgettext_lazy("agency", "ông/bà"),
    ),
)
UNIVERSITY = Vocabulary(
    "university",
    pgettext_lazy("vocabulary", "Trường đại học"),
    _words(
        unit=pgettext_lazy("university", "bộ môn"),
        units=pgettext_lazy("university", "Bộ môn"),
        member=pgettext_lazy("university", "viên chức"),
        members=pgettext_lazy("university", "Viên chức"),
        outsiders=pgettext_lazy("university", "Người ngoài trường"),
        organisation=pgettext_lazy("university", "trường"),
        body=pgettext_lazy("university", "Ban giám hiệu"),
        office=pgettext_lazy("university", "phòng tổ chức cán bộ"),
        head=pgettext_lazy("university", "trưởng bộ môn"),
        level=pgettext_lazy("university", "mức xếp loại"),
        council_meeting=pgettext_lazy("university", "Hội nghị viên chức"),
        unit_meeting=pgettext_lazy("university", "Họp bộ môn"),
        praise_paper=pgettext_lazy("university", "giấy khen"),
        greeting=pgettext_lazy("university", "thầy/cô"),
    ),
)
COMPANY = Vocabulary(
    "company",
    pgettext_lazy("vocabulary", "Doanh nghiệp"),
    _words(
        unit=pgettext_lazy("company", "bộ phận"),
        units=pgettext_lazy("company", "Bộ phận"),
        member=pgettext_lazy("company", "nhân viên"),
        members=pgettext_lazy("company", "Nhân viên"),
        outsiders=pgettext_lazy("company", "Người ngoài công ty"),
        organisation=pgettext_lazy("company", "công ty"),
        body=pgettext_lazy("company", "Ban giám đốc"),
        office=pgettext_lazy("company", "phòng nhân sự"),
        head=pgettext_lazy("company", "trưởng bộ phận"),
        level=pgettext_lazy("company", "mức đánh giá"),
        council_meeting=pgettext_lazy("company", "Hội nghị tổng kết"),
        unit_meeting=pgettext_lazy("company", "Họp bộ phận"),
        praise_paper=pgettext_lazy("company", "thư khen"),
        greeting=pgettext_lazy("company", "anh/chị"),
    ),
)
VOCABULARIES = {v.key: v for v in (PARTY, AGENCY, UNIVERSITY, COMPANY)}

_IN_USE: ContextVar[Vocabulary] = ContextVar("vocabulary", default=PARTY)


@contextmanager
def speaking(vocabulary: Vocabulary) -> Iterator[None]:
    """Use a vocabulary while the block runs."""
    token = _IN_USE.set(vocabulary)
    try:
        yield
    finally:
        _IN_USE.reset(token)


def spoken() -> Vocabulary:
    """The vocabulary in use."""
    return _IN_USE.get()


def say(key: str) -> str:
    """The word of the vocabulary in use, now."""
    return str(_IN_USE.get().words[key])


#: The same, said when it is shown: for tables of words that are made once.
word = lazy(say, str)

"""The office's book of outgoing papers as a list to import (U4): number, day, what it is about, who signed.

Numbers come from the book, gaps are normal: most papers of it are never made in tongket. A number that stands
there already with the same day, subject and signer is unchanged; with others it is wrong, since a signed paper is
changed by a correction only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tongket.common.dates import format_day
from tongket.common.text import matching_key
from tongket.documents.errors import NumberForm
from tongket.documents.numbers import TYPE_LETTERS, example, parse_reference
from tongket.documents.states import DocumentKind, DocumentScheme
from tongket.imports.cell_dates import day
from tongket.imports.cells import Context
from tongket.imports.kinds import Clash, Column, Comparison, DataRow, ImportKind, SheetSpec
from tongket.imports.problems import DUPLICATE_VALUE, Fault, ProblemKind

MISSING = ProblemKind(
    "missing_in_book", "error",
    "Ô {place} ({column}) để trống. Ghi như trong sổ văn bản đi.",
    "Cell {place} ({column}) is empty. Write what stands in the book of outgoing papers.",
)  # fmt: skip
NUMBER_SHAPE = ProblemKind(
    "number_shape", "error",
    "Ô {place} ({column}): “{value}” không đúng dạng số, ký hiệu. Ghi như “{example}”.",
    "Cell {place} ({column}): “{value}” is no number with symbol. Write it like “{example}”.",
)  # fmt: skip
UNKNOWN_KIND = ProblemKind(
    "unknown_kind_of_paper", "error",
    "Ô {place} ({column}): không có loại văn bản “{value}”. Các loại: {kinds}.",
    "Cell {place} ({column}): there is no kind of paper “{value}”. Kinds: {kinds}.",
)  # fmt: skip
NUMBER_STANDS = ProblemKind(
    "number_stands", "error",
    "Ô {place} ({column}): số “{value}” đã ghi cho “{subject}” ngày {day}, người ký {signer}. Nếu văn bản đã ký có sai "
    "sót, ghi đính chính ở trang văn bản đó.",
    "Cell {place} ({column}): “{value}” stands for “{subject}” of {day}, signed by {signer}. A mistake in a signed "
    "paper is corrected on its own page.",
)  # fmt: skip
OWN_LINE = ProblemKind(
    "number_of_own_line", "error",
    "Ô {place} ({column}): dãy số {series} do hệ thống cấp nên “{value}” không nhập từ sổ được. Tắt việc hệ thống cấp "
    "số cho dãy này trước.",
    "Cell {place} ({column}): tongket gives the numbers of {series} itself, so “{value}” can't come from the book. "
    "Switch that off for this line of numbers first.",
)  # fmt: skip
_KINDS = {matching_key(str(kind.label)): kind for kind in DocumentKind if kind != DocumentKind.SIGNED_LIST}
_BY_LETTERS = {letters: kind for kind, letters in TYPE_LETTERS.items()}
#: Issuer, number, suffix, symbol, and the line of numbers or year in which the number stands once.
Key = tuple[str, int, str, str, str]


@dataclass(frozen=True)
class KnownPaper:
    """What stands in the register under a number."""

    subject: str
    date: date
    signer: str


@dataclass(frozen=True)
class NumberLine:
    """A line of numbers that the office set: whose, of which symbol, from when to when, and who gives them."""

    issuer: str
    symbol: str
    start: date
    end: date | None
    label: str
    own_numbers: bool

    def holds(self, issuer: str, symbol: str, on: date) -> bool:
        """Whether a paper of that issuer, symbol and day has its number in this line."""
        return (issuer, symbol) == (self.issuer, self.symbol) and (
            self.start <= on and (self.end is None or on < self.end)
        )


@dataclass(frozen=True)
class KnownBook:
    """Papers by number, who issues a paper whose row names nobody, and the lines of numbers that the office set."""

    papers: Mapping[Key, KnownPaper]
    issuer: str
    lines: Sequence[NumberLine] = ()

    def line_of(self, issuer: str, symbol: str, on: date) -> NumberLine | None:
        """The line in which the number stands; None: in its year."""
        return next((line for line in self.lines if line.holds(issuer, symbol, on)), None)


@dataclass(frozen=True)
class BookRow:
    """One paper of the book."""

    reference: str
    kind: DocumentKind
    scheme: DocumentScheme
    date: date
    subject: str
    signer: str
    signer_post: str
    issuer: str


def _kind_of(row: DataRow) -> DocumentKind | None:
    """The kind that the row names, else the one that the letters of its number stand for; None: named wrongly."""
    if named := row.value("kind"):
        return _KINDS.get(matching_key(named))
    symbol = (row.value("reference") or "").upper()
    letters = (part for part in symbol.replace("/", "-").split("-") if part in _BY_LETTERS)
    return _BY_LETTERS.get(next(letters, ""), DocumentKind.LETTER)


def _scheme_of(row: DataRow) -> DocumentScheme | None:
    """The scheme by whose form the number is written; None where it is by none, or stands for an unknown kind."""
    kind = _kind_of(row)
    for scheme in (DocumentScheme.PARTY, DocumentScheme.STATE) if kind and row.value("reference") else ():
        try:
            parse_reference(row.value("reference"), kind=kind, scheme=scheme)
        except NumberForm:
            continue
        return scheme
    return None


def _row_check(row: DataRow, context: Context) -> Iterable[Fault]:
    kind = _kind_of(row)
    if kind is None:
        yield Fault(UNKNOWN_KIND, "kind", {"kinds": ", ".join(str(k.label) for k in _KINDS.values())})
    elif row.value("reference") and _scheme_of(row) is None:
        yield Fault(NUMBER_SHAPE, "reference", {"example": example(kind, DocumentScheme.PARTY)})
    elif (key := _key(row, context)) is not None:
        yield from _number_faults(row, key, _known(context))


def _number_faults(row: DataRow, key: Key, known: KnownBook) -> Iterable[Fault]:
    paper, line = known.papers.get(key), known.line_of(key[0], key[3], row.value("date"))
    if paper is not None and not _same(row, paper):
        detail = {"subject": paper.subject, "day": format_day(paper.date), "signer": paper.signer}
        yield Fault(NUMBER_STANDS, "reference", detail)
    elif paper is None and line is not None and line.own_numbers:
        yield Fault(OWN_LINE, "reference", {"series": line.label})


def _known(context: Context) -> KnownBook:
    return context.known if isinstance(context.known, KnownBook) else KnownBook({}, "")


def _key(row: DataRow, context: Context) -> Key | None:
    readable = row.value("date") is not None and _scheme_of(row) is not None
    return key_of(_record(row), _known(context)) if readable else None


def _same(row: DataRow, known: KnownPaper) -> bool:
    return (
        row.value("date") == known.date
        and matching_key(row.value("subject") or "") == matching_key(known.subject)
        and matching_key(row.value("signer") or "") == matching_key(known.signer)
    )


def _clashes(rows: Sequence[DataRow], context: Context) -> Iterator[Clash]:
    first: dict[Key, DataRow] = {}
    for row in rows:
        key = _key(row, context)
        if key is not None and first.setdefault(key, row) is not row:
            yield Clash(first[key], row, DUPLICATE_VALUE, "reference")


def _record(row: DataRow) -> BookRow:
    return BookRow(
        reference=row.value("reference"),
        kind=_kind_of(row) or DocumentKind.OTHER,
        scheme=_scheme_of(row) or DocumentScheme.PARTY,
        date=row.value("date"),
        subject=row.value("subject"),
        signer=row.value("signer"),
        signer_post=row.value("signer_post") or "",
        issuer=row.value("issuer") or "",
    )


def key_of(row: BookRow, known: KnownBook) -> Key:
    """Under which number a row of the book stands; raises NumberForm."""
    taken = parse_reference(row.reference, kind=row.kind, scheme=row.scheme)
    issuer = matching_key(row.issuer or known.issuer)
    line = known.line_of(issuer, taken.symbol, row.date)
    return issuer, taken.number, taken.suffix, taken.symbol, line.label if line else str(row.date.year)


def _compare(record: BookRow, context: Context) -> Comparison:
    known = _known(context)
    return Comparison("unchanged" if key_of(record, known) in known.papers else "new")


OUTGOING = ImportKind(
    name="outgoing_book",
    vi="Sổ văn bản đi",
    en="Book of outgoing papers",
    sheets=(
        SheetSpec(
            name="outgoing_book",
            vi="Sổ văn bản đi",
            en="Book of outgoing papers",
            columns=(
                Column("number", ("STT", "TT", "Số TT"), "No.", row_number=True),
                Column(
                    "reference",
                    ("Số, ký hiệu", "Số, ký hiệu văn bản", "Số và ký hiệu", "Số ký hiệu", "Số văn bản"),
                    "Number and symbol",
                    required=True,
                    missing=MISSING,
                ),
                Column(
                    "date",
                    (
                        "Ngày văn bản",
                        "Ngày, tháng văn bản",
                        "Ngày tháng văn bản",
                        "Ngày ban hành",
                        "Ngày ký",
                        "Ngày tháng",
                    ),
                    "Day of the paper",
                    day(),
                    required=True,
                    missing=MISSING,
                ),
                Column(
                    "kind",
                    ("Loại văn bản", "Tên loại văn bản", "Loại"),
                    "Kind of paper",
                    choices=tuple(str(kind.label) for kind in _KINDS.values()),
                ),
                Column(
                    "subject",
                    (
                        "Trích yếu",
                        "Tên loại và trích yếu nội dung văn bản",
                        "Trích yếu nội dung",
                        "Nội dung",
                        "Về việc",
                    ),
                    "Subject",
                    longest=500,
                    required=True,
                    missing=MISSING,
                ),
                Column(
                    "signer",
                    ("Người ký", "Họ tên người ký"),
                    "Signer",
                    required=True,
                    missing=MISSING,
                    longest=120,
                ),
                Column("signer_post", ("Chức vụ người ký", "Chức vụ"), "Signer's post", longest=120),
                Column(
                    "issuer", ("Cơ quan ban hành", "Đơn vị ban hành", "Cơ quan, đơn vị ban hành"), "Issuer"
                ),
            ),
            anchor="reference",
            many=True,
            record=_record,
            compare=_compare,
            row_check=_row_check,
            table_check=_clashes,
        ),
    ),
)

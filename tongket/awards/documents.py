"""Data for the papers of this room: certificates, check slips, the register book."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language

from tongket.awards.catalogue import catalogue
from tongket.awards.catalogue import kind as catalogue_kind
from tongket.awards.errors import CertificateNotPrintable, MixedBooks
from tongket.awards.models import Certificate
from tongket.awards.states import CertificateState, RegisterAct
from tongket.common.dates import valid_on
from tongket.common.text import matching_key
from tongket.documents.models import Document
from tongket.documents.rendering import profile_for, render_pdf
from tongket.documents.rendering.errors import RenderingError
from tongket.organisation.models import Membership, Person, Post, Unit
from tongket.organisation.queries import ancestors, name_on, parent_of
from tongket.organisation.states import PostSystem

_CELL_WORD = re.compile(r"\bchi bộ$", re.IGNORECASE)
_PLACE = re.compile(r"(?:tỉnh|thành phố|thị xã|huyện|quận) (?P<place>[^,]+)$", re.IGNORECASE)
_ORGANISATION = re.compile(r"^Đảng bộ\b")
_STANDING = re.compile(r"^Ban Thường vụ\b", re.IGNORECASE)
_HEAD_POSTS = ("Phó Bí thư", "Bí thư")


def committee_name(unit_name: str) -> str:
    """The committee's name from its organisation's: 'Đảng bộ Sở …' has the committee 'Đảng ủy Sở …'."""
    return _ORGANISATION.sub("Đảng ủy", unit_name)


def post_lines(people: Sequence[Person], day: dt.date) -> dict[int, str]:
    """Each person's Party posts as a certificate prints them, by person id: 'Đảng ủy viên, Bí thư Chi bộ 1'.

    Who holds none is named with the cell: 'Đảng viên Chi bộ 4'.
    """
    ids = [p.pk for p in people]
    lines: dict[int, list[str]] = defaultdict(list)
    posts = Post.objects.filter(valid_on(day), person__in=ids, system=PostSystem.PARTY).select_related("unit")
    for post in posts.order_by("unit__kind", "pk"):
        lines[post.person_id].append(_CELL_WORD.sub(post.unit.name, post.title))
    # The organisation's posts come before those of its cells, whatever order they were entered in.
    cells = Membership.objects.filter(valid_on(day), person__in=ids).select_related("unit")
    by_person = {m.person_id: m.unit.name for m in cells}
    result = {}
    for pk in ids:
        if pk in lines:
            result[pk] = ", ".join(sorted(lines[pk], key=lambda title: "Chi bộ" in title))
        elif pk in by_person:
            result[pk] = f"Đảng viên {by_person[pk]}"
    return result


def place_of(unit: Unit, day: dt.date) -> str:
    """The province (or city …) that the names of the unit and of those above it speak of, or ''."""
    for each in [unit, *ancestors(unit, day)]:
        if found := _PLACE.search(name_on(each, day)):
            return found["place"]
    return ""


def signature_of(document: Document, issuing_unit: Unit) -> dict[str, Any]:
    """The signature block of a Party paper: on behalf of the committee, with the signer's post then."""
    standing = bool(_STANDING.match(document.issuer))
    post = document.signer_post or _post_of(document, issuing_unit)
    return {
        "mode": "on_behalf",
        "body": "Ban Thường vụ" if standing else "Đảng ủy",
        "post": post or None,
        "name": document.signer,
    }


def _post_of(document: Document, issuing_unit: Unit) -> str:
    """The head's or deputy's post of who signed, from the posts at the issuing unit; '' when unknown."""
    titles = Post.objects.filter(
        valid_on(document.date),
        unit=issuing_unit,
        person__matching_key=matching_key(document.signer),
        system=PostSystem.PARTY,
    ).values_list("title", flat=True)
    return next((head for head in _HEAD_POSTS for title in titles if title.startswith(head)), "")


def certificates_data(
    certificates: Sequence[Certificate],
    *,
    place: str = "",
    blanks: bool = False,
    offset_mm: tuple[str, str] | None = None,
    backs: bool = True,
    proof: bool = False,
    check_place: str = "",
) -> dict[str, Any]:
    """The data of the paper `certificates`, all of one book and one form, in the given order."""
    first = certificates[0]
    decision = first.award.decision
    day = decision.document.date
    book = first.book
    above = parent_of(book, day)
    entry = catalogue_kind(decision.kind, day)
    signatures: dict[int, dict[str, Any]] = {}
    items = []
    for certificate in certificates:
        document = certificate.award.decision.document
        if document.pk not in signatures:
            signatures[document.pk] = signature_of(document, book)
        items.append(
            {
                "honorific": "Đồng chí" if certificate.award.person_id else None,
                "name": certificate.printed_name,
                "post": certificate.printed_post or None,
                "citation": certificate.printed_citation,
                "place": place or place_of(book, day),
                "date": document.date,
                "decision": f"Quyết định số {document.reference}",
                "decision_date": document.date,
                "register_number": certificate.number_text,
                "signature": signatures[document.pk],
                "check_code": certificate.code if backs else None,
            }
        )
    data: dict[str, Any] = {
        "superior": [name_on(above, day)] if above else [],
        "issuer": committee_name(name_on(book, day)),
        "giving": "Tặng",
        "title": entry.form.label.vi,
        "blanks": blanks,
        "backs": backs,
        "items": items,
    }
    if offset_mm:
        data["offset_mm"] = {"x": offset_mm[0], "y": offset_mm[1]}
    if proof:
        data["proof_mark"] = "BẢN THỬ"
    if check_place:
        data["check_place"] = check_place
    return data


def certificates_pdf(certificates: Sequence[Certificate], **options: Any) -> bytes:
    """The certificates of one book as one PDF, in the given order; options as in ``certificates_data``."""
    first = certificates[0]
    for other in certificates:
        if (other.book_id, other.award.form) != (first.book_id, first.award.form):
            raise MixedBooks(first=first.book, second=other.book)
    document = first.award.decision.document
    entry = catalogue_kind(first.award.kind, document.date)
    return rendered(
        "certificates",
        certificates_data(certificates, **options),
        document_date=document.date,
        scheme=entry.scheme,
    )


def rendered(paper: str, data: dict[str, Any], *, document_date: dt.date, scheme: str) -> bytes:
    """A paper as PDF in the form that held on its day; ``CertificateNotPrintable`` says what stops it."""
    try:
        profile = profile_for(scheme, document_date)
        return render_pdf(paper, data, document_date=document_date, profile=profile)
    except RenderingError as error:
        language = "en" if (get_language() or "vi").startswith("en") else "vi"
        raise CertificateNotPrintable(why=error.message[language], remedy=error.advice[language]) from error


_STATES = {
    CertificateState.ISSUED: "issued",
    CertificateState.REISSUED: "reissued",
    CertificateState.CANCELLED: "cancelled",
}


def register_data(
    book: Unit, year: int, certificates: Sequence[Certificate], as_of: dt.date
) -> dict[str, Any]:
    """The register book as an official paper; cancelled numbers stand in it, struck through."""
    above = parent_of(book, as_of)
    rows = []
    for certificate in certificates:
        award = certificate.award
        document = award.decision.document
        entry = catalogue_kind(award.kind, document.date)
        acts = {e.act: e for e in certificate.entries.all()}
        handed = acts.get(RegisterAct.HAND_OVER)
        cancelled = acts.get(RegisterAct.CANCEL)
        state = _STATES[certificate.state]
        if state == "issued" and RegisterAct.REPRINT in acts:
            state = "reprinted"
        rows.append(
            {
                "number": certificate.number_text,
                "decision": document.reference,
                "date": document.date,
                "name": certificate.printed_name,
                "unit": certificate.printed_post,
                "form": catalogue().forms[award.form].label.vi,
                "citation": certificate.printed_citation,
                "multiple": None if entry.multiple is None else str(entry.multiple),
                "received": handed.received_by or f"{handed.happened_on:%d/%m/%Y}" if handed else None,
                "state": state,
                "remark": cancelled.reason if cancelled else None,
            }
        )
    return {
        "heading": {
            "superior": [name_on(above, as_of)] if above else [],
            "issuer": committee_name(name_on(book, as_of)),
            "number": None,
            "symbol": None,
            "place": place_of(book, as_of),
            "date": as_of,
        },
        "title": "Sổ khen thưởng",
        "subject": f"năm {year}",
        "as_of": as_of,
        "rows": rows,
    }

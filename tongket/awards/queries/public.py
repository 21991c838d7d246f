"""What anyone may ask: is the certificate that I hold right? It repeats only what the asker holds (U11)."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from tongket.awards.catalogue import catalogue
from tongket.awards.catalogue import kind as catalogue_kind
from tongket.awards.models import Award, AwardDecision, Certificate
from tongket.awards.states import AwardState, CertificateState, PublicationGround
from tongket.common.dates import today
from tongket.common.text import clean, matching_key
from tongket.organisation.models import ConsentPurpose
from tongket.organisation.queries.consents import who_agreed


@dataclass(frozen=True)
class CheckResult:
    """``answer``: right, wrong or cancelled. The rest is empty when wrong.

    ``name`` is masked for Party certificates unless the ground for publishing is recorded. ``name_agrees`` is
    None when the asker gave no name, else whether it is the one on the genuine paper.
    """

    answer: str
    name: str = ""
    form: str = ""
    year: int | None = None
    name_agrees: bool | None = None


WRONG = CheckResult("wrong")


def masked_name(name: str) -> str:
    """'Nguyễn Văn An' → 'N. V. A.'"""
    return " ".join(f"{word[0].upper()}." for word in clean(name).split())


def normal_code(code: str) -> str:
    """A code as typed: without spaces and hyphens, in capitals."""
    return clean(code).replace(" ", "").replace("-", "").upper()


def normal_number(number: str) -> str:
    """A register number as typed: without noughts before it."""
    return clean(number).lstrip("0")


def check_certificate(number: str, code: str, name: str = "") -> CheckResult:
    """Does a certificate with this register number and code exist, and does it still hold? Asked by anyone.

    A wrong number with a genuine code and an unknown code give the same answer.
    """
    certificate = (
        Certificate.objects.filter(code=normal_code(code))
        .select_related("award__person", "award__unit", "award__decision__document")
        .first()
    )
    if certificate is None or not hmac.compare_digest(
        str(certificate.number).encode(), normal_number(number).encode()
    ):
        return WRONG
    agrees = matching_key(name) == matching_key(certificate.printed_name) if clean(name) else None
    return CheckResult(
        answer="cancelled" if certificate.state == CertificateState.CANCELLED else "right",
        name=_shown_name(certificate),
        form=str(catalogue().forms[certificate.award.form].label),
        year=certificate.year,
        name_agrees=agrees,
    )


def _shown_name(certificate: Certificate) -> str:
    award = certificate.award
    if award.person_id is None:
        return certificate.printed_name
    scheme = catalogue_kind(award.kind, award.decision.document.date).scheme
    if scheme != "party" or shown_awards([award]):
        return certificate.printed_name
    return masked_name(certificate.printed_name)


def shown_awards(awards: Sequence[Award]) -> list[Award]:
    """Those whose recipient may be named to the public today, in order (``decision`` at hand).

    Where the ground is consent, each person's own consent must stand; units and outside bodies need none.
    """
    agreed = who_agreed((a.person_id for a in awards), ConsentPurpose.NAME)
    return [
        a
        for a in awards
        if names_are_public(a.decision)
        and (
            a.person_id is None
            or a.person_id in agreed
            or a.decision.publication_ground != PublicationGround.CONSENT
        )
    ]


def names_are_public(decision: AwardDecision) -> bool:
    """Whether the ground for showing the names is recorded and has not ended."""
    return bool(decision.publication_ground) and (
        decision.published_until is None or today() < decision.published_until
    )


def public_decisions() -> QuerySet[AwardDecision]:
    """Decisions whose names may be shown to everybody today, newest first."""
    return (
        AwardDecision.objects.filter(state=AwardState.GRANTED)
        .exclude(publication_ground="")
        .filter(Q(published_until__isnull=True) | Q(published_until__gt=today()))
        .select_related("document", "issuing_unit", "round")
        .prefetch_related(Prefetch("awards", Award.objects.select_related("person", "unit")))
        .order_by("-document__date", "-pk")
    )

"""Certificates: numbers of the register book, printing, reprint, reissue, cancelling, handing over."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.awards.catalogue import kind as catalogue_kind
from tongket.awards.documents import certificates_pdf, post_lines
from tongket.awards.errors import (
    CertificateCancelled,
    NoCertificateForKind,
    NothingToPrint,
    ReasonMissing,
)
from tongket.awards.models import Award, AwardDecision, Certificate, RegisterEntry
from tongket.awards.permissions import may_for
from tongket.awards.states import AwardState, CertificateState, RegisterAct
from tongket.common.errors import WrongState
from tongket.common.text import clean
from tongket.organisation.models import Unit

#: Without 0 O 1 I L: a code is read from paper and typed by hand. 8 of 31 signs are 40 bits.
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8


def _new_codes(count: int) -> list[str]:
    codes: list[str] = []
    while len(codes) < count:
        fresh = {
            "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH)) for _ in range(count - len(codes))
        } - set(codes)
        taken = set(Certificate.objects.filter(code__in=fresh).values_list("code", flat=True))
        codes.extend(sorted(fresh - taken))
    secrets.SystemRandom().shuffle(codes)
    return codes


def issue_certificates(decision: AwardDecision, *, actor: Actor, happened_on: dt.date) -> list[Certificate]:
    """Enter the certificates of a decision in the book of its issuer, in the order of its list.

    Each gets the next number of the book's year and a code of its own. Passed over: recipients who have one,
    outside bodies (their papers stand in the issuer's book), and irregular awards, which get none until they
    are regularised (``queries.irregular_awards``). The words printed are kept with the entry.
    """
    unit = decision.round.unit
    with acting("awards.issue_certificates", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may_for(actor, "issue_certificates", decision.issuing_unit, decision.round))
        entry = catalogue_kind(decision.kind, decision.document.date)
        if not entry.form.paper:
            raise NoCertificateForKind(kind=entry.label)
        if decision.state == AwardState.REVOKED:
            raise WrongState(thing=decision, state=decision.get_state_display(), act=_("vào sổ giấy khen"))
        awards = _without_certificate(decision)
        # The book's row is locked first, so that two clerks never take the same number.
        book = Unit.objects.select_for_update().get(pk=decision.issuing_unit_id)
        year = decision.round.year
        used = Certificate.objects.filter(book=book, year=year).aggregate(last=Max("number"))["last"] or 0
        posts = post_lines([a.person for a in awards if a.person_id], decision.document.date)
        made = act.create_many(
            Certificate,
            [
                {
                    "award": award,
                    "book": book,
                    "year": year,
                    "number": number,
                    "code": code,
                    "printed_name": award.recipient_name,
                    "printed_post": posts.get(award.person_id, ""),
                    "printed_citation": award.ground,
                }
                for number, (award, code) in enumerate(
                    zip(awards, _new_codes(len(awards)), strict=True), start=used + 1
                )
            ],
        )
        for certificate in made:
            act.use(
                certificate.award,
                by=certificate,
                role="award",
                field="ground",
                value=certificate.award.ground,
            )
        _note(act, actor, made, RegisterAct.ENTER, happened_on)
        return made


def _without_certificate(decision: AwardDecision) -> list[Award]:
    awards = decision.awards.filter(state=AwardState.GRANTED, outside_name="", certificate__isnull=True)
    return [a for a in awards.select_related("person", "unit").order_by("number", "pk") if a.stands]


def print_certificates(
    certificates: Sequence[Certificate],
    *,
    actor: Actor,
    happened_on: dt.date,
    place: str = "",
    blanks: bool = False,
    offset_mm: tuple[str, str] | None = None,
    backs: bool = True,
) -> bytes:
    """One PDF with the certificates in the given order (that of the stage), and a register line for each.

    ``blanks``: only what a bought blank lacks, moved by ``offset_mm`` (across, down, exact texts).
    Certificates that were printed before count as a reprint only through ``reprint_certificate``.
    """
    chosen = list(certificates)
    if not chosen:
        raise NothingToPrint()
    unit = chosen[0].award.decision.round.unit
    with acting("awards.print_certificates", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        _require_print(actor, chosen)
        valid = [c for c in chosen if c.state != CertificateState.CANCELLED]
        if not valid:
            raise NothingToPrint()
        pdf = certificates_pdf(valid, place=place, blanks=blanks, offset_mm=offset_mm, backs=backs)
        _note(act, actor, valid, RegisterAct.PRINT, happened_on)
        return pdf


def confirm_proof(
    certificates: Sequence[Certificate], *, actor: Actor, happened_on: dt.date, checked_by: str
) -> int:
    """Note who read the proof print and signed it; returns for how many certificates."""
    chosen = _required(certificates)
    unit = chosen[0].award.decision.round.unit
    with acting("awards.confirm_proof", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        _require_print(actor, chosen)
        _note(act, actor, chosen, RegisterAct.PROOF, happened_on, reason=clean(checked_by))
        return len(chosen)


def reprint_certificate(
    certificate: Certificate, *, actor: Actor, happened_on: dt.date, reason: str, place: str = ""
) -> bytes:
    """The same paper again (spoilt, smudged): number and code stay, the register says why."""
    with _changing(certificate, "reprint_certificate", actor, happened_on, reason) as act:
        pdf = certificates_pdf([certificate], place=place)
        _note(act, actor, [certificate], RegisterAct.REPRINT, happened_on, reason=clean(reason))
        return pdf


def reissue_certificate(
    certificate: Certificate, *, actor: Actor, happened_on: dt.date, reason: str
) -> Certificate:
    """A lost or wrong certificate is replaced: same number and decision, a new code, the old paper is void.

    The words are taken anew from the award and the register of people.
    """
    with _changing(certificate, "reissue_certificate", actor, happened_on, reason) as act:
        award = certificate.award
        posts = post_lines([award.person] if award.person_id else [], award.decision.document.date)
        act.update(
            certificate,
            state=CertificateState.REISSUED,
            code=_new_codes(1)[0],
            printed_name=award.recipient_name,
            printed_post=posts.get(award.person_id, ""),
            printed_citation=award.ground,
        )
        _note(act, actor, [certificate], RegisterAct.REISSUE, happened_on, reason=clean(reason))
        return certificate


def cancel_certificate(
    certificate: Certificate, *, actor: Actor, happened_on: dt.date, reason: str
) -> Certificate:
    """The paper is void. Its number stays in the book and is never given again."""
    with _changing(certificate, "cancel_certificate", actor, happened_on, reason) as act:
        cancel_within(act, actor, certificate, happened_on, clean(reason))
        return certificate


def cancel_within(
    act: Act, actor: Actor, certificate: Certificate, happened_on: dt.date, reason: str
) -> None:
    """Cancel a certificate as part of another act; one that is cancelled already stays so."""
    if certificate.state == CertificateState.CANCELLED:
        return
    act.update(certificate, state=CertificateState.CANCELLED)
    _note(act, actor, [certificate], RegisterAct.CANCEL, happened_on, reason=reason)


def hand_over(
    certificates: Sequence[Certificate],
    *,
    actor: Actor,
    happened_on: dt.date,
    received_by: str = "",
) -> int:
    """Note that certificates were handed over, to the recipient or to ``received_by`` in their place."""
    chosen = _required(certificates)
    unit = chosen[0].award.decision.round.unit
    with acting("awards.hand_over", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        _require_print(actor, chosen)
        for certificate in chosen:
            if certificate.state == CertificateState.CANCELLED:
                raise CertificateCancelled(
                    number=certificate.number_text, year=certificate.year, act=_("trao")
                )
        _note(act, actor, chosen, RegisterAct.HAND_OVER, happened_on, received_by=clean(received_by))
        return len(chosen)


def _required(certificates: Sequence[Certificate]) -> list[Certificate]:
    chosen = list(certificates)
    if not chosen:
        raise NothingToPrint()
    return chosen


def _require_print(actor: Actor, certificates: Sequence[Certificate]) -> None:
    for decision in {c.award.decision for c in certificates}:
        require(may_for(actor, "print_certificates", decision.issuing_unit, decision.round))


@contextmanager
def _changing(
    certificate: Certificate, name: str, actor: Actor, happened_on: dt.date, reason: str
) -> Iterator[Act]:
    """An act on one certificate that is still valid, with its reason."""
    unit = certificate.award.decision.round.unit
    with acting(
        f"awards.{name}", actor=actor, unit_id=unit.pk, happened_on=happened_on, reason=clean(reason)
    ) as act:
        _require_print(actor, [certificate])
        if not clean(reason):
            raise ReasonMissing(act=str(_ACTS[name]))
        if certificate.state == CertificateState.CANCELLED:
            raise CertificateCancelled(
                number=certificate.number_text, year=certificate.year, act=str(_ACTS[name])
            )
        yield act


_ACTS = {
    "reprint_certificate": gettext_lazy("in lại"),
    "reissue_certificate": gettext_lazy("cấp lại"),
    "cancel_certificate": gettext_lazy("hủy"),
}


def _note(
    act: Act,
    actor: Actor,
    certificates: Sequence[Certificate],
    kind: RegisterAct,
    happened_on: dt.date,
    *,
    reason: str = "",
    received_by: str = "",
) -> None:
    act.create_many(
        RegisterEntry,
        [
            {
                "certificate": certificate,
                "act": kind,
                "happened_on": happened_on,
                "by_id": actor.account_id,
                "reason": reason,
                "received_by": received_by,
            }
            for certificate in certificates
        ],
    )

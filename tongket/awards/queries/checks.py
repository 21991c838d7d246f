"""What is checked before a batch of certificates is printed (U22)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tongket.awards.models import Certificate
from tongket.awards.states import CertificateState, RegisterAct
from tongket.common.text import clean, is_decomposed, lookalike_letters

LONG_LINE = 60


@dataclass(frozen=True)
class Check:
    """One check over a batch: met, warning or unmet; ``note`` names whom it is about."""

    text: str
    state: str
    note: str = ""


def checks_before_print(certificates: Sequence[Certificate]) -> list[Check]:
    """Names against the register of people, length of lines, people with two papers, cancelled ones, proof.

    ``certificates`` carry award, person and entries (as ``register`` gives them). Blocks nothing by itself:
    whoever prints reads it first.
    """
    return [
        _names(certificates),
        _lines(certificates),
        *_twice(certificates),
        *_cancelled(certificates),
        _proof(certificates),
    ]


def _names(certificates: Sequence[Certificate]) -> Check:
    wrong = [
        c.printed_name
        for c in certificates
        if c.printed_name != c.award.recipient_name
        or clean(c.printed_name) != c.printed_name
        or is_decomposed(c.printed_name)
        or lookalike_letters(c.printed_name)
    ]
    total = len(certificates)
    text = _("Họ và tên khớp danh sách: %(right)s/%(total)s") % {"right": total - len(wrong), "total": total}
    if wrong:
        return Check(
            text, "unmet", _("Cấp lại giấy để lấy đúng tên: %(names)s") % {"names": ", ".join(wrong)}
        )
    return Check(text, "met", _("so với danh sách đảng viên và tổ chức"))


def _lines(certificates: Sequence[Certificate]) -> Check:
    missing = [c.printed_name for c in certificates if c.award.person_id and not c.printed_post]
    longest = max((len(c.printed_post) for c in certificates), default=0)
    total = len(certificates)
    text = _("Chức vụ, tên đơn vị đủ chữ: %(right)s/%(total)s") % {
        "right": total - len(missing),
        "total": total,
    }
    note = _("dòng dài nhất %(length)s chữ cái") % {"length": longest}
    if missing:
        return Check(text, "warning", _("Chưa có chức vụ, đơn vị: %(names)s") % {"names": ", ".join(missing)})
    return Check(text, "warning" if longest > LONG_LINE else "met", note)


def _twice(certificates: Sequence[Certificate]) -> list[Check]:
    grounds: dict[int, list[Certificate]] = defaultdict(list)
    for certificate in certificates:
        if certificate.award.person_id and certificate.state != CertificateState.CANCELLED:
            grounds[certificate.award.person_id].append(certificate)
    twice = [group for group in grounds.values() if len(group) > 1]
    if not twice:
        return []
    note = "; ".join(
        _("%(name)s: %(grounds)s")
        % {"name": group[0].award.recipient_name, "grounds": " · ".join(c.printed_citation for c in group)}
        for group in twice
    )
    text = _("Số người có hai giấy trở lên: %(count)s") % {"count": len(twice)}
    return [Check(text, "warning", _("căn cứ khác nhau: %(note)s") % {"note": note})]


def _cancelled(certificates: Sequence[Certificate]) -> list[Check]:
    cancelled = [c.number_text for c in certificates if c.state == CertificateState.CANCELLED]
    if not cancelled:
        return []
    text = _("Số đã hủy, không in: %(count)s") % {"count": len(cancelled)}
    return [Check(text, "warning", _("số %(numbers)s") % {"numbers": ", ".join(cancelled)})]


def _proof(certificates: Sequence[Certificate]) -> Check:
    read = [
        entry
        for certificate in certificates
        for entry in certificate.entries.all()
        if entry.act == RegisterAct.PROOF
    ]
    covered = {entry.certificate_id for entry in read}
    if len(covered) < len(certificates):
        text = _("Bản in thử đã được kiểm tra: %(right)s/%(total)s")
        return Check(text % {"right": len(covered), "total": len(certificates)}, "pending")
    last = read[-1]
    return Check(
        _("Bản in thử đã được kiểm tra"),
        "met",
        _("%(name)s, ngày %(day)s") % {"name": last.reason, "day": f"{last.happened_on:%d/%m/%Y}"},
    )

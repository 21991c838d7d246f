"""States of nominations, awards, certificates and exemplars, and which may follow which."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class NominationState(models.TextChoices):
    """How far a nomination has come. Words of submission, as offices use them."""

    DRAFT = "draft", _("Đang soạn")
    SUBMITTED = "submitted", _("Đã trình")
    RETURNED = "returned", _("Yêu cầu bổ sung")
    APPRAISED = "appraised", _("Đã thẩm định")
    DECIDED = "decided", _("Đã có quyết định")
    NOT_PROPOSED = "not_proposed", _("Không đề nghị")


#: What the person concerned reads in place of the staff's word: the stage, never an opinion of somebody.
NOMINATION_LABEL_FOR_PERSON = {
    NominationState.DRAFT: _("Đơn vị đang lập hồ sơ"),
    NominationState.SUBMITTED: _("Hồ sơ đã được trình"),
    NominationState.RETURNED: _("Đơn vị đang bổ sung hồ sơ"),
    NominationState.APPRAISED: _("Hồ sơ đã được thẩm định"),
    NominationState.DECIDED: _("Đã có quyết định"),
    NominationState.NOT_PROPOSED: _("Không đề nghị trong năm nay"),
}

_OPEN = frozenset({NominationState.NOT_PROPOSED, NominationState.DECIDED})
#: A decision may come at any open state: offices record decisions whose earlier papers never reached them.
NOMINATION_TRANSITIONS: dict[str, frozenset[str]] = {
    NominationState.DRAFT: _OPEN | {NominationState.SUBMITTED},
    NominationState.SUBMITTED: _OPEN | {NominationState.RETURNED, NominationState.APPRAISED},
    NominationState.RETURNED: _OPEN | {NominationState.SUBMITTED},
    NominationState.APPRAISED: _OPEN | {NominationState.RETURNED},
    NominationState.DECIDED: frozenset(),
    NominationState.NOT_PROPOSED: frozenset({NominationState.DRAFT}),
}


class AwardState(models.TextChoices):
    """An award stands, or was taken back; the row stays either way."""

    GRANTED = "granted", _("Đã quyết định")
    REVOKED = "revoked", _("Đã hủy bỏ")


class CertificateState(models.TextChoices):
    """What has become of a certificate. A cancelled one keeps its number for ever."""

    ISSUED = "issued", _("Đã vào sổ")
    REISSUED = "reissued", _("Cấp lại")
    CANCELLED = "cancelled", _("Đã hủy")


CERTIFICATE_TRANSITIONS: dict[str, frozenset[str]] = {
    CertificateState.ISSUED: frozenset({CertificateState.REISSUED, CertificateState.CANCELLED}),
    CertificateState.REISSUED: frozenset({CertificateState.REISSUED, CertificateState.CANCELLED}),
    CertificateState.CANCELLED: frozenset(),
}


class RegisterAct(models.TextChoices):
    """What was done with a certificate, line by line in the register."""

    ENTER = "enter", _("Vào sổ")
    PROOF = "proof", _("Kiểm tra bản in thử")
    PRINT = "print", _("In")
    REPRINT = "reprint", _("In lại")
    HAND_OVER = "hand_over", _("Trao")
    REISSUE = "reissue", _("Cấp lại")
    CANCEL = "cancel", _("Hủy")


class ExemplarState(models.TextChoices):
    """The way of an exemplar (U31). The label is the state's own verb and is printed in every text."""

    REGISTERED = "registered", _("đăng ký xây dựng điển hình tiên tiến")
    CHOSEN = "chosen", _("được lựa chọn xây dựng điển hình tiên tiến")
    SUPPORTED = "supported", _("được bồi dưỡng xây dựng điển hình tiên tiến")
    EVALUATED = "evaluated", _("được đánh giá kết quả xây dựng điển hình tiên tiến")
    RECOGNISED = "recognised", _("được công nhận là điển hình tiên tiến")
    SPREAD = "spread", _("là điển hình tiên tiến được nhân rộng")
    ENDED = "ended", _("thôi xây dựng điển hình tiên tiến")


EXEMPLAR_TRANSITIONS: dict[str, frozenset[str]] = {
    ExemplarState.REGISTERED: frozenset({ExemplarState.CHOSEN, ExemplarState.ENDED}),
    ExemplarState.CHOSEN: frozenset({ExemplarState.SUPPORTED, ExemplarState.EVALUATED, ExemplarState.ENDED}),
    ExemplarState.SUPPORTED: frozenset(
        {ExemplarState.SUPPORTED, ExemplarState.EVALUATED, ExemplarState.ENDED}
    ),
    ExemplarState.EVALUATED: frozenset(
        {ExemplarState.SUPPORTED, ExemplarState.RECOGNISED, ExemplarState.ENDED}
    ),
    ExemplarState.RECOGNISED: frozenset({ExemplarState.SPREAD, ExemplarState.ENDED}),
    ExemplarState.SPREAD: frozenset({ExemplarState.SPREAD, ExemplarState.ENDED}),
    ExemplarState.ENDED: frozenset(),
}

#: States that rest on a decision or minutes of a body and can't be set without naming the paper.
EXEMPLAR_NEEDS_PAPER = frozenset({ExemplarState.CHOSEN, ExemplarState.EVALUATED, ExemplarState.RECOGNISED})


class PublicationGround(models.TextChoices):
    """Why names of a decision may be shown to the public (U11); none recorded means they may not."""

    PUBLIC_DECISION = "public_decision", _("Quyết định cho phép công khai")
    CONSENT = "consent", _("Người có tên đồng ý")

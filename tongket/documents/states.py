"""States of a document, and kinds of document."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentState(models.TextChoices):
    """From draft to issued; a cancelled one keeps its number and says why."""

    DRAFT = "drafting", _("Đang soạn")
    SUBMITTED = "submitted", _("Trình ký")
    SIGNED = "signed", _("Đã ký")
    ISSUED = "issued", _("Đã phát hành")
    CANCELLED = "cancelled", _("Đã hủy")


TRANSITIONS: dict[str, frozenset[str]] = {
    DocumentState.DRAFT: frozenset({DocumentState.SUBMITTED, DocumentState.SIGNED, DocumentState.CANCELLED}),
    DocumentState.SUBMITTED: frozenset({DocumentState.DRAFT, DocumentState.SIGNED, DocumentState.CANCELLED}),
    DocumentState.SIGNED: frozenset({DocumentState.ISSUED, DocumentState.CANCELLED}),
    DocumentState.ISSUED: frozenset({DocumentState.CANCELLED}),
    DocumentState.CANCELLED: frozenset(),
}


class DocumentKind(models.TextChoices):
    """Kinds of paper the year needs."""

    DECISION = "decision", _("Quyết định")
    SUBMISSION = "submission", _("Tờ trình")
    MINUTES = "minutes", _("Biên bản")
    REPORT = "report", _("Báo cáo")
    GUIDANCE = "guidance", _("Hướng dẫn")
    NOTICE = "notice", _("Thông báo")


class SigningWay(models.TextChoices):
    """How it was signed."""

    PAPER = "paper", _("bản giấy")
    DIGITAL = "digital", _("ký số")

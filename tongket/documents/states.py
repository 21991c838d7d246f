"""Kinds of documents, how they are signed, and their way from draft to issue."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongket.access.roles import Role
from tongket.common.errors import Text
from tongket.organisation.permissions import OFFICE


class DocumentKind(models.TextChoices):
    """Type name of a paper; together with the issuer and the series it has its own line of numbers."""

    DECISION = "decision", _("Quyết định")
    SUBMISSION = "submission", _("Tờ trình")
    MINUTES = "minutes", _("Biên bản")
    REPORT = "report", _("Báo cáo")
    NOTICE = "notice", _("Thông báo")
    CONCLUSION = "conclusion", _("Kết luận")
    RESOLUTION = "resolution", _("Nghị quyết")
    PLAN = "plan", _("Kế hoạch")
    GUIDANCE = "guidance", _("Hướng dẫn")
    LETTER = "letter", _("Công văn")
    CORRECTION = "correction", _("Đính chính")
    SIGNED_LIST = "signed_list", _("Danh sách, biểu đã ký")
    OTHER = "other", _("Văn bản khác")


class DocumentScheme(models.TextChoices):
    """Whose form a paper follows."""

    PARTY = "party", _("Văn bản của Đảng")
    STATE = "state", _("Văn bản hành chính")
    PLAIN = "plain", _("Văn bản nội bộ")


class DocumentState(models.TextChoices):
    DRAFTING = "drafting", _("Đang soạn")
    SUBMITTED = "submitted", _("Trình ký")
    SIGNED = "signed", _("Đã ký")
    ISSUED = "issued", _("Đã phát hành")
    CANCELLED = "cancelled", _("Đã hủy")


class SignedAs(models.TextChoices):
    PAPER = "paper", _("Bản giấy")
    DIGITAL = "digital", _("Ký số")


class SeriesKind(models.TextChoices):
    """When a line of numbers begins anew."""

    YEAR = "year", _("Theo năm")
    TERM = "term", _("Theo nhiệm kỳ")


class FileRole(models.TextChoices):
    """What an attached file is to its document."""

    SCAN = "scan", _("Bản chụp bản đã ký")
    SIGNED_COPY = "signed_copy", _("Tệp đã ký số")
    EDITED = "edited", _("Bản Word đã sửa tay")
    ANNEX = "annex", _("Tài liệu kèm theo")


#: Those who write papers of a unit: its office, and the cell's secretary for the own cell.
WRITERS = (*OFFICE, Role.CELL_SECRETARY)


@dataclass(frozen=True)
class Transition:
    """One step of a document: the action, from where to where, and who may do it."""

    action: str
    sources: tuple[DocumentState, ...]
    target: DocumentState
    roles: tuple[Role, ...]
    label: Text


TRANSITIONS: tuple[Transition, ...] = (
    Transition("submit_document", (DocumentState.DRAFTING,), DocumentState.SUBMITTED, WRITERS, _("Trình ký")),
    Transition(
        "return_document", (DocumentState.SUBMITTED,), DocumentState.DRAFTING, WRITERS, _("Trả lại để sửa")
    ),
    Transition(
        "sign_document",
        (DocumentState.DRAFTING, DocumentState.SUBMITTED),
        DocumentState.SIGNED,
        WRITERS,
        _("Ghi bản đã ký"),
    ),
    Transition("issue_document", (DocumentState.SIGNED,), DocumentState.ISSUED, WRITERS, _("Phát hành")),
    Transition(
        "cancel_document",
        (
            DocumentState.DRAFTING,
            DocumentState.SUBMITTED,
            DocumentState.SIGNED,
            DocumentState.ISSUED,
        ),
        DocumentState.CANCELLED,
        WRITERS,
        _("Hủy"),
    ),
)


def transition(action: str) -> Transition:
    """The step of this action."""
    return next(step for step in TRANSITIONS if step.action == action)

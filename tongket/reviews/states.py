"""Words of the review: levels, marks, who assesses, how it came in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """The four levels of quality, best first; the ids are those of the rule packs."""

    EXCELLENT = "excellent", _("Hoàn thành xuất sắc nhiệm vụ")
    GOOD = "good", _("Hoàn thành tốt nhiệm vụ")
    FAIR = "fair", _("Hoàn thành nhiệm vụ")
    FAILED = "failed", _("Không hoàn thành nhiệm vụ")


#: Short forms that tables use.
LEVEL_SHORT = {
    Level.EXCELLENT: _("HTXSNV"),
    Level.GOOD: _("HTTNV"),
    Level.FAIR: _("HTNV"),
    Level.FAILED: _("KHTNV"),
}


class CivilLevel(models.TextChoices):
    """The yearly rating as civil servant or public employee. No row: not yet received."""

    EXCELLENT = "excellent", _("Hoàn thành xuất sắc nhiệm vụ")
    GOOD = "good", _("Hoàn thành tốt nhiệm vụ")
    FAIR = "fair", _("Hoàn thành nhiệm vụ")
    FAILED = "failed", _("Không hoàn thành nhiệm vụ")
    NOT_APPLICABLE = "not_applicable", _("Không thuộc diện xếp loại")


class MarkValue(models.TextChoices):
    """The mark of one criterion."""

    EXCELLENT = "excellent", _("Xuất sắc")
    GOOD = "good", _("Tốt")
    FAIR = "fair", _("Trung bình")
    POOR = "poor", _("Kém")


class Body(models.TextChoices):
    """The participating body whose assessment it is, in the order in which they speak."""

    SELF = "self", _("Tự đánh giá")
    CELL_COMMITTEE = "cell_committee", _("Chi ủy")
    CELL = "cell", _("Chi bộ")
    SUPERIOR = "superior", _("Cấp trên trực tiếp")


class Entered(models.TextChoices):
    """By which road it came in; paper is a road like the others (U18)."""

    PAGE = "page", _("Nhập trên trang")
    PAPER = "paper", _("Nhập thay từ bản giấy")
    IMPORT = "import", _("Nhập từ tệp Excel")


class PeerKind(models.TextChoices):
    """What stands beside a Party unit at the same level."""

    OFFICE = "office", _("Cơ quan, đơn vị")
    MASS_ORGANISATION = "mass_organisation", _("Đoàn thể")


class AbsenceReason(models.TextChoices):
    SICK = "sick", _("Ốm")
    MATERNITY = "maternity", _("Thai sản")
    OTHER = "other", _("Lý do khác")


class CivilGroup(models.TextChoices):
    """Those who are rated each year beside their Party rating, as lists of offices name them."""

    CIVIL_SERVANT = "civil_servant", _("Công chức")
    PUBLIC_EMPLOYEE = "public_employee", _("Viên chức")
    CONTRACT = "contract", _("Lao động hợp đồng")
    OTHER = "other", _("Đối tượng khác")


class Blank(models.TextChoices):
    """What empty cells of a list of ratings mean: asked once per file, never guessed (U7)."""

    NOT_YET = "not_yet", _("Chưa có kết quả")
    NOT_APPLICABLE = "not_applicable", _("Không phải công chức, viên chức")

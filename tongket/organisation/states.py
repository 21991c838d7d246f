"""Kinds and states of the register."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """Kinds of unit; the values are those of the facts contract."""

    CELL = "cell", _("Chi bộ")
    GRASSROOTS_CELL = "grassroots_cell", _("Chi bộ cơ sở")
    GRASSROOTS_ORGANISATION = "grassroots_organisation", _("Đảng bộ cơ sở")
    SECTIONAL_ORGANISATION = "sectional_organisation", _("Đảng bộ bộ phận")
    PARTY_GROUP = "party_group", _("Tổ đảng")
    SUPERIOR_ORGANISATION = "superior_organisation", _("Đảng bộ cấp trên trực tiếp")
    AGENCY = "agency", _("Cơ quan, đơn vị")
    MASS_ORGANISATION = "mass_organisation", _("Đoàn thể")

    @property
    def is_party(self) -> bool:
        return self not in (UnitKind.AGENCY, UnitKind.MASS_ORGANISATION)


class PostSystem(models.TextChoices):
    """The system in which a post is held."""

    PARTY = "party", _("Đảng")
    GOVERNMENT = "government", _("Chính quyền")
    MASS = "mass", _("Đoàn thể")


class MemberStatus(models.TextChoices):
    """A member's standing besides official or probationary, which follows from the dates."""

    EXEMPT = "exempt", _("Được miễn công tác và sinh hoạt đảng")
    SUSPENDED = "suspended", _("Đình chỉ sinh hoạt đảng")
    SUSPENDED_COMMITTEE = "suspended_committee", _("Đình chỉ sinh hoạt cấp ủy")
    TEMPORARY_ELSEWHERE = "temporary_elsewhere", _("Sinh hoạt tạm thời nơi khác")


class Gender(models.TextChoices):
    FEMALE = "female", _("Nữ")
    MALE = "male", _("Nam")

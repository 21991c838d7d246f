"""Words for what the journal names by code: acts, kinds of record, roles of a figure.

The tables are explicit, so that a new act without words is found by a test and not by a reader.
"""

from __future__ import annotations

from django.apps import apps
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongket.common.errors import Text

ACTS: dict[str, Text] = {
    "organisation.create_unit": _("Lập đơn vị"),
    "organisation.rename_unit": _("Đổi tên đơn vị"),
    "organisation.move_unit": _("Chuyển đơn vị sang cấp trên khác"),
    "organisation.dissolve_unit": _("Giải thể đơn vị"),
    "organisation.cover_office": _("Ghi cơ quan mà tổ chức đảng lãnh đạo"),
    "organisation.add_person": _("Thêm người vào danh sách"),
    "organisation.change_person": _("Sửa thông tin của một người"),
    "organisation.set_party": _("Ghi thông tin đảng viên"),
    "organisation.join_unit": _("Ghi chi bộ sinh hoạt"),
    "organisation.set_status": _("Ghi miễn, đình chỉ hoặc tạm chuyển sinh hoạt"),
    "organisation.hold_post": _("Ghi chức vụ"),
    "organisation.issue_account": _("Cấp tài khoản"),
    "organisation.grant_role": _("Giao vai trò"),
}

ROLES: dict[str, Text] = {}

MODELS: dict[str, Text] = {
    "organisation.Person": _("Người"),
    "organisation.Unit": _("Đơn vị"),
}


def is_told(action: str) -> bool:
    """Whether an act is told on the first page: those that have words."""
    return action in ACTS


def act_text(action: str) -> str:
    """An act in words."""
    return str(ACTS.get(action, gettext("Ghi dữ liệu")))


def role_text(role: str) -> str:
    """What a figure is, in words."""
    return str(ROLES.get(role, gettext("số liệu")))


def model_text(label: str) -> str:
    """A kind of record in words."""
    if label in MODELS:
        return str(MODELS[label])
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return gettext("hồ sơ")

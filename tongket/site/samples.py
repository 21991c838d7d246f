"""What the page of components shows: invented examples, never data of an office."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tongket.site.components.values import address, day, long_day, number, ordinal, percent
from tongket.site.states import STATES

COLOURS = (
    ("ink", "#1c1b19", "17,2"),
    ("muted", "#55514a", "7,9"),
    ("indigo", "#23407a", "10,1"),
    ("indigo-deep", "#182e5c", "13,3"),
    ("green", "#1e6b45", "6,5"),
    ("amber", "#8a5200", "6,4"),
    ("red", "#a4201d", "7,5"),
    ("field", "#7a766a", "4,5"),
    ("rule", "#c4c0b4", "1,8"),
)


class SampleForm(forms.Form):
    """Every kind of field; one of them with an error."""

    name = forms.CharField(label="", initial="Hồ Thị Đoan Thúy")
    number = forms.CharField(label="", initial="123-QĐ/ĐU")
    birth = forms.CharField(label="")
    agreed = forms.BooleanField(label="", initial=True)
    kind = forms.ChoiceField(label="", widget=forms.RadioSelect, initial="paper")
    unit = forms.ChoiceField(label="", required=False)
    file = forms.FileField(label="", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "name": _("Họ và tên"),
            "number": _("Số quyết định"),
            "birth": _("Ngày sinh"),
            "agreed": _("Đồng ý ghi"),
            "kind": _("Cách ký"),
            "unit": _("Chi bộ"),
            "file": _("Tệp Excel"),
        }
        for key, label in labels.items():
            self.fields[key].label = label
        self.fields["kind"].choices = [("paper", _("Bản giấy")), ("digital", _("Ký số"))]
        self.fields["unit"].choices = [("1", _("Chi bộ 1")), ("2", _("Chi bộ 2"))]

    def clean_birth(self) -> str:
        raise forms.ValidationError(_("Tháng 2 năm 1985 có 28 ngày. Ghi ngày theo dạng ngày/tháng/năm."))


def sample_form() -> SampleForm:
    """The form as it looks after a fault was found."""
    form = SampleForm(
        {
            "name": "Hồ Thị Đoan Thúy",
            "number": "123-QĐ/ĐU",
            "birth": "31/02/1985",
            "agreed": "on",
            "kind": "paper",
        }
    )
    form.is_valid()
    return form


def everything() -> dict[str, Any]:
    """The context of the page of components."""
    return {
        "colours": [
            {"css": css, "code": code, "contrast": contrast, "name": name, "use": use}
            for (css, code, contrast), (name, use) in zip(COLOURS, _colour_words(), strict=True)
        ],
        "states": list(STATES),
        "form": sample_form(),
        "steps": [
            {"text": _("Tự kiểm điểm"), "state": "done", "note": dt.date(2021, 12, 5)},
            {"text": _("Bỏ phiếu"), "state": "late", "note": _("quá hạn")},
            {"text": _("Xếp loại"), "state": "now", "note": dt.date(2021, 12, 22)},
            {"text": _("Hội nghị"), "state": "todo", "note": dt.date(2022, 1, 19)},
        ],
        "tabs": [
            {"text": _("Kết quả"), "url": "#ket-qua", "active": True},
            {"text": _("Hồ sơ"), "url": "#ho-so", "count": 4},
            {"text": _("Nhật ký"), "url": "#nhat-ky"},
        ],
        "timeline": [
            {"text": _("Đảng ủy ban hành 118-QĐ/ĐU"), "when": dt.date(2021, 12, 27)},
            {"text": _("Bỏ phiếu lần 2, 9 phiếu hợp lệ"), "when": dt.date(2021, 12, 22)},
        ],
        "filters": [
            {"text": _("Tất cả"), "count": 110, "url": "#tat-ca", "active": True},
            {"text": _("Sai"), "count": 31, "url": "#sai", "icon": "alert-circle", "tone": "wrong"},
            {
                "text": _("Cảnh báo"),
                "count": 9,
                "url": "#canh-bao",
                "icon": "alert-triangle",
                "tone": "attention",
            },
            {"text": _("Mới"), "count": 0, "url": "#moi", "icon": "plus"},
        ],
        "checks": [
            {"text": _("Họ và tên khớp giấy tờ"), "state": "met", "value": "14/14"},
            {"text": _("Một người có hai giấy khen"), "state": "warning", "note": _("hai căn cứ khác nhau")},
        ],
        "facts": [
            {"label": _("Đảng viên"), "value": 66, "note": _("danh sách đến 31/12/2021")},
            {"label": _("Không xếp loại"), "value": 3},
        ],
        "nodes": _nodes(),
        "ladder": [
            {"level": "excellent", "note": _("1 điều kiện chưa đạt"), "missed": True},
            {"level": "good", "note": _("đủ điều kiện"), "current": True},
            {"level": "fair", "note": _("đủ điều kiện")},
            {"level": "failed", "note": _("không có trường hợp nào")},
        ],
        "equation": [
            {
                "text": _("Không quá 20% số được xếp mức Hoàn thành tốt"),
                "formula": "x ≤ 20% × (61 − x)",
                "figure": "61",
                "url": "#ho-so",
            },
            {"text": _("Chuyển vế, chia cho 6"), "formula": "x ≤ 61/6 ≈ 10,17"},
            {"text": _("Làm tròn xuống"), "formula": "x ≤ 10"},
        ],
        "day": dt.date(2021, 12, 2),
        "rows": _rows(),
        "forms_of_words": _forms_of_words(),
    }


def _rows() -> list[dict[str, Any]]:
    day = dt.date(2021, 12, 2)
    return [
        {
            "name": "Lê Thị Ánh Ửng",
            "cell": 4,
            "state": "submitted",
            "level": "excellent",
            "tasks": "4/4",
            "sent": day,
            "chosen": True,
        },
        {
            "name": "Nguyễn Thị Thu Hòa",
            "cell": 4,
            "state": "returned",
            "level": "good",
            "changed": True,
            "tasks": "5/5",
            "sent": dt.date(2021, 12, 3),
        },
        {
            "name": "Đinh Văn Ấn",
            "cell": 2,
            "state": "appraised",
            "level": "good",
            "tasks": "4/4",
            "sent": dt.date(2021, 12, 1),
        },
        {
            "name": "Quách Thị Ánh Quế",
            "cell": 4,
            "state": "exempt",
            "level": None,
            "tasks": "–",
            "sent": None,
        },
    ]


def _forms_of_words() -> list[dict[str, Any]]:
    """Days, figures, ordinals and addresses as they are written here."""
    return [
        {"label": _("Ngày"), "value": day(dt.date(2021, 12, 5))},
        {"label": _("Ngày trong văn bản"), "value": long_day(dt.date(2022, 1, 5))},
        {"label": _("Số"), "value": number("66090.5")},
        {"label": _("Tỷ lệ"), "value": percent("65.63")},
        {"label": _("Thứ tự"), "value": f"{ordinal(1)}, {ordinal(4)}, {ordinal(11)}"},
        {"label": _("Gọi đảng viên"), "value": address("Hồ Thị Đoan Thúy", member=True)},
        {"label": _("Gọi người ngoài Đảng"), "value": address("Hồ Thị Đoan Thúy", gender="female")},
    ]


def _nodes() -> list[dict[str, Any]]:
    return [
        {
            "text": _("Các tiêu chí còn lại từ Tốt trở lên"),
            "state": "met",
            "value": "5/5",
            "cites": "II.B.2.3",
        },
        {
            "text": _("Được xếp loại viên chức mức Hoàn thành xuất sắc"),
            "state": "unmet",
            "value": "HTTNV",
            "links": [(_("QĐ ngày 10/12/2021"), "#ho-so")],
        },
        {
            "text": _("Thời gian nghỉ ốm dưới 90 ngày trong năm"),
            "state": "met",
            "value": _("0 ngày"),
            "cites": "II.6",
            "unconfirmed": True,
            "children": [{"text": _("Giấy ra viện"), "state": "met", "value": _("không")}],
        },
        {
            "text": _(
                "Theo văn bản số 21/VP ngày 12/12/2021 của Văn phòng Sở (người có thẩm quyền được xem)"
            ),
            "state": "hidden",
        },
        {"text": _("Xếp loại công chức"), "state": "undetermined", "value": _("chưa rõ")},
        {"text": _("Trong số lượng tối đa của Đảng bộ"), "state": "pending", "value": _("chưa xét")},
    ]


def _colour_words() -> list[tuple[str, str]]:
    return [
        (_("Mực"), _("chữ chính")),
        (_("Mực nhạt"), _("ghi chú")),
        (_("Chàm"), _("nhấn, nút, liên kết")),
        (_("Chàm đậm"), _("thanh trên")),
        (_("Xanh"), _("xong, khớp")),
        (_("Hổ phách"), _("cần xử lý")),
        (_("Đỏ"), _("sai, giấy khen")),
        (_("Viền ô"), _("viền ô nhập")),
        (_("Kẻ"), _("chỉ để trang trí")),
    ]

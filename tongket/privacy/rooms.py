"""What the rooms below hold about a person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tongket.organisation.actions.people import name_fields
from tongket.privacy.holdings import (
    HIDDEN,
    NO_TERM,
    Holding,
    Mention,
    declare_holding,
    declare_mention,
    hide,
    start_of_year,
)

#: A person's name once it is gone: the number keeps records of two people apart.
NAMELESS = f"{HIDDEN} {{person}}"


def _nothing(_value: Any) -> dict[str, Any]:
    return {}


def _none(_value: Any) -> list[Any]:
    return []


def _names() -> dict[str, str]:
    """The name with its keys for sorting and finding."""
    keys = name_fields(HIDDEN)
    return {"name": NAMELESS} | {key: f"{value} {{person}}" for key, value in keys.items() if key != "name"}


REGISTER = (
    Holding(
        "organisation.Person",
        "register",
        _("Họ tên, ngày sinh"),
        ("name", "birth", "gender", "ethnicity"),
        path="pk",
        blanks={**_names(), "birth": None, "gender": "", "ethnicity": "", "account": None},
    ),
    Holding(
        "organisation.PartyRecord",
        "register",
        _("Thông tin đảng viên"),
        ("admitted_on", "admission_decision", "official_on", "official_decision", "card", "fee"),
        blanks={
            "admitted_on": start_of_year,
            "official_on": start_of_year,
            "admission_decision": hide,
            "official_decision": hide,
            "card": None,
            "fee": None,
        },
    ),
    Holding(
        "organisation.Contact",
        "contact",
        _("Liên hệ"),
        ("work_phone", "private_phone", "email", "address"),
        removed=True,
    ),
    Holding(
        "organisation.Membership",
        "register",
        _("Chi bộ sinh hoạt"),
        ("unit", "valid_from", "valid_to", "paper", "came_from", "left_to", "leave_paper"),
        blanks={"paper": hide, "came_from": hide, "left_to": hide, "leave_paper": hide},
    ),
    Holding(
        "organisation.StatusPeriod",
        "register",
        _("Miễn, đình chỉ, tạm chuyển sinh hoạt"),
        ("status", "valid_from", "valid_to", "decision", "end_decision"),
        blanks={"decision": hide, "end_decision": hide},
    ),
    Holding(
        "organisation.Post",
        "register",
        _("Chức vụ"),
        ("title", "unit", "system", "valid_from", "valid_to", "decision"),
        blanks={"decision": hide},
    ),
    Holding(
        "organisation.PersonPaper",
        "register",
        _("Giấy tờ trong hồ sơ"),
        ("paper", "reference", "received_on"),
        removed=True,
    ),
    Holding(
        "organisation.Consent",
        "requests",
        _("Đồng ý công bố"),
        ("purpose", "way", "given_on", "document", "withdrawn_on", "withdrawal_document"),
        when="given_on",
        blanks={"document": hide, "withdrawal_document": hide},
    ),
)

YEAR = (
    Holding("work.Task", "work", _("Nhiệm vụ được giao"), ("content", "due_on", "year"), when="year"),
    Holding(
        "reviews.CivilRating",
        "year",
        _("Kết quả xếp loại công chức, viên chức"),
        ("year", "rating"),
        when="year",
    ),
    Holding(
        "reviews.Absence",
        "health",
        _("Thời gian nghỉ"),
        ("year", "reason", "first_day", "last_day", "days"),
        when="year",
        removed=True,
    ),
    Holding(
        "reviews.Assessment",
        "year",
        _("Đánh giá của các chủ thể"),
        ("round", "body", "level"),
        when="round__year",
        blanks={"marks": _nothing},
    ),
    Holding(
        "reviews.ResidenceComment",
        "year",
        _("Nhận xét của nơi cư trú"),
        ("round", "place", "text"),
        when="round__year",
        removed=True,
    ),
    Holding(
        "ballots.PollOption",
        "year",
        _("Dòng trên phiếu"),
        ("poll", "label", "detail"),
        path="subject_ref",
        by_reference=True,
        when="poll__held_on",
        blanks={"label": NAMELESS, "detail": hide},
    ),
    Holding(
        "ballots.OptionCount",
        "year",
        _("Kết quả kiểm phiếu"),
        ("option", "votes", "valid", "invalid"),
        path="option__subject_ref",
        by_reference=True,
        when="option__poll__held_on",
    ),
    Holding(
        "ratings.Outcome",
        "year",
        _("Kết quả đối chiếu quy định"),
        ("round", "scope", "allowed", "level"),
        when="round__year",
        blanks={"facts": _nothing},
    ),
    Holding(
        "ratings.Rating",
        "year",
        _("Mức xếp loại"),
        ("round", "body", "level", "state", "deviation_reason"),
        when="round__year",
        blanks={"deviation_reason": hide, "irregular_reason": hide},
    ),
    Holding(
        "ratings.PastLevel",
        "year",
        _("Mức xếp loại năm trước"),
        ("year", "label", "evidence"),
        when="year",
        blanks={"evidence": hide},
    ),
    Holding(
        "ratings.Trial",
        "year",
        _("Lần thử thay đổi (không lưu)"),
        ("round", "changed"),
        when="round__year",
        blanks={"facts": _none},
    ),
    Holding(
        "oversight.Discipline",
        "discipline",
        _("Quyết định kỷ luật"),
        ("form", "decision_number", "decided_on", "authority", "content"),
        when="year_counted",
        blanks={
            "decision_number": f"{HIDDEN} {{row}}",
            "decided_on": start_of_year,
            "content": hide,
        },
    ),
)

COMMENDATION = (
    Holding(
        "awards.Nomination",
        "commendation",
        _("Đề nghị khen thưởng"),
        ("round", "achievement", "field", "state"),
        when="round__year",
        blanks={"achievement": hide, "field": hide},
    ),
    Holding(
        "awards.Award",
        "commendation",
        _("Khen thưởng"),
        ("decision", "issuer_name", "ground", "year", "state"),
        when="year",
        blanks={"ground": hide, "irregular_reason": hide},
    ),
    Holding(
        "awards.Certificate",
        "commendation",
        _("Giấy khen"),
        ("number", "year", "printed_name", "printed_post", "printed_citation"),
        path="award__person_id",
        when="year",
        blanks={
            "printed_name": HIDDEN,
            "printed_post": hide,
            "printed_citation": hide,
            "code": "{row:08d}",
        },
    ),
    Holding(
        "awards.PastAward",
        "commendation",
        _("Khen thưởng năm trước"),
        ("year", "form", "issuer", "number", "evidence"),
        when="year",
        blanks={"number": f"{HIDDEN} {{row}}", "evidence": hide},
    ),
    Holding(
        "awards.Exemplar",
        "commendation",
        _("Điển hình tiên tiến"),
        ("field", "year_from", "year_to", "state", "consent_on"),
        when="year_to",
        blanks={"field": hide, "consent_on": None},
    ),
)

MEETINGS = (
    Holding(
        "meetings.Attendance",
        "meetings",
        _("Dự hội nghị"),
        ("conference", "present", "reason"),
        when="conference__year",
        blanks={"reason": ""},
    ),
    Holding(
        "meetings.AgendaItem",
        "meetings",
        _("Phụ trách mục của hội nghị"),
        ("item", "in_charge"),
        when="conference__year",
        blanks={"in_charge": hide},
    ),
    Holding(
        "meetings.Guest",
        "meetings",
        _("Khách mời"),
        ("conference", "name", "post"),
        when="conference__year",
        blanks={"name": NAMELESS, "post": hide},
    ),
    Holding(
        "meetings.Speech",
        "meetings",
        _("Phát biểu"),
        ("conference", "speaker"),
        when="conference__year",
        blanks={"speaker": NAMELESS},
    ),
    Holding(
        "meetings.PresentationStep",
        "meetings",
        _("Trao thưởng tại hội nghị"),
        ("conference",),
        path="presenter_id",
        when="conference__year",
    ),
    Holding(
        "meetings.StageEntry",
        "meetings",
        _("Nhận thưởng tại hội nghị"),
        ("step", "citation"),
        when="step__conference__year",
        blanks={"citation": hide},
    ),
    Holding(
        "meetings.Proxy",
        "meetings",
        _("Được nhận thay"),
        ("conference", "received_by"),
        path="recipient_id",
        when="conference__year",
    ),
    Holding(
        "meetings.Proxy",
        "meetings",
        _("Nhận thay người khác"),
        ("conference", "recipient"),
        path="received_by_id",
        when="conference__year",
    ),
)

OWN = (
    Holding(
        "organisation.RoleAssignment",
        "access",
        _("Vai trò trong hệ thống"),
        ("role", "unit", "valid_from", "valid_to", "decision"),
        path="account__person__pk",
    ),
    Holding(
        "privacy.CorrectionRequest",
        "requests",
        _("Đề nghị sửa dữ liệu"),
        ("datum", "wanted", "asked_on", "due_on", "state", "reason"),
        when="asked_on",
        blanks={"held": hide, "wanted": hide, "proof": hide, "paper": hide, "reason": hide},
    ),
    Holding(
        "privacy.Hold",
        NO_TERM,
        _("Giữ lại quá thời hạn"),
        ("ground", "since", "lifted_on"),
        when="since",
        blanks={"document": hide, "lifted_by": hide},
    ),
    Holding(
        "privacy.Anonymisation",
        NO_TERM,
        _("Ẩn danh"),
        ("document", "happened_on"),
        when="happened_on",
    ),
)

MENTIONS = (
    Mention("documents.Draft", ("data",), _("Bản thảo văn bản")),
    Mention("documents.Document", ("subject",), _("Trích yếu văn bản")),
    Mention("meetings.AgendaItem", ("item", "minutes", "in_charge"), _("Biên bản hội nghị")),
    Mention("meetings.Direction", ("text",), _("Ý kiến chỉ đạo")),
    Mention("meetings.Conclusion", ("text",), _("Kết luận hội nghị")),
    Mention("meetings.Photo", ("caption",), _("Chú thích ảnh")),
    Mention("meetings.PresentationStep", ("handed_over_by",), _("Người trao thưởng")),
    Mention("awards.RegisterEntry", ("received_by", "reason"), _("Sổ khen thưởng")),
    Mention("awards.NominationStep", ("by_label", "reason"), _("Vết của đề nghị khen thưởng")),
    Mention("audit.Use", ("value",), _("Vết dùng số liệu")),
)


def register() -> None:
    """Declare everything above."""
    for holding in (*REGISTER, *YEAR, *COMMENDATION, *MEETINGS, *OWN):
        declare_holding(holding)
    for mention in MENTIONS:
        declare_mention(mention)

"""From data to what templates print: lines of heading and signature, closing marks, counts in words.

Everything that PDF and Word must say alike is worded here once.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from tongket.documents.rendering.errors import SignatureFormError
from tongket.documents.rendering.papers import get_paper
from tongket.documents.rendering.profiles import Profile
from tongket.documents.rendering.shapes import checked
from tongket.documents.rendering.text import (
    count_text,
    ended,
    listed,
    number_line,
    official_date,
    place_date_line,
    share_text,
    short_date,
    spelled,
)

Context = dict[str, Any]
# heads of a collective: they sign on its behalf and nobody signs "for" them (HD 36, HD 05; facts 4.1)
_COLLECTIVE_POSTS = ("bí thư", "trưởng ban kiểm phiếu", "chủ tịch hội nghị")


def context_of(template: str, data: object, profile: Profile) -> Context:
    """The checked data with every computed line added.

    Raises the errors of `shapes`, UnknownTemplateError and SignatureFormError.
    """
    paper = get_paper(template)
    context = checked(data, paper.shape)
    if context.get("heading"):
        context["heading"] = _heading(context["heading"], profile)
    if context.get("signature"):
        context["signature"] = _signature(context["signature"], profile, "signature")
    if context.get("recipients"):
        context["recipients"] = listed(context["recipients"], ";", ".")
    if context.get("as_of"):
        context["as_of"] = f"Số liệu đến {official_date(context['as_of'])}"
    finish = _FINISH.get(template)
    if finish is not None:
        finish(context, profile)
    return context


def _heading(heading: Context, profile: Profile) -> Context:
    place_date = place_date_line(heading["place"], heading["date"], heading["year"])
    return {
        "superior": [line.upper() for line in heading["superior"] or []],
        "issuer": [line.upper() for line in heading["issuer"]],
        "number_line": number_line(profile, heading["number"], heading["symbol"]),
        "place_date": place_date,
    }


def _signature(signature: Context, profile: Profile, place: str) -> Context:
    """Lines of the signature block: `authority`, `post` (upper case) and `name` as written."""
    mode, body, head = signature["mode"], signature["body"], signature["head_post"]
    needs = {"on_behalf": ("body", body), "for_head": ("head_post", head), "by_order": ("body", body)}
    if mode in needs and needs[mode][1] is None:
        raise SignatureFormError(place, why=f"thiếu {needs[mode][0]}", why_en=f"{needs[mode][0]} is missing")
    if mode == "for_head" and profile.scheme == "party" and head.casefold() in _COLLECTIVE_POSTS:
        raise SignatureFormError(
            place,
            why=f"không ký thay (K/T) {head}, người ký thay mặt tập thể",
            why_en=f"nobody signs K/T for “{head}”, who signs on behalf of a collective",
        )
    authority = ""
    if mode == "for_head":
        authority = f"{profile['signature.for_head']} {spelled(profile, head).upper()}"
    elif mode in ("on_behalf", "by_order"):
        authority = f"{profile['signature.' + mode]} {spelled(profile, body).upper()}"
    return {
        "authority": authority,
        "post": (signature["post"] or "").upper(),
        "name": signature["name"] or "",
    }


def _decision(context: Context, profile: Profile) -> None:
    grounds = listed(context["grounds"], profile["grounds.joint"], profile["grounds.end"])
    dash = "- " if profile["grounds.dash"] else ""
    context["grounds"] = [dash + ground for ground in grounds]
    context["deciding_body"] = [line.upper() for line in context["deciding_body"]]
    context["verb"] = (context["verb"] or "Quyết định").upper() + profile["decision.verb_mark"]
    articles = context["articles"]
    if articles and articles[-1]:
        articles[-1][-1] = ended(articles[-1][-1], profile["body.end"])


def _submission(context: Context, profile: Profile) -> None:
    context["addressee_label"] = profile["addressee.label"]
    texts = [block for block in context["blocks"] if block["kind"] == "paragraph"]
    if texts:
        texts[-1]["text"] = ended(texts[-1]["text"], profile["body.end"])


def _teller_minutes(context: Context, profile: Profile) -> None:
    counts = context["counts"]
    official = "đảng viên chính thức" if profile.scheme == "party" else "chính thức"
    labels = {
        "entitled": "Tổng số được triệu tập, có quyền biểu quyết",
        "official_members": f"Trong đó {official}",
        "present": "Số có mặt",
        "issued": "Số phiếu phát ra",
        "returned": "Số phiếu thu về",
        "valid": "Số phiếu hợp lệ",
        "invalid": "Số phiếu không hợp lệ",
    }
    optional = {"official_members"}
    context["count_lines"] = [
        {"label": label, "value": count_text(counts[key])}
        for key, label in labels.items()
        if key not in optional or counts[key] is not None
    ]
    for option in context["options"]:
        option["cells"] = [
            {
                "count": count_text(option["counts"].get(column["key"])),
                "share": share_text(option["shares"].get(column["key"])),
            }
            for column in context["columns"]
        ]
        for key in ("valid", "invalid"):
            option[key] = "" if option[key] is None else count_text(option[key])
    context["own_counts"] = any(option["valid"] or option["invalid"] for option in context["options"])
    context["problem_lines"] = [
        f"{each['sum']}: ghi {count_text(each['left'])}, cộng các phần được {count_text(each['right'])}"
        for each in context["problems"] or []
    ]
    meeting = context["meeting"]
    meeting["date"] = official_date(meeting["date"])
    context["manner"] = "bỏ phiếu kín" if context["secret"] else "bỏ phiếu có ghi tên"


def _conclusion(conclusion: Context) -> None:
    conclusion["due"] = f"trước {official_date(conclusion['due'])}" if conclusion["due"] else ""


def _vote_line(vote: Context) -> str:
    yes, no, other, present = (count_text(vote[key]) for key in ("yes", "no", "abstain", "present"))
    return (
        f"{vote['question']}: tán thành {yes}, không tán thành {no}, ý kiến khác {other}, "
        f"trên tổng số {present} người có mặt."
    )


def _minutes(context: Context, profile: Profile) -> None:
    context["meeting"]["date"] = official_date(context["meeting"]["date"])
    attendance = context["attendance"]
    attendance["absent_count"] = count_text(len(attendance["absent"]))
    for key in ("summoned", "present"):
        attendance[key] = count_text(attendance[key])
    for item in context["items"]:
        item["vote_line"] = _vote_line(item["vote"]) if item["vote"] else ""
    for conclusion in context["conclusions"] or []:
        _conclusion(conclusion)


def _extract(context: Context, profile: Profile) -> None:
    context["source"]["date"] = official_date(context["source"]["date"])
    _conclusion(context["conclusion"])


_PRESENCE = {
    None: "",
    "present": "Có mặt",
    "absent": "Vắng không lý do",
    "excused": "Vắng có lý do",
    "late": "Đến muộn",
    "remote": "Dự trực tuyến",
}


def _attendance(context: Context, profile: Profile) -> None:
    for group in context["groups"]:
        for row in group["rows"]:
            row["presence"] = _PRESENCE[row["presence"]]
    if context["totals"]:
        context["totals"] = {key: count_text(value) for key, value in context["totals"].items()}


_STATES = {"issued": "", "reprinted": "In lại", "reissued": "Cấp lại", "cancelled": "Đã hủy"}


def _register(context: Context, profile: Profile) -> None:
    for row in context["rows"]:
        row["date"] = short_date(row["date"])
        row["multiple"] = (row["multiple"] or "").replace(".", ",")
        row["amount"] = "" if row["amount"] is None else f"{row['amount']:,}".replace(",", ".")
        row["cancelled"] = row["state"] == "cancelled"
        state = spelled(profile, _STATES[row["state"]])
        row["remark"] = ". ".join(part for part in (state, row["remark"]) if part)


def _certificates(context: Context, profile: Profile) -> None:
    context["issuer"] = [line.upper() for line in context["issuer"]]
    context["superior"] = [line.upper() for line in context["superior"] or []]
    context["motto"] = profile["motto.lines"]
    for index, item in enumerate(context["items"]):
        item["place_date"] = place_date_line(item["place"], item["date"], None)
        item["decision_date"] = official_date(item["decision_date"])
        item["signature"] = _signature(item["signature"], profile, f"items[{index}].signature")


def _slips(context: Context, profile: Profile) -> None:
    context["issuer"] = [line.upper() for line in context["issuer"]]


_FINISH: dict[str, Callable[[Context, Profile], None]] = {
    "decision": _decision,
    "submission": _submission,
    "teller_minutes": _teller_minutes,
    "minutes": _minutes,
    "extract": _extract,
    "attendance": _attendance,
    "register": _register,
    "certificates": _certificates,
    "check_slips": _slips,
}


def plain(value: object) -> Any:
    """The context as JSON takes it (dates as ISO texts)."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value

"""The papers that can be made: name, label, the data each takes, and whether it also exists as Word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tongket.documents.rendering.errors import UnknownTemplateError
from tongket.documents.rendering.shapes import DATE, DECIMAL, LINES, ROW

HEADING = {
    "superior?": LINES,
    "issuer": LINES,
    "number?": str,
    "symbol?": str,
    "place?": str,
    "date?": DATE,
    "year?": int,
}
SIGNATURE = {
    "mode": ("on_behalf", "head", "for_head", "by_order", "plain"),
    "body?": str,
    "head_post?": str,
    "post?": str,
    "name?": str,
}
COLUMN = {"label": str, "align?": ("left", "center", "right"), "share?": int, "width_mm?": int}
TABLE = {"title?": str, "columns": [COLUMN], "rows": [ROW], "total?": [str], "notes?": [str]}
ANNEX = {
    "title": str,
    "subject?": str,
    "attached_to?": str,
    "paragraphs?": [str],
    "tables": [TABLE],
    "landscape?": bool,
}
BLOCK = {
    "kind": ("heading", "paragraph", "bullets", "table"),
    "text?": str,
    "items?": [str],
    "table?": TABLE,
}
PERSON = {"name": str, "post?": str}
DECISION = {
    "heading": HEADING,
    "title": str,
    "subject": str,
    "deciding_body": LINES,
    "grounds": [str],
    "verb?": str,
    "articles": [[str]],
    "recipients": [str],
    "signature": SIGNATURE,
    "annexes?": [ANNEX],
}
SUBMISSION = {
    "heading": HEADING,
    "title": str,
    "subject": str,
    "addressed_to": [str],
    "blocks": [BLOCK],
    "recipients": [str],
    "signature": SIGNATURE,
    "annexes?": [ANNEX],
}
TELLER_MINUTES = {
    "heading": HEADING,
    "title": str,
    "subject": str,
    "meeting": {"name": str, "place?": str, "began?": str, "ended?": str, "date": DATE},
    "tellers_body": str,
    "tellers": [PERSON],
    "kind": ("levels", "yes_no", "choose", "confidence"),
    "secret": bool,
    "counts": {
        "entitled": int,
        "official_members?": int,
        "present?": int,
        "issued?": int,
        "returned?": int,
        "valid?": int,
        "invalid?": int,
    },
    "base_label": str,
    "threshold_label?": str,
    "places?": int,
    "columns": [{"key": str, "label": str}],
    "options": [
        {
            "name": str,
            "detail?": str,
            "valid?": int,
            "invalid?": int,
            "counts": {"*?": int},
            "shares": {"*?": DECIMAL},
            "result?": str,
        }
    ],
    "problems?": [{"sum": str, "left": int, "right": int}],
    "results": [str],
    "notes?": [str],
    "signatures": [{"post": str, "name?": str}],
}
CONCLUSION = {"number": int, "text": str, "target?": str, "in_charge": str, "due?": DATE}
MINUTES = {
    "heading": HEADING,
    "title": str,
    "subject": str,
    "meeting": {"name": str, "place": str, "date": DATE, "opened": str, "closed": str},
    "chairs": [PERSON],
    "secretaries": [PERSON],
    "attendance": {
        "summoned": int,
        "present": int,
        "absent": [{"name": str, "reason?": str}],
        "guests?": [PERSON],
    },
    "items": [
        {
            "number": int,
            "began?": str,
            "title": str,
            "in_charge?": str,
            "notes?": [str],
            "opinions?": [{"by": str, "text": str}],
            "vote?": {"question": str, "yes": int, "no": int, "abstain": int, "present": int},
            "outcome?": str,
        }
    ],
    "conclusions?": [CONCLUSION],
    "closing?": str,
    "signatures": [{"post": str, "name?": str}],
}
EXTRACT = {
    "heading": HEADING,
    "title": str,
    "subject": str,
    "source": {"title": str, "date": DATE, "meeting": str},
    "attendance": [str],
    "content": str,
    "course": [str],
    "conclusion": CONCLUSION,
    "addressed_to?": str,
    "signatures": [{"post": str, "name?": str}],
}
ATTENDANCE = {
    "heading": HEADING,
    "title": str,
    "subject": str,
    "as_of?": DATE,
    "groups": [
        {
            "name": str,
            "rows": [
                {
                    "name": str,
                    "post?": str,
                    "presence?": ("present", "absent", "excused", "late", "remote"),
                    "reason?": str,
                }
            ],
        }
    ],
    "totals?": {"summoned": int, "present": int, "absent": int},
    "signature?": SIGNATURE,
}
RUNNING_ORDER = {
    "heading": HEADING,
    "title": str,
    "subject": str,
    "groups": [
        {
            "number": int,
            "award": str,
            "issuer": str,
            "decision": str,
            "presenter": PERSON,
            "citation?": str,
            "recipients": [
                {
                    "order": int,
                    "name": str,
                    "detail?": str,
                    "register_number?": str,
                    "absent?": bool,
                    "proxy?": str,
                }
            ],
        }
    ],
    "signature?": SIGNATURE,
}
REGISTER = {
    "heading": HEADING,
    "title": str,
    "subject": str,
    "as_of?": DATE,
    "rows": [
        {
            "number": str,
            "decision": str,
            "date": DATE,
            "name": str,
            "unit": str,
            "form": str,
            "citation": str,
            "multiple?": DECIMAL,
            "amount?": int,
            "received?": str,
            "state": ("issued", "reprinted", "reissued", "cancelled"),
            "remark?": str,
        }
    ],
    "signature?": SIGNATURE,
}
QUOTA = {
    "heading": HEADING,
    "title": str,
    "subject": str,
    "as_of?": DATE,
    "group": str,
    "figures": [{"label": str, "value": str, "note?": str}],
    "steps": [str],
    "answer": str,
    "parameters": [{"label": str, "value": str, "confirmed": bool, "cites?": str}],
    "tables?": [TABLE],
    "signature?": SIGNATURE,
}
LIST = {
    "heading?": HEADING,
    "title": str,
    "subject?": str,
    "as_of?": DATE,
    "landscape?": bool,
    "paragraphs?": [str],
    "tables": [TABLE],
    "signature?": SIGNATURE,
    "recipients?": [str],
}
OFFSET = {"x?": DECIMAL, "y?": DECIMAL}
CERTIFICATE = {
    "honorific?": str,
    "name": str,
    "post?": str,
    "citation": str,
    "place": str,
    "date": DATE,
    "decision": str,
    "decision_date": DATE,
    "register_number?": str,
    "signature": SIGNATURE,
    "check_code?": str,
    "qr_text?": str,
}
CERTIFICATES = {
    "layout?": str,
    "superior?": LINES,
    "issuer": LINES,
    "giving": str,
    "title": str,
    "blanks": bool,
    "offset_mm?": OFFSET,
    "field_offsets_mm?": {"*": OFFSET},
    "proof_mark?": str,
    "backs": bool,
    "check_place?": str,
    "items": [CERTIFICATE],
}
RULER = {"layout?": str, "offset_mm?": OFFSET, "field_offsets_mm?": {"*": OFFSET}}
SLIPS = {
    "issuer": LINES,
    "title": str,
    "check_place?": str,
    "items": [{"name": str, "register_number": str, "decision": str, "check_code": str}],
}
ARTICLE = {
    "title": str,
    "dateline": str,
    "lead?": str,
    "paragraphs": [str],
    "byline": str,
    "captions?": [{"number": int, "text": str, "consent?": str}],
    "names?": [{"name": str, "post?": str, "unit?": str}],
    "sources?": [{"figure": str, "text": str, "source": str}],
}


@dataclass(frozen=True)
class Paper:
    """A kind of paper: its data shape and the forms in which it is made."""

    name: str
    label: Mapping[str, str]
    shape: Mapping[str, Any]
    pdf: bool = True
    word: bool = False


def _papers(*papers: Paper) -> dict[str, Paper]:
    return {paper.name: paper for paper in papers}


PAPERS: Mapping[str, Paper] = _papers(
    Paper("decision", {"vi": "Quyết định", "en": "Decision"}, DECISION, word=True),
    Paper("submission", {"vi": "Tờ trình", "en": "Submission letter"}, SUBMISSION, word=True),
    Paper("teller_minutes", {"vi": "Biên bản kiểm phiếu", "en": "Teller minutes"}, TELLER_MINUTES, word=True),
    Paper("minutes", {"vi": "Biên bản hội nghị", "en": "Minutes of a conference"}, MINUTES, word=True),
    Paper("extract", {"vi": "Trích biên bản", "en": "Extract of minutes"}, EXTRACT),
    Paper("attendance", {"vi": "Danh sách điểm danh", "en": "Attendance list"}, ATTENDANCE),
    Paper("running_order", {"vi": "Thứ tự trao khen thưởng", "en": "Running order of awards"}, RUNNING_ORDER),
    Paper("register", {"vi": "Sổ khen thưởng", "en": "Award register"}, REGISTER),
    Paper("quota", {"vi": "Bản tính số lượng tối đa", "en": "Quota calculation"}, QUOTA),
    Paper("list", {"vi": "Danh sách", "en": "List"}, LIST),
    Paper("certificates", {"vi": "Giấy khen", "en": "Certificates"}, CERTIFICATES),
    Paper("certificate_ruler", {"vi": "Bản in thử có thước", "en": "Ruler test print"}, RULER),
    Paper("check_slips", {"vi": "Phiếu mã kiểm tra", "en": "Check slips"}, SLIPS),
    Paper("article", {"vi": "Bài viết bàn giao", "en": "Article hand-over"}, ARTICLE, pdf=False, word=True),
)


def get_paper(name: str) -> Paper:
    """The paper of this name; raises UnknownTemplateError."""
    try:
        return PAPERS[name]
    except KeyError:
        raise UnknownTemplateError(name, known=", ".join(PAPERS)) from None

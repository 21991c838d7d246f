"""Data for the papers of a conference, in the shapes of ``tongket/documents/README.md``.

Papers are Vietnamese whatever the reader's language. ``viewer`` decides which reasons of absence are printed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.utils import translation

from tongket.access.decisions import Actor
from tongket.common.dates import format_day
from tongket.meetings.models import AgendaItem, Conclusion, Conference, Speech
from tongket.meetings.queries import (
    AttendanceGroup,
    StageStep,
    agenda_of,
    attendance_list,
    conclusions_of,
    conference_figures,
    guests_of,
    running_order,
    speeches_of,
)
from tongket.organisation.queries import heads, name_on, parent_of

Data = dict[str, Any]


def _heading(conference: Conference) -> Data:
    day = conference.held_on
    above = parent_of(conference.unit, day)
    return {
        "superior": name_on(above, day) if above else None,
        "issuer": name_on(conference.unit, day),
        "number": None,
        "symbol": None,
        "date": day,
    }


def _hours(time: dt.time) -> str:
    return f"{time.hour:02d} giờ {time.minute:02d}"


def chair_of(conference: Conference) -> Data:
    """Who chairs: as the plan says, else the head of the organisation that day."""
    if conference.chaired_by:
        name, _comma, post = conference.chaired_by.partition(", ")
        return {"name": name, "post": post or None}
    head = heads([conference.unit], conference.held_on).first()
    return {"name": head.person.name, "post": head.title} if head else {"name": "", "post": None}


def _signatures(conference: Conference) -> list[Data]:
    return [
        {"post": "Người ghi biên bản", "name": conference.minutes_by or None},
        {"post": "Chủ trì hội nghị", "name": chair_of(conference)["name"] or None},
    ]


def attendance_data(viewer: Actor, conference: Conference) -> Data:
    """The attendance list with its column of presence; empty cells before the day, for ticking by hand."""
    groups = attendance_list(viewer, conference)
    figures = conference_figures(conference).attendance
    data: Data = {
        "heading": _heading(conference),
        "title": "Danh sách điểm danh",
        "subject": conference.title,
        "groups": [{"name": g.unit.name, "rows": _attendance_rows(g)} for g in groups],
    }
    if not figures.unknown:
        data["totals"] = {
            "summoned": figures.summoned,
            "present": figures.present,
            "absent": figures.absent,
        }
    return data


def _attendance_rows(group: AttendanceGroup) -> list[Data]:
    presence = {None: None, True: "present", False: "absent"}
    return [
        {
            "name": line.row.person.name,
            "post": line.posts or None,
            "presence": "excused" if line.reason else presence[line.row.present],
            "reason": line.reason or None,
        }
        for line in group.lines
    ]


def minutes_data(viewer: Actor, conference: Conference) -> Data:
    """The minutes: who came, what was said under each item, what was concluded.

    Totals are those of the signed list where it was entered; the names of absentees come from the list.
    """
    items = agenda_of(conference)
    figures = conference_figures(conference)
    chair = chair_of(conference)
    data: Data = {
        "heading": _heading(conference),
        "title": "Biên bản",
        "subject": conference.title,
        "meeting": {
            "name": conference.title,
            "place": conference.place,
            "date": conference.held_on,
            "opened": _hours(items[0].started_at or items[0].starts_at),
            "closed": _hours(items[-1].ended_at or items[-1].ends_at),
        },
        "chairs": [chair] if chair["name"] else [],
        "secretaries": [{"name": conference.minutes_by}] if conference.minutes_by else [],
        "attendance": {
            "summoned": figures.summoned,
            "present": figures.present,
            "absent": _absent(viewer, conference),
            "guests": [{"name": g.name, "post": g.post or None} for g in guests_of(conference)],
        },
        "items": _minutes_items(items, speeches_of(conference)),
        "signatures": _signatures(conference),
    }
    conclusions = conclusions_of(conference)
    if conclusions:
        data["conclusions"] = [_conclusion(c) for c in conclusions]
    return data


def _absent(viewer: Actor, conference: Conference) -> list[Data]:
    return [
        {"name": line.row.person.name, "reason": line.reason or None}
        for group in attendance_list(viewer, conference, "absent")
        for line in group.lines
    ]


def _minutes_items(items: Sequence[AgendaItem], speeches: Sequence[Speech]) -> list[Data]:
    rows = [
        {
            "number": item.number,
            "began": f"{item.started_at:%H:%M}" if item.started_at else None,
            "title": item.item,
            "in_charge": item.in_charge,
            "notes": [line.strip() for line in item.minutes.splitlines() if line.strip()],
            "opinions": _opinions([s for s in speeches if s.item_id == item.pk]),
        }
        for item in items
    ]
    loose = [s for s in speeches if s.item_id is None]
    if loose:
        rows.append(
            {
                "number": items[-1].number + 1,
                "title": "Ý kiến phát biểu tại hội nghị",
                "opinions": _opinions(loose),
            }
        )
    return rows


def _opinions(speeches: Sequence[Speech]) -> list[Data]:
    return [
        {"by": speech.speaker, "text": direction.text}
        for speech in speeches
        for direction in speech.directions.all()
    ]


def _conclusion(conclusion: Conclusion) -> Data:
    return {
        "number": conclusion.number,
        "text": conclusion.text,
        "target": conclusion.target or None,
        "in_charge": conclusion.in_charge.name,
        "due": conclusion.due_on,
    }


def extract_data(conclusion: Conclusion) -> Data:
    """The extract of one conclusion for the unit in charge."""
    conference = conclusion.conference
    figures = conference_figures(conference)
    chair = chair_of(conference)
    present = f"Có mặt {figures.present} trên {figures.summoned} người được triệu tập."
    named = ", ".join(part for part in (chair["name"], chair["post"]) if part)
    behind = [
        f"{direction.speech.speaker}: {direction.text}."
        for direction in conclusion.directions.select_related("speech")
    ]
    return {
        "heading": _heading(conference),
        "title": "Trích biên bản",
        "subject": conference.title,
        "source": {
            "title": f"Biên bản {conference.title}",
            "date": conference.held_on,
            "meeting": f"tại {conference.place}",
        },
        "attendance": [*([f"Chủ trì: đồng chí {named}."] if named else []), present],
        "content": f"{conclusion.text}.",
        "course": behind,
        "conclusion": _conclusion(conclusion),
        "addressed_to": conclusion.in_charge.name,
        "signatures": _signatures(conference),
    }


def running_order_data(conference: Conference) -> Data:
    """The order of presentation, group by group, as the pile of certificates is sorted."""
    with translation.override("vi"):
        steps = running_order(conference)
    return {
        "heading": _heading(conference),
        "title": "Thứ tự trao khen thưởng",
        "subject": conference.title,
        "groups": [_group(shown) for shown in steps],
    }


def _group(shown: StageStep) -> Data:
    return {
        "number": shown.step.number,
        "award": shown.title,
        "issuer": shown.issuer,
        "decision": "; ".join(
            f"Quyết định số {d.reference}, ngày {format_day(d.date)}" for d in shown.decisions
        )
        or "công nhận, không kèm giấy khen",
        "presenter": {"name": shown.step.handed_over_by, "post": shown.presenter_posts or None},
        "recipients": [
            {
                "order": line.entry.order,
                "name": line.name,
                "detail": line.posts or None,
                "register_number": _register_number(line.entry),
                "absent": line.absent,
                "proxy": line.proxy_label or None,
            }
            for line in shown.lines
        ],
    }


def _register_number(entry: Any) -> str | None:
    certificate = getattr(entry.award, "certificate", None) if entry.award else None
    return certificate.number_text if certificate else None


#: Papers of the whole conference, by the name of their template.
PAPERS: dict[str, Callable[[Actor, Conference], Data]] = {
    "attendance": attendance_data,
    "minutes": minutes_data,
    "running_order": lambda _viewer, conference: running_order_data(conference),
}


def file_name(paper: str, conference: Conference, suffix: str) -> str:
    """'bien-ban-2022-01-19.pdf'."""
    names = {
        "attendance": "diem-danh",
        "minutes": "bien-ban",
        "running_order": "thu-tu-trao-thuong",
        "extract": "trich-bien-ban",
    }
    return f"{names[paper]}-{conference.held_on:%Y-%m-%d}.{suffix}"

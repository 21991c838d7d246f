"""What lies on the clerk's desk: the papers of the seed year as text to type and as sheets to upload."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[3] / "tongket" / "demo" / "department-2021"


def _read(name: str) -> dict[str, Any]:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


AWARDS = _read("10-khen-thuong.yaml")
CONFERENCE = _read("09-hoi-nghi.yaml")

COMMENDED_ORGANISATIONS = "\n".join(
    next(d["recipients"] for d in AWARDS["decisions"] if d["covers"] == "organisation")
)

Line = list[str | int | None]


def _day(value: object) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def _subject(entry: dict[str, Any] | str) -> list[str | None]:
    """Name and birth date of a person, or a body's name or code alone."""
    return [entry, None] if isinstance(entry, str) else [entry["name"], _day(entry["birth"])]


def history() -> list[Line]:
    """Levels and commendations of earlier years: a line for each."""
    lines: list[Line] = []
    for person in AWARDS["history"]:
        who = _subject(person)
        lines += [[None, *who, int(year), None, label] for year, label in person["levels"].items()]
        lines += [
            [None, *who, int(a["year"]), "Đảng", None, a["form"], a["by"], a["number"]]
            for a in person["awards"]
        ]
    return lines


KINDS = {
    "members_excellent": "Đảng viên hoàn thành xuất sắc nhiệm vụ",
    "superior_individuals": "Đảng viên 5 năm liền hoàn thành xuất sắc nhiệm vụ",
}


def nominations() -> list[Line]:
    """Who is nominated for what."""
    lines: list[Line] = []
    for kind, entries in AWARDS["nominations"].items():
        for entry in entries:
            known = entry if isinstance(entry, dict) else {}
            first, _, last = str(known.get("period") or "").partition("-")
            lines.append(
                [
                    None,
                    KINDS.get(kind, kind),
                    *_subject(entry),
                    known.get("achievement"),
                    int(first) if first else None,
                    int(last) if last else None,
                    known.get("field"),
                ]
            )
    return lines


def decisions() -> list[Line]:
    """The signed decisions on commendation, a line for each recipient that the paper names."""
    lines: list[Line] = []
    for paper in AWARDS["decisions"]:
        kind = paper["covers"]
        if kind.startswith("levels of"):
            continue
        named = paper.get("recipients") or [paper.get("recipient")]
        for recipient in named:
            who = _subject(recipient) if recipient else [None, None]
            reason = None if recipient else "Không thuộc số lượng tối đa theo kết quả bỏ phiếu"
            lines.append(
                [
                    None,
                    paper["number"],
                    _day(paper["date"]),
                    paper["by"],
                    paper["signer"],
                    paper["subject"],
                    KINDS.get(kind, kind),
                    *who,
                    reason,
                ]
            )
    return lines


KIND_LABELS = {
    "organisation": "Tổ chức cơ sở đảng hoàn thành xuất sắc nhiệm vụ tiêu biểu",
    "superior_individuals": KINDS["superior_individuals"],
    "exemplars": "Lựa chọn xây dựng điển hình tiên tiến",
    "cells": "Chi bộ hoàn thành xuất sắc nhiệm vụ tiêu biểu",
    "members_excellent": KINDS["members_excellent"],
    "directive_05": "Cá nhân thực hiện tốt Chỉ thị 05-CT/TW",
}
ONLY = {"leaders": "Lãnh đạo", "others": "Không giữ chức vụ lãnh đạo"}


def agenda() -> str:
    """The agenda as a table in the clipboard."""
    return "\n".join(
        "\t".join(str(a[k]) for k in ("number", "from", "to", "item", "in_charge"))
        for a in CONFERENCE["agenda"]
    )


def guests() -> str:
    """Guests with their posts, one a line."""
    return "\n".join(f"{g['name']}\t{g['post']}" for g in CONFERENCE["guests"])


def photos() -> str:
    """Captions of the photos wanted, one a line."""
    return "\n".join(p["caption"] for p in CONFERENCE["photos"])


def with_birth(person: dict[str, Any]) -> str:
    """A person as lists tell people of one name apart."""
    return f"{person['name']} ({_day(person['birth'])})"


def written_down() -> dict[str, list[Line]]:
    """What the secretary of the conference noted, by sheet."""
    return {
        "Bien ban": [
            [a["number"], f"{a['item']}: đồng chí {a['in_charge']} thực hiện.", a["from"], a["to"]]
            for a in CONFERENCE["agenda"]
        ],
        "Phat bieu": [[s["number"], s["by"], s["minutes"]] for s in CONFERENCE["speeches"]],
        "Chi dao": [[d["id"], d["speech"], d["text"]] for d in CONFERENCE["directions"]],
        "Ket luan": [
            [
                c["key"],
                c["text"],
                c["target"],
                c["in_charge"],
                _day(c["due"]),
                ", ".join(c["from_directions"]),
            ]
            for c in CONFERENCE["conclusions"]
        ],
    }

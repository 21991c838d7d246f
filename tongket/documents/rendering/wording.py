"""The sentences of decisions, made from plain facts: data for the paper `decision`.

Recognising levels and giving certificates are two decisions with own bodies and dates; none implies the
other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tongket.documents.rendering.text import count_text, money_text

Data = dict[str, Any]


@dataclass(frozen=True)
class Group:
    """Recipients under one group title of the annexed list: rows of cell texts without the running number."""

    title: str | None
    rows: Sequence[Sequence[str]]


def annexed_list(
    *,
    title: str,
    subject: str,
    attached_to: str,
    columns: Sequence[Mapping[str, Any]],
    groups: Sequence[Group],
) -> Data:
    """An annex with one table, numbered through all groups. `columns` are those of the cells."""
    rows: list[Any] = []
    number = 0
    for group in groups:
        if group.title is not None:
            rows.append(group.title)
        for cells in group.rows:
            number += 1
            rows.append([str(number), *cells])
    numbered = [{"label": "TT", "align": "center", "width_mm": 11}, *columns]
    return {
        "title": title,
        "subject": subject,
        "attached_to": attached_to,
        "tables": [{"columns": numbered, "rows": rows}],
    }


def level_decision(
    *,
    heading: Data,
    deciding_body: str,
    grounds: Sequence[str],
    year: int,
    subjects: str,
    counter: str,
    counts: Sequence[tuple[str, int]],
    executors: str,
    recipients: Sequence[str],
    signature: Data,
    annex: Data,
) -> Data:
    """Decision that recognises levels of a year.

    `subjects`: "đảng viên", "chi bộ"; `counter`: the word counted with ("đồng chí", "chi bộ"); `counts`:
    label of each level, best first, with its number (levels without anybody are left out); `executors`: who
    carries it out.
    """
    total = sum(number for _, number in counts)
    each = ", ".join(f"{count_text(number)} {counter} {label.lower()}" for label, number in counts if number)
    return {
        "heading": heading,
        "title": "Quyết định",
        "subject": f"công nhận mức xếp loại chất lượng {subjects} năm {year}",
        "deciding_body": deciding_body,
        "grounds": list(grounds),
        "articles": [
            [
                f"Công nhận mức xếp loại chất lượng năm {year} đối với {count_text(total)} {subjects}: "
                f"{each} (có danh sách kèm theo)."
            ],
            [f"{executors} và các {subjects} có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này."],
        ],
        "recipients": list(recipients),
        "signature": signature,
        "annexes": [annex],
    }


def certificate_decision(
    *,
    heading: Data,
    deciding_body: str,
    grounds: Sequence[str],
    form: str,
    subjects: str,
    count: int,
    achievement: str,
    amount: int | None,
    money_source: str | None,
    executors: str,
    recipients: Sequence[str],
    signature: Data,
    annex: Data | None,
    named: str | None = None,
) -> Data:
    """Decision that gives certificates.

    `form`: "Giấy khen"; `subjects`: "đảng viên", "chi bộ"; `achievement`: what for, in lower case ("đạt tiêu
    chuẩn …"). One recipient is `named` ("đồng chí …, Chi bộ 1") and needs no annex. `amount`: the money for
    each, whole đồng, None where there is none; `money_source` says from which budget.
    """
    who = named if named is not None else f"{count_text(count)} {subjects}"
    listed = " (có danh sách kèm theo)" if annex is not None else ""
    articles = [[f"Tặng {form} cho {who} {achievement}{listed}."]]
    if amount is not None:
        each = "Mỗi trường hợp kèm theo" if count > 1 else "Kèm theo"
        source = f", {money_source}" if money_source else ""
        articles.append([f"{each} {form} được thưởng {money_text(amount)}{source}."])
    articles.append(
        [f"{executors} và {subjects} có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này."]
    )
    return {
        "heading": heading,
        "title": "Quyết định",
        "subject": f"tặng {form} cho {subjects} {achievement}",
        "deciding_body": deciding_body,
        "grounds": list(grounds),
        "articles": articles,
        "recipients": list(recipients),
        "signature": signature,
        "annexes": [] if annex is None else [annex],
    }

"""Writes a case folder: eleven files with the names, sheets, headings and habits of the shipped one."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.cases.facts import Case
from tests.cases.sheets import Book
from tests.cases.workbooks import ballots, organisation, reviews, year_of_work

CLAUSES = {
    "exempt_from_activities": "out of scope",
    "activities_suspended": "out of scope",
    "admitted_less_than_six_months": "reviewed, not rated",
    "criteria_frame": "ceiling from the marks",
    "civil_rating_not_excellent": "at most good",
    "sick_three_months": "at most fair",
    "disciplined_in_year": "failed",
    "tasks_below_half": "failed",
    "civil_rating_failed": "failed",
    "head_not_above_unit": "at most the level of the unit headed",
    "member_quota": "at most good when not chosen in the second ballot",
    "member_border_tie": "at most good for those tied at the border",
    "cell_all_members_fair": "at most good",
    "cell_eighty_percent_good": "at most good",
    "cell_mass_bodies_good": "at most good",
    "cell_quota": "at most good when not chosen in the ballot on cells",
    "subordinates_all_fair": "organisation at most good",
    "subordinates_eighty_percent_good": "organisation at most good",
    "superior_quota": "organisation at most good when the superior did not choose it",
}


def write_case(case: Case, folder: Path, seed: int = 0) -> Path:
    """Write the files of the case into a new folder; how cells are spelled depends on the seed."""
    folder.mkdir(parents=True)
    rng = Random(seed)
    for name, text in {
        "00-tham-so.yaml": parameters(case),
        "09-hoi-nghi.yaml": case.conference,
        "10-khen-thuong.yaml": case.awards,
    }.items():
        dumped = yaml.safe_dump(text, allow_unicode=True, sort_keys=False, width=140)
        (folder / name).write_text(dumped, encoding="utf-8")
    heads = (case.superior.upper(), case.name.upper())
    for name, fill in {
        "01-to-chuc.xlsx": organisation.units,
        "02-dang-vien.xlsx": organisation.register,
        "03-nhiem-vu.xlsx": year_of_work.tasks,
        "04-danh-gia-cong-chuc.xlsx": year_of_work.civil_ratings,
        "05-kiem-diem.xlsx": reviews.marks,
        "06-phieu.xlsx": ballots.counts,
        "07-ky-luat-kiem-tra.xlsx": year_of_work.oversight,
        "08-sinh-hoat-hoc-tap.xlsx": year_of_work.meetings,
    }.items():
        book = Book(heads, rng)
        fill(book, case)
        book.save(folder / name)
    return folder


def parameters(case: Case) -> dict[str, Any]:
    quotas = {}
    for what, quota in case.quotas.items():
        group = "direct superior" if what == "organisations" else "grassroots organisation"
        quotas[what] = vars(quota) | {"group": group}
    return {
        "year": case.year,
        "organisation": f"{case.name}, tỉnh Trung Du",
        "agency": case.agency,
        "superior": case.superior,
        "rules": {
            "central": ["QĐ 132-QĐ/TW", "HD 21-HD/BTCTW"],
            "civil_servants": "NĐ 90/2020/NĐ-CP",
            "local_layer": {"title": "Hướng dẫn số 07-HD/ĐUK ngày 15/11/2021", "fictional": True},
        },
        "dates": case.dates,
        "quotas": quotas,
        "votes": {
            "cell": {
                "roll": "official members, not exempt, not suspended",
                "majority": "more than half of the roll",
            },
            "second_ballot": {
                "roll": "committee",
                "majority": "more than half of the roll",
                "choices_at_most": "places",
                "border_tie": "none of the tied unless a further ballot is held",
            },
            "ballot_on_cells": "as second_ballot; cells tied at the border fall under cell_quota",
        },
        "marks_that_decide": {
            "members": "cell committee",
            "cells": "superior body",
            "organisation": "superior body",
        },
        "result_criteria": {
            "members": ["results"],
            "cells": ["programme", "targets"],
            "organisation": ["programme", "targets"],
        },
        "frames": {
            "excellent": {"result_criteria": "all excellent", "other_criteria": "all at least good"},
            "good": {"result_criteria": "all at least good", "other_criteria": "all at least fair"},
            "fair": {"result_criteria": "all at least fair", "other_criteria": "all at least fair"},
            "failed": "otherwise",
        },
        "sick_leave_days": case.sick_leave_days,
        "months_since_admission": case.months_since_admission,
        "head_cap_on_member_level": case.head_cap,
        "excellent_unit": {
            "all_at_least": "fair",
            "share_at_least_good": case.share_at_least_good,
            "counted": "members' levels before the head's clause and the quota",
        },
        "order": [
            "members without the head's clause",
            "cells",
            "quota and ballot on cells",
            "organisation",
            "head's clause",
            "quota and second ballot on members",
        ],
        "clauses": {
            clause: {"effect": effect, "cites": "HD 21 II, local layer"} for clause, effect in CLAUSES.items()
        },
    }

"""Nothing of one country's regulations is wired into the engine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tongket.rules import assess, explain, load_pack, show_pack

STAFF: dict[str, object] = {
    "id": "a",
    "department": "D",
    "joined_on": "2015-01-05",
    "goal_business": "105.5",
    "goal_people": 100,
    "goal_learning": 100,
    "manager_level": "outstanding",
}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_company_reads_its_own_words_only(lang: str) -> None:
    pack = load_pack("org.company", 2021)
    page = explain(pack, assess(pack, {"staff": [STAFF]}), "a", lang=lang)
    text = f"{page.to_dict()} {show_pack(pack, lang=lang)}"
    assert page.level == "on_target"
    assert not re.search(r"đảng|chi bộ|party|cell", text, re.IGNORECASE)


def test_the_engine_knows_no_level_of_a_pack() -> None:
    room = Path(__file__).parents[1]
    for path in room.rglob("*.py"):
        if "tests" not in path.parts:
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"[\"'](excellent|fair|failed|eligible|outstanding)[\"'](?!:)", text), (
                path.name
            )

"""Facts of a small fictional organisation for the tests of this room."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from tongket.rules import LayerSource, Pack, RuleError, load_pack
from tongket.rules.loader import PACKS

YEAR = 2021
LAYER = PACKS / "vn.party" / "2018-2022" / "cases" / "layers" / "local.yaml"

GOOD_MEMBER: dict[str, object] = {
    "cell": "C",
    "grassroots": "O",
    "admitted_on": "2010-05-19",
    "rated_on": "2021-12-15",
    "exempt": "no",
    "suspended": "no",
    "sick_days": 0,
    "marks_political": "good",
    "marks_ethics": "good",
    "marks_discipline": "good",
    "marks_style": "good",
    "marks_results": "excellent",
    "marks_remedy": "good",
    "tasks_total": 4,
    "tasks_done": 4,
    "civil_rating": "excellent",
    "disciplined_in_year": "no",
    "head_of": "none",
    "level_cell": "excellent",
}
GOOD_UNIT: dict[str, object] = {
    "kind": "cell",
    "grassroots": "O",
    "parent": "O",
    "established_on": "2015-01-02",
    "marks_political": "good",
    "marks_organisation": "good",
    "marks_mass_bodies": "good",
    "marks_inspection": "good",
    "marks_programme": "excellent",
    "marks_targets": "excellent",
    "marks_remedy": "good",
    "sibling_bodies_lowest": "good",
    "level_self": "good",
}
ORGANISATION: dict[str, object] = {**GOOD_UNIT, "id": "O", "kind": "grassroots_organisation", "parent": None}


def member(member_id: str, **facts: object) -> dict[str, object]:
    """A member who fulfils every condition of the highest level, with these facts changed."""
    return {"id": member_id, **GOOD_MEMBER, **facts}


def unit(unit_id: str, **facts: object) -> dict[str, object]:
    """A cell that fulfils every condition of the highest level, with these facts changed."""
    return {"id": unit_id, **GOOD_UNIT, **facts}


def facts(
    *members: dict[str, object], units: list[dict[str, object]] | None = None
) -> dict[str, list[dict[str, object]]]:
    """Facts of one organisation O with the cell C (or other units) and these members."""
    return {"members": list(members), "units": [ORGANISATION, *(units if units is not None else [unit("C")])]}


def layer(text: str) -> LayerSource:
    """A layer for the year, written in the test."""
    return LayerSource("layer.yaml", f"year: {YEAR}\n{textwrap.dedent(text)}")


def pack(*layers: Path | LayerSource) -> Pack:
    """The pack of the seed year with these layers (none: the local layer of the worked cases)."""
    return load_pack("vn.party", YEAR, layers or (LAYER,))


def refused(*layers: Path | LayerSource, root: Path | None = None) -> RuleError:
    """The refusal that loading these layers (over the packs in `root`) ends with."""
    with pytest.raises(RuleError) as caught:
        load_pack("vn.party", YEAR, layers, root=root)
    return caught.value

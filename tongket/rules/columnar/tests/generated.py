"""Facts of any pack made up from its own facts.yaml: mostly good, with gaps, borders, ties and tiny groups."""

from __future__ import annotations

import datetime
import random

from tongket.rules import Pack
from tongket.rules.columnar.groups import calls
from tongket.rules.expressions.tree import Const
from tongket.rules.model import FactDef

Rows = list[dict[str, object]]
_GROUPS = ("G1", "G2")
_BORDERS = (0, 1, 2, 3, 4, 5, 8, 9, 10, 89, 90, 91)


def generated_facts(pack: Pack, seed: int, size: int, gaps: float, spread: float) -> dict[str, Rows]:
    """Tables without faults. `gaps`: share of unknown cells; `spread`: share of cells that are not the best."""
    chance = random.Random(seed)
    tables: dict[str, Rows] = {}
    unit_ids = _units(pack, chance, size, gaps, spread, tables)
    for table, columns in pack.facts.items():
        if table in ("units", "history") or "id" not in columns:
            continue
        rows: Rows = []
        for number in range(size * 4):
            row = _row(pack, columns, chance, gaps, spread, unit_ids, f"{table[0]}{number}")
            for name, fact in columns.items():
                if fact.refers_to not in ("", "units"):
                    named = [str(other["id"]) for other in tables.get(fact.refers_to, ())]
                    row[name] = chance.choice(named) if named and row[name] is not None else None
            rows.append(row)
        tables[table] = rows
    if "references" in tables:
        tables["references"] = [
            {**row, "id": name} for row, name in zip(tables["references"], _GROUPS, strict=False)
        ]
    if "events" in pack.facts:
        tables["events"] = _events(pack, chance, gaps, tables)
    if "history" in pack.facts:
        tables["history"] = _history(pack, chance, gaps, spread, tables)
    _drop_columns(pack, chance, tables)
    return tables


def _units(
    pack: Pack, chance: random.Random, size: int, gaps: float, spread: float, tables: dict[str, Rows]
) -> list[str]:
    if "units" not in pack.facts:
        return []
    columns = pack.facts["units"]
    groups = [f"O{number}" for number in range(max(1, size // 3))]
    rows: Rows = []
    for name in groups:
        row = _row(pack, columns, chance, gaps, spread, [], name)
        outside = chance.choice(["S", "S", "T", None])
        kinds = ["grassroots_organisation"] * 5 + ["grassroots_cell"]
        rows.append({**row, "kind": chance.choice(kinds), "parent": outside, "grassroots": None})
    for number in range(size):
        row = _row(pack, columns, chance, gaps, spread, [], f"C{number}")
        kinds = ["cell"] * 6 + ["sectional_organisation", "party_group", "agency", "mass_organisation"]
        above = chance.choice([str(unit["id"]) for unit in rows])
        group = chance.choice([*groups, None]) if chance.random() < gaps else chance.choice(groups)
        rows.append({**row, "kind": chance.choice(kinds), "parent": above, "grassroots": group})
    if "subordinates_total" in columns:
        rows.append({"id": "S", "kind": "superior_organisation", "subordinates_total": len(groups) // 2})
    tables["units"] = rows
    return [str(row["id"]) for row in rows]


def _row(
    pack: Pack,
    columns: dict[str, FactDef] | object,
    chance: random.Random,
    gaps: float,
    spread: float,
    unit_ids: list[str],
    row_id: str,
) -> dict[str, object]:
    assert isinstance(columns, dict)
    row: dict[str, object] = {}
    for name, fact in columns.items():
        if chance.random() < gaps and not fact.required:
            row[name] = None
        else:
            row[name] = _value(pack, fact, chance, spread, unit_ids)
    row["id"] = row_id
    for name, fact in columns.items():
        part, whole = row[name], row.get(fact.not_above) if fact.not_above else None
        if isinstance(part, int) and isinstance(whole, int) and part > whole:
            row[name] = whole
    return row


def _value(pack: Pack, fact: FactDef, chance: random.Random, spread: float, unit_ids: list[str]) -> object:
    plain = chance.random() >= spread
    if fact.form == "words":
        good = fact.type.words[0]
        return good if plain else chance.choice(fact.type.words)
    if fact.form == "boolean":
        usual = fact.without_column is True or fact.name in ("standing", "distinguished")
        return usual if plain else chance.random() < 0.5
    if fact.form == "date":
        end = datetime.date(pack.year, 12, 31)
        if fact.name == "rated_on":
            return end - datetime.timedelta(days=chance.randrange(0, 20))
        return (
            datetime.date(2011, 5, 19) if plain else end - datetime.timedelta(days=chance.randrange(0, 400))
        )
    if fact.form == "integer":
        if fact.name.endswith(("_roll", "_valid")):
            return 9 if plain else chance.randrange(5, 10)
        if fact.name.endswith(("_yes", "votes")):
            return chance.randrange(3, 10)
        unwanted = ("sick", "absent", "tasks_late", "subordinates_disciplined", "major", "delays")
        usual_number = 0 if fact.name.startswith(unwanted) else 4
        return usual_number if plain else chance.choice(_BORDERS)
    if fact.form == "decimal":
        return (
            "110"
            if plain
            else chance.choice(["1", "30", "69.9", "70", "0.95", "109.9", "110", "29.999999", "0"])
        )
    if fact.form == "ids":
        named = chance.sample(unit_ids, min(len(unit_ids), chance.randrange(1, 3)))
        return "none" if plain and chance.random() < 0.8 else ";".join(named) or "none"
    if fact.refers_to == "units" and unit_ids:
        return chance.choice(unit_ids)
    return chance.choice([_GROUPS[0]] * 3 + [_GROUPS[1]])


def _events(pack: Pack, chance: random.Random, gaps: float, tables: dict[str, Rows]) -> Rows:
    """Some subjects with violations of this and of other years, several decisions for one of them."""
    subjects = [str(row["id"]) for rows in tables.values() for row in rows if "id" in row]
    rows: Rows = []
    for subject in chance.sample(subjects, len(subjects) // 3):
        for _ in range(chance.randrange(1, 4)):
            year = None if chance.random() < gaps else chance.choice((pack.year - 1, pack.year))
            day = chance.choice((None, datetime.date(2020, 3, 1), datetime.date(2020, 4, 1)))
            kind = chance.choice(pack.facts["events"]["kind"].type.words)
            rows.append({"subject": subject, "kind": kind, "happened_on": day, "year_counted": year})
    return rows


def _schemes(pack: Pack) -> list[str]:
    """The schemes whose earlier years the pack asks about, and another one."""
    nodes = [
        step.node for clause in pack.clauses.values() for steps in clause.steps.values() for step in steps
    ]
    asked = [call.arguments[0] for node in nodes for call in calls(node, "years_in_a_row")]
    return [str(scheme.value) for scheme in asked if isinstance(scheme, Const)] or ["party"]


def _history(pack: Pack, chance: random.Random, gaps: float, spread: float, tables: dict[str, Rows]) -> Rows:
    rows: Rows = []
    columns, schemes = pack.facts["history"], _schemes(pack)
    subjects = [
        str(row.get("subject") or row["id"])
        for name, group in tables.items()
        if name != "units"
        for row in group
    ]
    for subject in subjects[:40]:
        for year in range(pack.year - 5, pack.year + 1):
            if chance.random() < 2 * gaps:
                continue
            level = (
                columns["level"].type.words[0]
                if chance.random() >= spread
                else chance.choice(columns["level"].type.words)
            )
            row: dict[str, object] = {
                "subject": subject,
                "year": year,
                "scheme": chance.choice([*schemes * 3, "other"]),
            }
            if "cancelled_by" in columns:
                row["cancelled_by"] = "QĐ 2" if chance.random() < gaps / 2 else None
            row["level"] = None if chance.random() < gaps else level
            row["consumed_by"] = "QĐ 1" if chance.random() < gaps / 2 else None
            rows.append(row)
    chance.shuffle(rows)
    return rows


def _drop_columns(pack: Pack, chance: random.Random, tables: dict[str, Rows]) -> None:
    """Sometimes a column is left out altogether, which `facts.yaml` may read as a value."""
    for table, rows in tables.items():
        for name, fact in pack.facts[table].items():
            if not fact.required and name not in ("id", "kind") and chance.random() < 0.05:
                for row in rows:
                    row.pop(name, None)

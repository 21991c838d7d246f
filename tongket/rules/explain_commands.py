"""`tongket explain`: a member, a cell, an organisation, or the quota of a group, as a person reads it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TextIO

from tongket.rules.assess import assess
from tongket.rules.errors import FactsError, RuleError
from tongket.rules.explain import explain
from tongket.rules.explain_quota import QuotaExplanation, explain_quota
from tongket.rules.loader import load_pack
from tongket.rules.model import Pack
from tongket.rules.outcomes import Assessment
from tongket.rules.phrases import phrase
from tongket.rules.reporting import DONE, FAULTS, report, warn_outdated, wrong
from tongket.rules.tables import read_tables


def explain_command(
    pack: str,
    year: int,
    layers: Sequence[Path],
    facts: Path,
    subject: str,
    *,
    table: str | None = None,
    short: bool = False,
    lang: str = "vi",
    readers: Collection[str] = ("open",),
    as_of: datetime.date | None = None,
    as_json: bool = False,
    stdout: TextIO,
    stderr: TextIO,
) -> int:
    """Print the explanation of one subject; `readers` are the reader classes of whoever asks.

    `short`: the level and one line per clause that keeps it there. An id that stands in several tables needs `table`.
    """
    try:
        loaded, judged = _judge(pack, year, layers, facts, as_of)
    except (RuleError, FactsError) as error:
        return report(error, lang, as_json, stderr)
    tables = [name for name, rows in judged.tables().items() if subject in rows and table in (None, name)]
    if len(tables) != 1:
        several = f": {', '.join(tables)}" if tables else ""
        return wrong(
            f"{'Mã có trong nhiều bảng, cần nêu bảng' if tables else 'Không có mã'}: {subject}{several}",
            f"{'The id stands in several tables, name one' if tables else 'No such id'}: {subject}{several}",
            FAULTS,
            lang=lang,
            as_json=as_json,
            stderr=stderr,
        )
    page = explain(loaded, judged, subject, lang=lang, reader=readers, table=tables[0])
    if as_json:
        stdout.write(json.dumps(page.to_dict(), ensure_ascii=False, indent=1) + "\n")
    else:
        stdout.write((page.short() if short else page.full()) + "\n")
    warn_outdated(loaded, lang, stderr)
    return DONE


def explain_group_command(
    pack: str,
    year: int,
    layers: Sequence[Path],
    facts: Path,
    quota: str,
    *,
    group: str | None = None,
    short: bool = False,
    lang: str = "vi",
    as_of: datetime.date | None = None,
    as_json: bool = False,
    stdout: TextIO,
    stderr: TextIO,
) -> int:
    """Print the quota of a group, or of every group: the equation step by step and each candidate's place."""
    try:
        loaded, judged = _judge(pack, year, layers, facts, as_of)
    except (RuleError, FactsError) as error:
        return report(error, lang, as_json, stderr)
    found = [item for item in judged.quotas if item.name == quota and group in (None, item.group)]
    if not found:
        known = ", ".join(f"{item.name} ({item.group})" for item in judged.quotas)
        asked = quota if group is None else f"{quota} ({group})"
        return wrong(
            f"Không có số lượng tối đa {asked}; có: {known}",
            f"No such quota: {asked}; there are: {known}",
            FAULTS,
            lang=lang,
            as_json=as_json,
            stderr=stderr,
        )
    pages = [(item, explain_quota(loaded, item, lang=lang, assessment=judged)) for item in found]
    if as_json:
        data = [{"name": item.name, "group": item.group, **page.to_dict()} for item, page in pages]
        stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    else:
        told = ["\n".join(_quota_lines(judged, item.group, page, short, lang)) for item, page in pages]
        stdout.write("\n\n".join(told) + "\n")
    warn_outdated(loaded, lang, stderr)
    return DONE


def _judge(
    pack: str, year: int, layers: Sequence[Path], facts: Path, as_of: datetime.date | None
) -> tuple[Pack, Assessment]:
    loaded = load_pack(pack, year, layers, as_of=as_of)
    return loaded, assess(loaded, read_tables(loaded, facts))


def _quota_lines(judged: Assessment, group: str, page: QuotaExplanation, short: bool, lang: str) -> list[str]:
    unit = judged.units.get(group)
    name = str(unit.facts.get("name") or group) if unit is not None else group
    places = phrase("unknown", lang) if page.places is None else str(page.places)
    lines = [phrase("group_places", lang, group=name, places=places), page.intro, page.equation]
    lines += [f"{step.text}: {step.equation}" for step in page.steps]
    if short:
        return lines
    lines += [line for line in (page.note, page.caveat, "; ".join(page.cites)) if line]
    for label, value, confirmed in page.parameters:
        mark = "" if confirmed else f" ({phrase('unconfirmed', lang)})"
        lines.append(f"{label}: {value}{mark}")
    for row in page.candidates:
        votes = (
            ""
            if row.votes is None
            else f", {phrase('group_votes', lang, votes=row.votes, needed=row.needed)}"
        )
        rank = f"{row.rank}. " if row.rank else ""
        lines.append(f"{rank}{row.name}{votes}: {row.result_text}")
    return [*lines, page.border] if page.border else lines

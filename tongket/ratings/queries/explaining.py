"""An outcome as its reader may see it: why this level, from which records, by whom decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.audit.models import Use
from tongket.audit.queries import resolve, used_by
from tongket.common.dates import format_day
from tongket.common.errors import Missing
from tongket.organisation.models import Person, Unit
from tongket.ratings.freshness import freshness
from tongket.ratings.judging import judged_alone
from tongket.ratings.models import Outcome, Rating
from tongket.ratings.permissions import may_act, may_see_subject, reader_classes
from tongket.ratings.queries.common import language
from tongket.reviews.models import Assessment
from tongket.rounds.models import Round
from tongket.rounds.rule_book import outdated
from tongket.rules import Condition, Explanation, Pack, explain

#: States of a condition in the rules → states that the page's component knows.
SHOWN = {
    "met": "met",
    "not_met": "unmet",
    "undetermined": "undetermined",
    "hidden": "hidden",
    "not_considered": "pending",
}
MAX_LINKS = 3


@dataclass(frozen=True)
class Link:
    """A record behind a condition."""

    text: str
    url: str
    kind: str
    behind: str


@dataclass
class ExplanationPage:
    """Everything that the page of an explanation shows."""

    outcome: Outcome
    explanation: Explanation
    conditions: list[dict[str, Any]]
    ladder: list[dict[str, Any]]
    proposals: list[dict[str, Any]]
    records: list[Link]
    ratings: list[Rating]
    stale: bool
    sees_reasons: bool = False
    may_try: bool = False
    try_key: str = ""
    warnings: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)


def get_outcome(viewer: Actor, round: Round, subject: Person | Unit) -> Outcome:
    """The outcome of a person or unit that the viewer may see; else ``Missing``."""
    person = subject if isinstance(subject, Person) else None
    rows = Outcome.objects.filter(round=round).select_related("person", "unit", "cell", "round")
    outcome = rows.filter(person=person).first() if person else rows.filter(unit=subject).first()
    if outcome is None or not may_see_subject(viewer, outcome.cell, person).allowed:
        raise Missing(thing=_("kết quả xếp loại"))
    return outcome


def explanation(
    viewer: Actor, round: Round, subject: Person | Unit, lang: str | None = None
) -> ExplanationPage:
    """Explain a person's or unit's outcome to the viewer, no more than the viewer may see (U8)."""
    outcome = get_outcome(viewer, round, subject)
    person = outcome.person
    readers = reader_classes(viewer, outcome.cell, person)
    table = "members" if person else "units"
    pack, judged = judged_alone(round, [outcome])
    key = str(person.pk) if person else outcome.facts["row"]["id"]
    shown = explain(pack, judged, key, lang=lang or language(), reader=readers, table=table)
    links = _links(outcome, pack, table, readers)
    ratings = list(
        Rating.objects.filter(round=round, person=outcome.person, unit=outcome.unit)
        .select_related("document")
        .order_by("decided_on", "pk")
    )
    state = freshness(round)
    stale = outcome.person_id in state.stale_people or outcome.unit_id in state.stale_units
    return ExplanationPage(
        outcome=outcome,
        explanation=shown,
        conditions=[_node(c, links, round) for c in shown.conditions],
        ladder=[
            {
                "level": rung.level,
                "note": rung.note,
                "current": rung.here,
                "missed": rung.state == "missed",
            }
            for rung in shown.ladder
        ],
        proposals=_proposals(round, outcome, shown),
        records=_few(link for found in links.values() for link in found),
        ratings=ratings,
        stale=stale,
        sees_reasons="committee" in readers,
        may_try=may_act(viewer, round, "try_changes").allowed,
        try_key=f"p{person.pk}" if person else f"u{outcome.unit_id}",
        warnings=list(shown.warnings),
        outdated=outdated(round, language()),
    )


def _links(outcome: Outcome, pack: Pack, table: str, readers: frozenset[str]) -> dict[str, list[Link]]:
    """Fact → its records, for facts whose class the viewer may read."""
    columns = pack.facts[table]
    uses: list[Use] = []
    for use in used_by(outcome).order_by("pk"):
        fact = use.role.removeprefix("fact:")
        if fact in columns and columns[fact].reader in readers:
            uses.append(use)
    found = resolve((u.source_model, u.source_id) for u in uses)
    links: dict[str, list[Link]] = defaultdict(list)
    for use in uses:
        record = found.get((use.source_model, use.source_id))
        address = getattr(record, "get_absolute_url", None)
        if record is not None and address is not None:
            kind = str(record._meta.verbose_name)
            behind = reverse("audit:records", args=[outcome._meta.label, outcome.pk, use.role])
            links[use.role.removeprefix("fact:")].append(Link(str(record), address(), kind, behind))
    return links


def _few(links: Iterable[Link]) -> list[Link]:
    """Each record once; many of one kind as one line that opens their list."""
    by_kind: dict[str, dict[str, Link]] = defaultdict(dict)
    for link in links:
        by_kind[link.kind].setdefault(link.url, link)
    shown: list[Link] = []
    for kind, found in by_kind.items():
        one = next(iter(found.values()))
        if len(found) > MAX_LINKS:
            shown.append(Link(f"{len(found)} {kind.lower()}", one.behind, kind, one.behind))
        else:
            shown += found.values()
    return shown


def _node(condition: Condition, links: dict[str, list[Link]], round: Round) -> dict[str, Any]:
    mine = _few(link for fact in condition.facts for link in links.get(fact.name, []))
    cites = " · ".join(condition.cites)
    clause = reverse("rounds:clause", args=[round.year, condition.clause]) if condition.clause else ""
    ground = [(cites, clause)] if cites and clause else []
    return {
        "text": condition.text,
        "state": SHOWN[condition.status],
        "value": condition.value,
        "cites": "" if ground else cites,
        "links": [*ground, *((link.text, link.url) for link in mine)],
        "unconfirmed": bool(condition.cites) and not condition.confirmed,
        "confirm_url": clause,
        "suspended": condition.suspended,
        "children": [_node(child, links, round) for child in condition.children],
    }


def _proposals(round: Round, outcome: Outcome, shown: Explanation) -> list[dict[str, Any]]:
    """What each body proposed, with the day and the road by which it came in."""
    rows = Assessment.objects.filter(round=round, person=outcome.person, unit=outcome.unit)
    by_fact = {
        {"self": "level_self", "cell_committee": "level_committee", "cell": "level_cell"}.get(
            row.body, ""
        ): row
        for row in rows
    }
    proposals = []
    for proposal in shown.proposals:
        if proposal.level is None and proposal.name not in by_fact:
            continue
        row = by_fact.get(proposal.name)
        note = ""
        if row is not None:
            day = format_day(row.happened_on)
            note = f"{row.get_entered_display()} {day}".strip()
        proposals.append(
            {"label": proposal.label, "level": proposal.level, "text": proposal.text, "note": note}
        )
    return proposals

"""Decisions on levels and on commendation, with the numbers of the papers."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from tongket.access.decisions import Actor
from tongket.awards.actions import (
    NominationRow,
    PastAwardRow,
    Recipient,
    issue_certificates,
    nominate,
    record_decision,
    record_past_awards,
    regularise_award,
    submit,
)
from tongket.awards.catalogue import kind as catalogue_kind
from tongket.awards.errors import NoRecipients
from tongket.awards.models import AwardDecision
from tongket.common.text import matching_key
from tongket.documents.actions import issue_document, record_document
from tongket.documents.models import Document
from tongket.documents.states import DocumentKind
from tongket.organisation.models import Person, Unit
from tongket.organisation.queries import people_by_key
from tongket.ratings.actions import decide_member_levels, decide_unit_levels, record_history
from tongket.ratings.rows import PastLevelRow
from tongket.sheets.errors import NameUnknown

if TYPE_CHECKING:
    from tongket.demo.story import Year

LEVELS_OF_MEMBERS = "levels of all rated members"
LEVELS_OF_CELLS = "levels of all cells"
SUPERIORS_CHOICE = "organisation"
NOT_CHOSEN = "Không thuộc số lượng tối đa theo kết quả bỏ phiếu"


class People:
    """People named by name and birth date in the papers."""

    def __init__(self, entries: list[dict[str, Any]]) -> None:
        pairs = [(e["name"], birth_of(e)) for e in entries]
        self._people = {
            (matching_key(name), birth): person for (name, birth), person in people_by_key(pairs).items()
        }

    def person(self, entry: dict[str, Any]) -> Person:
        found = self._people.get((matching_key(entry["name"]), birth_of(entry)))
        if found is None:
            raise NameUnknown(row="–", name=f"{entry['name']} ({entry['birth']})")
        return found


def birth_of(entry: dict[str, Any]) -> dt.date:
    return dt.date.fromisoformat(str(entry["birth"]))


def named_people(year: Year) -> People:
    """Everybody that the papers on commendation name."""
    awards = year.folder.awards
    entries = list(awards.get("history") or [])
    for rows in (awards.get("nominations") or {}).values():
        entries += [r for r in rows if isinstance(r, dict)]
    entries += [d["recipient"] for d in awards.get("decisions") or [] if d.get("recipient")]
    return People(entries)


def record_earlier_years(year: Year) -> None:
    """Levels and awards of earlier years, as evidence."""
    people, history = named_people(year), year.folder.awards.get("history") or []
    evidence = "Hồ sơ khen thưởng các năm trước"
    record_history(
        year.organisation,
        actor=year.cast.office,
        rows=[
            PastLevelRow(person=people.person(entry), year=int(when), label=label, evidence=evidence)
            for entry in history
            for when, label in (entry.get("levels") or {}).items()
        ],
        happened_on=year.folder.last_day,
    )
    record_past_awards(
        year.organisation,
        actor=year.cast.office,
        rows=[
            PastAwardRow(
                person=people.person(entry),
                year=int(a["year"]),
                form=a["form"],
                issuer=a["by"],
                number=a["number"],
                evidence=evidence,
            )
            for entry in history
            for a in entry.get("awards") or []
        ],
        happened_on=year.folder.last_day,
    )


def _is_ours(year: Year, decision: dict[str, Any]) -> bool:
    return matching_key(decision["by"]) == matching_key(year.folder.decision_on_levels["by"])


def _document(year: Year, decision: dict[str, Any], actor: Actor) -> Document:
    """The signed paper as it lies in the files, issued."""
    day = dt.date.fromisoformat(str(decision["date"]))
    document = record_document(
        year.organisation,
        actor=actor,
        kind=DocumentKind.DECISION,
        issuer=decision["by"],
        subject=decision["subject"],
        date=day,
        signer=decision["signer"],
        reference=decision["number"],
        year=year.folder.year,
        received=not _is_ours(year, decision),
        purpose=str(decision["covers"])[:60],
        round_id=year.round.pk,
    )
    return issue_document(document, actor=actor, issued_on=day)


def _decisions(year: Year) -> list[dict[str, Any]]:
    return list(year.folder.awards.get("decisions") or [])


def decide_levels(year: Year) -> None:
    """The committee's decisions on the levels of members and of cells."""
    committee = year.cast.committee
    for decision in _decisions(year):
        if decision["covers"] not in (LEVELS_OF_MEMBERS, LEVELS_OF_CELLS):
            continue
        document = _document(year, decision, year.cast.office)
        decide = decide_member_levels if decision["covers"] == LEVELS_OF_MEMBERS else decide_unit_levels
        decide(year.round, actor=committee, document=document, decided_on=document.date)


def commend(year: Year) -> None:
    """Nominations, the submission upward, decisions with their recipients, certificates in the book."""
    people = named_people(year)
    _nominate(year, people)
    _submit(year)
    for decision in _decisions(year):
        if decision["covers"] in (LEVELS_OF_MEMBERS, LEVELS_OF_CELLS):
            continue
        _decide(year, decision, people)


def _nominate(year: Year, people: People) -> None:
    units = {u.code: u for u in Unit.objects.filter(role_assignments__isnull=True)} | {
        u.code: u for u in Unit.objects.all()
    }
    for kind, entries in (year.folder.awards.get("nominations") or {}).items():
        rows = []
        for entry in entries:
            if isinstance(entry, str):
                rows.append(NominationRow(unit=units[entry]))
                continue
            first, last = _period(entry.get("period"))
            rows.append(
                NominationRow(
                    person=people.person(entry),
                    achievement=entry.get("achievement") or "",
                    period_from=first,
                    period_to=last,
                    field=entry.get("field") or "",
                )
            )
        if rows:
            nominate(
                year.round,
                actor=year.cast.office,
                kind=kind,
                rows=rows,
                happened_on=year.folder.day("committee"),
            )


def _period(text: str | None) -> tuple[int | None, int | None]:
    years = [int(year) for year in re.findall(r"\d{4}", str(text or ""))]
    return (years[0], years[-1]) if years else (None, None)


def _submit(year: Year) -> None:
    submission = year.folder.awards["submission"]
    day = dt.date.fromisoformat(str(submission["date"]))
    first = year.folder.decision_on_levels
    document = record_document(
        year.organisation,
        actor=year.cast.office,
        kind=DocumentKind.SUBMISSION,
        issuer=first["by"],
        subject=f"Đề nghị xếp loại và khen thưởng năm {year.folder.year}",
        date=day,
        signer=first["signer"],
        reference=submission["number"],
        year=year.folder.year,
        purpose="submission",
        round_id=year.round.pk,
    )
    submit(
        year.round,
        actor=year.cast.committee,
        document=document,
        addressed_to=year.folder.layer["superior"],
        organisation_proposed=submission["organisation_proposed"],
    )


def _decide(year: Year, decision: dict[str, Any], people: People) -> None:
    ours = _is_ours(year, decision)
    kind = str(decision["covers"])
    document = _document(year, decision, year.cast.office)
    recipients = _recipients(year, decision, people)
    try:
        made = record_decision(
            year.round,
            actor=year.cast.office,
            kind=kind,
            document=document,
            issuing_unit=year.organisation if ours else year.superior,
            recipients=recipients,
            ground=decision["subject"],
            others_not_proposed=NOT_CHOSEN if recipients is None else "",
        )
    except NoRecipients as refused:
        # The paper covers all who were chosen, and nobody was: it stays among the documents.
        year.note(refused)
        return
    if not ours:
        _uphold(year, made)
    if catalogue_kind(kind, document.date).form.paper:
        issue_certificates(made, actor=year.cast.office, happened_on=document.date)


def _uphold(year: Year, made: AwardDecision) -> None:
    """The superior commends whom our levels don't carry: its signed decision is the ground, and the year notes it."""
    for award in made.awards.filter(irregular=True):
        year.notes.append(f"{award.recipient_name}: {award.irregular_reason} ({made.document})")
        regularise_award(
            award, actor=year.cast.office, happened_on=made.document.date, paper=str(made.document)
        )


def _recipients(year: Year, decision: dict[str, Any], people: People) -> list[Recipient] | None:
    """Whom the paper names; None when it takes all who were recognised."""
    if decision.get("recipient"):
        return [Recipient(person=people.person(decision["recipient"]))]
    if decision.get("recipients"):
        ours = matching_key(year.organisation.name)
        return [
            Recipient(unit=year.organisation) if matching_key(name) == ours else Recipient(outside_name=name)
            for name in decision["recipients"]
        ]
    return None

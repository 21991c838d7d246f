"""Sheets of nominations and of decisions on commendation handed to the actions of awards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from tongket.access.decisions import Actor
from tongket.awards.actions import (
    NominationRow,
    PastAwardRow,
    Recipient,
    issue_certificates,
    nominate,
    record_decision,
    record_past_awards,
)
from tongket.awards.catalogue import Kind
from tongket.awards.catalogue import kind as catalogue_kind
from tongket.awards.queries.papers import bodies_of, decisions_to_record
from tongket.common.text import matching_key
from tongket.documents.actions import issue_document, record_document
from tongket.documents.models import Document
from tongket.documents.states import DocumentKind, DocumentState
from tongket.imports.preview import Preview
from tongket.organisation.models import Unit
from tongket.ratings.actions import record_history
from tongket.ratings.rows import PastLevelRow
from tongket.rounds.models import Round
from tongket.sheets.naming import Names
from tongket.sheets.readers.commendations import DecisionSheetRow, NominationSheetRow, SubjectRef


def _names(round: Round, day: dt.date, subjects: Iterable[SubjectRef | None]) -> Names:
    return Names(round.unit, day, [s.person for s in subjects if s and s.person])


def write_nominations(preview: Preview, *, round: Round, actor: Actor, happened_on: dt.date) -> int:
    """Nominations, all of a kind at once, in the order of the sheet."""
    rows: list[NominationSheetRow] = preview.records("nominations")
    names = _names(round, happened_on, (r.subject for r in rows))
    for kind in dict.fromkeys(r.kind for r in rows):
        nominate(
            round,
            actor=actor,
            kind=kind,
            rows=[_nomination(r, names) for r in rows if r.kind == kind],
            happened_on=happened_on,
        )
    return len(rows)


def _nomination(row: NominationSheetRow, names: Names) -> NominationRow:
    person = row.subject.person
    return NominationRow(
        person=names.person(person, row.row) if person else None,
        unit=None if person else names.unit(row.subject.name, row.row),
        achievement=row.achievement,
        period_from=row.period_from,
        period_to=row.period_to,
        field=row.field,
    )


def write_decisions(preview: Preview, *, round: Round, actor: Actor, happened_on: dt.date) -> int:
    """Signed decisions with their recipients: the paper is entered, what it decides recorded, and its
    certificates go in the book."""
    rows: list[DecisionSheetRow] = preview.records("decisions")
    names = _names(round, happened_on, (r.recipient for r in rows))
    papers: dict[str, list[DecisionSheetRow]] = {}
    for row in rows:
        papers.setdefault(matching_key(row.reference), []).append(row)
    for group in papers.values():
        _decide(round, group, names, actor)
    return len(rows)


def _decide(round: Round, rows: list[DecisionSheetRow], names: Names, actor: Actor) -> None:
    first = rows[0]
    entry = catalogue_kind(first.kind, first.date)
    named = [_recipient(row.recipient, row.row, entry, names) for row in rows if row.recipient]
    decision = record_decision(
        round,
        actor=actor,
        kind=first.kind,
        document=_document(round, first, entry, actor),
        issuing_unit=_issuing_unit(round, entry),
        recipients=named or None,
        ground=first.subject,
        others_not_proposed=next((row.others for row in rows if row.others), ""),
    )
    if entry.form.paper:
        issue_certificates(decision, actor=actor, happened_on=first.date)


def _recipient(subject: SubjectRef, row: int, entry: Kind, names: Names) -> Recipient:
    """A person, one of our units, or a body outside the register that the paper names beside ours."""
    if subject.person:
        return Recipient(person=names.person(subject.person, row))
    unit = names.find_unit(subject.name)
    if unit is None and entry.by_superior and not entry.for_individuals:
        return Recipient(outside_name=subject.name)
    return Recipient(unit=unit or names.unit(subject.name, row))


def _issuing_unit(round: Round, entry: Kind) -> Unit:
    """The organisation itself, or the one above it where the catalogue says that a body above decides."""
    others = bodies_of(round).exclude(pk=round.unit_id)
    return (others.first() if entry.by_superior else None) or round.unit


def _document(round: Round, row: DecisionSheetRow, entry: Kind, actor: Actor) -> Document:
    """The paper as it is already recorded, else entered now; either way it has gone out."""
    known = decisions_to_record(actor, round).filter(date=row.date)
    same = [d for d in known if matching_key(d.reference) == matching_key(row.reference)]
    document = (
        same[0]
        if same
        else record_document(
            round.unit,
            actor=actor,
            kind=DocumentKind.DECISION,
            issuer=row.issuer,
            subject=row.subject,
            date=row.date,
            signer=row.signer,
            reference=row.reference,
            year=round.year,
            received=entry.by_superior,
            purpose=row.kind,
            round_id=round.pk,
        )
    )
    if document.state == DocumentState.ISSUED:
        return document
    return issue_document(document, actor=actor, issued_on=row.date)


def write_history(preview: Preview, *, unit: Unit, actor: Actor, happened_on: dt.date) -> int:
    """Levels and commendations of earlier years, as evidence from the file."""
    rows = preview.records("history")
    names = Names(unit, happened_on, [r.person for r in rows])
    record_history(
        unit,
        actor=actor,
        rows=[
            PastLevelRow(
                person=names.person(r.person, r.row),
                year=r.year,
                label=r.label or "",
                level=r.level,
                evidence=r.decision_number or preview.filename,
            )
            for r in rows
            if r.level
        ],
        happened_on=happened_on,
    )
    record_past_awards(
        unit,
        actor=actor,
        rows=[
            PastAwardRow(
                person=names.person(r.person, r.row),
                year=r.year,
                form=r.title,
                issuer=r.issuer or "",
                number=r.decision_number or "",
                evidence=preview.filename,
            )
            for r in rows
            if r.title
        ],
        happened_on=happened_on,
    )
    return len(rows)

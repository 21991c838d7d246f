"""One person is one record: duplicates are joined with trace and undo, homonyms told apart."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import IntegrityError, models, transaction

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.audit.models import Entry, Record
from tongket.audit.queries import history_of
from tongket.audit.undo import undo_entries
from tongket.common.dates import today
from tongket.common.text import clean
from tongket.organisation.errors import MergeConflict, SamePerson
from tongket.organisation.merging import followers
from tongket.organisation.models import (
    DistinctPeople,
    Membership,
    PartyRecord,
    Person,
    PersonMerge,
    PersonPaper,
)
from tongket.organisation.permissions import may
from tongket.organisation.queries.register import main_unit

MERGE = "organisation.merge_people"


def _require_both(actor: Actor, first: Person, second: Person) -> None:
    for person in (first, second):
        require(may(actor, "organisation.change_people", main_unit(person, today())))


def merge_people(kept: Person, *, actor: Actor, absorbed: Person, reason: str) -> PersonMerge:
    """Join two records of one person: everything of ``absorbed`` becomes ``kept``'s, whose own data win.

    Party data, papers and a cell that both have stay with ``absorbed`` as they were. Refused with
    ``MergeConflict``, naming them, when both have something of which a person can have only one (two levels of
    one year, say): then it is likely that they are two people.
    """
    unit = main_unit(kept, today())
    with acting(MERGE, actor=actor, unit_id=unit.pk, reason=reason) as act:
        require(may(actor, "organisation.change_people", unit))
        if kept.pk == absorbed.pk or kept.merged_into_id or absorbed.merged_into_id:
            raise SamePerson(person=kept.name)
        _require_both(actor, kept, absorbed)
        _settle_cells(act, kept, absorbed)
        conflicts = [str(row) for row in _move_all(act, kept, absorbed)]
        if kept.account_id and absorbed.account_id:
            conflicts.append(str(absorbed.account))
        if conflicts:
            raise MergeConflict(person=kept.name, things=", ".join(conflicts))
        if absorbed.account_id:
            account = absorbed.account
            act.update(absorbed, account=None)
            act.update(kept, account=account)
        act.update(absorbed, merged_into=kept)
        return act.create(PersonMerge, kept=kept, absorbed=absorbed, reason=clean(reason))


def _settle_cells(act: Act, kept: Person, absorbed: Person) -> None:
    """Nobody is in two cells: where both records are in one now, that of ``absorbed`` never held."""
    if not Membership.objects.filter(person=kept, valid_to__isnull=True).exists():
        return
    for row in Membership.objects.filter(person=absorbed, valid_to__isnull=True):
        act.update(row, valid_to=row.valid_from)


def _stays(row: Record, kept: Person) -> bool:
    """Whether a row of ``absorbed`` stays there, since ``kept`` has its own."""
    if isinstance(row, PartyRecord):
        return PartyRecord.objects.filter(person=kept).exists()
    if isinstance(row, PersonPaper):
        return PersonPaper.objects.filter(person=kept, paper=row.paper).exists()
    return isinstance(row, Membership) and row.valid_to == row.valid_from


def _references(person: Person) -> Iterator[tuple[Record, str]]:
    """Rows of all rooms that point to a person, with the field by which they do."""
    for relation in Person._meta.related_objects:
        model = relation.related_model
        if model in (Person, PersonMerge, DistinctPeople) or not issubclass(model, Record):
            continue
        for row in model._default_manager.filter(**{relation.field.name: person}).order_by("pk"):
            yield row, relation.field.name


def _move_all(act: Act, kept: Person, absorbed: Person) -> Iterator[models.Model]:
    """Move every reference; gives the rows that can't move since ``kept`` has such a one already."""
    for row, field in list(_references(absorbed)):
        if _stays(row, kept):
            continue
        try:
            with transaction.atomic():
                act.update(row, **{field: kept})
        except IntegrityError:
            yield row
    for follow in followers():
        for row, field, value in follow(kept.pk, absorbed.pk):
            try:
                with transaction.atomic():
                    act.update(row, **{field: value})
            except IntegrityError:
                yield row


def undo_merge(merge: PersonMerge, *, actor: Actor, reason: str) -> Person:
    """They were two people after all: each gets back its own. Returns the one that was absorbed.

    Refused with ``UsedSince`` when what was moved has been changed or used since.
    """
    absorbed, kept = merge.absorbed, merge.kept
    unit = main_unit(kept, today())
    with acting("organisation.undo_merge", actor=actor, unit_id=unit.pk, reason=reason) as act:
        require(may(actor, "organisation.change_people", unit))
        done: Entry = history_of(merge).filter(action=MERGE).get()
        undo_entries(act, [done.pk])
        absorbed.refresh_from_db()
        return absorbed


def tell_apart(first: Person, *, actor: Actor, second: Person) -> DistinctPeople:
    """Two records that look alike are two people; they are no longer named as suspects."""
    unit = main_unit(first, today())
    with acting("organisation.tell_apart", actor=actor, unit_id=unit.pk) as act:
        _require_both(actor, first, second)
        if first.pk == second.pk:
            raise SamePerson(person=first.name)
        low, high = sorted((first, second), key=lambda p: p.pk)
        known = DistinctPeople.objects.filter(first=low, second=high).first()
        return known or act.create(DistinctPeople, first=low, second=high)

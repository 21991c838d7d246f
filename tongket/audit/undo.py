"""Taking acts back from what the journal says of them, while nothing else has used their records.

The journal stays as it is: undoing is an act of its own, with all it changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import models

from tongket.audit.errors import CannotUndo, UsedSince
from tongket.audit.journal import Act
from tongket.audit.journal_sizes import CHUNK
from tongket.audit.models import Entry, Record, SubjectKey, Touched, Use
from tongket.audit.queries import resolve
from tongket.audit.values import is_sealed, python_value, unsealed

Reference = tuple[str, int]
Effect = dict[str, Any]
#: So many names stand in a refusal.
MOST_NAMED = 5


def undo_entries(act: Act, entry_ids: Iterable[int]) -> int:
    """Undo what the entries did, last effect first; returns how many records were removed or put back.

    Refused with ``UsedSince`` when another act has changed one of the records, a value of it was used, or
    another record points to one that would go; with ``CannotUndo`` when the entries removed something.
    """
    ids = sorted(set(entry_ids))
    created: set[Reference] = set()
    changed: set[Reference] = set()
    lost: list[Reference] = []
    for effect in _effects(ids):
        reference = effect["model"], effect["id"]
        (created if effect.get("created") else changed).add(reference)
        if not effect.get("created") and _is_lost(effect):
            lost.append(reference)
    changed -= created
    if lost:
        raise CannotUndo(things=_names(lost))
    used = [
        *_changed_since(ids, created | changed),
        *_used(created | changed, created),
        *_pointed_at(created),
    ]
    if used:
        raise UsedSince(count=len(set(used)), things=_names(used))
    for model, gone in _grouped(created).items():
        act.forget_uses_of(model, gone)
    for model, batch in _by_model(_effects(ids, backwards=True)):
        if batch[0].get("created"):
            act.delete_many(_objects(model, [e["id"] for e in batch]))
        else:
            _put_back(act, model, [e for e in batch if (e["model"], e["id"]) not in created])
    return len(created | changed)


def _effects(ids: Sequence[int], *, backwards: bool = False) -> Iterator[Effect]:
    """What the entries did, in their order or from the last to the first; one entry at a time in memory."""
    for pk in reversed(ids) if backwards else ids:
        effects = Entry.objects.values_list("effects", flat=True).get(pk=pk)
        yield from reversed(effects) if backwards else effects


def _is_lost(effect: Effect) -> bool:
    """Whether the entry removed the record, or replaced a set of links: neither can be told from its values."""
    many = {f.name for f in apps.get_model(effect["model"])._meta.many_to_many}
    return bool(effect.get("deleted")) or any(name in many for name, _old, _new in effect["fields"])


def _by_model(effects: Iterable[Effect]) -> Iterator[tuple[str, list[Effect]]]:
    """Effects in their order, neighbours of one model and manner together."""
    batch: list[Effect] = []
    for effect in effects:
        same = batch and (batch[0]["model"], batch[0].get("created")) == (
            effect["model"],
            effect.get("created"),
        )
        if batch and not same:
            yield batch[0]["model"], batch
            batch = []
        batch.append(effect)
    if batch:
        yield batch[0]["model"], batch


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def _grouped(references: Iterable[Reference]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for model, pk in sorted(references):
        found[model].append(pk)
    return found


def _objects(model: str, ids: Sequence[int]) -> list[models.Model]:
    manager = apps.get_model(model)._default_manager
    return [obj for chunk in _chunks(ids) for obj in manager.in_bulk(chunk).values()]


def _changed_since(own: Sequence[int], references: set[Reference]) -> Iterator[Reference]:
    later = Touched.objects.filter(entry__gt=own[0]).exclude(entry__in=own)
    for model, ids in _grouped(references).items():
        for chunk in _chunks(ids):
            for pk in later.filter(model=model, object_id__in=chunk).values_list("object_id", flat=True):
                yield model, pk


def _used(references: set[Reference], created: set[Reference]) -> Iterator[Reference]:
    """Records of which a value was used since: of changed ones, uses of an earlier version don't count."""
    for model, ids in _grouped(references).items():
        kind = apps.get_model(model)
        for chunk in _chunks(ids):
            stored = kind._default_manager.filter(pk__in=chunk)
            versions = dict(stored.values_list("pk", "version")) if issubclass(kind, Record) else {}
            for use in Use.objects.filter(source_model=model, source_id__in=chunk):
                old = (model, use.source_id) not in created and use.source_version < versions.get(
                    use.source_id, 1
                )
                if not old and (use.user_model, use.user_id) not in created:
                    yield model, use.source_id


def _pointed_at(created: set[Reference]) -> Iterator[Reference]:
    """Created records to which another record points. Rows that are derived (no ``Record``) go with them."""
    for label, ids in _grouped(created).items():
        for relation in apps.get_model(label)._meta.related_objects:
            other = relation.related_model
            if not issubclass(other, Record) or relation.many_to_many:
                continue
            name = relation.field.attname
            for chunk in _chunks(ids):
                rows = other._default_manager.filter(**{f"{name}__in": chunk}).values_list("pk", name)
                for pk, target in rows:
                    if (other._meta.label, pk) not in created:
                        yield label, target


def _put_back(act: Act, label: str, effects: Sequence[Effect]) -> None:
    model = apps.get_model(label)
    found = {obj.pk: obj for obj in _objects(label, [e["id"] for e in effects])}
    keys = _keys(effects)
    for effect in effects:
        values = {}
        for name, old, _new in effect["fields"]:
            field = model._meta.get_field(name)
            plain = unsealed(old, keys[old["person"]]) if is_sealed(old) else old
            values[field.attname] = python_value(field, plain)
        act.update(found[effect["id"]], **values)


def _keys(effects: Sequence[Effect]) -> dict[int, bytes]:
    people = {
        value["person"] for effect in effects for _name, value, _new in effect["fields"] if is_sealed(value)
    }
    return {
        row.person_id: bytes(row.key)
        for chunk in _chunks(sorted(people))
        for row in SubjectKey.objects.filter(person_id__in=chunk)
    }


def _names(references: Iterable[Reference]) -> str:
    listed = list(dict.fromkeys(references))
    found = resolve(listed[:MOST_NAMED])
    names = [str(found.get(reference, reference[1])) for reference in listed[:MOST_NAMED]]
    return ", ".join([*names, *(["…"] if len(listed) > MOST_NAMED else [])])

"""Erasing a person from what is stored: values replaced without keeping the old ones, and the journal's key.

The journal's entries are not touched: what they hold of the person is sealed with a key that goes, so the chain of
seals stays whole and nobody reads the values any more (U13).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.db import connection, connections, models, transaction

from tongket.audit.journal import Act
from tongket.audit.journal_sizes import CHUNK
from tongket.audit.models import Look, Record, SubjectKey, Use


def erase_values(act: Act, obj: models.Model, values: Mapping[str, Any]) -> bool:
    """Replace fields of a row; the entry tells which and what stands there now, never what stood there.

    Returns whether anything differed.
    """
    changed = {name: new for name, new in values.items() if getattr(obj, _attname(obj, name)) != new}
    if not changed:
        return False
    now: dict[str, Any] = {_attname(obj, name): new for name, new in changed.items()}
    if isinstance(obj, Record):
        now["version"] = models.F("version") + 1
    type(obj)._default_manager.filter(pk=obj.pk).update(**now)
    act.note_erased(obj, {name: _shown(new) for name, new in changed.items()})
    return True


def erase_rows(act: Act, objs: Sequence[models.Model]) -> None:
    """Remove rows of one kind without keeping their values in the entry."""
    for start in range(0, len(objs), CHUNK):
        batch = objs[start : start + CHUNK]
        type(batch[0])._default_manager.filter(pk__in=[o.pk for o in batch]).delete()
    for obj in objs:
        act.note_erased(obj, {}, removed=True)


def erase_uses(references: Sequence[tuple[str, int]]) -> None:
    """Forget which values of these records were used where; that they were used stays known."""
    by_model: dict[str, list[int]] = {}
    for model, pk in references:
        by_model.setdefault(model, []).append(pk)
    for model, ids in by_model.items():
        for start in range(0, len(ids), CHUNK):
            Use.objects.filter(source_model=model, source_id__in=ids[start : start + CHUNK]).update(
                value=None
            )


def destroy_key(person_id: int) -> None:
    """Destroy the key of a person's values in the journal, and the notes of who read them.

    On SQLite the freed places are overwritten, and the write-ahead log is emptied once the act is committed.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")
        transaction.on_commit(partial(_empty_log, connection.alias), robust=True)
    SubjectKey.objects.filter(person_id=person_id).delete()
    Look.objects.filter(person_id=person_id).delete()


def _empty_log(alias: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _attname(obj: models.Model, name: str) -> str:
    return str(obj._meta.get_field(name).attname)


def _shown(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def key_stands(person_id: int) -> bool:
    """Whether the person's values in the journal can still be read."""
    return SubjectKey.objects.filter(person_id=person_id).exists()

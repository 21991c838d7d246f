"""A database made anew from another one's journal, and how it differs from what stands in that one.

The journal itself is carried over (entries, seals, uses, keys, who read what), and the accounts, whose names and
passwords stand in no entry; every other record comes from the effects. What the journal leaves out because it is
too large is said in ``Rebuilt``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import connections, models, transaction

from tongket.audit.errors import NoJournal, NotEmpty
from tongket.audit.journal_sizes import CHUNK
from tongket.audit.models import Entry, Record, SubjectKey, Touched
from tongket.audit.replay import UNKNOWN, Reference, World, replay
from tongket.audit.values import python_value

#: What is carried over as it is: the journal and the notes beside it, and who signs in.
CARRIED_OVER = (settings.AUTH_USER_MODEL, *(f"audit.{name}" for name in ("Entry", "Touched", "Use", "Seal")))
CARRIED_OVER += ("audit.SubjectKey", "audit.Look", "audit.ExportLog")
#: What makes rows anew that are derived from records and stand in no entry.
_DERIVED: list[Callable[[], None]] = []


def derive(make: Callable[[], None]) -> Callable[[], None]:
    """Register a function that makes a room's derived rows from its records; called once all records stand."""
    _DERIVED.append(make)
    return make


@dataclass(frozen=True)
class Rebuilt:
    """What was made: how many entries and records, and where the journal and the other database part."""

    entries: int
    records: int
    unknown: int
    """Values of people who were made nameless, which nobody can read any more."""
    left_out: Mapping[str, int]
    """'room.Model.field' → records whose value stands in no entry (passwords, files)."""
    mismatches: tuple[tuple[Reference, str], ...]
    """Records and fields where an entry rests on a value that no entry wrote."""
    differences: tuple[tuple[Reference, str], ...]
    """Records that stand otherwise in the other database than its journal says: the field, or '' for the whole."""


class _DjangoSchema:
    def same(self, model: str, name: str, one: Any, other: Any) -> bool:
        field = apps.get_model(model)._meta.get_field(name)
        try:
            return bool(python_value(field, one) == python_value(field, other))
        except ValidationError:
            return False

    def is_many(self, model: str, name: str) -> bool:
        return bool(apps.get_model(model)._meta.get_field(name).many_to_many)


def require_journal(alias: str) -> None:
    """Raises ``NoJournal`` where the database of the alias holds none."""
    if Entry._meta.db_table not in connections[alias].introspection.table_names():
        raise NoJournal(database=connections[alias].settings_dict["NAME"])


def require_empty() -> None:
    """Raises ``NotEmpty`` when the default database holds anything: asked before its tables are touched."""
    tables = connections["default"].introspection.table_names()
    if tables and (Entry._meta.db_table not in tables or Entry.objects.exists()):
        raise NotEmpty


def rebuild(source: str) -> Rebuilt:
    """Fill the empty default database from the journal of the database ``source`` (an alias of the settings).

    All or nothing. Raises ``NotEmpty`` when something stands in the default database already.
    """
    if Entry.objects.exists() or any(m._default_manager.exists() for m in _kinds()):
        raise NotEmpty
    with transaction.atomic():
        for label in CARRIED_OVER:
            _carry_over(apps.get_model(label), source)
        keys = {row.person_id: bytes(row.key) for row in SubjectKey.objects.all()}
        effects = Entry.objects.order_by("pk").values_list("effects", flat=True)
        world = replay(effects.iterator(CHUNK), keys, _DjangoSchema())
        for model in _kinds():
            _write(model, world.rows.get(model._meta.label, {}))
        for make in _DERIVED:
            make()
        _set_sequences()
    return Rebuilt(
        entries=Entry.objects.count(),
        records=sum(map(len, world.rows.values())),
        unknown=sum(
            v is UNKNOWN for rows in world.rows.values() for row in rows.values() for v in row.values()
        ),
        left_out=dict(_left_out(world, source)),
        mismatches=tuple(world.mismatches),
        differences=tuple(_differences(world, source)),
    )


def _kinds() -> list[type[models.Model]]:
    """Kinds of which an entry tells something, or whose records must not change without one."""
    told = set(Touched.objects.values_list("model", flat=True).distinct())
    kept = set(map(str.lower, CARRIED_OVER))
    found = [m for m in apps.get_models() if issubclass(m, Record) or m._meta.label in told]
    return [m for m in found if m._meta.label_lower not in kept]


def _carry_over(model: type[models.Model], source: str) -> None:
    batch: list[models.Model] = []
    for row in model._default_manager.using(source).order_by("pk").iterator(CHUNK):
        batch.append(row)
        if len(batch) == CHUNK:
            _insert(model, batch)
            batch = []
    _insert(model, batch)


def _insert(model: type[models.Model], rows: list[models.Model]) -> None:
    """Store rows with their ids and their own moments: what Django would set to now stays as it was."""
    moments = [f for f in model._meta.concrete_fields if getattr(f, "auto_now_add", False)]
    for field in moments:
        field.auto_now_add = False  # type: ignore[attr-defined]
    try:
        for row in rows:
            row._state.adding, row._state.db = True, None
        model._default_manager.bulk_create(rows, batch_size=CHUNK)
    finally:
        for field in moments:
            field.auto_now_add = True  # type: ignore[attr-defined]


def _write(model: type[models.Model], rows: Mapping[int, Mapping[str, Any]]) -> None:
    made = [_made(model, pk, values) for pk, values in sorted(rows.items())]
    _insert(model, made)
    for field in model._meta.many_to_many:
        through = field.remote_field.through
        near, far = field.m2m_column_name(), field.m2m_reverse_name()
        links = [
            through(**{near: pk, far: other})
            for pk, row in sorted(rows.items())
            for other in row.get(field.name, [])
        ]
        through._default_manager.bulk_create(links, batch_size=CHUNK)


def _made(model: type[models.Model], pk: int, values: Mapping[str, Any]) -> models.Model:
    fields = {f.attname: _stored(f, values) for f in model._meta.concrete_fields if not f.primary_key}
    return model(pk=pk, **fields)


def _stored(field: Any, values: Mapping[str, Any]) -> Any:
    value = values.get(field.name)
    if value is UNKNOWN or (field.name not in values and field.null):
        value = None
    if value is None and not field.null:
        return field.get_default() if field.name not in values else ""
    return python_value(field, value)


def _set_sequences() -> None:
    connection = connections["default"]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(
            no_style(), [*map(apps.get_model, CARRIED_OVER), *_kinds()]
        ):
            cursor.execute(statement)


def _left_out(world: World, source: str) -> Iterator[tuple[str, int]]:
    """Fields of which the source holds values that no entry tells."""
    for model in _kinds():
        rows = world.rows.get(model._meta.label, {})
        for field in model._meta.concrete_fields:
            if field.primary_key or not rows or any(field.name in row for row in rows.values()):
                continue
            stored = model._default_manager.using(source).exclude(**{f"{field.name}__isnull": True})
            if field.empty_strings_allowed and not isinstance(field, models.BinaryField):
                stored = stored.exclude(**{field.name: ""})
            if count := stored.exclude(**{field.name: field.get_default()}).count():
                yield f"{model._meta.label}.{field.name}", count


def _differences(world: World, source: str) -> Iterator[tuple[Reference, str]]:
    for model in _kinds():
        label, rows = model._meta.label, world.rows.get(model._meta.label, {})
        told = {name for row in rows.values() for name in row}
        fields = [f for f in model._meta.concrete_fields if f.name in told]
        seen = set()
        for row in model._default_manager.using(source).order_by("pk").iterator(CHUNK):
            seen.add(row.pk)
            if row.pk not in rows:
                yield (label, row.pk), ""
                continue
            for field in fields:
                if rows[row.pk].get(field.name) is UNKNOWN:
                    continue
                if not _equal(getattr(row, field.attname), _stored(field, rows[row.pk])):
                    yield (label, row.pk), field.name
        yield from (((label, pk), "") for pk in sorted(set(rows) - seen))


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, bytes | memoryview):
        return bytes(one) == bytes(other)
    return bool(one == other) or (one in (None, "") and other in (None, ""))

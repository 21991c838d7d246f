"""Long acts that nobody sees half done and for which nobody waits.

    stage = Stage()
    for part in parts:
        with stage:
            record_members(unit, actor=actor, rows=part, happened_on=day)
        progress()
    with acting("imports.confirm_batch", actor=actor, unit_id=unit.pk) as act:
        entries = stage.publish()

Inside the block of a stage acts check and read as always and note what they change; their rows have ids already, but
nothing is written. ``publish`` writes everything in one transaction with few statements, so that the database is held
for a moment only and other readers see all of it or nothing. What was prepared and not published is gone: there is
nothing to take back.

An act reads what is stored, so one that looks for what an earlier act of the same stage made can't be staged.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextvars import Token
from dataclasses import dataclass, field
from typing import Any, Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, models, transaction
from django.utils import timezone

from tongket.audit.journal import STAGE, Act, Acting, M, Stager, label_of
from tongket.audit.journal_sizes import CHUNK
from tongket.audit.models import Entry, Record, SubjectKey, Touched, Use
from tongket.audit.sealing import seal_when_due

#: Fields whose plain values the database takes as they are.
_AS_THEY_ARE = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
    models.ForeignKey,
)
_PLAIN = (str, int, bool, type(None))


class ChangedMeanwhile(Exception):
    """What was prepared no longer fits what is stored: somebody else wrote in between. Nothing was written."""


@dataclass
class _Step:
    """One statement with its rows. ``exact``: every row must meet exactly one stored row."""

    sql: str
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    exact: bool = False

    def run(self) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(self.sql, self.rows)
            if self.exact and cursor.rowcount != len(self.rows):
                raise ChangedMeanwhile(self.sql)


@dataclass(frozen=True)
class _Closed:
    """An act whose block has ended: its entry and the entry's effects as the database takes them."""

    entry: Entry
    effects: Any
    touched: Sequence[tuple[str, int]]


class Stage:
    """What the acts of a long work will write. Acts in its block (``with stage:``, any number of times) are prepared
    only. ``watched``: units at which somebody else's acts make it out of date (all of them without)."""

    def __init__(self, watched: Collection[int] | None = None) -> None:
        self._watched = watched
        self._token: Token[Stager | None] | None = None
        self._last_entry = _last(Entry)
        self._last_use = _last(Use)
        self._steps: list[_Step] = []
        self._closed: list[_Closed] = []
        self._uses: list[Use] = []
        self._models: set[str] = set()
        self._gone: set[tuple[str, int]] = set()
        self.keys: dict[int, bytes] = {}

    def __enter__(self) -> Self:
        if STAGE.get() is not None:
            raise RuntimeError("a stage inside a stage")
        self._token = STAGE.set(self)
        return self

    def __exit__(self, *_exception: object) -> None:
        assert self._token is not None, "entered before"
        STAGE.reset(self._token)

    def act(self, actor: Acting) -> StagedAct:
        """An act whose writes are kept here."""
        return StagedAct(actor, self)

    def close(self, act: StagedAct, entry: Entry) -> None:
        """Keep the entry of an act whose block has ended."""
        effects = act.effects
        field_ = Entry._meta.get_field("effects")
        seen = sorted({(e["model"], e["id"]) for e in effects})
        self._closed.append(_Closed(entry, field_.get_db_prep_save(effects, connection), seen))
        self._uses += act.uses

    def insert(self, model: type[models.Model], objs: Sequence[models.Model]) -> None:
        """New rows, with ids."""
        fields = model._meta.local_concrete_fields
        columns = ", ".join(_name(f.column) for f in fields)
        marks = ", ".join(["%s"] * len(fields))
        getters = [_getter(f) for f in fields]
        step = self._step(f"INSERT INTO {_name(model._meta.db_table)} ({columns}) VALUES ({marks})")
        step.rows += [tuple(get(obj) for get in getters) for obj in objs]
        self._models.add(label_of(model))

    def update(self, obj: models.Model, names: Sequence[str]) -> None:
        """Fields of a row, which must still have its version when it is published."""
        meta = obj._meta
        fields = [meta.get_field(name) for name in names]
        sets = ", ".join(f"{_name(f.column)} = %s" for f in fields)
        sql, where = f"UPDATE {_name(meta.db_table)} SET {sets}", f"WHERE {_name(meta.pk.column)} = %s"
        values: list[Any] = [_getter(f)(obj) for f in fields]
        if isinstance(obj, Record):
            step = self._step(f'{sql}, "version" = "version" + 1 {where} AND "version" = %s', exact=True)
            step.rows.append((*values, obj.pk, obj.version))
        else:
            step = self._step(f"{sql} {where}", exact=True)
            step.rows.append((*values, obj.pk))
        self._models.add(label_of(obj))

    def delete(self, objs: Sequence[models.Model]) -> None:
        """Rows of one kind, with the derived rows that hang on them."""
        meta = objs[0]._meta
        for relation in meta.related_objects:
            if getattr(relation, "on_delete", None) is models.CASCADE and not relation.many_to_many:
                below = relation.related_model._meta
                sql = f"DELETE FROM {_name(below.db_table)} WHERE {_name(relation.field.column)} = %s"
                self._step(sql).rows += [(obj.pk,) for obj in objs]
        step = self._step(
            f"DELETE FROM {_name(meta.db_table)} WHERE {_name(meta.pk.column)} = %s", exact=True
        )
        step.rows += [(obj.pk,) for obj in objs]
        self._models.add(meta.label)
        self._gone |= {(meta.label, obj.pk) for obj in objs}

    def forget_uses(self, by: Iterable[tuple[str, int]], roles: Sequence[str] = ()) -> None:
        """Notes of what these records used, to be dropped."""
        table = _name(Use._meta.db_table)
        sql = f'DELETE FROM {table} WHERE "user_model" = %s AND "user_id" = %s'
        for model, pk in by:
            if not roles:
                self._step(sql).rows.append((model, pk))
            for role in roles:
                self._step(f'{sql} AND "role" = %s').rows.append((model, pk, role))

    def add_keys(self, fresh: Mapping[int, bytes]) -> None:
        """Keys of people whose data have had none so far."""
        self.keys |= fresh
        if fresh:
            self.insert(SubjectKey, [SubjectKey(person_id=p, key=key) for p, key in fresh.items()])
            self._models.discard(label_of(SubjectKey))

    def _step(self, sql: str, *, exact: bool = False) -> _Step:
        """The last statement when it is the same one, else a new one: the order of the acts is kept."""
        if not self._steps or self._steps[-1].sql != sql:
            self._steps.append(_Step(sql, exact=exact))
        return self._steps[-1]

    def publish(self) -> list[int]:
        """Write everything in one transaction, that of the running act if one is running; returns the entries' ids.

        Raises ``ChangedMeanwhile`` when somebody has changed records of these kinds at the watched units since the
        stage began, or used what would go; the database may raise ``IntegrityError`` for the same reason.
        """
        with transaction.atomic():
            if self._outdated():
                raise ChangedMeanwhile
            for step in self._steps:
                step.run()
            now = timezone.now()
            ids = [self._write_entry(closed, now) for closed in self._closed]
            Use.objects.bulk_create(self._uses, batch_size=CHUNK)
            transaction.on_commit(seal_when_due, robust=True)
            return ids

    def _outdated(self) -> bool:
        touched = Touched.objects.filter(entry_id__gt=self._last_entry, model__in=sorted(self._models))
        units = set(touched.values_list("entry__unit_id", flat=True).distinct())
        if units and (self._watched is None or None in units or units & set(self._watched)):
            return True
        if not self._gone:
            return False
        used = Use.objects.filter(pk__gt=self._last_use).values_list("source_model", "source_id")
        return any(pair in self._gone for pair in used)

    def _write_entry(self, closed: _Closed, now: Any) -> int:
        entry, meta = closed.entry, Entry._meta
        entry.recorded_at = now
        fields = [f for f in meta.local_concrete_fields if not f.primary_key]
        values = [closed.effects if f.name == "effects" else _getter(f)(entry) for f in fields]
        columns = ", ".join(_name(f.column) for f in fields)
        marks = ", ".join(["%s"] * len(fields))
        table, pk = _name(meta.db_table), _name(meta.pk.column)
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks}) RETURNING {pk}", values)
            number: int = cursor.fetchone()[0]
        step = _Step(
            f"INSERT INTO {_name(Touched._meta.db_table)} "
            f'("entry_id", "model", "object_id") VALUES (%s, %s, %s)'
        )
        step.rows = [(number, model, object_id) for model, object_id in closed.touched]
        step.run()
        return number


class StagedAct(Act):
    """An act whose writes wait for the stage to be published."""

    def __init__(self, actor: Acting, stage: Stage) -> None:
        super().__init__(actor)
        self._stage = stage
        self._keys = stage.keys

    @property
    def effects(self) -> list[dict[str, Any]]:
        """What the act changes."""
        return self._effects

    @property
    def uses(self) -> list[Use]:
        """Which values it used."""
        return self._uses

    def store(self, obj: M, *, without: frozenset[str] | set[str] = frozenset()) -> M:
        self._insert([obj])
        self._note_created(obj, without)
        return obj

    def create_many(self, model: type[M], rows: Iterable[Mapping[str, Any]]) -> list[M]:
        objs = [model(**row) for row in rows]
        self._insert(objs)
        self._fetch_keys(objs)
        for obj in objs:
            self._note_created(obj)
        return objs

    def _insert(self, objs: Sequence[models.Model]) -> None:
        if not objs:
            return
        model = type(objs[0])
        for obj, pk in zip(objs, reserve_ids(model, len(objs)), strict=True):
            obj.pk = pk
            obj._state.adding, obj._state.db = False, connection.alias
        self._stage.insert(model, objs)

    def _write_update(self, obj: models.Model, names: Sequence[str]) -> None:
        self._stage.update(obj, names)
        if isinstance(obj, Record):
            obj.version += 1

    def delete(self, obj: models.Model) -> None:
        self.delete_many([obj])

    def _delete_rows(self, objs: Sequence[models.Model]) -> None:
        self._stage.delete(objs)

    def set_many_to_many(self, obj: models.Model, field: str, others: Sequence[models.Model]) -> None:
        raise TypeError(f"{label_of(obj)}.{field}: sets of links are not written in a stage")

    def forget_uses(self, by: models.Model, *roles: str) -> None:
        self._stage.forget_uses([(label_of(by), by.pk)], roles)

    def forget_uses_of(self, model: str, ids: Sequence[int]) -> None:
        self._stage.forget_uses((model, pk) for pk in ids)

    def _key_of(self, person: int) -> bytes:
        self._make_keys([person])
        return self._keys[person]

    def _make_keys(self, people: Sequence[int]) -> None:
        known = SubjectKey.objects.filter(person_id__in=people)
        self._keys |= {row.person_id: bytes(row.key) for row in known}
        lacking = [p for p in people if p not in self._keys]
        self._stage.add_keys({p: AESGCM.generate_key(bit_length=128) for p in lacking})


def reserve_ids(model: type[models.Model], number: int) -> Sequence[int]:
    """So many ids that no row of the model has or will get otherwise. Ids that stay unused leave a gap."""
    meta = model._meta
    assert meta.pk is not None
    table, pk = meta.db_table, meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, pk, number],
            )
            return [row[0] for row in cursor.fetchall()]
        highest = f"(SELECT coalesce(max({_name(pk)}), 0) FROM {_name(table)})"
        with transaction.atomic():
            cursor.execute(
                f"UPDATE sqlite_sequence SET seq = max(seq, {highest}) + %s WHERE name = %s", [number, table]
            )
            if cursor.rowcount == 0:
                cursor.execute(
                    f"INSERT INTO sqlite_sequence (name, seq) VALUES (%s, {highest} + %s)", [table, number]
                )
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last: int = cursor.fetchone()[0]
    return range(last - number + 1, last + 1)


def _last(model: type[models.Model]) -> int:
    return model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0


def _name(text: str) -> str:
    return connection.ops.quote_name(text)


def _getter(field_: Any) -> Callable[[Any], Any]:
    """Reads a field of a row as the database takes it."""
    name = field_.attname
    own = type(field_).pre_save is not models.Field.pre_save
    if isinstance(field_, _AS_THEY_ARE) and not own:

        def plain(obj: Any) -> Any:
            value = getattr(obj, name)
            return value if type(value) in _PLAIN else field_.get_db_prep_save(value, connection)

        return plain

    def prepared(obj: Any) -> Any:
        value = field_.pre_save(obj, True) if own else getattr(obj, name)
        return field_.get_db_prep_save(value, connection)

    return prepared

"""The one way to write: inside ``acting(...)``, which is one transaction and one journal entry.

    with acting("ratings.decide_levels", actor=actor, unit_id=unit.pk, happened_on=day) as act:
        require(may_decide_levels(actor, round))
        act.update(rating, level="good", expected_version=3)
        decision = act.create(Decision, number="118-QĐ/ĐU", ...)
        act.use(rating, by=decision, role="recipient", field="level", value="good")

Nothing is stored when the block raises. Every field that changed stands in the entry with its old and
its new value; personal values are encrypted with the key of the person they are about.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any, Protocol, TypeVar

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from tongket.audit.conflicts import changed_by
from tongket.audit.journal_sizes import CHUNK
from tongket.audit.models import Entry, Record, SubjectKey, Touched, Use
from tongket.audit.sealing import seal_when_due
from tongket.audit.values import is_sealed, sealed, unsealed
from tongket.common.errors import Stale

M = TypeVar("M", bound=models.Model)


def _stale(obj: Record, expected: int, found: int | None) -> Stale:
    """The refusal that tells the second of two people who changed the record, and from what to what."""
    now = type(obj)._default_manager.filter(pk=obj.pk).first()
    by = changed_by(now, expected, open_value) if isinstance(now, Record) else ""
    return Stale(thing=str(now or obj), expected=expected, found=found, by=by)


class Acting(Protocol):
    """What the journal needs to know of an actor."""

    @property
    def account_id(self) -> int | None: ...

    @property
    def channel(self) -> str: ...


def _plain(value: Any) -> Any:
    """A value as JSON holds it: models by id, dates ISO, decimals exact text."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, dt.date):  # moments too, whole: Django's encoder would cut them to milliseconds
        return value.isoformat()
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False))


def label_of(obj: models.Model | type[models.Model]) -> str:
    """'room.Model', the name of a kind of record in the journal and in Use."""
    return obj._meta.label


class Act:
    """Collects what one act changes; made by ``acting`` only."""

    def __init__(self, actor: Acting) -> None:
        self._actor = actor
        self._effects: list[dict[str, Any]] = []
        self._uses: list[Use] = []
        self._keys: dict[int, bytes] = {}
        self.in_place_of: int | None = None
        self.inner: list[int] = []
        """Ids of the entries of acts that were done as steps of this one."""

    def create(self, model: type[M], **fields: Any) -> M:
        """Store a new row and note it; returns the row."""
        return self.store(model(**fields))

    def store(self, obj: M, *, without: frozenset[str] | set[str] = frozenset()) -> M:
        """Store a row made beforehand and note it; fields in ``without`` are too large for the journal."""
        obj.save(force_insert=True)
        self._note_created(obj, without)
        return obj

    def create_many(self, model: type[M], rows: Iterable[Mapping[str, Any]]) -> list[M]:
        """Store many new rows with few statements and note each; returns them in order, with ids."""
        objs = [model(**row) for row in rows]
        created = model._default_manager.bulk_create(objs, batch_size=CHUNK)
        self._fetch_keys(created)
        for obj in created:
            self._note_created(obj)
        return created

    def update(self, obj: M, *, expected_version: int | None = None, **fields: Any) -> M:
        """Change fields of a row, raising ``Stale`` when ``expected_version`` is no longer its version.

        Fields that already have the value are left alone; when none changes, nothing is written.
        """
        if expected_version is not None and isinstance(obj, Record) and obj.version != expected_version:
            raise _stale(obj, expected_version, obj.version)
        changes: list[list[Any]] = []
        for name, new in fields.items():
            old = getattr(obj, obj._meta.get_field(name).attname)
            setattr(obj, name, new)
            now = getattr(obj, obj._meta.get_field(name).attname)
            if old != now:
                changes.append([name, self._value(obj, name, old), self._value(obj, name, now)])
        if not changes:
            return obj
        self._write_update(obj, [name for name, _, _ in changes])
        self._effects.append({"model": label_of(obj), "id": obj.pk, "fields": changes})
        return obj

    def _write_update(self, obj: models.Model, names: Sequence[str]) -> None:
        if isinstance(obj, Record):
            current = type(obj)._default_manager.filter(pk=obj.pk, version=obj.version)
            if current.update(version=models.F("version") + 1) != 1:
                found = type(obj)._default_manager.filter(pk=obj.pk).values_list("version", flat=True).first()
                raise _stale(obj, obj.version, found)
            obj.version += 1
        obj.save(update_fields=names)

    def delete(self, obj: models.Model) -> None:
        """Remove a row, keeping its values in the entry."""
        fields = [
            [f.name, self._value(obj, f.name, getattr(obj, f.attname)), None]
            for f in obj._meta.concrete_fields
        ]
        self._effects.append({"model": label_of(obj), "id": obj.pk, "deleted": True, "fields": fields})
        obj.delete()

    def delete_many(self, objs: Sequence[models.Model]) -> None:
        """Remove rows of one kind with few statements, keeping their values in the entry."""
        if not objs:
            return
        self._fetch_keys(objs)
        for obj in objs:
            fields = [
                [f.name, self._value(obj, f.name, getattr(obj, f.attname)), None]
                for f in obj._meta.concrete_fields
            ]
            self._effects.append({"model": label_of(obj), "id": obj.pk, "deleted": True, "fields": fields})
        self._delete_rows(objs)

    def _delete_rows(self, objs: Sequence[models.Model]) -> None:
        manager = type(objs[0])._default_manager
        for start in range(0, len(objs), CHUNK):
            manager.filter(pk__in=[obj.pk for obj in objs[start : start + CHUNK]]).delete()

    def set_many_to_many(self, obj: models.Model, field: str, others: Sequence[models.Model]) -> None:
        """Replace the members of a many-to-many field."""
        manager = getattr(obj, field)
        old = sorted(manager.values_list("pk", flat=True))
        manager.set(others)
        self._effects.append(
            {"model": label_of(obj), "id": obj.pk, "fields": [[field, old, sorted(o.pk for o in others)]]}
        )

    def use(self, source: Record, *, by: models.Model, role: str, field: str = "", value: Any = None) -> None:
        """Note that a value of ``source`` was used by ``by``, in the given role."""
        self._uses.append(
            Use(
                source_model=label_of(source),
                source_id=source.pk,
                source_version=source.version,
                source_field=field,
                value=_plain(value),
                user_model=label_of(by),
                user_id=by.pk,
                role=role,
            )
        )

    def forget_uses(self, by: models.Model, *roles: str) -> None:
        """Drop earlier notes of what ``by`` used, before they are noted anew."""
        old = Use.objects.filter(user_model=label_of(by), user_id=by.pk)
        (old.filter(role__in=roles) if roles else old).delete()

    def forget_uses_of(self, model: str, ids: Sequence[int]) -> None:
        """Drop every note of what these records of a kind used."""
        for start in range(0, len(ids), CHUNK):
            Use.objects.filter(user_model=model, user_id__in=ids[start : start + CHUNK]).delete()

    def note_erased(self, obj: models.Model, now: Mapping[str, Any], *, removed: bool = False) -> None:
        """Note what ``audit.erasing`` replaced: which fields and what stands there now, or that the row is gone."""
        effect: dict[str, Any] = {"model": label_of(obj), "id": obj.pk, "erased": True}
        if removed:
            effect["deleted"] = True
        self._effects.append(effect | {"fields": [[name, None, new] for name, new in now.items()]})

    def _note_created(self, obj: models.Model, without: frozenset[str] | set[str] = frozenset()) -> None:
        fields = [
            [f.name, None, self._value(obj, f.name, value)]
            for f in obj._meta.concrete_fields
            if (value := getattr(obj, f.attname)) not in (None, "")
            and not f.primary_key
            and f.name not in without
        ]
        self._effects.append({"model": label_of(obj), "id": obj.pk, "created": True, "fields": fields})

    def _value(self, obj: models.Model, name: str, value: Any) -> Any:
        plain = _plain(value)
        if plain is None or not isinstance(obj, Record) or name not in obj.personal_fields:
            return plain
        person = obj.subject_of_data()
        if person is None:
            return plain
        key = self._keys.get(person) or self._key_of(person)
        return sealed(plain, person, key)

    def _key_of(self, person: int) -> bytes:
        row, _ = SubjectKey.objects.get_or_create(
            person_id=person, defaults={"key": AESGCM.generate_key(bit_length=128)}
        )
        self._keys[person] = bytes(row.key)
        return self._keys[person]

    def _fetch_keys(self, objs: Iterable[models.Model]) -> None:
        """The keys of all people whose data the rows hold, made where there is none, with few statements."""
        people = {o.subject_of_data() for o in objs if isinstance(o, Record) and o.personal_fields}
        lacking = sorted(p for p in people if p is not None and p not in self._keys)
        for start in range(0, len(lacking), CHUNK):
            self._make_keys(lacking[start : start + CHUNK])

    def _make_keys(self, people: Sequence[int]) -> None:
        known = set(SubjectKey.objects.filter(person_id__in=people).values_list("person_id", flat=True))
        fresh = [p for p in people if p not in known]
        SubjectKey.objects.bulk_create(
            [SubjectKey(person_id=p, key=AESGCM.generate_key(bit_length=128)) for p in fresh],
            ignore_conflicts=True,
        )
        for row in SubjectKey.objects.filter(person_id__in=people):
            self._keys[row.person_id] = bytes(row.key)

    def _finish(self, entry: Entry) -> None:
        entry.effects = self._effects
        entry.save(force_insert=True)
        seen = {(e["model"], e["id"]) for e in self._effects}
        Touched.objects.bulk_create(
            [Touched(entry=entry, model=model, object_id=pk) for model, pk in sorted(seen)], batch_size=CHUNK
        )
        Use.objects.bulk_create(self._uses, batch_size=CHUNK)


def open_value(value: Any) -> Any:
    """The plain form of a journal value; ``None`` in place of a value whose person was anonymised."""
    if not is_sealed(value):
        return value
    row = SubjectKey.objects.filter(person_id=value["person"]).first()
    return None if row is None else unsealed(value, bytes(row.key))


#: The act whose block is being run, if any: its steps are told to it.
_RUNNING: ContextVar[Act | None] = ContextVar("running_act", default=None)


class Stager(Protocol):
    """Keeps what acts change until it is published (``tongket.audit.staging``)."""

    def act(self, actor: Acting) -> Any: ...

    def close(self, act: Any, entry: Entry) -> None: ...


#: Where the acts of a long work are prepared, if one is being prepared.
STAGE: ContextVar[Stager | None] = ContextVar("stage", default=None)


def note_deputy(account_id: int) -> None:
    """The running act is done by a deputy, by the right of this account: the entry says so. Without a running
    act (a page asks what may be done) there is nothing to note."""
    act = _RUNNING.get()
    if act is not None:
        act.in_place_of = account_id


@contextmanager
def acting(
    action: str,
    *,
    actor: Acting,
    unit_id: int | None = None,
    happened_on: dt.date | None = None,
    reason: str = "",
) -> Iterator[Act]:
    """One act: a transaction whose writes stand in one journal entry.

    ``action`` is 'room.function'. ``happened_on`` is the date on the paper; without one the act happens
    today. Inside another act's block it is a step of that act: same transaction, an entry of its own.
    """
    outer, stage = _RUNNING.get(), STAGE.get()
    with transaction.atomic() if stage is None else nullcontext():
        act = Act(actor) if stage is None else stage.act(actor)
        token = _RUNNING.set(act)
        try:
            yield act
        finally:
            _RUNNING.reset(token)
        entry = Entry(
            action=action,
            actor_account_id=actor.account_id,
            in_place_of_id=act.in_place_of,
            channel=actor.channel,
            unit_id=unit_id,
            happened_on=happened_on or timezone.localdate(),
            recorded_at=timezone.now(),
            reason=reason,
        )
        if stage is not None:
            stage.close(act, entry)
            return
        act._finish(entry)
        if outer is not None:
            outer.inner += [*act.inner, entry.pk]
        else:
            transaction.on_commit(seal_when_due, robust=True)

"""Replay: every record as the journal's effects tell it, without the packs, lists and actions that made it.

What stood in the records is read off the entries alone, in the order in which they were written. Nothing is
computed anew: a level that was decided under rules that nobody has any more is still the level that was decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from tongket.audit.values import is_sealed, unsealed

Reference = tuple[str, int]
Effect = Mapping[str, Any]
#: An effect that was not carried out yet, with the place of its entry.
Waiting = tuple[int, Effect]


class Schema(Protocol):
    """What the journal does not say of its fields."""

    def same(self, model: str, name: str, one: Any, other: Any) -> bool:
        """Whether two values of a field are the same, however they were written."""

    def is_many(self, model: str, name: str) -> bool:
        """Whether the field is a set of links, whose change leaves the record's version alone."""


@dataclass(frozen=True)
class Unknown:
    """A value that nobody can read any more: its person was made nameless."""


UNKNOWN: Final = Unknown()


@dataclass
class World:
    """Records by kind and id, each with its values by field as the journal holds them."""

    keys: Mapping[int, bytes]
    schema: Schema
    rows: dict[str, dict[int, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))
    gone: set[Reference] = field(default_factory=set)
    mismatches: list[tuple[Reference, str]] = field(default_factory=list)
    """Records and fields whose value before a change was not what the journal had told of them."""

    def open(self, value: Any) -> Any:
        """The plain value; ``UNKNOWN`` where the person's key was destroyed."""
        if not is_sealed(value):
            return value
        key = self.keys.get(value["person"])
        return UNKNOWN if key is None else unsealed(value, key)


def replay(entries: Iterable[Iterable[Effect]], keys: Mapping[int, bytes], schema: Schema) -> World:
    """The records after all entries. ``entries``: the effects of each, in the order of writing.

    A step of an act is written before the act itself, so that an effect may stand before the one it rests on: it
    waits until the values before it are there; no act gives a record a value back that it had taken in the same act.
    What never fits is carried out last and told in ``mismatches``.
    """
    world = World(keys, schema)
    waiting: list[Waiting] = []
    for number, effects in enumerate(entries):
        for effect in effects:
            if _waits(effect, waiting) or not _apply(world, effect):
                waiting.append((number, effect))
        waiting = _again(world, waiting)
    for _number, effect in waiting:
        _apply(world, effect, whatever=True)
    return world


def _waits(effect: Effect, waiting: list[Waiting]) -> bool:
    """Whether something that was done earlier to the same record has not been carried out yet."""
    created = bool(effect.get("created"))
    return not created and any(w["model"] == effect["model"] and w["id"] == effect["id"] for _n, w in waiting)


def _again(world: World, waiting: list[Waiting]) -> list[Waiting]:
    """What still waits after everything that fits by now was carried out, each entry's effects in their order."""
    while waiting:
        left: list[Waiting] = []
        stuck: set[tuple[int, str, int]] = set()
        for number, effect in waiting:
            place = (number, effect["model"], effect["id"])
            if place in stuck or not _apply(world, effect):
                stuck.add(place)
                left.append((number, effect))
        if len(left) == len(waiting):
            break
        waiting = left
    return waiting


def _apply(world: World, effect: Effect, *, whatever: bool = False) -> bool:
    """Carry an effect out, if the values before it are there; whether it was."""
    reference = effect["model"], effect["id"]
    rows = world.rows[effect["model"]]
    if effect.get("created"):
        rows[effect["id"]] = {name: world.open(new) for name, _old, new in effect["fields"]}
        return True
    row = rows.get(effect["id"])
    if row is None:
        if whatever:
            world.mismatches.append((reference, ""))
        return whatever
    if effect.get("deleted"):
        del rows[effect["id"]]
        world.gone.add(reference)
        return True
    if not effect.get("erased"):
        wrong = [name for name, old, _new in effect["fields"] if not _was(world, reference, row, name, old)]
        if wrong and not whatever:
            return False
        world.mismatches.extend((reference, name) for name in wrong)
    for name, _old, new in effect["fields"]:
        row[name] = world.open(new)
    if not all(world.schema.is_many(effect["model"], name) for name, _old, _new in effect["fields"]):
        row["version"] = row.get("version", 1) + 1
    return True


def _was(world: World, reference: Reference, row: Mapping[str, Any], name: str, old: Any) -> bool:
    before, stated = row.get(name), world.open(old)
    if UNKNOWN in (before, stated) or before == stated:
        return True
    if before in (None, "", []) and stated in (None, "", []):
        return True
    return name not in row or world.schema.same(reference[0], name, before, stated)

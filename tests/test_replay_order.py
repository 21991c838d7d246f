"""Replay gives what the acts left, in whatever order an act and its steps were written."""

from __future__ import annotations

import base64
import json
import os
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from tongket.audit.replay import UNKNOWN, World, replay

MODEL = "work.Task"


class PlainSchema:
    """Values are what they look like; ``links`` is a set of links."""

    def same(self, model: str, name: str, one: Any, other: Any) -> bool:
        return bool(one == other)

    def is_many(self, model: str, name: str) -> bool:
        return name == "links"


def replayed(*entries: list[dict[str, Any]], keys: dict[int, bytes] | None = None) -> World:
    return replay(entries, keys or {}, PlainSchema())


def created(pk: int, **values: Any) -> dict[str, Any]:
    return {"model": MODEL, "id": pk, "created": True, "fields": [[n, None, v] for n, v in values.items()]}


def changed(pk: int, **values: tuple[Any, Any]) -> dict[str, Any]:
    return {"model": MODEL, "id": pk, "fields": [[n, old, new] for n, (old, new) in values.items()]}


#: What acts do one after another: which record is made or gets a new value, or (False) is removed.
OPERATIONS = st.lists(st.tuples(st.integers(1, 3), st.booleans()), min_size=1, max_size=14)


@given(OPERATIONS, st.lists(st.integers(0, 14), max_size=4), st.lists(st.integers(0, 14), max_size=4))
def test_records_stand_as_the_acts_left_them_when_steps_are_written_before_their_act(
    operations: list[tuple[int, bool]], starts: list[int], lengths: list[int]
) -> None:
    effects, now, version = [], {}, {}
    alias: dict[int, int] = {}
    for fresh, (pk, stands) in enumerate(operations):
        value = fresh if stands else None
        if pk not in now and value is not None:
            alias[pk] = fresh  # a removed record never comes back: numbers are used once
            now[pk], version[pk] = value, 1
            effects.append(created(alias[pk], content=value, version=1))
        elif pk in now and value is None:
            effects.append({"model": MODEL, "id": alias[pk], "deleted": True, "fields": []})
            del now[pk]
        elif pk in now and value != now[pk]:
            effects.append(changed(alias[pk], content=(now[pk], value)))
            now[pk], version[pk] = value, version[pk] + 1
    steps = set()
    for start, length in zip(starts, lengths, strict=False):
        steps |= set(range(start, start + length))
    removed = {effect["id"] for effect in effects if effect.get("deleted")}
    steps = {place for place in steps if place < len(effects) and effects[place]["id"] not in removed}
    inner = [effect for place, effect in enumerate(effects) if place in steps]
    outer = [effect for place, effect in enumerate(effects) if place not in steps]
    world = replayed(inner, outer)
    assert {pk: row["content"] for pk, row in world.rows[MODEL].items()} == {
        alias[pk]: v for pk, v in now.items()
    }
    assert world.mismatches == []


def test_a_step_that_changes_what_its_act_made_is_written_first_and_carried_out_second() -> None:
    world = replayed([changed(1, content=("a", "b"))], [created(1, content="a", version=1)])
    assert world.rows[MODEL] == {1: {"content": "b", "version": 2}}


def test_links_are_set_and_leave_the_version_alone() -> None:
    world = replayed([created(1, version=1)], [changed(1, links=([], [4, 7]))])
    assert world.rows[MODEL] == {1: {"version": 1, "links": [4, 7]}}


def test_value_that_no_entry_wrote_is_named_and_the_entry_carried_out_all_the_same() -> None:
    world = replayed([created(1, content="a", version=1)], [changed(1, content=("x", "y"))])
    assert world.mismatches == [((MODEL, 1), "content")]
    assert world.rows[MODEL][1]["content"] == "y"
    assert replayed([changed(9, content=("a", "b"))]).mismatches == [((MODEL, 9), "")]


def test_values_of_a_nameless_person_are_unknown_until_something_is_put_there() -> None:
    key, nonce = AESGCM.generate_key(bit_length=128), os.urandom(12)
    sealed = nonce + AESGCM(key).encrypt(nonce, json.dumps("Lò Văn Ơn").encode(), None)
    value = {"sealed": base64.b64encode(sealed).decode("ascii"), "person": 3}
    assert replayed([created(1, content=value)], keys={3: key}).rows[MODEL][1]["content"] == "Lò Văn Ơn"
    assert replayed([created(1, content=value)]).rows[MODEL][1]["content"] is UNKNOWN
    erased = {"model": MODEL, "id": 1, "erased": True, "fields": [["content", None, "đã ẩn danh"]]}
    assert replayed([created(1, content=value)], [erased]).rows[MODEL][1]["content"] == "đã ẩn danh"

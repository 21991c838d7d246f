"""What rests on recorded data alone is worked out anew after every act, and not before."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from tongket.access.roles import Role
from tongket.audit import unchanged
from tongket.audit.unchanged import until_next_act
from tongket.organisation.actions import rename_unit
from tongket.organisation.tests.factories import make_office


@pytest.mark.django_db
def test_it_is_kept_until_the_next_act(monkeypatch: pytest.MonkeyPatch) -> None:
    office = make_office(cells=1, members=1)
    made: list[int] = []

    def compute() -> int:
        made.append(1)
        return len(made)

    with monkeypatch.context() as outside_of_transactions:
        outside_of_transactions.setattr(unchanged, "connection", SimpleNamespace(in_atomic_block=False))
        assert [until_next_act("k", compute), until_next_act("k", compute)] == [1, 1]
        assert until_next_act("other", compute) == 2
    rename_unit(office.cells[0], actor=office.actor(Role.CLERK), name="Chi bộ Một", on=dt.date(2021, 6, 1))
    with monkeypatch.context() as outside_of_transactions:
        outside_of_transactions.setattr(unchanged, "connection", SimpleNamespace(in_atomic_block=False))
        assert until_next_act("k", compute) == 3


@pytest.mark.django_db
def test_inside_a_transaction_nothing_is_kept() -> None:
    assert [until_next_act("t", lambda: 1), until_next_act("t", lambda: 2)] == [1, 2]

"""Answers kept while one page is made."""

from __future__ import annotations

import pytest

from tongket.common.memo import asked_once, keeping_answers


class Asked:
    def __init__(self) -> None:
        self.times = 0

        @asked_once
        def ask(name: str, *, loud: bool = False) -> str:
            self.times += 1
            return name.upper() if loud else name

        self.ask = ask


def test_a_page_asks_the_same_question_once() -> None:
    asked = Asked()
    with keeping_answers():
        assert [asked.ask("a"), asked.ask("a"), asked.ask("a", loud=True), asked.ask("b")] == [
            "a",
            "a",
            "A",
            "b",
        ]
    assert asked.times == 3


def test_the_next_page_asks_anew_and_an_act_always_does() -> None:
    asked = Asked()
    for _page in range(2):
        with keeping_answers():
            asked.ask("a")
    asked.ask("a")
    asked.ask("a")
    assert asked.times == 4


def test_a_fault_is_not_kept() -> None:
    times = []

    @asked_once
    def fail() -> None:
        times.append(1)
        raise ValueError("wrong")

    with keeping_answers():
        for _turn in range(2):
            with pytest.raises(ValueError, match="wrong"):
                fail()
    assert len(times) == 2

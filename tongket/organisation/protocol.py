"""Posts in protocol order by a declared list: which of somebody's posts is named first, who is named before whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol, TypeVar

from tongket.common.text import clean, matching_key
from tongket.common.yaml_text import read_yaml

SOURCE = Path(__file__).resolve().parent / "protocol.yaml"


class Titled(Protocol):
    """Anything with a title, as a post has one."""

    @property
    def title(self) -> str: ...


T = TypeVar("T", bound=Titled)


@lru_cache(maxsize=1)
def shipped_ranks() -> tuple[str, ...]:
    """The order that holds until an office declares its own."""
    return tuple(read_yaml(SOURCE.read_text(encoding="utf-8")))


def read_ranks(text: str) -> list[str]:
    """A list typed one title a line; empty lines and later repetitions are left out."""
    kept: dict[str, str] = {}
    for line in map(clean, text.splitlines()):
        if line:
            kept.setdefault(matching_key(line), line)
    return list(kept.values())


def rank_of(title: str, ranks: Sequence[str]) -> int:
    """The place of a title in a declared list: of the lines whose words it holds the longest counts; whatever no
    line names comes last."""
    key = matching_key(title)
    held = [
        (len(line), -place)
        for place, words in enumerate(ranks)
        if re.search(rf"(?<!\w){re.escape(line := matching_key(words))}(?!\w)", key)
    ]
    return -max(held)[1] if held else len(ranks)


def in_order(posts: Iterable[T], ranks: Sequence[str]) -> list[T]:
    """The posts of one person (or of several), the highest first; equals as they came."""
    return sorted(posts, key=lambda post: rank_of(post.title, ranks))


def posts_line(
    posts: Iterable[T], ranks: Sequence[str], titled: Callable[[T], str] = lambda post: post.title
) -> str:
    """All posts of a person in one line, the highest first, each once; ``titled`` says how a post is written."""
    return ", ".join(dict.fromkeys(map(titled, in_order(posts, ranks))))

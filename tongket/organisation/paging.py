"""Pages of lists that are never counted: the rows before or after one, whatever lies beyond.

A page's address names the row beside which it stands by its number alone, so that no name stands in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)
Key = tuple[Any, ...]

ROWS = 50
AFTER, BEFORE = "sau", "truoc"


@dataclass(frozen=True)
class Turn:
    """Where a page stands: after or before a row, or at the beginning."""

    beside: int | None = None
    backwards: bool = False

    @classmethod
    def asked(cls, request: HttpRequest) -> Turn:
        """The place that the address names; the beginning when it names none."""
        for name, backwards in ((AFTER, False), (BEFORE, True)):
            shown = request.GET.get(name, "")
            if shown.isdecimal() and len(shown) < 19:
                return cls(int(shown), backwards)
        return cls()


@dataclass(frozen=True)
class Page(Generic[M]):
    """The rows of one page and whether there are some before and after."""

    rows: list[M]
    has_previous: bool
    has_next: bool

    @property
    def before(self) -> int:
        """The row before which the previous page ends."""
        return self.rows[0].pk

    @property
    def after(self) -> int:
        """The row after which the next page begins."""
        return self.rows[-1].pk


def beyond(order: Sequence[str], key: Key, *, backwards: bool) -> Q:
    """Rows that stand after ``key`` in ``order`` (before it when ``backwards``). The first field's own bound comes
    first: by it an index is entered at the right place."""
    side = "lt" if backwards else "gt"
    found, same = Q(), Q()
    for name, value in zip(order, key, strict=True):
        found |= same & Q(**{f"{name}__{side}": value})
        same &= Q(**{name: value})
    return Q(**{f"{order[0]}__{side}e": key[0]}) & found


def take(
    keys: QuerySet[Any],
    order: Sequence[str],
    key: Key | None,
    turn: Turn,
    whole: QuerySet[M],
    size: int = ROWS,
) -> Page[M]:
    """One page of the rows of ``keys`` in an ``order`` that ends with the primary key.

    Only the keys of one page are read; the rows themselves come from ``whole``, with what it fetches. ``key`` is
    that of the row beside which the page stands, None at the beginning (or when that row is gone).
    """
    backwards = turn.backwards and key is not None
    if key is not None:
        keys = keys.filter(beyond(order, key, backwards=backwards))
    sorting = [f"-{name}" if backwards else name for name in order]
    ids = list(keys.order_by(*sorting).values_list(order[-1], flat=True)[: size + 1])
    more = len(ids) > size
    ids = ids[:size][::-1] if backwards else ids[:size]
    found = whole.in_bulk(ids)
    return Page(
        [found[pk] for pk in ids],
        has_previous=bool(ids) and (more if backwards else key is not None),
        has_next=bool(ids) and (backwards or more),
    )


def up_to(rows: QuerySet[Any], most: int) -> int | None:
    """How many rows there are, without looking beyond ``most``; None when there are more."""
    count = rows.order_by().values("pk")[: most + 1].count()
    return None if count > most else count


def turning(request: HttpRequest, page: Page[Any]) -> dict[str, str]:
    """Addresses of the first, the previous and the next page, with the other parts of the query kept."""
    kept = request.GET.copy()
    for name in (AFTER, BEFORE):
        kept.pop(name, None)

    def to(name: str, beside: int) -> str:
        query = kept.copy()
        query[name] = str(beside)
        return f"?{query.urlencode()}"

    return {
        "first": f"?{kept.urlencode()}",
        "previous": to(BEFORE, page.before) if page.has_previous else "",
        "next": to(AFTER, page.after) if page.has_next else "",
    }

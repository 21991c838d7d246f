"""Lists a page at a time."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator


class KnownPaginator(Paginator):
    """Pages of a list whose length is known already, so that nothing is counted twice."""

    def __init__(self, rows: Any, per_page: int, total: int) -> None:
        super().__init__(rows, per_page)
        self.count = total

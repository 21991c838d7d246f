"""Pages of a year show the register's names as of that year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.http import HttpRequest, HttpResponse

from tongket.organisation.naming import names_as_of

YEARS = range(1900, 3000)


class NamesOfTheYearMiddleware:
    """On pages whose address names a year, units carry the names that they had at the end of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with ExitStack() as page:
            request.names = page
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: Any, kwargs: dict[str, Any]
    ) -> None:
        """The year of the address, once it is known."""
        year = kwargs.get("year")
        if isinstance(year, int) and year in YEARS:
            request.names.enter_context(names_as_of(dt.date(year, 12, 31)))

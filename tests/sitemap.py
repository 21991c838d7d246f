"""The site as links lead through it: every page that a person can reach by clicking."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser

from django.urls import ResolverMatch, resolve
from playwright.sync_api import Page

FILES = re.compile(r"\.(pdf|docx|xlsx|svg|png|css|js)(\?|$)")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href")
        if tag == "a" and href and href.startswith(("/", "?")):
            self.found.append(href)


@dataclass(frozen=True)
class Visited:
    """One page as it answered."""

    path: str
    name: str
    status: int
    found_on: str
    html: str


def links_of(html: str) -> list[str]:
    """Addresses that a page's links lead to, within the site."""
    parser = _Links()
    parser.feed(html)
    return parser.found


def name_of(path: str) -> str:
    """'room:view' of an address."""
    match: ResolverMatch = resolve(path.split("?")[0])
    return match.view_name


def one_page_a_kind(fetch: Callable[[str], str], start: str = "/") -> list[tuple[str, str]]:
    """(name, address) of the first page of every kind that links lead to from ``start``.

    ``fetch`` answers the page of an address; empty for files and for what is no page.
    """
    waiting = deque([start])
    found: dict[str, str] = {}
    while waiting:
        path = waiting.popleft().split("#")[0]
        if path.startswith(("?", "//")) or not path:
            continue
        name = name_of(path)
        if name in found or FILES.search(path):
            continue
        html = fetch(path)
        if html:
            found[name] = path
            waiting.extend(links_of(html))
    return list(found.items())


def pages_for(page: Page) -> list[tuple[str, str]]:
    """One page of every kind for whoever is signed in, by following links as the browser would."""

    def fetch(path: str) -> str:
        answer = page.context.request.get(path)
        assert answer.ok, f"a link leads to {path}, which answers {answer.status}"
        is_page = answer.headers.get("content-type", "").startswith("text/html")
        return answer.text() if is_page else ""

    return one_page_a_kind(fetch)

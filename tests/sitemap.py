"""The site as links lead through it: every page that a person can reach by clicking."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from django.test import Client
from django.urls import ResolverMatch, resolve

SAMPLES_PER_PAGE = 3
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


def crawl(client: Client, start: str = "/") -> Iterator[Visited]:
    """Follow links from ``start``: every kind of page with at most a few samples, filters included."""
    waiting: deque[tuple[str, str]] = deque([(start, "")])
    seen: set[str] = set()
    counted: dict[str, int] = {}
    while waiting:
        path, found_on = waiting.popleft()
        name = name_of(path)
        query = path.partition("?")[2]
        kind = f"{name}?{re.sub(r'[0-9]+', '', query)}"
        if path in seen or counted.get(kind, 0) >= SAMPLES_PER_PAGE:
            continue
        seen.add(path)
        counted[kind] = counted.get(kind, 0) + 1
        response = client.get(path)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        html = response.content.decode() if is_page and not response.streaming else ""
        yield Visited(path, name, response.status_code, found_on, html)
        if response.status_code in (301, 302):
            waiting.append((response.headers["Location"], path))
            continue
        for link in links_of(html):
            target = link.split("#")[0]
            if target.startswith("?"):
                target = path.split("?")[0] + target
            if target and not target.startswith("//"):
                waiting.append((target, path))

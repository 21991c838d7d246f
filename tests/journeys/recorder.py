"""What a person does in the browser, done and counted."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

import openpyxl
from playwright.sync_api import Locator, Page

# The keystroke-level model of Card, Moran and Newell (1980), for somebody who types at 40 words a minute.
KEY = 0.28
POINT_AND_CLICK = 1.2
DECIDE = 1.35
#: Looking over a page that has just opened; not part of the model.
READ_A_PAGE = 8.0
BEGIN, END = "<!-- clerk: begin -->", "<!-- clerk: end -->"
#: Going to another window, marking and copying what lies there, coming back, pasting.
PASTE_CLICKS, PASTE_KEYS = 3, 4
#: The file chooser: button, file, "open".
UPLOAD_CLICKS = 3


@dataclass
class Chapter:
    """Acts of one part of the year."""

    title: str
    clicks: int = 0
    keys: int = 0
    decisions: int = 0
    pages: int = 0
    machine_seconds: float = 0.0

    @property
    def minutes(self) -> float:
        """Estimated minutes of the person, the machine's answers included."""
        hands = self.clicks * POINT_AND_CLICK + self.keys * KEY + self.decisions * DECIDE
        return (hands + self.pages * READ_A_PAGE + self.machine_seconds) / 60


@dataclass
class Recorder:
    """The hand of a person: does acts on the page and counts them in the open chapter."""

    page: Page
    chapters: list[Chapter] = field(default_factory=list)

    @contextmanager
    def chapter(self, title: str) -> Iterator[None]:
        """Acts inside count for the chapter of that title."""
        self.chapters.append(Chapter(title))
        started = time.monotonic()
        yield
        self.now.machine_seconds = time.monotonic() - started

    @property
    def now(self) -> Chapter:
        """The open chapter."""
        return self.chapters[-1]

    def click(self, target: Locator) -> None:
        """Point at something and click it."""
        target.click()
        self._count(clicks=1)

    def press(self, name: str, *, within: Locator | None = None) -> None:
        """Click the button of that name."""
        self.click((within or self.page).get_by_role("button", name=name, exact=True))

    def follow(self, name: str, *, within: Locator | None = None) -> None:
        """Click the link of that name and wait for the page behind it."""
        target = (within or self.page).get_by_role("link", name=name, exact=True).first
        with self.opens_page():
            self.click(target)

    def submit(self, name: str, *, within: Locator | None = None) -> None:
        """Click the button that sends the form, and wait for the page that answers."""
        with self.opens_page():
            self.press(name, within=within)

    def menu(self, entry: str, link: str) -> None:
        """Open an entry of the main menu, then a page under it."""
        bar = self.page.get_by_role("navigation", name="Trình đơn chính")
        self.follow(entry, within=bar)
        self.follow(link)

    def dialog(self, title: str, *, within: Locator | None = None) -> Locator:
        """Open the small window of that title; returns it."""
        box = (
            (within or self.page)
            .locator("details.tk-dialog")
            .filter(has=self.page.locator("summary").get_by_text(title, exact=True))
        )
        self.click(box.locator("summary").first)
        return box.get_by_role("group").first

    @contextmanager
    def opens_page(self) -> Iterator[None]:
        """The act inside leads to a new page."""
        with self.page.expect_navigation(wait_until="load"):
            yield
        self.now.pages += 1

    def type(self, label: str, text: str, *, within: Locator | None = None) -> None:
        """Type into the field of that label."""
        self.type_in(self._field(label, within), text)

    def type_in(self, target: Locator, text: str) -> None:
        """Type into a field: a click and one key a character."""
        target.fill(text)
        self._count(clicks=1, keys=len(text))

    def paste(self, label: str, text: str, *, within: Locator | None = None) -> None:
        """Paste lines that lie in another window into the field of that label."""
        self._field(label, within).fill(text)
        self._count(clicks=PASTE_CLICKS, keys=PASTE_KEYS)

    def choose(self, label: str, option: str, *, within: Locator | None = None) -> None:
        """Choose an option of a list by its text."""
        self._field(label, within).select_option(label=option)
        self._count(clicks=2)

    def tick(self, target: Locator) -> None:
        """Tick a box."""
        target.check()
        self._count(clicks=1)

    def upload(self, label: str, file: Path) -> None:
        """Choose a file."""
        self.page.get_by_label(label).set_input_files(file)
        self._count(clicks=UPLOAD_CLICKS)

    def type_sheet(self, template: Path, rows: dict[str, list[list[str | int | None]]]) -> None:
        """Type rows into the sheets of a workbook below their headings.

        One key a character and one to go on; what stands in the cell above is filled down with one key.
        """
        book = openpyxl.load_workbook(template)
        for sheet, lines in rows.items():
            above: list[str | int | None] = []
            for line in lines:
                book[sheet].append(line)
                same = [cell == other for cell, other in zip_longest(line, above)]
                typed = [
                    cell for cell, filled in zip(line, same, strict=False) if cell is not None and not filled
                ]
                self.now.keys += sum(len(str(cell)) + 1 for cell in typed) + sum(same)
                above = line
            self.now.decisions += len(lines)
        book.save(template)

    def download(self, name: str, to: Path, *, within: Locator | None = None) -> Path:
        """Click the link or button of that name and keep the file that comes."""
        place = within or self.page
        link = place.get_by_role("link", name=name, exact=True)
        target = link.or_(place.get_by_role("button", name=name, exact=True)).first
        with self.page.expect_download() as coming:
            self.click(target)
        path = to / coming.value.suggested_filename
        coming.value.save_as(path)
        return path

    def _field(self, label: str, within: Locator | None) -> Locator:
        """The field of that label; a field that may stay empty says so behind it."""
        wording = re.compile(rf"^\s*{re.escape(label)}(\s*\(không bắt buộc\))?\s*$")
        return (within or self.page).get_by_label(wording)

    def _count(self, *, clicks: int = 0, keys: int = 0) -> None:
        self.now.clicks += clicks
        self.now.keys += keys
        self.now.decisions += 1


def whole(chapters: list[Chapter]) -> Chapter:
    """All chapters as one."""
    names = ("clicks", "keys", "decisions", "pages", "machine_seconds")
    return Chapter("Whole year", **{name: sum(getattr(c, name) for c in chapters) for name in names})


def told(chapters: list[Chapter]) -> str:
    """The table of a year's acts, as it stands in docs/benchmarks.md."""
    lines = [
        "| Part of the year | Pages | Clicks | Keys | Machine | Minutes of the clerk |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {c.title} | {c.pages} | {c.clicks} | {c.keys:,} | {c.machine_seconds:.0f} s | {c.minutes:.0f} |"
        for c in [*chapters, whole(chapters)]
    ]
    return "\n".join(lines)


def write_down(table: str, document: Path) -> None:
    """Replace the table of one clerk's year in the document of benchmarks."""
    text = document.read_text(encoding="utf-8")
    before, _begin, rest = text.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    document.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")

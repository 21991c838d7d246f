"""The house style: colours that can be read, every component on its page, words and dates in their forms."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tongket.access.roles import Role
from tongket.common.vocabulary import COMPANY, speaking
from tongket.common.wording import address, long_day, ordinal
from tongket.organisation.tests.factories import Office
from tongket.site.samples import COLOURS

ClientOf = Callable[[str], Client]
BASE = Path(__file__).resolve().parents[1] / "static" / "site" / "base.css"
READ, SEEN = 4.5, 3.0  # WCAG 2.2: text, and the borders of what is operated


def tokens() -> dict[str, str]:
    """The colours of the style sheet by their names."""
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", BASE.read_text(encoding="utf-8")))


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


TEXTS = ("ink", "muted", "indigo", "indigo-deep", "green", "amber", "red")
GROUNDS = ("card", "page", "head", "tint-indigo", "tint-green", "tint-amber", "tint-red")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_text_colour_is_read_on_every_ground(text: str, ground: str) -> None:
    assert contrast(tokens()[text], tokens()[ground]) >= READ


@pytest.mark.parametrize("ground", ["indigo", "indigo-deep", "training"])
def test_white_words_are_read_on_dark_grounds(ground: str) -> None:
    assert contrast("#ffffff", tokens()[ground]) >= READ


@pytest.mark.parametrize("ground", ["card", "page", "head"])
def test_borders_of_fields_are_seen(ground: str) -> None:
    assert contrast(tokens()["field"], tokens()[ground]) >= SEEN


def test_the_page_of_components_states_the_true_contrasts() -> None:
    for _css, code, stated in COLOURS:
        assert f"{contrast(code, '#ffffff'):.1f}".replace(".", ",") == stated, code


#: What the page must show, each by something that only this component has.
COMPONENTS = {
    "typography": 'class="h1"',
    "colours": "tk-swatch-indigo",
    "buttons": "tk-btn-danger",
    "forms with inline errors": "is-invalid",
    "sticky table": "tk-sticky",
    "sorted by given names": 'data-order="name"',
    "filter of a table": "data-filter",
    "selection": "data-select",
    "bulk action": "tk-chosen-bar",
    "figures at the right": 'class="num"',
    "states": "tk-state tk-good",
    "steps": "tk-steps",
    "cards": "card-header",
    "timeline": "tk-timeline",
    "tabs": "tk-tabs",
    "dialog": "tk-dialog-window",
    "toast": "tk-toast",
    "long work": "tk-progress",
    "empty state": "tk-empty",
    "file upload": "tk-drop",
    "chips": "tk-chip",
    "difference": "tk-change",
    "explanation tree": "tk-explanation-children",
    "print": "tk-print-sample",
    "training bar": "tk-training-bar",
    "act bar": "tk-act-bar",
}


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_stands_on_the_page_of_components(
    client_of: ClientOf, office: Office, name: str
) -> None:
    office.accounts[Role.ADMINISTRATOR].is_staff = True
    office.accounts[Role.ADMINISTRATOR].save()
    page = client_of(Role.ADMINISTRATOR).get(reverse("design_system")).content.decode()
    assert COMPONENTS[name] in page


def test_the_page_of_components_is_for_staff_only(client_of: ClientOf, office: Office) -> None:
    assert client_of(Role.MEMBER).get(reverse("design_system")).status_code == 404


@pytest.mark.parametrize(
    ("number", "vietnamese", "english"),
    [
        (1, "thứ nhất", "1st"),
        (2, "thứ hai", "2nd"),
        (4, "thứ tư", "4th"),
        (11, "thứ 11", "11th"),
        (22, "thứ 22", "22nd"),
    ],
)
def test_ordinals(number: int, vietnamese: str, english: str) -> None:
    assert ordinal(number) == vietnamese
    with translation.override("en"):
        assert ordinal(number) == english


def test_days_in_papers() -> None:
    assert long_day(dt.date(2022, 1, 5)) == "ngày 05 tháng 01 năm 2022"
    assert long_day(dt.date(2021, 12, 27)) == "ngày 27 tháng 12 năm 2021"


def test_people_are_addressed_as_their_context_asks() -> None:
    assert address("Hồ Thị Đoan Thúy", member=True) == "đồng chí Hồ Thị Đoan Thúy"
    assert address("Hồ Thị Đoan Thúy", gender="female") == "bà Hồ Thị Đoan Thúy"
    assert address("Đinh Văn Ấn", gender="male") == "ông Đinh Văn Ấn"
    assert address("Y Ăn Niê") == "ông/bà Y Ăn Niê"
    with speaking(COMPANY):
        assert address("Đinh Văn Ấn", member=True) == "anh/chị Đinh Văn Ấn"

"""One clerk with no other account lives the whole year through pages only, from an empty installation (U1)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.clerk import awards, conference, publication, ratings, register, sheets, story
from tests.journeys.recorder import Chapter, Recorder, told, whole, write_down
from tests.people import watch
from tests.serving import Server

AFTERNOON_MINUTES = 240


@contextmanager
def _hand_of(browser: Browser, url: str, *, scripts: bool = True) -> Iterator[Recorder]:
    context = browser.new_context(
        base_url=url, viewport={"width": 1366, "height": 900}, locale="vi-VN", java_script_enabled=scripts
    )
    page = context.new_page()
    trouble = watch(page)
    yield Recorder(page)
    assert trouble == []
    context.close()


def _main(page: Page) -> str:
    return page.inner_text("main")


def _facts(page: Page) -> dict[str, str]:
    """Label → value of the page's lists of facts."""
    labels = page.locator("dl.tk-facts-list dt").all_inner_texts()
    return dict(zip(labels, page.locator("dl.tk-facts-list dd").all_inner_texts(), strict=True))


def _set_up(hand: Recorder) -> None:
    register.set_up(hand)
    register.sign_in(hand)
    register.open_rooms(hand)
    units, members = story.FOLDER / "01-to-chuc.xlsx", story.FOLDER / "02-dang-vien.xlsx"
    assert register.import_register(hand, units, members) == (54, 66)
    register.open_round(hand, story.FOLDER / "00-tham-so.yaml")
    assert "Hướng dẫn số 07-HD/ĐUK ngày 15/11/2021" in _main(hand.page)


def _record_the_year(hand: Recorder) -> None:
    rows = sheets.import_year(hand, story.FOLDER)
    assert min(rows.values()) > 0
    assert sheets.import_counts(hand, story.FOLDER) > 0
    hand.menu("Kiểm điểm, xếp loại", "Bảng xếp loại")
    board = _main(hand.page)
    assert "66 đảng viên, 63 được xếp loại" in board
    assert "Số lượng tối đa của Đảng bộ: 10" in board
    hand.follow("Cách tính")
    assert "13 trường hợp đủ điều kiện" in _main(hand.page)
    chosen = hand.page.get_by_role("table", name="13 trường hợp đủ điều kiện").locator("tbody tr")
    inside = [row for row in chosen.all_inner_texts() if "Được chọn" in row]
    assert len(inside) == 10


def _rate(hand: Recorder) -> None:
    ratings.propose_organisation(hand)
    figures = _main(hand.page)
    assert "Hoàn thành xuất sắc nhiệm vụ 412-QĐ/ĐUK 10/01/2022" in figures
    superior = _facts(hand.page)
    assert superior["Số tổ chức được xếp loại"] == "68"
    assert superior["Số lượng tối đa"] == superior["Số tổ chức được chọn"] == "11"
    ratings.decide(hand)
    cells = hand.page.get_by_role("table", name="Chi bộ").locator("tbody tr").all_inner_texts()
    decided = [row.split("\t")[-1] for row in cells]
    assert decided == ["HTXSNV 119-QĐ/ĐU", *["HTTNV 119-QĐ/ĐU"] * 3]


def _commend(hand: Recorder, desk: Path) -> None:
    assert awards.record_earlier_years(hand, desk) == len(story.history())
    assert awards.nominate(hand, desk) == 21
    awards.submit(hand)
    assert awards.decide(hand, desk) == len(story.decisions())
    rows = hand.page.get_by_role("table", name="Quyết định khen thưởng").locator("tbody tr").all()
    book = [tuple(row.locator("td.num").all_inner_texts()) for row in rows]
    assert book == [("10", "10"), *[("1", "1")] * 4, ("11", "1"), ("1", "1"), ("1", "–")]
    printed = publication.print_certificates(hand, desk)
    text = " ".join(" ".join(page.split()) for page in printed.pages)
    for name in ("Nguyễn Quý Hưởng", "Âu Đăng Đạt", "Cao Nhật Điền"):
        assert name in text
    assert len(printed.pages) >= 14
    hand.menu("Khen thưởng", "Điển hình tiên tiến")
    exemplars = _main(hand.page)
    assert "Nguyễn Quý Hưởng" in exemplars
    assert "2021-2023" in exemplars.replace("–", "-")


def _meet(hand: Recorder, desk: Path) -> None:
    conference.plan(hand)
    conference.record_attendance(hand)
    assert conference.write_down(hand, desk) == 10 + 2 + 10 + 8
    conference.present(hand)
    stage = _main(hand.page)
    assert "vắng, Nguyễn Thị Thu Hòa (26/08/1969) nhận thay" in stage
    conference.close(hand)
    figures = _facts(hand.page)
    assert figures["Triệu tập"] == "64"
    assert figures["Có mặt"] == "60"
    assert figures["Vắng"] == "4"
    assert figures["Nhiệm vụ năm sau"] == "8"
    hand.follow("Kết luận", within=hand.page.get_by_role("main"))
    hand.follow("Hoàn thiện chính quyền điện tử, từng bước xây dựng chính quyền số")
    assert "100% thủ tục đủ điều kiện lên mức độ 4" in _main(hand.page)


def _publish(hand: Recorder, browser: Browser, url: str) -> None:
    publication.allow_names(hand)
    publication.publish(hand)
    article = publication.read_without_sign_in(browser, url)
    for words in (
        "là một trong 11 chi, đảng bộ cơ sở",
        "công nhận 1 chi bộ hoàn thành xuất sắc nhiệm vụ",
        "10 đảng viên hoàn thành xuất sắc nhiệm vụ và 4 cá nhân thực hiện tốt Chỉ thị 05-CT/TW",
        "Nguyễn Duy Nhượng",
    ):
        assert words in article
    number, code, name = publication.code_of_first(hand)
    assert name in publication.check_certificate(browser, url, number, code)
    assert "Không có giấy khen nào" in publication.check_certificate(browser, url, number, "AAAAAAAA")


def live_the_year(server: Server, browser: Browser, desk: Path, *, scripts: bool = True) -> list[Chapter]:
    """The whole year; returns what was done in it."""
    with _hand_of(browser, server.url, scripts=scripts) as hand:
        with hand.chapter("set up: units, members, round, rules"):
            _set_up(hand)
        with hand.chapter("the year's sheets and all ballots"):
            _record_the_year(hand)
        with hand.chapter("levels: organisation, members, cells"):
            _rate(hand)
        with hand.chapter("commendation, certificates, exemplar"):
            _commend(hand, desk)
        with hand.chapter("conference"):
            _meet(hand, desk)
        with hand.chapter("publication"):
            _publish(hand, browser, server.url)
    return hand.chapters


@pytest.mark.browser
@pytest.mark.capability(123)
def test_one_clerk_lives_the_whole_year_through_pages_in_an_afternoon(
    empty_server: Server, browser: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chapters = live_the_year(empty_server, browser, tmp_path)
    table = told(chapters)
    with capsys.disabled():
        print(f"\n{table}")
    if document := os.environ.get("WRITE_CLERKS_YEAR"):
        write_down(table, Path(document))
    assert whole(chapters).minutes < AFTERNOON_MINUTES

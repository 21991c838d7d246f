"""Certificates on paper, the article for the public, and what anybody may look up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.journeys.recorder import Recorder

GROUND = "Công bố tại hội nghị tổng kết"
CONFERENCE_DAY = "19/01/2022"


@dataclass(frozen=True)
class Printed:
    """The certificates of one book as a file: its pages' text."""

    pages: list[str]


def print_certificates(hand: Recorder, desk: Path) -> Printed:
    """All certificates of the committee's own book as one file for the printer."""
    hand.menu("Khen thưởng", "Sổ khen thưởng")
    hand.type("Ngày in", "28/12/2021")
    file = hand.download("In giấy khen đã chọn", desk)
    return Printed([page.extract_text() for page in PdfReader(file).pages])


def code_of_first(hand: Recorder) -> tuple[str, str, str]:
    """Number, code and name of the first certificate in the book, as its holder has them."""
    hand.menu("Khen thưởng", "Sổ khen thưởng")
    number = hand.page.locator("tbody tr td.num a").first.inner_text()
    hand.follow(number)
    facts = hand.page.locator("main dl")
    return number, facts.locator("code").first.inner_text(), facts.locator("dd").first.inner_text()


def allow_names(hand: Recorder) -> None:
    """The decisions were announced at the conference: one ground for all of them."""
    hand.menu("Khen thưởng", "Quyết định")
    dialog = hand.dialog("Căn cứ công khai của mọi quyết định")
    hand.choose("Căn cứ", "Quyết định cho phép công khai", within=dialog)
    hand.type("Văn bản làm căn cứ", GROUND, within=dialog)
    hand.type("Ngày", CONFERENCE_DAY, within=dialog)
    hand.submit("Căn cứ công khai của mọi quyết định", within=dialog)


def publish(hand: Recorder) -> None:
    """The article drafted from the data; each remark of the checks is settled; then it goes out."""
    hand.menu("Báo cáo", "Bài viết")
    hand.submit("Soạn bài từ số liệu")
    while hand.page.locator("details.tk-dialog summary").get_by_text("Giữ, ghi lý do").count():
        dialog = hand.dialog("Giữ, ghi lý do")
        hand.type_in(dialog.get_by_label("Lý do giữ nguyên"), "Đúng theo hồ sơ")
        hand.submit("Giữ, ghi lý do", within=dialog)
    form = hand.page.locator("#publish-form")
    hand.type("Ngày đăng", CONFERENCE_DAY, within=form)
    hand.type_in(form.locator("[name=names_ground]"), GROUND)
    hand.submit("Công bố bài")


def read_without_sign_in(browser: Browser, url: str) -> str:
    """The published article as a passer-by reads it."""
    context = browser.new_context(base_url=url)
    page = context.new_page()
    page.goto("/cong/")
    page.locator(".pt-list a").first.click()
    page.wait_for_url("**/cong/bai/**")
    text = page.inner_text("main")
    context.close()
    return text


def check_certificate(browser: Browser, url: str, number: str, code: str) -> str:
    """What the public page answers to the number and code on a certificate."""
    context = browser.new_context(base_url=url)
    page = context.new_page()
    page.goto("/khen-thuong/kiem-tra/")
    page.get_by_label("Vào sổ khen thưởng số").fill(number)
    page.get_by_label("Mã kiểm tra").fill(code)
    page.get_by_role("button", name="Kiểm tra").click()
    page.wait_for_load_state()
    text = page.inner_text("main")
    context.close()
    return text

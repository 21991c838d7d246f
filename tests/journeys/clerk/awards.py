"""Earlier years, nominations, the submission upward, decisions with their certificates."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.clerk import story
from tests.journeys.clerk.register import SUPERIOR, import_file
from tests.journeys.recorder import Recorder


def _typed_sheet(hand: Recorder, title: str, sheet: str, rows: list[story.Line], desk: Path) -> Path:
    """The kind's own template, downloaded and filled in."""
    hand.menu("Danh sách", "Nhập từ Excel")
    template = hand.download(f"Tải mẫu Excel: {title}", desk)
    hand.type_sheet(template, {sheet: rows})
    return template


def record_earlier_years(hand: Recorder, desk: Path) -> int:
    """Levels and commendations of 2016-2020, from the old books."""
    title = "Kết quả các năm trước"
    file = _typed_sheet(hand, title, "Cac nam truoc", story.history(), desk)
    return import_file(hand, title, file, "31/12/2021")


def nominate(hand: Recorder, desk: Path) -> int:
    """All nominations of the committee's meeting, in one sheet."""
    title = "Đề nghị khen thưởng"
    file = _typed_sheet(hand, title, "De nghi", story.nominations(), desk)
    return import_file(hand, title, file, "22/12/2021")


def submit(hand: Recorder) -> None:
    """The submission letter of 28 December, entered by its number, with every nomination."""
    hand.follow("Ghi tờ trình")
    hand.follow("Ghi văn bản đã ký")
    hand.choose("Loại văn bản", "Tờ trình")
    hand.type("Cơ quan ban hành", "Đảng ủy")
    hand.type("Số, ký hiệu", story.AWARDS["submission"]["number"])
    hand.type("Ngày văn bản", "28/12/2021")
    hand.type("Trích yếu", "Đề nghị xếp loại và khen thưởng năm 2021")
    hand.type("Người ký", "Đinh Thị Diệu Khuê")
    hand.submit("Ghi văn bản")
    hand.menu("Khen thưởng", "Đề nghị")
    hand.follow("Ghi tờ trình")
    hand.choose("Tờ trình đã ký", hand.page.locator("#id_document option").last.inner_text())
    hand.type("Kính trình", SUPERIOR)
    for box in hand.page.get_by_role("checkbox").all():
        hand.tick(box)
    hand.choose("Mức đề nghị cho tổ chức", "Hoàn thành xuất sắc nhiệm vụ")
    hand.submit("Ghi tờ trình")


def decide(hand: Recorder, desk: Path) -> int:
    """All signed decisions with their recipients, in one sheet; certificates go in the book."""
    title = "Quyết định khen thưởng"
    file = _typed_sheet(hand, title, "Quyet dinh", story.decisions(), desk)
    return import_file(hand, title, file, "27/12/2021")

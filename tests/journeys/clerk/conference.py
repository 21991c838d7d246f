"""The summing-up conference: planned, attended, written down, its conclusions given as tasks."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.clerk import story
from tests.journeys.clerk.register import import_file
from tests.journeys.recorder import Recorder

NAME = story.CONFERENCE["title"]


def plan(hand: Recorder) -> None:
    """Agenda, guests and photos pasted from the plan, the order of presentation chosen line by line."""
    hand.menu("Hội nghị", "Hội nghị tổng kết")
    hand.follow("Lập chương trình hội nghị")
    hand.type("Tên hội nghị", NAME)
    hand.type("Ngày", "19/01/2022")
    hand.type("Địa điểm", story.CONFERENCE["place"])
    hand.paste("Chương trình hội nghị", story.agenda())
    hand.paste("Đại biểu mời", story.guests())
    hand.paste("Ảnh cần chụp", story.photos())
    for number, step in enumerate(story.CONFERENCE["award_presentation"]):
        line = hand.page.get_by_role("table", name="Thứ tự trao thưởng").get_by_role("row").nth(number + 1)
        hand.choose("Loại khen thưởng", story.KIND_LABELS[step["awards"]], within=line)
        if step["only"]:
            hand.choose("Phạm vi", story.ONLY[step["only"]], within=line)
        hand.type("Người trao", step["handed_over_by"], within=line)
    hand.submit("Lập hội nghị")


def record_attendance(hand: Recorder) -> None:
    """The signed list: those absent are ticked, with their reasons."""
    hand.follow("Điểm danh")
    hand.follow("Ghi theo danh sách giấy")
    for absent in story.CONFERENCE["attendance"]["absent"]:
        name = absent["name"]
        hand.tick(hand.page.get_by_label(f"{name} vắng", exact=True))
        hand.type(f"Lý do vắng của {name}", absent["reason"])
    hand.submit("Ghi điểm danh")


def write_down(hand: Recorder, desk: Path) -> int:
    """Minutes, speeches, directions and conclusions, in one workbook."""
    title = "Biên bản, kết luận hội nghị tổng kết"
    hand.menu("Danh sách", "Nhập từ Excel")
    template = hand.download(f"Tải mẫu Excel: {title}", desk)
    hand.type_sheet(template, story.written_down())
    return import_file(hand, title, template, "19/01/2022")


def present(hand: Recorder) -> None:
    """The order on stage comes from the decisions; somebody receives for the one who is absent."""
    hand.follow(NAME)
    hand.follow("Trao thưởng")
    hand.submit("Xếp từ quyết định")
    for proxy in story.CONFERENCE["proxies"]:
        hand.choose("Người được khen vắng mặt", story.with_birth(proxy["for"]))
        hand.choose("Người nhận thay", story.with_birth(proxy["received_by"]))
        hand.submit("Ghi người nhận thay")


def close(hand: Recorder) -> None:
    """The conference is over; from now on it is only looked at."""
    hand.follow("Tổng quan")
    hand.submit("Bế mạc hội nghị")

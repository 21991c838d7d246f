"""From the counted ballots to the decisions 118 and 119."""

from __future__ import annotations

from tests.journeys.clerk.register import SUPERIOR
from tests.journeys.clerk.story import COMMENDED_ORGANISATIONS
from tests.journeys.recorder import Recorder

SIGNER = "Đinh Thị Diệu Khuê"


def propose_organisation(hand: Recorder) -> None:
    """The committee's proposal of 22 December, then what the superior decided on 10 January with its figures."""
    hand.menu("Kiểm điểm, xếp loại", "Bảng xếp loại")
    hand.follow("Xếp loại tổ chức")
    dialog = hand.dialog("Ghi đề xuất")
    hand.choose("Mức đề xuất", "Hoàn thành xuất sắc nhiệm vụ", within=dialog)
    hand.type("Ngày họp Đảng ủy", "22/12/2021", within=dialog)
    hand.submit("Ghi đề xuất", within=dialog)
    dialog = hand.dialog("Ghi quyết định của cấp trên")
    hand.type("Cấp ủy cấp trên", SUPERIOR, within=dialog)
    hand.type("Số tổ chức được xếp loại", "68", within=dialog)
    hand.type("Trong đó từ mức Hoàn thành tốt trở lên", "66", within=dialog)
    hand.paste("Các tổ chức được chọn, mỗi dòng một tên", COMMENDED_ORGANISATIONS, within=dialog)
    hand.type("Số, ký hiệu", "412-QĐ/ĐUK", within=dialog)
    hand.type("Ngày văn bản", "10/01/2022", within=dialog)
    hand.type("Người ký", "Khổng Viết Nhượng", within=dialog)
    hand.type("Cơ quan ban hành", "Ban Thường vụ Đảng ủy Khối", within=dialog)
    hand.submit("Ghi quyết định của cấp trên", within=dialog)


def decide(hand: Recorder) -> None:
    """What the rules allow is determined once more, then the two signed decisions are entered by their numbers."""
    hand.follow("Bảng xếp loại")
    hand.submit("Xác định lại")
    hand.follow("Ghi quyết định xếp loại")
    _paper(hand, "118-QĐ/ĐU")
    hand.follow("Xếp loại tổ chức")
    hand.follow("Ghi quyết định xếp loại chi bộ")
    _paper(hand, "119-QĐ/ĐU")


def _paper(hand: Recorder, number: str) -> None:
    hand.type("Số, ký hiệu", number)
    hand.type("Ngày văn bản", "27/12/2021")
    hand.type("Người ký", SIGNER)
    hand.submit("Ghi quyết định")

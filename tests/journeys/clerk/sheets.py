"""One Excel sheet per step of the year, as the office keeps them."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.clerk.register import import_file
from tests.journeys.recorder import Recorder

LAST_DAY = "31/12/2021"
COMMITTEE_DAY = "22/12/2021"

STEPS = (
    ("Nhiệm vụ và kết quả trong năm", "03-nhiem-vu.xlsx", LAST_DAY, ""),
    (
        "Xếp loại công chức, viên chức, tập thể; thời gian nghỉ",
        "04-danh-gia-cong-chuc.xlsx",
        LAST_DAY,
        "chưa có kết quả",
    ),
    ("Kỷ luật, kiểm tra, giám sát", "07-ky-luat-kiem-tra.xlsx", LAST_DAY, ""),
    ("Sinh hoạt chi bộ, học tập nghị quyết", "08-sinh-hoat-hoc-tap.xlsx", LAST_DAY, ""),
    ("Kiểm điểm: tự đánh giá, chi ủy, chi bộ, cấp trên", "05-kiem-diem.xlsx", "10/12/2021", ""),
)


def import_year(hand: Recorder, folder: Path) -> dict[str, int]:
    """The sheets before the ballots; rows written by file."""
    return {
        name: import_file(hand, title, folder / name, day, answer=answer)
        for title, name, day, answer in STEPS
    }


def import_counts(hand: Recorder, folder: Path) -> int:
    """All ballots of the year from one workbook: opened, entered, closed, and what the rules allow computed."""
    return import_file(hand, "Biên bản kiểm phiếu", folder / "06-phieu.xlsx", COMMITTEE_DAY)

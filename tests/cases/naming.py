"""Made-up names, birth dates and office names."""

from __future__ import annotations

from datetime import date
from random import Random

FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đỗ",
    "Ngô",
    "Dương",
    "Lý",
    "Đinh",
    "Đoàn",
    "Tạ",
    "Phùng",
    "Khổng",
    "Âu",
    "Hồ",
    "Cao",
    "Chu",
    "Quách",
    "Tăng",
    "Nông",
    "Ứng",
]
MIDDLE = {"Nam": ["Văn", "Duy", "Cảnh", "Quý", "Đăng", "Nhật", "Viết", "Bá", "Sỹ"], "Nữ": ["Thị"]}
EXTRA = ["Mỹ", "Diệu", "Thu", "Ánh", "Bích", "Như", "Ái", "Đoan"]
GIVEN = {
    "Nam": [
        "Nhượng",
        "Khiêm",
        "Luyện",
        "Tuệ",
        "Độ",
        "Đạt",
        "Ngữ",
        "Lãm",
        "Ước",
        "Phiên",
        "Vượng",
        "Ruật",
        "Thụy",
        "Điền",
        "Quyền",
        "Hưởng",
    ],
    "Nữ": [
        "Uyên",
        "Khuê",
        "Thủy",
        "Thúy",
        "Mận",
        "Sen",
        "Hòa",
        "Đượm",
        "Điệp",
        "Ơn",
        "Lựu",
        "Duyên",
        "Oanh",
        "Quế",
        "Ửng",
        "Chuyên",
    ],
}
RARE = (("Nam", "Y Ăn Niê"), ("Nữ", "H'Ơn Êban"))
UNITS = (
    "Văn phòng Sở",
    "Thanh tra Sở",
    "Phòng Kế hoạch - Tài chính",
    "Phòng Công nghệ thông tin",
    "Phòng Bưu chính - Viễn thông",
    "Phòng Thông tin - Báo chí - Xuất bản",
    "Cổng Thông tin điện tử",
    "Trung tâm Công nghệ thông tin và Truyền thông",
    "Phòng Chuyển đổi số",
    "Phòng An toàn thông tin",
    "Trung tâm Hỗ trợ người dân",
    "Phòng Pháp chế",
    "Trung tâm Giám sát mạng",
    "Phòng Tổ chức cán bộ",
    "Trung tâm Lưu trữ số",
    "Phòng Thống kê",
    "Trung tâm Đào tạo",
    "Ban Quản lý dự án",
)
OFFICES = [
    "Tài chính",
    "Nội vụ",
    "Tư pháp",
    "Y tế",
    "Công Thương",
    "Xây dựng",
    "Giao thông",
    "Du lịch",
    "Văn hóa",
    "Giáo dục",
]
SUPERIORS = ("Khổng Viết Nhượng", "Tăng Thị Đoan Khuê")


def person(rng: Random, gender: str) -> str:
    """A name; now and then one without the usual family name."""
    if rng.random() < 0.02:
        return dict(RARE)[gender]
    words = [rng.choice(FAMILY), rng.choice(MIDDLE[gender])]
    if gender == "Nữ":
        words.append(rng.choice(EXTRA))
    return " ".join([*words, rng.choice(GIVEN[gender])])


def birth(rng: Random) -> date:
    return date(rng.randrange(1963, 1994), rng.randrange(1, 13), rng.randrange(1, 29))


def offices(rng: Random, number: int) -> list[str]:
    """Other organisations under the same superior, all different."""
    pool = [f"Đảng bộ Sở {name}" for name in OFFICES]
    pool += [f"Đảng bộ Chi cục số {n}" for n in range(1, number + 1)]
    return rng.sample(pool, number)

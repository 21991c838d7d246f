"""From the empty installation to the register of units and members, and the round with its rules."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.recorder import Recorder

LOGIN = "vanphong"
PASSWORD = "mua-thu-2021-trung-du"
ORGANISATION = "Đảng bộ Sở Thông tin và Truyền thông"
SUPERIOR = "Đảng bộ Khối các cơ quan tỉnh Trung Du"


def set_up(hand: Recorder) -> None:
    """The first page of the empty installation: the organisation and the only account."""
    hand.page.goto("/")
    hand.follow("Thiết lập lần đầu")
    hand.type("Tên tổ chức đảng", ORGANISATION)
    hand.choose("Loại", "Đảng bộ cơ sở")
    hand.type("Mã", "DB")
    hand.type("Đảng bộ cấp trên trực tiếp", SUPERIOR)
    hand.type("Ngày thành lập", "01/01/2016")
    hand.type("Họ và tên người làm văn phòng", "Văn phòng Đảng ủy")
    hand.type("Tên đăng nhập", LOGIN)
    hand.type("Mật khẩu", PASSWORD)
    hand.type("Nhắc lại mật khẩu", PASSWORD)
    hand.submit("Thiết lập")


def sign_in(hand: Recorder) -> None:
    """The account that was just made signs in."""
    hand.type("Tên đăng nhập", LOGIN)
    hand.type("Mật khẩu", PASSWORD)
    hand.submit("Đăng nhập")


def open_rooms(hand: Recorder) -> None:
    """A new office has five rooms; this one uses all others too (U23)."""
    hand.menu("Danh sách", "Phần việc")
    for box in hand.page.get_by_role("group", name="Phần việc dùng thêm").get_by_role("checkbox").all():
        hand.tick(box)
    hand.submit("Ghi")


def import_file(hand: Recorder, title: str, file: Path, day: str, *, answer: str = "") -> int:
    """Upload a workbook, look at its preview, accept what it warns of, write it; returns the rows written."""
    hand.menu("Danh sách", "Nhập từ Excel")
    hand.follow(title)
    hand.upload("Tệp danh sách", file)
    hand.type("Danh sách tính đến ngày", day)
    hand.submit("Xem trước")
    page = hand.page
    assert page.get_by_role("link", name="Sai 0", exact=True).count() == 1, f"{file.name} has wrong rows"
    if answer:
        for question in page.locator(".tk-question").all():
            hand.tick(question.get_by_label(answer))
    for box in page.get_by_label("Đồng ý ghi").all():
        hand.tick(box)
    if page.get_by_label("Đồng ý ghi").count():
        hand.submit("Giữ đánh dấu")
    write = page.get_by_role("button", name="Ghi ").last
    rows = int("".join(c for c in write.inner_text() if c.isdigit()))
    with hand.opens_page():
        hand.click(write)
    page.get_by_text("Đã ghi").first.wait_for()
    return rows


def import_register(hand: Recorder, units: Path, members: Path) -> tuple[int, int]:
    """Units with their posts and committee, then the members."""
    return (
        import_file(hand, "Tổ chức, chức danh, ban chấp hành", units, "31/12/2021"),
        import_file(hand, "Danh sách đảng viên", members, "31/12/2021"),
    )


def open_round(hand: Recorder, layer: Path) -> None:
    """The year's round, the superior's guidance as its local layer, the deadlines of the steps."""
    hand.follow("Trang đầu")
    hand.follow("Mở đợt kiểm điểm, xếp loại")
    hand.choose("Đơn vị", ORGANISATION)
    hand.type("Năm", "2021")
    hand.type("Tên đợt", "Đợt kiểm điểm, đánh giá, xếp loại chất lượng năm 2021")
    hand.type("Ngày mở", "10/11/2021")
    hand.submit("Mở đợt")
    for label, day in (
        ("Xếp loại công chức, viên chức", "10/12/2021"),
        ("Đảng ủy xếp loại", "22/12/2021"),
        ("Cấp trên quyết định", "10/01/2022"),
        ("Hội nghị tổng kết", "19/01/2022"),
    ):
        hand.type(label, day)
    hand.submit("Ghi hạn")
    hand.follow("Quy định của đợt")
    dialog = hand.dialog("Thêm văn bản")
    hand.choose("Cấp ban hành", "Cấp ủy cấp trên trực tiếp", within=dialog)
    hand.type("Văn bản", "Hướng dẫn số 07-HD/ĐUK ngày 15/11/2021", within=dialog)
    hand.type("Người xác nhận", "Văn phòng Đảng ủy", within=dialog)
    hand.upload("Tệp tham số (YAML)", layer)
    hand.submit("Thêm văn bản", within=dialog)

"""The prepared year seen by everybody who has a part in it: each one's main look, and the act that is theirs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from tests.people import sign_in, watch
from tests.serving import Server

Visit = Callable[..., Page]
pytestmark = pytest.mark.browser

CLERK, CELL_SECRETARY, COMMITTEE_SECRETARY = "vanphong", "dtm.uyen", "dtd.khue"
COMMITTEE_MEMBER, MEMBER, SUPERIOR = "nd.nhuong", "tc.khiem", "kv.nhuong"
EDITOR, INSPECTION, AUDITOR, ADMINISTRATOR = "bientap", "kiemtra", "kiemtoan", "quantri"


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    """Opens a browser of its own for a person (or, without a login, for a passer-by); errors fail the test."""
    contexts: list[BrowserContext] = []
    trouble: list[str] = []

    def arrive(login: str = "") -> Page:
        context = browser.new_context(base_url=server.url, viewport={"width": 1366, "height": 900})
        contexts.append(context)
        page = context.new_page()
        if login:
            sign_in(page, login)
        trouble.append("")
        found = watch(page)
        page.on("close", lambda _page: trouble.extend(found))
        return page

    yield arrive
    for context in contexts:
        context.close()
    assert not [fault for fault in trouble if fault]


def follow(page: Page, *names: str) -> None:
    """Click through links of these names, in the content or the menu."""
    for name in names:
        page.get_by_role("link", name=name, exact=True).first.click()
        page.wait_for_load_state()


def menu(page: Page) -> list[str]:
    """The entries of the main menu."""
    return page.get_by_role("navigation", name="Trình đơn chính").get_by_role("link").all_inner_texts()


@pytest.mark.capability(87)
def test_clerk_sees_the_year_by_unit_and_step_and_goes_from_what_waits_to_its_page(visit: Visit) -> None:
    page = visit(CLERK)
    year = page.get_by_role("table", name="Các bước của năm theo từng chi bộ")
    assert year.locator("tbody tr").count() == 4
    assert year.locator("thead th").count() == 9
    expect(year.locator("tfoot")).to_contain_text("đã công bố 19/01/2022")
    follow(page, "Mở sổ để in")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sổ khen thưởng")


def test_clerk_prints_a_proof_of_the_certificates(visit: Visit) -> None:
    page = visit(CLERK)
    follow(page, "Khen thưởng", "Sổ khen thưởng")
    answer = page.context.request.get(
        page.get_by_role("link", name="In sổ", exact=True).get_attribute("href") or ""
    )
    text = " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.body())).pages)
    assert "Nguyễn Quý Hưởng" in text


def test_cell_secretary_sees_the_own_cell_first_and_gives_a_task_in_it(visit: Visit) -> None:
    page = visit(CELL_SECRETARY)
    year = page.get_by_role("table", name="Các bước của năm theo từng chi bộ")
    assert year.locator("tbody th").all_inner_texts() == ["Chi bộ 1"]
    follow(page, "Kiểm điểm, xếp loại", "Bảng xếp loại")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chi bộ 1")
    follow(page, "Nhiệm vụ")
    assert page.get_by_role("main").get_by_text("Chi bộ 2").count() == 0
    follow(page, "Giao nhiệm vụ")
    page.get_by_label("Tính cho chi bộ").select_option(label="Chi bộ 1")
    page.get_by_label(re.compile("^Đảng viên")).select_option(label="Lê Viết Ruật")
    page.get_by_label("Nội dung nhiệm vụ").fill("Chuẩn bị tài liệu sinh hoạt chuyên đề")
    page.get_by_label(re.compile("^Chỉ tiêu bằng lời")).fill("Một bộ tài liệu")
    page.get_by_label("Thời hạn").fill("30/12/2021")
    page.get_by_role("button", name="Giao nhiệm vụ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chuẩn bị tài liệu sinh hoạt chuyên đề")


def test_committee_secretary_prints_the_minutes_of_the_conference(visit: Visit, tmp_path: Path) -> None:
    page = visit(COMMITTEE_SECRETARY)
    follow(page, "Hội nghị")
    page.locator("main tbody a").first.click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Biên bản (PDF)").click()
    kept = tmp_path / "bien-ban.pdf"
    coming.value.save_as(kept)
    text = " ".join(sheet.extract_text() for sheet in PdfReader(kept).pages)
    assert "Hoàn thiện chính quyền điện tử" in " ".join(text.split())


def test_committee_member_reads_the_equation_of_the_quota_and_where_the_border_lies(visit: Visit) -> None:
    page = visit(COMMITTEE_MEMBER)
    follow(page, "Kiểm điểm, xếp loại", "Bảng xếp loại", "Cách tính")
    for line in ("x ≤ 20% × (61 − x)", "x ≤ 61/6 ≈ 10,17", "x ≤ 10"):
        expect(page.get_by_text(line, exact=True)).to_be_visible()
    rows = page.get_by_role("table", name="13 trường hợp đủ điều kiện").locator("tbody tr")
    assert sum("Được chọn" in row for row in rows.all_inner_texts()) == 10


@pytest.mark.capability(89)
def test_figure_leads_to_its_records_and_a_record_back_to_where_it_is_used(visit: Visit) -> None:
    page = visit(COMMITTEE_MEMBER)
    follow(page, "Kiểm điểm, xếp loại", "Bảng xếp loại", "Cách tính")
    page.locator("dl.tk-facts-list").get_by_role("link", name="63", exact=True).click()
    expect(page.get_by_text("63 hồ sơ")).to_be_visible()
    page.get_by_role("table").locator("tbody a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Số lượng tối đa")


def test_member_reads_why_the_own_level_came_out_and_nobody_elses(visit: Visit) -> None:
    page = visit(MEMBER)
    assert "Khen thưởng" not in menu(page)
    follow(page, "Kiểm điểm, xếp loại")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Trần Cảnh Khiêm")
    assert page.context.request.get("/xep-loai/2021/").status == 404
    assert page.context.request.get("/danh-sach/").status in (403, 404)


def test_explanation_of_a_level_answers_first_and_names_clause_and_record(visit: Visit) -> None:
    page = visit(CLERK)
    follow(page, "Kiểm điểm, xếp loại", "Bảng xếp loại")
    row = page.get_by_role("row").filter(has_text="Tăng Thị Bích Đượm")
    row.get_by_role("link", name="Tăng Thị Bích Đượm").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Chưa đủ điều kiện xếp")
    assert "hạ mức" not in main.inner_text()
    assert page.locator(".tk-condition-unmet").count() > 0
    expect(page.locator(".tk-condition-unmet .tk-grounds").first).to_contain_text("HD 21")


def test_superior_officer_sees_the_organisation_and_how_it_was_chosen(visit: Visit) -> None:
    page = visit(SUPERIOR)
    follow(page, "Cấp trên quyết định")
    facts = page.get_by_role("main")
    expect(facts).to_contain_text("Đảng bộ Kho bạc Nhà nước tỉnh")
    expect(facts.locator("dd").get_by_text("68", exact=True)).to_be_visible()


def test_editor_takes_the_handover_package_of_the_published_article(visit: Visit) -> None:
    page = visit(EDITOR)
    follow(page, "Báo cáo")
    page.locator("main tbody a").first.click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Gói bàn giao cho Cổng").click()
    assert coming.value.suggested_filename == "goi-ban-giao-2021.zip"


def test_inspection_records_the_remedy_of_a_finding(visit: Visit) -> None:
    page = visit(INSPECTION)
    follow(page, "Kiểm điểm, xếp loại", "Kiểm tra, kỷ luật", "KT2")
    form = page.locator("main form[method=post]").last
    form.get_by_label(re.compile("^Việc đã làm")).fill("Sổ thu đảng phí quý II đã đủ chữ ký")
    form.get_by_label("Trạng thái").select_option(label="Đã khắc phục")
    form.get_by_label(re.compile("^Ngày khắc phục xong")).fill("15/01/2022")
    form.get_by_role("button", name="Ghi việc khắc phục").click()
    expect(page.locator("main dl").first).to_contain_text("Sổ thu đảng phí quý II đã đủ chữ ký")


def test_auditor_reads_everything_and_changes_nothing(visit: Visit) -> None:
    page = visit(AUDITOR)
    follow(page, "Kiểm điểm, xếp loại", "Bảng xếp loại")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bảng xếp loại")
    for act in ("Ghi quyết định xếp loại", "Xác định lại"):
        assert page.get_by_text(act, exact=True).count() == 0


def test_administrator_sees_units_and_an_account_menu_but_no_own_year(visit: Visit) -> None:
    page = visit(ADMINISTRATOR)
    page.locator(".tk-account summary").click()
    expect(page.locator(".tk-account-panel")).to_contain_text("Quản trị")
    follow(page, "Danh sách", "Đơn vị")
    expect(page.get_by_role("main")).to_contain_text("Chi bộ 1")


@pytest.mark.capability(85)
def test_language_is_chosen_on_the_sign_in_page_and_stays(visit: Visit) -> None:
    page = visit()
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.locator("[name=login]").fill(CLERK)
    page.locator("[name=password]").fill("tongket-minh-hoa")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("navigation", name="Main menu").get_by_role("link").first).to_have_text("Home")
    page.get_by_role("button", name="Tiếng Việt").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")


def check(page: Page, number: str, code: str, name: str = "") -> str:
    """What the public page answers."""
    page.goto("/khen-thuong/kiem-tra/")
    page.get_by_label("Vào sổ khen thưởng số").fill(number)
    page.get_by_label("Mã kiểm tra").fill(code)
    page.get_by_label("Họ và tên ghi trên giấy").fill(name)
    page.get_by_role("button", name="Kiểm tra").click()
    return page.get_by_role("main").inner_text()


def test_public_check_of_a_certificate_answers_right_wrong_and_cancelled(visit: Visit) -> None:
    clerk, passer_by = visit(CLERK), visit()
    follow(clerk, "Khen thưởng", "Sổ khen thưởng")
    clerk.locator("tbody tr td.num a").last.click()
    values = clerk.locator("main dl dd").all_inner_texts()
    name, code = values[0], clerk.locator("main dl code").first.inner_text()
    number = re.findall(r"\d+", clerk.get_by_role("heading", level=1).inner_text())[0]
    right = check(passer_by, number, code, name)
    assert f"của {name} có trong sổ và còn hiệu lực" in right
    assert "khớp với giấy gốc" in right
    assert "khác giấy gốc" in check(passer_by, number, code, "Người Khác")
    assert "Không có giấy khen nào" in check(passer_by, number, "AAAA1111")
    clerk.locator("details.tk-dialog summary").get_by_text("Hủy giấy").click()
    form = clerk.locator("details.tk-dialog[open] form")
    form.get_by_label(re.compile("^Ngày")).fill("20/01/2022")
    form.get_by_label(re.compile("^Lý do")).fill("In sai chức vụ")
    form.get_by_role("button", name="Hủy giấy").click()
    expect(clerk.get_by_role("main")).to_contain_text("In sai chức vụ")
    assert "đã bị hủy, không còn hiệu lực" in check(passer_by, number, code)


def test_passer_by_reads_the_article_and_nothing_that_is_not_public(visit: Visit) -> None:
    page = visit()
    page.goto("/cong/")
    page.locator(".pt-list a").first.click()
    expect(page.get_by_role("main")).to_contain_text("là một trong 11 chi, đảng bộ cơ sở")
    for path in ("/", "/xep-loai/2021/", "/khen-thuong/nam/2021/so/", "/danh-sach/"):
        page.goto(path)
        assert "/tai-khoan/dang-nhap/" in page.url


def test_conference_shows_agenda_attendance_stage_and_conclusions(visit: Visit) -> None:
    page = visit(CLERK)
    follow(page, "Hội nghị")
    page.locator("main tbody a").first.click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("10 mục, 140 phút")
    follow(page, "Điều hành")
    expect(main).to_contain_text("Mọi mục đã xong")
    follow(page, "Trao thưởng")
    expect(main).to_contain_text("vắng, Nguyễn Thị Thu Hòa (26/08/1969) nhận thay")
    follow(page, "Kết luận")
    assert page.get_by_role("table").first.locator("tbody tr").count() == 8

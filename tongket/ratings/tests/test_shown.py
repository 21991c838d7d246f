"""What a person sees of the rules at work, page by page: the numbered capabilities through their pages."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from django.test import Client

from tongket.access.roles import Role
from tongket.audit.models import Entry
from tongket.organisation.tests.factories import head_of, make_office
from tongket.ratings import actions
from tongket.ratings.models import QuotaOutcome
from tongket.ratings.tests.factories import COMMITTEE_DAY, Year, count, fall_ill, make_year
from tongket.reviews import actions as reviews
from tongket.reviews.rows import CivilRatingRow
from tongket.rounds.tests.factories import LAYER, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> Year:
    made = make_year()
    actions.compute_outcomes(made.round, actor=made.clerk)
    return made


def page(year: Year, address: str, role: str = Role.CLERK) -> str:
    """The text of a page, without its tags."""
    client = Client()
    client.force_login(year.office.accounts[role])
    return text_of(client, address)


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def vote(year: Year, votes: dict[int, int]) -> None:
    """The second ballot with votes by place of the candidate."""
    poll = actions.open_second_ballot(year.round, actor=year.clerk, subject="members", held_on=COMMITTEE_DAY)
    names = [o.label for o in poll.options.all()]
    count(year, poll, {names[place]: yes for place, yes in votes.items()})
    actions.compute_outcomes(year.round, actor=year.clerk)


@pytest.mark.capability(30)
@pytest.mark.parametrize(
    ("year_number", "regulation"), [(2021, "QĐ 132-QĐ/TW"), (2023, "QĐ 124-QĐ/TW"), (2025, "QĐ 366-QĐ/TW")]
)
def test_rules_of_a_round_are_those_in_force_in_its_year(year_number: int, regulation: str) -> None:
    office = make_office(cells=1)
    make_round(office, year=year_number, layer=None)
    client = Client()
    client.force_login(office.accounts[Role.CLERK])
    assert regulation in text_of(client, f"/dot/{year_number}/quy-dinh/")


@pytest.mark.capability(31)
def test_rule_book_cites_every_clause_and_marks_what_nobody_confirmed() -> None:
    office = make_office(cells=1)
    make_round(office, layer=LAYER.replace("sick_leave_days: 90\n", ""))
    client = Client()
    client.force_login(office.accounts[Role.CLERK])
    text = text_of(client, "/dot/2021/quy-dinh/")
    assert "HD 21-HD/BTCTW, II.6" in text
    assert "chưa được cơ quan xác nhận căn cứ" in text


@pytest.mark.capability(32)
def test_explanation_page_says_which_condition_failed_and_opens_the_record(year: Year) -> None:
    person = year.person(0, 0)
    reviews.record_civil_ratings(
        year.office.organisation, actor=year.clerk, year=2021, rows=[CivilRatingRow(person, "good")]
    )
    actions.compute_outcomes(year.round, actor=year.clerk)
    address = f"/xep-loai/2021/giai-trinh/{person.pk}/"
    assert (
        "Chưa đủ điều kiện xếp mức Hoàn thành xuất sắc nhiệm vụ vì kết quả xếp loại công chức, viên chức năm 2021 "
        "là Hoàn thành tốt nhiệm vụ"
    ) in page(year, address)
    client = Client()
    client.force_login(year.office.accounts[Role.CLERK])
    link = re.search(r'href="([^"]+#civil-rating)"', client.get(address).content.decode())
    assert link is not None
    assert client.get(link[1]).status_code == 200


@pytest.mark.capability(33)
def test_quota_page_prints_the_equation_and_its_number_opens_the_people_counted(year: Year) -> None:
    assert "x ≤ 20% × ( 12 − x)" in page(year, "/xep-loai/2021/so-luong/members/")
    quota = QuotaOutcome.objects.get(round=year.round, subject="members")
    records = page(year, f"/ho-so/ratings.QuotaOutcome/{quota.pk}/good_or_better")
    assert all(p.name in records for p in year.people)


@pytest.mark.capability(34)
def test_quota_page_of_a_very_small_unit_shows_rounding_and_the_place_granted() -> None:
    small = make_year(cells=1, members=3)
    actions.compute_outcomes(small.round, actor=small.clerk)
    text = page(small, "/xep-loai/2021/so-luong/members/")
    assert "x ≤ 1/2 ≈ 0,50" in text
    assert "x ≤ 0" in text
    assert "x ≤ 1" in text
    assert "Hướng dẫn thử nghiệm số 01-HD/TN" in page(small, "/dot/2021/quy-dinh/")


@pytest.mark.capability(35)
def test_quota_page_ranks_by_the_second_ballot_and_says_that_a_tie_chose_nobody(year: Year) -> None:
    vote(year, {0: 4, 1: 3, 2: 3})
    text = page(year, "/xep-loai/2021/so-luong/members/")
    assert text.count("Được chọn") == 1
    assert "2–3" in text
    assert "bằng phiếu" in text.lower()


@pytest.mark.capability(36)
def test_head_of_a_unit_reads_that_the_own_level_follows_the_unit(year: Year) -> None:
    head = year.person(0, 0)
    head_of(year.office, head, year.office.cells[0])
    actions.compute_outcomes(year.round, actor=year.clerk)
    ballot = actions.open_second_ballot(year.round, actor=year.clerk, subject="cells", held_on=COMMITTEE_DAY)
    count(year, ballot, {"Chi bộ 2": 4})
    actions.compute_outcomes(year.round, actor=year.clerk)
    text = page(year, f"/xep-loai/2021/giai-trinh/{head.pk}/")
    assert "Mức cao nhất đủ điều kiện Hoàn thành tốt nhiệm vụ" in text
    assert "Chi bộ 1" in text.partition("Chưa đủ điều kiện")[2]


@pytest.mark.capability(21)
def test_board_shows_each_bodys_level_beside_the_others(year: Year) -> None:
    text = page(year, f"/xep-loai/2021/don-vi/{year.office.cells[0].pk}/")
    assert "Tự nhận Chi ủy Chi bộ (phiếu) Mức cao nhất đủ điều kiện Đảng ủy Ghi chú" in text
    assert "HTXSNV HTXSNV HTXSNV HTXSNV" in text


def test_no_page_says_that_the_system_lowered_somebody(year: Year) -> None:
    fall_ill(year, year.person(0, 1))
    actions.compute_outcomes(year.round, actor=year.clerk)
    for address in ("/xep-loai/2021/", f"/xep-loai/2021/giai-trinh/{year.person(0, 1).pk}/"):
        text = page(year, address).lower()
        assert "hạ mức" not in text
        assert "bị hạ" not in text
        assert "chưa đủ điều kiện xếp" in text


@pytest.mark.capability(124)
def test_decision_typed_in_today_carries_the_day_of_its_paper_and_an_early_one_is_marked(year: Year) -> None:
    vote(year, {0: 5, 1: 4})
    client = Client()
    client.force_login(year.office.accounts[Role.CLERK])
    form = client.get("/xep-loai/2021/quyet-dinh/dang-vien/").context["form"]
    typed = {name: field.initial or "" for name, field in form.fields.items() if name not in ("document",)}
    typed |= {"reference": "118-QĐ/ĐU", "date": "20/12/2021", "signer": "Trần Văn Ước", "issuer": "Đảng ủy"}
    answer = client.post("/xep-loai/2021/quyet-dinh/dang-vien/", typed, follow=True)
    text = html.unescape(answer.content.decode())
    assert "Quyết định ngày 20/12/2021 ghi trước ngày bỏ phiếu 22/12/2021." in text
    assert "Trái trình tự" in text
    entry = Entry.objects.get(action="ratings.decide_member_levels")
    assert entry.happened_on == dt.date(2021, 12, 20) < entry.recorded_at.date()

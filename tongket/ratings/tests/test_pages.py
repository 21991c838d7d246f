"""The pages of the rating and of the round, with their main acts; by whom they open."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from tongket.access.roles import Role
from tongket.ballots.models import Poll
from tongket.ratings import actions, polls
from tongket.ratings.closing import open_items
from tongket.ratings.models import Outcome, Rating, SuperiorQuota
from tongket.ratings.tests.factories import COMMITTEE_DAY, Year, count, make_year
from tongket.rounds import actions as rounds
from tongket.rounds.errors import StillOpen
from tongket.rounds.models import ClauseSuspension

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> Year:
    """Two chosen of six candidates, everything computed."""
    made = make_year()
    actions.compute_outcomes(made.round, actor=made.clerk)
    poll = actions.open_second_ballot(made.round, actor=made.clerk, subject="members", held_on=COMMITTEE_DAY)
    names = [o.label for o in poll.options.all()]
    count(made, poll, {names[0]: 5, names[1]: 4, names[2]: 1})
    actions.compute_outcomes(made.round, actor=made.clerk)
    return made


def signed_in(year: Year, role: str) -> Client:
    client = Client()
    client.force_login(year.office.accounts[role])
    return client


def pages(year: Year) -> list[str]:
    cell, person = year.office.cells[0].pk, year.person(0, 0).pk
    return [
        "/dot/2021/",
        "/dot/2021/quy-dinh/",
        "/xep-loai/2021/",
        f"/xep-loai/2021/don-vi/{cell}/",
        f"/xep-loai/2021/giai-trinh/{person}/",
        f"/xep-loai/2021/giai-trinh/don-vi/{cell}/",
        "/xep-loai/2021/so-luong/members/",
        "/xep-loai/2021/so-luong/cells/",
        "/xep-loai/2021/to-chuc/",
        "/xep-loai/2021/quyet-dinh/dang-vien/",
        "/xep-loai/2021/quyet-dinh/chi-bo/",
        f"/xep-loai/qua-trinh/{person}/",
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_clerk_opens_every_page_in_both_languages(year: Year, language: str) -> None:
    client = signed_in(year, Role.CLERK)
    client.cookies["tongket-language"] = language
    assert {address: client.get(address).status_code for address in pages(year)} == dict.fromkeys(
        pages(year), 200
    )


@pytest.mark.parametrize("role", ["other_clerk", Role.EDITOR])
def test_ratings_look_absent_to_those_without_the_right(year: Year, role: str) -> None:
    client = signed_in(year, role)
    hidden = [a for a in pages(year) if a.startswith("/xep-loai/")]
    assert all(client.get(address).status_code in (403, 404) for address in hidden)


def test_cell_secretary_reads_the_own_board_and_decides_nothing(year: Year) -> None:
    client = signed_in(year, Role.CELL_SECRETARY)
    own, other = (c.pk for c in year.office.cells)
    assert client.get(f"/xep-loai/2021/don-vi/{own}/").status_code == 200
    assert client.get(f"/xep-loai/2021/don-vi/{other}/").status_code == 404
    assert client.get("/xep-loai/2021/quyet-dinh/dang-vien/").status_code == 404
    assert client.post("/xep-loai/2021/xac-dinh/").status_code == 404


def test_board_is_computed_from_the_page(year: Year) -> None:
    Outcome.objects.all().delete()
    client = signed_in(year, Role.CLERK)
    assert "Chưa xác định mức đủ điều kiện" in client.get("/xep-loai/2021/").content.decode()
    assert client.post("/xep-loai/2021/xac-dinh/").status_code == 302
    assert Outcome.objects.filter(person__isnull=False).count() == 12


def decision(year: Year, **changes: str) -> dict[str, str]:
    rated = Outcome.objects.filter(round=year.round, person__isnull=False)
    levels = {f"l{o.person_id}": o.level for o in rated}
    reasons = {f"r{o.person_id}": "" for o in rated}
    paper = {"reference": "118-QĐ/ĐU", "date": "27/12/2021", "signer": "Trần Văn Ước", "issuer": "Đảng ủy"}
    return levels | reasons | paper | changes


def test_decision_is_recorded_from_the_page_with_its_paper(year: Year) -> None:
    answer = signed_in(year, Role.CLERK).post("/xep-loai/2021/quyet-dinh/dang-vien/", decision(year))
    assert answer.status_code == 302
    assert Rating.objects.filter(document__number=118, decided_on=dt.date(2021, 12, 27)).count() == 12


def test_decision_refused_shows_why_and_keeps_what_was_typed(year: Year) -> None:
    person = year.person(0, 1)
    answer = signed_in(year, Role.CLERK).post(
        "/xep-loai/2021/quyet-dinh/dang-vien/", decision(year, **{f"l{person.pk}": "excellent"})
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert f"{person.name.replace(chr(39), '&#x27;')} chưa đủ điều kiện" in text
    assert 'value="118-QĐ/ĐU"' in text
    assert not Rating.objects.exists()


def test_decision_of_many_is_turned_by_pages_and_keeps_what_was_typed_on_each(
    year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongket.ratings.views.decisions.ROWS", 5)
    client, address = signed_in(year, Role.CLERK), "/xep-loai/2021/quyet-dinh/dang-vien/"
    assert len(re.findall(r'name="r\d', client.get(address).content.decode())) == 5
    lowered, other = year.person(0, 1), year.person(0, 5)
    typed = {f"l{lowered.pk}": "failed", f"r{lowered.pk}": "theo biên bản"}
    turned = client.post(address, typed | {"page": "1", "go": "2", "reference": "118-QĐ/ĐU"}).content.decode()
    assert f'name="l{lowered.pk}" value="failed"' in turned
    assert f'name="l{other.pk}"' in turned
    assert 'value="118-QĐ/ĐU"' in turned
    jumped = client.post(address, typed | {"go": "cell", "cell": str(year.office.cells[1].pk)})
    assert f'name="l{year.person(1, 0).pk}"' in jumped.content.decode()
    shown = {name: value for name, value in decision(year).items() if f'name="{name}"' in turned} | typed
    assert client.post(address, shown | {"page": "2"}).status_code == 302
    assert Rating.objects.count() == 12
    assert Rating.objects.get(person=lowered).level == "failed"


def test_paper_without_number_or_signer_is_asked_for(year: Year) -> None:
    answer = signed_in(year, Role.CLERK).post(
        "/xep-loai/2021/quyet-dinh/dang-vien/", decision(year, reference="")
    )
    assert answer.status_code == 422
    assert not Rating.objects.exists()


def test_organisation_is_proposed_and_the_superiors_decision_recorded_from_the_page(year: Year) -> None:
    client = signed_in(year, Role.CLERK)
    proposed = client.post(
        "/xep-loai/2021/to-chuc/de-xuat/", {"level": "excellent", "happened_on": "22/12/2021"}
    )
    recorded = client.post(
        "/xep-loai/2021/to-chuc/cap-tren/",
        {
            "superior": "Đảng bộ Khối thử nghiệm",
            "organisations": "68",
            "good_or_better": "66",
            "commended": "Đảng bộ Sở Khác\nĐảng bộ Sở Thử nghiệm\n",
            "reference": "412-QĐ/ĐUK",
            "date": "10/01/2022",
            "signer": "Lê Thị Ánh Ửng",
            "issuer": "Ban Thường vụ Đảng ủy Khối",
        },
    )
    assert (proposed.status_code, recorded.status_code) == (302, 302)
    figures = SuperiorQuota.objects.get()
    assert (figures.places, figures.ours_commended) == (11, True)
    assert Rating.objects.get(body="superior").level == "excellent"


def test_superiors_decision_without_its_paper_is_asked_for(year: Year) -> None:
    client = signed_in(year, Role.CLERK)
    client.post("/xep-loai/2021/to-chuc/de-xuat/", {"level": "excellent", "happened_on": "22/12/2021"})
    answer = client.post(
        "/xep-loai/2021/to-chuc/cap-tren/",
        {"superior": "Khối", "organisations": "68", "good_or_better": "66", "commended": ""},
    )
    assert answer.status_code == 422
    assert not SuperiorQuota.objects.exists()


def test_ballots_are_opened_from_the_pages_with_the_packs_majority(year: Year) -> None:
    client = signed_in(year, Role.CLERK)
    cell = year.office.cells[0]
    assert (
        client.post(f"/xep-loai/2021/don-vi/{cell.pk}/bo-phieu/", {"held_on": "14/12/2021"}).status_code
        == 302
    )
    assert (
        client.post("/xep-loai/2021/so-luong/cells/bo-phieu/", {"held_on": "22/12/2021"}).status_code == 302
    )
    assert client.post("/xep-loai/2021/to-chuc/bo-phieu/", {"held_on": "22/12/2021"}).status_code == 302
    opened = Poll.objects.exclude(purpose=polls.SECOND_BALLOT)
    assert {(p.purpose, p.base, p.threshold, p.strict, p.roll_size) for p in opened} == {
        (polls.CELL_LEVELS, "entitled", "1/2", True, 6),
        (polls.BALLOT_ON_CELLS, "entitled", "1/2", True, 5),
        (polls.ORGANISATION_LEVEL, "entitled", "1/2", True, 5),
    }


def test_clause_is_suspended_from_the_rule_book(year: Year) -> None:
    answer = signed_in(year, Role.CLERK).post(
        "/dot/2021/quy-dinh/dieu-khoan/sick_three_months/tam-khong-ap-dung/",
        {
            "happened_on": "20/12/2021",
            "document_number": "15-CV/ĐU",
            "suspended_by": "Trần Văn Ước",
            "reason": "chờ hướng dẫn",
        },
    )
    assert answer.status_code == 302
    assert ClauseSuspension.objects.get().clause == "sick_three_months"


def test_round_does_not_close_over_levels_that_nobody_decided(year: Year) -> None:
    with pytest.raises(StillOpen) as refused:
        rounds.close_round(year.round, actor=year.clerk, happened_on=dt.date(2022, 1, 20))
    assert "12" in refused.value.text()
    signed_in(year, Role.CLERK).post("/xep-loai/2021/quyet-dinh/dang-vien/", decision(year))
    assert open_items(year.round) == []

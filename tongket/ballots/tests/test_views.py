"""The pages, without JavaScript: list, poll, entry grid, correction, closing, minutes, scan."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tongket.access.roles import Role
from tongket.ballots import queries
from tongket.ballots.errors import ScanRefused
from tongket.ballots.models import PaperCount, Poll
from tongket.ballots.scans import store_scan
from tongket.ballots.states import CountState, PollState

from .factories import (
    LEVELS,
    RIGHT,
    WRONG,
    World,
    enter,
    enter_wrong,
    make_world,
    open_choice,
    open_poll,
    yes_votes,
)

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 scan"


@pytest.fixture
def world() -> World:
    return make_world()


def signed_in(world: World, role: str = Role.CLERK) -> Client:
    client = Client()
    client.force_login(world.office.accounts[role])
    return client


def typed(poll: Poll, rows: Any = RIGHT, **changes: Any) -> dict[str, Any]:
    """What the grid sends."""
    data: dict[str, Any] = {
        "happened_on": "17/12/2021",
        "entitled": 20,
        "official_members": 20,
        "present": 20,
        "issued": 20,
        "returned": 20,
        "valid": 19,
        "invalid": 1,
        "tellers": "Trần Văn Ước, Tổ trưởng\n\nH'Ơn Êban",
    }
    for option, row in zip(poll.options.all(), rows, strict=True):
        data |= {f"o{option.pk}_{key}": value for key, value in zip(LEVELS, row, strict=True)}
    return data | changes


def page(client: Client, name: str, *args: Any) -> str:
    response = client.get(reverse(f"ballots:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_list_shows_every_poll_with_its_numbers_and_state(world: World) -> None:
    enter(world, open_poll(world, title="Phiếu khớp"))
    enter_wrong(world, open_poll(world, title="Phiếu không khớp"))
    client = signed_in(world)
    text = page(client, "polls_of_year", 2021)
    assert "Phiếu khớp" in text
    assert "Phiếu không khớp" in text
    filtered = client.get(
        reverse("ballots:polls_of_year", args=[2021]), {"trang-thai": "differs"}
    ).content.decode()
    assert "Phiếu không khớp" in filtered
    assert "Phiếu khớp<" not in filtered


def test_empty_list_says_what_to_do_next(world: World) -> None:
    text = page(signed_in(world), "polls_of_year", 2021)
    assert "Chưa có phiếu nào" in text
    assert reverse("ballots:open_paper_poll") in text


@pytest.mark.capability(95)
@pytest.mark.parametrize("polls", [1, 3, 50])
def test_list_page_takes_the_same_queries_for_any_number(
    world: World, polls: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(polls):
        enter(world, open_poll(world))
    client = signed_in(world)
    # 4 of the list itself; the frame (account, unit, years, menu) the rest, whatever the number of rows
    with django_assert_max_num_queries(30):
        page(client, "polls_of_year", 2021)


def test_poll_is_opened_from_a_list_of_names(world: World) -> None:
    client = signed_in(world)
    response = client.post(
        reverse("ballots:open_paper_poll"),
        {
            "unit": world.cell.pk,
            "title": "Chọn đảng viên xuất sắc",
            "held_on": "17/12/2021",
            "kind": "choose",
            "places": 1,
            "threshold": "2/3 >=",
            "base": "present",
            "names": "Y Ăn Niê\n\n Trần Văn Ước \n",
            "secret": "on",
        },
    )
    poll = Poll.objects.get()
    assert response.url == reverse("ballots:enter_paper_count", args=[poll.pk])
    assert [o.label for o in poll.options.all()] == ["Y Ăn Niê", "Trần Văn Ước"]
    assert (poll.threshold, poll.strict, poll.base, poll.places) == ("2/3", False, "present", 1)


def test_poll_that_cannot_be_counted_keeps_what_was_typed(world: World) -> None:
    response = signed_in(world).post(
        reverse("ballots:open_paper_poll"),
        {
            "unit": world.cell.pk,
            "title": "Chọn",
            "held_on": "17/12/2021",
            "kind": "choose",
            "threshold": "1/2 >",
            "base": "entitled",
            "names": "Y Ăn Niê",
        },
    )
    assert response.status_code == 422
    assert "Y Ăn Niê" in response.content.decode()
    assert not Poll.objects.exists()


@pytest.mark.capability(45)
def test_count_that_adds_up_is_stored_from_the_grid(world: World) -> None:
    poll = open_poll(world)
    response = signed_in(world).post(reverse("ballots:enter_paper_count", args=[poll.pk]), typed(poll))
    assert response.url == poll.get_absolute_url()
    count = PaperCount.objects.get()
    assert count.state == CountState.RECONCILED
    assert count.tellers == [{"name": "Trần Văn Ước", "post": "Tổ trưởng"}, {"name": "H'Ơn Êban", "post": ""}]


def test_preview_adds_up_and_stores_nothing(world: World) -> None:
    poll = open_poll(world)
    response = signed_in(world).post(
        reverse("ballots:enter_paper_count", args=[poll.pk]), typed(poll, WRONG, preview="1")
    )
    text = response.content.decode()
    assert response.status_code == 200
    assert "1 trong 6 phép cộng không khớp" in text
    assert not PaperCount.objects.exists()


@pytest.mark.capability(46)
def test_count_that_does_not_add_up_is_asked_about_and_then_kept_as_received(world: World) -> None:
    poll = open_poll(world)
    client, url = signed_in(world), reverse("ballots:enter_paper_count", args=[poll.pk])
    asked = client.post(url, typed(poll, WRONG))
    assert asked.status_code == 422
    assert "hệ thống không gợi ý số cần điền" in asked.content.decode()
    assert not PaperCount.objects.exists()
    client.post(url, typed(poll, WRONG, confirm_differs="on"))
    assert PaperCount.objects.get().state == CountState.IRREGULAR
    text = page(client, "poll", poll.pk)
    assert "chưa thành kết quả" in text
    assert "cộng các cột" in text
    assert reverse("ballots:correct_paper_count", args=[poll.pk]) in text
    assert reverse("ballots:close_poll", args=[poll.pk]) not in text


def test_empty_number_is_not_known_and_a_wrong_one_is_shown_at_its_field(world: World) -> None:
    poll = open_poll(world)
    client, url = signed_in(world), reverse("ballots:enter_paper_count", args=[poll.pk])
    wrong = client.post(url, typed(poll, issued="-3"))
    assert wrong.status_code == 422
    assert not PaperCount.objects.exists()
    client.post(url, typed(poll, present=""))
    assert (PaperCount.objects.get().present, PaperCount.objects.get().state) == (None, CountState.RECEIVED)


@pytest.mark.capability(46)
def test_correction_page_asks_for_number_day_and_signers(world: World) -> None:
    poll = open_poll(world)
    enter_wrong(world, poll)
    client, url = signed_in(world), reverse("ballots:correct_paper_count", args=[poll.pk])
    text = page(client, "correct_paper_count", poll.pk)
    assert 'value="16"' in text
    assert client.post(url, typed(poll)).status_code == 422
    minutes = {"number": "02-BB/CB", "minutes_on": "20/12/2021", "signers": "Trần Văn Ước\nH'Ơn Êban"}
    assert client.post(url, typed(poll, **minutes)).url == poll.get_absolute_url()
    assert queries.result_of(poll).record.signers == ["Trần Văn Ước", "H'Ơn Êban"]
    assert "02-BB/CB" in page(client, "poll", poll.pk)


def test_correction_page_of_a_poll_without_count_refuses(world: World) -> None:
    response = signed_in(world).get(reverse("ballots:correct_paper_count", args=[open_poll(world).pk]))
    assert response.status_code == 409


def test_poll_is_closed_and_reopened_by_buttons(world: World) -> None:
    poll = open_poll(world)
    enter(world, poll)
    client = signed_in(world)
    assert reverse("ballots:close_poll", args=[poll.pk]) in page(client, "poll", poll.pk)
    client.post(reverse("ballots:close_poll", args=[poll.pk]))
    assert Poll.objects.get().state == PollState.CLOSED
    assert reverse("ballots:reopen_poll", args=[poll.pk]) in page(client, "poll", poll.pk)
    client.post(reverse("ballots:reopen_poll", args=[poll.pk]), {"reason": "Biên bản điều chỉnh"})
    assert Poll.objects.get().state == PollState.OPEN


def test_choice_with_equal_votes_at_the_border_says_so(world: World) -> None:
    poll = open_choice(world, ["Y Ăn Niê", "Đỗ Đạt", "Lê Ửng"], places=2)
    enter(world, poll, yes_votes(poll, 14, 12, 12))
    text = page(signed_in(world), "poll", poll.pk)
    assert "Bằng phiếu ở vị trí cuối" in text
    assert "Chưa chọn ai trong số này" in text


def test_polls_of_the_same_purpose_stand_side_by_side(world: World) -> None:
    poll = open_poll(world)
    other = open_poll(world, unit=world.office.cells[1])
    assert other.get_absolute_url() in page(signed_in(world), "enter_paper_count", poll.pk)


@pytest.mark.parametrize("name", ["poll", "enter_paper_count"])
def test_page_of_a_poll_that_is_not_visible_is_not_found(world: World, name: str) -> None:
    poll = open_poll(world)
    for role in ("other_clerk", Role.MEMBER):
        assert signed_in(world, role).get(reverse(f"ballots:{name}", args=[poll.pk])).status_code == 404


def test_whoever_may_only_read_gets_no_buttons_and_is_refused(world: World) -> None:
    poll = open_poll(world)
    client = signed_in(world, Role.AUDITOR)
    assert reverse("ballots:enter_paper_count", args=[poll.pk]) not in page(client, "poll", poll.pk)
    response = client.post(reverse("ballots:enter_paper_count", args=[poll.pk]), typed(poll))
    assert response.status_code == 404
    assert not PaperCount.objects.exists()


def test_scan_is_kept_and_opened_only_by_those_who_see_the_poll(
    world: World, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    poll = open_poll(world)
    client, url = signed_in(world), reverse("ballots:enter_paper_count", args=[poll.pk])
    client.post(url, typed(poll, scan=SimpleUploadedFile("biên bản.pdf", PDF)))
    count = PaperCount.objects.get()
    address = reverse("ballots:scan", args=[poll.pk, count.pk])
    opened = client.get(address)
    assert (opened.content, opened["Content-Type"]) == (PDF, "application/pdf")
    assert signed_in(world, "other_clerk").get(address).status_code == 404
    assert client.get(reverse("ballots:scan", args=[poll.pk, count.pk + 1])).status_code == 404


def test_scan_survives_the_question_about_sums(world: World, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    poll = open_poll(world)
    client, url = signed_in(world), reverse("ballots:enter_paper_count", args=[poll.pk])
    asked = client.post(url, typed(poll, WRONG, scan=SimpleUploadedFile("bb.pdf", PDF)))
    token = asked.context["form"].kept_scan_token
    client.post(url, typed(poll, WRONG, confirm_differs="on", kept_scan=token))
    assert PaperCount.objects.get().scan_name == "bb.pdf"
    forged = client.post(url, typed(poll, WRONG, kept_scan="abc:x.pdf"))
    assert forged.status_code == 422


def test_file_of_another_kind_is_refused_whatever_its_name(
    world: World, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    poll = open_poll(world)
    upload = SimpleUploadedFile("bien-ban.pdf", b"<svg onload='x'/>")
    response = signed_in(world).post(
        reverse("ballots:enter_paper_count", args=[poll.pk]), typed(poll, scan=upload)
    )
    assert response.status_code == 422
    assert not PaperCount.objects.exists()


@pytest.mark.capability(51)
@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_teller_minutes_are_made_as_pdf_and_word(world: World, form: str, start: bytes) -> None:
    poll = open_poll(world)
    enter(world, poll)
    response = signed_in(world).get(reverse("ballots:teller_minutes", args=[poll.pk, form]))
    assert response.status_code == 200
    assert response.content.startswith(start)
    assert "attachment" in response["Content-Disposition"]


def test_columns_are_printed_in_vietnamese_though_the_poll_was_opened_on_an_english_page(
    world: World,
) -> None:
    client = signed_in(world)
    client.cookies["tongket-language"] = "en"
    client.post(
        reverse("ballots:open_paper_poll"),
        {
            "unit": world.cell.pk,
            "title": "Chọn đảng viên xuất sắc",
            "held_on": "17/12/2021",
            "kind": "choose",
            "places": 1,
            "threshold": "1/2 >",
            "base": "entitled",
            "names": "Y Ăn Niê",
            "with_no": "on",
        },
    )
    assert Poll.objects.get().columns == [["yes", "Đồng ý"], ["no", "Không đồng ý"]]


def test_word_file_is_no_scan_of_signed_minutes(world: World, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    poll = open_poll(world)
    enter(world, poll)
    word = signed_in(world).get(reverse("ballots:teller_minutes", args=[poll.pk, "docx"])).content
    with pytest.raises(ScanRefused):
        store_scan("biên bản.docx", word)


def test_file_with_a_mark_of_secrecy_is_refused_before_it_is_stored(
    world: World, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    poll = open_poll(world)
    upload = SimpleUploadedFile("biên bản MẬT.pdf", PDF)
    url = reverse("ballots:enter_paper_count", args=[poll.pk])
    assert signed_in(world).post(url, typed(poll, scan=upload)).status_code == 422
    assert list(tmp_path.iterdir()) == []

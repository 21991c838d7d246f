"""The rules of a round through its pages: confirming, putting aside, reporting upward, taking back, warning."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from django.test import Client

from tongket.access.roles import Role
from tongket.audit.models import Entry
from tongket.common.errors import NotPermitted
from tongket.organisation.tests.factories import Office, make_office
from tongket.rounds import actions
from tongket.rounds.errors import (
    AlreadyConfirmed,
    AlreadyReceived,
    GroundMissing,
    RoundNotOpen,
    UnknownClause,
)
from tongket.rounds.models import ClauseSuspension, ConfirmedClause, ConfirmedParameter, Round
from tongket.rounds.packs import pack_for
from tongket.rounds.queries import due_acts
from tongket.rounds.rule_book import rule_book
from tongket.rounds.tests.factories import LAYER, make_round

pytestmark = pytest.mark.django_db
DAY = dt.date(2021, 12, 1)
OPEN_LAYER = LAYER.replace(
    "  head_not_above_unit: {effect: at most the level of the unit headed, cites: HD 21 II.B.4}\n", ""
)


@pytest.fixture
def office() -> Office:
    return make_office(cells=1)


@pytest.fixture
def round(office: Office) -> Round:
    """A round in which nobody has confirmed the clause on heads."""
    assert OPEN_LAYER != LAYER
    return make_round(office, layer=OPEN_LAYER)


def client_of(office: Office, role: str = Role.CLERK) -> Client:
    client = Client()
    client.force_login(office.accounts[role])
    return client


def text_of(content: bytes) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", content.decode())).split())


def suspend(office: Office, round: Round, clause: str = "sick_three_months") -> ClauseSuspension:
    return actions.suspend_clause(
        round,
        actor=office.actor(Role.CLERK),
        clause=clause,
        document_number="15-CV/ĐU",
        reason="chờ hướng dẫn",
        suspended_by="Trần Văn Ước",
        happened_on=DAY,
    )


@pytest.mark.capability(105)
def test_rule_book_shows_every_tier_and_what_is_unconfirmed(office: Office, round: Round) -> None:
    client = client_of(office)
    text = text_of(client.get("/dot/2021/quy-dinh/").content)
    tiers = ["Trung ương", "Tỉnh ủy", "Cấp ủy cấp trên trực tiếp Hướng dẫn thử nghiệm số 01-HD/TN", "Đảng ủy"]
    assert [tier for tier in tiers if tier in text] == tiers
    answer = client.get("/dot/2021/quy-dinh/?loc=unconfirmed")
    shown = {row.id for row in answer.context["clauses"]}
    assert "head_not_above_unit" in shown
    assert "sick_three_months" not in shown
    assert "chưa được cơ quan xác nhận căn cứ" in text_of(answer.content)


@pytest.mark.capability(105)
def test_clause_is_confirmed_with_a_citation_on_its_page_and_binds_from_then_on(
    office: Office, round: Round
) -> None:
    assert not pack_for(round).clauses["head_not_above_unit"].binds
    client, page = client_of(office), "/dot/2021/quy-dinh/dieu-khoan/head_not_above_unit/"
    assert "chưa được cơ quan xác nhận căn cứ" in text_of(client.get(page).content)
    typed = {"citation": "", "confirmed_by": "Trần Văn Ước", "happened_on": "01/12/2021"}
    assert client.post(f"{page}xac-nhan/", typed).status_code == 422
    done = client.post(f"{page}xac-nhan/", {**typed, "citation": "Hướng dẫn 09-HD/ĐUK"}, follow=True)
    assert "Trần Văn Ước xác nhận ngày 01/12/2021 theo Hướng dẫn 09-HD/ĐUK" in text_of(done.content)
    found = pack_for(Round.objects.get()).clauses["head_not_above_unit"]
    assert found.binds
    assert "Hướng dẫn 09-HD/ĐUK" in {cite.text for cite in found.cites}


@pytest.mark.capability(105)
def test_value_is_confirmed_on_its_page_in_words_and_a_wider_one_is_refused(
    office: Office, round: Round
) -> None:
    client, page = client_of(office), "/dot/2021/quy-dinh/tham-so/quotas.members.share/"
    assert "20%" in text_of(client.get(page).content)
    typed = {"citation": "Quy chế", "confirmed_by": "Trần Văn Ước", "happened_on": "01/12/2021"}
    wider = client.post(f"{page}xac-nhan/", {**typed, "value": "25%"})
    assert wider.status_code == 422
    assert "nới rộng" in text_of(wider.content)
    assert client.post(f"{page}xac-nhan/", {**typed, "value": "12,5 %"}).status_code == 302
    assert ConfirmedParameter.objects.get().value == "12.5%"
    choice = client.get("/dot/2021/quy-dinh/tham-so/quotas.members.rounding/").context["confirm_form"]
    assert ("down", "làm tròn xuống") in choice.fields["value"].choices


def test_confirming_needs_a_ground_a_known_clause_and_one_that_is_open(office: Office, round: Round) -> None:
    clerk = office.actor(Role.CLERK)
    given = {"actor": clerk, "citation": "Công văn", "confirmed_by": "Văn phòng", "happened_on": DAY}
    with pytest.raises(GroundMissing):
        actions.confirm_clause(round, clause="head_not_above_unit", **{**given, "citation": " "})
    with pytest.raises(UnknownClause):
        actions.confirm_clause(round, clause="luck", **given)
    with pytest.raises(AlreadyConfirmed):
        actions.confirm_clause(round, clause="sick_three_months", **given)
    as_member = {**given, "actor": office.actor(Role.MEMBER)}
    with pytest.raises(NotPermitted):
        actions.confirm_clause(round, clause="head_not_above_unit", **as_member)
    actions.close_round(round, actor=clerk, happened_on=DAY)
    with pytest.raises(RoundNotOpen):
        actions.confirm_clause(round, clause="head_not_above_unit", **given)


@pytest.mark.capability(105)
def test_clause_put_aside_is_reported_to_the_superior_who_takes_it_in(office: Office, round: Round) -> None:
    suspend(office, round)
    superior = client_of(office, Role.SUPERIOR_OFFICER)
    officer = office.actor(Role.SUPERIOR_OFFICER)
    assert "rounds.receive_suspension" in {act.key for act in due_acts(officer, round)}
    text = text_of(superior.get("/dot/2021/quy-dinh/tam-khong-ap-dung/").content)
    assert "15-CV/ĐU Trần Văn Ước chờ hướng dẫn 01/12/2021 Chưa nhận" in text
    row = ClauseSuspension.objects.get()
    done = superior.post(
        f"/dot/2021/quy-dinh/tam-khong-ap-dung/{row.pk}/nhan/",
        {"received_by": "Bùi Thị Xuân", "happened_on": "05/12/2021"},
        follow=True,
    )
    assert "Đã nhận Bùi Thị Xuân, 05/12/2021" in text_of(done.content)
    assert "rounds.receive_suspension" not in {act.key for act in due_acts(officer, round)}
    with pytest.raises(AlreadyReceived):
        actions.receive_suspension(row, actor=officer, received_by="Ai khác", happened_on=DAY)
    assert Entry.objects.filter(action="rounds.receive_suspension").count() == 1


def test_member_reads_what_is_put_aside_and_can_not_take_it_in(office: Office, round: Round) -> None:
    row = suspend(office, round)
    member = client_of(office, Role.MEMBER)
    text = text_of(member.get("/dot/2021/quy-dinh/dieu-khoan/sick_three_months/").content)
    assert "Tạm không áp dụng 15-CV/ĐU (Trần Văn Ước)" in text
    assert "Áp dụng lại" not in text
    with pytest.raises(NotPermitted):
        actions.receive_suspension(row, actor=office.actor(Role.MEMBER), received_by="Tôi", happened_on=DAY)


def test_suspension_layer_and_answers_are_taken_back_with_a_reason(office: Office, round: Round) -> None:
    clerk, client = office.actor(Role.CLERK), client_of(office)
    row = suspend(office, round)
    confirmed = actions.confirm_clause(
        round,
        actor=clerk,
        clause="head_not_above_unit",
        citation="Công văn",
        confirmed_by="Văn phòng",
        happened_on=DAY,
    )
    with pytest.raises(GroundMissing):
        actions.withdraw_rule(round, actor=clerk, kind="clause", pk=confirmed.pk, reason=" ", happened_on=DAY)
    typed = {"reason": "ghi nhầm", "happened_on": "02/12/2021"}
    for kind, pk in (("suspension", row.pk), ("clause", confirmed.pk), ("layer", round.layers.get().pk)):
        assert client.post(f"/dot/2021/quy-dinh/rut/{kind}/{pk}/", typed).status_code == 302
    assert not ClauseSuspension.objects.exists()
    assert not ConfirmedClause.objects.exists()
    assert not round.layers.exists()
    assert Entry.objects.filter(action="rounds.withdraw_rule").count() == 3
    assert client.post("/dot/2021/quy-dinh/rut/layer/0/", typed).status_code == 422
    assert client.post("/dot/2021/quy-dinh/rut/luck/1/", typed).status_code == 404


def test_what_the_rules_wait_for_is_told_to_the_office_alone(office: Office, round: Round) -> None:
    keys = {act.key for act in due_acts(office.actor(Role.CLERK), round)}
    assert keys == {"rounds.confirm_parameter"}
    assert due_acts(office.actor(Role.MEMBER), round) == []


@pytest.mark.capability(38)
def test_pages_warn_of_a_cited_text_that_was_not_in_force_in_the_year(office: Office) -> None:
    layer = (
        "year: 2023\nrules: {local_layer: {title: Hướng dẫn thử}}\n"
        "sick_leave_days: 90\ncites: {sick_leave_days: HD 21 II.6}\n"
    )
    made = make_round(office, year=2023, layer=layer)
    warning = (
        "HD 21-HD/BTCTW hết hiệu lực từ 10/11/2023, trước khi hết năm 2023; được thay bằng HD 25-HD/BTCTW "
        "(được dẫn tại: Hướng dẫn thử)."
    )
    client = client_of(office)
    for address in ("/dot/2023/", "/dot/2023/quy-dinh/", "/xep-loai/2023/to-chuc/"):
        assert warning in text_of(client.get(address).content), address
    assert (
        rule_book(made, "en").outdated[0].startswith("HD 21-HD/BTCTW was no longer in force from 10/11/2023")
    )


@pytest.mark.capability(38)
def test_nothing_is_warned_of_when_every_cited_text_was_in_force(office: Office, round: Round) -> None:
    assert rule_book(round, "vi").outdated == []

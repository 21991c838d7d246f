"""A person asks to correct a datum; the office answers with reason and paper."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tongket.access.roles import Role
from tongket.common.errors import NotPermitted, Stale, WrongState
from tongket.organisation import actions as register
from tongket.organisation.states import PostSystem
from tongket.organisation.tests.factories import make_account
from tongket.privacy.actions import answer_request, ask_correction, complete_request
from tongket.privacy.errors import AnswerNeedsReason, PaperOfRequestMissing, ProofMissing
from tongket.privacy.models import CorrectionRequest
from tongket.privacy.states import RequestState
from tongket.privacy.tests.factories import World, make_world

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 2)


@pytest.fixture
def world() -> World:
    made = make_world()
    make_account(made.office, "nguoithuong", Role.MEMBER, made.cell, made.member)
    made.member.refresh_from_db()
    return made


def ask(world: World, **changed: object) -> CorrectionRequest:
    options = {
        "actor": world.member.account.actor(),
        "datum": "Ngày sinh",
        "wanted": "03/04/1972",
        "proof": "Giấy khai sinh số 15",
        "asked_on": DAY,
    }
    return ask_correction(world.member, **(options | changed))


def answer(world: World, request: CorrectionRequest, **changed: object) -> CorrectionRequest:
    options = {"actor": world.clerk, "accepted": True, "reason": "", "document": "Công văn 8", "on": DAY}
    return answer_request(request, **(options | changed))


@pytest.mark.capability(135)
def test_answer_is_due_after_the_days_of_the_parameter(world: World) -> None:
    request = ask(world)
    assert (request.state, request.due_on) == (RequestState.WAITING, DAY + dt.timedelta(days=10))


def test_request_names_a_proof_and_on_behalf_of_somebody_a_signed_paper(world: World) -> None:
    with pytest.raises(ProofMissing):
        ask(world, proof=" ")
    with pytest.raises(PaperOfRequestMissing):
        ask(world, actor=world.clerk)
    assert ask(world, actor=world.clerk, paper="Đơn ngày 02/11/2026").way == "paper"
    with pytest.raises(NotPermitted):
        ask(world, actor=world.office.actor(Role.EDITOR), paper="Đơn")


@pytest.mark.capability(135)
def test_refusal_gives_reason_and_paper_and_changes_nothing(world: World) -> None:
    request, birth = ask(world), world.member.birth
    with pytest.raises(AnswerNeedsReason):
        answer(world, request, accepted=False)
    answer(world, request, accepted=False, reason="Giấy khai sinh ghi như đang ghi")
    world.member.refresh_from_db()
    assert (request.state, world.member.birth) == (RequestState.REFUSED, birth)
    with pytest.raises(WrongState):
        complete_request(request, actor=world.clerk, happened_on=DAY)


@pytest.mark.capability(135)
def test_accepted_request_leads_to_the_change_which_cites_the_answer(world: World) -> None:
    request = answer(world, ask(world))
    complete_request(request, actor=world.clerk, happened_on=DAY, birth=dt.date(1972, 4, 3))
    world.member.refresh_from_db()
    assert (request.state, world.member.birth) == (RequestState.DONE, dt.date(1972, 4, 3))


def test_only_the_office_answers(world: World) -> None:
    request = ask(world)
    for actor in (world.member.account.actor(), world.office.admin.actor()):
        with pytest.raises(NotPermitted):
            answer(world, request, actor=actor)


def test_answer_to_an_older_state_is_refused(world: World) -> None:
    request = ask(world)
    answer(world, CorrectionRequest.objects.get(pk=request.pk), accepted=False, reason="Sai")
    with pytest.raises((Stale, WrongState)):
        answer(world, request, expected_version=request.version)


@pytest.mark.capability(135)
def test_pages_lead_from_the_datum_to_the_answer(world: World) -> None:
    own, clerk = Client(), Client()
    own.force_login(world.member.account)
    clerk.force_login(world.office.accounts[Role.CLERK])
    form = reverse("privacy:ask_correction", args=[world.member.pk])
    picked = own.get(f"{form}?record=organisation.PartyRecord:{world.member.party.pk}:card").content.decode()
    assert world.member.party.card in picked
    sent = {"datum": "Số thẻ Đảng", "wanted": "12.345678", "proof": "Thẻ đảng viên", "asked_on": "02/11/2026"}
    answered = own.post(form, sent, follow=True).content.decode()
    assert "12.345678" in answered
    listed = clerk.get(reverse("privacy:requests")).content.decode()
    assert "Số thẻ Đảng" in listed
    request = CorrectionRequest.objects.get()
    reply = {"accepted": "yes", "document": "Công văn 8", "on": "05/11/2026", "version": request.version}
    clerk.post(reverse("privacy:answer_request", args=[request.pk]), reply)
    clerk.post(reverse("privacy:complete_request", args=[request.pk]), {"changed_elsewhere": "1"})
    request.refresh_from_db()
    assert request.state == RequestState.DONE
    assert "Công văn 8" in own.get(request.get_absolute_url()).content.decode()


def test_officer_who_is_no_member_here_asks_to_correct_the_own_data(world: World) -> None:
    officer = register.add_person("Khà Văn Nhường", actor=world.clerk, unit=world.office.organisation)
    register.hold_post(
        officer,
        actor=world.clerk,
        unit=world.office.organisation,
        title="Chuyên viên",
        system=PostSystem.GOVERNMENT,
        valid_from=dt.date(2021, 1, 5),
    )
    account = make_account(
        world.office, "chuyenvien", Role.SUPERIOR_OFFICER, world.office.organisation, officer
    )
    visitor = Client()
    visitor.force_login(account)
    held = visitor.get(reverse("privacy:mine")).content.decode()
    form = reverse("privacy:ask_correction", args=[officer.pk])
    assert form in held
    assert visitor.get(form).status_code == 200

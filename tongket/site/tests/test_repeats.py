"""A form acts once, however often it is sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from tongket.access.models import Account, SubmittedForm
from tongket.access.roles import Role
from tongket.organisation.tests.factories import Office
from tongket.site.repeats import OnceMiddleware


class Act:
    """A view that notes how often it acted, and answers as it is told."""

    def __init__(self, answer: Callable[[], HttpResponse]) -> None:
        self.times, self.answer = 0, answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.times += 1
        return self.answer()


def recorded() -> HttpResponse:
    return HttpResponseRedirect("/ket-qua")


def send(act: Act, account: Account, path: str = "/ghi", **fields: str) -> HttpResponse:
    request = RequestFactory().post(path, {"csrfmiddlewaretoken": "t1", **fields})
    request.user, request.htmx = account, False
    request._messages = CookieStorage(request)
    return OnceMiddleware(act)(request)


@pytest.fixture
def clerk(office: Office) -> Account:
    return office.accounts[Role.CLERK]


def test_the_same_form_sent_twice_records_once_and_leads_to_the_same_page(clerk: Account) -> None:
    act = Act(recorded)
    answers = [send(act, clerk, name="A"), send(act, clerk, name="A")]
    assert act.times == 1
    assert [a.url for a in answers] == ["/ket-qua", "/ket-qua"]


@pytest.mark.parametrize(
    "other", [{"name": "B"}, {"name": "A", "csrfmiddlewaretoken": "t2"}, {"name": "A", "path": "/ghi?x=1"}]
)
def test_another_content_page_or_address_is_another_form(clerk: Account, other: dict[str, str]) -> None:
    act = Act(recorded)
    send(act, clerk, name="A")
    send(act, clerk, **other)
    assert act.times == 2


def test_another_person_sends_another_form(clerk: Account, office: Office) -> None:
    act = Act(recorded)
    send(act, clerk, name="A")
    send(act, office.accounts[Role.COMMITTEE_SECRETARY], name="A")
    assert act.times == 2


def test_a_form_that_was_refused_may_be_sent_again(clerk: Account) -> None:
    act = Act(lambda: HttpResponse("có ô cần sửa", status=422))
    send(act, clerk, name="A")
    send(act, clerk, name="A")
    assert act.times == 2
    assert not SubmittedForm.objects.exists()


def test_an_act_that_broke_off_may_be_sent_again(clerk: Account) -> None:
    def break_off() -> HttpResponse:
        raise RuntimeError("mất điện")

    with pytest.raises(RuntimeError, match="mất điện"):
        send(Act(break_off), clerk, name="A")
    act = Act(recorded)
    send(act, clerk, name="A")
    assert act.times == 1


def test_choosing_what_is_looked_at_may_be_done_again_from_an_old_page(clerk: Account) -> None:
    act = Act(recorded)
    send(act, clerk, path="/don-vi", unit="1")
    send(act, clerk, path="/don-vi", unit="1")
    assert act.times == 2


def test_what_is_kept_tells_nothing_of_the_form(clerk: Account) -> None:
    send(Act(recorded), clerk, name="Hồ Thị Đoan Thúy")
    kept = SubmittedForm.objects.get()
    assert "Thúy" not in kept.key
    assert len(kept.key) == 64

"""A person asks to correct a datum, the office answers."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.errors import WrongState
from tongket.common.text import clean
from tongket.organisation.actions import change_person
from tongket.organisation.models import Person
from tongket.privacy.catalogue import parameters
from tongket.privacy.errors import AnswerNeedsReason, PaperOfRequestMissing, ProofMissing
from tongket.privacy.models import CorrectionRequest
from tongket.privacy.permissions import home_of, is_own, may_about, may_ask
from tongket.privacy.states import TRANSITIONS, RequestState, RequestWay


def ask_correction(
    person: Person,
    *,
    actor: Actor,
    datum: str,
    wanted: str,
    proof: str,
    asked_on: dt.date,
    held: str = "",
    paper: str = "",
    record: tuple[str, int, str] | None = None,
) -> CorrectionRequest:
    """A datum is wrong: what it should be and by which paper. ``record`` is (model, id, field) where it is known.

    The answer is due so many days later as the parameter says. The office names the signed paper.
    """
    unit = home_of(person)
    with acting("privacy.ask_correction", actor=actor, unit_id=unit.pk, happened_on=asked_on) as act:
        require(may_ask(actor, person))
        if not clean(proof):
            raise ProofMissing()
        own = is_own(actor, person)
        if not own and not clean(paper):
            raise PaperOfRequestMissing()
        model, pk, field = record or ("", None, "")
        return act.create(
            CorrectionRequest,
            person=person,
            unit=unit,
            datum=clean(datum),
            record_model=model,
            record_id=pk,
            field=field,
            held=clean(held),
            wanted=clean(wanted),
            proof=clean(proof),
            way=RequestWay.OWN if own else RequestWay.PAPER,
            paper=clean(paper),
            asked_on=asked_on,
            due_on=asked_on + dt.timedelta(days=parameters()["answer_days"].value),
        )


def answer_request(
    request: CorrectionRequest,
    *,
    actor: Actor,
    accepted: bool,
    reason: str,
    document: str,
    on: dt.date,
    expected_version: int | None = None,
) -> CorrectionRequest:
    """Accepted or refused, with reason and paper. An accepted one waits for the act that changes the datum."""
    state = RequestState.ACCEPTED if accepted else RequestState.REFUSED
    with acting("privacy.answer_request", actor=actor, unit_id=request.unit_id, happened_on=on) as act:
        require(may_about(actor, "answer_request", request.person))
        if not clean(document) or (not accepted and not clean(reason)):
            raise AnswerNeedsReason()
        _check(request, state)
        return act.update(
            request,
            expected_version=expected_version,
            state=state,
            reason=clean(reason),
            document=clean(document),
            answered_on=on,
        )


def complete_request(
    request: CorrectionRequest, *, actor: Actor, happened_on: dt.date, **fields: object
) -> CorrectionRequest:
    """The datum is changed now: ``fields`` are the person's own values to write (name, birth …); without any it was
    changed by the act of its own room."""
    with acting(
        "privacy.complete_request", actor=actor, unit_id=request.unit_id, happened_on=happened_on
    ) as act:
        require(may_about(actor, "answer_request", request.person))
        _check(request, RequestState.DONE)
        if fields:
            person = request.person
            change_person(
                person,
                actor=actor,
                unit=request.unit,
                expected_version=person.version,
                reason=request.document,
                **fields,
            )
        return act.update(request, state=RequestState.DONE)


def _check(request: CorrectionRequest, state: RequestState) -> None:
    if state not in TRANSITIONS[request.state]:
        raise WrongState(thing=request, state=request.get_state_display(), act=_("trả lời đề nghị"))

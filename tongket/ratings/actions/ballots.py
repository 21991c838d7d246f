"""Putting the questions of the rating to the vote, with lines, places and majority as the pack says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.ballots.actions import Line, VoteRule, open_paper_poll
from tongket.ballots.models import Poll
from tongket.ballots.states import Base, PollKind
from tongket.organisation.models import Person, Unit
from tongket.organisation.queries import committee_of, members_of
from tongket.organisation.states import MemberStatus
from tongket.ratings import polls
from tongket.ratings.errors import NoPlaces, NotComputed, NothingToVote, StillUndetermined
from tongket.ratings.facts import gather
from tongket.ratings.judging import judge_facts
from tongket.ratings.models import Outcome, QuotaOutcome
from tongket.ratings.permissions import may_act, may_open_cell_ballot
from tongket.ratings.states import Scope
from tongket.rounds.actions.changeable import require_open
from tongket.rounds.models import Round
from tongket.rounds.packs import pack_for
from tongket.rules import Pack
from tongket.rules.model import BallotLike, Majority, Parameter

#: The number over which a majority is taken: word of the packs → word of the ballots.
BASES = {
    "roll": Base.ENTITLED,
    "present": Base.PRESENT,
    "issued": Base.ISSUED,
    "returned": Base.RETURNED,
    "valid": Base.VALID,
}
PURPOSE_OF = {"members": polls.SECOND_BALLOT, "cells": polls.BALLOT_ON_CELLS}


def vote_rule(pack: Pack, vote: str) -> VoteRule:
    """The vote clause of a ballot ('votes.cell'), with its citations; one held as another has that one's."""
    held_as = pack.parameters.get(vote)
    if held_as is not None and isinstance(held_as.value, BallotLike):
        return vote_rule(pack, f"votes.{held_as.value.vote}")
    parameter: Parameter = pack.parameter(f"{vote}.majority")
    majority = parameter.value
    if not isinstance(majority, Majority):
        raise NothingToVote(what=vote)
    return VoteRule(
        base=BASES[majority.base],
        threshold=str(majority.share),
        strict=majority.strict,
        ground="; ".join(str(c) for c in parameter.cites),
    )


def cell_roll(cell: Unit, day: dt.date) -> list[Person]:
    """Who votes in a cell: official members of the day, neither exempt nor suspended."""
    barred = {MemberStatus.EXEMPT, MemberStatus.SUSPENDED}
    return [
        m.person
        for m in members_of(cell, day)
        if not m.person.party.is_probationary(day)
        and not barred & {s.status for s in m.person.statuses.all()}
    ]


def open_cell_ballot(
    round: Round,
    *,
    actor: Actor,
    cell: Unit,
    held_on: dt.date,
    people: Sequence[Person] | None = None,
    code: str = "",
    body: str = "",
    roll_size: int | None = None,
) -> Poll:
    """The cell's vote on its members' levels: on all who are rated, unless ``people`` lists the paper's."""
    with acting("ratings.open_cell_ballot", actor=actor, unit_id=cell.pk, happened_on=held_on):
        require(may_open_cell_ballot(actor, cell))
        require_open(round)
        if people is None:
            facts = gather(round)
            judged = judge_facts(facts).members
            people = [
                s.person
                for s in facts.members
                if s.person
                and s.cell
                and s.cell.pk == cell.pk
                and judged[s.id].scope not in (Scope.EXEMPT, Scope.NOT_RATED)
            ]
        if not people:
            raise NothingToVote(what=cell.name)
        return open_paper_poll(
            cell,
            actor=actor,
            year=round.year,
            purpose=polls.CELL_LEVELS,
            title=_("Đề nghị mức xếp loại đảng viên"),
            kind=PollKind.LEVELS,
            rule=vote_rule(pack_for(round), "votes.cell"),
            lines=[Line(label=p.name, subject_ref=polls.person_ref(p)) for p in people],
            held_on=held_on,
            code=code,
            body=body,
            roll_size=len(cell_roll(cell, held_on)) if roll_size is None else roll_size,
        )


def open_second_ballot(
    round: Round,
    *,
    actor: Actor,
    subject: str,
    held_on: dt.date,
    people: Sequence[Person] = (),
    units: Sequence[Unit] = (),
    places: int | None = None,
    code: str = "",
    body: str = "",
    roll_size: int | None = None,
) -> Poll:
    """The committee's ballot among the candidates of a quota (``subject`` is members or cells).

    Lines and places are those of the computed quota; ``people``, ``units`` and ``places`` give those of a
    ballot that was held on paper with others. Refused before computing, while it is open who is a candidate,
    and without places or candidates: then no ballot is held.
    """
    with acting("ratings.open_second_ballot", actor=actor, unit_id=round.unit_id, happened_on=held_on):
        require(may_act(actor, round, "open_second_ballot"))
        require_open(round)
        quota = QuotaOutcome.objects.filter(round=round, subject=subject, group=round.unit).first()
        places = quota.places if quota and places is None else places
        if quota is None or places is None:
            raise NotComputed(round=str(round))
        if places == 0:
            raise NoPlaces(equation=quota.equation)
        lines = [Line(p.name, subject_ref=polls.person_ref(p)) for p in people]
        lines += [Line(u.name, subject_ref=polls.unit_ref(u)) for u in units]
        lines = lines or _candidate_lines(round, quota)
        pack = pack_for(round)
        rule = pack.clauses[quota.clause].quota
        return open_paper_poll(
            round.unit,
            actor=actor,
            year=round.year,
            purpose=PURPOSE_OF[subject],
            title=(
                _("Chọn đảng viên hoàn thành xuất sắc nhiệm vụ (phiếu lần hai)")
                if subject == "members"
                else _("Chọn chi bộ hoàn thành xuất sắc nhiệm vụ")
            ),
            kind=PollKind.CHOOSE,
            rule=vote_rule(pack, rule.vote if rule else ""),
            lines=lines,
            held_on=held_on,
            # Fewer candidates than places: a ballot can't name more than stand on it.
            places=min(places, len(lines)),
            code=code,
            body=body,
            roll_size=committee_of(round.unit, held_on).count() if roll_size is None else roll_size,
        )


def _member_line(outcome: Outcome) -> Line:
    person = outcome.person
    return Line(person.name, detail=outcome.cell.name, subject_ref=polls.person_ref(person))


def _candidate_lines(round: Round, quota: QuotaOutcome) -> list[Line]:
    members = quota.subject == "members"
    outcomes = Outcome.objects.filter(round=round, person__isnull=not members).select_related(
        "person", "cell", "unit"
    )
    found = {str(o.person_id) if members else o.unit.code: o for o in outcomes}
    waiting = [found[name.removeprefix("level:")] for name in quota.missing if name.startswith("level:")]
    if waiting:
        names = [str(o.facts["row"]["name"]) for o in waiting]
        raise StillUndetermined(count=len(names), names=", ".join(names))
    if not quota.candidates:
        raise NothingToVote(what=round.unit.name)
    if members:
        return [_member_line(found[pk]) for pk in quota.candidates]
    return [Line(found[c].unit.name, subject_ref=polls.unit_ref(found[c].unit)) for c in quota.candidates]


def open_organisation_ballot(
    round: Round,
    *,
    actor: Actor,
    held_on: dt.date,
    code: str = "",
    body: str = "",
    title: str = "",
    roll_size: int | None = None,
) -> Poll:
    """The committee's vote on the level that it proposes for its organisation."""
    with acting("ratings.open_organisation_ballot", actor=actor, unit_id=round.unit_id, happened_on=held_on):
        require(may_act(actor, round, "open_organisation_ballot"))
        require_open(round)
        return open_paper_poll(
            round.unit,
            actor=actor,
            year=round.year,
            purpose=polls.ORGANISATION_LEVEL,
            title=title or _("Đề xuất mức xếp loại của Đảng bộ"),
            kind=PollKind.YES_NO,
            rule=vote_rule(pack_for(round), "votes.second_ballot"),
            lines=[Line(round.unit.name, subject_ref=polls.unit_ref(round.unit))],
            held_on=held_on,
            code=code,
            body=body,
            roll_size=committee_of(round.unit, held_on).count() if roll_size is None else roll_size,
        )

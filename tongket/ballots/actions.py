"""Putting a question to a vote on paper, taking in its count, correcting it by signed minutes, closing it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.ballots import protocol
from tongket.ballots.conversion import Votes, judge, judge_stored
from tongket.ballots.errors import (
    AlreadyCorrected,
    AlreadyCounted,
    NoCount,
    NotReconciled,
    UnsignedCorrection,
    WrongDay,
    WrongPoll,
    WrongVotes,
)
from tongket.ballots.models import OptionCount, PaperCount, Poll, PollOption
from tongket.ballots.permissions import (
    may_close_poll,
    may_correct_paper_count,
    may_enter_paper_count,
    may_open_paper_poll,
    may_reopen_poll,
)
from tongket.ballots.protocol.parsing import VOTE_KEYS, parse_fraction
from tongket.ballots.scans import StoredScan
from tongket.ballots.states import NUMBERS, Base, CountState, PollKind, PollState, usual_columns
from tongket.ballots.sums import failing_sums
from tongket.common.dates import format_day, today
from tongket.common.errors import WrongState
from tongket.common.text import clean
from tongket.organisation.models import Unit
from tongket.rounds.actions.changeable import require_year_changeable


@dataclass(frozen=True)
class VoteRule:
    """A vote clause: ``threshold`` as a fraction ("1/2"), empty for most votes; ``ground`` cites its text."""

    base: str
    threshold: str
    strict: bool
    ground: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a ballot; ``subject_ref`` ('room.Model:id') is the asker's own."""

    label: str
    detail: str = ""
    subject_ref: str = ""


@dataclass(frozen=True)
class Teller:
    """Who counted, with the post in the tellers' group."""

    name: str
    post: str = ""


@dataclass(frozen=True)
class CorrectedMinutes:
    """The signed minutes by which a count is corrected."""

    number: str
    on: dt.date | None
    signers: Sequence[str] = field(default=())
    reason: str = ""


def open_paper_poll(
    unit: Unit,
    *,
    actor: Actor,
    year: int,
    purpose: str,
    title: str,
    kind: str,
    rule: VoteRule,
    lines: Sequence[Line],
    held_on: dt.date,
    places: int | None = None,
    columns: Sequence[tuple[str, str]] | None = None,
    code: str = "",
    body: str = "",
    secret: bool = True,
    roll_size: int | None = None,
) -> Poll:
    """Put a question to a vote on paper. ``columns`` (key, word) only where they differ from the usual ones."""
    with acting("ballots.open_paper_poll", actor=actor, unit_id=unit.pk, happened_on=held_on) as act:
        require(may_open_paper_poll(actor, unit))
        require_year_changeable(unit, year)
        title = clean(title)
        if columns is None:
            columns = usual_columns(kind)
        _check_poll(title, kind, rule, lines, places, [key for key, _word in columns])
        poll = act.create(
            Poll,
            unit=unit,
            year=year,
            purpose=purpose,
            code=code,
            title=title,
            body=clean(body),
            kind=PollKind(kind),
            columns=[[key, word] for key, word in columns],
            places=places,
            base=Base(rule.base),
            threshold=rule.threshold,
            strict=rule.strict,
            rule_ground=rule.ground,
            secret=secret,
            roll_size=roll_size,
            held_on=held_on,
        )
        act.create_many(
            PollOption,
            [
                {
                    "poll": poll,
                    "order": order,
                    "label": clean(line.label),
                    "detail": clean(line.detail),
                    "subject_ref": line.subject_ref,
                }
                for order, line in enumerate(lines, start=1)
            ],
        )
        return poll


def _check_poll(
    title: str, kind: str, rule: VoteRule, lines: Sequence[Line], places: int | None, keys: Sequence[str]
) -> None:
    known = VOTE_KEYS.get(protocol.PollKind(kind))
    if not keys or len(set(keys)) != len(keys) or (known and not {known[0]} <= set(keys) <= set(known)):
        raise WrongPoll(
            what=_("các cột “%(keys)s” không dùng được cho loại phiếu này") % {"keys": ", ".join(keys)}
        )
    fraction = parse_fraction(rule.threshold) if rule.threshold else None
    if not title:
        raise WrongPoll(what=_("chưa ghi nội dung biểu quyết"))
    if not lines:
        raise WrongPoll(what=_("danh sách trống"))
    if rule.threshold and (fraction is None or not 0 < fraction <= 1):
        raise WrongPoll(
            what=_("ngưỡng “%(value)s” không phải phân số trong khoảng 0 đến 1") % {"value": rule.threshold}
        )
    if (places is not None) is not (kind == PollKind.CHOOSE):
        raise WrongPoll(what=_("số lượng được chọn chỉ ghi, và phải ghi, cho phiếu chọn trong danh sách"))
    if places is not None and not 1 <= places <= len(lines):
        raise WrongPoll(
            what=_("số lượng được chọn là %(places)s, danh sách có %(lines)s")
            % {"places": places, "lines": len(lines)}
        )
    references = [line.subject_ref for line in lines if line.subject_ref]
    if len(set(references)) != len(references):
        raise WrongPoll(what=_("một người có hai dòng trong danh sách"))


def enter_paper_count(
    poll: Poll,
    *,
    actor: Actor,
    happened_on: dt.date,
    counts: protocol.Counts,
    votes: Mapping[int, Votes],
    tellers: Sequence[Teller] = (),
    scan: StoredScan | None = None,
) -> PaperCount:
    """Take in the numbers of the teller minutes as they stand on the paper; ``votes`` by the id of the line.

    A count that doesn't reconcile is kept as received and marked irregular; it never becomes a result.
    """
    with acting(
        "ballots.enter_paper_count", actor=actor, unit_id=poll.unit_id, happened_on=happened_on
    ) as act:
        require(may_enter_paper_count(actor, poll))
        require_year_changeable(poll.unit, poll.year)
        poll = _locked(poll, _("nhập biên bản kiểm phiếu"))
        other = PaperCount.objects.filter(poll=poll).exclude(state=CountState.CORRECTED).first()
        if other is not None:
            raise AlreadyCounted(poll=poll.title, day=format_day(other.happened_on))
        _check_day(poll, happened_on)
        return _store_count(
            act, poll, counts, votes, happened_on=happened_on, tellers=tellers, scan=scan, correction={}
        )


def correct_paper_count(
    count: PaperCount,
    *,
    actor: Actor,
    minutes: CorrectedMinutes,
    counts: protocol.Counts,
    votes: Mapping[int, Votes],
    tellers: Sequence[Teller] = (),
    scan: StoredScan | None = None,
) -> PaperCount:
    """Replace a count by signed corrected minutes; the earlier one stays as it was received.

    Corrected minutes need number, date and signers. They too may fail to reconcile, and are then kept as
    irregular like any other count.
    """
    with acting(
        "ballots.correct_paper_count",
        actor=actor,
        unit_id=count.poll.unit_id,
        happened_on=minutes.on,
        reason=minutes.reason,
    ) as act:
        require(may_correct_paper_count(actor, count.poll))
        require_year_changeable(count.poll.unit, count.poll.year)
        poll = _locked(count.poll, _("nhập biên bản điều chỉnh"))
        signers = [clean(name) for name in minutes.signers if clean(name)]
        missing = [
            word
            for word, given in (
                (_("số"), clean(minutes.number)),
                (_("ngày"), minutes.on),
                (_("người ký"), signers),
            )
            if not given
        ]
        if minutes.on is None or missing:
            raise UnsignedCorrection(missing=", ".join(missing))
        _check_day(poll, minutes.on)
        count = PaperCount.objects.select_for_update().get(pk=count.pk)
        if count.state == CountState.CORRECTED:
            raise AlreadyCorrected(day=format_day(count.happened_on))
        act.update(count, state=CountState.CORRECTED)
        return _store_count(
            act,
            poll,
            counts,
            votes,
            happened_on=count.happened_on,
            tellers=tellers,
            scan=scan,
            correction={
                "corrects": count,
                "minutes_number": clean(minutes.number),
                "minutes_on": minutes.on,
                "signers": signers,
                "reason": clean(minutes.reason),
            },
        )


def close_poll(poll: Poll, *, actor: Actor, happened_on: dt.date) -> Poll:
    """The result stands. Refused without a count, and while a sum of the count fails."""
    with acting("ballots.close_poll", actor=actor, unit_id=poll.unit_id, happened_on=happened_on) as act:
        require(may_close_poll(actor, poll))
        require_year_changeable(poll.unit, poll.year)
        poll = _locked(poll, _("chốt kết quả"))
        _check_day(poll, happened_on)
        count = PaperCount.objects.filter(poll=poll).exclude(state=CountState.CORRECTED).first()
        if count is None:
            raise NoCount(poll=poll.title)
        judged = judge_stored(poll, count)
        if judged.reconciliation.reconciles is False:
            raise NotReconciled(poll=poll.title, sums=failing_sums(judged, poll.options.all()))
        act.use(count, by=poll, role="result", field="state", value=count.state)
        return act.update(poll, state=PollState.CLOSED, closed_on=happened_on)


def reopen_poll(poll: Poll, *, actor: Actor, reason: str) -> Poll:
    """Open a closed poll again, so that corrected minutes can be taken in; history and count stay."""
    with acting("ballots.reopen_poll", actor=actor, unit_id=poll.unit_id, reason=reason) as act:
        require(may_reopen_poll(actor, poll))
        require_year_changeable(poll.unit, poll.year)
        poll = Poll.objects.select_for_update().select_related("unit").get(pk=poll.pk)
        if poll.state != PollState.CLOSED:
            raise WrongState(thing=poll.title, state=poll.get_state_display(), act=_("mở lại"))
        act.forget_uses(poll, "result")
        return act.update(poll, state=PollState.OPEN, closed_on=None)


def _locked(poll: Poll, doing: str) -> Poll:
    """The poll, locked and still open."""
    fresh = Poll.objects.select_for_update().select_related("unit").get(pk=poll.pk)
    if fresh.state != PollState.OPEN:
        raise WrongState(thing=fresh.title, state=fresh.get_state_display(), act=doing)
    return fresh


def _check_day(poll: Poll, day: dt.date) -> None:
    if not poll.held_on <= day <= today():
        raise WrongDay(day=format_day(day), held=format_day(poll.held_on), today=format_day(today()))


def _check_votes(
    poll: Poll, options: Sequence[PollOption], counts: protocol.Counts, votes: Mapping[int, Votes]
) -> None:
    if set(votes) != {option.pk for option in options}:
        raise WrongVotes(what=_("các dòng không đúng danh sách của phiếu"))
    keys = set(poll.keys)
    numbers: list[int | None] = [getattr(counts, name) for name in NUMBERS]
    for line in votes.values():
        if set(line.by_key) != keys:
            raise WrongVotes(
                what=_("các cột không đúng phiếu (%(keys)s)") % {"keys": ", ".join(sorted(line.by_key))}
            )
        numbers += [*line.by_key.values(), line.valid, line.invalid]
    for number in numbers:
        if number is not None and (isinstance(number, bool) or not isinstance(number, int) or number < 0):
            raise WrongVotes(what=str(number))


def _store_count(
    act: Act,
    poll: Poll,
    counts: protocol.Counts,
    votes: Mapping[int, Votes],
    *,
    happened_on: dt.date,
    tellers: Sequence[Teller],
    scan: StoredScan | None,
    correction: Mapping[str, object],
) -> PaperCount:
    options = list(poll.options.all())
    _check_votes(poll, options, counts, votes)
    count = act.create(
        PaperCount,
        poll=poll,
        **{name: getattr(counts, name) for name in NUMBERS},
        state=judge(poll, options, counts, votes).state,
        happened_on=happened_on,
        tellers=[{"name": clean(teller.name), "post": clean(teller.post)} for teller in tellers],
        scan_sha256=scan.sha256 if scan else "",
        scan_type=scan.media_type if scan else "",
        scan_name=scan.name if scan else "",
        **correction,
    )
    act.create_many(
        OptionCount,
        [
            {
                "count": count,
                "option": option,
                "votes": {key: votes[option.pk].by_key[key] for key in poll.keys},
                "valid": votes[option.pk].valid,
                "invalid": votes[option.pk].invalid,
            }
            for option in options
        ],
    )
    return count

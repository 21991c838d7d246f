"""Where the rating stands in the year, and what waits for the viewer."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.common.dates import today
from tongket.organisation.models import Unit
from tongket.ratings.freshness import freshness
from tongket.ratings.models import Outcome, QuotaOutcome, Rating
from tongket.ratings.permissions import decides, may_see_subject
from tongket.ratings.polls import BALLOT_ON_CELLS, SECOND_BALLOT, ballots_of
from tongket.ratings.states import UNDETERMINED, DecidingBody, Scope
from tongket.rounds.models import Round
from tongket.rounds.queries import due_of, is_open
from tongket.rounds.steps import DueAct, State, Step, StepState, state_of

_DONE = Q(has_result=True)
_IRREGULAR = Q(is_irregular=True)


def _to_decide(round: Round, subject: str) -> QuerySet[Outcome]:
    """Outcomes of the rated ("person" or "unit"), each with whether the committee's decision is there and in order."""
    decided = Rating.objects.filter(**{subject: OuterRef(subject)}, round=round, body=DecidingBody.COMMITTEE)
    rows = Outcome.objects.filter(round=round, scope__in=[Scope.RATED, Scope.UNDETERMINED])
    return rows.filter(**{f"{subject}__isnull": False}).annotate(
        has_result=Exists(decided.results()),
        is_irregular=Exists(decided.filter(irregular=True)),
    )


def step_state(viewer: Actor, round: Round, units: list[Unit]) -> list[StepState]:
    """How far the committee's rating has come per unit and as a whole, and whether the superior has decided."""
    due = due_of(round)
    rated: Counter[int] = Counter()
    done: Counter[int] = Counter()
    irregular: set[int] = set()
    members = _to_decide(round, "person").order_by().values("cell")
    for row in members.annotate(
        all=Count("pk"), done=Count("pk", filter=_DONE), irregular=Count("pk", filter=_IRREGULAR)
    ):
        rated[row["cell"]], done[row["cell"]] = row["all"], row["done"]
        if row["irregular"]:
            irregular.add(row["cell"])
    states = [_committee(round, due, done[u.pk], rated[u.pk], u.pk in irregular, unit=u) for u in units]
    if may_see_subject(viewer, round.unit).allowed:
        whole = _committee(round, due, sum(done.values()), sum(rated.values()), bool(irregular))
        states += [whole, _superior(round, due)]
    return states


def _committee(
    round: Round, due: dict[str, dt.date], done: int, total: int, irregular: bool, unit: Unit | None = None
) -> StepState:
    url = reverse("ratings:board", args=[round.year])
    if unit:
        url = reverse("ratings:unit_board", args=[round.year, unit.pk])
    return StepState(
        key=Step.COMMITTEE,
        done=done,
        total=total,
        state=state_of(done, total, due_on=due.get(Step.COMMITTEE), today=today(), irregular=irregular),
        text=f"{done}/{total}" if total else _("chưa xác định"),
        url=url,
        unit_id=unit.pk if unit else None,
    )


def _superior(round: Round, due: dict[str, dt.date]) -> StepState:
    ratings = {r.body: r for r in Rating.objects.filter(round=round, unit=round.unit)}
    decided, proposed = ratings.get(DecidingBody.SUPERIOR), ratings.get(DecidingBody.COMMITTEE)
    done = int(decided is not None and decided.counts)
    state = state_of(done, 1, due_on=due.get(Step.SUPERIOR), today=today())
    if not done and proposed is not None and state == State.NOT_STARTED:
        state = State.IN_PROGRESS
    text = decided.get_level_display() if done and decided else (_("đã đề xuất") if proposed else "")
    return StepState(
        key=Step.SUPERIOR,
        done=done,
        total=1,
        state=state,
        text=text,
        url=reverse("ratings:organisation", args=[round.year]),
    )


def due_acts(viewer: Actor, round: Round) -> list[DueAct]:
    """What the rating asks of whoever records it, one thing after the other; nothing for others."""
    if not decides(viewer, round) or not is_open(round):
        return []
    due = due_of(round)
    board_url = reverse("ratings:board", args=[round.year])
    day = due.get(Step.COMMITTEE)
    state = freshness(round)
    if not state.is_fresh:
        detail = (
            _("Dữ liệu của %(count)s trường hợp đã thay đổi sau lần xác định gần nhất.")
            % {"count": len(state.stale)}
            if state.computed
            else _("Chưa xác định lần nào.")
        )
        return [
            DueAct("ratings.compute", _("Xác định mức đủ điều kiện"), detail, day, board_url, _("Xác định"))
        ]
    acts = _ballot_acts(round, day)
    acts += _decision_acts(round, day)
    acts += _organisation_acts(round, due)
    return acts


def _ballot_acts(round: Round, day: dt.date | None) -> list[DueAct]:
    ballots = ballots_of(round, frozenset())
    acts = []
    for quota in QuotaOutcome.objects.filter(round=round, group=round.unit):
        purpose = SECOND_BALLOT if quota.subject == "members" else BALLOT_ON_CELLS
        if quota.pending and quota.places and not quota.missing and not ballots.of(purpose):
            acts.append(
                DueAct(
                    f"ratings.ballot.{quota.subject}",
                    _("Bỏ phiếu lần hai chọn đảng viên")
                    if quota.subject == "members"
                    else _("Bỏ phiếu chọn chi bộ"),
                    _("%(candidates)s trường hợp đủ điều kiện, số lượng tối đa %(places)s")
                    % {"candidates": len(quota.candidates), "places": quota.places},
                    day,
                    reverse("ratings:quota", args=[round.year, quota.subject]),
                    _("Xem danh sách"),
                )
            )
    acts += [
        DueAct(
            f"ratings.failing.{poll.pk}",
            _("Số phiếu không khớp: %(poll)s") % {"poll": poll.title},
            poll.unit.name,
            day,
            poll.get_absolute_url(),
            _("Xem biên bản"),
        )
        for poll in ballots.failing
    ]
    return acts


def _decision_acts(round: Round, day: dt.date | None) -> list[DueAct]:
    acts = []
    for key, title, url_name in (
        ("members", _("Ghi quyết định mức xếp loại đảng viên"), "ratings:decide_member_levels"),
        ("units", _("Ghi quyết định mức xếp loại chi bộ"), "ratings:decide_unit_levels"),
    ):
        subjects = _to_decide(round, "person" if key == "members" else "unit")
        subjects = subjects.exclude(unit=round.unit) if key == "units" else subjects
        numbers = subjects.aggregate(
            open=Count("pk", filter=Q(level=UNDETERMINED)), left=Count("pk", filter=~_DONE)
        )
        open_, left = numbers["open"], numbers["left"]
        if left and not open_:
            acts.append(
                DueAct(
                    f"ratings.decide.{key}",
                    title,
                    _("%(count)s trường hợp đã xác định xong") % {"count": left},
                    day,
                    reverse(url_name, args=[round.year]),
                    _("Ghi quyết định"),
                )
            )
    return acts


def _organisation_acts(round: Round, due: dict[str, dt.date]) -> list[DueAct]:
    bodies = set(Rating.objects.filter(round=round, unit=round.unit).values_list("body", flat=True))
    url = reverse("ratings:organisation", args=[round.year])
    if DecidingBody.COMMITTEE not in bodies:
        return [
            DueAct(
                "ratings.propose",
                _("Đề xuất mức xếp loại của Đảng bộ"),
                round.unit.name,
                due.get(Step.COMMITTEE),
                url,
                _("Ghi đề xuất"),
            )
        ]
    if DecidingBody.SUPERIOR not in bodies:
        return [
            DueAct(
                "ratings.superior",
                _("Ghi quyết định của cấp ủy cấp trên"),
                round.unit.name,
                due.get(Step.SUPERIOR),
                url,
                _("Ghi quyết định"),
            )
        ]
    return []

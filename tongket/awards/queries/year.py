"""The step of commendation in the year's line, and what waits for somebody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import BigIntegerField, Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.awards.catalogue import kinds_on
from tongket.awards.models import Award, Certificate, Nomination
from tongket.awards.permissions import may_at, visible_nominations
from tongket.awards.queries.lists import irregular_awards
from tongket.awards.states import AwardState, NominationState, RegisterAct
from tongket.common.dates import today, valid_on
from tongket.common.errors import Text
from tongket.organisation.models import Membership, Unit
from tongket.organisation.queries import subtree
from tongket.rounds.models import Round
from tongket.rounds.queries import due_of, register_day
from tongket.rounds.steps import DueAct, Step, StepState, state_of

_FINISHED = (NominationState.DECIDED, NominationState.NOT_PROPOSED)


def step_state(viewer: Actor, round: Round, units: Sequence[Unit]) -> list[StepState]:
    """Nominations that have an answer, of all: for the round, and for each unit its members' and its own."""
    day = register_day(round)
    home = Membership.objects.filter(
        valid_on(day), person=OuterRef("person"), unit__in=subtree(round.unit, day).values("pk")
    )
    numbers = (
        Nomination.objects.filter(
            pk__in=visible_nominations(viewer).filter(round=round).order_by().values("pk")
        )
        .annotate(home=Coalesce(Subquery(home.values("unit")[:1]), F("unit"), output_field=BigIntegerField()))
        .values_list("home")
        .annotate(done=Count("pk", filter=Q(state__in=_FINISHED)), all=Count("pk"))
    )
    counts: dict[int | None, list[int]] = defaultdict(lambda: [0, 0])
    for place, done, total in numbers:
        for key in {None, place}:
            counts[key][0] += done
            counts[key][1] += total
    due = due_of(round).get(Step.COMMENDATION)
    irregular = bool(irregular_awards(round))
    states = []
    for key in [None, *(u.pk for u in units)]:
        done, total = counts[key]
        states.append(
            StepState(
                key=Step.COMMENDATION,
                done=done,
                total=total,
                state=state_of(done, total, due_on=due, today=today(), irregular=irregular and key is None),
                text=_("%(done)s/%(total)s có kết quả") % {"done": done, "total": total} if total else "",
                url=reverse("awards:nominations", args=[round.year]),
                unit_id=key,
            )
        )
    return states


def due_acts(viewer: Actor, round: Round) -> list[DueAct]:
    """Nominations to submit or complete, certificates to enter in the book, certificates to print."""
    acts: list[DueAct] = []
    due = due_of(round).get(Step.COMMENDATION)
    waiting = dict(
        visible_nominations(viewer)
        .filter(round=round, state__in=[NominationState.DRAFT, NominationState.RETURNED])
        .order_by()
        .values_list("state")
        .annotate(number=Count("pk"))
    )
    page = reverse("awards:nominations", args=[round.year])
    drafts, returned = waiting.get(NominationState.DRAFT, 0), waiting.get(NominationState.RETURNED, 0)
    if drafts and may_at(viewer, "submit", round.unit).allowed:
        text = _("Đề nghị khen thưởng chưa trình: %(n)s") % {"n": drafts}
        acts.append(DueAct("awards.submit", text, "", due, page, _("Lập tờ trình")))
    if returned:
        text = _("Hồ sơ khen thưởng cần bổ sung: %(n)s") % {"n": returned}
        acts.append(DueAct("awards.complete", text, "", due, page, _("Bổ sung hồ sơ")))
    if may_at(viewer, "issue_certificates", round.unit).allowed:
        acts += _certificate_acts(round)
    return acts


def _certificate_acts(round: Round) -> list[DueAct]:
    paper_kinds = {k.key for k in kinds_on(register_day(round)) if k.form.paper}
    unentered = (
        Award.objects.filter(
            decision__round=round,
            decision__issuing_unit=round.unit,
            state=AwardState.GRANTED,
            kind__in=paper_kinds,
            outside_name="",
            certificate__isnull=True,
        )
        .filter(Q(irregular=False) | ~Q(regularised_by=""))
        .count()
    )
    unprinted = (
        Certificate.objects.filter(award__decision__round=round)
        .exclude(entries__act__in=[RegisterAct.PRINT, RegisterAct.REPRINT, RegisterAct.CANCEL])
        .count()
    )
    acts = []
    if unentered:
        acts.append(
            DueAct(
                "awards.issue_certificates",
                _("Giấy khen chưa vào sổ: %(n)s") % {"n": unentered},
                url=reverse("awards:decisions", args=[round.year]),
                button=_("Vào sổ"),
            )
        )
    if unprinted:
        acts.append(
            DueAct(
                "awards.print_certificates",
                _("Giấy khen chưa in: %(n)s") % {"n": unprinted},
                url=reverse("awards:register", args=[round.year]),
                button=_("Mở sổ để in"),
            )
        )
    return acts


def nominations_by_state(viewer: Actor, round: Round) -> dict[str, int]:
    """How many nominations stand in each state; noughts included."""
    counts = dict(
        visible_nominations(viewer)
        .filter(round=round)
        .order_by()
        .values_list("state")
        .annotate(number=Count("pk"))
    )
    return {state: counts.get(state, 0) for state in NominationState.values}


def unanswered(round: Round) -> list[Text]:
    """A line for each nomination still being drafted or completed (no viewer: asked before a round closes)."""
    waiting = Nomination.objects.filter(
        round=round, state__in=[NominationState.DRAFT, NominationState.RETURNED]
    ).select_related("person", "unit")
    return [
        _("đề nghị khen thưởng %(subject)s: %(state)s")
        % {"subject": n, "state": n.get_state_display().lower()}
        for n in waiting
    ]

"""The order of presentation as it is shown, and the collisions on stage (U35)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongket.awards.catalogue import kind as award_kind
from tongket.awards.models import Award
from tongket.awards.states import AwardState
from tongket.common.dates import format_day
from tongket.common.text import matching_key
from tongket.documents.models import Document
from tongket.meetings.models import Attendance, Conference, PresentationStep, StageEntry
from tongket.meetings.queries.people import posts_on
from tongket.meetings.states import ConferenceState, Only
from tongket.organisation.models import Person
from tongket.organisation.queries import members_of


class ProblemKind(TextChoices):
    """What can collide on stage."""

    PRESENTER_RECEIVES = "presenter_receives", gettext_lazy("Người trao cũng là người nhận trong đợt này")
    PRESENTER_JUST_RECEIVED = "presenter_just_received", gettext_lazy("Người trao vừa nhận ở đợt trước")
    PRESENTER_ABSENT = "presenter_absent", gettext_lazy("Người trao vắng")
    PRESENTER_UNKNOWN = "presenter_unknown", gettext_lazy("Người trao không có trong danh sách")
    ABSENT_WITH_PROXY = "absent_with_proxy", gettext_lazy("Vắng, có người nhận thay")
    ABSENT_WITHOUT_PROXY = "absent_without_proxy", gettext_lazy("Vắng, chưa có người nhận thay")
    PROXY_ABSENT = "proxy_absent", gettext_lazy("Người nhận thay vắng")
    EMPTY_STEP = "empty_step", gettext_lazy("Đợt chưa có người nhận")
    AWARD_NOT_ON_STAGE = "award_not_on_stage", gettext_lazy("Có quyết định nhưng không có trong thứ tự trao")


#: Problems that the host must settle before the day; the others are to be known.
TO_SETTLE = frozenset(
    {
        ProblemKind.PRESENTER_RECEIVES,
        ProblemKind.PRESENTER_ABSENT,
        ProblemKind.PRESENTER_UNKNOWN,
        ProblemKind.ABSENT_WITHOUT_PROXY,
        ProblemKind.PROXY_ABSENT,
        ProblemKind.EMPTY_STEP,
        ProblemKind.AWARD_NOT_ON_STAGE,
    }
)


@dataclass(frozen=True)
class StageProblem:
    """One collision: in which step (None: in none), of what kind, in the reader's words."""

    step: int | None
    kind: ProblemKind
    text: str

    @property
    def to_settle(self) -> bool:
        return self.kind in TO_SETTLE


@dataclass(frozen=True)
class StageLine:
    """One recipient in the order of the stage. ``proxy`` receives in place of an absent one."""

    entry: StageEntry
    name: str
    posts: str
    present: bool
    absent: bool
    proxy: Person | None
    proxy_label: str
    homonym: bool


@dataclass(frozen=True)
class StageStep:
    """One group on stage with everything its line shows."""

    step: PresentationStep
    title: str
    decisions: Sequence[Document]
    issuer: str
    presenter_posts: str
    lines: Sequence[StageLine]
    problems: Sequence[StageProblem]
    state: str


def running_order(conference: Conference) -> list[StageStep]:
    """The order of presentation with recipients, presenters, absentees, proxies and collisions.

    For a conference that the caller already found visible; a constant number of queries.
    """
    steps = list(conference.steps.select_related("presenter"))
    entries = _entries(conference)
    called = {a.person_id: a for a in conference.attendance.select_related("person")}
    guests = {matching_key(g.name): g for g in conference.guests.all()}
    proxies = {p.recipient_id: p.received_by for p in conference.proxies.select_related("received_by")}
    people = {e.person_id for e in entries if e.person_id} | {s.presenter_id for s in steps if s.presenter_id}
    posts = posts_on(conference, people | {p.pk for p in proxies.values()})
    names = Counter(matching_key(a.person.name) for a in called.values())
    shown: list[StageStep] = []
    current_found, over = False, conference.state == ConferenceState.CLOSED
    before: set[int] = set()
    for step in steps:
        lines = [_line(entry, called, proxies, posts, names) for entry in entries if entry.step_id == step.pk]
        problems = [
            *_presenter_problems(step, lines, before, called, guests),
            *_recipient_problems(step, lines, called),
        ]
        guest = guests.get(matching_key(step.handed_over_by))
        presenter_posts = posts.get(step.presenter_id or 0, "") or (guest.post if guest else "")
        state = "done" if step.done_at or over else ("waiting" if current_found else "current")
        current_found = current_found or not step.done_at
        awards = [line.entry.award for line in lines if line.entry.award]
        shown.append(
            StageStep(
                step=step,
                title=step_title(conference, step),
                decisions=tuple(dict.fromkeys(award.decision.document for award in awards)),
                issuer=awards[0].issuer_name if awards else conference.unit.name,
                presenter_posts=presenter_posts,
                lines=lines,
                problems=problems,
                state=state,
            )
        )
        before = {line.entry.person_id for line in lines if line.entry.person_id}
    return shown


def stage_problems(conference: Conference) -> list[StageProblem]:
    """Every collision of the order of presentation, and awards that no step calls to the stage."""
    found = [problem for shown in running_order(conference) for problem in shown.problems]
    return [*found, *awards_not_on_stage(conference)]


def stage_order(conference: Conference) -> list[int]:
    """Ids of the awards in the order of the stage: certificates are printed and piled in this order.

    For other rooms, no viewer.
    """
    entries = StageEntry.objects.filter(step__conference=conference, award__isnull=False)
    return list(entries.order_by("step__number", "order").values_list("award_id", flat=True))


def awards_not_on_stage(conference: Conference) -> list[StageProblem]:
    """Awards of the year to members of the organisation that stand in no step."""
    members = members_of(conference.unit, conference.held_on).order_by().values("person")
    missed = (
        Award.objects.filter(year=conference.year, state=AwardState.GRANTED, person__in=members)
        .exclude(stage_entries__step__conference=conference)
        .select_related("person", "decision__document")
    )
    return [
        StageProblem(
            None,
            ProblemKind.AWARD_NOT_ON_STAGE,
            _("%(name)s, %(decision)s: chưa có trong đợt trao nào")
            % {"name": award.recipient_name, "decision": award.decision},
        )
        for award in missed
    ]


def step_title(conference: Conference, step: PresentationStep) -> str:
    """'Đảng viên hoàn thành xuất sắc nhiệm vụ, lãnh đạo'."""
    label = str(award_kind(step.kind, conference.held_on).label)
    return label if step.only == Only.ALL else f"{label} ({step.get_only_display().lower()})"


def _entries(conference: Conference) -> list[StageEntry]:
    return list(
        StageEntry.objects.filter(step__conference=conference)
        .select_related("person", "unit", "award__decision__document", "award__certificate")
        .order_by("step__number", "order")
    )


def _line(
    entry: StageEntry,
    called: dict[int, Attendance],
    proxies: dict[int, Person],
    posts: dict[int, str],
    names: Counter[str],
) -> StageLine:
    person = entry.person
    if person is None:
        return StageLine(entry, str(entry.unit), "", False, False, None, "", False)
    row = called.get(person.pk)
    absent = row is not None and row.present is False
    proxy = proxies.get(person.pk) if absent else None
    return StageLine(
        entry=entry,
        name=person.name,
        posts=posts.get(person.pk, ""),
        present=row is not None and row.present is True,
        absent=absent,
        proxy=proxy,
        proxy_label=_told_apart(proxy, names) if proxy else "",
        homonym=names[matching_key(person.name)] > 1,
    )


def _told_apart(person: Person, names: Counter[str]) -> str:
    """The name, with the birth date where two people in the hall carry it."""
    if names[matching_key(person.name)] > 1 and person.birth:
        return f"{person.name} ({format_day(person.birth)})"
    return person.name


def _presenter_problems(
    step: PresentationStep,
    lines: Sequence[StageLine],
    before: set[int],
    called: dict[int, Attendance],
    guests: dict[str, object],
) -> list[StageProblem]:
    name = step.handed_over_by
    found: list[StageProblem] = []
    if step.presenter_id and step.presenter_id in {line.entry.person_id for line in lines}:
        text = _("%(name)s vừa trao vừa nhận trong đợt này: tách đợt hoặc đổi người trao") % {"name": name}
        found.append(StageProblem(step.number, ProblemKind.PRESENTER_RECEIVES, text))
    elif step.presenter_id and step.presenter_id in before:
        text = _("%(name)s vừa nhận ở đợt trước: giữ lại trên sân khấu") % {"name": name}
        found.append(StageProblem(step.number, ProblemKind.PRESENTER_JUST_RECEIVED, text))
    row = called.get(step.presenter_id or 0)
    if row is not None and row.present is False:
        text = _("%(name)s vắng: đổi người trao") % {"name": name}
        found.append(StageProblem(step.number, ProblemKind.PRESENTER_ABSENT, text))
    if row is None and matching_key(name) not in guests:
        text = _("%(name)s không có trong danh sách đại biểu và người dự") % {"name": name}
        found.append(StageProblem(step.number, ProblemKind.PRESENTER_UNKNOWN, text))
    return found


def _recipient_problems(
    step: PresentationStep, lines: Sequence[StageLine], called: dict[int, Attendance]
) -> list[StageProblem]:
    if not lines:
        return [StageProblem(step.number, ProblemKind.EMPTY_STEP, _("Chưa có người nhận trong đợt này"))]
    found: list[StageProblem] = []
    for line in lines:
        if not line.absent:
            continue
        if line.proxy is None:
            text = _("%(name)s vắng, chưa có người nhận thay") % {"name": line.name}
            found.append(StageProblem(step.number, ProblemKind.ABSENT_WITHOUT_PROXY, text))
            continue
        text = _("%(name)s vắng: %(proxy)s nhận thay") % {"name": line.name, "proxy": line.proxy_label}
        found.append(StageProblem(step.number, ProblemKind.ABSENT_WITH_PROXY, text))
        row = called.get(line.proxy.pk)
        if row is not None and row.present is False:
            text = _("%(proxy)s cũng vắng, không thể nhận thay %(name)s") % {
                "proxy": line.proxy_label,
                "name": line.name,
            }
            found.append(StageProblem(step.number, ProblemKind.PROXY_ABSENT, text))
    return found

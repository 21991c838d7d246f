"""The board of a unit: its members, what each body proposed, what the rules allow, what was decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.audit.unchanged import until_next_act
from tongket.common.errors import Missing, Text
from tongket.organisation.models import Person, Post, Unit
from tongket.organisation.queries import members_of
from tongket.ratings.freshness import Freshness, freshness
from tongket.ratings.judging import judged_alone
from tongket.ratings.models import Outcome, QuotaOutcome, Rating
from tongket.ratings.permissions import may_see_subject, reader_classes
from tongket.ratings.polls import Ballots, ballots_of
from tongket.ratings.queries.board_index import FILTERS, OUTSIDE, Index, Line, Stage, index_of, stages_of
from tongket.ratings.queries.common import LEVELS, decided_by_person, language, member_outcomes, worse
from tongket.ratings.states import UNDETERMINED, DecidingBody
from tongket.reviews.states import LEVEL_SHORT, Level
from tongket.rounds.models import ClauseSuspension, Round
from tongket.rounds.queries import register_day
from tongket.rounds.rule_book import outdated, suspended_clauses
from tongket.rules import explain

#: Rows on one page.
ROWS = 100


@dataclass
class Row:
    """One member on the board."""

    outcome: Outcome
    person: Person
    post: str
    stages: dict[str, Stage]
    rating: Rating | None
    note: str
    sentence: str
    stale: bool
    differs: bool
    suspended: tuple[str, ...] = ()

    @property
    def undetermined(self) -> bool:
        return self.outcome.level == UNDETERMINED

    @property
    def outside(self) -> bool:
        return self.outcome.scope in OUTSIDE


@dataclass(frozen=True)
class Count:
    """A filter with its number."""

    key: str
    text: Text
    count: int
    active: bool


@dataclass(frozen=True)
class QuotaStrip:
    """How the places of the organisation are used: by this unit, by the others, and what is left."""

    outcome: QuotaOutcome
    mine: int
    used: int

    @property
    def others(self) -> int:
        return self.used - self.mine

    @property
    def left(self) -> int:
        return max((self.outcome.places or 0) - self.used, 0)


@dataclass
class Board:
    """Everything the page of a unit shows; ``rows`` are those of one page, or all where none was asked for.

    ``groups`` says how many of the chosen filter differ between the bodies, and how many don't.
    """

    round: Round
    unit: Unit
    computed: bool
    rows: list[Row]
    counts: list[Count]
    groups: tuple[int, int]
    members: int
    rated: int
    freshness: Freshness
    shown: Page | None = None
    strip: QuotaStrip | None = None
    document: Rating | None = None
    meeting: dict[str, object] = field(default_factory=dict)
    suspended: list[tuple[str, ClauseSuspension]] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)

    @property
    def differing(self) -> list[Row]:
        return [r for r in self.rows if r.differs]

    @property
    def agreed(self) -> list[Row]:
        return [r for r in self.rows if not r.differs]


def board(viewer: Actor, round: Round, unit: Unit, wanted: str = "all", *, page: str | None = None) -> Board:
    """The rating board of a unit: all of it in the order of the lists, or with ``page`` a page of it in its groups.

    Constant number of queries; ``Missing`` for who may not see it.
    """
    if not may_see_subject(viewer, unit).allowed:
        raise Missing(thing=_("bảng xếp loại"))
    index = index_of(round, unit)
    chosen = wanted if wanted in FILTERS else "all"
    lines, shown = index.lines[chosen], None
    differing = sum(line.differs for line in lines)
    if page is not None:
        shown = Paginator(index.in_groups(chosen), ROWS).get_page(page)
        lines = list(shown)
    state = freshness(round)
    ballots = ballots_of(round, frozenset(line.person for line in lines))
    counts = [Count(key, text, len(index.lines[key]), key == chosen) for key, text in FILTERS.items()]
    return Board(
        round=round,
        unit=unit,
        computed=state.computed,
        rows=_rows(viewer, round, unit, lines, ballots, state),
        counts=counts,
        groups=(differing, len(index.lines[chosen]) - differing),
        members=len(index.lines["all"]),
        rated=index.rated,
        freshness=state,
        shown=shown,
        strip=_strip(round, index),
        document=_document(round),
        meeting=_meeting(ballots, unit),
        suspended=suspended_clauses(round, language()),
        outdated=outdated(round, language()),
    )


def _rows(
    viewer: Actor, round: Round, unit: Unit, lines: list[Line], ballots: Ballots, state: Freshness
) -> list[Row]:
    """The members of these lines with all that the board says of them."""
    people = frozenset(line.person for line in lines)
    found = member_outcomes(round).in_bulk([line.pk for line in lines])
    outcomes = [found[line.pk] for line in lines]
    ratings = decided_by_person(round, people)
    posts = _posts(unit, register_day(round), people)
    told = _sentences(viewer, round, unit, outcomes)
    return [_row(o, ratings.get(o.person_id), ballots, posts, told, state) for o in outcomes]


def _document(round: Round) -> Rating | None:
    """A result of the committee with the document it stands on."""
    rows = Rating.objects.results().filter(
        round=round, person__isnull=False, body=DecidingBody.COMMITTEE, document__isnull=False
    )
    return rows.select_related("document").order_by("pk").first()


def _posts(unit: Unit, day: dt.date, people: frozenset[int]) -> dict[int, str]:
    """The first Party post of each of these members, as it is said beside a name."""
    found: dict[int, str] = {}
    for membership in members_of(unit, day).filter(person__in=people):
        held: list[Post] = [p for p in membership.person.posts.all() if p.system == "party"]
        if held:
            found[membership.person_id] = held[0].title
    return found


@dataclass(frozen=True)
class _Told:
    """What a row says of its outcome, as far as the viewer may know."""

    sentence: str
    suspended: tuple[str, ...]


def _sentences(viewer: Actor, round: Round, unit: Unit, outcomes: list[Outcome]) -> dict[int, _Told]:
    """Why the highest open level is what it is, for those where it is not what the cell proposed; and the clauses
    put aside that would have counted (U6)."""
    telling = [o for o in outcomes if o.lowered_by or o.scope_by or o.suspended or o.level == UNDETERMINED]
    if not telling:
        return {}
    readers, lang = reader_classes(viewer, unit), language()
    key = ("ratings.told", round.pk, readers, lang, tuple(o.pk for o in telling))
    return until_next_act(key, lambda: _tell(round, telling, readers, lang))


def _tell(round: Round, telling: list[Outcome], readers: frozenset[str], lang: str) -> dict[int, _Told]:
    pack, judged = judged_alone(round, telling)
    told: dict[int, _Told] = {}
    for o in telling:
        if str(o.person_id) in judged.members:
            page = explain(pack, judged, str(o.person_id), lang=lang, reader=readers, table="members")
            kept_down = o.lowered_by or o.scope_by or o.level == UNDETERMINED
            told[o.pk] = _Told(page.sentence if kept_down else "", page.suspended)
    return told


def _row(
    outcome: Outcome,
    rating: Rating | None,
    ballots: Ballots,
    posts: dict[int, str],
    sentences: dict[int, _Told],
    state: Freshness,
) -> Row:
    facts = outcome.facts["row"]
    told = sentences.get(outcome.pk, _Told("", ()))
    own, committee, cell = (facts.get(f"level_{s}") or "" for s in ("self", "committee", "cell"))
    decided = rating.level if rating else ""
    proposal = ballots.cell_proposals.get(outcome.person_id)
    votes = ""
    if proposal and cell in proposal.votes:
        votes = f"{proposal.votes[cell]}/{proposal.base}"
    stages = stages_of(own, committee, cell, outcome.allowed, outcome.level, decided, votes)
    return Row(
        outcome=outcome,
        person=outcome.person,
        post=posts.get(outcome.person_id, ""),
        stages=stages,
        rating=rating,
        note=_note(outcome, cell, committee, ballots),
        sentence=told.sentence,
        suspended=told.suspended,
        stale=outcome.person_id in state.stale_people,
        differs=any(s.changed for s in stages.values()),
    )


def _note(outcome: Outcome, cell: str, committee: str, ballots: Ballots) -> str:
    """What stands at the end of the row, never more than 'not qualified for'."""
    if outcome.scope in OUTSIDE:
        return outcome.get_scope_display()
    if worse(outcome.allowed, cell):
        return _("Chưa đủ điều kiện xếp %(level)s") % {"level": LEVEL_SHORT[Level(cell)]}
    choice = ballots.on_members.get(outcome.person_id)
    if choice and choice.yes is not None:
        return _("Phiếu lần 2: %(yes)s/%(roll)s") % {"yes": choice.yes, "roll": choice.roll}
    if outcome.level == UNDETERMINED:
        return _("Chưa đủ căn cứ")
    if committee == LEVELS[0] and cell and cell != LEVELS[0]:
        return _("Chi bộ không đề nghị %(level)s") % {"level": LEVEL_SHORT[Level(LEVELS[0])]}
    return ""


def _strip(round: Round, index: Index) -> QuotaStrip | None:
    found = QuotaOutcome.objects.filter(round=round, subject="members").select_related("group").first()
    if found is None or found.places is None:
        return None
    selected = set(found.selected)
    mine = sum(str(line.person) in selected for line in index.lines["all"])
    return QuotaStrip(found, mine=mine, used=len(selected))


def _meeting(ballots: Ballots, unit: Unit) -> dict[str, object]:
    for poll in ballots.polls:
        if poll.unit_id == unit.pk and poll.pk in ballots.counts:
            count = ballots.counts[poll.pk]
            return {"day": poll.held_on, "present": count.present, "valid": count.valid, "poll": poll}
    return {}

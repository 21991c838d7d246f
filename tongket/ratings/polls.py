"""The ballots that the rating rests on. A poll does not know its purpose; this room gives the keys."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from tongket.audit.models import Record
from tongket.ballots.conversion import Judged, judge_stored
from tongket.ballots.models import PERSON_REF, OptionCount, PaperCount, Poll, PollOption, person_of_ref
from tongket.ballots.states import CountState, PollState
from tongket.common.memo import asked_once
from tongket.organisation.models import Person, Unit
from tongket.organisation.queries import subtree
from tongket.rounds.models import Round
from tongket.rounds.queries import register_day

#: A cell votes on the levels of its members.
CELL_LEVELS = "ratings.cell_levels"
#: The second ballot where more members qualify than there are places.
SECOND_BALLOT = "ratings.second_ballot"
#: The ballot on the cells.
BALLOT_ON_CELLS = "ratings.ballot_on_cells"
#: The committee votes on what it proposes for the organisation.
ORGANISATION_LEVEL = "ratings.organisation_level"
PURPOSES = (CELL_LEVELS, SECOND_BALLOT, BALLOT_ON_CELLS, ORGANISATION_LEVEL)

_UNIT = f"{Unit._meta.label}:"


def person_ref(person: Person) -> str:
    """How a line of a ballot names a member."""
    return f"{PERSON_REF}{person.pk}"


def unit_ref(unit: Unit) -> str:
    """How a line of a ballot names a unit."""
    return f"{_UNIT}{unit.pk}"


@dataclass(frozen=True)
class Proposal:
    """What a cell's vote says of one member: votes by level, and the level that passes, if one does."""

    poll: Poll
    votes: dict[str, int]
    level: str | None
    base: int | None
    source: Record


@dataclass(frozen=True)
class Choice:
    """The votes that one candidate of a choosing ballot has."""

    poll: Poll
    yes: int | None
    valid: int | None
    roll: int | None
    source: Record


@dataclass
class Ballots:
    """Everything of a round's ballots that reconciles, and which do not."""

    polls: list[Poll] = field(default_factory=list)
    judged: dict[int, Judged] = field(default_factory=dict)
    counts: dict[int, PaperCount] = field(default_factory=dict)
    cell_proposals: dict[int, Proposal] = field(default_factory=dict)
    on_members: dict[int, Choice] = field(default_factory=dict)
    on_units: dict[int, Choice] = field(default_factory=dict)

    def of(self, purpose: str) -> list[Poll]:
        return [p for p in self.polls if p.purpose == purpose]

    @property
    def members_held(self) -> bool:
        """Whether the second ballot on members was held and gives a result."""
        return any(p.pk in self.judged for p in self.of(SECOND_BALLOT))

    @property
    def units_held(self) -> bool:
        return any(p.pk in self.judged for p in self.of(BALLOT_ON_CELLS))

    @property
    def failing(self) -> list[Poll]:
        """Polls whose numbers do not add up: they carry no decision."""
        return [p for p in self.polls if (c := self.counts.get(p.pk)) and c.state == CountState.IRREGULAR]

    def held_on(self, *purposes: str) -> dt.date | None:
        """The last day on which a ballot of these purposes was held."""
        return max((p.held_on for p in self.polls if p.purpose in purposes), default=None)


@asked_once
def ballots_of(round: Round, people: frozenset[int] | None = None) -> Ballots:
    """The round's ballots with what they say, in a constant number of queries (no viewer: internal).

    With ``people`` only lines about these members are read, and all about units: what is said of others is left out.
    """
    units = subtree(round.unit, register_day(round)).values("pk")
    current = PaperCount.objects.exclude(state=CountState.CORRECTED)
    options, lines = PollOption.objects.order_by("order"), OptionCount.objects.order_by("option__order")
    if people is not None:
        refs = [f"{PERSON_REF}{pk}" for pk in sorted(people)]
        options = options.filter(~Q(subject_ref__startswith=PERSON_REF) | Q(subject_ref__in=refs))
        lines = lines.filter(option__in=options.order_by().values("pk"))
    polls = list(
        Poll.objects.filter(unit__in=units, year=round.year, purpose__in=PURPOSES)
        .select_related("unit")
        .prefetch_related(
            Prefetch("options", options),
            Prefetch("counts", current.prefetch_related(Prefetch("lines", lines)), to_attr="current_counts"),
        )
        .order_by("held_on", "pk")
    )
    found = Ballots(polls=polls)
    for poll in polls:
        if not poll.current_counts:
            continue
        count = found.counts[poll.pk] = poll.current_counts[0]
        asked = people is None or poll.purpose != CELL_LEVELS or any(True for _option in poll.options.all())
        if asked and count.is_result and poll.state == PollState.CLOSED:
            judged = found.judged[poll.pk] = judge_stored(poll, count)
            _read(found, poll, count, judged)
    return found


def _read(found: Ballots, poll: Poll, count: PaperCount, judged: Judged) -> None:
    results = {o.id: o for o in judged.result.options}
    lines = {line.option_id: line for line in count.lines.all()}
    counted = {o.id: o for o in judged.poll.options}
    for option in poll.options.all():
        line, mine = lines.get(option.pk), counted[str(option.pk)]
        if line is None:
            continue
        person = person_of_ref(option.subject_ref)
        if poll.purpose == CELL_LEVELS and person is not None:
            result = results[str(option.pk)]
            found.cell_proposals[person] = Proposal(
                poll, line.votes, result.majority, judged.poll.valid_of(mine), line
            )
        elif poll.purpose in (SECOND_BALLOT, BALLOT_ON_CELLS):
            choice = Choice(
                poll,
                line.votes.get("yes"),
                judged.poll.valid_of(mine),
                poll.roll_size or count.entitled,
                line,
            )
            if person is not None:
                found.on_members[person] = choice
            elif option.subject_ref.startswith(_UNIT):
                found.on_units[int(option.subject_ref.removeprefix(_UNIT))] = choice

"""The order and the counts of a board, of however many members: read without their facts, kept until the next act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_lazy

from tongket.audit.unchanged import until_next_act
from tongket.common.errors import Text
from tongket.organisation.models import Unit
from tongket.ratings.models import Rating
from tongket.ratings.queries.common import LEVELS, member_outcomes, worse
from tongket.ratings.states import UNDETERMINED, DecidingBody, Scope
from tongket.rounds.models import Round

#: Filters of the board: key → words. The count of each stands beside it, nought included.
FILTERS: dict[str, Text] = {
    "all": gettext_lazy("Tất cả"),
    "differs": gettext_lazy("Khác nhau giữa các cấp"),
    "proposed": gettext_lazy("Chi bộ đề nghị HTXSNV"),
    "undetermined": gettext_lazy("Chưa đủ căn cứ"),
    "outside": gettext_lazy("Không xếp loại"),
}
OUTSIDE = (Scope.EXEMPT, Scope.NOT_RATED)


@dataclass(frozen=True)
class Stage:
    """A level at one stage, and whether it differs from the stage before."""

    level: str
    changed: bool = False
    votes: str = ""


def stages_of(
    own: str, committee: str, cell: str, allowed: str, level: str, decided: str, votes: str = ""
) -> dict[str, Stage]:
    """The levels of one member from stage to stage."""
    limited = worse(allowed, cell)
    return {
        "self": Stage(own),
        "committee": Stage(committee, bool(own and committee and own != committee)),
        "cell": Stage(cell, bool(committee and cell and committee != cell), votes),
        "allowed": Stage(allowed or level, limited),
        "decided": Stage(decided, bool(decided and cell and decided != cell and not limited)),
    }


class Line(NamedTuple):
    """What decides where a member stands on the board."""

    pk: int
    person: int
    scope: str
    cell: str
    level: str
    differs: bool


@dataclass(frozen=True)
class Index:
    """The members of a board in the order of the lists, by filter."""

    lines: dict[str, list[Line]]
    rated: int

    def in_groups(self, key: str) -> list[Line]:
        """Those of a filter, first those on whom the bodies differ."""
        lines = self.lines[key]
        return [line for line in lines if line.differs] + [line for line in lines if not line.differs]


_PASSES: dict[str, Callable[[Line], bool]] = {
    "all": lambda line: True,
    "differs": lambda line: line.differs,
    "proposed": lambda line: line.cell == LEVELS[0],
    "undetermined": lambda line: line.level == UNDETERMINED,
    "outside": lambda line: line.scope in OUTSIDE,
}


def index_of(round: Round, unit: Unit) -> Index:
    """The index of a unit's board (no viewer: for the board)."""
    return until_next_act(("ratings.board", round.pk, unit.pk), lambda: _read(round, unit))


def _read(round: Round, unit: Unit) -> Index:
    decided = dict(
        Rating.objects.filter(round=round, person__isnull=False, body=DecidingBody.COMMITTEE).values_list(
            "person_id", "level"
        )
    )
    fields = ("pk", "person_id", "scope", "allowed", "level")
    facts = (f"facts__row__level_{body}" for body in ("self", "committee", "cell"))
    lines = []
    rows = member_outcomes(round, unit).select_related(None).values_list(*fields, *facts)
    for pk, person, scope, allowed, level, own, committee, cell in rows:
        stages = stages_of(own or "", committee or "", cell or "", allowed, level, decided.get(person, ""))
        differs = any(stage.changed for stage in stages.values())
        lines.append(Line(pk, person, scope, cell or "", level, differs))
    by_key = {key: [line for line in lines if passes(line)] for key, passes in _PASSES.items()}
    return Index(by_key, len(lines) - len(by_key["outside"]))

"""The sheets of the year as the import pages offer them, in the order of the year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor, Decision
from tongket.awards.catalogue import catalogue
from tongket.common.errors import Text
from tongket.documents.signed_lists import declare_step
from tongket.imports.kinds import ImportKind, register_kind
from tongket.imports.preview import Preview
from tongket.imports.routes import Route, Target, register_route
from tongket.organisation.import_routes import CHUNK, unit_of, units_around
from tongket.organisation.imports.known import Known
from tongket.organisation.permissions import may
from tongket.organisation.queries.known import known_of
from tongket.reviews.states import Blank
from tongket.rounds.queries import get_round
from tongket.sheets import polls, writers
from tongket.sheets.commendations import write_decisions, write_history, write_nominations
from tongket.sheets.conference import write_conference
from tongket.sheets.naming import Names
from tongket.sheets.queries import known_years
from tongket.sheets.readers import (
    ACTIVITIES,
    CIVIL_RATINGS,
    CONFERENCE,
    COUNTS,
    HISTORY,
    OVERSIGHT,
    REVIEWS,
    TASKS,
)
from tongket.sheets.readers.commendations import Words, decisions_kind, nominations_kind

#: The step whose scans are the decisions of earlier years, from which their results were entered.
PAST_YEARS = "sheets.history"
declare_step(PAST_YEARS, _("quyết định, kết quả các năm trước"))

Write = Callable[[Preview, Target, Actor], int]


def _may_import(actor: Actor, unit_id: int) -> Decision:
    return may(actor, "organisation.import_register", unit_of(unit_id))


def _known(unit_id: int, _year: int, day: dt.date) -> Known:
    return known_of(unit_of(unit_id), day)


def _write_tasks(preview: Preview, target: Target, actor: Actor) -> int:
    return writers.write_tasks(
        preview, unit=unit_of(target.unit_id), actor=actor, year=target.year, happened_on=target.happened_on
    )


def _write_civil_ratings(preview: Preview, target: Target, actor: Actor) -> int:
    answer = next(iter(target.answers.values()), None)
    means = {"not_received": Blank.NOT_YET, "not_applicable": Blank.NOT_APPLICABLE}
    return writers.write_civil_ratings(
        preview,
        unit=unit_of(target.unit_id),
        actor=actor,
        year=target.year,
        happened_on=target.happened_on,
        blank_means=means.get(answer) if answer else None,
    )


def _write_reviews(preview: Preview, target: Target, actor: Actor) -> int:
    round = get_round(actor, unit_of(target.unit_id), target.year)
    return writers.write_reviews(preview, round=round, actor=actor, happened_on=target.happened_on)


def _write_counts(preview: Preview, target: Target, actor: Actor) -> int:
    round = get_round(actor, unit_of(target.unit_id), target.year)
    refs = [r.person for r in (*preview.records("level_counts"), *preview.records("person_choices"))]
    names = Names(round.unit, target.happened_on, refs)
    entered = polls.enter_all(round, preview=preview, names=names, actor_of=lambda _cell: actor, actor=actor)
    return len(entered)


def _write_oversight(preview: Preview, target: Target, actor: Actor) -> int:
    return writers.write_oversight(
        preview, unit=unit_of(target.unit_id), actor=actor, year=target.year, happened_on=target.happened_on
    )


def _write_activities(preview: Preview, target: Target, actor: Actor) -> int:
    return writers.write_activities(
        preview, unit=unit_of(target.unit_id), actor=actor, year=target.year, happened_on=target.happened_on
    )


def _write_history(preview: Preview, target: Target, actor: Actor) -> int:
    return write_history(preview, unit=unit_of(target.unit_id), actor=actor, happened_on=target.happened_on)


def _write_nominations(preview: Preview, target: Target, actor: Actor) -> int:
    round = get_round(actor, unit_of(target.unit_id), target.year)
    return write_nominations(preview, round=round, actor=actor, happened_on=target.happened_on)


def _write_decisions(preview: Preview, target: Target, actor: Actor) -> int:
    round = get_round(actor, unit_of(target.unit_id), target.year)
    return write_decisions(preview, round=round, actor=actor, happened_on=target.happened_on)


def _write_conference(preview: Preview, target: Target, actor: Actor) -> int:
    return write_conference(preview, unit=unit_of(target.unit_id), actor=actor, year=target.year)


def _kind_words() -> Words:
    """How the kinds of the catalogue may be written in a sheet: by their names in both languages, or by key."""
    words: dict[str, tuple[str, ...]] = {}
    for entry in catalogue().kinds:
        words.setdefault(entry.key, (entry.label.vi, entry.label.en, entry.key))
    return words


def _register(kind: ImportKind, title: Text, write: Write, page: str) -> None:
    register_route(
        Route(
            kind=register_kind(kind),
            title=title,
            may=_may_import,
            known=_known,
            write=write,
            lands_on=lambda _unit, year: reverse(page, args=[year]),
        )
    )


def register_routes() -> None:
    """Called once, when the application starts."""
    _register(TASKS, _("Nhiệm vụ và kết quả trong năm"), _write_tasks, "work:tasks")
    _register(
        CIVIL_RATINGS,
        _("Xếp loại công chức, viên chức, tập thể; thời gian nghỉ"),
        _write_civil_ratings,
        "reviews:civil_ratings",
    )
    _register(
        REVIEWS, _("Kiểm điểm: tự đánh giá, chi ủy, chi bộ, cấp trên"), _write_reviews, "reviews:reviews"
    )
    _register(COUNTS, _("Biên bản kiểm phiếu"), _write_counts, "ballots:polls_of_year")
    register_route(
        Route(
            kind=register_kind(HISTORY),
            title=_("Kết quả các năm trước"),
            may=_may_import,
            known=lambda unit_id, _year, day: known_years(unit_of(unit_id), day),
            write=_write_history,
            lands_on=lambda _unit, year: reverse("awards:nominations", args=[year]),
            papers=lambda unit_id, year: reverse("documents:signed_lists", args=[year, PAST_YEARS, unit_id]),
            chunk=CHUNK,
            key=lambda record: record.person.key,
            watched=units_around,
        )
    )
    words = _kind_words()
    _register(nominations_kind(words), _("Đề nghị khen thưởng"), _write_nominations, "awards:nominations")
    _register(decisions_kind(words), _("Quyết định khen thưởng"), _write_decisions, "awards:decisions")
    _register(
        CONFERENCE, _("Biên bản, kết luận hội nghị tổng kết"), _write_conference, "meetings:conferences"
    )
    _register(OVERSIGHT, _("Kỷ luật, kiểm tra, giám sát"), _write_oversight, "oversight:oversight")
    _register(
        ACTIVITIES, _("Sinh hoạt chi bộ, học tập nghị quyết"), _write_activities, "meetings:cell_meetings"
    )

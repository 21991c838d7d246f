"""Who may be considered for a kind of commendation, and why or why not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tongket.access.decisions import Actor, require
from tongket.audit.unchanged import until_next_act
from tongket.awards.catalogue import Kind
from tongket.awards.catalogue import kind as catalogue_kind
from tongket.awards.models import Award, Nomination
from tongket.awards.permissions import may_at
from tongket.awards.queries.levels import (
    YearLevel,
    level_words,
    levels_of_years,
    people_levels,
    unit_levels,
)
from tongket.awards.states import AwardState
from tongket.common.dates import format_day
from tongket.organisation.models import Person, Unit
from tongket.organisation.queries import cells_of, members_of
from tongket.oversight.models import Discipline
from tongket.ratings.models import Rating
from tongket.ratings.permissions import reader_classes
from tongket.rounds.models import Round
from tongket.rounds.queries import register_day


@dataclass(frozen=True)
class Reason:
    """One condition and whether it is met: met, unmet, undetermined or hidden. ``links`` lead to records."""

    text: str
    state: str
    links: list[tuple[str, str]] = field(default_factory=list)
    cites: str = ""


@dataclass(frozen=True)
class EligibilityRow:
    """One subject: ``eligible`` is True, False, or None while something is not known yet."""

    subject: Person | Unit
    unit: Unit
    reasons: list[Reason]
    nominated: bool = False
    award: Award | None = None

    @property
    def eligible(self) -> bool | None:
        states = {r.state for r in self.reasons}
        if states & {"unmet", "hidden"}:
            return False
        return None if "undetermined" in states else True


def eligibility(
    viewer: Actor, round: Round, kind: str, *, among: Collection[int] | None = None
) -> list[EligibilityRow]:
    """All members (or cells, or the organisation) with the conditions of a kind, in list order; or those ``among``.

    "May be considered" is a condition, never a claim: bodies choose. A reason that the viewer may not read is
    hidden by one uniform sentence (U8).
    """
    require(may_at(viewer, "see_nominations", round.unit))
    day = register_day(round)
    entry = catalogue_kind(kind, day)
    if entry.for_individuals:
        return _people(viewer, round, entry, among)
    return [row for row in _units(round, entry) if among is None or row.subject.pk in among]


def eligible(viewer: Actor, round: Round, kind: str) -> list[tuple[int, bool | None]]:
    """As ``eligibility``, of however many: the id of each in list order, and whether it may be considered."""
    require(may_at(viewer, "see_nominations", round.unit))
    entry = catalogue_kind(kind, register_day(round))
    if not entry.for_individuals:
        return [(row.subject.pk, row.eligible) for row in _units(round, entry)]
    return until_next_act(("awards.eligible", round.pk, kind), lambda: _eligible_people(round, entry))


def _eligible_people(round: Round, entry: Kind) -> list[tuple[int, bool | None]]:
    members = members_of(round.unit, register_day(round))
    people = list(members.select_related(None).values_list("person_id", flat=True))
    ids = members.order_by().values("person")
    years = _years(round, entry)
    asked = "level" in entry.requires
    levels = level_words(round, ids, years) if asked else {}
    disciplined = set(
        Discipline.objects.filter(person__in=ids, year_counted__in=years).values_list("person", flat=True)
    )
    found: list[tuple[int, bool | None]] = []
    for person in people:
        words = [levels.get((person, year)) for year in years] if asked else []
        wrong = any(word not in (None, entry.requires["level"]) for word in words)
        known: bool | None = None if None in words else True
        found.append((person, False if wrong or person in disciplined else known))
    return found


def _years(round: Round, entry: Kind) -> list[int]:
    return list(range(round.year - entry.requires.get("years", 1) + 1, round.year + 1))


def _nominated(round: Round, entry: Kind) -> set[tuple[int | None, int | None]]:
    return set(Nomination.objects.filter(round=round, kind=entry.key).values_list("person_id", "unit_id"))


def _awarded(
    round: Round, entry: Kind, among: Collection[int] | None = None
) -> dict[tuple[int | None, int | None], Award]:
    rows = Award.objects.filter(decision__round=round, kind=entry.key, state=AwardState.GRANTED)
    if among is not None:
        rows = rows.filter(person__in=among)
    return {(a.person_id, a.unit_id): a for a in rows.select_related("decision__document")}


def _people(viewer: Actor, round: Round, entry: Kind, among: Collection[int] | None) -> list[EligibilityRow]:
    everybody = members_of(round.unit, register_day(round))
    members = list(everybody if among is None else everybody.filter(person__in=among))
    ids = [m.person_id for m in members]
    levels = people_levels(round, ids)
    years = _years(round, entry)
    run = len(years)
    past = levels_of_years(ids, round, years) if run > 1 else {}
    discipline = {d.person_id: d for d in Discipline.objects.filter(person__in=ids, year_counted__in=years)}
    may_read = "inspection" in reader_classes(viewer, round.unit)
    nominated, awarded = _nominated(round, entry), _awarded(round, entry, ids if among is not None else None)
    rows = []
    for member in members:
        reasons: list[Reason] = []
        if run > 1:
            reasons += [_year_reason(entry, past.get(member.person_id, {}).get(y), y) for y in years]
        elif "level" in entry.requires:
            reasons.append(_level_reason(entry, levels.get(member.person_id)))
        if member.person_id in discipline:
            reasons.append(_discipline_reason(discipline[member.person_id], may_read=may_read))
        key = (member.person_id, None)
        rows.append(EligibilityRow(member.person, member.unit, reasons, key in nominated, awarded.get(key)))
    return rows


def _units(round: Round, entry: Kind) -> list[EligibilityRow]:
    levels = unit_levels(round)
    nominated, awarded = _nominated(round, entry), _awarded(round, entry)
    units = (
        [round.unit] if entry.subject == "organisation" else list(cells_of(round.unit, register_day(round)))
    )
    rows = []
    for unit in units:
        reasons = []
        if "level" in entry.requires:
            reasons.append(_level_reason(entry, levels.get(unit.pk)))
        if entry.requires.get("years", 1) > 1:
            reasons.append(
                Reason(
                    _("Chưa có căn cứ mức xếp loại các năm trước của tập thể"),
                    "undetermined",
                    cites=_cites(entry),
                )
            )
        key = (None, unit.pk)
        rows.append(EligibilityRow(unit, unit, reasons, key in nominated, awarded.get(key)))
    return rows


def _cites(entry: Kind) -> str:
    return f"{entry.cites_text}, {entry.cites_place}"


def _level_reason(entry: Kind, rating: Rating | None) -> Reason:
    if rating is None:
        return Reason(
            _("Chưa có quyết định công nhận mức xếp loại của năm"), "undetermined", cites=_cites(entry)
        )
    met = rating.level == entry.requires["level"]
    text = _("Được công nhận mức “%(level)s”") % {"level": rating.get_level_display()}
    return Reason(
        text, "met" if met else "unmet", [(_paper(rating), rating.get_absolute_url())], _cites(entry)
    )


def _paper(rating: Rating) -> str:
    return str(rating.document) if rating.document_id else format_day(rating.decided_on)


def _year_reason(entry: Kind, known: YearLevel | None, year: int) -> Reason:
    if known is None:
        return Reason(_("Năm %(year)s: chưa có căn cứ mức xếp loại") % {"year": year}, "undetermined")
    text = _("Năm %(year)s: %(label)s") % {"year": year, "label": known.label}
    met = known.level == entry.requires["level"]
    return Reason(
        text, "met" if met else "unmet", [(known.label, known.source.get_absolute_url())], _cites(entry)
    )


def _discipline_reason(row: Discipline, *, may_read: bool) -> Reason:
    values = {
        "number": row.decision_number,
        "day": format_day(row.decided_on),
        "authority": row.authority or _("cơ quan có thẩm quyền"),
    }
    if not may_read:
        text = (
            _("Theo văn bản số %(number)s ngày %(day)s của %(authority)s (người có thẩm quyền được xem)")
            % values
        )
        return Reason(text, "hidden")
    text = _("Bị kỷ luật trong thời gian xét: %(form)s, số %(number)s ngày %(day)s") % {
        **values,
        "form": row.get_form_display().lower(),
    }
    return Reason(text, "unmet", [(row.decision_number, row.get_absolute_url())])


def five_years_excellent(round: Round, years: int = 5) -> list[Person]:
    """Members with the highest level in each of the last ``years`` years, this one included, in list order.

    A year without evidence doesn't count as one (no viewer: for other rooms).
    """
    members = list(members_of(round.unit, register_day(round)))
    wanted = range(round.year - years + 1, round.year + 1)
    levels = levels_of_years([m.person_id for m in members], round, wanted)
    best = catalogue_kind("members_excellent", register_day(round)).requires["level"]
    return [
        m.person
        for m in members
        if all((known := levels[m.person_id].get(y)) is not None and known.level == best for y in wanted)
    ]

"""A person's commendations over all years: papers of earlier years and this system's decisions."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.audit.models import Record
from tongket.awards.catalogue import catalogue, short_label
from tongket.awards.catalogue import kind as catalogue_kind
from tongket.awards.models import Award, Exemplar, PastAward
from tongket.awards.permissions import may_at
from tongket.awards.states import AwardState
from tongket.common.errors import Missing
from tongket.common.text import search_key
from tongket.organisation.models import Membership, Person
from tongket.organisation.permissions import person_of
from tongket.organisation.queries import visible_people


@dataclass(frozen=True)
class HistoryLine:
    """One commendation: of this system (``source`` an Award or Exemplar) or from old papers (a PastAward)."""

    year: int
    form: str
    issuer: str
    number: str
    ground: str
    note: str
    source: Record
    url: str = ""

    @property
    def from_old_papers(self) -> bool:
        return isinstance(self.source, PastAward)


def person_history(viewer: Actor, person: Person) -> list[HistoryLine]:
    """All commendations of a person, newest first; cancelled ones stay and say so.

    Read by officers of the person's units and by the person.
    """
    _require_sight(viewer, person)
    lines = [
        HistoryLine(p.year, p.form, p.issuer, p.number, "", p.evidence, p)
        for p in PastAward.objects.filter(person=person)
    ]
    awards = Award.objects.filter(person=person).select_related("decision__document", "certificate")
    lines += [_award_line(award) for award in awards if award.form != "exemplar"]
    lines += [
        HistoryLine(
            e.year_from,
            str(catalogue().forms["exemplar"].label),
            e.decision.document.issuer if e.decision_id else "",
            e.decision.document.reference if e.decision_id else "",
            _("giai đoạn %(period)s, lĩnh vực %(field)s") % {"period": e.period, "field": e.field},
            e.get_state_display(),
            e,
            e.get_absolute_url(),
        )
        for e in Exemplar.objects.filter(person=person).select_related("person", "decision__document")
    ]
    return sorted(lines, key=lambda line: (-line.year, line.number))


def _award_line(award: Award) -> HistoryLine:
    document = award.decision.document
    certificate = getattr(award, "certificate", None)
    notes = []
    if award.state == AwardState.REVOKED:
        notes.append(f"{award.get_state_display()}: {award.state_reason}")
    if award.irregular and not award.regularised_by:
        notes.append(_("Trái quy định: %(reason)s") % {"reason": award.irregular_reason})
    if certificate is not None:
        notes.append(_("vào sổ số %(number)s") % {"number": certificate.number_text})
    return HistoryLine(
        award.year,
        str(catalogue().forms[award.form].label),
        award.issuer_name,
        document.reference,
        award.ground,
        "; ".join(notes),
        award,
        award.decision.get_absolute_url(),
    )


def get_person_for_history(viewer: Actor, pk: int) -> Person:
    """The person, if the viewer may read the commendations; else ``Missing``."""
    person = Person.objects.filter(pk=pk).first()
    if person is None:
        raise Missing(thing=_("người này"))
    _require_sight(viewer, person)
    return person


def _require_sight(viewer: Actor, person: Person) -> None:
    """Officers of the unit in which the person is or was a member, and the person."""
    own = person_of(viewer)
    if own is not None and own.pk == person.pk:
        return
    last = Membership.objects.filter(person=person).select_related("unit").order_by("-valid_from").first()
    if last is None or not may_at(viewer, "see_history", last.unit).allowed:
        raise Missing(thing=_("người này"))


def search_people(viewer: Actor, text: str) -> QuerySet[Person]:
    """People whose commendations the viewer may see, by name without regard to accents, with their numbers.

    Every word must occur; an empty text finds nobody.
    """
    words = search_key(text).split()
    people = visible_people(viewer, action="awards.see_history")
    if not words:
        return people.none()
    for word in words:
        people = people.filter(search_key__contains=word)
    return people.annotate(
        earlier=Count("past_awards", distinct=True),
        given=Count("awards", filter=Q(awards__state=AwardState.GRANTED), distinct=True),
    ).order_by("sort_key", "birth")


def kind_label(award: Award) -> str:
    """The short name of an award's ground in a table's cell."""
    entry = catalogue_kind(award.kind, award.decision.document.date)
    return short_label(entry, award.year, first=award.period_from, last=award.period_to)

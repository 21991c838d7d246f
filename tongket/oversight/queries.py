"""What is read of conclusions of authorities: facts for the rules with their records, lists, and the one
sentence that stands for a ground that the reader may not see (U8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from tongket.access.decisions import Actor
from tongket.common.dates import format_day
from tongket.organisation.models import Unit, UnitClosure
from tongket.oversight.models import Discipline, Finding
from tongket.oversight.permissions import visible_disciplines, visible_findings
from tongket.oversight.states import DisciplineForm, RemedyState


def discipline_in(year: int, person_ids: Iterable[int]) -> dict[int, Discipline]:
    """The severest discipline counted for the year, of those who have one (for other rooms, no viewer).

    The value carries form, number and day; its reference for traces is ("oversight.Discipline", pk, version).
    Facts of this room have the reader class ``permissions.READER_CLASS``.
    """
    found: dict[int, Discipline] = {}
    for row in Discipline.objects.filter(year_counted=year, person__in=list(person_ids)):
        other = found.get(row.person_id)
        if other is None or DisciplineForm(row.form).severity > DisciplineForm(other.form).severity:
            found[row.person_id] = row
    return found


@dataclass(frozen=True)
class FindingCounts:
    """Shortcomings that were found at a unit in a year, and how many of them are remedied."""

    total: int = 0
    remedied: int = 0


def finding_counts(unit_ids: Iterable[int], year: int) -> dict[int, FindingCounts]:
    """Counts of findings per unit, every id with an answer (for other rooms, no viewer)."""
    ids = list(unit_ids)
    rows = (
        Finding.objects.filter(unit__in=ids, year=year)
        .order_by()
        .values_list("unit_id")
        .annotate(total=Count("pk"), remedied=Count("pk", filter=Q(state=RemedyState.REMEDIED)))
    )
    found = {pk: FindingCounts(total, remedied) for pk, total, remedied in rows}
    return {pk: found.get(pk, FindingCounts()) for pk in ids}


@dataclass(frozen=True)
class OversightTotals:
    """The year's figures of an organisation."""

    disciplined_in_year: int
    findings: int
    findings_remedied: int


def oversight_totals(unit: Unit, year: int) -> OversightTotals:
    """Figures of the unit and everything below it (for other rooms and reports, no viewer)."""
    below = UnitClosure.objects.filter(ancestor=unit).values("descendant")
    disciplined = Discipline.objects.filter(unit__in=below, year_counted=year)
    findings = Finding.objects.filter(unit__in=below, year=year)
    return OversightTotals(
        disciplined_in_year=disciplined.values("person").distinct().count(),
        findings=findings.count(),
        findings_remedied=findings.filter(state=RemedyState.REMEDIED).count(),
    )


def ground_for(viewer: Actor, row: Discipline) -> str:
    """What an explanation says of a discipline: the decision to those who may read it, else the uniform
    sentence with nothing but the document."""
    if visible_disciplines(viewer).filter(pk=row.pk).exists():
        return _("%(form)s, quyết định số %(number)s ngày %(day)s, tính vào năm %(year)s") % {
            "form": row.get_form_display(),
            "number": row.decision_number,
            "day": format_day(row.decided_on),
            "year": row.year_counted,
        }
    return _("Theo văn bản số %(number)s ngày %(day)s của %(authority)s (người có thẩm quyền được xem)") % {
        "number": row.decision_number,
        "day": format_day(row.decided_on),
        "authority": row.authority or _("cơ quan có thẩm quyền"),
    }


@dataclass(frozen=True)
class OversightList:
    """What the year's page shows to a viewer."""

    disciplines: QuerySet[Discipline]
    findings: QuerySet[Finding]
    ongoing: int
    remedied: int


def oversight_list(viewer: Actor, unit: Unit | None, year: int, state: str = "") -> OversightList:
    """Discipline counted for the year and its findings, of what the viewer may read at the unit and below."""
    disciplines = visible_disciplines(viewer).filter(year_counted=year)
    findings = visible_findings(viewer).filter(year=year)
    if unit is not None:
        below = UnitClosure.objects.filter(ancestor=unit).values("descendant")
        own = Q(person__account_id=viewer.account_id, person__account_id__isnull=False)
        disciplines = disciplines.filter(Q(unit__in=below) | own)
        findings = findings.filter(unit__in=below)
    counts = findings.aggregate(
        ongoing=Count("pk", filter=Q(state=RemedyState.ONGOING)),
        remedied=Count("pk", filter=Q(state=RemedyState.REMEDIED)),
    )
    if state:
        findings = findings.filter(state=RemedyState(state))
    return OversightList(disciplines=disciplines, findings=findings, **counts)

"""Nominations and the register of commendation as files."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tongket.awards.catalogue import kinds_on
from tongket.awards.models import Certificate, Nomination
from tongket.awards.queries.history import kind_label
from tongket.awards.states import NominationState
from tongket.common.dates import today
from tongket.common.export import ExportTable, Fact, as_of, narrowed
from tongket.organisation.models import Unit
from tongket.rounds.models import Round
from tongket.rounds.queries import register_day


def nomination_table(nominations: Iterable[Nomination], found: Round, state: str) -> ExportTable:
    """Nominations of a year (found for a viewer) with their letter and state."""
    listed = list(nominations)
    kinds = {kind.key: str(kind.label) for kind in kinds_on(register_day(found))}
    return ExportTable(
        name=f"de-nghi-khen-thuong-{found.year}",
        title=_("Đề nghị khen thưởng năm %(year)s") % {"year": found.year},
        facts=[
            Fact(_("Đơn vị"), found.unit.name),
            as_of(today()),
            narrowed(NominationState(state).label if state in NominationState.values else ""),
        ],
        columns=[
            _("Loại khen thưởng"),
            _("Người, tập thể"),
            _("Ngày sinh"),
            _("Thành tích"),
            _("Đơn vị đề nghị"),
            _("Tờ trình"),
            _("Ngày"),
            _("Trạng thái"),
        ],
        rows=[
            (
                kinds.get(n.kind, n.kind),
                str(n),
                n.person.birth if n.person else None,
                n.achievement,
                n.nominated_by.name,
                n.submission.document.reference if n.submission else "",
                n.submission.document.date if n.submission else None,
                n.get_state_display(),
            )
            for n in listed
        ],
        people=[n.person_id for n in listed if n.person_id],
    )


def register_table(certificates: Iterable[Certificate], book: Unit, year: int) -> ExportTable:
    """The register book of a unit for a year, cancelled numbers included; never the codes on the backs."""
    entered = list(certificates)
    return ExportTable(
        name=f"so-khen-thuong-{year}",
        title=_("Sổ khen thưởng của %(name)s, năm %(year)s") % {"name": book.name, "year": year},
        facts=[as_of(today()), narrowed()],
        columns=[
            _("Vào sổ"),
            _("Quyết định"),
            _("Ngày"),
            _("Được khen"),
            _("Chức vụ, đơn vị"),
            _("Căn cứ"),
            _("Giấy khen"),
        ],
        rows=[
            (
                c.number,
                c.award.decision.document.reference,
                c.award.decision.document.date,
                c.printed_name,
                c.printed_post,
                str(kind_label(c.award)),
                c.get_state_display(),
            )
            for c in entered
        ],
        people=[c.award.person_id for c in entered if c.award.person_id],
    )

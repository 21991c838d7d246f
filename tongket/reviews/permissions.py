"""Who records and who reads the review."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import ALLOWED, Actor, Decision
from tongket.access.roles import Role, declare
from tongket.documents.signed_lists import declare_step
from tongket.organisation.models import Person, Unit
from tongket.organisation.permissions import OFFICE, READERS, may, person_of

declare(
    "reviews",
    {
        "see_reviews": (*READERS, Role.CELL_SECRETARY),
        "export_reviews": (*OFFICE, Role.CELL_SECRETARY),
        "see_own_review": (*READERS, Role.CELL_SECRETARY, Role.MEMBER),
        "see_absences": OFFICE,
        "record_civil_ratings": OFFICE,
        "record_collective_ratings": OFFICE,
        "record_absences": OFFICE,
        "record_assessments": (*OFFICE, Role.CELL_SECRETARY),
        "record_superior_assessments": (*OFFICE, Role.SUPERIOR_OFFICER),
        "record_residence_comments": (*OFFICE, Role.CELL_SECRETARY),
    },
    own_body=(
        "record_civil_ratings",
        "record_collective_ratings",
        "record_absences",
        "record_assessments",
        "record_residence_comments",
    ),
)
declare_step("reviews.self", _("mức tự nhận"))
declare_step("reviews.cell_committee", _("nhận xét, đề nghị của chi ủy"))
declare_step("reviews.cell", _("đề nghị của chi bộ"))
declare_step("reviews.superior", _("đánh giá của cấp trên"))
declare_step("reviews.civil_ratings", _("xếp loại công chức, viên chức"))
declare_step("reviews.collective_ratings", _("xếp loại tập thể, đoàn thể"))


def may_record(actor: Actor, unit: Unit, act: str) -> Decision:
    """``act`` is the name of one of this room's actions."""
    return may(actor, f"reviews.{act}", unit)


def may_see_review(viewer: Actor, person: Person, cell: Unit) -> Decision:
    """A member's review is read by its officers, and by the member."""
    own = person_of(viewer)
    if own is not None and own.pk == person.pk:
        return ALLOWED
    return may(viewer, "reviews.see_reviews", cell)

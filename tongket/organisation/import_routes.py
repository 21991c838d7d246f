"""The register's lists as the import pages offer them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor, Decision
from tongket.common.errors import Missing
from tongket.imports.kinds import register_kind
from tongket.imports.preview import Preview
from tongket.imports.routes import Route, Target, register_route
from tongket.organisation import actions
from tongket.organisation.closure import ancestors_at_any_time, subtree_at_any_time
from tongket.organisation.imports.known import Known, PersonKey, person_key
from tongket.organisation.imports.members import MEMBERS
from tongket.organisation.imports.people import PEOPLE, PersonRow
from tongket.organisation.imports.posts import POSTS
from tongket.organisation.imports.rows import MemberRow
from tongket.organisation.imports.units import UNITS
from tongket.organisation.models import Unit
from tongket.organisation.permissions import may
from tongket.organisation.queries.known import known_of
from tongket.organisation.queries.known_lists import known_others, known_units

#: So many people are prepared at a time, between two looks whether somebody wants it stopped.
CHUNK = 500


def unit_of(unit_id: int) -> Unit:
    """The unit of a target; raises ``Missing``."""
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise Missing(thing=_("đơn vị"))
    return unit


def units_around(unit_id: int) -> set[int]:
    """The unit, all that ever was below it, and what is above it: where others' acts touch a list of it."""
    return {*subtree_at_any_time(unit_id), *ancestors_at_any_time(unit_id)}


def _may_import(actor: Actor, unit_id: int) -> Decision:
    return may(actor, "organisation.import_register", unit_of(unit_id))


def _known(unit_id: int, _year: int, day: dt.date) -> Known:
    return known_of(unit_of(unit_id), day)


def _known_posts(unit_id: int, _year: int, day: dt.date) -> Known:
    return known_units(unit_of(unit_id), day)


def _known_beside_units(unit_id: int, year: int, day: dt.date) -> Known:
    """Which cells there are is said by the file itself: its own check compares committee and units."""
    return replace(_known_posts(unit_id, year, day), cells=None)


def _known_people(unit_id: int, _year: int, day: dt.date) -> Known:
    return known_others(unit_of(unit_id), day)


def _one_person(record: MemberRow | PersonRow) -> PersonKey:
    return person_key(record.name, record.birth)


def _write_posts(preview: Preview, target: Target, actor: Actor) -> int:
    rows = preview.records("posts")
    unit = unit_of(target.unit_id)
    return len(actions.record_posts(unit, actor=actor, rows=rows, happened_on=target.happened_on))


def _write_units(preview: Preview, target: Target, actor: Actor) -> int:
    unit, day = unit_of(target.unit_id), target.happened_on
    units = actions.record_units(unit, actor=actor, rows=preview.records("units"), happened_on=day)
    posts = actions.record_posts(unit, actor=actor, rows=preview.records("posts"), happened_on=day)
    committee = actions.record_committee(
        unit, actor=actor, rows=preview.records("committee"), happened_on=day
    )
    return len(units) + len(posts) + len(committee)


def _write_members(preview: Preview, target: Target, actor: Actor) -> int:
    rows = preview.records("members")
    people = actions.record_members(
        unit_of(target.unit_id), actor=actor, rows=rows, happened_on=target.happened_on
    )
    return len(people)


def _write_people(preview: Preview, target: Target, actor: Actor) -> int:
    rows = preview.records("people")
    people = actions.record_people(
        unit_of(target.unit_id), actor=actor, rows=rows, happened_on=target.happened_on
    )
    return len(people)


def register_routes() -> None:
    """Called once, when the application starts."""
    register_route(
        Route(
            kind=register_kind(UNITS),
            title=_("Tổ chức, chức danh, ban chấp hành"),
            may=_may_import,
            known=_known_beside_units,
            write=_write_units,
            lands_on=lambda _unit, _year: reverse("organisation:units"),
        )
    )
    register_route(
        Route(
            kind=register_kind(POSTS),
            title=_("Chức danh và người giữ"),
            may=_may_import,
            known=_known_posts,
            write=_write_posts,
            lands_on=lambda _unit, _year: reverse("organisation:units"),
        )
    )
    register_route(
        Route(
            kind=register_kind(MEMBERS),
            title=_("Danh sách đảng viên"),
            may=_may_import,
            known=_known,
            write=_write_members,
            lands_on=lambda _unit, _year: reverse("organisation:people"),
            chunk=CHUNK,
            key=_one_person,
            watched=units_around,
        )
    )
    register_route(
        Route(
            kind=register_kind(PEOPLE),
            title=_("Người ngoài Đảng, khách mời"),
            may=_may_import,
            known=_known_people,
            write=_write_people,
            lands_on=lambda _unit, _year: reverse("organisation:others"),
            chunk=CHUNK,
            key=_one_person,
            watched=units_around,
        )
    )

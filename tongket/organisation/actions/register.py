"""The office's own lists written into the register: set acts, each one transaction and one entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from tongket.access.decisions import Actor, require
from tongket.audit.journal import Act, acting
from tongket.common.errors import Missing
from tongket.common.text import clean, matching_key, search_key
from tongket.organisation.actions.checks import in_order
from tongket.organisation.actions.people import name_fields
from tongket.organisation.actions.posts import one_holder
from tongket.organisation.closure import rebuild_closure
from tongket.organisation.imports.people import PersonRow
from tongket.organisation.imports.rows import CommitteeRow, PostRow, UnitRow
from tongket.organisation.models import Person, Post, Unit, UnitCoverage, UnitName, UnitParent
from tongket.organisation.permissions import may
from tongket.organisation.queries.people import people_by_key
from tongket.organisation.queries.units import subtree
from tongket.organisation.states import PostSystem, UnitKind


def record_units(
    unit: Unit, *, actor: Actor, rows: Sequence[UnitRow], happened_on: dt.date
) -> dict[str, Unit]:
    """Units of an office's list, new ones below ``unit`` and its agency beside it; returns them by code.

    A row with the name of ``unit`` stands for it. Agencies without a parent are covered by
    ``unit``; "thuộc Chi bộ 1" makes the cell cover the office. Known codes are left as they are.
    """
    with acting("organisation.record_units", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may(actor, "organisation.change_units", unit))
        by_code = {u.code: u for u in Unit.objects.filter(code__in=[r.code for r in rows])}
        for row in rows:
            if row.code not in by_code and matching_key(row.name) == matching_key(unit.name):
                by_code[row.code] = unit
        fresh: list[Unit] = []
        for row in rows:
            if row.code in by_code:
                continue
            created = act.create(
                Unit,
                code=row.code,
                kind=UnitKind(row.kind),
                name=clean(row.name),
                search_key=search_key(row.name),
                valid_from=row.established_on or happened_on,
                established_by=row.decision or "",
                note=row.note or "",
            )
            by_code[row.code] = created
            fresh.append(created)
        codes = {u.code for u in fresh}
        new_rows = [r for r in rows if r.code in codes]
        act.create_many(
            UnitName,
            [
                {"unit": u, "name": u.name, "valid_from": u.valid_from, "decision": u.established_by}
                for u in fresh
            ],
        )
        _link(act, unit, new_rows, by_code)
        rebuild_closure([u.pk for u in fresh])
        return by_code


def _link(act: Act, top: Unit, rows: Sequence[UnitRow], by_code: dict[str, Unit]) -> None:
    parents, covered = [], []
    by_name = {matching_key(u.name): u for u in by_code.values()}
    for row in rows:
        unit = by_code[row.code]
        above = by_code.get(row.parent_code or "")
        if above:
            start = max(unit.valid_from, above.valid_from)
            parents.append({"unit": unit, "parent": above, "valid_from": start})
        elif UnitKind(row.kind).is_party and unit.pk != top.pk:
            parents.append({"unit": unit, "parent": top, "valid_from": max(unit.valid_from, top.valid_from)})
        elif not UnitKind(row.kind).is_party:
            covered.append({"party_unit": top, "agency_unit": unit, "valid_from": unit.valid_from})
        cell = by_code.get(row.covered_by or "") or by_name.get(matching_key(row.covered_by or ""))
        if cell:
            start = max(unit.valid_from, cell.valid_from)
            covered.append({"party_unit": cell, "agency_unit": unit, "valid_from": start})
    act.create_many(UnitParent, parents)
    act.create_many(UnitCoverage, covered)


PersonKey = tuple[str, dt.date | None]


def ensure_people(
    act: Act,
    pairs: Sequence[tuple[str, dt.date | None]],
    own: Mapping[PersonKey, Mapping[str, str]] | None = None,
) -> dict[PersonKey, Person]:
    """People by (matching key, birth date), made where the register has none; part of an act.

    ``own`` are the further values of new ones by the same key.
    """
    known = {(matching_key(name), birth): person for (name, birth), person in people_by_key(pairs).items()}
    wanted = {(matching_key(name), birth): name for name, birth in pairs}
    lacking = [(key, name) for key, name in wanted.items() if key not in known]
    own = own or {}
    made = act.create_many(
        Person, [name_fields(name) | {"birth": key[1]} | dict(own.get(key, {})) for key, name in lacking]
    )
    for (key, _name), person in zip(lacking, made, strict=True):
        known[key] = person
    return known


def record_posts(unit: Unit, *, actor: Actor, rows: Sequence[PostRow], happened_on: dt.date) -> list[Post]:
    """Who holds which post since when, as the list of posts has it; posts known already are completed.

    Refused as a whole when a post for one person would have two holders on a day, in the list itself or with the
    register: what ends on the list makes room for who follows.
    """
    with acting("organisation.record_posts", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may(actor, "organisation.change_people", unit))
        units = {u.code: u for u in Unit.objects.filter(code__in={r.unit_code for r in rows})}
        for row in rows:
            if row.unit_code not in units:
                raise Missing(thing=f"{_('đơn vị')} {row.unit_code}")
            require(may(actor, "organisation.change_people", units[row.unit_code]))
        people = ensure_people(act, [(r.name, r.birth) for r in rows])
        known = {(p.person_id, p.unit_id, p.title): p for p in Post.objects.filter(unit__in=units.values())}
        posts, fresh = [], []
        for number, row in enumerate(rows, start=1):
            person, place = people[matching_key(row.name), row.birth], units[row.unit_code]
            same = known.get((person.pk, place.pk, clean(row.title)))
            if row.start and row.end:
                in_order(_("Từ ngày"), row.start, _("Đến ngày"), row.end, field="end")
            end = row.end + dt.timedelta(days=1) if row.end else None
            if same:
                start = row.start or same.valid_from
                posts.append(
                    act.update(same, is_head=row.is_head, valid_from=start, valid_to=end or same.valid_to)
                )
                continue
            fresh.append(
                {
                    "person": person,
                    "unit": place,
                    "title": clean(row.title),
                    "system": PostSystem(row.system),
                    "valid_from": row.start or happened_on,
                    "valid_to": end,
                    "is_head": row.is_head,
                    "number": number,
                }
            )
        posts += act.create_many(Post, fresh)
        for post in posts:
            one_holder(
                post.person, post.unit, post.title, post.valid_from, post.valid_to, is_head=post.is_head
            )
        return posts


def record_committee(
    unit: Unit, *, actor: Actor, rows: Sequence[CommitteeRow], happened_on: dt.date
) -> list[Post]:
    """The unit's committee in its own order: the first post of each row is the one at ``unit``."""
    with acting(
        "organisation.record_committee", actor=actor, unit_id=unit.pk, happened_on=happened_on
    ) as act:
        require(may(actor, "organisation.change_people", unit))
        people = ensure_people(act, [(r.name, r.birth) for r in rows])
        held = {
            (p.person_id, matching_key(p.title)): p
            for p in Post.objects.filter(unit=unit, valid_to__isnull=True)
        }
        committee = []
        for order, row in enumerate(rows, start=1):
            person = people[matching_key(row.name), row.birth]
            title = clean(row.posts[0]) if row.posts else str(_("Ủy viên ban chấp hành"))
            same = held.get((person.pk, matching_key(title)))
            if same:
                committee.append(act.update(same, on_committee=True, number=row.number or order))
            else:
                committee.append(
                    act.create(
                        Post,
                        person=person,
                        unit=unit,
                        title=title,
                        system=PostSystem.PARTY,
                        number=row.number or order,
                        valid_from=happened_on,
                        on_committee=True,
                    )
                )
        return committee


def record_people(
    unit: Unit, *, actor: Actor, rows: Sequence[PersonRow], happened_on: dt.date
) -> list[Person]:
    """People without Party data (U36): guests, civil servants outside the Party, officers of other bodies.

    Their posts stand at ``unit`` when no office is named, else at the office of that name below it; an office
    that the register doesn't have is kept in the post's words.
    """
    with acting("organisation.record_people", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may(actor, "organisation.change_people", unit))
        people = ensure_people(act, [(r.name, r.birth) for r in rows])
        offices = {matching_key(u.name_then or u.name): u for u in subtree(unit, happened_on)}
        listed = [people[matching_key(r.name), r.birth] for r in rows]
        held = {
            (p.person_id, p.unit_id, matching_key(p.title))
            for p in Post.objects.filter(person__in=listed, valid_to__isnull=True)
        }
        fresh = []
        for person, row in zip(listed, rows, strict=True):
            act.update(person, gender=row.gender or person.gender)
            place = offices.get(matching_key(row.office or ""))
            for title in row.posts:
                words = clean(title if place or not row.office else f"{title}, {row.office}")
                where = place or unit
                if (person.pk, where.pk, matching_key(words)) not in held:
                    held.add((person.pk, where.pk, matching_key(words)))
                    fresh.append(
                        {
                            "person": person,
                            "unit": where,
                            "title": words,
                            "system": PostSystem.GOVERNMENT,
                            "valid_from": max(happened_on, where.valid_from),
                        }
                    )
        act.create_many(Post, fresh)
        return listed

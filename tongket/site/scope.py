"""The unit and the year a person is looking at, kept in the session and offered in the top bar."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import cached_property

from tongket.access.roles import Role
from tongket.common.dates import today
from tongket.office.queries import Profile, profile_at
from tongket.organisation.models import Person, RoleAssignment, Unit
from tongket.organisation.permissions import holdings, person_of
from tongket.organisation.queries import visible_unit, visible_units
from tongket.organisation.queries.register import tree_fits
from tongket.rounds.queries import years_of

#: The switcher is a plain list: with more units than this, only those where a role is held are offered.
MOST_CHOICES = 100


class Scope:
    """Read lazily, at most once per request."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def held(self) -> list[RoleAssignment]:
        """The roles the viewer holds today, with their units, highest unit first."""
        return list(holdings(self._request.actor).select_related("unit").order_by("unit__code_key"))

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles the viewer holds anywhere."""
        return frozenset(h.role for h in self.held)

    @cached_property
    def own_record(self) -> Person | None:
        """The person who the viewer is, a member or not: their data are kept here too."""
        return person_of(self._request.actor)

    @cached_property
    def person(self) -> Person | None:
        """The viewer's own record, when it is a member's: officers of other organisations have none here."""
        person = self.own_record
        return person if person is not None and person.memberships.exists() else None

    @cached_property
    def units(self) -> list[Unit]:
        """The units at which the viewer holds a role, highest first."""
        return list({h.unit_id: h.unit for h in self.held}.values())

    @cached_property
    def choices(self) -> list[Unit]:
        """The units that the switcher offers: all visible ones, or those of a role when they are many."""
        if not tree_fits(self._request.actor, today(), MOST_CHOICES):
            return self.units
        return list(visible_units(self._request.actor))

    @cached_property
    def unit(self) -> Unit | None:
        """The chosen unit (any visible one), else the first at which the viewer does the year's work.

        Whoever also administers the installation above an office works at the office."""
        chosen = self._request.session.get("unit")
        if chosen:
            unit = visible_unit(self._request.actor, chosen)
            if unit:
                return unit
        working = [h.unit for h in self.held if h.role != Role.ADMINISTRATOR]
        return next(iter([*working, *self.units]), None)

    @cached_property
    def profile(self) -> Profile:
        """What the organisation looked at uses, and how it speaks."""
        return profile_at(self.unit)

    @cached_property
    def years(self) -> list[int]:
        """Years that have a round for the unit, newest first."""
        return years_of(self._request.actor, self.unit) if self.unit else []

    @cached_property
    def year(self) -> int:
        """The chosen year, else the newest year with a round, else this year."""
        chosen = self._request.session.get("year")
        if chosen in self.years:
            return chosen
        return self.years[0] if self.years else today().year

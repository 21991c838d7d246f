"""Who acts in a year: the office's own officers, each with an account of their own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tongket.access.decisions import Actor, Channel
from tongket.access.models import Account
from tongket.access.roles import Role
from tongket.common.text import clean, matching_key, search_key
from tongket.organisation import actions
from tongket.organisation.errors import OneHolderOnly
from tongket.organisation.models import Person, Post, Unit
from tongket.organisation.queries import cells_of, committee_of, heads
from tongket.organisation.states import PostSystem

DEPUTY = "phó bí thư"
#: What an officer of the superior is called whose post no paper names.
OFFICER = "Cán bộ"


@dataclass
class Cast:
    """The accounts of a year by what they do."""

    admin: Account
    clerk: Account
    superior_clerk: Account
    password: str | None
    since: dt.date
    secretary: Account | None = None
    cell_secretaries: dict[int, Account] = field(default_factory=dict)
    superior: dict[str, Account] = field(default_factory=dict)
    _logins: set[str] = field(default_factory=set)

    def act(self, account: Account) -> Actor:
        return account.actor(Channel.CLI)

    def cell(self, cell: Unit) -> Actor:
        """The secretary of a cell, else the clerk: a cell may have nobody with an account."""
        return self.act(self.cell_secretaries.get(cell.pk, self.clerk))

    @property
    def committee(self) -> Actor:
        return self.act(self.secretary or self.clerk)

    @property
    def office(self) -> Actor:
        return self.act(self.clerk)

    def superior_officer(self, name: str = "") -> Actor:
        """The superior's officer of that name, else any of them; its clerk when the papers name nobody."""
        found = self.superior.get(matching_key(name))
        return self.act(found or next(iter(self.superior.values()), self.superior_clerk))

    def login_of(self, name: str) -> str:
        """'Đinh Thị Diệu Khuê' → 'dtd.khue'; a number is added while it is taken."""
        words = re.sub(r"[^a-z ]", "", search_key(name)).split() or ["nguoi-dung"]
        base = "".join(w[0] for w in words[:-1]) + "." + words[-1] if len(words) > 1 else words[0]
        login, number = base, 1
        while login in self._logins:
            number += 1
            login = f"{base}{number}"
        self._logins.add(login)
        return login

    def give(self, person: Person, role: str, unit: Unit) -> Account:
        """The person's account, made when there is none, holds the role for the unit."""
        admin = self.act(self.admin)
        account = person.account or actions.issue_account(
            self.login_of(person.name),
            actor=admin,
            unit=unit,
            display_name=person.name,
            password=self.password,
            person=person,
        )
        actions.grant_role(account, actor=admin, role=role, unit=unit, valid_from=self.since)
        return account


def cast_officers(cast: Cast, organisation: Unit, day: dt.date) -> None:
    """Accounts for the committee and the secretaries of cells, as the register's posts say."""
    for post in committee_of(organisation, day):
        leads = post.is_head or DEPUTY in post.title.lower()
        account = cast.give(
            post.person, Role.COMMITTEE_SECRETARY if leads else Role.COMMITTEE_MEMBER, organisation
        )
        if post.is_head:
            cast.secretary = account
    for post in heads(cells_of(organisation, day), day):
        if post.system == PostSystem.PARTY and post.unit_id not in cast.cell_secretaries:
            person = Person.objects.get(pk=post.person_id)
            cast.cell_secretaries[post.unit_id] = cast.give(person, Role.CELL_SECRETARY, post.unit)


def cast_superior(cast: Cast, superior: Unit, people: Iterable[tuple[str, str]], day: dt.date) -> None:
    """The superior's officers named in the papers: persons with posts at the superior unit, and accounts."""
    office = cast.act(cast.superior_clerk)
    for name, title in people:
        key = matching_key(name)
        if key in cast.superior:
            continue
        post = Post.objects.filter(unit=superior, person__matching_key=key).select_related("person").first()
        if post is None:
            person = actions.add_person(clean(name), actor=office, unit=superior)
            post = _hold(person, office, superior, title or OFFICER, day)
        cast.superior[key] = cast.give(post.person, Role.SUPERIOR_OFFICER, superior)


def _hold(person: Person, actor: Actor, superior: Unit, title: str, day: dt.date) -> Post:
    """A post as the papers name it; papers may give one person's post to two, who then are officers."""
    try:
        return actions.hold_post(
            person, actor=actor, unit=superior, title=title, system=PostSystem.PARTY, valid_from=day
        )
    except OneHolderOnly:
        return _hold(person, actor, superior, OFFICER, day)

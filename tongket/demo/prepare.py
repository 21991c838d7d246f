"""The demonstration: the seed year that ships with the program, loaded into an empty installation."""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command

from tongket.access.roles import Role
from tongket.demo.folder import CaseFolder
from tongket.demo.story import Progress, Year, live_year
from tongket.office.actions import change_profile
from tongket.office.rooms import KEYS
from tongket.organisation import actions as register
from tongket.organisation.models import RoleAssignment
from tongket.organisation.permissions import is_empty_installation
from tongket.organisation.queries import members_of

SEED = Path(__file__).resolve().parent / "department-2021"


def prepare() -> None:
    """Make the tables, and load the seed year when the installation is empty."""
    call_command("migrate", verbosity=0)
    if not is_empty_installation():
        click.echo("Dữ liệu minh họa đã có sẵn.")
        return
    load(progress=click.echo)


def load(progress: Progress = lambda _text: None) -> Year:
    """The seed year in an empty installation, with accounts for every role."""
    year = live_year(CaseFolder(SEED), password=settings.TONGKET_DEMO_PASSWORD, progress=progress)
    add_readers(year)
    open_rooms(year)
    return year


def open_rooms(year: Year) -> None:
    """The demonstration shows every room, at the organisation and at its superior."""
    for unit in (year.organisation, year.superior):
        change_profile(unit, actor=year.cast.act(year.cast.admin), rooms=KEYS)


def add_readers(year: Year) -> None:
    """Accounts of those who act in no chapter but look at the year: a member, the editor, inspection, auditor."""
    admin, since = year.cast.act(year.cast.admin), year.cast.since
    unit = year.organisation
    held = set(RoleAssignment.objects.values_list("account__person", flat=True))
    member = next(m for m in members_of(unit, year.folder.last_day) if m.person_id not in held)
    year.cast.give(member.person, Role.MEMBER, member.unit)
    for login, name, role in (
        ("bientap", "Biên tập viên Cổng thông tin", Role.EDITOR),
        ("kiemtra", "Ủy ban Kiểm tra Đảng ủy", Role.INSPECTION),
        ("kiemtoan", "Kiểm toán viên", Role.AUDITOR),
    ):
        account = register.issue_account(
            login, actor=admin, unit=unit, display_name=name, password=year.cast.password
        )
        register.grant_role(account, actor=admin, role=role, unit=unit, valid_from=since)

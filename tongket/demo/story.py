"""A year lived through: every file of a case folder goes through the actions that the pages use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from tongket.access.decisions import SYSTEM
from tongket.access.roles import Role
from tongket.common.errors import DomainError
from tongket.common.text import clean, matching_key
from tongket.demo.cast import Cast, cast_officers, cast_superior
from tongket.demo.chapters.awards import commend, decide_levels, record_earlier_years
from tongket.demo.chapters.ballots import hold_ballots
from tongket.demo.chapters.conference import hold_conference
from tongket.demo.chapters.publication import publish
from tongket.demo.folder import CaseFolder
from tongket.organisation import actions as register
from tongket.organisation.models import Unit
from tongket.organisation.states import UnitKind
from tongket.reviews.states import Blank
from tongket.rounds.actions import add_layer, create_round, open_round, set_due
from tongket.rounds.models import Round
from tongket.rounds.states import LayerLevel
from tongket.rounds.steps import Step
from tongket.sheets import writers

Progress = Callable[[str], None]


@dataclass
class Year:
    """A year that has been lived: where, in which round, with whom, from which papers."""

    folder: CaseFolder
    cast: Cast
    superior: Unit
    organisation: Unit
    round: Round
    notes: list[str] = field(default_factory=list)

    def note(self, refused: DomainError) -> None:
        """Something that stayed undone because a rule stands against it."""
        self.notes.append(str(refused))


def set_up(folder: CaseFolder, *, password: str | None) -> Year:
    """An empty installation gets the superior, the organisation, an administrator, and a clerk each."""
    row = folder.organisation_row
    since = row.established_on or folder.last_day
    superior, admin = register.set_up(
        "CT",
        actor=SYSTEM,
        unit_name=folder.layer["superior"],
        unit_kind=UnitKind.SUPERIOR_ORGANISATION,
        valid_from=since,
        login="quantri",
        display_name="Quản trị hệ thống",
        password=password,
    )
    act = admin.actor()
    organisation = register.create_unit(
        row.code,
        actor=act,
        name=row.name,
        kind=row.kind,
        valid_from=since,
        parent=superior,
        established_by=row.decision or "",
    )
    clerk = register.issue_account(
        "vanphong", actor=act, unit=organisation, display_name="Văn phòng Đảng ủy", password=password
    )
    register.grant_role(clerk, actor=act, role=Role.CLERK, unit=organisation, valid_from=since)
    above = register.issue_account(
        "captren", actor=act, unit=superior, display_name="Văn phòng cấp ủy cấp trên", password=password
    )
    register.grant_role(above, actor=act, role=Role.CLERK, unit=superior, valid_from=since)
    cast = Cast(admin=admin, clerk=clerk, superior_clerk=above, password=password, since=since)
    round = create_round(
        organisation,
        actor=cast.office,
        year=folder.year,
        title=f"Đợt kiểm điểm, đánh giá, xếp loại chất lượng năm {folder.year}",
    )
    return Year(folder, cast, superior, organisation, round)


def import_register(year: Year) -> None:
    """Units, posts, committee and members from the office's own lists."""
    folder, clerk, day = year.folder, year.cast.office, year.folder.last_day
    unit = year.organisation
    register.record_units(unit, actor=clerk, rows=folder.units.records("units"), happened_on=day)
    register.record_posts(unit, actor=clerk, rows=folder.units.records("posts"), happened_on=day)
    register.record_committee(unit, actor=clerk, rows=folder.units.records("committee"), happened_on=day)
    register.record_members(unit, actor=clerk, rows=folder.members.records("members"), happened_on=day)
    cast_officers(year.cast, unit, day)
    cast_superior(year.cast, year.superior, _superiors_people(folder), year.cast.since)


def _superiors_people(folder: CaseFolder) -> list[tuple[str, str]]:
    """Names and posts of the superior's people in the papers: guests, signers of its decisions, presenters."""
    people = [(g["name"], g["post"]) for g in folder.conference.get("guests") or []]
    ours = matching_key(folder.decision_on_levels["by"])
    people += [
        (decision["signer"], "")
        for decision in folder.awards.get("decisions") or []
        if matching_key(decision["by"]) != ours
    ]
    return [(clean(name), clean(post)) for name, post in people]


def open_the_round(year: Year) -> None:
    """The local layer is adopted, deadlines set, the round opened."""
    folder, clerk = year.folder, year.cast.office
    local = (folder.layer.get("rules") or {}).get("local_layer") or {}
    add_layer(
        year.round,
        actor=clerk,
        level=LayerLevel.SUPERIOR,
        title=local.get("title") or str(folder.layer.get("superior", "")),
        content=folder.layer_text,
        confirmed_by=year.cast.clerk.display_name,
        citation=local.get("title") or "",
    )
    set_due(
        year.round,
        actor=clerk,
        due={
            Step.CIVIL_RATINGS: folder.day("civil_ratings"),
            Step.COMMITTEE: folder.day("committee"),
            Step.SUPERIOR: folder.day("superior"),
            Step.CONFERENCE: folder.day("conference"),
        },
    )
    year.round = open_round(
        year.round, actor=clerk, happened_on=folder.day("civil_ratings") - dt.timedelta(days=30)
    )


def record_the_year(year: Year) -> None:
    """Work, civil ratings, reviews, discipline and inspection, meetings and study."""
    folder, clerk, unit = year.folder, year.cast.office, year.organisation
    common = {"unit": unit, "actor": clerk, "year": folder.year, "happened_on": folder.last_day}
    writers.write_tasks(folder.tasks, **common)
    writers.write_civil_ratings(folder.civil_ratings, **common, blank_means=Blank.NOT_YET)
    writers.write_oversight(folder.oversight, **common)
    writers.write_activities(folder.activities, **common)
    writers.write_reviews(
        folder.reviews, round=year.round, actor=clerk, happened_on=folder.day("civil_ratings")
    )


def live_year(
    folder: CaseFolder, *, password: str | None = None, progress: Progress = lambda _text: None
) -> Year:
    """The whole year of a case folder in an empty installation. ``password``: that of all accounts, None for none."""
    progress("Thiết lập tổ chức")
    year = set_up(folder, password=password)
    progress("Nhập danh sách")
    import_register(year)
    open_the_round(year)
    progress("Nhiệm vụ, xếp loại công chức, kiểm điểm")
    record_the_year(year)
    record_earlier_years(year)
    progress("Bỏ phiếu, tính mức cao nhất đủ điều kiện")
    hold_ballots(year)
    progress("Quyết định, khen thưởng")
    decide_levels(year)
    commend(year)
    progress("Hội nghị tổng kết")
    hold_conference(year)
    progress("Bài viết")
    publish(year)
    for note in year.notes:
        progress(note)
    return year

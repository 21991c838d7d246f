"""The summing-up conference, from its plan to the tasks of the next year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from tongket.demo.chapters.awards import People
from tongket.meetings.actions import (
    arrange_presentation,
    close_conference,
    plan_conference,
    record_all_minutes,
    record_attendance,
    record_conclusions,
    record_proxies,
    record_speeches,
    start_conference,
)
from tongket.meetings.models import Conference
from tongket.meetings.queries import people_to_call
from tongket.meetings.rows import (
    AbsenceRow,
    AgendaRow,
    ConclusionRow,
    ConferencePlan,
    DirectionRow,
    GuestRow,
    MinutesRow,
    PhotoRow,
    ProxyRow,
    SpeechRow,
    StepRow,
)
from tongket.organisation.models import Person, Unit

if TYPE_CHECKING:
    from tongket.demo.story import Year


def _time(written: str | int) -> dt.time:
    """'08:15', '8:15' or '8h15'; YAML reads an unquoted 8:15 as the number of minutes."""
    if isinstance(written, int):
        return dt.time(*divmod(written, 60))
    hour, _, minute = written.strip().lower().replace("h", ":").partition(":")
    return dt.time(int(hour), int(minute or 0))


def _summoned(unit: Unit, day: dt.date, named: Iterable[Person]) -> list[Person]:
    """Those whom every conference calls, and whoever the signed list names besides."""
    called = people_to_call(unit, day)
    known = {person.pk for person in called}
    return called + [person for person in dict.fromkeys(named) if person.pk not in known]


def _plan(paper: dict[str, Any], summoned: Callable[[dt.date], list[Person]]) -> ConferencePlan:
    day = dt.date.fromisoformat(str(paper["date"]))
    return ConferencePlan(
        title=paper["title"],
        held_on=day,
        place=paper["place"],
        agenda=[
            AgendaRow(a["number"], _time(a["from"]), _time(a["to"]), a["item"], a["in_charge"])
            for a in paper["agenda"]
        ],
        guests=[GuestRow(g["name"], g["post"]) for g in paper.get("guests") or []],
        steps=[
            StepRow(s["number"], s["awards"], s["handed_over_by"], s.get("only") or "")
            for s in paper["award_presentation"]
        ],
        photos=[PhotoRow(p["caption"], p.get("file")) for p in paper.get("photos") or []],
        summoned=summoned(day),
    )


def hold_conference(year: Year) -> Conference:
    """Everything that the conference's papers say, entered as it happened."""
    paper, clerk = year.folder.conference, year.cast.office
    attendance, proxies = paper["attendance"], paper.get("proxies") or []
    listed = [*(attendance.get("absent") or []), *(p["received_by"] for p in proxies)]
    people = People([*listed, *(p["for"] for p in proxies)])
    named = [people.person(entry) for entry in listed]
    plan = _plan(paper, lambda day: _summoned(year.organisation, day, named))
    day = plan.held_on
    conference = plan_conference(
        year.organisation, actor=clerk, year=year.folder.year, plan=plan, happened_on=day
    )
    record_attendance(
        conference,
        actor=clerk,
        absent=[AbsenceRow(people.person(a), a.get("reason") or "") for a in attendance.get("absent") or []],
        summoned=attendance["summoned"],
        present=attendance["present"],
        happened_on=day,
    )
    start_conference(conference, actor=clerk, at=plan.agenda[0].starts_at, happened_on=day)
    record_speeches(
        conference,
        actor=clerk,
        speeches=[SpeechRow(s["number"], s["by"], s["minutes"]) for s in paper.get("speeches") or []],
        directions=[DirectionRow(d["id"], d["speech"], d["text"]) for d in paper.get("directions") or []],
        happened_on=day,
    )
    record_all_minutes(
        conference,
        actor=clerk,
        rows=[
            MinutesRow(a.number, f"{a.item}: đồng chí {a.in_charge} thực hiện.", a.starts_at, a.ends_at)
            for a in plan.agenda
        ],
        happened_on=day,
    )
    units = {u.code: u for u in Unit.objects.all()}
    record_conclusions(
        conference,
        actor=clerk,
        rows=[
            ConclusionRow(
                key=c["key"],
                text=c["text"],
                target=c["target"],
                in_charge=units.get(c["in_charge"]),
                due_on=dt.date.fromisoformat(str(c["due"])),
                directions=c.get("from_directions") or (),
            )
            for c in paper["conclusions"]
        ],
        happened_on=day,
    )
    arrange_presentation(conference, actor=clerk, happened_on=day)
    record_proxies(
        conference,
        actor=clerk,
        rows=[ProxyRow(people.person(p["for"]), people.person(p["received_by"])) for p in proxies],
        happened_on=day,
    )
    conference.refresh_from_db()
    return close_conference(conference, actor=clerk, happened_on=day)

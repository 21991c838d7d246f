"""The order of presentation: who receives when, from whom, and what collides (U35)."""

from __future__ import annotations

import datetime as dt

import pytest

from tongket.awards.actions import Recipient, issue_certificates
from tongket.awards.models import Award
from tongket.awards.tests.factories import decide, make_year, signed_decision
from tongket.common.errors import DomainError, NotPermitted, Stale
from tongket.meetings.actions import (
    arrange_presentation,
    change_presenter,
    finish_step,
    move_entry,
    record_proxies,
    reopen_step,
)
from tongket.meetings.models import Conference, StageEntry
from tongket.meetings.queries import ProblemKind, running_order, stage_order, stage_problems
from tongket.meetings.rows import ProxyRow, StepRow
from tongket.meetings.tests.factories import GUEST, make_conference, on_committee, present_but
from tongket.organisation.tests.factories import add_member

pytestmark = pytest.mark.django_db


def kinds(conference: Conference) -> list[ProblemKind]:
    return [p.kind for p in stage_problems(conference)]


def test_recipients_stand_in_the_order_of_their_decision() -> None:
    year = make_year()
    decide(year)
    _year, conference = make_conference(year)
    entries = arrange_presentation(conference, actor=year.clerk)
    assert [e.person for e in entries] == [a.person for a in in_decided_order()]
    assert stage_order(conference) == [a.pk for a in in_decided_order()]


def in_decided_order() -> list[Award]:
    return list(Award.objects.order_by("decision", "number").select_related("person"))


def test_leaders_and_others_of_one_award_are_two_groups() -> None:
    year = make_year()
    on_committee(year, year.people[1])
    decide(year)
    steps = [
        StepRow(1, "members_excellent", GUEST, only="leaders"),
        StepRow(2, "members_excellent", GUEST, only="others"),
    ]
    _year, conference = make_conference(year, steps=steps)
    arrange_presentation(conference, actor=year.clerk)
    leaders, others = running_order(conference)
    assert [line.entry.person for line in leaders.lines] == [year.people[1]]
    assert {line.entry.person for line in others.lines} == {year.people[0], year.people[2]}


def test_unit_that_was_recognised_comes_to_the_stage_without_a_paper() -> None:
    year = make_year()
    _year, conference = make_conference(year, steps=[StepRow(1, "cells", GUEST)])
    (entry,) = arrange_presentation(conference, actor=year.clerk)
    assert (entry.unit, entry.award, entry.citation) == (year.cell, None, "công nhận, không kèm giấy khen")
    assert stage_order(conference) == []


def test_award_that_was_decided_for_a_unit_is_handed_over_with_its_paper() -> None:
    year = make_year()
    decide(year, "cells")
    _year, conference = make_conference(year, steps=[StepRow(1, "cells", GUEST)])
    (entry,) = arrange_presentation(conference, actor=year.clerk)
    assert (entry.unit, entry.award is not None) == (year.cell, True)


def test_arranging_again_keeps_the_order_that_people_gave_and_adds_the_new() -> None:
    year = make_year()
    decide(year, recipients=[Recipient(person=p) for p in year.people[:2]])
    _year, conference = make_conference(year)
    entries = arrange_presentation(conference, actor=year.clerk)
    move_entry(entries[1], actor=year.clerk, order=1)
    late = signed_decision(year, "121-QĐ/ĐU")
    decide(year, document=late, recipients=[Recipient(person=year.people[2])])
    again = arrange_presentation(conference, actor=year.clerk)
    assert [e.person for e in again] == [year.people[1], year.people[0], year.people[2]]
    assert [e.order for e in again] == [1, 2, 3]


def test_arranging_twice_without_a_change_changes_no_record() -> None:
    year = make_year()
    decide(year)
    _year, conference = make_conference(year)
    before = [(e.pk, e.version) for e in arrange_presentation(conference, actor=year.clerk)]
    assert [(e.pk, e.version) for e in arrange_presentation(conference, actor=year.clerk)] == before


def test_certificates_are_piled_in_the_order_of_the_stage() -> None:
    year = make_year()
    decision = decide(year)
    issue_certificates(decision, actor=year.clerk, happened_on=dt.date(2021, 12, 28))
    _year, conference = make_conference(year)
    entries = arrange_presentation(conference, actor=year.clerk)
    move_entry(entries[2], actor=year.clerk, order=1)
    (shown,) = running_order(conference)
    assert [line.entry.award.certificate.number_text for line in shown.lines] == ["03", "01", "02"]
    assert stage_order(conference) == [line.entry.award_id for line in shown.lines]


def test_presenter_who_receives_in_the_same_step_is_found() -> None:
    year = make_year()
    decide(year)
    name = year.people[0].name
    _year, conference = make_conference(year, steps=[StepRow(1, "members_excellent", name)])
    arrange_presentation(conference, actor=year.clerk)
    assert ProblemKind.PRESENTER_RECEIVES in kinds(conference)


def test_presenter_who_received_just_before_stays_on_stage() -> None:
    year = make_year()
    on_committee(year, year.people[0])
    decide(year)
    steps = [
        StepRow(1, "members_excellent", GUEST, only="leaders"),
        StepRow(2, "members_excellent", year.people[0].name, only="others"),
    ]
    _year, conference = make_conference(year, steps=steps)
    arrange_presentation(conference, actor=year.clerk)
    (problem,) = stage_problems(conference)
    assert (problem.step, problem.kind, problem.to_settle) == (2, ProblemKind.PRESENTER_JUST_RECEIVED, False)
    assert problem.text == f"{year.people[0].name} vừa nhận ở đợt trước: giữ lại trên sân khấu"


def test_absent_recipient_needs_a_proxy_who_is_present() -> None:
    year = make_year()
    other = add_member(year.office, year.office.cells[1], 1)
    decide(year)
    _year, conference = make_conference(year)
    arrange_presentation(conference, actor=year.clerk)
    present_but(year, conference, year.people[2])
    assert kinds(conference) == [ProblemKind.ABSENT_WITHOUT_PROXY]
    record_proxies(conference, actor=year.clerk, rows=[ProxyRow(year.people[2], other)])
    assert kinds(conference) == [ProblemKind.ABSENT_WITH_PROXY]
    present_but(year, conference, year.people[2], other)
    assert kinds(conference) == [ProblemKind.ABSENT_WITH_PROXY, ProblemKind.PROXY_ABSENT]


def test_homonym_in_the_hall_is_told_apart_by_birth_date() -> None:
    year = make_year()
    twins = [add_member(year.office, year.office.cells[1], n, name="Nguyễn Thị Thu Hòa") for n in (1, 2)]
    decide(year)
    _year, conference = make_conference(year)
    arrange_presentation(conference, actor=year.clerk)
    present_but(year, conference, year.people[0])
    record_proxies(conference, actor=year.clerk, rows=[ProxyRow(year.people[0], twins[1])])
    (shown,) = running_order(conference)
    (line,) = [line for line in shown.lines if line.absent]
    assert line.proxy_label == f"Nguyễn Thị Thu Hòa ({twins[1].birth:%d/%m/%Y})"


def test_presenter_who_is_absent_or_unknown_is_found() -> None:
    year = make_year()
    decide(year, recipients=[Recipient(person=year.people[0])])
    steps = [
        StepRow(1, "members_excellent", year.people[1].name),
        StepRow(2, "members_excellent", "Người Lạ"),
    ]
    _year, conference = make_conference(year, steps=steps)
    arrange_presentation(conference, actor=year.clerk)
    present_but(year, conference, year.people[1])
    assert kinds(conference) == [ProblemKind.PRESENTER_ABSENT, ProblemKind.PRESENTER_UNKNOWN]


def test_award_that_no_step_calls_and_step_without_recipients_are_found() -> None:
    year = make_year(members=1)
    decide(year)
    _year, conference = make_conference(year, steps=[StepRow(1, "directive_05", GUEST)])
    arrange_presentation(conference, actor=year.clerk)
    assert kinds(conference) == [ProblemKind.EMPTY_STEP, ProblemKind.AWARD_NOT_ON_STAGE]


def test_proxy_must_be_called_and_somebody_else() -> None:
    year, conference = make_conference()
    outside = add_member(year.office, year.office.cells[1], 3)
    for person, code in ((outside, "not_summoned"), (year.people[0], "proxy_is_recipient")):
        with pytest.raises(DomainError) as refused:
            record_proxies(conference, actor=year.clerk, rows=[ProxyRow(year.people[0], person)])
        assert refused.value.code == code


def test_presenter_is_changed_and_an_old_version_is_stale() -> None:
    year, conference = make_conference()
    step = conference.steps.get()
    changed = change_presenter(step, actor=year.clerk, handed_over_by=year.people[0].name, expected_version=1)
    assert changed.presenter == year.people[0]
    with pytest.raises(Stale):
        change_presenter(step, actor=year.clerk, handed_over_by="x", expected_version=1)


def test_steps_are_ticked_off_one_after_the_other_and_back() -> None:
    year = make_year()
    decide(year)
    steps = [StepRow(n, "members_excellent", GUEST) for n in (1, 2)]
    _year, conference = make_conference(year, steps=steps)
    first = conference.steps.get(number=1)
    finish_step(first, actor=year.clerk)
    assert [s.state for s in running_order(conference)] == ["done", "current"]
    reopen_step(first, actor=year.clerk)
    assert [s.state for s in running_order(conference)] == ["current", "waiting"]


@pytest.mark.parametrize("role", ["cell_secretary", "member", "auditor", "other_clerk"])
def test_arranging_is_denied_to_others_than_the_office(role: str) -> None:
    year, conference = make_conference()
    with pytest.raises(NotPermitted):
        arrange_presentation(conference, actor=year.office.actor(role))
    assert not StageEntry.objects.exists()


@pytest.mark.parametrize("members", [1, 3, 50])
def test_running_order_takes_a_constant_number_of_queries(
    members: int, django_assert_num_queries: object
) -> None:
    year = make_year(members=members)
    decide(year)
    _year, conference = make_conference(year)
    arrange_presentation(conference, actor=year.clerk)
    with django_assert_num_queries(8):
        running_order(conference)

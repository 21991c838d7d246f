"""Eligibility with reasons, history of people, the catalogue."""

from __future__ import annotations

import datetime as dt

import pytest

from tongket.access.roles import Role
from tongket.awards import actions, queries
from tongket.awards.actions import PastAwardRow
from tongket.awards.catalogue import PATH as CATALOGUE
from tongket.awards.catalogue import CatalogueFault, catalogue, citation, kind, kinds_on, read, standard_label
from tongket.awards.errors import UnknownKind
from tongket.awards.tests.factories import Year, certificates, make_year, past_levels, rate
from tongket.common.errors import Missing, NotPermitted
from tongket.organisation.tests.factories import add_member, make_account
from tongket.oversight.models import Discipline
from tongket.reviews.states import Level
from tongket.rounds.steps import Step

DAY = dt.date(2021, 12, 27)


@pytest.fixture
def year(db: None) -> Year:
    return make_year()


@pytest.mark.capability(53)
def test_the_catalogue_has_two_schemes_individuals_and_collectives_each_cited_and_dated() -> None:
    party, state = kinds_on(DAY, scheme="party"), kinds_on(DAY, scheme="state")
    assert {
        "members_excellent",
        "cells",
        "directive_05",
        "superior_individuals",
        "exemplars",
        "organisation",
    } <= {k.key for k in party}
    assert {k.key for k in party}.isdisjoint(k.key for k in state)
    assert {k.subject for k in party} == {"individual", "collective", "organisation"}
    assert all(k.cites_text and k.cites_place for k in catalogue().kinds)
    assert not kind("directive_05", DAY).confirmed


@pytest.mark.capability(53)
def test_an_entry_holds_only_between_its_dates() -> None:
    assert kind("cells_five_years", dt.date(2021, 9, 28)).key == "cells_five_years"
    with pytest.raises(UnknownKind):
        kind("cells_five_years", dt.date(2021, 9, 27))
    assert [kind("cells", day).evidence for day in (dt.date(2021, 9, 27), dt.date(2021, 9, 28))] == [
        "recalled",
        "seen",
    ]
    texts = [
        kind("state_merit_province", day).cites_text for day in (dt.date(2025, 6, 30), dt.date(2025, 7, 1))
    ]
    assert texts == ["NĐ 98/2023/NĐ-CP", "NĐ 152/2025/NĐ-CP"]


def test_the_standard_is_named_as_in_the_year_rewarded() -> None:
    assert standard_label("members", 2017).vi == "Đủ tư cách, hoàn thành xuất sắc nhiệm vụ"
    assert citation(kind("members_excellent", DAY), 2021) == (
        "Đạt tiêu chuẩn “Hoàn thành xuất sắc nhiệm vụ” năm 2021"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("scheme: party", "scheme: partei"),
        ("evidence: seen", "evidence: hearsay"),
        ("key: cells\n", "key: province_individuals\n"),
        ("subject: individual", "subjekt: individual"),
        ("form: flag", "form: banner"),
    ],
)
def test_a_faulty_catalogue_is_refused_with_the_entry_named(old: str, new: str) -> None:
    with pytest.raises(CatalogueFault):
        read(CATALOGUE.read_text(encoding="utf-8").replace(old, new, 1))


@pytest.mark.capability(56)
def test_five_years_in_a_row_are_counted_from_old_papers_and_this_years_decision(year: Year) -> None:
    complete, gap, weaker = year.people
    past_levels(year, complete, dict.fromkeys(range(2016, 2021), Level.EXCELLENT))
    past_levels(year, gap, dict.fromkeys((2017, 2018, 2020), Level.EXCELLENT))
    past_levels(
        year, weaker, {2017: Level.EXCELLENT, 2018: Level.GOOD, 2019: Level.EXCELLENT, 2020: Level.EXCELLENT}
    )
    rows = {r.subject: r for r in queries.eligibility(year.clerk, year.round, "superior_individuals")}
    assert [rows[p].eligible for p in (complete, gap, weaker)] == [True, None, False]
    assert [r.state for r in rows[gap].reasons] == ["met", "met", "undetermined", "met", "met"]
    assert [r.text for r in rows[weaker].reasons if r.state == "unmet"] == [
        "Năm 2018: Hoàn thành tốt nhiệm vụ 2018"
    ]
    assert all(r.links for r in rows[complete].reasons)
    assert queries.five_years_excellent(year.round) == [complete]


@pytest.mark.parametrize("kind", ["members_excellent", "superior_individuals", "cells"])
def test_counts_over_all_say_what_the_reasons_of_each_say(kind: str, year: Year) -> None:
    past_levels(year, year.people[0], dict.fromkeys(range(2016, 2021), Level.EXCELLENT))
    past_levels(year, year.people[1], {2018: Level.GOOD})
    add_member(year.office, year.cell, 9)
    rows = queries.eligibility(year.clerk, year.round, kind)
    assert queries.eligible(year.clerk, year.round, kind) == [(r.subject.pk, r.eligible) for r in rows]
    some = [rows[-1].subject.pk]
    assert [r.subject.pk for r in queries.eligibility(year.clerk, year.round, kind, among=some)] == some


@pytest.mark.capability(56)
def test_without_a_decided_level_nothing_is_claimed(year: Year) -> None:
    unrated = add_member(year.office, year.cell, 9)
    good = add_member(year.office, year.cell, 10)
    rate(year, [good], Level.GOOD)
    rows = {r.subject: r for r in queries.eligibility(year.clerk, year.round, "members_excellent")}
    assert (rows[unrated].eligible, rows[good].eligible, rows[year.people[0]].eligible) == (None, False, True)


@pytest.mark.capability(56)
def test_discipline_is_named_to_those_who_may_read_it_and_hidden_from_the_others(year: Year) -> None:
    Discipline.objects.create(
        person=year.people[0],
        unit=year.cell,
        form="reprimand",
        decision_number="05-QĐ/UBKT",
        decided_on=dt.date(2021, 7, 1),
        authority="Ủy ban Kiểm tra",
        content="Nội dung kín",
        year_counted=2021,
    )
    clerk = {r.subject: r for r in queries.eligibility(year.clerk, year.round, "members_excellent")}
    reader = year.office.actor(Role.COMMITTEE_MEMBER)
    others = {r.subject: r for r in queries.eligibility(reader, year.round, "members_excellent")}
    assert clerk[year.people[0]].reasons[-1].state == "unmet"
    hidden = others[year.people[0]].reasons[-1]
    assert (hidden.state, hidden.links) == ("hidden", [])
    assert hidden.text == (
        "Theo văn bản số 05-QĐ/UBKT ngày 01/07/2021 của Ủy ban Kiểm tra (người có thẩm quyền được xem)"
    )


def test_eligibility_is_not_shown_to_members(year: Year) -> None:
    with pytest.raises(NotPermitted):
        queries.eligibility(year.office.actor(Role.MEMBER), year.round, "members_excellent")


@pytest.mark.capability(65)
def test_a_persons_history_joins_old_papers_and_decisions_and_is_found_without_accents(year: Year) -> None:
    person = add_member(year.office, year.cell, 11, name="Đặng Thị Ngọc Ẩn")
    rate(year, [person], Level.EXCELLENT)
    rows = [
        PastAwardRow(person, 2018, "Giấy khen", "Đảng ủy", "124-QĐ/ĐU"),
        PastAwardRow(person, 2016, "Giấy khen", "Đảng ủy", "99-QĐ/ĐU"),
    ]
    assert len(actions.record_past_awards(year.office.organisation, actor=year.clerk, rows=rows)) == 2
    assert actions.record_past_awards(year.office.organisation, actor=year.clerk, rows=rows) == []
    certificates(year)
    lines = queries.person_history(year.clerk, person)
    assert [(line.year, line.number) for line in lines] == [
        (2021, "120-QĐ/ĐU"),
        (2018, "124-QĐ/ĐU"),
        (2016, "99-QĐ/ĐU"),
    ]
    [found] = queries.search_people(year.clerk, "an dang")
    assert (found, found.earlier, found.given) == (person, 2, 1)


def test_a_person_reads_the_own_history_and_nobody_elses(year: Year) -> None:
    own, other = year.people[0], year.people[1]
    account = make_account(year.office, "cua-minh", Role.MEMBER, year.cell, person=own)
    certificates(year)
    assert len(queries.person_history(account.actor(), own)) == 1
    with pytest.raises(Missing):
        queries.person_history(account.actor(), other)


def test_a_clerk_of_another_organisation_finds_nobody(year: Year) -> None:
    certificates(year)
    stranger = year.office.actor("other_clerk")
    assert list(queries.search_people(stranger, year.people[0].name)) == []
    with pytest.raises(Missing):
        queries.person_history(stranger, year.people[0])


@pytest.mark.parametrize("number", [1, 3, 50])
def test_eligibility_takes_the_same_queries_for_any_number_of_members(
    db: None, django_assert_max_num_queries: object, number: int
) -> None:
    year = make_year(members=number)
    with django_assert_max_num_queries(16):
        rows = queries.eligibility(year.clerk, year.round, "superior_individuals")
    assert len(rows) == number


def test_the_years_line_counts_answered_nominations_by_cell(year: Year) -> None:
    actions.nominate(
        year.round,
        actor=year.clerk,
        kind="members_excellent",
        rows=[actions.NominationRow(person=p) for p in year.people],
        happened_on=DAY,
    )
    whole, first, second = queries.step_state(year.clerk, year.round, year.office.cells)
    assert (whole.key, whole.done, whole.total) == (Step.COMMENDATION, 0, 3)
    assert (first.unit_id, first.total, second.total) == (year.cell.pk, 3, 0)
    assert [a.key for a in queries.due_acts(year.clerk, year.round)] == ["awards.submit"]
    certificates(year)
    assert [a.key for a in queries.due_acts(year.clerk, year.round)] == ["awards.print_certificates"]
    assert queries.step_state(year.clerk, year.round, [])[0].done == 3

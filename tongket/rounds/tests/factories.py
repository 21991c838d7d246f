"""Rounds for tests: a layer that settles what the texts leave open, written for tests only."""

from __future__ import annotations

import datetime as dt

from tongket.access.roles import Role
from tongket.organisation.tests.factories import Office
from tongket.rounds import actions
from tongket.rounds.models import Round
from tongket.rounds.states import LayerLevel

COMMITTEE_DAY = dt.date(2021, 12, 22)
OPENED = dt.date(2021, 11, 20)

LAYER = """
year: 2021
rules:
  central: [QĐ 132-QĐ/TW, HD 21-HD/BTCTW]
  local_layer: {title: Hướng dẫn thử nghiệm số 01-HD/TN}
dates: {committee: 2021-12-22}
quotas:
  members: {share: 20%, denominator: good_only, rounding: down, at_least_one: true, group: grassroots organisation}
  cells: {share: 20%, denominator: good_or_better, rounding: down, at_least_one: true, group: grassroots organisation}
  organisations: {share: 20%, denominator: good_only, rounding: down, at_least_one: false, group: direct superior}
votes:
  cell: {roll: 'official members, not exempt, not suspended', majority: more than half of the roll}
  second_ballot: {roll: committee, majority: more than half of the roll, choices_at_most: places, border_tie: none of the tied unless a further ballot is held}
  ballot_on_cells: as second_ballot; cells tied at the border fall under cell_quota
marks_that_decide: {members: cell committee, cells: superior body, organisation: superior body}
sick_leave_days: 90
clauses:
  exempt_from_activities: {effect: out of scope, cites: HD 21 II.1.2}
  criteria_frame: {effect: ceiling from the marks, cites: 'HD 21 II.B.1.3, II.B.2.3'}
  civil_rating_not_excellent: {effect: at most good, cites: HD 21 II.B.2.3}
  sick_three_months: {effect: at most fair, cites: HD 21 II.6}
  disciplined_in_year: {effect: failed, cites: HD 21 II.B.2}
  head_not_above_unit: {effect: at most the level of the unit headed, cites: HD 21 II.B.4}
  member_quota: {effect: at most good when not chosen in the second ballot, cites: HD 21 II.B.2.3}
  member_border_tie: {effect: at most good for those tied at the border, cites: local layer}
  superior_quota: {effect: organisation at most good when the superior did not choose it, cites: HD 21 II.B.1.3}
  cell_quota: {effect: at most good when not chosen in the ballot on cells, cites: HD 21 II.B.1.3}
"""  # noqa: E501


def make_round(office: Office, *, year: int = 2021, layer: str | None = LAYER, opened: bool = True) -> Round:
    """A round of the office's organisation with the test layer, open unless asked otherwise."""
    clerk = office.actor(Role.CLERK)
    made = actions.create_round(
        office.organisation,
        actor=clerk,
        year=year,
        title=f"Kiểm điểm, xếp loại năm {year}",
        happened_on=OPENED,
    )
    if layer:
        actions.add_layer(
            made,
            actor=clerk,
            level=LayerLevel.SUPERIOR,
            title="Hướng dẫn thử nghiệm số 01-HD/TN",
            content=layer,
            confirmed_by="Trần Văn Ước",
            happened_on=OPENED,
        )
    if opened:
        actions.open_round(made, actor=clerk, happened_on=OPENED)
    return made

"""What changes the rating of a year."""

from tongket.ratings.actions.ballots import open_cell_ballot, open_organisation_ballot, open_second_ballot
from tongket.ratings.actions.compute import compute_outcomes
from tongket.ratings.actions.decide import decide_member_levels, decide_unit_levels, regularise_rating
from tongket.ratings.actions.history import record_history
from tongket.ratings.actions.organisation import propose_organisation, record_superior_decision
from tongket.ratings.actions.trial import Tried, try_changes

__all__ = [
    "Tried",
    "compute_outcomes",
    "decide_member_levels",
    "decide_unit_levels",
    "open_cell_ballot",
    "open_organisation_ballot",
    "open_second_ballot",
    "propose_organisation",
    "record_history",
    "record_superior_decision",
    "regularise_rating",
    "try_changes",
]

"""What is read of ratings. Functions for someone take the viewer first and show no more than they may see."""

from tongket.ratings.queries.board import Board, board
from tongket.ratings.queries.board_index import FILTERS
from tongket.ratings.queries.explaining import ExplanationPage, explanation
from tongket.ratings.queries.organisation import OrganisationPage, organisation
from tongket.ratings.queries.quotas import QuotaPage, quota
from tongket.ratings.queries.totals import past_levels, totals, years_excellent
from tongket.ratings.queries.trials import (
    ChangesShown,
    DifferencePage,
    TrialPage,
    differences,
    shown_changes,
    trial_page,
)
from tongket.ratings.queries.waiting import due_acts, step_state

__all__ = [
    "FILTERS",
    "Board",
    "ChangesShown",
    "DifferencePage",
    "ExplanationPage",
    "OrganisationPage",
    "QuotaPage",
    "TrialPage",
    "board",
    "differences",
    "due_acts",
    "explanation",
    "organisation",
    "past_levels",
    "quota",
    "shown_changes",
    "step_state",
    "totals",
    "trial_page",
    "years_excellent",
]

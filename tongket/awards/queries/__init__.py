"""What is read of commendations."""

from tongket.awards.queries.checks import checks_before_print
from tongket.awards.queries.eligibility import EligibilityRow, eligibility, eligible, five_years_excellent
from tongket.awards.queries.history import HistoryLine, person_history, search_people
from tongket.awards.queries.lists import (
    awards_by_kind,
    certificates_of,
    decisions_of,
    exemplars_of,
    in_both_lists,
    irregular_awards,
    nominations_of,
    recipients,
    register,
    same_year,
    submissions_of,
)
from tongket.awards.queries.public import CheckResult, check_certificate, masked_name, public_decisions
from tongket.awards.queries.year import due_acts, step_state

__all__ = [
    "CheckResult",
    "EligibilityRow",
    "HistoryLine",
    "awards_by_kind",
    "certificates_of",
    "check_certificate",
    "checks_before_print",
    "decisions_of",
    "due_acts",
    "eligibility",
    "eligible",
    "exemplars_of",
    "five_years_excellent",
    "in_both_lists",
    "irregular_awards",
    "masked_name",
    "nominations_of",
    "person_history",
    "public_decisions",
    "recipients",
    "register",
    "same_year",
    "search_people",
    "step_state",
    "submissions_of",
]

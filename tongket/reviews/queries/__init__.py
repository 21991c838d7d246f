"""What is read of the review. Functions for someone take the viewer first and show no more than they may see."""

from tongket.reviews.queries.members import (
    FILTERS,
    CivilList,
    ReviewList,
    Row,
    civil_ratings,
    review_list,
    rows_of,
    rows_with,
)
from tongket.reviews.queries.steps import due_acts, step_state
from tongket.reviews.queries.subjects import (
    SubjectReview,
    cells_to_read,
    collective_ratings,
    criteria_of,
    get_absence,
    person_review,
    unit_assessments,
    unit_review,
)

__all__ = [
    "FILTERS",
    "CivilList",
    "ReviewList",
    "Row",
    "SubjectReview",
    "cells_to_read",
    "civil_ratings",
    "collective_ratings",
    "criteria_of",
    "due_acts",
    "get_absence",
    "person_review",
    "review_list",
    "rows_of",
    "rows_with",
    "step_state",
    "unit_assessments",
    "unit_review",
]

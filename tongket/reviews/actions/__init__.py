"""What changes the review of a year."""

from tongket.reviews.actions.assessments import (
    record_assessment,
    record_assessments,
    record_residence_comments,
)
from tongket.reviews.actions.yearly import record_absences, record_civil_ratings, record_collective_ratings

__all__ = [
    "record_absences",
    "record_assessment",
    "record_assessments",
    "record_civil_ratings",
    "record_collective_ratings",
    "record_residence_comments",
]

"""What changes requests, terms, holds, and what erases."""

from tongket.privacy.actions.anonymise import anonymise
from tongket.privacy.actions.requests import answer_request, ask_correction, complete_request
from tongket.privacy.actions.terms import confirm_term, lift_hold, place_hold

__all__ = [
    "anonymise",
    "answer_request",
    "ask_correction",
    "complete_request",
    "confirm_term",
    "lift_hold",
    "place_hold",
]

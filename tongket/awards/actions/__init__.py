"""What changes commendations."""

from tongket.awards.actions.certificates import (
    cancel_certificate,
    confirm_proof,
    hand_over,
    issue_certificates,
    print_certificates,
    reissue_certificate,
    reprint_certificate,
)
from tongket.awards.actions.decisions import (
    Recipient,
    record_decision,
    regularise_award,
    revoke_decision,
)
from tongket.awards.actions.exemplars import (
    advance_exemplar,
    choose_exemplar,
    record_exemplar_consent,
    register_exemplar,
)
from tongket.awards.actions.history import PastAwardRow, record_past_awards
from tongket.awards.actions.nominations import (
    NominationRow,
    appraise,
    change_nomination,
    nominate,
    not_propose,
    reopen_nomination,
    resubmit,
    return_nomination,
    submit,
)
from tongket.awards.actions.publication import record_publication_ground, record_publication_grounds

__all__ = [
    "NominationRow",
    "PastAwardRow",
    "Recipient",
    "advance_exemplar",
    "appraise",
    "cancel_certificate",
    "change_nomination",
    "choose_exemplar",
    "confirm_proof",
    "hand_over",
    "issue_certificates",
    "nominate",
    "not_propose",
    "print_certificates",
    "record_decision",
    "record_exemplar_consent",
    "record_past_awards",
    "record_publication_ground",
    "record_publication_grounds",
    "register_exemplar",
    "regularise_award",
    "reissue_certificate",
    "reopen_nomination",
    "reprint_certificate",
    "resubmit",
    "return_nomination",
    "revoke_decision",
    "submit",
]

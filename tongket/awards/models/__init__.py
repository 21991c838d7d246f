"""Nominations, decisions with their recipients, certificates and their register, history, exemplars."""

from tongket.awards.models.certificates import Certificate, RegisterEntry
from tongket.awards.models.decisions import Award, AwardDecision
from tongket.awards.models.history import Exemplar, ExemplarStep, PastAward
from tongket.awards.models.nominations import Nomination, NominationStep, Submission

__all__ = [
    "Award",
    "AwardDecision",
    "Certificate",
    "Exemplar",
    "ExemplarStep",
    "Nomination",
    "NominationStep",
    "PastAward",
    "RegisterEntry",
    "Submission",
]

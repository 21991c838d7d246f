"""Regulations as data: packs loaded strictly, facts judged exactly, every outcome explained."""

from tongket.rules.assess import assess
from tongket.rules.errors import FactFault, FactsError, RuleError
from tongket.rules.layers import LayerSource
from tongket.rules.loader import list_packs, load_pack
from tongket.rules.model import Pack, Suspension
from tongket.rules.outcomes import Assessment, ClauseResult, Outcome, QuotaOutcome
from tongket.rules.quotas import Places, compute_quota

__all__ = [
    "Assessment",
    "ClauseResult",
    "FactFault",
    "FactsError",
    "LayerSource",
    "Outcome",
    "Pack",
    "Places",
    "QuotaOutcome",
    "RuleError",
    "Suspension",
    "assess",
    "compute_quota",
    "list_packs",
    "load_pack",
]

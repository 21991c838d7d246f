"""Regulations as data: packs loaded strictly, facts judged exactly, every outcome explained."""

from tongket.rules.assess import assess
from tongket.rules.cases import CaseResult, run_cases
from tongket.rules.compare import Change, Comparison, compare, diff_packs, what_if
from tongket.rules.errors import FactFault, FactsError, RuleError
from tongket.rules.explain import explain
from tongket.rules.explain_quota import QuotaExplanation, explain_quota
from tongket.rules.explanation import Condition, Explanation
from tongket.rules.layers import LayerSource
from tongket.rules.loader import list_packs, load_pack
from tongket.rules.model import Pack, Suspension
from tongket.rules.outcomes import Assessment, ClauseResult, Outcome, QuotaOutcome
from tongket.rules.quotas import Places, compute_quota
from tongket.rules.show import show_pack
from tongket.rules.stored import Kept, kept_level, named_by, restore, restore_quota

__all__ = [
    "Assessment",
    "CaseResult",
    "Change",
    "ClauseResult",
    "Comparison",
    "Condition",
    "Explanation",
    "FactFault",
    "FactsError",
    "Kept",
    "LayerSource",
    "Outcome",
    "Pack",
    "Places",
    "QuotaExplanation",
    "QuotaOutcome",
    "RuleError",
    "Suspension",
    "assess",
    "compare",
    "compute_quota",
    "diff_packs",
    "explain",
    "explain_quota",
    "kept_level",
    "list_packs",
    "load_pack",
    "named_by",
    "restore",
    "restore_quota",
    "run_cases",
    "show_pack",
    "what_if",
]

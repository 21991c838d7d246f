"""A quota as a person reads it: the equation in words and numbers, and everybody's rank in the ballot."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import asdict, dataclass

from tongket.rules.model import Pack
from tongket.rules.outcomes import Assessment, QuotaOutcome
from tongket.rules.parameters import write_share
from tongket.rules.phrases import cited, phrase, write_fraction, write_parameter
from tongket.rules.quotas import round_places


@dataclass(frozen=True, slots=True)
class QuotaStep:
    text: str
    equation: str


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """`rank` is like 1–4 for equal votes; `result` a key, `result_text` its words."""

    subject: str
    name: str
    rank: str
    votes: int | None
    needed: int | None
    result: str
    result_text: str


@dataclass(frozen=True, slots=True)
class QuotaExplanation:
    intro: str
    equation: str
    note: str
    steps: tuple[QuotaStep, ...]
    caveat: str
    places: int | None
    cites: tuple[str, ...]
    parameters: tuple[tuple[str, str, bool], ...]
    candidates: tuple[CandidateRow, ...]
    border: str
    votes_total: int
    missing: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Plain data for JSON and templates."""
        return asdict(self)


def explain_quota(
    pack: Pack, quota: QuotaOutcome, *, lang: str = "vi", assessment: Assessment | None = None
) -> QuotaExplanation:
    """The equation of a quota with its steps and the ballot's rows; names come from `assessment` if given."""
    rule = pack.clauses[quota.clause].quota
    assert rule is not None, "a quota outcome comes from a quota clause"
    top, over = (pack.levels[rank].label.get(lang) for rank in (rule.top, rule.over))
    base = quota.rated if quota.denominator == "all_rated" else quota.good_or_better
    share = phrase("unknown", lang) if quota.share is None else write_share(quota.share)
    intro = phrase(f"quota_intro_{quota.denominator}", lang, top=top, over=over, share=share)
    note = phrase(
        f"quota_note_{quota.denominator}", lang, top=top, over=over, count="?" if base is None else base
    )
    paths = pack.clauses[quota.clause].parameters
    parameters = [pack.parameters[path] for path in paths]
    return QuotaExplanation(
        intro=intro,
        equation=_equation(quota),
        note=note,
        steps=_steps(quota, lang),
        caveat=_caveat(quota, lang),
        places=quota.places,
        cites=cited(pack.clauses[quota.clause].cites),
        parameters=tuple(
            (item.label.get(lang), write_parameter(item, lang), item.confirmed) for item in parameters
        ),
        candidates=_rows(quota, lang, assessment),
        border=_border(quota, lang),
        votes_total=sum(quota.votes.values()),
        missing=quota.missing,
    )


def _equation(quota: QuotaOutcome) -> str:
    first = quota.equation.partition(";")[0]
    return first.replace("<=", "≤").replace("*", "×").replace(" - ", " − ")


def _steps(quota: QuotaOutcome, lang: str) -> tuple[QuotaStep, ...]:
    if quota.bound is None or quota.places is None:
        return ()
    text = phrase("step_product", lang)
    if quota.denominator == "good_only":
        divisor = (1 + quota.share) / quota.share if quota.share else None
        whole = divisor is not None and divisor.denominator == 1
        text = phrase("step_divide", lang, divisor=divisor) if whole else phrase("step_collect", lang)
    rounded = round_places(quota.bound, quota.rounding)
    steps = [
        *_sources(quota, lang),
        QuotaStep(text, f"x ≤ {write_fraction(quota.bound, lang)}"),
        QuotaStep(phrase(f"step_{quota.rounding}", lang), f"x ≤ {rounded}"),
    ]
    if quota.at_least_one and rounded != quota.places:
        steps.append(QuotaStep(phrase("step_at_least_one", lang), f"x ≤ {quota.places}"))
    return tuple(steps)


def _sources(quota: QuotaOutcome, lang: str) -> list[QuotaStep]:
    """Where the share comes from, if not from the text itself."""
    found = []
    if quota.reference is not None and quota.share is not None:
        part, whole = quota.reference
        found.append(
            QuotaStep(phrase("step_reference", lang), f"{part}/{whole} = {write_fraction(quota.share, lang)}")
        )
    if quota.granted_by and quota.share is not None:
        found.append(
            QuotaStep(phrase("step_granted", lang, by=quota.granted_by), f"{write_share(quota.share)}")
        )
    return found


def _caveat(quota: QuotaOutcome, lang: str) -> str:
    """Said where the places are more than the largest whole number that fulfils the inequality."""
    if quota.bound is None or quota.places is None:
        return ""
    most = math.floor(quota.bound)
    if quota.places <= most:
        return ""
    key = "at_least_one_caveat" if round_places(quota.bound, quota.rounding) == most else "rounding_caveat"
    return phrase(key, lang, places=quota.places, most=most)


def _rows(quota: QuotaOutcome, lang: str, assessment: Assessment | None) -> tuple[CandidateRow, ...]:
    order = sorted(quota.candidates, key=lambda name: -quota.votes.get(name, -1))
    counted = [quota.votes[name] for name in order if name in quota.votes]
    ranks = _ranks(counted)
    results = _results(quota)
    rows = []
    for name in order:
        votes, needed = quota.votes.get(name), quota.needed.get(name)
        result = results.get(name) or _uncounted(quota, votes, needed)
        text = phrase(f"result_{result}", lang, needed=needed)
        rank = "" if votes is None else ranks[votes]
        rows.append(CandidateRow(name, _name(name, assessment), rank, votes, needed, result, text))
    return tuple(rows)


def _ranks(counted: list[int]) -> dict[int, str]:
    """Votes → rank; ``counted`` from the most votes to the fewest."""
    ranks: dict[int, str] = {}
    first = 1
    for votes, many in Counter(counted).items():
        last = first + many - 1
        ranks[votes] = str(first) if first == last else f"{first}–{last}"
        first = last + 1
    return ranks


def _name(subject: str, assessment: Assessment | None) -> str:
    for outcomes in assessment.tables().values() if assessment is not None else ():
        if subject in outcomes:
            return str(outcomes[subject].facts.get("name") or subject)
    return subject


def _results(quota: QuotaOutcome) -> dict[str, str]:
    """Candidate → what came out, for those for whom the ballot says it."""
    found = dict.fromkeys(quota.pending, "pending")
    found |= dict.fromkeys(quota.border_ties, "tied")
    return found | dict.fromkeys(quota.selected, "selected")


def _uncounted(quota: QuotaOutcome, votes: int | None, needed: int | None) -> str:
    if votes is None or needed is None:
        return "no_ballot" if quota.places == 0 else "not_standing" if quota.votes else "by_superior"
    return "no_majority" if votes < needed else "no_place"


def _border(quota: QuotaOutcome, lang: str) -> str:
    if quota.places is None or not quota.votes or quota.pending:
        return ""
    if quota.border_ties:
        votes = quota.votes[quota.border_ties[0]]
        return phrase("border_tied", lang, count=len(quota.border_ties), votes=votes, places=quota.places)
    passed = sorted(
        (votes for name, votes in quota.votes.items() if votes >= quota.needed[name]), reverse=True
    )
    if 0 < quota.places < len(passed):
        last, after = passed[quota.places - 1], passed[quota.places]
        places = quota.places
        return phrase("border_clear", lang, places=places, next=places + 1, last=last, after=after)
    return phrase("border_free", lang, places=quota.places, count=len(quota.selected))

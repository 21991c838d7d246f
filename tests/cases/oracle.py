"""What must come out of a case, by the folder's README, its parameters and its expected file, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from tests.cases.arithmetic import K, add_months, bound, choose, clock, frame, lower, places, rank, text
from tests.cases.facts import EXEMPT, LEVELS, NOT_COVERED, SUSPENDED, Case, Cell, Person, Quota

Ceiling = tuple[str, str]  # clause, highest level that it leaves


@dataclass
class Outcome:
    scope: str = "rated"
    scope_by: str = ""
    ceilings: list[Ceiling] = field(default_factory=list)
    proposed: str = "good"
    chosen: bool = False
    quota_clause: str | None = None

    @property
    def allowed(self) -> str:
        return lower("excellent", *(level for _, level in self.ceilings))

    @property
    def before_quota(self) -> str:
        return lower(self.proposed, self.allowed)

    @property
    def level(self) -> str:
        if self.scope != "rated":
            return self.scope
        return lower(self.before_quota, "good") if self.quota_clause else self.before_quota

    @property
    def lowered_by(self) -> list[str]:
        clauses = [clause for clause, level in self.ceilings if rank(level) > rank(self.proposed)]
        return clauses + ([self.quota_clause] if self.quota_clause else [])


class Oracle:
    """Works the case through in the order that its parameters give."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.members = [self.member(p) for p in case.people]
        self.rated = [(p, o) for p, o in zip(case.people, self.members, strict=True) if o.scope == "rated"]
        self.shares = {c.code: self.cell_shares(c) for c in case.cells}
        self.cells = {c.code: self.cell(c) for c in case.cells}
        self.cell_candidates = [c for c, o in self.cells.items() if o.before_quota == "excellent"]
        self.cell_quota = self.quota_of("cells", [o.before_quota for o in self.cells.values()])
        self.roll = len(case.committee)
        self.cells_chosen, self.cell_ties = self.ballot(
            self.cell_candidates, case.cell_votes, self.cell_quota["places"]
        )
        for code in self.cell_candidates:
            if code not in self.cells_chosen:
                self.cells[code].quota_clause = "cell_quota"
        self.organisation = self.judge_organisation()
        if case.head_cap:
            self.cap_heads()
        self.candidates = [p.key for p, o in self.rated if o.before_quota == "excellent"]
        self.member_quota = self.quota_of("members", [o.before_quota for _, o in self.rated])
        self.chosen, self.ties = self.ballot(self.candidates, case.member_votes, self.member_quota["places"])
        for person, outcome in self.rated:
            if person.key in self.candidates and person.key not in self.chosen:
                tied = person.key in self.ties
                outcome.quota_clause = "member_border_tie" if tied else "member_quota"

    def member(self, person: Person) -> Outcome:
        case = self.case
        for status, clause in ((EXEMPT, "exempt_from_activities"), (SUSPENDED, "activities_suspended")):
            if person.status == status:
                return Outcome(scope="exempt", scope_by=clause)
        if add_months(person.admitted, case.months_since_admission) > case.dates["committee"]:
            return Outcome(scope="not_rated", scope_by="admitted_less_than_six_months")
        outcome = Outcome(proposed=person.level_cell)
        add = outcome.ceilings.append
        add(("criteria_frame", frame(person.marks, (4,))))
        if person.civil not in ("excellent", NOT_COVERED, None):
            add(("civil_rating_not_excellent", "good"))
        if sum(x.days for x in person.leave if x.reason == "Ốm") >= case.sick_leave_days:
            add(("sick_three_months", "fair"))
        if any(d.year == case.year for d in person.discipline):
            add(("disciplined_in_year", "failed"))
        if 2 * sum(t.result >= t.target for t in person.tasks) < len(person.tasks):
            add(("tasks_below_half", "failed"))
        if person.civil == "failed":
            add(("civil_rating_failed", "failed"))
        return outcome

    def cell_shares(self, cell: Cell) -> dict[str, Fraction | None]:
        levels = [o.before_quota for p, o in self.rated if p.cell == cell.code]
        return self.fractions(levels)

    @staticmethod
    def fractions(levels: list[str]) -> dict[str, Fraction | None]:
        def share(level: str) -> Fraction | None:
            reached = sum(rank(x) <= rank(level) for x in levels)
            return Fraction(reached, len(levels)) if levels else None

        return {level: share(level) for level in ("fair", "good")}

    def subordinates(self, outcome: Outcome, shares: dict[str, Fraction | None], names: list[str]) -> None:
        enough = Quota(share=self.case.share_at_least_good).fraction
        if shares["fair"] is not None and shares["fair"] < 1:
            outcome.ceilings.append((names[0], "good"))
        if shares["good"] is not None and shares["good"] < enough:
            outcome.ceilings.append((names[1], "good"))

    def cell(self, cell: Cell) -> Outcome:
        outcome = Outcome(proposed=cell.level_self)
        outcome.ceilings.append(("criteria_frame", frame(cell.marks, (4, 5))))
        self.subordinates(
            outcome, self.shares[cell.code], ["cell_all_members_fair", "cell_eighty_percent_good"]
        )
        mass = [b for b in self.case.bodies if b.kind == "Đoàn thể" and b.peer == cell.code]
        if any(rank(b.level) > rank("good") for b in mass):
            outcome.ceilings.append(("cell_mass_bodies_good", "good"))
        return outcome

    def quota_of(self, what: str, levels: list[str]) -> dict[str, Any]:
        good = sum(rank(x) <= rank("good") for x in levels)
        return self.quota(what, len(levels), good)

    def quota(self, what: str, rated: int, good: int) -> dict[str, Any]:
        quota = self.case.quotas[what]
        limit = bound(quota, rated, good)
        return {
            "denominator": quota.denominator,
            "rounding": quota.rounding,
            "at_least_one": quota.at_least_one,
            "good_or_better": good,
            "rated": rated,
            "bound": str(limit),
            "places": places(quota, limit, good > 0),
        }

    def ballot(self, candidates: list[K], votes: dict[K, int], seats: int) -> tuple[list[K], list[K]]:
        if not seats or not candidates:
            return [], []
        return choose({k: votes.get(k, 0) for k in candidates}, seats, self.roll)

    def judge_organisation(self) -> Outcome:
        case, given = self.case, self.case.awards
        outcome = Outcome(proposed=given["submission"]["organisation_proposed"])
        outcome.ceilings.append(("criteria_frame", frame(case.marks, (4, 5))))
        self.cell_levels = self.fractions([o.before_quota for o in self.cells.values()])
        self.subordinates(
            outcome, self.cell_levels, ["subordinates_all_fair", "subordinates_eighty_percent_good"]
        )
        self.commended = [r for d in self.decisions("organisation") for r in d["recipients"]]
        if outcome.before_quota == "excellent" and case.name not in self.commended:
            outcome.quota_clause = "superior_quota"
        return outcome

    def cap_heads(self) -> None:
        case = self.case
        levels = {code: o.level for code, o in self.cells.items()}
        levels["DB"] = self.organisation.level
        by_name = {b.name: b.level for b in case.bodies if b.kind != "Đoàn thể"}
        levels |= {code: by_name[name] for code, (name, _) in case.units.items() if name in by_name}
        day = case.dates["committee"]
        for person, outcome in self.rated:
            heads = [
                p.at
                for p in case.posts
                if p.person is person and p.head and p.start <= day and (p.end is None or p.end > day)
            ]
            if heads:
                outcome.ceilings.append(
                    ("head_not_above_unit", lower(*(levels[h] for h in heads if h in levels)))
                )

    def decisions(self, covers: str) -> list[dict[str, Any]]:
        return [d for d in self.case.awards["decisions"] if d["covers"] == covers]

    def recipients(self, covers: str) -> list[dict[str, Any]]:
        return [d["recipient"] for d in self.decisions(covers)]

    # ── the keys of the expected file ────────────────────────────────────────────────

    def everything(self) -> dict[str, Any]:
        case, sections = self.case, {}
        parts: list[Callable[[], dict[str, Any]]] = [self.totals, self.quotas, self.levels, self.ballots]
        for part in (*parts, self.awards, self.year):
            sections.update(part())
        return {"year": case.year, **sections}

    def totals(self) -> dict[str, Any]:
        rows = {c.code: self.counts(c.code) for c in self.case.cells}
        rows["DB"] = {k: sum(r[k] for r in rows.values()) for k in self.counts("")}
        return {"totals": rows}

    def counts(self, cell: str) -> dict[str, int]:
        outcomes = [o for p, o in zip(self.case.people, self.members, strict=True) if p.cell == cell]
        levels = [o.level for o in outcomes]
        rated = sum(o.scope == "rated" for o in outcomes)
        head = {
            "members": len(levels),
            "exempt": levels.count("exempt"),
            "not_rated": levels.count("not_rated"),
        }
        return head | {"rated": rated} | {level: levels.count(level) for level in LEVELS}

    def quotas(self) -> dict[str, Any]:
        def named(keys: list[Any]) -> list[dict[str, Any]]:
            return [{"name": name, "birth": birth} for name, birth in keys]

        members = {"candidates": self.candidates, "selected": self.chosen, "border_ties": self.ties}
        cells = {"candidates": self.cell_candidates, "selected": self.cells_chosen}
        return {
            "quotas": {
                "members": self.member_quota | {k: named(v) for k, v in members.items()},
                "cells": self.cell_quota | cells | {"border_ties": self.cell_ties},
            }
        }

    def levels(self) -> dict[str, Any]:
        given, outcome = self.case.awards["superior"], self.organisation
        superior = self.quota("organisations", given["organisations"], given["good_or_better"])
        superior |= {
            "organisations": given["organisations"],
            "ours_commended": self.case.name in self.commended,
        }
        return {
            "organisation": {
                "proposed": outcome.proposed,
                "allowed": outcome.allowed,
                "level": outcome.level,
                "lowered_by": outcome.lowered_by,
                "share_cells_at_least_fair": text(self.cell_levels["fair"]),
                "share_cells_at_least_good": text(self.cell_levels["good"]),
                "superior": superior,
            },
            "cells": [self.cell_row(c) for c in self.case.cells],
            "members": [self.member_row(p, o) for p, o in zip(self.case.people, self.members, strict=True)],
        }

    def cell_row(self, cell: Cell) -> dict[str, Any]:
        outcome, counts = self.cells[cell.code], self.counts(cell.code)
        return {
            "code": cell.code,
            "level_self": cell.level_self,
            "allowed": outcome.allowed,
            "level": outcome.level,
            "lowered_by": outcome.lowered_by,
            "share_at_least_fair": text(self.shares[cell.code]["fair"]),
            "share_at_least_good": text(self.shares[cell.code]["good"]),
            "counts": {level: counts[level] for level in LEVELS},
        }

    def member_row(self, person: Person, outcome: Outcome) -> dict[str, Any]:
        row: dict[str, Any] = {"name": person.name, "birth": person.birth, "card": person.card}
        row |= {"cell": person.cell, "scope": outcome.scope, "level": outcome.level}
        if outcome.scope != "rated":
            return row | {"scope_by": [outcome.scope_by]}
        late = sum(t.finished is None or t.finished > t.due for t in person.tasks)
        held = self.member_quota["places"] > 0 and person.key in self.candidates
        return row | {
            "level_self": person.level_self,
            "level_cell_committee": person.level_committee,
            "level_cell": person.level_cell,
            "allowed": outcome.allowed,
            "lowered_by": outcome.lowered_by,
            "tasks": {
                "total": len(person.tasks),
                "done": sum(t.result >= t.target for t in person.tasks),
                "late": late,
                "on_time": len(person.tasks) - late,
                "exceeded": sum(t.result > t.target for t in person.tasks),
            },
            "second_ballot_yes": self.case.member_votes.get(person.key) if held else None,
        }

    def ballots(self) -> dict[str, Any]:
        cells = {}
        for cell in self.case.cells:
            count = cell.count
            if count:
                parts = ("roll", "present", "issued", "returned", "valid", "invalid")
                cells[cell.code] = {k: getattr(count, k) for k in parts}
        count, total = self.case.member_count, sum(self.case.member_votes.values())
        second = {"roll": count and count.roll, "valid": count and count.valid, "yes_total": total}
        return {"ballots": {"cells": cells, "second": second, "on_cells": dict(self.case.cell_votes)}}

    def awards(self) -> dict[str, Any]:
        case = self.case
        chosen = [p.key for p, o in self.rated if o.level == "excellent"]
        cells = [c for c, o in self.cells.items() if o.level == "excellent"]
        before = range(case.year - 4, case.year)
        histories = {(h["name"], h["birth"]): h["levels"] for h in case.awards["history"]}
        five = [k for k in chosen if all("xuất sắc" in histories.get(k, {}).get(year, "") for year in before)]
        directive = self.recipients("directive_05")
        both = {(r["name"], r["birth"]) for r in directive} & set(chosen)
        number = {kind: len(self.recipients(kind)) for kind in ("superior_individuals", "exemplars")}
        return {
            "awards": {
                "certificates_members_excellent": len(chosen) if self.decisions("members_excellent") else 0,
                "certificates_cells": len(cells) if self.decisions("cells") else 0,
                "certificates_directive_05": len(directive),
                "certificates_superior_individuals": number["superior_individuals"],
                "exemplars": number["exemplars"],
                "five_years_excellent": [{"name": n, "birth": b} for n, b in five],
                "directive_05": directive,
                "exemplar": self.recipients("exemplars"),
                "in_both_lists": len(both),
            },
            "article": {
                "date": case.conference["date"],
                "organisation_is_one_of": len(self.commended) if case.name in self.commended else None,
                **number,
                "cells_recognised": len(cells),
                "members_excellent": len(chosen),
                "directive_05": len(directive),
            },
        }

    def year(self) -> dict[str, Any]:
        case, held = self.case, self.case.conference
        rows = [d for p in case.people for d in p.discipline if d.year == case.year]
        spans = [(clock(a["from"]), clock(a["to"])) for a in held["agenda"]]
        return {
            "oversight": {
                "disciplined_in_year": len(rows),
                "findings": len(case.findings),
                "findings_remedied": sum(state == "Đã khắc phục" for _, state in case.findings),
            },
            "meetings": {
                c.code: {
                    "monthly": sum(m.kind == "Thường kỳ" for m in c.meetings),
                    "thematic": sum(m.kind == "Chuyên đề" for m in c.meetings),
                    "due": sum(m.due for m in c.meetings),
                    "present": sum(m.present for m in c.meetings),
                }
                for c in case.cells
            },
            "conference": {
                "agenda_items": len(spans),
                "minutes": sum(end - start for start, end in spans),
                "ends": held["agenda"][-1]["to"],
                "summoned": held["attendance"]["summoned"],
                "present": held["attendance"]["present"],
                "absent": len(held["attendance"]["absent"]),
                "presentation_steps": len(held["award_presentation"]),
                "directions": len(held["directions"]),
                "tasks_of_next_year": [c["key"] for c in held["conclusions"]],
            },
        }


def expected(case: Case) -> dict[str, Any]:
    """Every key of the expected file but ``case`` and the equations."""
    return Oracle(case).everything()

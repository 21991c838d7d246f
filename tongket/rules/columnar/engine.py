"""A program run: tables of facts in, outcomes and the equations of quotas out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import duckdb

from tongket.rules.columnar.limits import fact_column, facts_table
from tongket.rules.columnar.program import Program
from tongket.rules.columnar.sessions import DuckDbSession, Session
from tongket.rules.columnar.typed import load_typed
from tongket.rules.facts import Facts, read_facts_tables
from tongket.rules.model import Pack
from tongket.rules.quotas import Places, compute_quota


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One row of the contract `assess`. `missing` has `level` for the level of any other subject."""

    id: str
    scope: str
    allowed: str | None
    level: str
    lowered_by: tuple[str, ...]
    warnings: tuple[str, ...]
    missing: tuple[str, ...]
    forms: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Plain data for JSON."""
        return {
            "id": self.id,
            "scope": self.scope,
            "allowed": self.allowed,
            "level": self.level,
            "lowered_by": list(self.lowered_by),
            "warnings": list(self.warnings),
            "missing": list(self.missing),
        }


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """The equation of one quota in one group; None where facts that are still open decide."""

    name: str
    clause: str
    group: str
    stage: str
    share: Fraction | None
    denominator: str
    rounding: str
    at_least_one: bool
    good_or_better: int | None
    rated: int | None
    bound: Fraction | None
    places: int | None
    equation: str
    binds: bool

    def to_dict(self) -> dict[str, object]:
        """Plain data for JSON, with the keys that the scalar engine uses."""
        return {
            "name": self.name,
            "clause": self.clause,
            "group": self.group,
            "stage": self.stage,
            "share": None if self.share is None else str(self.share),
            "denominator": self.denominator,
            "rounding": self.rounding,
            "at_least_one": self.at_least_one,
            "good_or_better": self.good_or_better,
            "rated": self.rated,
            "bound": None if self.bound is None else str(self.bound),
            "places": self.places,
            "equation": self.equation,
            "binds": self.binds,
        }


@dataclass(frozen=True)
class ColumnarAssessment:
    """Outcomes in the order of the kinds of the pack, and the quotas in the order of its clauses."""

    outcomes: tuple[OutcomeRow, ...]
    quotas: tuple[QuotaRow, ...]


def assess_columns(pack: Pack, facts: Facts, program: Program) -> ColumnarAssessment:
    """Judge plain rows by a compiled pack. Raises FactsError for faulty facts, exactly as `assess` does."""
    with duckdb.connect() as connection:
        load_typed(connection, pack, read_facts_tables(pack, facts), program.columns)
        return collect(DuckDbSession(connection), program)


def collect(session: Session, program: Program) -> ColumnarAssessment:
    """Run a program over the tables of facts that are already there, everything it says in memory."""
    run(session, program, forms=True)
    return ColumnarAssessment(outcome_rows(session, program), quota_rows(session, program))


def run(session: Session, program: Program, *, forms: bool = False) -> None:
    """Run the statements of a program over the tables of facts that are already there.

    Who uses which form is looked up with `forms` only: the outcome columns do not have it.
    """
    for statement in program.statements:
        session.store(*statement)
    for number, aside in enumerate(program.asides):
        if aside["form"] and not forms:
            continue
        if all(_known(session, *need) for need in _pairs(aside["needs"])):
            session.store(_aside(number), str(aside["query"]))


def _aside(number: int) -> str:
    return f"aside_{number}"


def _pairs(needs: object) -> list[tuple[str, str]]:
    return [(str(table), str(column)) for table, column in needs] if isinstance(needs, list | tuple) else []


def _known(session: Session, table: str, column: str) -> bool:
    """Whether a column has any value at all; one that is absent from the files is folded away."""
    return bool(session.rows(f"SELECT 1 FROM {table} WHERE {column} IS NOT NULL LIMIT 1"))


def _said(session: Session, program: Program) -> dict[int, list[tuple[str, str, str]]]:
    """By outcome query: table of ids, clause and form of every clause beside the levels that holds for somebody."""
    found: dict[int, list[tuple[str, str, str]]] = {}
    for number, aside in enumerate(program.asides):
        name = _aside(number)
        if name in session.stored and session.rows(f"SELECT 1 FROM {name} LIMIT 1"):
            said = (name, str(aside["clause"]), str(aside["form"]))
            found.setdefault(int(str(aside["outcome"])), []).append(said)
    return found


def outcome_queries(session: Session, program: Program) -> list[str]:
    """The queries for the outcomes of each kind, with what the clauses beside the levels remind of."""
    said = _said(session, program)
    queries = []
    for number, query in enumerate(program.outcomes):
        reminders = [(name, clause) for name, clause, form in said.get(number, ()) if not form]
        queries.append(_with_reminders(program, query, reminders) if reminders else query)
    return queries


def _with_reminders(program: Program, query: str, reminders: list[tuple[str, str]]) -> str:
    bits = " UNION ALL ".join(
        f"SELECT id, CAST({1 << program.clauses.index(clause)} AS BIGINT) AS bit FROM {name}"
        for name, clause in reminders
    )
    return (
        "SELECT o.id, o.scope, o.allowed, o.level, o.lowered_by, o.warnings | coalesce(r.bits, 0) AS warnings, "
        f"o.missing FROM ({query}) o LEFT JOIN (SELECT id, bit_or(bit) AS bits FROM ({bits}) b GROUP BY id) r "
        "ON o.id = r.id"
    )


def _forms(session: Session, program: Program) -> dict[tuple[int, str], tuple[str, ...]]:
    found: dict[tuple[int, str], tuple[str, ...]] = {}
    for number, said in _said(session, program).items():
        for name, _, form in said:
            for (row_id,) in session.rows(f"SELECT id FROM {name}") if form else ():
                found[number, row_id] = (*found.get((number, row_id), ()), form)
    return found


def outcome_rows(session: Session, program: Program) -> tuple[OutcomeRow, ...]:
    """The outcomes in words, their masks read as lists of ids."""
    found = []
    forms, words = _forms(session, program), program.words
    for number, query in enumerate(outcome_queries(session, program)):
        for row_id, scope, allowed, level, low, warn, missing in session.rows(query):
            found.append(
                OutcomeRow(
                    row_id,
                    words[scope],
                    None if allowed is None else words[allowed],
                    words[level],
                    read_mask(low, program.clauses),
                    read_mask(warn, program.clauses),
                    tuple(sorted(read_mask(missing, program.missing))),
                    forms.get((number, row_id), ()),
                )
            )
    return tuple(found)


def read_mask(mask: int, ids: tuple[str, ...]) -> tuple[str, ...]:
    """The ids whose bits are set."""
    return tuple(name for position, name in enumerate(ids) if mask >> position & 1)


def quota_rows(session: Session, program: Program) -> tuple[QuotaRow, ...]:
    """The equation of every group of every quota."""
    found: list[QuotaRow] = []
    for about in program.quotas:
        complete = about["complete_fact"]
        own = "s_top, s_bottom" if about["own_share"] else "NULL, NULL"
        query = (
            f"SELECT q_key, g_low, g_high, r_low, r_high, places, g_all, {own} "
            f"FROM {about['table']} ORDER BY q_key"
        )
        rows = session.rows(query)
        totals = _totals(session, str(complete)) if complete else {}
        for key, g_low, g_high, r_low, r_high, places, everybody, top, bottom in rows:
            if complete is not None and totals.get(key) != everybody:
                continue  # not all that the superior rates is among the facts: its equation is not ours to print
            share = None if about["share"] is None else Fraction(str(about["share"]))
            if about["own_share"]:
                share = Fraction(top, bottom) if bottom else None
            found.append(_quota_row(about, key, share, (g_low, g_high), (r_low, r_high), places))
    return tuple(found)


def _totals(session: Session, fact: str) -> Mapping[str, int]:
    query = f"SELECT {fact_column('id')}, {fact_column(fact)} FROM {facts_table('units')}"
    return dict(session.rows(query))


def _quota_row(
    about: Mapping[str, object],
    key: str,
    share: Fraction | None,
    good: tuple[int, int],
    rated: tuple[int, int],
    places: int | None,
) -> QuotaRow:
    at_least_one = about["at_least_one"] is True
    denominator, rounding = str(about["denominator"]), str(about["rounding"])
    exact: Places | None = None
    if share is not None:
        low, high = (
            compute_quota(share, denominator, rounding, at_least_one, good_or_better=g, rated=r)
            for g, r in zip(good, rated, strict=True)
        )
        exact = low if low == high else None
    return QuotaRow(
        name=str(about["name"]),
        clause=str(about["clause"]),
        group=key,
        stage=str(about["stage"]),
        share=share,
        denominator=denominator,
        rounding=rounding,
        at_least_one=at_least_one,
        good_or_better=good[0] if exact is not None else None,
        rated=rated[0] if rated[0] == rated[1] else None,
        bound=exact.bound if exact is not None else None,
        places=places,
        equation=exact.equation if exact is not None else "",
        binds=about["binds"] is True,
    )

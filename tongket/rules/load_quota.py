"""Clauses of kind quota: the settings, who counts, and how those inside the ceiling are chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tongket.rules.expressions import NUMBER, parse
from tongket.rules.model import BallotLike, QuotaRule, ShareOf
from tongket.rules.yamlsource import Node as Source

if TYPE_CHECKING:
    from tongket.rules.load_clauses import Context

SETTINGS = ("share", "denominator", "rounding", "at_least_one", "group")


def read_quota(fields: Mapping[str, Source], subjects: tuple[str, ...], context: Context) -> QuotaRule:
    for key in ("settings", "of", "selection"):
        if key not in fields:
            fields["id"].fail("missing_key", expected=key)
    settings = fields["settings"].text()
    share_of = _share_of(fields["share_of"], context) if "share_of" in fields else None
    for name in SETTINGS if share_of is None else SETTINGS[1:]:
        if f"{settings}.{name}" not in context.parameters:
            fields["settings"].fail("unknown_parameter", found=f"{settings}.{name}")
    of = fields["of"].mapping(("top", "over"))
    top, over = (context.levels.index(of[key].word(context.levels)) for key in ("top", "over"))
    names = context.names(context.kinds[subjects[0]])
    optional = ("vote", "yes", "standing", "bases", "tie_clause", "chosen_when", "complete_fact")
    chosen = fields["selection"].mapping(("by",), optional)
    by = chosen["by"].word(("ballot", "choice"))
    counted = parse(fields["counted_when"], names) if "counted_when" in fields else None
    if by == "choice":
        if "chosen_when" not in chosen:
            fields["selection"].fail("missing_key", expected="chosen_when", found=by)
        complete = chosen["complete_fact"].text() if "complete_fact" in chosen else ""
        when = parse(chosen["chosen_when"], names)
        return QuotaRule(
            settings, counted, top, over, by, chosen_when=when, complete_fact=complete, share_of=share_of
        )
    for key in ("vote", "yes", "standing", "bases"):
        if key not in chosen:
            fields["selection"].fail("missing_key", expected=key, found=by)
    bases = {base: item.text() for base, item in chosen["bases"].mapping(optional=None).items()}
    for name in (chosen["yes"].text(), *bases.values()):
        if names.facts.get(name) != NUMBER:
            fields["selection"].fail("unknown_fact", expected="a number", found=name)
    vote, tie = _vote(chosen["vote"], context)
    own = chosen["tie_clause"].text() if "tie_clause" in chosen else fields["id"].text()
    return QuotaRule(
        settings=settings,
        counted_when=counted,
        top=top,
        over=over,
        by=by,
        vote=vote,
        yes=chosen["yes"].text(),
        standing=chosen["standing"].text(),
        bases=bases,
        tie_clause=tie or own,
        share_of=share_of,
    )


def _share_of(node: Source, context: Context) -> ShareOf:
    """Where a share is taken from: a table with one row per group, and two of its numbers."""
    fields = node.mapping(("table", "part", "whole"))
    table = fields["table"].word(context.facts)
    columns = context.facts[table]
    if "id" not in columns:
        fields["table"].fail("unknown_fact", expected="a table with ids", found=table)
    for key in ("part", "whole"):
        fact = columns.get(fields[key].text())
        if fact is None or fact.form != "integer":
            numbers = ", ".join(name for name, item in columns.items() if item.form == "integer")
            fields[key].fail("unknown_fact", expected=numbers)
    return ShareOf(table, fields["part"].text(), fields["whole"].text())


def _vote(node: Source, context: Context) -> tuple[str, str]:
    path, tie = node.text(), ""
    like = context.parameters.get(path)
    if like is not None and isinstance(like.value, BallotLike):
        path, tie = f"{path.rpartition('.')[0]}.{like.value.vote}", like.value.tie_clause
    if f"{path}.majority" not in context.parameters:
        node.fail("unknown_parameter", found=f"{path}.majority")
    return path, tie

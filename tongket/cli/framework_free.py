"""Commands that need no database: they only read and write files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from tongket.cli.options import FILE, FOLDER
from tongket.cli.rules import explain, rules


def register(cli: click.Group) -> None:
    """Add the commands to the program."""
    cli.add_command(imports)
    cli.add_command(assess)
    cli.add_command(explain)
    cli.add_command(rules)
    cli.add_command(tally)
    cli.add_command(figures)


@click.group("import")
def imports() -> None:
    """Workbooks of offices."""


@imports.command("check")
@click.argument("file", type=FILE)
@click.option("--kind", required=True, help="What the workbook holds: members, units, …")
@click.option("--units", default=None, type=FILE, help="Workbook of units that the rows may name.")
@click.option("--json", "out", required=True, type=FILE, help="Where the preview is written.")
@click.pass_obj
def import_check(context: dict[str, Any], file: Path, kind: str, units: Path | None, out: Path) -> int:
    """Preview FILE: every row with its state and problems. 1 when anything is an error."""
    from tongket.imports.commands import import_check_command
    from tongket.organisation import imports as register
    from tongket.sheets import readers

    register.register_kinds()
    readers.register_kinds()
    return import_check_command(file, kind, units, out, language=context["lang"])


@click.command()
@click.option("--pack", required=True)
@click.option("--year", required=True, type=int)
@click.option("--layer", "layers", multiple=True, type=FILE)
@click.option("--facts", required=True, type=FOLDER)
@click.option("--out", required=True, type=FILE)
@click.option("--engine", type=click.Choice(["scalar", "duckdb", "spark"]), default="scalar")
@click.option("--as-of", default=None, type=click.DateTime(["%Y-%m-%d"]))
@click.pass_obj
def assess(
    context: dict[str, Any],
    pack: str,
    year: int,
    layers: tuple[Path, ...],
    facts: Path,
    out: Path,
    engine: str,
    as_of: Any,
) -> int:
    """Outcomes of all subjects in a folder of facts."""
    from tongket.rules.commands import assess_command

    return assess_command(
        pack,
        year,
        list(layers),
        facts,
        out,
        engine=engine,
        as_of=as_of.date() if as_of else None,
        lang=context["lang"],
        stderr=sys.stderr,
    )


@click.command()
@click.argument("file", type=FILE)
@click.option("--out", required=True, type=FILE)
def tally(file: Path, out: Path) -> int:
    """Count polls: reconciliation, shares, who passed. 1 when a checked sum fails."""
    from tongket.ballots.protocol.command import tally_command

    return tally_command(file, out)


@click.group()
def figures() -> None:
    """Figures received from below or printed somewhere."""


@figures.command("check")
@click.argument("file", type=FILE)
@click.option("--out", required=True, type=FILE)
def figures_check(file: Path, out: Path) -> int:
    """Parts against the whole, printed shares, ceilings."""
    from tongket.reports.figures import figures_check_command

    return figures_check_command(file, out)

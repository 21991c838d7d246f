"""Commands about rules: explain an outcome, try changes, compare regulations, test and print packs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from tongket.cli.options import DAY, FILE, FOLDER, LANGUAGES

Command = Callable[..., int]


def _told(command: Command) -> Command:
    """The language of the answer, and the answer and its errors in machine form."""
    command = click.option("--json", "own_json", is_flag=True, help="Answer and errors in machine form.")(
        command
    )
    return click.option("--lang", "own_lang", type=LANGUAGES, default=None, help="Language of the answer.")(
        command
    )


def _pack(command: Command) -> Command:
    """Which pack with which layers judges which facts."""
    command = click.option("--facts", required=True, type=FOLDER, help="Folder of fact tables.")(command)
    command = click.option(
        "--layer", "layers", multiple=True, type=FILE, help="Layer file, the upper first."
    )(command)
    command = click.option("--year", required=True, type=int, help="Review year.")(command)
    return click.option("--pack", required=True, help="Name of the pack, as vn.party.")(command)


def _readers(command: Command) -> Command:
    """Reader classes are checked when the command runs, so that starting needs no rules."""
    text = "Reader class of the asker: open, committee, inspection, health, or all."
    return click.option(
        "--reader", "readers", multiple=True, default=("open",), show_default=True, help=text
    )(command)


def _form(context: dict[str, Any], own_lang: str | None, own_json: bool) -> dict[str, Any]:
    return {
        "lang": own_lang or context["lang"],
        "as_json": own_json or context["json"],
        "stdout": sys.stdout,
        "stderr": sys.stderr,
    }


def _classes(readers: tuple[str, ...]) -> frozenset[str]:
    from tongket.rules.model import READERS

    unknown = sorted(set(readers) - {*READERS, "all"})
    if unknown:
        raise click.BadParameter(f"{', '.join(unknown)}: {'|'.join(READERS)}|all", param_hint="--reader")
    return frozenset(READERS if "all" in readers else readers)


@click.command()
@_pack
@click.option("--id", "subject", default=None, help="Id of a member, a unit, a leader.")
@click.option("--table", default=None, help="Table of the id, where several hold it.")
@click.option("--quota", default=None, help="A quota instead: members, cells, organisations.")
@click.option("--group", default=None, help="Unit whose quota is meant; without it that of every group.")
@click.option("--short", is_flag=True, help="The level and one line per clause.")
@click.option("--as-of", default=None, type=DAY, help="Day that decides which texts are in force.")
@_readers
@_told
@click.pass_obj
def explain(
    context: dict[str, Any],
    pack: str,
    year: int,
    layers: tuple[Path, ...],
    facts: Path,
    subject: str | None,
    table: str | None,
    quota: str | None,
    group: str | None,
    short: bool,
    as_of: Any,
    readers: tuple[str, ...],
    own_lang: str | None,
    own_json: bool,
) -> int:
    """The explanation that a person reads: of a subject (--id) or of the quota of a group (--quota)."""
    from tongket.rules.explain_commands import explain_command, explain_group_command

    if (subject is None) == (quota is None):
        raise click.UsageError("--id ID | --quota NAME")
    day = as_of.date() if as_of else None
    form = _form(context, own_lang, own_json)
    classes = _classes(readers)
    if quota is not None:
        return explain_group_command(
            pack, year, list(layers), facts, quota, group=group, short=short, as_of=day, **form
        )
    return explain_command(
        pack,
        year,
        list(layers),
        facts,
        str(subject),
        table=table,
        short=short,
        readers=classes,
        as_of=day,
        **form,
    )


@click.group()
def rules() -> None:
    """Packs of rules."""


@rules.command("what-if")
@_pack
@click.option(
    "--fact",
    "changes",
    nargs=4,
    multiple=True,
    metavar="TABLE ID COLUMN VALUE",
    help="A fact to try, as: members m1 sick_days 90.",
)
@click.option(
    "--parameter",
    "parameters",
    nargs=2,
    multiple=True,
    metavar="PATH VALUE",
    help="A parameter to try, written as in a layer: quotas.members.share 25%.",
)
@_told
@click.pass_obj
def what_if(
    context: dict[str, Any],
    pack: str,
    year: int,
    layers: tuple[Path, ...],
    facts: Path,
    changes: tuple[tuple[str, str, str, str], ...],
    parameters: tuple[tuple[str, str], ...],
    own_lang: str | None,
    own_json: bool,
) -> int:
    """Whose level would change, and why. Nothing is stored."""
    from tongket.rules.trial_commands import what_if_command

    form = _form(context, own_lang, own_json)
    return what_if_command(
        pack, year, list(layers), facts, changes=changes, parameters=dict(parameters), **form
    )


@rules.command("diff")
@click.argument("packs", nargs=-1, required=True, metavar="PACK:YEAR PACK:YEAR…")
@click.option("--facts", required=True, type=FOLDER, help="Folder of fact tables.")
@click.option(
    "--facts-year", default=None, type=int, help="Year of the facts; without it that of the first pack."
)
@click.option(
    "--layer", "layers", multiple=True, type=FILE, help="Layer file; it belongs to the packs of its year."
)
@_told
@click.pass_obj
def diff(
    context: dict[str, Any],
    packs: tuple[str, ...],
    facts: Path,
    facts_year: int | None,
    layers: tuple[Path, ...],
    own_lang: str | None,
    own_json: bool,
) -> int:
    """Who comes out differently under another regulation, on the same facts: vn.party:2021 vn.party:2023."""
    from tongket.rules.trial_commands import diff_command

    asked = []
    for written in packs:
        name, _, year = written.rpartition(":")
        if not name or not year.isascii() or not year.isdecimal():
            raise click.BadArgumentUsage(f"{written}: PACK:YEAR")
        asked.append((name, int(year)))
    form = _form(context, own_lang, own_json)
    return diff_command(asked, list(layers), facts, facts_year=facts_year, **form)


@rules.command("test")
@click.argument("pack", required=False)
@click.option("--year", default=None, type=int, help="Only the version of this review year.")
@click.option("--cases", "extra", multiple=True, type=FILE, help="The office's own file of cases.")
@_told
@click.pass_obj
def rules_test(
    context: dict[str, Any],
    pack: str | None,
    year: int | None,
    extra: tuple[Path, ...],
    own_lang: str | None,
    own_json: bool,
) -> int:
    """Run the worked cases of a pack, or of all; prints what fails."""
    from tongket.rules.pack_commands import rules_test_command

    return rules_test_command(pack, year=year, extra=list(extra), **_form(context, own_lang, own_json))


@rules.command("show")
@click.argument("pack")
@click.option("--year", required=True, type=int, help="Review year.")
@click.option("--layer", "layers", multiple=True, type=FILE, help="Layer file, the upper first.")
@click.option("--lang", "own_lang", type=LANGUAGES, default=None, help="Language of the document.")
@click.pass_obj
def rules_show(
    context: dict[str, Any], pack: str, year: int, layers: tuple[Path, ...], own_lang: str | None
) -> int:
    """The pack as a document that a lawyer reads."""
    from tongket.rules.pack_commands import rules_show_command

    return rules_show_command(pack, year, list(layers), **_form(context, own_lang, own_json=False))

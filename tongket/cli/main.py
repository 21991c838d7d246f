"""Commands and their exit codes.

0 done, 1 the input has faults or does not reconcile, 2 refused by a rule, 3 not permitted, 64 wrong usage,
70 internal error. Errors go to standard error in the user's language, with ``--json`` in machine form.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

import click

from tongket.cli import framework_free
from tongket.cli.options import DATABASE, NEW_DATABASE, reach
from tongket.cli.translations import compile_catalogues

WRONG_USAGE = 64
INTERNAL = 70


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--json", "as_json", is_flag=True, help="Errors in machine form on standard error.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", help="Language of messages.")
@click.pass_context
def cli(context: click.Context, as_json: bool, lang: str) -> None:
    """tongket: the yearly cycle from plan to published result."""
    context.obj = {"json": as_json, "lang": lang}


framework_free.register(cli)


def start_django(database: str | None = None) -> None:
    """Set Django up; ``database`` is a URL that replaces the installation's own."""
    if database:
        os.environ["DATABASE_URL"] = database
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongket.site.settings")
    import django

    django.setup()


@cli.group()
def case() -> None:
    """A case folder lived through as a year."""


@case.command("run")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--database",
    type=NEW_DATABASE,
    default=None,
    help="URL of an empty database; without it a temporary one.",
)
def case_run(folder: Path, out: Path, database: str | None) -> int:
    """Load FOLDER into an empty database through the actions, run the year, write the results."""
    from tongket.cli.case import run_case

    return run_case(folder, out, database)


@cli.group()
def demo() -> None:
    """The seed year that ships with the program."""


@demo.command("prepare")
def demo_prepare() -> int:
    """Make the database, and load the seed year when it is empty."""
    compile_catalogues()
    start_django()
    from tongket.demo.prepare import prepare

    prepare()
    return 0


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Server processes.")
def serve(host: str, port: int, workers: int) -> int:
    """Serve the application, with its background worker as a child process."""
    compile_catalogues()
    start_django()
    from tongket.cli.serve import serve as run_server

    return run_server(host, port, workers)


@cli.command(hidden=True)
def background() -> int:
    """The background worker of ``serve``: long work, reminders, letters."""
    start_django()
    from tongket.cli.background import work

    work()
    return 0


@cli.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--anew", is_flag=True, help="Throw an earlier training copy in FOLDER away and copy again.")
def training(folder: Path, anew: bool) -> int:
    """Copy the installation's data into FOLDER as a training copy, beside the real one."""
    start_django()
    from tongket.cli.training import make_training_copy

    return make_training_copy(folder, anew=anew)


@cli.group()
def journal() -> None:
    """The journal of all acts and its seals."""


@journal.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Nothing but JSON on standard output.")
@click.option("--expect", default="", help="A digest noted earlier that the chain must still contain.")
@click.option(
    "--database", type=DATABASE, default=None, help="URL of another database than the installation's."
)
def journal_verify(as_json: bool, expect: str, database: str | None) -> int:
    """Check every seal of the journal; nothing is written."""
    start_django(database)
    reach("default")
    from tongket.cli.journal import verify_journal

    return verify_journal(as_json, expect)


@journal.command("seal")
@click.option(
    "--database", type=DATABASE, default=None, help="URL of another database than the installation's."
)
def journal_seal(database: str | None) -> int:
    """Seal what is not sealed yet and print the last digest, to be noted on paper."""
    start_django(database)
    reach("default")
    from tongket.cli.journal import seal_journal

    return seal_journal()


@journal.command("rebuild")
@click.option("--into", type=NEW_DATABASE, required=True, help="URL of an empty database that is filled.")
@click.option(
    "--database", type=DATABASE, default=None, help="URL of another database than the installation's."
)
@click.option("--json", "as_json", is_flag=True, help="Nothing but JSON on standard output.")
def journal_rebuild(into: str, database: str | None, as_json: bool) -> int:
    """Make all records anew from the journal alone, in an empty database, and tell where they differ."""
    from tongket.cli.journal import rebuild_journal

    return rebuild_journal(into, database, as_json)


@cli.group()
def translations() -> None:
    """Texts in English."""


@translations.command("compile")
def translations_compile() -> int:
    """Compile every text catalogue of the package."""
    compile_catalogues()
    return 0


def _report(error: Any, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(error.as_json(), ensure_ascii=False), err=True)
    else:
        click.echo(error.text(), err=True)


def main(arguments: list[str]) -> int:
    """Run a command line; returns the exit code."""
    as_json = "--json" in arguments[:2]
    lang = "en" if "--lang=en" in arguments or ("--lang" in arguments and "en" in arguments) else "vi"
    try:
        result = cli.main(arguments, prog_name="tongket", standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as error:
        error.show()
        return WRONG_USAGE
    except click.ClickException as error:
        error.show()
        return 1
    except click.Abort:
        return WRONG_USAGE
    except Exception as error:  # the last frame: every other error becomes exit code 70
        from tongket.common.errors import DomainError

        if isinstance(error, DomainError):
            from django.utils import translation

            with translation.override(lang):
                _report(error, as_json)
            return error.exit_code
        logging.getLogger("tongket").exception("internal error")
        return INTERNAL
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

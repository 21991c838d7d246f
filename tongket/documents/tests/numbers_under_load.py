"""Run in a process of its own on a database file: many clerks sign at the same moment (see test_concurrency)."""

from __future__ import annotations

import datetime as dt
import json
import sys
from concurrent.futures import ThreadPoolExecutor

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

THREADS, PAPERS = 8, 40
DAY = dt.date(2021, 12, 27)


def main() -> None:
    """Print the numbers given by an own line, and how many of equal typed numbers were accepted."""
    django.setup()
    settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)

    from tongket.access.roles import Role
    from tongket.common.errors import DomainError
    from tongket.documents import actions
    from tongket.documents.tests.factories import drafted_document
    from tongket.organisation.tests.factories import make_office

    office = make_office(cells=1)
    clerk = office.actor(Role.CLERK)
    actions.set_number_series(
        office.organisation,
        actor=clerk,
        issuer="Đảng ủy",
        symbol="QĐ/ĐU",
        kind="year",
        label="2021",
        valid_from=dt.date(2021, 1, 1),
        own_numbers=True,
    )
    decisions = [drafted_document(office, paper="") for _ in range(PAPERS)]
    letters = [drafted_document(office, paper="", kind="submission", symbol="") for _ in range(THREADS)]

    def sign(document, reference=""):
        try:
            actions.sign_document(document, actor=clerk, reference=reference, date=DAY, signer="Khuê")
        except DomainError as error:
            return error.code
        finally:
            connection.close()
        return document.number

    with ThreadPoolExecutor(THREADS) as pool:
        given = list(pool.map(sign, decisions))
        typed = list(pool.map(lambda letter: sign(letter, "7-TTr/ĐU"), letters))
    json.dump({"given": given, "typed": typed}, sys.stdout)


if __name__ == "__main__":
    main()

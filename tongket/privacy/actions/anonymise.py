"""Anonymising after the term: the key of the journal destroyed, personal values replaced, figures kept (U13)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db.models import JSONField, Model

from tongket.access.decisions import Actor, require
from tongket.audit.erasing import destroy_key, erase_rows, erase_uses, erase_values
from tongket.audit.journal import Act, acting
from tongket.common.text import clean
from tongket.organisation.models import Person
from tongket.privacy.errors import DestructionPaperMissing, NotYetDue
from tongket.privacy.holdings import HIDDEN, Mention, holdings, mentions
from tongket.privacy.models import Anonymisation
from tongket.privacy.permissions import home_of, may_about
from tongket.privacy.retention import due_of


def anonymise(person: Person, *, actor: Actor, document: str, happened_on: dt.date) -> Anonymisation:
    """Nobody can tell any more who the person was; rows and totals stay.

    Refused while a term runs or is unconfirmed, while a hold or a request stands, and without the decision that
    allows it. It can't be undone. A name that another person of the register bears stays in texts outside the
    person's own records, since those may mean the other one.
    """
    unit = home_of(person)
    with acting("privacy.anonymise", actor=actor, unit_id=unit.pk, happened_on=happened_on) as act:
        require(may_about(actor, "anonymise", person))
        if not clean(document):
            raise DestructionPaperMissing()
        [due] = due_of([person])
        if not due.ready:
            raise NotYetDue(person=person.name, reasons="; ".join(due.reasons))
        name = person.name
        alone = not Person.objects.filter(matching_key=person.matching_key).exclude(pk=person.pk).exists()
        rows = _erase_account(act, person) + _erase_records(act, person)
        if alone:
            rows += _erase_mentions(act, name)
        destroy_key(person.pk)
        return act.create(
            Anonymisation,
            person=person,
            unit=unit,
            document=clean(document),
            happened_on=happened_on,
            rows=dict(sorted(rows.items())),
        )


def _erase_account(act: Act, person: Person) -> Counter[str]:
    """The account is closed and says nothing of the person."""
    account = person.account
    if account is None:
        return Counter()
    values = {
        "password": make_password(None),
        "login": f"an-danh-{account.pk}",
        "display_name": f"{HIDDEN} {person.pk}",
        "email": "",
        "is_active": False,
    }
    erase_values(act, account, values)
    return Counter({"access.Account": 1})


def _erase_records(act: Act, person: Person) -> Counter[str]:
    done: Counter[str] = Counter()
    touched: list[tuple[str, int]] = []
    # The person's own row goes last: the rows about them are found by it.
    for holding in sorted(holdings(), key=lambda h: h.path == "pk"):
        rows: list[Model] = list(holding.rows([person.pk]))
        touched += [(holding.model, row.pk) for row in rows]
        if holding.removed:
            if rows:
                erase_rows(act, rows)
            done[holding.model] += len(rows)
            continue
        for row in rows:
            done[holding.model] += erase_values(act, row, holding.blanked(row, person))
    erase_uses(touched)
    return +done


def _erase_mentions(act: Act, name: str) -> Counter[str]:
    done: Counter[str] = Counter()
    for mention in mentions():
        for row in found_in(mention, name):
            values = {f: replaced(getattr(row, f), name) for f in mention.fields}
            done[mention.model] += erase_values(act, row, values)
    return +done


def found_in(mention: Mention, name: str) -> list[Model]:
    """The rows whose texts name somebody."""
    model = apps.get_model(mention.model)
    rows: dict[int, Model] = {}
    for field_name in mention.fields:
        if isinstance(model._meta.get_field(field_name), JSONField):
            found = [
                row
                for row in model._default_manager.exclude(**{f"{field_name}__isnull": True}).iterator()
                if replaced(getattr(row, field_name), name) != getattr(row, field_name)
            ]
        else:
            found = list(model._default_manager.filter(**{f"{field_name}__contains": name}))
        rows |= {row.pk: row for row in found}
    return [rows[pk] for pk in sorted(rows)]


def replaced(value: Any, name: str) -> Any:
    """A value with the name replaced wherever it stands, in lists and objects as well."""
    if isinstance(value, str):
        return value.replace(name, HIDDEN)
    if isinstance(value, list):
        return [replaced(item, name) for item in value]
    if isinstance(value, dict):
        return {key: replaced(item, name) for key, item in value.items()}
    return value

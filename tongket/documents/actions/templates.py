"""The office's own Word templates: uploaded, tried with sample data, kept in versions."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import get_language

from tongket.access.decisions import Actor, require
from tongket.audit.journal import acting
from tongket.common.text import clean
from tongket.documents import store
from tongket.documents.errors import NoWordForm, TemplateRefused
from tongket.documents.models import WordTemplate
from tongket.documents.permissions import may_write
from tongket.documents.rendering import PAPERS, check_word_template, profile_for
from tongket.documents.rendering.errors import RenderingError
from tongket.documents.states import DocumentScheme
from tongket.organisation.models import Unit


def upload_template(
    unit: Unit,
    *,
    actor: Actor,
    paper: str,
    name: str,
    content: bytes,
    valid_from: dt.date,
    scheme: str = DocumentScheme.PARTY,
    note: str = "",
) -> WordTemplate:
    """Keep a new version of the unit's Word template of a paper, after filling it with sample data.

    Raises NoWordForm, TemplateRefused (with the faulty placeholder), FileRefused, ClassifiedFile.
    """
    with acting("documents.upload_template", actor=actor, unit_id=unit.pk, happened_on=valid_from) as act:
        require(may_write(actor, unit, "upload_template"))
        name = clean(name)
        if paper not in PAPERS or not PAPERS[paper].word:
            raise NoWordForm(paper=paper)
        store.inspected(name, content)
        try:
            check_word_template(paper, content, profile=profile_for(scheme, valid_from))
        except RenderingError as error:
            language = "en" if (get_language() or "vi").startswith("en") else "vi"
            raise TemplateRefused(name=name, why=error.message[language]) from error
        last = WordTemplate.objects.filter(unit=unit, paper=paper).order_by("-number").first()
        return act.create(
            WordTemplate,
            unit=unit,
            paper=paper,
            number=last.number + 1 if last else 1,
            name=name,
            note=clean(note),
            sha256=store.keep(content),
            size=len(content),
            valid_from=valid_from,
        )


def withdraw_template(
    template: WordTemplate, *, actor: Actor, withdrawn_on: dt.date, expected_version: int | None = None
) -> WordTemplate:
    """Stop using a version; the one before it, or the shipped template, holds again."""
    with acting(
        "documents.withdraw_template", actor=actor, unit_id=template.unit_id, happened_on=withdrawn_on
    ) as act:
        require(may_write(actor, template.unit, "withdraw_template"))
        return act.update(template, expected_version=expected_version, withdrawn_on=withdrawn_on)

"""Input of the page of trials: facts of one subject as they stand, and one value of the rules."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.organisation.forms import DayField
from tongket.ratings.queries.trials import TrialPage
from tongket.rounds.value_fields import value_field
from tongket.rules.model import FactDef
from tongket.rules.phrases import phrase

FACT, VALUE = "fact_", "value"


class ChooseForm(forms.Form):
    """Whom and which value the trial is about; sent by GET."""

    doi_tuong = forms.ChoiceField(label=_("Đảng viên hoặc tổ chức"), required=False)
    gia_tri = forms.ChoiceField(label=_("Giá trị của quy định"), required=False)

    def __init__(self, *args: Any, page: TrialPage, lang: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["doi_tuong"].choices = [("", _("(không)")), *page.subjects]
        self.fields["gia_tri"].choices = [
            ("", _("(không)")),
            *((parameter.path, parameter.label.get(lang)) for parameter in page.parameters),
        ]


class TrialForm(forms.Form):
    """Every fact of the subject as it stands and the value as it holds: what is typed over is tried."""

    def __init__(self, *args: Any, page: TrialPage, parameter: str, lang: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._page = page
        self._parameter = parameter if parameter in {p.path for p in page.parameters} else ""
        if self._parameter:
            found = page.pack.parameters[self._parameter]
            field = value_field(page.pack, found, lang, required=False)
            field.label = found.label.get(lang)
            self.fields[VALUE] = field
        for fact, value in page.chosen.facts if page.chosen else ():
            self.fields[FACT + fact.name] = _fact_field(fact, value, lang)

    def tried_facts(self) -> dict[str, Any]:
        """Facts that differ from what stands; an emptied one is not yet known."""
        return {
            name.removeprefix(FACT): _plain(self.cleaned_data[name])
            for name in self.changed_data
            if name.startswith(FACT)
        }

    def tried_parameters(self) -> dict[str, Any]:
        """The value that differs from what holds, by its path."""
        if VALUE not in self.changed_data or self.cleaned_data.get(VALUE) in (None, ""):
            return {}
        return {self._parameter: self.cleaned_data[VALUE]}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return None if value == "" else value


def _fact_field(fact: FactDef, value: Any, lang: str) -> forms.Field:
    options = {"label": fact.label.get(lang), "required": False, "help_text": ""}
    if fact.form == "boolean":
        words = [("", fact.empty.get(lang)), ("yes", phrase("yes", lang)), ("no", phrase("no", lang))]
        return forms.ChoiceField(choices=words, initial=_yes_no(value), **options)
    if fact.type.words:
        named = [
            (word, fact.words[word].get(lang) if word in fact.words else word) for word in fact.type.words
        ]
        return forms.ChoiceField(choices=[("", fact.empty.get(lang)), *named], initial=value or "", **options)
    if fact.form == "integer":
        return forms.IntegerField(min_value=0, initial=value, **options)
    if fact.form == "date":
        return DayField(initial=_day(value), **options)
    return forms.DecimalField(min_value=0, initial=None if value is None else Decimal(str(value)), **options)


def _yes_no(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value or "")


def _day(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) and value else value

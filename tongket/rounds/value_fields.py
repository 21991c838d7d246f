"""The field in which a value of the rules is typed: choices in words where the rules list them."""

from __future__ import annotations

import re
from typing import Any

import yaml
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongket.common.yaml_text import read_yaml
from tongket.rules import Pack
from tongket.rules.model import FactDef, Parameter
from tongket.rules.phrases import phrase

_BASES = ("roll", "present", "issued", "returned", "valid")
_SHARES = {"half": "50%", "two thirds": "2/3"}
_MORE = {"more than": "majority_more_than", "at least": "majority_at_least"}
_PERCENT = re.compile(r"\d+([.,]\d+)?\s*%|\d+/[1-9]\d*")


class PercentField(forms.CharField):
    """A share as people write it: 20%, 12,5% or 1/5."""

    def clean(self, value: Any) -> str:
        """The share as a layer writes it."""
        text = super().clean(value).strip()
        if not _PERCENT.fullmatch(text):
            raise forms.ValidationError(gettext("Ghi tỷ lệ như 20%, 12,5% hoặc 1/5."))
        return text.replace(",", ".").replace(" ", "")


class YesNoField(forms.ChoiceField):
    """Yes or no, neither of them chosen beforehand."""

    def clean(self, value: Any) -> Any:
        """True or False; an empty answer stays empty."""
        found = super().clean(value)
        return found == "true" if found else found


class WrittenField(forms.CharField):
    """Anything else, written as in a layer file."""

    def clean(self, value: Any) -> Any:
        """The value as YAML reads it, so that a page and a file say the same."""
        text = super().clean(value)
        try:
            return read_yaml(text) if text else text
        except yaml.YAMLError as error:
            raise forms.ValidationError(gettext("Không đọc được giá trị này.")) from error


def value_field(pack: Pack, parameter: Parameter, lang: str, *, required: bool = True) -> forms.Field:
    """The field for a parameter; its initial value is the one that holds now."""
    options = {"label": _("Giá trị"), "required": required, "initial": _initial(parameter)}
    choices = _choices(pack, parameter, lang)
    if choices:
        first = [] if required else [("", _("(giữ nguyên)"))]
        kind = YesNoField if parameter.form == "boolean" else forms.ChoiceField
        return kind(choices=[*first, *choices], **options)
    if parameter.form == "percent":
        return PercentField(help_text=_("Ghi như 20%, 12,5% hoặc 1/5."), **options)
    if parameter.form == "integer":
        return forms.IntegerField(min_value=0, **options)
    return WrittenField(max_length=250, **options)


def _initial(parameter: Parameter) -> object:
    if isinstance(parameter.written, bool):
        return "true" if parameter.written else "false"
    if isinstance(parameter.written, list):
        return yaml.safe_dump(parameter.written, allow_unicode=True, default_flow_style=True).strip()
    return parameter.written


def _choices(pack: Pack, parameter: Parameter, lang: str) -> list[tuple[str, str]]:
    """What may stand there, as (written, in words); empty where the value is free."""
    if parameter.form == "boolean":
        return [("true", phrase("yes", lang)), ("false", phrase("no", lang))]
    if parameter.form == "choice":
        words = {key: text.get(lang) for key, text in parameter.words.items()}
        return [(key, words.get(key, key)) for key in parameter.choices]
    if parameter.form == "level":
        return [(level.id, level.label.get(lang)) for level in pack.levels]
    if parameter.form == "majority":
        found = _majorities(lang)
        return found if str(parameter.written) in dict(found) else []
    if parameter.form == "marks":
        return _marks(pack, lang)
    return []


def _majorities(lang: str) -> list[tuple[str, str]]:
    return [
        (
            f"{more} {share} of the {base}",
            phrase(key, lang, share=shown, base=phrase(f"base_{base}", lang)),
        )
        for base in _BASES
        for share, shown in _SHARES.items()
        for more, key in _MORE.items()
    ]


def _marks(pack: Pack, lang: str) -> list[tuple[str, str]]:
    facts = (fact for columns in pack.facts.values() for fact in columns.values() if fact.criterion)
    criterion: FactDef | None = next(facts, None)
    if criterion is None:
        return []
    options: list[tuple[str, str]] = []
    for place, mark in enumerate(criterion.type.words):
        written = f"all {mark}" if place == 0 else f"all at least {mark}"
        label = criterion.words[mark].get(lang)
        options.append((written, phrase("mark_all" if place == 0 else "mark_at_least", lang, mark=label)))
    return [*options, ("otherwise", phrase("written_otherwise", lang))]

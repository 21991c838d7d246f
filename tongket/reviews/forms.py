"""Tables in which a body's assessments are typed in, and single entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from tongket.organisation.forms import DayField
from tongket.organisation.models import Membership, Person, Unit
from tongket.reviews.models import Assessment, CivilRating
from tongket.reviews.rows import AssessmentRow, CivilRatingRow
from tongket.reviews.states import LEVEL_SHORT, Body, CivilLevel, Entered, Level, MarkValue

LEVEL_CHOICES = [("", "–"), *((level.value, LEVEL_SHORT[level]) for level in Level)]
MARK_CHOICES = [("", "–"), *MarkValue.choices]
#: Bodies that give marks by criterion; the cell as a whole only votes on a level.
MARKING = (Body.SELF, Body.CELL_COMMITTEE, Body.SUPERIOR)


@dataclass(frozen=True)
class TableRow:
    """One row of the table: whom it is about and its controls."""

    subject: Person | Unit
    number: int
    marks: list[BoundField]
    level: BoundField
    on_paper: bool


class AssessmentTableForm(forms.Form):
    """One row of selects per subject. Only rows that were changed since the page was made are written."""

    happened_on = DayField(label=_("Ngày trên bản giấy"))

    def __init__(
        self,
        *args: Any,
        body: str,
        subjects: Sequence[tuple[int, Person | Unit]],
        stored: dict[int, Assessment],
        criteria: dict[str, str],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.body = body
        self.subjects = subjects
        self.stored = stored
        self.criteria = criteria if body in MARKING else {}
        for _number, subject in subjects:
            known = stored.get(subject.pk)
            for key, label in self.criteria.items():
                self._add(
                    f"m{subject.pk}-{key}",
                    f"{subject}, {label}",
                    MARK_CHOICES,
                    known and known.marks.get(key),
                )
            label = _("Mức đề nghị")
            self._add(f"l{subject.pk}", f"{subject}, {label}", LEVEL_CHOICES, known and known.level)

    def _add(self, name: str, label: str, choices: Any, value: str | None) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, required=False, initial=value or "", show_hidden_initial=True
        )

    def rows(self) -> list[TableRow]:
        """The table, row by row."""
        return [
            TableRow(
                subject=subject,
                number=number,
                marks=[self[f"m{subject.pk}-{key}"] for key in self.criteria],
                level=self[f"l{subject.pk}"],
                on_paper=subject.pk in self.stored and self.stored[subject.pk].entered == Entered.PAPER,
            )
            for number, subject in self.subjects
        ]

    def changed(self, happened_on: dt.date) -> list[AssessmentRow]:
        """The rows that differ from what the page showed, as the action takes them."""
        touched = set(self.changed_data)
        rows = []
        for _number, subject in self.subjects:
            names = {f"l{subject.pk}", *(f"m{subject.pk}-{key}" for key in self.criteria)}
            if not names & touched:
                continue
            known = self.stored.get(subject.pk)
            kept = {k: v for k, v in (known.marks if known else {}).items() if k not in self.criteria}
            marks = {key: self.cleaned_data[f"m{subject.pk}-{key}"] for key in self.criteria}
            rows.append(
                AssessmentRow(
                    body=self.body,
                    person=subject if isinstance(subject, Person) else None,
                    unit=subject if isinstance(subject, Unit) else None,
                    level=self.cleaned_data[f"l{subject.pk}"],
                    marks={**kept, **{k: v for k, v in marks.items() if v}},
                    happened_on=happened_on,
                    entered=Entered.PAPER,
                )
            )
        return rows


class CivilTableForm(forms.Form):
    """One row per member; left empty means that no result has come, which is not 'not a civil servant'."""

    decided_on = DayField(label=_("Ngày quyết định"))

    def __init__(
        self, *args: Any, rows: Sequence[tuple[Membership, CivilRating | None]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.members = rows
        choices = [("", _("chưa có kết quả")), *CivilLevel.choices]
        for membership, rating in rows:
            self.fields[f"c{membership.person_id}"] = forms.ChoiceField(
                label=membership.person.name,
                choices=choices,
                required=False,
                initial=rating.rating if rating else "",
                show_hidden_initial=True,
            )

    def rows(self) -> list[tuple[Membership, CivilRating | None, BoundField]]:
        """The table, row by row."""
        return [(m, rating, self[f"c{m.person_id}"]) for m, rating in self.members]

    def changed(self) -> list[CivilRatingRow]:
        """The ratings that differ from what the page showed; emptied ones are left as they were."""
        touched = set(self.changed_data)
        return [
            CivilRatingRow(
                person=m.person,
                rating=self.cleaned_data[f"c{m.person_id}"],
                decided_on=self.cleaned_data["decided_on"],
                group=rating.group if rating else "",
            )
            for m, rating in self.members
            if f"c{m.person_id}" in touched and self.cleaned_data[f"c{m.person_id}"]
        ]

"""Who came, and who receives for whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.meetings.models import Attendance
from tongket.meetings.rows import AbsenceRow
from tongket.organisation.models import Person


class CheckInForm(forms.Form):
    """The number printed on the invitation, typed or read by a scanner that types."""

    number = forms.IntegerField(
        label=_("Số trên giấy mời"), min_value=1, widget=forms.NumberInput(attrs={"autofocus": True})
    )


class AbsenceForm(forms.Form):
    """One line of the list: ticked when absent."""

    row = forms.IntegerField(widget=forms.HiddenInput)
    absent = forms.BooleanField(label=_("Vắng"), required=False)
    reason = forms.CharField(label=_("Lý do vắng"), max_length=250, required=False)


AbsenceFormSet = forms.formset_factory(AbsenceForm, extra=0)


def absence_rows(formset: forms.BaseFormSet[AbsenceForm], rows: Sequence[Attendance]) -> list[AbsenceRow]:
    """Those ticked absent, with their reasons; lines of other lists are left out."""
    people = {row.pk: row.person for row in rows}
    return [
        AbsenceRow(people[data["row"]], data["reason"])
        for data in (form.cleaned_data for form in formset.forms)
        if data["absent"] and data["row"] in people
    ]


class ProxyForm(forms.Form):
    """Somebody present receives for somebody absent."""

    recipient = forms.ModelChoiceField(label=_("Người được khen vắng mặt"), queryset=Person.objects.none())
    received_by = forms.ModelChoiceField(label=_("Người nhận thay"), queryset=Person.objects.none())

    def __init__(self, *args: Any, absent: Any, present: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["recipient"].queryset = absent
        self.fields["received_by"].queryset = present
        for name in ("recipient", "received_by"):
            self.fields[name].label_from_instance = _with_birth


def _with_birth(person: Person) -> str:
    return f"{person.name} ({person.birth:%d/%m/%Y})" if person.birth else person.name

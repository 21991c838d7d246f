"""Pages of the rules of a round: the book, a clause, a value, what was put aside; confirming and taking back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongket.access.decisions import require
from tongket.common.errors import DomainError, Missing
from tongket.rounds import actions, queries
from tongket.rounds.forms import (
    ConfirmClauseForm,
    ConfirmForm,
    LayerForm,
    ReceiveForm,
    SuspendForm,
    WithdrawForm,
)
from tongket.rounds.models import Round
from tongket.rounds.packs import pack_for
from tongket.rounds.permissions import may_change_round, may_receive_suspension, may_see_rules
from tongket.rounds.queries import language
from tongket.rounds.rule_book import ALL, SUSPENDED, UNCONFIRMED, RuleBook, clause_conditions
from tongket.rounds.rule_book import rule_book as read_rule_book
from tongket.rounds.states import RuleKind
from tongket.rounds.value_fields import value_field
from tongket.rounds.views import scoped_round

Page = Callable[..., HttpResponse]


def _book(request: HttpRequest, found: Round) -> RuleBook:
    require(may_see_rules(request.actor, request.scope.unit))
    return read_rule_book(found, language())


def _may(request: HttpRequest, found: Round) -> dict[str, bool]:
    acts = ("add_layer", "confirm_parameter", "confirm_clause", "suspend_clause", "withdraw_rule")
    return {act: may_change_round(request.actor, found, act).allowed for act in acts}


def _done(
    request: HttpRequest, form: forms.Form, act: Callable[[dict[str, Any]], object], message: str, to: str
) -> HttpResponse | None:
    """Do the act with what the form holds and go on; None where something has to be put right first."""
    if not form.is_valid():
        return None
    try:
        act(form.cleaned_data)
    except DomainError as error:
        form.add_error(None, error.text())
        return None
    messages.success(request, message)
    return redirect(to)


def _book_page(request: HttpRequest, found: Round, **extra: Any) -> HttpResponse:
    book = _book(request, found)
    for tier in book.tiers:
        for layer in tier.layers:
            layer.withdraw_form = WithdrawForm(auto_id=f"layer{layer.pk}_%s")
    wanted = request.GET.get("loc", ALL)
    here = reverse("rounds:rule_book", args=[found.year])
    counts = (
        (ALL, _("Tất cả"), len(book.clauses) + len(book.parameters)),
        (
            UNCONFIRMED,
            _("Chưa xác nhận căn cứ"),
            len(book.unconfirmed_clauses) + len(book.unconfirmed),
        ),
        (SUSPENDED, _("Tạm không áp dụng"), len(book.suspended)),
    )
    known = {key for key, _text, _count in counts}
    chosen = wanted if wanted in known else ALL
    context = {
        "round": found,
        "book": book,
        "clauses": book.clauses_of(chosen),
        "parameters": book.parameters_of(chosen),
        "filters": [
            {"text": text, "count": count, "url": f"{here}?loc={key}", "active": key == chosen}
            for key, text, count in counts
        ],
        "may": _may(request, found),
        "layer_form": LayerForm(),
        **extra,
    }
    return render(request, "rounds/rule_book.html", context, status=422 if extra else 200)


@require_GET
def rule_book(request: HttpRequest, year: int) -> HttpResponse:
    """Clauses and parameters that hold for the round, with citations and what nobody confirmed."""
    return _book_page(request, scoped_round(request, year))


@require_POST
def add_layer(request: HttpRequest, year: int) -> HttpResponse:
    """Adopt a layer of rules from a file."""
    found = scoped_round(request, year)

    def act(data: dict[str, Any]) -> None:
        content = data.pop("file")
        actions.add_layer(found, actor=request.actor, content=content, **data)

    form = LayerForm(request.POST, request.FILES)
    to = reverse("rounds:rule_book", args=[year])
    message = _("Đã áp dụng văn bản cho đợt này.")
    return _done(request, form, act, message, to) or _book_page(request, found, layer_form=form)


def _clause_page(request: HttpRequest, found: Round, clause: str, **extra: Any) -> HttpResponse:
    book = _book(request, found)
    row = next((row for row in book.clauses if row.id == clause), None)
    if row is None:
        raise Missing(thing=_("điều khoản"))
    context = {
        "round": found,
        "row": row,
        "values": [p for p in book.parameters if p.path in row.parameters],
        "may": _may(request, found),
        "suspend_form": SuspendForm(auto_id="suspend_%s"),
        "confirm_form": ConfirmClauseForm(auto_id="confirm_%s"),
        "withdraw_form": WithdrawForm(auto_id="withdraw_%s"),
        **extra,
    }
    return render(request, "rounds/clause.html", context, status=422 if extra else 200)


@require_GET
def clause(request: HttpRequest, year: int, clause: str) -> HttpResponse:
    """One clause in words, with its grounds; confirming it or putting it aside for the round."""
    return _clause_page(request, scoped_round(request, year), clause)


@require_POST
def suspend_clause(request: HttpRequest, year: int, clause: str) -> HttpResponse:
    """Put a clause aside for the round, with document and reason."""
    found = scoped_round(request, year)
    form = SuspendForm(request.POST, auto_id="suspend_%s")

    def act(data: dict[str, Any]) -> None:
        actions.suspend_clause(found, actor=request.actor, clause=clause, **data)

    message = _("Đã ghi tạm không áp dụng; điều khoản vẫn được in trong mọi giải trình liên quan.")
    to = reverse("rounds:clause", args=[year, clause])
    return _done(request, form, act, message, to) or _clause_page(request, found, clause, suspend_form=form)


@require_POST
def confirm_clause(request: HttpRequest, year: int, clause: str) -> HttpResponse:
    """Let a clause bind by the office's own citation."""
    found = scoped_round(request, year)
    form = ConfirmClauseForm(request.POST, auto_id="confirm_%s")

    def act(data: dict[str, Any]) -> None:
        actions.confirm_clause(found, actor=request.actor, clause=clause, **data)

    to = reverse("rounds:clause", args=[year, clause])
    message = _("Đã xác nhận căn cứ.")
    return _done(request, form, act, message, to) or _clause_page(request, found, clause, confirm_form=form)


def _parameter_page(request: HttpRequest, found: Round, path: str, **extra: Any) -> HttpResponse:
    book = _book(request, found)
    row = next((row for row in book.parameters if row.path == path), None)
    if row is None:
        raise Missing(thing=_("tham số"))
    context = {
        "round": found,
        "row": row,
        "clauses": [c for c in book.clauses if path in c.parameters],
        "may": _may(request, found),
        "confirm_form": _confirm_form(found, path),
        "withdraw_form": WithdrawForm(auto_id="withdraw_%s"),
        **extra,
    }
    return render(request, "rounds/parameter.html", context, status=422 if extra else 200)


def _confirm_form(found: Round, path: str, data: Any = None) -> ConfirmForm:
    pack = pack_for(found)
    if path not in pack.parameters:
        raise Missing(thing=_("tham số"))
    value = value_field(pack, pack.parameters[path], language())
    return ConfirmForm(data, value=value, auto_id="confirm_%s")


@require_GET
def parameter(request: HttpRequest, year: int, path: str) -> HttpResponse:
    """One value: what it is, by which ground, which clauses use it; confirming it."""
    return _parameter_page(request, scoped_round(request, year), path)


@require_POST
def confirm_parameter(request: HttpRequest, year: int, path: str) -> HttpResponse:
    """Answer an open value by the office's own citation."""
    found = scoped_round(request, year)
    require(may_change_round(request.actor, found, "confirm_parameter"))
    form = _confirm_form(found, path, request.POST)

    def act(data: dict[str, Any]) -> None:
        actions.confirm_parameter(found, actor=request.actor, path=path, **data)

    to = reverse("rounds:parameter", args=[year, path])
    message = _("Đã xác nhận căn cứ.")
    return _done(request, form, act, message, to) or _parameter_page(request, found, path, confirm_form=form)


@require_POST
def withdraw_rule(request: HttpRequest, year: int, kind: str, pk: int) -> HttpResponse:
    """Take back a layer, a confirmed value or clause, or a suspension."""
    found = scoped_round(request, year)
    if kind not in RuleKind.values:
        raise Missing(thing=_("mục này"))
    form = WithdrawForm(request.POST, auto_id="withdraw_%s")

    def act(data: dict[str, Any]) -> None:
        actions.withdraw_rule(found, actor=request.actor, kind=kind, pk=pk, **data)

    to = reverse("rounds:rule_book", args=[year])
    message = _("Đã rút lại; nhật ký hệ thống còn giữ nội dung cũ.")
    return _done(request, form, act, message, to) or _book_page(request, found, refused_form=form)


@require_GET
def suspensions(request: HttpRequest, year: int) -> HttpResponse:
    """Clauses put aside in the year at the unit and below it, as they are reported to the superior."""
    return _suspensions_page(request, year)


def _suspensions_page(request: HttpRequest, year: int, **extra: Any) -> HttpResponse:
    unit = request.scope.unit
    if unit is None:
        raise Missing(thing=_("đợt kiểm điểm, xếp loại"))
    require(may_see_rules(request.actor, unit))
    found = queries.suspensions(request.actor, unit, year)
    rows = [
        {
            "suspension": row,
            "condition": clause_conditions(row.round, [row.clause], language()).get(row.clause, row.clause),
            "may_receive": row.received_on is None
            and may_receive_suspension(request.actor, row.round).allowed,
            "form": ReceiveForm(auto_id=f"receive{row.pk}_%s"),
        }
        for row in found
    ]
    context = {"year": year, "unit": unit, "rows": rows, **extra}
    return render(request, "rounds/suspensions.html", context, status=422 if extra else 200)


@require_POST
def receive_suspension(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Note that the superior has received the report of a clause put aside."""
    if request.scope.unit is None:
        raise Missing(thing=_("điều khoản tạm không áp dụng"))
    found = queries.get_suspension(request.actor, request.scope.unit, pk)
    form = ReceiveForm(request.POST)

    def act(data: dict[str, Any]) -> None:
        actions.receive_suspension(found, actor=request.actor, **data)

    to = reverse("rounds:suspensions", args=[year])
    message = _("Đã ghi cấp trên nhận báo cáo.")
    return _done(request, form, act, message, to) or _suspensions_page(request, year, refused_form=form)

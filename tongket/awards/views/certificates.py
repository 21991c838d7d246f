"""The register book, printing, and one certificate."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongket.access.decisions import require
from tongket.audit.exports import exported
from tongket.awards import actions, queries
from tongket.awards.documents import certificates_pdf, place_of, register_data, rendered
from tongket.awards.exports import register_table
from tongket.awards.forms import HandOverForm, PrintForm, ReasonForm
from tongket.awards.models import Certificate
from tongket.awards.permissions import get_certificate, may_for
from tongket.awards.queries.history import kind_label
from tongket.awards.queries.lists import books_of
from tongket.awards.states import CertificateState
from tongket.awards.views.common import pdf, round_of, told
from tongket.common.dates import today
from tongket.common.errors import DomainError, Missing
from tongket.organisation.models import Unit
from tongket.organisation.permissions import may_somewhere
from tongket.rounds.models import Round

ACTS = {"huy": actions.cancel_certificate, "cap-lai": actions.reissue_certificate}


def _book(request: HttpRequest, round: Round, unit: int | None) -> tuple[Unit, list[Unit]]:
    books = books_of(request.actor, round)
    if unit is None:
        return (books[0] if books else round.unit), books
    for book in books:
        if book.pk == unit:
            return book, books
    raise Missing(thing=_("sổ khen thưởng"))


def _listed(request: HttpRequest, round: Round, book: Unit) -> list[Certificate]:
    rows = queries.register(request.actor, book, round.year)
    return list(rows.filter(award__decision__round=round))


@require_GET
def register(request: HttpRequest, year: int, unit: int | None = None) -> HttpResponse:
    """The register of the year: checks before printing, and the batch to print."""
    round = round_of(request, year)
    book, books = _book(request, round, unit)
    listed = _listed(request, round, book)
    printable = [c for c in listed if c.state != CertificateState.CANCELLED]
    form = PrintForm(
        choices=[(c.pk, c.number_text) for c in printable],
        initial={"happened_on": today(), "place": place_of(book, today())},
    )
    context = {
        "year": year,
        "round": round,
        "book": book,
        "books": [
            {"text": b.name, "url": f"../so/{b.pk}/" if unit is None else f"../{b.pk}/", "active": b == book}
            for b in books
        ],
        "rows": [(c, kind_label(c.award)) for c in listed],
        "printable": len(printable),
        "checks": queries.checks_before_print(listed) if listed else [],
        "form": form,
        "may_print": may_for(request.actor, "print_certificates", book, round).allowed,
    }
    return render(request, "awards/register.html", context)


@require_GET
def export_register(request: HttpRequest, year: int, unit: int, form: str) -> HttpResponse:
    """The register of the year as a file."""
    require(may_somewhere(request.actor, "awards.export_register"))
    round = round_of(request, year)
    book, _books = _book(request, round, unit)
    return exported(
        register_table(_listed(request, round, book), book, year),
        actor=request.actor,
        action="awards.export_register",
        unit_id=book.pk,
        form=form,
    )


@require_POST
def print_certificates(request: HttpRequest, year: int, unit: int) -> HttpResponse:
    """The chosen certificates as one PDF; ``proof`` makes proofs that leave no line in the register."""
    round = round_of(request, year)
    book, _books = _book(request, round, unit)
    require(may_for(request.actor, "print_certificates", book, round))
    listed = _listed(request, round, book)
    form = PrintForm(request.POST, choices=[(c.pk, c.number_text) for c in listed])
    if not form.is_valid():
        messages.error(request, _("Chọn giấy khen và ghi ngày in theo dạng ngày/tháng/năm."))
        return redirect("awards:register_of", year, unit)
    chosen = [c for c in listed if c.pk in form.cleaned_data["chosen"]]
    try:
        if request.POST.get("proof") and chosen:
            content = certificates_pdf(chosen, proof=True, **form.options())
        elif request.POST.get("checked"):
            actions.confirm_proof(
                chosen,
                actor=request.actor,
                happened_on=form.cleaned_data["happened_on"],
                checked_by=form.cleaned_data["checked_by"],
            )
            messages.success(request, _("Đã ghi người kiểm tra bản in thử."))
            return redirect("awards:register_of", year, unit)
        else:
            content = actions.print_certificates(
                chosen,
                actor=request.actor,
                happened_on=form.cleaned_data["happened_on"],
                **form.options(),
            )
    except DomainError as error:
        messages.error(request, error.text())
        return redirect("awards:register_of", year, unit)
    return pdf(content, f"giay-khen-{year}", keep=not request.POST.get("proof"))


@require_GET
def register_book(request: HttpRequest, year: int, unit: int) -> HttpResponse:
    """The register as the official book, cancelled numbers struck through."""
    round = round_of(request, year)
    book, _books = _book(request, round, unit)
    listed = _listed(request, round, book)
    data = register_data(book, year, listed, today())
    return pdf(rendered("register", data, document_date=today(), scheme="party"), f"so-khen-thuong-{year}")


@require_GET
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """One certificate: the words on it, its trace, its acts. The code is shown to those who print."""
    found = get_certificate(request.actor, pk)
    decision = found.award.decision
    may_print = may_for(request.actor, "print_certificates", decision.issuing_unit, decision.round).allowed
    context = {
        "certificate": found,
        "ground": kind_label(found.award),
        "entries": found.entries.select_related("by"),
        "may_print": may_print,
        "may_change": may_print and found.state != CertificateState.CANCELLED,
        "form": ReasonForm(),
        "hand_over_form": HandOverForm(),
    }
    return render(request, "awards/certificate.html", context)


@require_GET
def certificate_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """How the certificate looks, marked as a proof."""
    found = get_certificate(request.actor, pk)
    return pdf(certificates_pdf([found], proof=True, backs=False), f"ban-thu-{found.number_text}")


def _printable(request: HttpRequest, pk: int) -> Certificate:
    """The certificate, for those who print it."""
    found = get_certificate(request.actor, pk)
    decision = found.award.decision
    require(may_for(request.actor, "print_certificates", decision.issuing_unit, decision.round))
    return found


@require_POST
def change_certificate(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Cancel, reissue or reprint, with the reason."""
    found = _printable(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Ghi ngày trên văn bản theo dạng ngày/tháng/năm."))
        return redirect(found)
    if act == "in-lai":
        try:
            return pdf(
                actions.reprint_certificate(found, actor=request.actor, **form.cleaned_data),
                f"giay-khen-{found.number_text}",
                keep=True,
            )
        except DomainError as error:
            messages.error(request, error.text())
            return redirect(found)
    if act not in ACTS:
        raise Missing(thing=_("trang này"))
    told(
        request,
        lambda: ACTS[act](found, actor=request.actor, **form.cleaned_data),
        _("Đã ghi vào sổ khen thưởng."),
    )
    return redirect(found)


@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the certificate was handed over."""
    found = _printable(request, pk)
    form = HandOverForm(request.POST)
    if form.is_valid():
        told(
            request,
            lambda: actions.hand_over([found], actor=request.actor, **form.cleaned_data),
            _("Đã ghi vào sổ khen thưởng."),
        )
    else:
        messages.error(request, _("Ghi ngày trên văn bản theo dạng ngày/tháng/năm."))
    return redirect(found)

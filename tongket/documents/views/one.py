"""One document: what it is, its steps, its files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tongket.common.dates import format_day
from tongket.common.errors import DomainError, Missing
from tongket.documents import actions, comparison, papers, queries, store
from tongket.documents.forms import (
    CancelForm,
    CorrectionForm,
    FileForm,
    IssueForm,
    ReturnForm,
    SignForm,
    SubmitForm,
    VersionedForm,
)
from tongket.documents.models import Document
from tongket.documents.permissions import get_document, get_file, may_write
from tongket.documents.states import DocumentState
from tongket.documents.views.answers import file_answer
from tongket.documents.views.lists import STATE_KEYS

_FORMS: dict[str, tuple[type[VersionedForm], Callable[..., Document]]] = {
    "submit_document": (SubmitForm, actions.submit_document),
    "return_document": (ReturnForm, actions.return_document),
    "sign_document": (SignForm, actions.sign_document),
    "issue_document": (IssueForm, actions.issue_document),
    "cancel_document": (CancelForm, actions.cancel_document),
}
_MEDIA = {"pdf": "application/pdf", "docx": store.DOCX}


def _facts(document: Document) -> list[dict[str, str]]:
    """Label and value of what the document says about itself."""
    issuer, signer = document.issuer, document.signer
    if document.received:
        issuer = _("%(issuer)s (văn bản đến)") % {"issuer": issuer}
    if document.signer_post:
        signer = f"{signer}, {document.signer_post}"
    pairs = (
        (_("Số, ký hiệu"), document.reference),
        (_("Ngày văn bản"), format_day(document.date)),
        (_("Cơ quan ban hành"), issuer),
        (_("Người ký"), signer),
        (_("Cách ký"), document.get_signed_as_display()),
        (_("Ngày phát hành"), format_day(document.issued_on)),
        (_("Dãy số"), document.series),
        (_("Hồ sơ của"), document.unit.name),
    )
    return [{"label": label, "value": value or "–"} for label, value in pairs]


def _page(request: HttpRequest, document: Document, **extra: Any) -> dict[str, Any]:
    steps = queries.open_steps(request.actor, document)
    forms = papers.forms_of(document)
    return {
        "document": document,
        "facts": _facts(document),
        "state_key": STATE_KEYS[DocumentState(document.state)],
        "steps": steps,
        "forms": forms,
        "files": list(document.files.all()),
        "corrections": list(document.corrections.all()),
        "comparable": bool(forms) and "docx" in forms,
        "may_correct": document.stands
        and may_write(request.actor, document.unit, "correct_document").allowed,
        "same_numbers": queries.same_numbers(document),
        "may_attach": may_write(request.actor, document.unit, "attach_file").allowed,
        **extra,
    }


@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """What the document is and where it stands."""
    found = get_document(request.actor, pk)
    return render(request, "documents/document.html", _page(request, found, file_form=FileForm()))


def _start(name: str, found: Document) -> dict[str, Any]:
    """What a form holds when it is opened."""
    if name != "sign_document":
        return {}
    return {"signer": found.signer, "reference": found.reference}


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One step of the document's way: a form, then the act of the same name."""
    found = get_document(request.actor, pk)
    known = {each.action: each for each in queries.open_steps(request.actor, found)}
    if name not in known:
        raise Missing(thing=_("bước xử lý của văn bản"))
    form_class, act = _FORMS[name]
    form = form_class(request.POST or None, document=found, initial=_start(name, found))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            values = dict(form.cleaned_data)
            version = values.pop("version")
            try:
                done = act(found, actor=request.actor, expected_version=version, **values)
            except DomainError as error:
                form.add_error(None, error.text())
                found = get_document(request.actor, pk)
            else:
                done.refresh_from_db()
                messages.success(
                    request,
                    _("%(document)s: %(state)s.")
                    % {"document": done, "state": done.get_state_display().lower()},
                )
                return redirect(done)
    context = {"document": found, "form": form, "step": known[name]}
    return render(request, "documents/step.html", context, status=status)


@require_http_methods(["POST"])
def attach_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a file of the document."""
    found = get_document(request.actor, pk)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.attach_file(
                found,
                actor=request.actor,
                role=form.cleaned_data["role"],
                name=file.name,
                content=file.read(),
            )
        except DomainError as error:
            form.add_error("file", error.text())
        else:
            messages.success(request, _("Đã lưu tệp %(name)s.") % {"name": file.name})
            return redirect(found)
    return render(request, "documents/document.html", _page(request, found, file_form=form), status=422)


@require_GET
def paper(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The document typeset: PDF to look at and print, Word for correction by hand."""
    found = get_document(request.actor, pk)
    content = papers.pdf_of(found) if form == "pdf" else papers.word_of(found)
    name = (found.reference or f"{found.get_kind_display()} {found.pk}").replace("/", "-")
    return file_answer(content, _MEDIA[form], f"{name}.{form}", inline=form == "pdf")


@require_GET
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """An attached file."""
    found = get_file(request.actor, pk)
    return file_answer(store.content_of(found.sha256), found.media_type, found.name, inline=False)


@require_http_methods(["GET", "POST"])
def correct_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a correction notice of a signed paper."""
    found = get_document(request.actor, pk)
    form = CorrectionForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.correct_document(found, actor=request.actor, **form.cleaned_data)
            except DomainError as error:
                form.add_error(None, error.text())
            else:
                messages.success(request, _("Đã ghi đính chính của %(document)s.") % {"document": found})
                return redirect(found)
    context = {"document": found, "form": form}
    return render(request, "documents/correct_document.html", context, status=status)


@require_GET
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Which lines of a returned Word copy differ from what the system made."""
    found = get_file(request.actor, pk)
    document = get_document(request.actor, found.document_id)
    if found.media_type != store.DOCX:
        raise Missing(thing=_("bản Word để đối chiếu"))
    context = {"document": document, "file": found, "rows": comparison.differences(document, found)}
    return render(request, "documents/compare.html", context)

"""The office's own Word templates."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongket.common.dates import today
from tongket.common.errors import DomainError, Missing
from tongket.documents import actions, queries, store
from tongket.documents.forms import TemplateForm
from tongket.documents.permissions import get_template, may_write
from tongket.documents.rendering import PAPERS, check_word_template, profile_for, word_template
from tongket.documents.states import DocumentScheme
from tongket.documents.views.answers import file_answer
from tongket.documents.views.lists import unit_of


def word_papers() -> list[tuple[str, str]]:
    """Papers with a Word form: name and label in the reader's language."""
    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    return [(paper.name, paper.label[language]) for paper in PAPERS.values() if paper.word]


@require_http_methods(["GET", "POST"])
def templates(request: HttpRequest) -> HttpResponse:
    """The templates of all papers with their versions, and a form for a new one."""
    unit = unit_of(request)
    form = TemplateForm(request.POST or None, request.FILES or None, papers=word_papers())
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            values = dict(form.cleaned_data)
            file = values.pop("file")
            try:
                made = actions.upload_template(
                    unit, actor=request.actor, name=file.name, content=file.read(), **values
                )
            except DomainError as error:
                form.add_error("file", error.text())
            else:
                messages.success(request, _("Đã lưu mẫu %(template)s.") % {"template": made})
                return redirect("documents:templates")
    labels = dict(word_papers())
    rows = [(row, labels[row.paper]) for row in queries.word_templates(request.actor, unit)]
    context = {
        "unit": unit,
        "papers": word_papers(),
        "schemes": DocumentScheme.choices,
        "rows": rows,
        "form": form,
        "may_upload": may_write(request.actor, unit, "upload_template").allowed,
    }
    return render(request, "documents/templates.html", context, status=status)


@require_GET
def shipped_template(request: HttpRequest, paper: str, scheme: str) -> HttpResponse:
    """The template that comes with the system, with its placeholders, to be edited in Word."""
    if paper not in PAPERS or not PAPERS[paper].word or scheme not in DocumentScheme.values:
        raise Missing(thing=_("mẫu văn bản"))
    content = word_template(paper, profile_for(scheme, today()))
    return file_answer(content, store.DOCX, f"{paper}-{scheme}.docx", inline=False)


@require_GET
def template_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """A version as it was uploaded, or filled with sample data."""
    template = get_template(request.actor, pk)
    content = store.content_of(template.sha256)
    if form == "xem-thu":
        profile = profile_for(DocumentScheme.PARTY, template.valid_from)
        content = check_word_template(template.paper, content, profile=profile)
    return file_answer(content, store.DOCX, template.name, inline=False)


@require_POST
def withdraw_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop using a version from today on."""
    template = get_template(request.actor, pk)
    actions.withdraw_template(template, actor=request.actor, withdrawn_on=today())
    messages.success(request, _("Đã thôi dùng mẫu %(template)s.") % {"template": template})
    return redirect("documents:templates")

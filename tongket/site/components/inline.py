"""Components that stand in a line: icons, buttons, states, levels, chips, figures."""

from __future__ import annotations

from typing import Any

from django import template
from django.core.paginator import Page
from django.db.models import Model
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tongket.site.components.values import number
from tongket.site.openings import leads_somewhere
from tongket.site.states import LEVELS, STATES

register = template.Library()

BUTTON_KINDS = {
    "primary": "btn-primary",
    "secondary": "tk-btn-secondary",
    "quiet": "tk-btn-quiet",
    "danger": "tk-btn-danger",
}
EMPTY = SafeString("")


@register.simple_tag
def icon(name: str) -> str:
    """An icon of the sprite; decoration only, always beside a word."""
    sprite = static("site/icons.svg")
    return format_html(
        '<svg class="tk-icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        sprite,
        name,
    )


def _attributes(values: dict[str, Any]) -> str:
    return format_html_join("", ' {}="{}"', ((k, v) for k, v in values.items() if v not in (None, "", False)))


@register.simple_tag
def button(
    text: Any,
    url: str = "",
    *,
    kind: str = "secondary",
    icon: str = "",
    name: str = "",
    value: str = "",
    form: str = "",
    small: bool = False,
    disabled: bool = False,
    label: str = "",
    count: int | None = None,
) -> str:
    """A link that looks like a button (with ``url``), else a submit button. ``label`` is read out instead."""
    css = f"btn {BUTTON_KINDS[kind]}" + (" tk-small" if small else "")
    inside = format_html("{}<span>{}</span>{}", _icon(icon), text, _count(count))
    if url and not disabled:
        return format_html(
            '<a class="{}" href="{}"{}>{}</a>', css, url, _attributes({"aria-label": label}), inside
        )
    attributes = _attributes({"name": name, "value": value, "form": form, "aria-label": label})
    return format_html(
        '<button type="submit" class="{}"{}{}>{}</button>',
        css,
        attributes,
        SafeString(" disabled") if disabled else "",
        inside,
    )


def _icon(name: str) -> str:
    return icon(name) if name else EMPTY


def _count(count: int | None) -> str:
    return EMPTY if count is None else format_html(" <strong>{}</strong>", number(count))


@register.simple_tag(takes_context=True)
def post_button(context: template.Context, text: Any, url: str, *, next: str = "", **options: Any) -> str:
    """A form that consists of one button."""
    return render_to_string(
        "components/post_button.html",
        {"url": url, "next": next, "button": button(text, **options)},
        request=context.get("request"),
    )


@register.simple_tag
def state(key: str, text: Any = "", *, note: Any = "") -> str:
    """A state as icon, word and colour. Unknown keys are an error of the page."""
    shown = STATES[str(key)]
    return format_html(
        '<span class="tk-state tk-{}">{}<span>{}</span>{}</span>',
        shown.tone,
        icon(shown.icon),
        text or shown.text,
        format_html(' <span class="tk-note">{}</span>', note) if note else "",
    )


@register.simple_tag
def level(key: str | None, *, full: bool = False, changed: bool = False, note: Any = "") -> str:
    """A level by its short name (the full one for screen readers and on hover); a dash for none."""
    if not key:
        return SafeString('<span class="tk-note">–</span>')
    shown = LEVELS[str(key)]
    css = f"tk-level tk-level-{key}" + (" tk-changed" if changed else "")
    tail = format_html(' <span class="tk-note">{}</span>', note) if note else ""
    if full:
        return format_html('<span class="{}">{}</span>{}', css, shown.name, tail)
    return format_html(
        '<span class="{}"><abbr title="{}">{}</abbr></span>{}', css, shown.name, shown.short, tail
    )


@register.simple_tag
def chip(text: Any, *, icon: str = "", url: str = "", note: Any = "", tone: str = "") -> str:
    """A small framed name of a thing, with a link when it has a page."""
    css = f"tk-chip tk-chip-{tone}" if tone else "tk-chip"
    tail = format_html(' <span class="tk-note">{}</span>', note) if note else ""
    inside = format_html("{}<span>{}</span>{}", _icon(icon), text, tail)
    if url:
        return format_html('<a class="{}" href="{}">{}</a>', css, url, inside)
    return format_html('<span class="{}">{}</span>', css, inside)


@register.simple_tag
def person(person: Model, *, note: Any = "", link: bool = True) -> str:
    """A person's chip."""
    return chip(str(person), icon="user", url=person.get_absolute_url() if link else "", note=note)


@register.simple_tag
def unit(unit: Model, *, note: Any = "", link: bool = True) -> str:
    """A unit's chip."""
    return chip(str(unit), icon="building", url=unit.get_absolute_url() if link else "", note=note)


@register.simple_tag
def document(text: Any, url: str = "", *, note: Any = "") -> str:
    """A paper's chip: number and symbol, with its page."""
    return chip(text, icon="file-text", url=url, note=note)


@register.simple_tag
def unconfirmed(url: str = "") -> str:
    """The mark of a ground that the office has not confirmed yet."""
    return chip(_("chưa được cơ quan xác nhận căn cứ"), icon="help-hexagon", url=url, tone="unconfirmed")


@register.simple_tag
def hidden_ground(document: str = "") -> str:
    """The one sentence for every ground that this reader may not see (same words, same layout)."""
    return format_html('<span class="tk-hidden-ground">{}</span>', hidden_ground_text(document))


def hidden_ground_text(document: str = "") -> str:
    """The uniform sentence as text; ``document`` names the paper by number, date and issuer."""
    if document:
        return _("Theo văn bản %(document)s (người có thẩm quyền được xem)") % {"document": document}
    return _("Theo văn bản của cơ quan có thẩm quyền (người có thẩm quyền được xem)")


@register.simple_tag
def change(old: Any, new: Any, *, note: Any = "") -> str:
    """Old → new: the old struck through, the new tinted."""
    nothing = format_html('<span class="tk-nothing">{}</span>', _("trống"))
    before = format_html('<del><span class="visually-hidden">{}: </span>{}</del>', _("trước"), old)
    after = format_html('<ins><span class="visually-hidden">{}: </span>{}</ins>', _("nay"), new)
    return format_html(
        '<span class="tk-change">{} <span aria-hidden="true">→</span> {}{}</span>',
        nothing if old in (None, "") else before,
        nothing if new in (None, "") else after,
        format_html(" {}", note) if note else "",
    )


@register.simple_tag
def figure(value: Any, obj: Model | None = None, role: str = "", *, url: str = "", text: Any = "") -> str:
    """A figure that opens the records it was made from; plain where nothing was noted (``obj`` is none)."""
    shown = text or number(value)
    if obj is not None:
        url = records_url(obj, role)
    if not url:
        return format_html('<span class="tk-figure">{}</span>', shown)
    return format_html('<a class="tk-figure" href="{}">{}</a>', url, shown)


def records_url(obj: Model, role: str = "") -> str:
    """Address of the list of records behind a figure of ``obj``."""
    if role:
        return reverse("audit:records", args=[obj._meta.label, obj.pk, role])
    return reverse("audit:history", args=[obj._meta.label, obj.pk])


@register.simple_tag
def quota(used: int, total: int, *, mine: int | None = None) -> str:
    """Places as squares: this unit's dark, others' light, free ones empty; the numbers for readers."""
    own = used if mine is None else mine
    label = _("đã dùng %(used)s trong %(total)s") % {"used": number(used), "total": number(total)}
    return _squares([("own", own), ("other", used - own), ("free", max(total - used, 0))], label)


@register.simple_tag
def votes(yes: int, of: int) -> str:
    """Votes as squares."""
    label = _("%(yes)s trong %(of)s phiếu") % {"yes": number(yes), "of": number(of)}
    return _squares([("own", yes), ("free", max(of - yes, 0))], label)


#: More squares than this are no longer counted by the eye.
MOST_SQUARES = 40


def _squares(parts: list[tuple[str, int]], label: str) -> str:
    if sum(count for _, count in parts) > MOST_SQUARES:
        return format_html('<span class="tk-note">{}</span>', label)
    marks = format_html_join(
        "", '<i class="tk-{}"></i>', ((kind,) for kind, count in parts for _ in range(count))
    )
    return format_html('<span class="tk-squares" role="img" aria-label="{}">{}</span>', label, marks)


@register.simple_tag
def progress(done: int, total: int, text: Any = "", *, note: Any = "", url: str = "") -> str:
    """Progress of long work; with ``url`` the page asks there again every two seconds until done."""
    return render_to_string(
        "components/progress.html",
        {"done": done, "total": total, "text": text, "note": note, "url": url if done < total else ""},
    )


@register.simple_tag(takes_context=True)
def pager(context: template.Context, page: Page, form: bool = False) -> str:
    """Links to the other pages of a list; keeps the rest of the query. In a ``form`` they are buttons named "go",
    so that what was typed goes with them."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    prefix = f"?{query.urlencode()}&" if query else "?"
    return render_to_string("components/pager.html", {"page": page, "prefix": f"{prefix}page=", "form": form})


@register.simple_tag(takes_context=True)
def crumb(context: template.Context, text: Any, url: str = "") -> str:
    """One parent in the line of breadcrumbs; a link for those who may open it."""
    scope = context.get("scope")
    if url and (scope is None or leads_somewhere(scope, url)):
        return format_html('<li class="breadcrumb-item"><a href="{}">{}</a></li>', url, text)
    return format_html('<li class="breadcrumb-item">{}</li>', text)


@register.simple_tag(takes_context=True)
def block_again(context: template.Context, name: str) -> str:
    """The contents of a block once more: the page's title is also its heading and its last crumb."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return block.render(context)

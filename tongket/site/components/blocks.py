"""Components around something: cards, tables, notices, dialogs, the bar of the act."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string

from tongket.site.components.inline import BUTTON_KINDS

register = template.Library()
#: What stands in a form that was refused: the notice above it, the error of a field.
REFUSALS = ("tk-notice-error", 'class="tk-error"')


@register.simple_block_tag
def card(
    content: str,
    title: Any = "",
    *,
    note: Any = "",
    id: str = "",
    flush: bool = False,
    url: str = "",
    link: Any = "",
) -> str:
    """A framed block with title, a note at its right and an optional link."""
    return render_to_string(
        "components/card.html",
        {
            "content": content,
            "title": title,
            "note": note,
            "id": id,
            "flush": flush,
            "url": url,
            "link": link,
        },
    )


@register.simple_block_tag
def table(
    content: str,
    label: Any,
    *,
    sticky: bool = False,
    plain: bool = False,
    select: bool = False,
    stack: bool = False,
    filter: bool = False,
) -> str:
    """A table that scrolls inside its own frame; the label names it for screen readers. With scripts a whole table
    is sorted by its heads, its columns are chosen, and with ``filter`` its rows are narrowed by what is typed."""
    return render_to_string(
        "components/table.html",
        {
            "content": content,
            "label": label,
            "sticky": sticky,
            "plain": plain,
            "select": select,
            "stack": stack,
            "filter": filter,
        },
    )


NOTICES = {
    "success": ("circle-check", "status"),
    "info": ("info-circle", "status"),
    "warning": ("alert-triangle", "status"),
    "error": ("alert-circle", "alert"),
}


@register.simple_block_tag
def notice(content: str, kind: str = "info", *, title: Any = "") -> str:
    """A message in the page."""
    icon, role = NOTICES[kind]
    return render_to_string(
        "components/notice.html",
        {"content": content, "kind": kind, "title": title, "icon": icon, "role": role},
    )


@register.simple_block_tag
def empty(content: str, title: Any, *, icon: str = "file-plus") -> str:
    """Nothing here yet: what is missing, and the ways to bring it."""
    return render_to_string("components/empty.html", {"content": content, "title": title, "icon": icon})


@register.simple_block_tag
def dialog(
    content: str, text: Any, title: Any = "", *, kind: str = "secondary", icon: str = "", small: bool = False
) -> str:
    """A button that opens a small window with ``content``; a <details>: works without script.

    It stands open when what was sent from it was refused: nobody looks for the reason behind a button.
    """
    return render_to_string(
        "components/dialog.html",
        {
            "content": content,
            "open": any(refusal in content for refusal in REFUSALS),
            "text": text,
            "title": title or text,
            "css": BUTTON_KINDS[kind] + (" tk-small" if small else ""),
            "icon": icon,
        },
    )


@register.simple_block_tag
def opened(content: str, text: Any, *, open: bool = False) -> str:
    """Something that opens in place."""
    return render_to_string("components/opened.html", {"content": content, "text": text, "open": open})


@register.simple_block_tag
def act_bar(content: str, text: Any, *, note: Any = "") -> str:
    """The bar at the bottom: what the act will do, to how many rows, and its buttons."""
    return render_to_string("components/act_bar.html", {"content": content, "text": text, "note": note})


@register.simple_block_tag
def chosen_bar(content: str) -> str:
    """Above a table with ``select``: how many rows are chosen, and the buttons of what is done with them."""
    return render_to_string("components/chosen_bar.html", {"content": content})


@register.simple_tag
def toast(text: Any, *, kind: str = "success") -> str:
    """A short message of something done in place; stays until it is closed."""
    return render_to_string("components/toast.html", {"text": text, "icon": NOTICES[kind][0]})

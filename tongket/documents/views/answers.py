"""Answers that are files."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse


def file_answer(content: bytes, media_type: str, name: str, *, inline: bool) -> HttpResponse:
    """A file to look at (`inline`) or to keep, under its Vietnamese name."""
    how = "inline" if inline else "attachment"
    headers = {"Content-Disposition": f"{how}; filename*=UTF-8''{quote(name)}"}
    return HttpResponse(content, content_type=media_type, headers=headers)

"""The hand-over package for a portal that exists already (U20): one zip that a press officer can paste from."""

from __future__ import annotations

import csv
import zipfile
from io import BytesIO, StringIO

from django.template.loader import render_to_string

from tongket.documents.rendering import get_profile, render_docx
from tongket.portal.models import Article
from tongket.portal.queries import figures_of, names_for_spelling
from tongket.portal.text import fill

FIXED_TIME = (2000, 1, 1, 0, 0, 0)


def handover_package(article: Article) -> bytes:
    """Word and clean HTML of the article, captions in order, names for spelling, and the sources table.

    The files' times are fixed, so that the same article gives the same package.
    """
    values = {f.key: f.value for f in article.figures.all()}
    title, dateline = fill(article.title, values), fill(article.dateline, values)
    blocks = [{**b, "text": fill(b["text"], values)} for b in article.body]
    captions = [{**c, "text": fill(c["text"], values)} for c in article.captions]
    sources = [
        {"figure": line.figure.value, "text": line.figure.label, "source": line.figure.source}
        for line in figures_of(article)
        if line.used
    ]
    names = names_for_spelling(article)
    word = render_docx(
        "article",
        {
            "title": title,
            "dateline": dateline,
            "paragraphs": [b["text"] for b in blocks],
            "byline": article.byline,
            "captions": [
                {"number": n, "text": c["text"], "consent": c.get("consent") or None}
                for n, c in enumerate(captions, start=1)
            ],
            "names": [{"name": name, "post": label} for name, label in names],
            "sources": sources,
        },
        profile=get_profile("party-2018"),
    )
    page = render_to_string(
        "portal/package.html",
        {
            "title": title,
            "dateline": dateline,
            "blocks": blocks,
            "captions": captions,
            "byline": article.byline,
        },
    )
    files: dict[str, bytes] = {
        "bai-viet.docx": word,
        "bai-viet.html": page.encode(),
        "chu-thich-anh.csv": _table(
            ["Ảnh", "Chú thích", "Đồng ý"],
            [[str(n), c["text"], str(c.get("consent", ""))] for n, c in enumerate(captions, start=1)],
        ),
        "ten-rieng.csv": _table(["Tên", "Là"], [list(pair) for pair in names]),
        "nguon-so-lieu.csv": _table(
            ["Giá trị", "Là", "Nguồn"], [[s["figure"], s["text"], s["source"]] for s in sources]
        ),
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, FIXED_TIME), content)
    return out.getvalue()


def _table(head: list[str], rows: list[list[str]]) -> bytes:
    """CSV that Excel opens with Vietnamese letters; a text that begins like a formula gets a quote before it."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([[_safe(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell

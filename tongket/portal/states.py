"""States of an article and of what is published of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ArticleState(models.TextChoices):
    """Where an article stands. What the public reads is a publication, never the draft."""

    DRAFT = "draft", _("Đang soạn")
    PUBLISHED = "published", _("Đã công bố")
    WITHDRAWN = "withdrawn", _("Đã rút bài")


ARTICLE_TRANSITIONS: dict[str, frozenset[str]] = {
    ArticleState.DRAFT: frozenset({ArticleState.PUBLISHED}),
    ArticleState.PUBLISHED: frozenset({ArticleState.PUBLISHED, ArticleState.WITHDRAWN}),
    ArticleState.WITHDRAWN: frozenset({ArticleState.PUBLISHED}),
}


class FigureKind(models.TextChoices):
    """What a bound value of an article is."""

    NUMBER = "number", _("Số liệu")
    NAME = "name", _("Họ và tên")
    UNIT = "unit", _("Tên đơn vị")
    DAY = "day", _("Ngày")
    TEXT = "text", _("Nội dung")


class BlockKind(models.TextChoices):
    """Parts of an article's body."""

    PARAGRAPH = "paragraph", _("Đoạn")
    HEADING = "heading", _("Tiêu đề mục")

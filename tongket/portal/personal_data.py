"""Texts of this room that may name people: their names are replaced when a person is anonymised."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tongket.privacy.holdings import Mention, declare_mention


def register() -> None:
    """Articles, their bound values and the lists of names opened to the public."""
    declare_mention(Mention("portal.Article", ("title", "body", "captions"), _("Bài viết")))
    declare_mention(Mention("portal.ArticleFigure", ("value",), _("Giá trị trong bài viết")))
    declare_mention(Mention("portal.Publication", ("title", "body", "captions", "figures"), _("Bài đã đăng")))
    declare_mention(Mention("portal.PublicPaper", ("text", "names"), _("Văn bản công khai")))

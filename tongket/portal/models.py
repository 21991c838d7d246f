"""Articles bound to figures, what was published of them, and papers opened to the public."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongket.audit.models import Record
from tongket.organisation.models import Unit
from tongket.portal.states import ArticleState, FigureKind


class Article(Record):
    """A news article. ``title`` and the texts of ``body`` hold bound values as ``{key}`` of an ArticleFigure:
    the editor's own words stay when data change, and a figure can't differ from its record.

    ``body``: list of {"kind": "paragraph" | "heading", "text": str}. ``captions``: list of {"text": str,
    "photo": id of the photo slot or null, "consent": str}.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="articles")
    year = models.PositiveSmallIntegerField(_("Năm"))
    conference = models.ForeignKey(
        "meetings.Conference", on_delete=models.PROTECT, null=True, blank=True, related_name="articles"
    )
    title = models.CharField(_("Tiêu đề"), max_length=500)
    dateline = models.CharField(_("Dòng đầu tin"), max_length=250)
    body = models.JSONField(_("Nội dung"))
    captions = models.JSONField(_("Chú thích ảnh"), default=list)
    byline = models.CharField(_("Tác giả"), max_length=200)
    state = models.CharField(max_length=20, choices=ArticleState.choices, default=ArticleState.DRAFT)
    names_ground = models.CharField(_("Căn cứ công khai họ tên"), max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [models.UniqueConstraint(fields=["conference"], name="article_once_per_conference")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:edit", args=[self.pk])


class ArticleFigure(Record):
    """A value in an article that comes from records; which ones, ``audit.Use`` says (user = this row)."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="figures")
    key = models.SlugField(max_length=60)
    kind = models.CharField(max_length=10, choices=FigureKind.choices, default=FigureKind.NUMBER)
    value = models.CharField(_("Giá trị"), max_length=500)
    label = models.CharField(_("Là gì"), max_length=250)
    source = models.CharField(_("Nguồn"), max_length=300)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "key"], name="figure_key_once")]

    def __str__(self) -> str:
        return f"{self.value} {self.label}"

    def get_absolute_url(self) -> str:
        return reverse("portal:edit", args=[self.article_id]) + f"#so-lieu-{self.key}"


class Acknowledgement(Record):
    """An editor's reason for keeping something that the check of names or figures remarked."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="acknowledgements")
    code = models.CharField(max_length=40)
    text = models.CharField(max_length=500)
    reason = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "code", "text"], name="remark_kept_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Publication(Record):
    """What the public read from a day on: a snapshot that no later change of data touches.

    ``correction`` says what this version corrects in the one before (đính chính); ``withdrawn_on`` and
    ``withdrawal_reason`` keep the trace of a withdrawal. Not indexed by search engines unless ``indexed``.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveSmallIntegerField(_("Lần đăng"))
    title = models.CharField(max_length=500)
    dateline = models.CharField(max_length=250)
    body = models.JSONField()
    captions = models.JSONField(default=list)
    byline = models.CharField(max_length=200)
    figures = models.JSONField(default=list)
    names_ground = models.CharField(max_length=300)
    published_on = models.DateField(_("Ngày đăng"))
    correction = models.TextField(_("Đính chính"), blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)
    indexed = models.BooleanField(default=False)

    class Meta:
        ordering = ["-published_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="publication_number_once")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:article", args=[self.article_id])


class PublicPaper(Record):
    """A paper opened to the public with the ground for it and an end; no ground, no paper (U11).

    ``text`` is what the public reads; ``names_shown`` only when the ground covers the names.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="public_papers")
    document = models.OneToOneField(
        "documents.Document", on_delete=models.PROTECT, related_name="public_paper"
    )
    text = models.TextField(_("Nội dung công khai"), blank=True)
    names = models.JSONField(_("Danh sách công khai"), default=list)
    ground = models.CharField(_("Căn cứ công khai"), max_length=300)
    published_on = models.DateField(_("Ngày đăng"))
    published_until = models.DateField(_("Công khai đến ngày"), null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-published_on", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(ground=""), name="public_paper_has_ground")]

    def __str__(self) -> str:
        return str(self.document)

    def get_absolute_url(self) -> str:
        return reverse("portal:paper", args=[self.pk])

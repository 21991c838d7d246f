"""Input of the editor's pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.documents.models import Document
from tongket.organisation.forms import DayField
from tongket.portal.models import Article
from tongket.portal.states import BlockKind

HEADING_MARK = "## "
CONSENT_MARK = " | "


class ArticleForm(forms.Form):
    """The whole article as text: an empty line ends a paragraph, "## " begins a heading, a caption a line."""

    title = forms.CharField(label=_("Tiêu đề"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    dateline = forms.CharField(label=_("Dòng đầu tin"), max_length=250)
    body = forms.CharField(
        label=_("Nội dung"),
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "false"}),
        help_text=_("Dòng trống để sang đoạn; “## ” mở đầu tiêu đề mục; {mã} là số liệu lấy từ hồ sơ."),
    )
    captions = forms.CharField(
        label=_("Chú thích ảnh"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=_("Mỗi ảnh một dòng: ai, trao gì, cho ai; sau dấu | ghi sự đồng ý của người trong ảnh."),
    )
    byline = forms.CharField(label=_("Tác giả"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, article: Article) -> ArticleForm:
        """The form filled with an article."""
        blocks = [(HEADING_MARK if b["kind"] == BlockKind.HEADING else "") + b["text"] for b in article.body]
        lines = [
            c["text"] + (f"{CONSENT_MARK}{c['consent']}" if c.get("consent") else "")
            for c in article.captions
        ]
        return cls(
            initial={
                "title": article.title,
                "dateline": article.dateline,
                "body": "\n\n".join(blocks),
                "captions": "\n".join(lines),
                "byline": article.byline,
                "version": article.version,
            }
        )

    def words(self, article: Article) -> dict[str, Any]:
        """What ``revise_article`` takes; a caption keeps the photo slot of its place."""
        data = self.cleaned_data
        photos = [c.get("photo") for c in article.captions]
        captions = []
        for number, line in enumerate(line for line in data["captions"].splitlines() if line.strip()):
            text, _mark, consent = line.partition(CONSENT_MARK)
            photo = photos[number] if number < len(photos) else None
            captions.append({"text": text, "photo": photo, "consent": consent})
        return {
            "title": data["title"],
            "dateline": data["dateline"],
            "body": [_block(part) for part in _parts(data["body"])],
            "captions": captions,
            "byline": data["byline"],
            "expected_version": data["version"],
        }


def _parts(text: str) -> list[str]:
    """Paragraphs: lines between empty lines, joined."""
    parts: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            parts[-1].append(line.strip())
        elif parts[-1]:
            parts.append([])
    return [" ".join(lines) for lines in parts if lines]


def _block(text: str) -> dict[str, str]:
    if text.startswith(HEADING_MARK):
        return {"kind": BlockKind.HEADING, "text": text.removeprefix(HEADING_MARK)}
    return {"kind": BlockKind.PARAGRAPH, "text": text}


class PublishForm(forms.Form):
    """When and on which ground the article goes out; a correction says what it corrects."""

    published_on = DayField(label=_("Ngày đăng"))
    names_ground = forms.CharField(
        label=_("Căn cứ công khai họ tên"),
        max_length=300,
        required=False,
        help_text=_("Số, ngày văn bản cho phép, hoặc việc đồng ý của người có tên."),
    )
    correction = forms.CharField(
        label=_("Nội dung đính chính"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Bắt buộc khi đăng lại bài đã công bố."),
    )


class KeepForm(forms.Form):
    """A place that stays as it is, and why."""

    code = forms.CharField(max_length=40, widget=forms.HiddenInput)
    text = forms.CharField(max_length=500, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Lý do giữ nguyên"), max_length=300)


class MendForm(forms.Form):
    """A place that takes the register's writing."""

    text = forms.CharField(max_length=500)
    suggestion = forms.CharField(max_length=500)


class WithdrawForm(forms.Form):
    happened_on = DayField(label=_("Ngày"))
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 2}))


class PaperForm(forms.Form):
    """A signed paper to be opened to the public."""

    document = forms.ModelChoiceField(label=_("Văn bản đã ký"), queryset=Document.objects.none())
    ground = forms.CharField(label=_("Căn cứ công khai"), max_length=300)
    published_on = DayField(label=_("Ngày đăng"))
    until = DayField(label=_("Công khai đến ngày"), required=False)
    text = forms.CharField(
        label=_("Nội dung công khai"), required=False, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *args: Any, documents: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["document"].queryset = documents

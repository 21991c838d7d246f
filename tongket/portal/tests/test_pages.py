"""Pages of the portal: the editor's and the public's."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from tongket.access.roles import Role
from tongket.awards.tests.factories import YEAR, signed_decision
from tongket.portal import actions
from tongket.portal.models import Article, Publication, PublicPaper
from tongket.portal.tests.factories import GROUND, PUBLISHED_ON, Story, make_article, make_story

pytestmark = pytest.mark.django_db


def signed_in(story: Story, role: str = Role.EDITOR) -> Client:
    client = Client()
    client.force_login(story.year.office.accounts[role])
    return client


def text(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


def form_of(article: Article, **changes: str) -> dict[str, object]:
    from tongket.portal.forms import ArticleForm

    return {**ArticleForm.of(article).initial, **changes}


@pytest.mark.capability(92)
def test_the_editor_drafts_reads_the_sources_and_publishes_and_the_public_reads_it() -> None:
    story = make_story()
    client = signed_in(story)
    assert "Soạn bài từ số liệu" in text(client, "portal:articles", YEAR)
    client.post(reverse("portal:draft_article", args=[YEAR, story.conference.pk]))
    [article] = Article.objects.all()
    page = text(client, "portal:edit", article.pk)
    figure = article.figures.get(key="members_excellent")
    records = reverse("audit:records", args=["portal.ArticleFigure", figure.pk, "figure"])
    assert records in page
    assert text(Client(), "portal:home").count("<li>") == 1
    assert Client().get(reverse("portal:article", args=[article.pk])).status_code == 404
    client.post(
        reverse("portal:publish_article", args=[article.pk]),
        {"published_on": "19/01/2022", "names_ground": GROUND},
    )
    public = Client().get(reverse("portal:article", args=[article.pk]))
    assert public.headers["X-Robots-Tag"] == "noindex, nofollow"
    words = public.content.decode()
    assert "tặng Giấy khen cho 3 đảng viên" in words
    assert "Nhóm PV" in words
    assert records not in words


@pytest.mark.capability(92)
def test_a_near_miss_is_shown_beside_the_text_and_mended_with_one_act() -> None:
    story, article = make_article()
    client = signed_in(story)
    address = reverse("portal:edit", args=[article.pk])
    initial = form_of(article)
    sent = client.post(address, initial | {"body": f"{initial['body']}\n\nĐảng bộ Sở Thử nghiêm quyết tâm."})
    assert sent.status_code == 302
    page = text(client, "portal:edit", article.pk)
    assert "Tên đơn vị gần đúng" in page
    client.post(
        reverse("portal:publish_article", args=[article.pk]),
        {"published_on": "19/01/2022", "names_ground": GROUND},
    )
    assert not Publication.objects.exists()
    assert "Chưa công bố được bài viết" in text(client, "portal:edit", article.pk)
    client.post(
        reverse("portal:mend_text", args=[article.pk]),
        {"text": "Đảng bộ Sở Thử nghiêm", "suggestion": "Đảng bộ Sở Thử nghiệm"},
    )
    article.refresh_from_db()
    assert article.body[-1]["text"] == "Đảng bộ Sở Thử nghiệm quyết tâm."
    assert "Tên đơn vị gần đúng" not in text(client, "portal:edit", article.pk)


def test_two_editors_at_once_do_not_overwrite_each_other() -> None:
    story, article = make_article()
    client = signed_in(story)
    old = form_of(article)
    address = reverse("portal:edit", args=[article.pk])
    assert client.post(address, old | {"byline": "Người thứ nhất"}).status_code == 302
    second = client.post(address, old | {"byline": "Người thứ hai"})
    assert second.status_code == 422
    assert "Người thứ hai" in second.content.decode()
    article.refresh_from_db()
    assert article.byline == "Người thứ nhất"


def test_script_in_the_text_stays_text_on_the_public_page() -> None:
    story, article = make_article()
    client = signed_in(story)
    initial = form_of(article)
    client.post(
        reverse("portal:edit", args=[article.pk]),
        initial | {"body": f"{initial['body']}\n\n<script>alert(1)</script> & <b>đậm</b>"},
    )
    article.refresh_from_db()
    for finding in ["1"]:
        actions.acknowledge(article, actor=story.editor, code="loose_number", text=finding, reason="thử")
    actions.publish_article(article, actor=story.editor, published_on=PUBLISHED_ON, names_ground=GROUND)
    page = text(Client(), "portal:article", article.pk)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page


def test_a_withdrawn_article_is_gone_for_the_public_and_kept_for_the_editor() -> None:
    story, article = make_article()
    client = signed_in(story)
    actions.publish_article(article, actor=story.editor, published_on=PUBLISHED_ON, names_ground=GROUND)
    client.post(
        reverse("portal:withdraw_article", args=[article.pk]),
        {"happened_on": "20/01/2022", "reason": "Nhầm ảnh"},
    )
    assert Client().get(reverse("portal:article", args=[article.pk])).status_code == 404
    assert "Nhầm ảnh" in text(client, "portal:edit", article.pk)


@pytest.mark.capability(92)
def test_the_hand_over_package_has_word_html_captions_names_and_sources() -> None:
    story, article = make_article()
    client = signed_in(story)
    address = reverse("portal:package", args=[article.pk])
    content = client.get(address).content
    archive = zipfile.ZipFile(BytesIO(content))
    assert sorted(archive.namelist()) == [
        "bai-viet.docx",
        "bai-viet.html",
        "chu-thich-anh.csv",
        "nguon-so-lieu.csv",
        "ten-rieng.csv",
    ]
    assert "tặng Giấy khen cho 3 đảng viên" in archive.read("bai-viet.html").decode()
    assert "412-QĐ/ĐUK" in archive.read("nguon-so-lieu.csv").decode()
    assert client.get(address).content == content


@pytest.mark.capability(91)
def test_a_decision_is_opened_to_the_public_with_its_ground_and_taken_back_with_a_reason() -> None:
    story = make_story()
    document = signed_decision(story.year, "130-QĐ/ĐU")
    client = signed_in(story, Role.CLERK)
    address = reverse("portal:public_papers", args=[YEAR])
    refused = client.post(address, {"document": document.pk, "ground": "", "published_on": "20/01/2022"})
    assert refused.status_code == 422
    client.post(
        address,
        {
            "document": document.pk,
            "ground": "Quy chế 03-QC/ĐU",
            "published_on": "20/01/2022",
            "text": "Dòng một\n\nDòng hai",
        },
    )
    [paper] = PublicPaper.objects.all()
    assert "130-QĐ/ĐU" in text(Client(), "portal:papers")
    shown = text(Client(), "portal:paper", paper.pk)
    assert "Quy chế 03-QC/ĐU" in shown
    assert "<p>Dòng hai</p>" in shown
    client.post(
        reverse("portal:withdraw_paper", args=[paper.pk]), {"happened_on": "21/01/2022", "reason": "Hết hạn"}
    )
    assert Client().get(reverse("portal:paper", args=[paper.pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "args"), [("portal:articles", [YEAR]), ("portal:public_papers", [YEAR]), ("portal:edit", [1])]
)
def test_editors_pages_ask_for_sign_in(name: str, args: list[int]) -> None:
    assert Client().get(reverse(name, args=args)).status_code == 302


def test_the_draft_of_another_organisation_looks_absent() -> None:
    story, article = make_article()
    client = signed_in(story, "other_clerk")
    for name in ("portal:edit", "portal:package"):
        assert client.get(reverse(name, args=[article.pk])).status_code == 404


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_open_in_both_languages(language: str) -> None:
    story, article = make_article()
    client = signed_in(story)
    client.cookies["tongket-language"] = language
    for name, args in (
        ("portal:articles", [YEAR]),
        ("portal:edit", [article.pk]),
        ("portal:public_papers", [YEAR]),
        ("portal:home", []),
        ("portal:papers", []),
    ):
        assert client.get(reverse(name, args=args)).status_code == 200


@pytest.mark.parametrize("number", [1, 3, 50])
def test_the_public_list_takes_the_same_queries_for_any_length(
    django_assert_num_queries: object, number: int
) -> None:
    story, article = make_article()
    publication = actions.publish_article(
        article, actor=story.editor, published_on=PUBLISHED_ON, names_ground=GROUND
    )
    for extra in range(1, number):
        other = Article.objects.create(
            unit=article.unit,
            year=2000 + extra,
            title=f"Bài {extra}",
            dateline="",
            body=[],
            byline="PV",
            state="published",
        )
        Publication.objects.create(
            article=other,
            number=1,
            title=other.title,
            dateline="",
            body=[],
            byline="PV",
            names_ground=GROUND,
            published_on=publication.published_on,
        )
    with django_assert_num_queries(2):
        page = text(Client(), "portal:home")
    assert page.count("pt-note") == min(number, 20)

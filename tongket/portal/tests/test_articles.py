"""Articles: composed from records, checked before publication, published as snapshots."""

from __future__ import annotations

import datetime as dt

import pytest

from tongket.access.roles import Role
from tongket.audit.journal import acting
from tongket.audit.queries import used_by
from tongket.awards import actions as awards
from tongket.awards.models import Award, AwardDecision
from tongket.common.errors import Missing, NotPermitted, WrongState
from tongket.documents.actions import cancel_document
from tongket.meetings.tests.factories import GUEST
from tongket.organisation.actions import change_person
from tongket.portal import actions, queries
from tongket.portal.errors import (
    ArticleHasFaults,
    NamesGroundMissing,
    UnknownFigure,
    WithdrawalReasonMissing,
)
from tongket.portal.models import Article, ArticleFigure
from tongket.portal.states import ARTICLE_TRANSITIONS, ArticleState
from tongket.portal.tests.factories import GROUND, PUBLISHED_ON, Story, make_article, make_story, written
from tongket.portal.text import fill

pytestmark = pytest.mark.django_db


def read(article: Article) -> list[str]:
    """Title, dateline, paragraphs and captions as a reader sees them."""
    values = {f.key: f.value for f in article.figures.all()}
    texts = [article.title, article.dateline, *(b["text"] for b in article.body)]
    return [fill(t, values) for t in [*texts, *(c["text"] for c in article.captions)]]


def body(article: Article) -> str:
    return "\n".join(read(article))


def with_paragraph(story: Story, article: Article, text: str) -> Article:
    values = written(article)
    values["body"] = [*values["body"], {"kind": "paragraph", "text": text}]
    return actions.revise_article(article, actor=story.editor, **values)


def codes(article: Article) -> set[str]:
    return {f.code for f in queries.findings(article) if f.stops}


@pytest.mark.capability(92)
def test_the_draft_has_every_kind_of_sentence_of_the_genre() -> None:
    story, article = make_article()
    head = story.people[0].name
    lines = read(article)
    assert lines[0] == (
        "Đảng bộ Sở Thử nghiệm được công nhận hoàn thành xuất sắc nhiệm vụ năm 2021; "
        "1 cá nhân được lựa chọn xây dựng điển hình tiên tiến giai đoạn 2021–2023"
    )
    assert lines[1] == "(Cổng thông tin điện tử) – Ngày 19/01/2022"
    whole = body(article)
    for sentence in (
        "Đảng bộ Sở Thử nghiệm tổ chức Hội nghị tổng kết công tác Đảng năm 2021, triển khai nhiệm vụ năm 2022.",
        f"Dự hội nghị có đồng chí {GUEST}, Bí thư Đảng ủy Khối thử nghiệm.",
        f"Đồng chí {head}, Bí thư Đảng ủy, chủ trì hội nghị.",
        "Tham dự hội nghị có 2 đại biểu thuộc 2 chi bộ trực thuộc.",
        "là một trong 3 chi, đảng bộ cơ sở được Ban Thường vụ Đảng ủy Khối tặng Giấy khen.",
        "1 đồng chí được Ban Thường vụ Đảng ủy Khối tặng Giấy khen.",
        "Tại hội nghị, Đảng ủy Sở Thử nghiệm công bố quyết định công nhận 1 chi bộ hoàn thành xuất sắc nhiệm vụ, "
        "tặng Giấy khen cho 3 đảng viên hoàn thành xuất sắc nhiệm vụ và 1 cá nhân thực hiện tốt "
        "Chỉ thị 05-CT/TW.",
        "ghi nhận và biểu dương những kết quả Đảng bộ Sở Thử nghiệm đạt được trong năm 2021.",
        f"Đồng chí {GUEST} đề nghị, trong năm 2022, Đảng bộ Sở Thử nghiệm tập trung: "
        "đẩy nhanh chính quyền điện tử.",
        f"Tiếp thu ý kiến chỉ đạo, đồng chí {head}, Bí thư Đảng ủy, nhấn mạnh nhiệm vụ năm 2022: "
        "đổi mới cách lãnh đạo.",
        "Hội nghị thống nhất 1 nhiệm vụ trọng tâm năm 2022: hoàn thiện chính quyền điện tử.",
        f"Đồng chí {GUEST} trao Giấy khen của Ban Thường vụ Đảng ủy Khối.",
    ):
        assert sentence in whole
    assert article.byline == "Nhóm PV"


@pytest.mark.capability(92)
def test_every_figure_of_the_draft_opens_its_records_and_none_is_typed() -> None:
    _story, article = make_article()
    assert queries.findings(article) == [
        f for f in queries.findings(article) if f.code == "caption_without_consent"
    ]
    lines = {line.figure.key: line for line in queries.figures_of(article)}
    assert all(line.records for line in lines.values())
    named = {
        key: {type(r).__name__ for r in lines[key].records}
        for key in ("organisation_is_one_of", "members_excellent", "cells_recognised", "present", "exemplars")
    }
    assert named == {
        "organisation_is_one_of": {"Award"},
        "members_excellent": {"Award"},
        "cells_recognised": {"Rating"},
        "present": {"Attendance"},
        "exemplars": {"Exemplar"},
    }
    assert len(lines["members_excellent"].records) == int(lines["members_excellent"].figure.value)
    assert used_by(lines["date"].figure).count() == 1


def test_the_lead_figures_are_those_of_the_records() -> None:
    assert queries.article_facts(make_story().conference) == {
        "date": dt.date(2022, 1, 19),
        "organisation_is_one_of": 3,
        "superior_individuals": 1,
        "exemplars": 1,
        "cells_recognised": 1,
        "members_excellent": 3,
        "directive_05": 1,
    }


def test_an_organisation_that_is_not_among_those_commended_is_not_said_to_be() -> None:
    story = make_story(ours=False, full=False)
    _story, article = make_article(story)
    assert queries.article_facts(story.conference)["organisation_is_one_of"] is None
    assert "một trong" not in body(article)
    assert (
        read(article)[0]
        == "Đảng bộ Sở Thử nghiệm tổng kết công tác Đảng năm 2021, triển khai nhiệm vụ năm 2022"
    )


def test_names_of_those_commended_stand_in_the_text_only_where_the_ground_is_recorded() -> None:
    story = make_story()
    _story, without = make_article(story)
    assert f"đồng chí {story.people[1].name}" not in body(without)
    decision = AwardDecision.objects.get(kind="superior_individuals")
    awards.record_publication_ground(
        decision, actor=story.clerk, ground="public_decision", note=GROUND, happened_on=PUBLISHED_ON
    )
    Article.objects.all().delete()
    _story, article = make_article(story)
    assert f"Đồng chí {story.people[1].name} được Ban Thường vụ Đảng ủy Khối tặng Giấy khen." in body(article)


@pytest.mark.capability(92)
def test_publishing_makes_a_snapshot_that_later_data_do_not_touch() -> None:
    story, article = make_article()
    publication = actions.publish_article(
        article, actor=story.editor, published_on=PUBLISHED_ON, names_ground=GROUND
    )
    assert list(queries.public_articles()) == [publication]
    assert "{" not in publication.title + "".join(b["text"] for b in publication.body)
    before = publication.body
    awards.revoke_decision(
        AwardDecision.objects.get(kind="members_excellent"),
        actor=story.clerk,
        happened_on=dt.date(2022, 3, 1),
        reason="Quyết định 9-QĐ/ĐU",
    )
    publication.refresh_from_db()
    assert publication.body == before
    stale = queries.stale_figures([article])[article.pk]
    assert "members_excellent" in {f.key for f in stale}
    assert [a.key for a in queries.due_acts(story.editor, story.year.round)] == ["portal.correct"]


@pytest.mark.capability(92)
def test_a_stale_figure_stops_publication_until_it_is_taken_anew() -> None:
    story, article = make_article()
    award = Award.objects.filter(kind="members_excellent").first()
    with acting("tests.change", actor=story.clerk) as act:
        act.update(award, ground="Căn cứ khác")
    assert "stale_figure" in codes(article)
    with pytest.raises(ArticleHasFaults) as refusal:
        actions.publish_article(article, actor=story.editor, published_on=PUBLISHED_ON, names_ground=GROUND)
    assert "120-QĐ/ĐU" in refusal.value.text() or "Hồ sơ đã đổi" in refusal.value.text()
    actions.refresh_figures(article, actor=story.editor)
    assert codes(article) == set()


def test_taking_figures_anew_changes_values_and_keeps_the_editors_words() -> None:
    story, article = make_article()
    with_paragraph(story, article, "Năm qua còn nhiều việc phải làm.")
    awards.revoke_decision(
        AwardDecision.objects.get(kind="directive_05"),
        actor=story.clerk,
        happened_on=dt.date(2022, 3, 1),
        reason="Quyết định 9-QĐ/ĐU",
    )
    again = actions.draft_article(story.conference, actor=story.editor)
    assert again.pk == article.pk
    assert "Năm qua còn nhiều việc phải làm." in body(again)
    assert "directive_05" in {f.key for f in queries.stale_figures([again])[again.pk]}


@pytest.mark.capability(92)
def test_a_unit_name_that_lost_a_word_is_found_and_may_be_kept_only_with_a_reason() -> None:
    story, article = make_article()
    with_paragraph(story, article, "Đảng bộ Sở Thử nghiêm họp.")
    [finding] = [f for f in queries.findings(article) if f.code == "near_unit"]
    assert (finding.text, finding.suggestion) == ("Đảng bộ Sở Thử nghiêm", "Đảng bộ Sở Thử nghiệm")
    with pytest.raises(ArticleHasFaults):
        actions.publish_article(article, actor=story.editor, published_on=PUBLISHED_ON, names_ground=GROUND)
    with pytest.raises(WithdrawalReasonMissing):
        actions.acknowledge(article, actor=story.editor, code="near_unit", text=finding.text, reason="")
    actions.acknowledge(
        article, actor=story.editor, code="near_unit", text=finding.text, reason="Trích nguyên văn"
    )
    actions.publish_article(article, actor=story.editor, published_on=PUBLISHED_ON, names_ground=GROUND)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Đồng chí Khổng Viết Nhương phát biểu.", "near_person"),
        ("Phát biểu có đồng chí Lò Thị Lạ Hoắc.", "unknown_name"),
        (f"Dự có đồng chí {GUEST}, Chủ tịch tỉnh.", "post_differs"),
        ("Đã tặng 12 Giấy khen.", "loose_number"),
    ],
)
def test_typed_names_posts_and_numbers_are_compared_with_the_register(text: str, code: str) -> None:
    story, article = make_article()
    with_paragraph(story, article, text)
    assert codes(article) == {code}


def test_the_level_of_somebody_who_was_not_commended_is_never_let_out() -> None:
    from tongket.organisation.tests.factories import add_member

    story = make_story()
    other = add_member(story.year.office, story.year.cell, 9, name="Vũ Quang Kín")
    _story, article = make_article(story)
    with_paragraph(story, article, f"Đồng chí {other.name} hoàn thành nhiệm vụ.")
    assert "internal_level" in codes(article)
    actions.acknowledge(
        article, actor=story.editor, code="internal_level", text=other.name, reason="vẫn đăng"
    )
    assert "internal_level" in codes(article)


def test_names_stay_out_while_their_decision_does_not_stand() -> None:
    story, article = make_article()
    name = story.people[1].name
    with_paragraph(story, article, f"Chúc mừng đồng chí {name}.")
    document = AwardDecision.objects.get(kind="superior_individuals").document
    cancel_document(document, actor=story.clerk, reason="Ban hành nhầm", cancelled_on=dt.date(2022, 1, 15))
    assert "embargo" in codes(article)


def test_naming_people_needs_a_written_ground() -> None:
    story, article = make_article()
    with pytest.raises(NamesGroundMissing):
        actions.publish_article(article, actor=story.editor, published_on=PUBLISHED_ON, names_ground=" ")


def test_a_key_that_no_figure_has_is_refused_when_writing() -> None:
    story, article = make_article()
    with pytest.raises(UnknownFigure):
        with_paragraph(story, article, "Có {so_la} việc.")


@pytest.mark.capability(92)
def test_a_correction_says_what_it_corrects_and_the_earlier_version_stays() -> None:
    story, article = make_article()
    actions.publish_article(article, actor=story.editor, published_on=PUBLISHED_ON, names_ground=GROUND)
    with pytest.raises(WithdrawalReasonMissing):
        actions.publish_article(article, actor=story.editor, published_on=PUBLISHED_ON, names_ground=GROUND)
    second = actions.publish_article(
        article,
        actor=story.editor,
        published_on=dt.date(2022, 1, 20),
        names_ground=GROUND,
        correction="Sửa chức vụ của người chủ trì.",
    )
    assert [p.number for p in queries.publications_of(article)] == [2, 1]
    assert list(queries.public_articles()) == [second]
    assert queries.corrections_of(second) == [second]


@pytest.mark.parametrize("state", ArticleState.values)
def test_every_transition_of_an_article_passes_or_is_refused_as_the_table_says(state: str) -> None:
    story, article = make_article()
    if state != ArticleState.DRAFT:
        actions.publish_article(article, actor=story.editor, published_on=PUBLISHED_ON, names_ground=GROUND)
    if state == ArticleState.WITHDRAWN:
        actions.withdraw_article(article, actor=story.editor, happened_on=PUBLISHED_ON, reason="Đăng nhầm")
    if ArticleState.WITHDRAWN in ARTICLE_TRANSITIONS[state]:
        actions.withdraw_article(article, actor=story.editor, happened_on=PUBLISHED_ON, reason="Đăng nhầm")
        assert article.state == ArticleState.WITHDRAWN
        with pytest.raises(Missing):
            queries.public_article(article.pk)
    else:
        with pytest.raises(WrongState):
            actions.withdraw_article(
                article, actor=story.editor, happened_on=PUBLISHED_ON, reason="Đăng nhầm"
            )


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COMMITTEE_MEMBER, Role.CELL_SECRETARY])
def test_those_without_the_right_neither_draft_nor_publish(role: Role) -> None:
    story, article = make_article()
    actor = story.year.office.actor(role)
    with pytest.raises(NotPermitted):
        actions.draft_article(story.conference, actor=actor)
    with pytest.raises(NotPermitted):
        actions.publish_article(article, actor=actor, published_on=PUBLISHED_ON, names_ground=GROUND)


def test_a_corrected_name_marks_the_article_stale_with_the_place() -> None:
    story, article = make_article()
    head = story.people[0]
    change_person(
        head, actor=story.clerk, unit=story.year.cell, expected_version=head.version, name="Trần Văn Đúng"
    )
    keys = {f.key for f in queries.stale_figures([article]).get(article.pk, [])}
    assert "head" in keys


def test_a_figure_whose_records_rest_on_something_changed_is_pointed_out() -> None:
    story, article = make_article()
    assert queries.shaken_figures([article]) == {}
    award = Award.objects.filter(kind="members_excellent").first()
    [rating] = story.year.round.ratings.filter(person=award.person)
    with acting("tests.correct", actor=story.clerk) as act:
        act.update(rating, deviation_reason="Đính chính")
    assert queries.stale_figures([article]) == {}
    assert [f.key for f in queries.shaken_figures([article])[article.pk]] == ["members_excellent"]
    assert "shaken_figure" in {f.code for f in queries.findings(article)}
    assert codes(article) == set()


@pytest.mark.parametrize("number", [1, 3])
def test_stale_figures_of_many_articles_take_the_same_queries(
    django_assert_num_queries: object, number: int
) -> None:
    _story, article = make_article()
    uses = ArticleFigure.objects.filter(article=article).count()
    kinds = len({u.source_model for f in article.figures.all() for u in used_by(f)})
    assert uses
    with django_assert_num_queries(2 + kinds):
        assert queries.stale_figures([article] * number) == {}

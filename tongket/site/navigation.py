"""The main menu: which entries there are, whose pages belong to them, and who sees them.

A room's page stands in the menu when it has an ``Entry`` or a ``Link`` here. An entry shows only to viewers
who hold a role for one of its actions, so nothing of a closed room is seen.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from tongket.access.roles import Role, roles_for
from tongket.common.errors import Text
from tongket.common.vocabulary import word
from tongket.site.scope import Scope


@dataclass(frozen=True)
class Link:
    """One page: its text, the name of its URL, the action that opens it.

    The URL takes the year when ``year``, and the viewer's own person when ``own`` (such a page shows only to
    those who have a record as a person).
    """

    text: Text
    url_name: str
    action: str = ""
    year: bool = True
    own: bool = False

    def open_to(self, scope: Scope) -> bool:
        """Whether the viewer may see it; a page without an action is everybody's."""
        if not scope.profile.shows(self.url_name) or (self.own and scope.person is None):
            return False
        return not self.action or not roles_for(self.action).isdisjoint(map(Role, scope.roles))

    def url(self, scope: Scope) -> str:
        arguments = [scope.year] if self.year else []
        return reverse(self.url_name, args=[*arguments, scope.person.pk] if self.own else arguments)


@dataclass(frozen=True)
class Entry:
    """One entry of the main menu with the pages under it; ``rooms`` are the URL namespaces it covers."""

    text: Text
    rooms: frozenset[str]
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Shown:
    """What the template prints."""

    text: Text
    url: str
    active: bool
    links: tuple[Shown, ...] = ()


HOME = Link(pgettext_lazy("menu", "Trang đầu"), "home", year=False)

ENTRIES = (
    Entry(
        pgettext_lazy("menu", "Danh sách"),
        frozenset({"organisation", "imports", "office", "privacy"}),
        (
            Link(
                word("members"),
                "organisation:people",
                "organisation.see_people",
                year=False,
            ),
            Link(
                word("outsiders"),
                "organisation:others",
                "organisation.see_people",
                year=False,
            ),
            Link(
                pgettext_lazy("menu", "Hạn và giấy tờ"),
                "organisation:deadlines",
                "organisation.see_deadlines",
                year=False,
            ),
            Link(
                pgettext_lazy("menu", "Hồ sơ nghi trùng"),
                "organisation:duplicates",
                "organisation.change_people",
                year=False,
            ),
            Link(pgettext_lazy("menu", "Đơn vị"), "organisation:units", "organisation.see_units", year=False),
            Link(
                pgettext_lazy("menu", "Phần việc"),
                "office:change_profile",
                "office.change_profile",
                year=False,
            ),
            Link(
                pgettext_lazy("menu", "Vai trò"), "organisation:roles", "organisation.see_roles", year=False
            ),
            Link(
                pgettext_lazy("menu", "Dữ liệu cá nhân"),
                "privacy:requests",
                "privacy.see_person_data",
                year=False,
            ),
            Link(
                pgettext_lazy("menu", "Nhập từ Excel"),
                "imports:kinds",
                "organisation.import_register",
                year=False,
            ),
        ),
    ),
    Entry(
        pgettext_lazy("menu", "Kiểm điểm, xếp loại"),
        frozenset({"rounds", "work", "oversight", "learning", "reviews", "ballots", "ratings"}),
        (
            Link(pgettext_lazy("menu", "Của tôi"), "reviews:person", "reviews.see_own_review", own=True),
            Link(pgettext_lazy("menu", "Nhiệm vụ"), "work:tasks", "work.see_tasks"),
            Link(pgettext_lazy("menu", "Kiểm điểm"), "reviews:reviews", "reviews.see_reviews"),
            Link(
                pgettext_lazy("menu", "Công chức, viên chức"), "reviews:civil_ratings", "reviews.see_reviews"
            ),
            Link(pgettext_lazy("menu", "Phiếu và biên bản"), "ballots:polls_of_year", "ballots.see_polls"),
            Link(pgettext_lazy("menu", "Bảng xếp loại"), "ratings:board", "ratings.see_ratings"),
            Link(pgettext_lazy("menu", "Học tập"), "learning:sessions", "learning.see_sessions"),
            Link(
                pgettext_lazy("menu", "Kiểm tra, kỷ luật"), "oversight:oversight", "oversight.see_oversight"
            ),
            Link(pgettext_lazy("menu", "Quy định"), "rounds:rule_book", "rounds.see_rules"),
        ),
    ),
    Entry(
        pgettext_lazy("menu", "Khen thưởng"),
        frozenset({"awards"}),
        (
            Link(pgettext_lazy("menu", "Đề nghị"), "awards:nominations", "awards.see_nominations"),
            Link(pgettext_lazy("menu", "Quyết định"), "awards:decisions", "awards.see_awards"),
            Link(pgettext_lazy("menu", "Sổ khen thưởng"), "awards:register", "awards.see_awards"),
            Link(
                pgettext_lazy("menu", "Lịch sử khen"),
                "awards:search_people",
                "awards.see_history",
                year=False,
            ),
            Link(
                pgettext_lazy("menu", "Điển hình tiên tiến"),
                "awards:exemplars",
                "awards.see_exemplars",
                year=False,
            ),
            Link(pgettext_lazy("menu", "Danh mục"), "awards:catalogue", "awards.see_awards", year=False),
        ),
    ),
    Entry(
        pgettext_lazy("menu", "Hội nghị"),
        frozenset({"meetings"}),
        (
            Link(word("council_meeting"), "meetings:conferences", "meetings.see_conferences"),
            Link(
                word("unit_meeting"),
                "meetings:cell_meetings",
                "meetings.see_cell_meetings",
            ),
        ),
    ),
    Entry(
        pgettext_lazy("menu", "Báo cáo"),
        frozenset({"documents", "portal"}),
        (
            Link(pgettext_lazy("menu", "Văn bản"), "documents:documents", "documents.see_documents"),
            Link(pgettext_lazy("menu", "Bài viết"), "portal:articles", "portal.see_articles"),
        ),
    ),
)


def menu(request: HttpRequest) -> list[Shown]:
    """The entries for this viewer, with the active one marked and the pages of each."""
    match = request.resolver_match
    room = match.app_name if match else ""
    view = match.view_name if match else ""
    scope = request.scope
    shown = [Shown(HOME.text, HOME.url(scope), view == HOME.url_name)]
    for entry in ENTRIES:
        links = tuple(
            Shown(str(link.text), link.url(scope), link.url_name == view)
            for link in entry.links
            if link.open_to(scope)
        )
        if links:
            shown.append(Shown(entry.text, links[0].url, room in entry.rooms, links))
    return shown

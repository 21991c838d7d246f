"""The address of every page. Paths are Vietnamese without accents, names are English."""

from __future__ import annotations

from django.urls import include, path

from tongket.site.views import design, frame, home, records, search

audit_urls = (
    [
        path("<str:model>/<int:pk>", records.history, name="history"),
        path("<str:model>/<int:pk>/<str:role>", records.records, name="records"),
    ],
    "audit",
)

urlpatterns = [
    path("", home.home, name="home"),
    path("tim", search.search, name="search"),
    path("tim/o", search.search_box, name="search_box"),
    path("tim/ket-qua", search.search_results, name="search_results"),
    path("tim/phim-tat", search.search_shortcut, name="search_shortcut"),
    path("ngon-ngu", frame.choose_language, name="choose_language"),
    path("don-vi", frame.choose_unit, name="choose_unit"),
    path("nam", frame.choose_year, name="choose_year"),
    path("gui-lai", frame.kept_form, name="kept_form"),
    path("suc-khoe", frame.health, name="health"),
    path("favicon.ico", frame.site_icon, name="site_icon"),
    path("he-thong-thiet-ke", design.design_system, name="design_system"),
    path("tai-khoan/", include("tongket.site.account_urls")),
    path("ho-so/", include(audit_urls)),
    path("danh-sach/", include("tongket.organisation.urls")),
    path("dot/", include("tongket.rounds.urls")),
    path("cong-viec/", include("tongket.work.urls")),
    path("kiem-tra/", include("tongket.oversight.urls")),
    path("hoc-tap/", include("tongket.learning.urls")),
    path("kiem-diem/", include("tongket.reviews.urls")),
    path("bo-phieu/", include("tongket.ballots.urls")),
    path("xep-loai/", include("tongket.ratings.urls")),
    path("khen-thuong/", include("tongket.awards.urls")),
    path("hoi-nghi/", include("tongket.meetings.urls")),
    path("van-ban/", include("tongket.documents.urls")),
    path("nhap/", include("tongket.imports.urls")),
    path("viec-chay/", include("tongket.jobs.urls")),
    path("thong-bao/", include("tongket.notices.urls")),
    path("du-lieu-ca-nhan/", include("tongket.privacy.urls")),
    path("cong/", include("tongket.portal.urls")),
    path("van-phong/", include("tongket.office.urls")),
]

handler403 = "tongket.site.views.frame.forbidden"
handler404 = "tongket.site.views.frame.not_found"

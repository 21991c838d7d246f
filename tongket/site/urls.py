"""The address of every page. Paths are Vietnamese without accents, names are English."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps
from django.urls import include, path

from tongket.site.views import design, frame, home, records

audit_urls = (
    [
        path("<str:model>/<int:pk>", records.history, name="history"),
        path("<str:model>/<int:pk>/<str:role>", records.records, name="records"),
    ],
    "audit",
)

ROOMS = (
    ("danh-sach/", "tongket.organisation.urls"),
    ("dot/", "tongket.rounds.urls"),
    ("cong-viec/", "tongket.work.urls"),
    ("kiem-tra/", "tongket.oversight.urls"),
    ("hoc-tap/", "tongket.learning.urls"),
    ("kiem-diem/", "tongket.reviews.urls"),
    ("bo-phieu/", "tongket.ballots.urls"),
    ("xep-loai/", "tongket.ratings.urls"),
    ("khen-thuong/", "tongket.awards.urls"),
    ("hoi-nghi/", "tongket.meetings.urls"),
    ("van-ban/", "tongket.documents.urls"),
    ("nhap/", "tongket.imports.urls"),
    ("viec-chay/", "tongket.jobs.urls"),
    ("cong/", "tongket.portal.urls"),
)

urlpatterns = [
    path("", home.home, name="home"),
    path("ngon-ngu", frame.choose_language, name="choose_language"),
    path("don-vi", frame.choose_unit, name="choose_unit"),
    path("nam", frame.choose_year, name="choose_year"),
    path("suc-khoe", frame.health, name="health"),
    path("he-thong-thiet-ke", design.design_system, name="design_system"),
    path("tai-khoan/", include("tongket.site.account_urls")),
    path("ho-so/", include(audit_urls)),
]

for prefix, module in ROOMS:  # while rooms are being written: what can't be imported yet is left out
    if apps.is_installed(module.removesuffix(".urls")):
        try:
            urlpatterns.append(path(prefix, include(import_module(module))))
        except ImportError:
            continue

handler403 = "tongket.site.views.frame.forbidden"
handler404 = "tongket.site.views.frame.not_found"

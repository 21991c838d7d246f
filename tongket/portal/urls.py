"""Addresses of the portal: what the public reads first, then what editors work with."""

from django.urls import path

from tongket.portal.views import editing, papers, public

app_name = "portal"
urlpatterns = [
    path("", public.home, name="home"),
    path("bai/<int:pk>/", public.article, name="article"),
    path("van-ban/", public.papers, name="papers"),
    path("van-ban/<int:pk>/", public.paper, name="paper"),
    path("soan/nam/<int:year>/", editing.articles, name="articles"),
    path("soan/nam/<int:year>/lap/<int:conference>/", editing.draft_article, name="draft_article"),
    path("soan/<int:pk>/", editing.edit, name="edit"),
    path("soan/<int:pk>/so-lieu/", editing.refresh_figures, name="refresh_figures"),
    path("soan/<int:pk>/giu/", editing.acknowledge, name="acknowledge"),
    path("soan/<int:pk>/sua-theo-ho-so/", editing.mend_text, name="mend_text"),
    path("soan/<int:pk>/cong-bo/", editing.publish_article, name="publish_article"),
    path("soan/<int:pk>/rut/", editing.withdraw_article, name="withdraw_article"),
    path("soan/<int:pk>/goi-ban-giao/", editing.package, name="package"),
    path("soan/van-ban/nam/<int:year>/", papers.public_papers, name="public_papers"),
    path("soan/van-ban/<int:pk>/rut/", papers.withdraw_paper, name="withdraw_paper"),
]

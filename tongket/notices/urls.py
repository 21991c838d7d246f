"""Addresses of notices."""

from django.urls import path

from tongket.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:pk>/mo/", views.open_notice, name="open_notice"),
    path("da-doc/", views.read_all, name="read_all"),
    path("cach-nhan/", views.preferences, name="preferences"),
    path("da-gui/", views.sent, name="sent"),
    path("thu/<int:pk>/gui-lai/", views.send_again, name="send_again"),
]

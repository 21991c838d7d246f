"""Addresses of study sessions."""

from django.urls import path

from tongket.learning import views

app_name = "learning"
urlpatterns = [
    path("nam/<int:year>/", views.sessions, name="sessions"),
    path("nam/<int:year>/ghi/", views.record_session, name="record_session"),
    path("<int:pk>/", views.session, name="session"),
]

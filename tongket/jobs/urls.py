"""Addresses of long work."""

from django.urls import path

from tongket.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<int:pk>/", views.job, name="job"),
    path("<int:pk>/tien-do/", views.progress, name="progress"),
    path("<int:pk>/dung/", views.stop_job, name="stop_job"),
]

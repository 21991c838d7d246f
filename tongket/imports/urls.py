"""Addresses of the import pages."""

from django.urls import path

from tongket.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.kinds, name="kinds"),
    path("tep/<int:pk>/", views.preview, name="preview"),
    path("tep/<int:pk>/ghi/", views.confirm_batch, name="confirm_batch"),
    path("tep/<int:pk>/cach-doc/", views.set_reading, name="set_reading"),
    path("tep/<int:pk>/sua-o/", views.correct_cells, name="correct_cells"),
    path("tep/<int:pk>/hoan-tac/", views.undo_batch, name="undo_batch"),
    path("tep/<int:pk>/bo/", views.discard_batch, name="discard_batch"),
    path("tep/<int:pk>/tep-loi/", views.error_workbook, name="error_workbook"),
    path("<slug:kind>/", views.upload_batch, name="upload_batch"),
    path("<slug:kind>/mau/", views.template, name="template"),
]

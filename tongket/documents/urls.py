"""Addresses of the document pages."""

from django.urls import path, re_path

from tongket.documents.views import lists, one

app_name = "documents"

urlpatterns = [
    path("nam/<int:year>/", lists.documents, name="documents"),
    path("nam/<int:year>/ghi", lists.record_document, name="record_document"),
    path("day-so", lists.number_series, name="number_series"),
    path("<int:pk>", one.document, name="document"),
    path("<int:pk>/buoc/<slug:name>", one.step, name="step"),
    path("<int:pk>/tep", one.attach_file, name="attach_file"),
    re_path(r"^(?P<pk>\d+)/ban\.(?P<form>pdf|docx)$", one.paper, name="paper"),
    path("tep/<int:pk>", one.file, name="file"),
]

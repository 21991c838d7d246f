"""Addresses of the document pages."""

from django.urls import path, re_path

from tongket.documents.views import lists, one, templates

app_name = "documents"

urlpatterns = [
    path("nam/<int:year>/", lists.documents, name="documents"),
    path("nam/<int:year>/ghi", lists.record_document, name="record_document"),
    path("nam/<int:year>/danh-sach-da-ky/<str:step>/<int:pk>", lists.signed_lists, name="signed_lists"),
    path("day-so", lists.number_series, name="number_series"),
    path("<int:pk>", one.document, name="document"),
    path("<int:pk>/buoc/<slug:name>", one.step, name="step"),
    path("<int:pk>/tep", one.attach_file, name="attach_file"),
    re_path(r"^(?P<pk>\d+)/ban\.(?P<form>pdf|docx)$", one.paper, name="paper"),
    path("<int:pk>/dinh-chinh", one.correct_document, name="correct_document"),
    path("tep/<int:pk>", one.file, name="file"),
    path("tep/<int:pk>/doi-chieu", one.compare, name="compare"),
    path("mau", templates.templates, name="templates"),
    path("mau/co-san/<slug:paper>/<slug:scheme>", templates.shipped_template, name="shipped_template"),
    path("mau/<int:pk>/thoi-dung", templates.withdraw_template, name="withdraw_template"),
    re_path(r"^mau/(?P<pk>\d+)/(?P<form>tep|xem-thu)$", templates.template_file, name="template_file"),
]

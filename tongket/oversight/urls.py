"""Addresses of oversight."""

from django.urls import path

from tongket.oversight import views

app_name = "oversight"
urlpatterns = [
    path("nam/<int:year>/", views.oversight, name="oversight"),
    path("nam/<int:year>/ky-luat/ghi/", views.record_discipline, name="record_discipline"),
    path("nam/<int:year>/ket-luan/ghi/", views.record_finding, name="record_finding"),
    path("ky-luat/<int:pk>/", views.discipline, name="discipline"),
    path("ket-luan/<int:pk>/", views.finding, name="finding"),
    path("ket-luan/<int:pk>/khac-phuc/", views.record_remedy, name="record_remedy"),
]

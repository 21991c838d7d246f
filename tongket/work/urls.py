"""Addresses of tasks."""

from django.urls import path

from tongket.work import views

app_name = "work"
urlpatterns = [
    path("nam/<int:year>/", views.tasks, name="tasks"),
    path("nam/<int:year>/tai/<slug:form>/", views.export_tasks, name="export_tasks"),
    path("nam/<int:year>/giao/", views.assign_task, name="assign_task"),
    path("<int:pk>/", views.task, name="task"),
    path("<int:pk>/ket-qua/", views.record_result, name="record_result"),
]

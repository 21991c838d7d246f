"""Addresses of the office's own settings."""

from __future__ import annotations

from django.urls import path

from tongket.office import views

app_name = "office"
urlpatterns = [path("phan-viec", views.change_profile, name="change_profile")]

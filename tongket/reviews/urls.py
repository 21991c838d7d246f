"""Addresses of the review."""

from django.urls import path

from tongket.reviews import views

app_name = "reviews"
urlpatterns = [
    path("<int:year>/", views.reviews, name="reviews"),
    path("<int:year>/don-vi/<int:pk>/", views.unit_reviews, name="unit_reviews"),
    path("<int:year>/don-vi/<int:pk>/tai/<slug:form>/", views.export_reviews, name="export_reviews"),
    path("<int:year>/don-vi/<int:pk>/nhap/<slug:body>/", views.assess, name="assess"),
    path("<int:year>/to-chuc/nhap/<slug:body>/", views.assess_units, name="assess_units"),
    path("<int:year>/nguoi/<int:pk>/", views.person, name="person"),
    path("<int:year>/to-chuc/<int:pk>/", views.unit, name="unit"),
    path("<int:year>/nghi/<int:pk>/", views.absence, name="absence"),
    path("<int:year>/cong-chuc/", views.civil_ratings, name="civil_ratings"),
    path("<int:year>/tap-the/", views.collective_ratings, name="collective_ratings"),
]

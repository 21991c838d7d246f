"""Pages of sign-in that an office needs: no signing up, no e-mail addresses, no reset by mail.

The views are django-allauth's, under their own names; whatever is not listed here has no address.
"""

from __future__ import annotations

from allauth.account import views
from django.urls import include, path

urlpatterns = [
    path("dang-nhap/", views.login, name="account_login"),
    path("dang-xuat/", views.logout, name="account_logout"),
    path("da-khoa/", views.account_inactive, name="account_inactive"),
    path("dang-ky/", views.signup, name="account_signup"),  # always closed, asked for by the sign-in view
    path("xac-nhan/", views.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/", views.password_change, name="account_change_password"),
    path("mat-khau/dat/", views.password_set, name="account_set_password"),
    path("hai-buoc/", include("allauth.mfa.urls")),
]

"""Pages of sign-in: no signing up; an e-mail address is optional, a second step and passkeys are offered.

The views are django-allauth's, under their own names; whatever is not listed here has no address.
"""

from __future__ import annotations

from allauth.account import views
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as provider
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from allauth.usersessions.views import list_usersessions
from django.conf import settings
from django.urls import path, re_path

from tongket.site.views.account import my_account

OIDC = {"provider_id": "oidc"}

urlpatterns = [
    path("", my_account, name="my_account"),
    path("dang-nhap/", views.login, name="account_login"),
    path("dang-xuat/", views.logout, name="account_logout"),
    path("da-khoa/", views.account_inactive, name="account_inactive"),
    path("dang-ky/", views.signup, name="account_signup"),  # always closed, asked for by the sign-in view
    path("xac-nhan/", views.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/", views.password_change, name="account_change_password"),
    path("mat-khau/dat/", views.password_set, name="account_set_password"),
    path("mat-khau/quen/", views.password_reset, name="account_reset_password"),
    path(
        "mat-khau/quen/ma/",
        views.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path("mat-khau/quen/moi/", views.complete_password_reset, name="account_complete_password_reset"),
    path("mat-khau/quen/xong/", views.password_reset_from_key_done, name="account_password_reset_completed"),
    path("thu-dien-tu/", views.email, name="account_email"),
    path("thu-dien-tu/da-gui/", views.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^thu-dien-tu/(?P<key>[-:\w]+)/$", views.confirm_email, name="account_confirm_email"),
    path("phien/", list_usersessions, name="usersessions_list"),
    path("hai-buoc/", second_step.index, name="mfa_index"),
    path("hai-buoc/ma/", second_step.authenticate, name="mfa_authenticate"),
    path("hai-buoc/xac-nhan/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("hai-buoc/ung-dung/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("hai-buoc/ung-dung/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("hai-buoc/ma-du-phong/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "hai-buoc/ma-du-phong/tao/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "hai-buoc/ma-du-phong/tai/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("khoa/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("khoa/them/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("khoa/dang-nhap/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("khoa/xac-nhan/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("khoa/<int:pk>/bo/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("khoa/<int:pk>/ten/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
]
if settings.TONGKET_OIDC:
    urlpatterns += [
        path("lien-ket/", provider.connections, name="socialaccount_connections"),
        path("lien-ket/thoi/", provider.login_cancelled, name="socialaccount_login_cancelled"),
        path("lien-ket/loi/", provider.login_error, name="socialaccount_login_error"),
        path("lien-ket/dang-ky/", provider.signup, name="socialaccount_signup"),
        path("oidc/", openid_connect.login, OIDC, name="openid_connect_login"),
        path("oidc/tro-lai/", openid_connect.callback, OIDC, name="openid_connect_callback"),
    ]

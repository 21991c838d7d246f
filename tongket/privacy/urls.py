"""Addresses of pages about personal data."""

from django.urls import path

from tongket.privacy.views import office, person

app_name = "privacy"
urlpatterns = [
    path("", person.mine, name="mine"),
    path("nguoi/<int:pk>/", person.person_data, name="person_data"),
    path("nguoi/<int:pk>/sua/", person.ask_correction, name="ask_correction"),
    path("nguoi/<int:pk>/dong-y/<slug:purpose>/", person.give, name="give_consent"),
    path("dong-y/<int:pk>/rut/", person.withdraw, name="withdraw_consent"),
    path("de-nghi/", office.requests, name="requests"),
    path("de-nghi/<int:pk>/", office.one_request, name="request"),
    path("de-nghi/<int:pk>/tra-loi/", office.answer_request, name="answer_request"),
    path("de-nghi/<int:pk>/da-sua/", office.complete_request, name="complete_request"),
    path("thoi-han/", office.terms, name="terms"),
    path("thoi-han/<slug:kind>/", office.confirm_term, name="confirm_term"),
    path("nguoi/<int:pk>/giu-lai/", office.place_hold, name="place_hold"),
    path("giu-lai/<int:pk>/go/", office.lift_hold, name="lift_hold"),
    path("nguoi/<int:pk>/an-danh/", office.anonymise, name="anonymise"),
    path("muc-dich/", office.processing, name="processing"),
    path("nguon/", office.sources, name="sources"),
]

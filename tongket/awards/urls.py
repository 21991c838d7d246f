"""Addresses of commendation."""

from django.urls import path

from tongket.awards.views import certificates, decisions, exemplars, nominations, people, public

app_name = "awards"
urlpatterns = [
    path("nam/<int:year>/de-nghi/", nominations.nominations, name="nominations"),
    path(
        "nam/<int:year>/de-nghi/tai/<slug:form>/", nominations.export_nominations, name="export_nominations"
    ),
    path("nam/<int:year>/de-nghi/<slug:kind>/", nominations.eligibility, name="eligibility"),
    path("nam/<int:year>/trinh/", nominations.submit, name="submit"),
    path("de-nghi/<int:pk>/", nominations.nomination, name="nomination"),
    path("de-nghi/<int:pk>/<slug:act>/", nominations.answer, name="answer_nomination"),
    path("nam/<int:year>/quyet-dinh/", decisions.decisions, name="decisions"),
    path("nam/<int:year>/quyet-dinh/ghi/", decisions.record_decision, name="record_decision"),
    path(
        "nam/<int:year>/quyet-dinh/cong-khai/",
        decisions.record_publication_grounds,
        name="record_publication_grounds",
    ),
    path("quyet-dinh/<int:pk>/", decisions.decision, name="decision"),
    path("quyet-dinh/<int:pk>/vao-so/", decisions.issue_certificates, name="issue_certificates"),
    path("quyet-dinh/<int:pk>/huy/", decisions.revoke_decision, name="revoke_decision"),
    path(
        "quyet-dinh/<int:pk>/cong-khai/",
        decisions.record_publication_ground,
        name="record_publication_ground",
    ),
    path("quyet-dinh/<int:pk>/khac-phuc/<int:award>/", decisions.regularise_award, name="regularise_award"),
    path("nam/<int:year>/so/", certificates.register, name="register"),
    path("nam/<int:year>/so/<int:unit>/", certificates.register, name="register_of"),
    path(
        "nam/<int:year>/so/<int:unit>/tai/<slug:form>/", certificates.export_register, name="export_register"
    ),
    path("nam/<int:year>/so/<int:unit>/in/", certificates.print_certificates, name="print_certificates"),
    path("nam/<int:year>/so/<int:unit>/in-so/", certificates.register_book, name="register_book"),
    path("giay/<int:pk>/", certificates.certificate, name="certificate"),
    path("giay/<int:pk>/xem/", certificates.certificate_preview, name="certificate_preview"),
    path("giay/<int:pk>/trao/", certificates.hand_over, name="hand_over"),
    path("giay/<int:pk>/<slug:act>/", certificates.change_certificate, name="change_certificate"),
    path("lich-su/", people.search, name="search_people"),
    path("lich-su/<int:pk>/", people.person_history, name="person_history"),
    path("dien-hinh/", exemplars.exemplars, name="exemplars"),
    path("dien-hinh/<int:pk>/", exemplars.exemplar, name="exemplar"),
    path("danh-muc/", people.catalogue_page, name="catalogue"),
    path("kiem-tra/", public.check_certificate, name="check_certificate"),
]

"""Addresses of the rating."""

from django.urls import path

from tongket.ratings.views import boards, decisions, trials

app_name = "ratings"
urlpatterns = [
    path("<int:year>/", boards.board, name="board"),
    path("<int:year>/don-vi/<int:pk>/", boards.unit_board, name="unit_board"),
    path("<int:year>/don-vi/<int:pk>/tai/<slug:form>/", boards.export_board, name="export_board"),
    path("<int:year>/don-vi/<int:pk>/bo-phieu/", decisions.open_cell_ballot, name="open_cell_ballot"),
    path("<int:year>/xac-dinh/", decisions.compute_outcomes, name="compute_outcomes"),
    path("<int:year>/giai-trinh/<int:pk>/", boards.explanation, name="explanation"),
    path("<int:year>/giai-trinh/don-vi/<int:pk>/", boards.unit_explanation, name="unit_explanation"),
    path("<int:year>/so-luong/<slug:subject>/", boards.quota, name="quota"),
    path(
        "<int:year>/so-luong/<slug:subject>/bo-phieu/",
        decisions.open_second_ballot,
        name="open_second_ballot",
    ),
    path("<int:year>/quyet-dinh/dang-vien/", decisions.decide_member_levels, name="decide_member_levels"),
    path("<int:year>/quyet-dinh/chi-bo/", decisions.decide_unit_levels, name="decide_unit_levels"),
    path("<int:year>/to-chuc/", boards.organisation, name="organisation"),
    path("<int:year>/to-chuc/bo-phieu/", decisions.open_organisation_ballot, name="open_organisation_ballot"),
    path("<int:year>/to-chuc/de-xuat/", decisions.propose_organisation, name="propose_organisation"),
    path("<int:year>/to-chuc/cap-tren/", decisions.record_superior_decision, name="record_superior_decision"),
    path("<int:year>/thu-thay-doi/", trials.try_changes, name="try_changes"),
    path("<int:year>/so-sanh-quy-dinh/", trials.compare_regulations, name="compare_regulations"),
    path("qua-trinh/<int:pk>/", boards.history, name="history"),
]

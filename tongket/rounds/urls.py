"""Addresses of rounds."""

from django.urls import path

from tongket.rounds import views

app_name = "rounds"
urlpatterns = [
    path("moi/", views.create_round, name="create_round"),
    path("<int:year>/", views.round_page, name="round"),
    path("<int:year>/mo/", views.open_round, name="open_round"),
    path("<int:year>/khoa/", views.close_round, name="close_round"),
    path("<int:year>/mo-lai/", views.reopen_round, name="reopen_round"),
    path("<int:year>/han/", views.set_due, name="set_due"),
    path("<int:year>/trinh-tu/<int:pk>/", views.regularise_step, name="regularise_step"),
    path("<int:year>/quy-dinh/", views.rule_book, name="rule_book"),
    path("<int:year>/quy-dinh/them/", views.add_layer, name="add_layer"),
    path("<int:year>/quy-dinh/dieu-khoan/<slug:clause>/", views.suspend_clause, name="suspend_clause"),
    path("<int:year>/quy-dinh/tham-so/<str:path>/", views.confirm_parameter, name="confirm_parameter"),
]

"""Addresses of rounds."""

from django.urls import path

from tongket.rounds import rule_views, views

app_name = "rounds"
urlpatterns = [
    path("moi/", views.create_round, name="create_round"),
    path("<int:year>/", views.round_page, name="round"),
    path("<int:year>/mo/", views.open_round, name="open_round"),
    path("<int:year>/khoa/", views.close_round, name="close_round"),
    path("<int:year>/mo-lai/", views.reopen_round, name="reopen_round"),
    path("<int:year>/han/", views.set_due, name="set_due"),
    path("<int:year>/trinh-tu/<int:pk>/", views.regularise_step, name="regularise_step"),
    path("<int:year>/quy-dinh/", rule_views.rule_book, name="rule_book"),
    path("<int:year>/quy-dinh/them/", rule_views.add_layer, name="add_layer"),
    path("<int:year>/quy-dinh/dieu-khoan/<slug:clause>/", rule_views.clause, name="clause"),
    path(
        "<int:year>/quy-dinh/dieu-khoan/<slug:clause>/tam-khong-ap-dung/",
        rule_views.suspend_clause,
        name="suspend_clause",
    ),
    path(
        "<int:year>/quy-dinh/dieu-khoan/<slug:clause>/xac-nhan/",
        rule_views.confirm_clause,
        name="confirm_clause",
    ),
    path("<int:year>/quy-dinh/tham-so/<str:path>/", rule_views.parameter, name="parameter"),
    path(
        "<int:year>/quy-dinh/tham-so/<str:path>/xac-nhan/",
        rule_views.confirm_parameter,
        name="confirm_parameter",
    ),
    path("<int:year>/quy-dinh/rut/<slug:kind>/<int:pk>/", rule_views.withdraw_rule, name="withdraw_rule"),
    path("<int:year>/quy-dinh/tam-khong-ap-dung/", rule_views.suspensions, name="suspensions"),
    path(
        "<int:year>/quy-dinh/tam-khong-ap-dung/<int:pk>/nhan/",
        rule_views.receive_suspension,
        name="receive_suspension",
    ),
]

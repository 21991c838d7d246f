"""Addresses of the register."""

from django.urls import path

from tongket.organisation.views import deadlines, duplicates, exports, people, roles, setup, unit_acts, units

app_name = "organisation"
urlpatterns = [
    path("", people.people, name="people"),
    path("thiet-lap/", setup.set_up_office, name="set_up_office"),
    path("tai/<slug:form>/", exports.export_people, name="export_people"),
    path("nguoi/tai/<slug:form>/", exports.export_others, name="export_others"),
    path("don-vi/tai/<slug:form>/", exports.export_units, name="export_units"),
    path("nguoi/", people.others, name="others"),
    path("trung/", duplicates.duplicates, name="duplicates"),
    path("trung/gop/", duplicates.merge_people, name="merge_people"),
    path("trung/khac/", duplicates.tell_apart, name="tell_apart"),
    path("trung/<int:pk>/tach/", duplicates.undo_merge, name="undo_merge"),
    path("han/", deadlines.deadlines, name="deadlines"),
    path("giay-to/", deadlines.papers, name="papers"),
    path("giay-to/ghi/", deadlines.record_papers, name="record_papers"),
    path("don-vi/", units.units, name="units"),
    path("don-vi/<int:pk>/", units.unit, name="unit"),
    path("don-vi/<int:pk>/lap/", unit_acts.create_unit, name="create_unit"),
    path("don-vi/<int:pk>/sua/", unit_acts.change_unit, name="change_unit"),
    path("don-vi/<int:pk>/doi-ten/", unit_acts.rename_unit, name="rename_unit"),
    path("don-vi/<int:pk>/chuyen/", unit_acts.move_unit, name="move_unit"),
    path("don-vi/<int:pk>/giai-the/", unit_acts.dissolve_unit, name="dissolve_unit"),
    path("don-vi/<int:pk>/sap-nhap/", unit_acts.merge_units, name="merge_units"),
    path("don-vi/<int:pk>/chia-tach/", unit_acts.split_unit, name="split_unit"),
    path("don-vi/<int:pk>/lanh-dao/", unit_acts.cover_office, name="cover_office"),
    path("don-vi/<int:pk>/lanh-dao/<int:coverage>/", unit_acts.uncover_office, name="uncover_office"),
    path("nguoi/<int:pk>/", people.person, name="person"),
    path("nguoi/<int:pk>/sua/", people.change_person, name="change_person"),
    path("nguoi/<int:pk>/trang-thai/", people.set_status, name="set_status"),
    path("nguoi/<int:pk>/chuc-vu/", people.hold_post, name="hold_post"),
    path("nguoi/<int:pk>/chuyen-sinh-hoat/", people.join_unit, name="join_unit"),
    path("vai-tro/", roles.roles, name="roles"),
    path("vai-tro/<int:pk>/", roles.role, name="role"),
    path("vai-tro/<int:pk>/thoi/", roles.end_role, name="end_role"),
    path("vai-tro/<int:pk>/thay/", roles.appoint_deputy, name="appoint_deputy"),
    path("vai-tro/<int:pk>/ban-giao/", roles.hand_over_role, name="hand_over_role"),
    path("ban-giao/<int:pk>/", roles.hand_over, name="hand_over"),
]

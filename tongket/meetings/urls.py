"""Addresses of meetings and conferences."""

from django.urls import path

from tongket.meetings.views import attendance, cells, conference, minutes, running, stage

app_name = "meetings"
urlpatterns = [
    path("nam/<int:year>/", conference.conferences, name="conferences"),
    path("nam/<int:year>/lap/<int:unit_pk>/", conference.plan_conference, name="plan_conference"),
    path("nam/<int:year>/sinh-hoat/", cells.cell_meetings, name="cell_meetings"),
    path("nam/<int:year>/sinh-hoat/ghi/", cells.record_cell_meetings, name="record_cell_meetings"),
    path("sinh-hoat/<int:pk>/", cells.cell_meeting, name="cell_meeting"),
    path("<int:pk>/", conference.conference, name="conference"),
    path("<int:pk>/giay-to/<str:paper>/", conference.print_paper, name="print_paper"),
    path("<int:pk>/dieu-hanh/", running.run_of_show, name="run_of_show"),
    path("<int:pk>/dieu-hanh/bat-dau/", running.start_conference, name="start_conference"),
    path("<int:pk>/dieu-hanh/tiep/", running.advance_agenda, name="advance_agenda"),
    path("<int:pk>/dieu-hanh/lui/", running.take_back, name="take_back"),
    path("<int:pk>/be-mac/", running.close_conference, name="close_conference"),
    path("<int:pk>/mo-lai/", running.reopen_conference, name="reopen_conference"),
    path("<int:pk>/diem-danh/", attendance.attendance, name="attendance"),
    path("<int:pk>/diem-danh/tai/<slug:form>/", attendance.export_attendance, name="export_attendance"),
    path("<int:pk>/diem-danh/so/", attendance.check_in, name="check_in"),
    path("<int:pk>/diem-danh/<int:row_pk>/bo/", attendance.undo_check_in, name="undo_check_in"),
    path("<int:pk>/diem-danh/danh-sach/", attendance.record_attendance, name="record_attendance"),
    path("<int:pk>/trao-thuong/", stage.presentation, name="presentation"),
    path("<int:pk>/trao-thuong/xep/", stage.arrange_presentation, name="arrange_presentation"),
    path("<int:pk>/trao-thuong/nhan-thay/", stage.record_proxy, name="record_proxy"),
    path("<int:pk>/trao-thuong/<int:number>/nguoi-trao/", stage.change_presenter, name="change_presenter"),
    path("<int:pk>/trao-thuong/<int:number>/xong/", stage.finish_step, name="finish_step"),
    path("<int:pk>/trao-thuong/<int:number>/lui/", stage.reopen_step, name="reopen_step"),
    path("<int:pk>/trao-thuong/<int:number>/len/<int:entry_pk>/", stage.move_entry, name="move_entry"),
    path("<int:pk>/bien-ban/", minutes.minutes, name="minutes"),
    path("<int:pk>/bien-ban/<int:item_pk>/", minutes.record_minutes, name="record_minutes"),
    path("<int:pk>/bien-ban/<int:item_pk>/sua/", minutes.change_agenda_item, name="change_agenda_item"),
    path("<int:pk>/phat-bieu/", minutes.speeches, name="speeches"),
    path("<int:pk>/phat-bieu/ghi/", minutes.record_speech, name="record_speech"),
    path("<int:pk>/phat-bieu/chi-dao/", minutes.record_direction, name="record_direction"),
    path("<int:pk>/phat-bieu/<int:speech_pk>/", minutes.record_speech_time, name="record_speech_time"),
    path("<int:pk>/ket-luan/", minutes.conclusions, name="conclusions"),
    path("<int:pk>/ket-luan/ghi/", minutes.record_conclusion, name="record_conclusion"),
    path("ket-luan/<int:pk>/", minutes.conclusion, name="conclusion"),
    path("ket-luan/<int:pk>/trich/", conference.print_extract, name="print_extract"),
]

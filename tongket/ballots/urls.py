"""Addresses of ballots."""

from django.urls import path, register_converter

from tongket.ballots import views


class PaperForm:
    """The forms in which a paper is made."""

    regex = "pdf|docx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PaperForm, "paper_form")

app_name = "ballots"
urlpatterns = [
    path("", views.polls, name="polls"),
    path("nam/<int:year>/", views.polls, name="polls_of_year"),
    path("nam/<int:year>/tai/<slug:form>/", views.export_polls, name="export_polls"),
    path("mo-phieu/", views.open_paper_poll, name="open_paper_poll"),
    path("<int:pk>/", views.poll, name="poll"),
    path("<int:pk>/nhap/", views.enter_paper_count, name="enter_paper_count"),
    path("<int:pk>/dieu-chinh/", views.correct_paper_count, name="correct_paper_count"),
    path("<int:pk>/chot/", views.close_poll, name="close_poll"),
    path("<int:pk>/mo-lai/", views.reopen_poll, name="reopen_poll"),
    path("<int:pk>/bien-ban.<paper_form:form>", views.teller_minutes, name="teller_minutes"),
    path("<int:pk>/ban-quet/<int:count>", views.scan, name="scan"),
]

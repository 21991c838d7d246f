"""Components: what a page gets from each tag and filter."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tongket.access.roles import Role
from tongket.organisation.tests.factories import Office
from tongket.site.components.lists import ANSWERS
from tongket.site.components.quick_controls import QuickRenderer
from tongket.site.states import LEVELS, STATES

ICONS = Path(__file__).resolve().parent.parent / "static" / "site" / "icons.svg"


def show(source: str, **context: object) -> str:
    """What a template makes of the tag."""
    return Template("{% load tongket %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (1111, "1.111", "1,111"),
        (Decimal("10.17"), "10,17", "10.17"),
        ("65.63", "65,63", "65.63"),
        (Decimal("1234567.50"), "1.234.567,50", "1,234,567.50"),
        (0, "0", "0"),
        (-5, "-5", "-5"),
        (None, "", ""),
        ("chưa rõ", "chưa rõ", "chưa rõ"),
    ],
)
def test_numbers_are_written_as_in_the_readers_language(value: object, vietnamese: str, english: str) -> None:
    assert show("{{ value|number }}", value=value) == vietnamese
    with translation.override("en"):
        assert show("{{ value|number }}", value=value) == english


def test_a_float_is_no_figure() -> None:
    with pytest.raises(TypeError, match="never a float"):
        show("{{ value|number }}", value=0.1)


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_every_whole_number_keeps_its_digits(value: int) -> None:
    assert int(show("{{ value|number }}", value=value).replace(".", "")) == value


def test_days_are_written_day_month_year() -> None:
    assert show("{{ d|day }}", d=dt.date(2021, 12, 5)) == "05/12/2021"
    assert show("{{ d|day_month }}", d=dt.date(2021, 12, 5)) == "05/12"
    assert show("{{ d|day }}", d=None) == ""
    assert show("{{ d|weekday }}", d=dt.date(2021, 12, 20)) == "Thứ Hai"


def test_a_moment_is_told_in_the_time_of_the_office() -> None:
    at = dt.datetime(2021, 12, 17, 9, 40, tzinfo=dt.UTC)
    assert show("{{ at|moment }}", at=at) == "16:40 ngày 17/12/2021"
    late = dt.datetime(2021, 12, 17, 23, 30, tzinfo=dt.UTC)
    assert show("{{ at|day }}", at=late) == "18/12/2021"


def test_a_state_is_icon_word_and_colour() -> None:
    page = show('{% state "differs" %}')
    assert 'class="tk-state tk-wrong"' in page
    assert "#equal-not" in page
    assert "Không khớp" in page


def test_an_unknown_state_is_an_error_of_the_page() -> None:
    with pytest.raises(KeyError):
        show('{% state "khong-co" %}')


def test_a_level_shows_its_short_name_and_tells_the_full_one() -> None:
    assert 'title="Hoàn thành tốt nhiệm vụ"' in show('{% level "good" %}')
    assert "HTTNV" in show('{% level "good" %}')
    assert "Hoàn thành tốt nhiệm vụ" in show('{% level "good" full=True %}')
    assert "tk-changed" in show('{% level "good" changed=True %}')
    assert "–" in show("{% level None %}")


def test_every_icon_that_is_named_stands_in_the_sprite() -> None:
    there = set(re.findall(r'<symbol id="([\w-]+)"', ICONS.read_text(encoding="utf-8")))
    named = {s.icon for s in STATES.values()} | {icon for icon, _tone in ANSWERS.values()}
    package = Path(__file__).resolve().parents[2]
    for path in package.rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'{% icon "([\w-]+)"', source))
        named |= set(re.findall(r'\bicon="([\w-]+)"', source))
    assert named - there == set()


def test_a_button_with_an_address_is_a_link_and_else_sends_a_form() -> None:
    assert show('{% button "In bảng" url="/in" %}').startswith('<a class="btn tk-btn-secondary" href="/in">')
    assert show('{% button "Ghi" kind="primary" name="act" value="1" %}') == (
        '<button type="submit" class="btn btn-primary" name="act" value="1"><span>Ghi</span></button>'
    )
    assert " disabled>" in show('{% button "Đã khóa" url="/x" disabled=True %}')


def test_what_people_typed_is_never_markup() -> None:
    evil = '<script>alert("x")</script>'
    for source in (
        "{% chip t %}",
        "{% change t t %}",
        "{% document t %}",
        "{% figure 1 text=t %}",
        "{% button t %}",
        "{% card t %}{{ t }}{% endcard %}",
        "{% empty t %}{{ t }}{% endempty %}",
        '{% notice "info" title=t %}{{ t }}{% endnotice %}',
        "{% act_bar t note=t %}{% endact_bar %}",
        "{% hidden_ground t %}",
    ):
        assert "<script" not in show(source, t=evil), source


def test_old_and_new_are_told_in_words_too() -> None:
    page = show("{% change '57.000' '58.500' %}")
    assert '<del><span class="visually-hidden">trước: </span>57.000</del>' in page
    assert '<ins><span class="visually-hidden">nay: </span>58.500</ins>' in page
    assert "trống" in show("{% change None '58.500' %}")


def test_every_hidden_ground_is_the_same_sentence() -> None:
    assert "(người có thẩm quyền được xem)" in show("{% hidden_ground %}")
    assert show('{% hidden_ground "số 21/VP ngày 12/12/2021" %}') == (
        '<span class="tk-hidden-ground">Theo văn bản số 21/VP ngày 12/12/2021 '
        "(người có thẩm quyền được xem)</span>"
    )


def test_places_are_squares_with_their_numbers() -> None:
    page = show("{% quota 10 12 mine=3 %}")
    assert [page.count(f'"tk-{kind}"') for kind in ("own", "other", "free")] == [3, 7, 2]
    assert 'aria-label="đã dùng 10 trong 12"' in page
    assert "<i" not in show("{% quota 100 1000 %}")


def test_the_part_of_an_equation_that_has_records_is_a_link() -> None:
    lines = [{"text": "Không quá 20%", "formula": "x ≤ 20% × (61 − x)", "figure": "61", "url": "/ho-so"}]
    page = show("{% equation lines %}", lines=lines)
    assert 'x ≤ 20% × (<a class="tk-figure" href="/ho-so">61</a> − x)' in page


def test_an_explanation_shows_conditions_with_grounds_and_what_lies_under_them() -> None:
    nodes = [
        {
            "text": "Không thuộc trường hợp",
            "state": "unmet",
            "value": "HTTNV",
            "cites": "II.B.2",
            "links": [("Hồ sơ 1", "/1")],
            "unconfirmed": True,
            "children": [{"text": "Dưới 50%", "state": "met", "value": "không"}],
        }
    ]
    page = show("{% explanation nodes %}", nodes=nodes)
    assert "tk-condition-unmet" in page
    assert '<a href="/1">Hồ sơ 1</a>' in page
    assert "chưa được cơ quan xác nhận căn cứ" in page
    assert page.index("Dưới 50%") > page.index("tk-explanation-children")


class Form(forms.Form):
    name = forms.CharField(label="Họ và tên", help_text="Như trên giấy tờ")
    kind = forms.ChoiceField(label="Cách ký", choices=[("paper", "Bản giấy")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Đồng ý")
    file = forms.FileField(label="Tệp", required=False)


def test_a_field_binds_label_help_and_error_to_its_control() -> None:
    form = Form({"name": ""})
    form.is_valid()
    page = show("{% form_errors form %}{% field form.name %}", form=form)
    assert '<label class="form-label" for="id_name">Họ và tên</label>' in page
    assert 'aria-describedby="id_name_help id_name_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_name_error"' in page
    assert '<a href="#id_name">Họ và tên</a>' in page


def test_every_kind_of_field_has_a_label() -> None:
    page = show("{% fields form %}", form=Form())
    assert "<legend>Cách ký</legend>" in page
    assert page.count("<label") == 4
    assert "Không tải tài liệu có dấu Mật" in page


def test_pages_of_a_list_keep_the_rest_of_the_query() -> None:
    request = RequestFactory().get("/", {"don-vi": "3", "page": "2"})
    page = Paginator(range(120), 50).get_page(2)
    shown = Template("{% load tongket %}{% pager page %}").render(Context({"page": page, "request": request}))
    assert 'href="?don-vi=3&amp;page=1"' in shown
    assert 'href="?don-vi=3&amp;page=3"' in shown


def test_long_work_asks_again_until_it_is_done() -> None:
    assert 'hx-get="/viec/1"' in show('{% progress 9 14 "Dựng giấy khen" url="/viec/1" %}')
    assert "hx-get" not in show('{% progress 14 14 "Dựng giấy khen" url="/viec/1" %}')


def test_states_and_levels_have_words_in_both_languages() -> None:
    for table in ([s.text for s in STATES.values()], [x.name for x in LEVELS.values()]):
        vietnamese = [str(text) for text in table]
        with translation.override("en"):
            english = [str(text) for text in table]
        assert not {v for v, e in zip(vietnamese, english, strict=True) if v == e}


def test_the_page_of_components_is_for_staff(client_of: Callable[[str], Client], office: Office) -> None:
    assert client_of(Role.CLERK).get("/he-thong-thiet-ke").status_code == 404


def test_the_page_of_components_shows_every_state(client_of: Callable[[str], Client], office: Office) -> None:
    office.accounts[Role.CLERK].is_staff = True
    office.accounts[Role.CLERK].save()
    page = client_of(Role.CLERK).get("/he-thong-thiet-ke").content.decode()
    for state in STATES.values():
        assert str(state.text) in page


class _Controls(forms.Form):
    text = forms.CharField(initial='"a" & <b>', max_length=20)
    number = forms.IntegerField(min_value=0, initial=1200)
    day = forms.DateField(required=False)
    sure = forms.BooleanField(required=False)
    hidden = forms.CharField(widget=forms.HiddenInput, initial="x")
    choice = forms.ChoiceField(choices=[("", "–"), ("a", "A & B"), ("c", "<c>")], initial="a")
    grouped = forms.ChoiceField(choices=[("Nhóm", [("a", "A")])])


def test_controls_written_without_templates_are_those_of_django() -> None:
    quick, usual = _Controls(), _Controls()
    quick.renderer = QuickRenderer(quick.renderer)
    for name in quick.fields:
        written, rendered = (re.sub(r"\s*\n\s*", "", str(form[name])) for form in (quick, usual))
        assert written == rendered


class _Named(forms.Form):
    name = forms.CharField(label="Tên")


@pytest.mark.parametrize(("sent", "is_open"), [(None, False), ({"name": "Chi bộ 1"}, False), ({}, True)])
def test_dialog_stands_open_when_its_form_was_refused(sent: dict[str, str] | None, is_open: bool) -> None:
    form = _Named(sent)
    window = show("{% dialog 'Khóa đợt' %}{% form_errors form %}{% fields form %}{% enddialog %}", form=form)
    assert window.startswith("<details")
    assert (" open>" in window.partition("\n")[0]) is is_open


def test_dialog_stands_open_when_the_act_was_refused() -> None:
    form = _Named({"name": "Chi bộ 1"})
    form.add_error(None, "Còn 2 trường hợp chưa quyết định.")
    window = show("{% dialog 'Khóa đợt' %}{% form_errors form %}{% enddialog %}", form=form)
    assert " open>" in window.partition("\n")[0]
    assert "Còn 2 trường hợp" in window

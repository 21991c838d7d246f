"""An empty installation is set up once, by one page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tongket.access.models import Account
from tongket.access.roles import Role
from tongket.organisation import queries
from tongket.organisation.models import RoleAssignment, Unit

pytestmark = pytest.mark.django_db
PAGE = "organisation:set_up_office"
FILLED = {
    "name": "Đảng bộ Sở Thử nghiệm",
    "kind": "grassroots_organisation",
    "code": "DB",
    "superior": "Đảng bộ Khối thử nghiệm",
    "valid_from": "15/06/2005",
    "display_name": "Hoàng Thu Hà",
    "login": "thuha",
    "password": "tong-ket-nam-2021",
    "again": "tong-ket-nam-2021",
}


def test_set_up_makes_one_account_that_may_do_everything(client: Client) -> None:
    response = client.post(reverse(PAGE), FILLED)
    assert response.status_code == 302
    held = RoleAssignment.objects.filter(account__login="thuha").values_list("role", "unit__code")
    assert set(held) == {(Role.ADMINISTRATOR.value, "CT"), (Role.CLERK.value, "DB")}
    assert [u.code for u in queries.ancestors(Unit.objects.get(code="DB"))] == ["CT"]
    assert Account.objects.get(login="thuha").check_password("tong-ket-nam-2021")


def test_page_is_gone_once_somebody_holds_a_role(client: Client) -> None:
    client.post(reverse(PAGE), FILLED)
    assert client.get(reverse(PAGE)).status_code == 404
    assert client.post(reverse(PAGE), FILLED | {"login": "nguoi-la", "code": "DB9"}).status_code == 404
    assert not Account.objects.filter(login="nguoi-la").exists()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("again", "khac", "khác nhau"),
        ("valid_from", "31/02/2005", "Ngày thành lập"),
        ("name", "", "Tên tổ chức đảng"),
        ("password", "12345678901", "Mật khẩu"),
        ("login", "thu hà", "Tên đăng nhập"),
    ],
)
def test_wrong_input_keeps_what_was_typed_and_writes_nothing(
    client: Client, field: str, value: str, says: str
) -> None:
    changed = FILLED | {field: value} | ({"again": value} if field == "password" else {})
    response = client.post(reverse(PAGE), changed)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert "Hoàng Thu Hà" in response.content.decode()
    assert not Unit.objects.exists()

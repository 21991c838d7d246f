"""Signing in through the province's identity provider: off by default, opens given accounts only."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, reverse

from tests.serving import environment

SCRIPT = """
import json, os, sys, threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

class Provider(BaseHTTPRequestHandler):
    def answer(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())
    def do_GET(self):
        root = f"http://127.0.0.1:{self.server.server_port}"
        if self.path == "/.well-known/openid-configuration":
            self.answer({
                "issuer": root, "authorization_endpoint": root + "/authorize", "token_endpoint": root + "/token",
                "userinfo_endpoint": root + "/userinfo", "jwks_uri": root + "/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            })
        else:
            self.answer({"sub": "s-1", "preferred_username": sys.argv[1], "email": "x@tinh.example"})
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer({"access_token": "a", "token_type": "Bearer"})
    def log_message(self, *args):
        pass

server = HTTPServer(("127.0.0.1", 0), Provider)
threading.Thread(target=server.serve_forever, daemon=True).start()
os.environ["TONGKET_OIDC_ISSUER"] = f"http://127.0.0.1:{server.server_port}"

import django
django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS = ["*"]
settings.STORAGES = settings.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
from django.core.management import call_command
call_command("migrate", verbosity=0, run_syncdb=True)
from django.test import Client
from tongket.access.models import Account
for login in ("vanphong", "dakhoa"):
    Account.objects.create_user(login, None, display_name=login, is_active=login != "dakhoa")
client = Client()
page = client.get("/tai-khoan/dang-nhap/")
asked = client.post("/tai-khoan/oidc/")
wanted = parse_qs(urlsplit(asked.url).query)
back = client.get("/tai-khoan/oidc/tro-lai/", {"code": "c", "state": wanted["state"][0]})
who = client.session.get("_auth_user_id")
print(json.dumps({
    "button": "Tỉnh Trung Du" in page.content.decode() if page.status_code == 200 else None,
    "policy": page.headers["Content-Security-Policy"].split("form-action")[1].split(";")[0].strip(),
    "asked": [urlsplit(asked.url).path, wanted["client_id"][0], "code_challenge" in wanted],
    "led_to": back.headers.get("Location", ""),
    "signed_in": Account.objects.get(pk=who).login if who else None,
    "accounts": Account.objects.count(),
    "issuer": os.environ["TONGKET_OIDC_ISSUER"],
}))
"""


def live(data: Path, person: str, **settings: str) -> dict[str, object]:
    """What happens when a person of that name comes back from the provider."""
    given = {
        "TONGKET_TEMPORARY": "1",
        "TONGKET_OIDC_NAME": "Tỉnh Trung Du",
        "TONGKET_OIDC_CLIENT_ID": "tongket",
        "TONGKET_OIDC_CLIENT_SECRET": "s",
    }
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT, person],
        env=environment(data, demo=False) | given | settings,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr[-3000:]
    return json.loads(result.stdout.splitlines()[-1])


def test_without_a_provider_there_is_no_address_for_it() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("openid_connect_login", kwargs={"provider_id": "oidc"})


def test_a_claim_that_equals_the_login_opens_that_account(tmp_path: Path) -> None:
    told = live(tmp_path, "vanphong", TONGKET_OIDC_LOGIN_CLAIM="preferred_username")
    assert told["signed_in"] == "vanphong"
    assert told["asked"] == ["/authorize", "tongket", True]
    assert told["policy"] == f"'self' {told['issuer']}"


@pytest.mark.parametrize(
    ("person", "claim"),
    [("vanphong", ""), ("nguoi-la", "preferred_username"), ("dakhoa", "preferred_username")],
)
def test_nobody_else_is_signed_in_and_no_account_is_made(tmp_path: Path, person: str, claim: str) -> None:
    told = live(tmp_path, person, TONGKET_OIDC_LOGIN_CLAIM=claim)
    assert (told["signed_in"], told["accounts"]) == (None, 2)

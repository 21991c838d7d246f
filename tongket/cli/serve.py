"""One command serves an office: web server and background worker, no other service."""

from __future__ import annotations

import os
import subprocess
import sys

import click
from django.conf import settings
from django.core.management import call_command

from tongket.access.decisions import SYSTEM
from tongket.jobs.actions import requeue_lost_jobs
from tongket.site.demo_accounts import demo_accounts

WORKER_STOP_SECONDS = 20


def serve(host: str, port: int, workers: int) -> int:
    """Serve until interrupted; returns the server's exit code."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    requeue_lost_jobs(actor=SYSTEM)
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    background = subprocess.Popen([sys.executable, "-m", "tongket.cli", "background"], env=environment)
    click.echo(f"tongket: http://{host}:{port}/")
    if settings.TONGKET_DEMO:
        _list_accounts()
    try:
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "granian",
                "--interface",
                "wsgi",
                "--host",
                host,
                "--port",
                str(port),
                "--workers",
                str(workers),
                "--blocking-threads",
                "4",
                "--log-level",
                "warning",
                "tongket.site.wsgi:application",
            ],
            env=environment,
        )
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        return server.wait()
    finally:
        background.terminate()
        try:
            background.wait(WORKER_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            background.kill()


def _list_accounts() -> None:
    """The accounts of the demonstration, as the sign-in page lists them too."""
    click.echo(f"Tài khoản dùng thử (mật khẩu {settings.TONGKET_DEMO_PASSWORD}):")
    for account in demo_accounts():
        click.echo(f"  {account.login:<12} {account.role}, {account.name}, {account.unit}")

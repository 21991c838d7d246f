"""The real server for browser tests: prepared once, copied, started on a free port."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running installation."""

    url: str
    data: Path


def environment(data: Path, *, demo: bool = True) -> dict[str, str]:
    """Environment of an installation that keeps its data in a folder of its own, on SQLite."""
    of_the_test_run = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "TONGKET_TEMPORARY")
    kept = {k: v for k, v in os.environ.items() if k not in of_the_test_run}
    return kept | {
        "TONGKET_DATA": str(data),
        "TONGKET_SECRET_KEY": "only-for-tests",
        "TONGKET_DEMO": "1" if demo else "0",
        "DJANGO_SETTINGS_MODULE": "tongket.site.settings",
        "PYTHONPATH": str(ROOT),
    }


def demo_database(shared: Path) -> Path:
    """Prepare the demo installation below ``shared``, once, whichever worker comes first."""
    data = shared / "demo-installation"
    with (shared / "demo-installation.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (data / "ready").exists():
            shutil.rmtree(data, ignore_errors=True)
            data.mkdir()
            subprocess.run(
                [sys.executable, "-m", "tongket.cli", "demo", "prepare"],
                env=environment(data),
                check=True,
                cwd=ROOT,
            )
            (data / "ready").touch()
    return data


def run_script(script: str, data: Path) -> subprocess.CompletedProcess[str]:
    """A script in a process of its own, on the installation in ``data``."""
    return subprocess.run(
        [sys.executable, "-c", script],
        env=environment(data),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serve(prepared: Path | None, folder: Path) -> Iterator[Server]:
    """Serve a copy of a prepared installation while the block runs; None: an empty one, as an office starts."""
    data = folder / "data"
    if prepared is None:
        data.mkdir()
    else:
        shutil.copytree(prepared, data)
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tongket.cli", "serve", "--port", str(port), "--workers", "1"],
        env=environment(data, demo=prepared is not None),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_up(url, process)
        yield Server(url=url, data=data)
    finally:
        with suppress(ProcessLookupError):  # the server may have ended by itself
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def _wait_until_up(url: str, process: subprocess.Popen[bytes]) -> None:
    pause = Event()
    for _ in range(START_SECONDS * 10):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(f"{url}/suc-khoe", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pause.wait(0.1)
    raise RuntimeError(f"the server did not answer within {START_SECONDS} s")

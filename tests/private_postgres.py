"""Runs a command on a private PostgreSQL server: made anew, on a socket in a folder of its own, then removed.

    python -m tests.private_postgres COMMAND [ARG …]

initdb refuses root, so that as root everything of the server runs as a user of its own.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

USER = "tongket-postgres"


def binaries() -> Path:
    """Debian's folder of server programs, newest version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    if not found:
        raise SystemExit("PostgreSQL's server programs are missing: apt-get install postgresql")
    return found[-1]


def as_server_user(command: list[str]) -> list[str]:
    """The command as the server's user when we are root, else as we are."""
    if os.getuid() != 0:
        return command
    try:
        pwd.getpwnam(USER)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", USER], check=True
        )
    return ["setpriv", "--reuid", USER, "--regid", USER, "--clear-groups", *command]


def main(command: list[str]) -> int:
    """Start the server, run the command with DATABASE_URL set, stop the server; the command's exit code."""
    home = Path(tempfile.mkdtemp(prefix="tongket-pg-"))
    home.chmod(0o777)
    data, programs = home / "data", binaries()
    try:
        subprocess.run(
            as_server_user(
                [
                    str(programs / "initdb"),
                    "-D",
                    str(data),
                    "-U",
                    "tongket",
                    "-A",
                    "trust",
                    "-E",
                    "UTF8",
                    "--no-sync",
                    "--locale=C.UTF-8",
                ]
            ),
            check=True,
            stdout=subprocess.DEVNULL,
        )
        options = f"-c listen_addresses= -c unix_socket_directories={home} -c fsync=off -c max_connections=60"
        control = [str(programs / "pg_ctl"), "-D", str(data), "-w"]
        subprocess.run(
            as_server_user([*control, "-l", str(home / "log"), "-o", options, "start"]),
            check=True,
            stdout=subprocess.DEVNULL,
        )
        try:
            url = f"postgres://tongket@/postgres?host={home}"
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode
        finally:
            subprocess.run(as_server_user([*control, "-m", "immediate", "stop"]), stdout=subprocess.DEVNULL)
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

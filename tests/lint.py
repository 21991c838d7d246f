"""Every check that is not a test: ``./run lint``. Each runs, all failures are shown, one exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def commands() -> list[tuple[str, list[str]]]:
    """The checks by name, in the order in which they run."""
    python = sys.executable
    return [
        ("style", [str(BIN / "ruff"), "check", "."]),
        ("format", [str(BIN / "ruff"), "format", "--check", "."]),
        ("types", [str(BIN / "mypy")]),
        ("layers", [str(BIN / "lint-imports"), "--no-cache"]),
        ("templates", [str(BIN / "djlint"), "tongket", "--lint", "--quiet"]),
        ("translations", [python, "-m", "tests.translations"]),
        ("migrations", [python, "manage.py", "makemigrations", "--check", "--dry-run"]),
        ("settings", [python, "manage.py", "check"]),
    ]


def main(wanted: list[str]) -> int:
    """Run the named checks, or all; 0 when every one passed."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tongket.site.settings.test"}
    failed = []
    for name, command in commands():
        if wanted and name not in wanted:
            continue
        result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        print(f"{name}: {'ok' if result.returncode == 0 else 'FAILED'}", flush=True)
        if result.returncode:
            failed.append(name)
            print(result.stdout[-6000:], result.stderr[-3000:], sep="\n", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Files of others: the checksums written down, nothing from elsewhere, small enough for an old office PC."""

from __future__ import annotations

import gzip
import hashlib
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
STATIC = ROOT / "tongket" / "site" / "static"
KIB = 1024


def listed() -> dict[str, str]:
    vendored = tomllib.loads((ROOT / "vendor.toml").read_text(encoding="utf-8"))["vendored"]
    return {path: digest for item in vendored for path, digest in item["files"].items()}


def test_every_vendored_file_is_the_one_written_down() -> None:
    for path, digest in listed().items():
        assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == digest, path


def test_no_vendored_file_is_missing_in_the_list() -> None:
    there = {p.relative_to(ROOT).as_posix() for p in (STATIC / "vendor").rglob("*") if p.is_file()}
    assert there - set(listed()) == set()


def test_every_vendored_thing_has_name_version_licence_and_source() -> None:
    vendored = tomllib.loads((ROOT / "vendor.toml").read_text(encoding="utf-8"))["vendored"]
    for item in vendored:
        assert all(item.get(key) for key in ("name", "version", "licence", "source")), item


def page_files() -> tuple[list[Path], list[Path]]:
    """Style sheets and scripts of the frame: own and vendored."""
    base = (ROOT / "tongket/site/templates/base.html").read_text(encoding="utf-8")
    names = re.findall(r'(?:href|src)="{% static "([^"]+\.(?:css|js))" %}"', base)
    files = [STATIC / name for name in names]
    return [f for f in files if "vendor" not in f.parts], [f for f in files if "vendor" in f.parts]


def compressed(files: list[Path]) -> int:
    return sum(len(gzip.compress(f.read_bytes(), 9)) for f in files)


def test_a_page_weighs_little() -> None:
    own, vendored = page_files()
    assert len(own) >= 5
    assert len(vendored) == 2
    assert compressed([*own, STATIC / "site" / "icons.svg"]) <= 40 * KIB
    assert compressed(vendored) <= 160 * KIB


def test_style_sheets_load_nothing_from_elsewhere() -> None:
    for path in STATIC.rglob("*.css"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"@import|url\(\s*[\"']?(?:https?:)?//", source), path

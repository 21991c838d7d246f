"""What lies on the clerk's desk: the papers of the seed year as text to type and as sheets to upload."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[3] / "tongket" / "demo" / "department-2021"


def _read(name: str) -> dict[str, Any]:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


AWARDS = _read("10-khen-thuong.yaml")
CONFERENCE = _read("09-hoi-nghi.yaml")

COMMENDED_ORGANISATIONS = "\n".join(
    next(d["recipients"] for d in AWARDS["decisions"] if d["covers"] == "organisation")
)

"""A case folder: the files of one organisation's year, as the office keeps them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongket.common.errors import DomainError
from tongket.common.yaml_text import read_yaml
from tongket.demo.papers import missing_places
from tongket.imports.kinds import ImportKind
from tongket.imports.preview import Preview, check
from tongket.imports.reader import open_workbook
from tongket.imports.workbook import Workbook, WorkbookRefused
from tongket.organisation.imports import MEMBERS, UNITS, Known, known_from_units
from tongket.organisation.imports.rows import UnitRow
from tongket.sheets.readers import ACTIVITIES, CIVIL_RATINGS, COUNTS, OVERSIGHT, REVIEWS, TASKS

FILES = {
    "layer": "00-tham-so.yaml",
    "units": "01-to-chuc.xlsx",
    "members": "02-dang-vien.xlsx",
    "tasks": "03-nhiem-vu.xlsx",
    "civil_ratings": "04-danh-gia-cong-chuc.xlsx",
    "reviews": "05-kiem-diem.xlsx",
    "counts": "06-phieu.xlsx",
    "oversight": "07-ky-luat-kiem-tra.xlsx",
    "activities": "08-sinh-hoat-hoc-tap.xlsx",
    "conference": "09-hoi-nghi.yaml",
    "awards": "10-khen-thuong.yaml",
}
PARTY_TOP = {"grassroots_organisation", "grassroots_cell"}


class FolderIncomplete(DomainError):
    code = "case_folder_incomplete"
    message = gettext_lazy("Thư mục %(folder)s thiếu tệp: %(files)s.")
    advice = gettext_lazy("Đặt đủ các tệp của hồ sơ vào thư mục rồi chạy lại.")
    exit_code = 1


class FileHasFaults(DomainError):
    code = "case_file_has_faults"
    message = gettext_lazy("Tệp %(file)s có %(count)s chỗ sai: %(first)s")
    advice = gettext_lazy("Sửa tệp; dùng lệnh kiểm tra tệp để xem đủ các dòng.")
    exit_code = 1


@dataclass
class CaseFolder:
    """Reads each file once, when it is needed; a file with faults is refused with the first ones."""

    path: Path
    today: dt.date | None = None
    _previews: dict[str, Preview] = field(default_factory=dict)

    def __post_init__(self) -> None:
        missing = [name for name in FILES.values() if not (self.path / name).exists()]
        if missing:
            raise FolderIncomplete(folder=self.path.name, files=", ".join(missing))

    @cached_property
    def layer_text(self) -> str:
        return (self.path / FILES["layer"]).read_text(encoding="utf-8")

    @cached_property
    def layer(self) -> dict[str, Any]:
        return self._paper("layer")

    @cached_property
    def conference(self) -> dict[str, Any]:
        return self._paper("conference")

    @cached_property
    def awards(self) -> dict[str, Any]:
        return self._paper("awards")

    def _paper(self, name: str) -> dict[str, Any]:
        """A written paper with everything that a year needs; refused with the first place that is missing."""
        try:
            text = (self.path / FILES[name]).read_text(encoding="utf-8")
            paper = read_yaml(text)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise FileHasFaults(file=FILES[name], count=1, first=" ".join(str(error).split())) from error
        missing = missing_places(name, paper)
        if missing:
            first = _("thiếu “%(place)s”") % {"place": missing[0]}
            raise FileHasFaults(file=FILES[name], count=len(missing), first=first)
        return paper

    def read_all(self) -> None:
        """Read every file, so that a fault shows before anything is written."""
        for name in FILES:
            getattr(self, name)

    @property
    def decision_on_levels(self) -> dict[str, Any]:
        """Our committee's decision on its members' levels, which names the committee; else the first decision."""
        decisions = self.awards.get("decisions") or []
        named = (d for d in decisions if d["covers"] == "levels of all rated members")
        found = next(named, decisions[0] if decisions else None)
        if found is None:
            raise FileHasFaults(
                file=FILES["awards"], count=1, first=_("thiếu “%(place)s”") % {"place": "decisions"}
            )
        return found

    def content(self, name: str) -> bytes:
        """A file as it lies in the folder."""
        return (self.path / FILES[name]).read_bytes()

    def _preview(self, name: str, kind: ImportKind) -> Preview:
        if name not in self._previews:
            known = None if kind is UNITS else self._known_units
            preview = check(kind, self._workbook(name), known=known, today=self.today)
            faults = [p for row in preview.rows for p in row.problems if p.severity == "error"]
            faults = [*preview.problems, *faults]
            if faults:
                raise FileHasFaults(file=FILES[name], count=len(faults), first=faults[0].message_vi)
            self._previews[name] = preview
        return self._previews[name]

    @cached_property
    def _known_units(self) -> Known:
        return known_from_units(self._workbook("units"), self.today)

    def _workbook(self, name: str) -> Workbook:
        try:
            return open_workbook(self.path / FILES[name])
        except WorkbookRefused as refused:
            raise FileHasFaults(file=FILES[name], count=1, first=refused.message_vi) from refused

    @property
    def units(self) -> Preview:
        return self._preview("units", UNITS)

    @property
    def members(self) -> Preview:
        return self._preview("members", MEMBERS)

    @property
    def tasks(self) -> Preview:
        return self._preview("tasks", TASKS)

    @property
    def civil_ratings(self) -> Preview:
        return self._preview("civil_ratings", CIVIL_RATINGS)

    @property
    def reviews(self) -> Preview:
        return self._preview("reviews", REVIEWS)

    @property
    def counts(self) -> Preview:
        return self._preview("counts", COUNTS)

    @property
    def oversight(self) -> Preview:
        return self._preview("oversight", OVERSIGHT)

    @property
    def activities(self) -> Preview:
        return self._preview("activities", ACTIVITIES)

    @property
    def organisation_row(self) -> UnitRow:
        """The organisation itself: the Party unit of the list that has no unit above."""
        rows: list[UnitRow] = self.units.records("units")
        return next(r for r in rows if r.kind in PARTY_TOP and not r.parent_code)

    @property
    def year(self) -> int:
        return int(self.layer["year"])

    @property
    def last_day(self) -> dt.date:
        """The day for which the register's lists hold."""
        return dt.date(self.year, 12, 31)

    def day(self, name: str) -> dt.date:
        """A day of the local layer: civil_ratings, committee, superior, conference."""
        return dt.date.fromisoformat(str(self.layer["dates"][name]))

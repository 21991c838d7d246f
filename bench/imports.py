"""`./run bench import`: a list of 10,000 members with 20 columns looked at and written, while somebody else writes.

Measured on a fresh SQLite installation in a process of its own: seconds until the preview stands, seconds until
the rows are written, the longest time that another writer waited, the most memory used, and the ratio against
reading the same file with python-calamine and inserting the same people, members and memberships in bulk without
a single check, plan or journal entry.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.results import write_section

ROWS, COLUMNS, CELLS = 10_000, 20, 40
ROOT = Path(__file__).resolve().parent.parent
DAY = dt.date(2021, 12, 31)
#: The limits of the issue: seconds, seconds, seconds, times, megabytes.
LIMITS = {"preview": 10.0, "confirm": 20.0, "longest_wait": 1.0, "ratio": 6.0, "memory": 500.0}
FAMILIES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
]
MIDDLES = [
    "Văn",
    "Thị",
    "Hữu",
    "Đức",
    "Minh",
    "Thu",
    "Ngọc",
    "Quang",
    "Thanh",
    "Xuân",
    "Hoài",
    "Kim",
    "Bảo",
    "Gia",
]
GIVEN = [
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Đạt",
    "Hà",
    "Hòa",
    "Khuê",
    "Lan",
    "Mai",
    "Nga",
    "Phúc",
    "Quế",
    "Sơn",
    "Thúy",
    "Yến",
]
HEADINGS = [
    "STT", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Vào Đảng", "Chính thức", "Số thẻ Đảng", "Chi bộ",
    "Chức vụ Đảng", "Chức vụ chính quyền", "Đơn vị công tác", "Trạng thái", "Số quyết định", "Đảng phí",
    "Quê quán", "Trình độ", "Lý luận chính trị", "Điện thoại", "Thư điện tử",
]  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """What one run took; times in seconds, memory in megabytes."""

    rows: int
    preview: float
    confirm: float
    longest_wait: float
    writes_meanwhile: int
    memory: float
    plain: float

    @property
    def ratio(self) -> float:
        """How many times the whole takes what plain reading and inserting takes."""
        return (self.preview + self.confirm) / self.plain


def write_list(path: Path, rows: int) -> None:
    """The list of a fictional organisation, the same each time."""
    import xlsxwriter

    chance = random.Random(2021)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Đảng viên")
        sheet.write_row(0, 0, HEADINGS)
        for n in range(1, rows + 1):
            admitted = dt.date(1985, 1, 1) + dt.timedelta(days=chance.randrange(12_000))
            born = dt.date(
                admitted.year - 20 - chance.randrange(15), 1 + n % 12, 1 + (n + n // 3136 * 5) % 28
            )
            official = dt.date(admitted.year + 1, admitted.month, min(admitted.day, 28))
            name = f"{FAMILIES[n % 14]} {MIDDLES[n // 14 % 14]} {GIVEN[n // 196 % 16]}"
            sheet.write_row(
                n,
                0,
                [
                    n, name, f"{born:%d/%m/%Y}", "Nữ" if n % 2 else "Nam", "Kinh", f"{admitted:%d/%m/%Y}",
                    f"{official:%d/%m/%Y}", f"{10 + n // 1_000_000}.{n:06d}", f"Chi bộ {1 + n % CELLS}", "",
                    "Chuyên viên", "Văn phòng Sở", "Đang sinh hoạt", "", 58_000, "Xã Thử Nghiệm", "Đại học",
                    "Trung cấp",
                    f"09{n:08d}", f"can.bo.{n}@don-vi.example",
                ],
            )  # fmt: skip


def _office() -> tuple[Any, Any]:
    """A fresh installation with cells and an office; the organisation and its clerk."""
    from django.core.management import call_command

    from tongket.access.decisions import SYSTEM
    from tongket.organisation import actions
    from tongket.organisation.imports.rows import UnitRow

    call_command("migrate", verbosity=0)
    since = dt.date(2000, 1, 1)
    unit, account = actions.set_up_office(
        actor=SYSTEM, name="Đảng bộ Sở Thử nghiệm", kind="grassroots_organisation", code="DB",
        valid_from=since, login="van-phong", display_name="Văn phòng", password="mat-khau-do-luong",
        superior="Đảng bộ Khối thử nghiệm",
    )  # fmt: skip
    clerk = account.actor()
    rows = [UnitRow(0, "DV", "Văn phòng Sở", "agency", "Phòng", None, since, "", None, None)]
    rows += [
        UnitRow(n, f"CB{n}", f"Chi bộ {n}", "cell", "Chi bộ", None, since, "", None, None)
        for n in range(1, CELLS + 1)
    ]
    actions.record_units(unit, actor=clerk, rows=rows, happened_on=DAY)
    return unit, clerk


class OtherWriter(threading.Thread):
    """Somebody who writes a line every few milliseconds, as ballots come in; notes the longest wait."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.stop = threading.Event()
        self.waits: list[float] = []

    def run(self) -> None:
        from django.db import connection

        from tongket.audit.models import ExportLog

        while not self.stop.is_set():
            start = time.perf_counter()
            ExportLog.objects.create(action="bench.write", rows=1)
            self.waits.append(time.perf_counter() - start)
            time.sleep(0.005)
        connection.close()


def _plain(path: Path) -> float:
    """Seconds of python-calamine and bulk inserts alone."""
    from python_calamine import CalamineWorkbook

    from tongket.common.text import matching_key, name_sort_key, search_key
    from tongket.organisation.models import Membership, PartyRecord, Person, Post, Unit

    def day(text: str) -> dt.date:
        number, month, year = map(int, text.split("/"))
        return dt.date(year, month, number)

    start = time.perf_counter()
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[1:]
    cells = dict(Unit.objects.filter(kind="cell").values_list("name", "pk"))
    office = Unit.objects.get(code="DV").pk
    people = Person.objects.bulk_create(
        [
            Person(
                name=r[1], birth=day(r[2]), gender="female" if r[3] == "Nữ" else "male", ethnicity=r[4],
                sort_key=name_sort_key(r[1]), search_key=search_key(r[1]), matching_key=matching_key(r[1]),
            )
            for r in rows
        ],
        batch_size=500,
    )  # fmt: skip
    pairs = list(zip(people, rows, strict=True))
    PartyRecord.objects.bulk_create(
        [
            PartyRecord(
                person=p, admitted_on=day(r[5]), official_on=day(r[6]), card=f"9{r[7]}", fee=int(r[14])
            )
            for p, r in pairs
        ],
        batch_size=500,
    )
    Membership.objects.bulk_create(
        [Membership(person=p, unit_id=cells[r[8]], valid_from=day(r[5]), number=int(r[0])) for p, r in pairs],
        batch_size=500,
    )
    Post.objects.bulk_create(
        [Post(person=p, unit_id=office, title=r[10], system="government", valid_from=DAY) for p, r in pairs],
        batch_size=500,
    )
    return time.perf_counter() - start


def measure(folder: Path, rows: int) -> Measured:
    """One run in this process, whose settings point at an empty installation."""
    import django

    django.setup()
    from tongket.imports import actions

    unit, clerk = _office()
    path = folder / "danh-sach.xlsx"
    write_list(path, rows)
    start = time.perf_counter()
    batch = actions.upload_batch(
        path.read_bytes(), actor=clerk, route="members", unit_id=unit.pk, year=DAY.year,
        file_name=path.name, happened_on=DAY,
    )  # fmt: skip
    preview = time.perf_counter() - start
    other = OtherWriter()
    other.start()
    start = time.perf_counter()
    written = actions.confirm_batch(batch, actor=clerk)
    confirm = time.perf_counter() - start
    other.stop.set()
    other.join()
    if written != rows:
        raise RuntimeError(f"{written} of {rows} rows were written")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(rows, preview, confirm, max(other.waits), len(other.waits), memory, _plain(path))


def run(rows: int = ROWS) -> tuple[Measured, bool]:
    """Measure in a process of its own; the second value tells whether every limit is kept."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
        }
        environment |= {
            "TONGKET_DATA": folder,
            "TONGKET_SECRET_KEY": "only-for-measuring",
            "DJANGO_SETTINGS_MODULE": "tongket.site.settings",
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-m", "bench.imports", folder, str(rows)]
        output = subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True, cwd=ROOT
        ).stdout
    found = Measured(**json.loads(output.splitlines()[-1]))
    kept = all(getattr(found, name) <= limit for name, limit in LIMITS.items())
    return found, kept


def report(found: Measured) -> str:
    """The result as lines of a table with the limits."""
    units = {"preview": "s", "confirm": "s", "longest_wait": "s", "ratio": "×", "memory": "MB"}
    lines = [f"{found.rows} rows × {COLUMNS} columns; {found.writes_meanwhile} other writes meanwhile"]
    lines += [
        f"{name.replace('_', ' '):<14} {getattr(found, name):8.2f} {units[name]:<3} limit {limit:g}"
        for name, limit in LIMITS.items()
    ]
    return "\n".join(lines)


def imports(rows: int) -> int:
    """Measure, write the section, print it; 1 when a limit is not kept."""
    found, kept = run(rows)
    text = "\n".join(
        [
            f"Command: `./run bench import --rows {rows}`. Load average at the end {os.getloadavg()[0]:.1f}.",
            "",
            "```",
            report(found),
            "```",
        ]
    )
    write_section("import", text)
    print(text)
    return 0 if kept else 1


if __name__ == "__main__":
    print(json.dumps(asdict(measure(Path(sys.argv[1]), int(sys.argv[2])))))

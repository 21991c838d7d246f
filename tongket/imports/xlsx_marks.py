"""What the values of an .xlsx don't tell: hidden rows, columns and sheets, errors, merged cells, formulas.

The XML is walked once with expat, in a stream, which costs a tenth of loading the file into openpyxl. The
walk runs before any other reader touches the file, so that its limits guard them too.
"""

import re
import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from tongket.imports.workbook import MOST_CELLS, Place, WorkbookRefused, column_index

MOST_BYTES = 300_000_000
"""Unpacked size above which a workbook is refused."""
MOST_RATIO = 150
"""Packing ratio that no sheet of data reaches; looked at only for parts above ten megabytes."""

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONSHIPS = "http://purl.oclc.org/ooxml/officeDocument/relationships"


@dataclass
class SheetMarks:
    """Marks of one sheet; places are counted from 0."""

    name: str
    visible: bool
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    uncalculated: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    last_row: int = -1
    last_column: int = -1


def refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Raises WorkbookRefused when unpacking would fill the memory, or when a part lies about its size."""
    total = sum(part.file_size for part in archive.infolist())
    stuffed = any(
        part.file_size > 10_000_000 and part.file_size > MOST_RATIO * max(part.compress_size, 1)
        for part in archive.infolist()
    )
    if total > MOST_BYTES or stuffed:
        raise WorkbookRefused(
            "zip_bomb",
            f"Tệp khi mở ra lớn tới {total // 1_000_000} MB nên không được đọc. "
            "Hãy xóa các dòng, cột trống và định dạng thừa rồi lưu lại, hoặc chia thành nhiều tệp.",
            f"Unpacked, the file has {total // 1_000_000} MB, so it isn't read. "
            "Delete empty rows and columns and save again, or split it.",
        )


def read_marks(archive: zipfile.ZipFile) -> list[SheetMarks]:
    """Marks of every worksheet in the order of the workbook. Raises WorkbookRefused."""
    relations = _relations(archive)
    marks = []
    for name, state, relation in _sheets(archive):
        target = relations.get(relation)
        if target is None or "worksheet" not in target[1]:
            continue
        sheet = SheetMarks(name, visible=state == "visible")
        _walk(archive, target[0], _SheetWalk(sheet))
        if (sheet.last_row + 1) * (sheet.last_column + 1) > MOST_CELLS:
            raise WorkbookRefused(
                "too_many_cells",
                f"Trang “{name}” trải tới dòng {sheet.last_row + 1}, cột {sheet.last_column + 1}, quá lớn "
                "để đọc. "
                "Hãy xóa nội dung lạc ở cuối trang rồi lưu lại.",
                f"Sheet “{name}” reaches row {sheet.last_row + 1}, column {sheet.last_column + 1}: too "
                "large. "
                "Delete stray contents at the end of the sheet and save again.",
            )
        marks.append(sheet)
    return marks


class _SheetWalk:
    """Expat handlers for one worksheet."""

    def __init__(self, sheet: SheetMarks) -> None:
        self.sheet = sheet
        self.row = -1
        self.column = -1
        self.kind = ""
        self.formula: list[str] | None = None
        self.value: list[str] | None = None
        self.has_formula = False
        self.has_value = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "v" or tag == "is":
            # A formula saved by a program that doesn't calculate has an empty value, or none.
            self.has_value = not self.has_formula or self.kind == "str"
            self.value = [] if self.kind == "e" or self.has_formula else None
        elif tag == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
            if attributes.get("hidden") in ("1", "true"):
                self.sheet.hidden_rows.add(self.row)
        elif tag == "f":
            self.has_formula, self.formula = True, []
        elif tag == "col":
            if attributes.get("hidden") in ("1", "true"):
                last = min(int(attributes["max"]), 16384)
                self.sheet.hidden_columns.update(range(int(attributes["min"]) - 1, last))
        elif tag == "mergeCell":
            corner, _, opposite = attributes["ref"].partition(":")
            self.sheet.merged.append((_place(corner), _place(opposite or corner)))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        self.column = _place(reference)[1] if reference else self.column + 1
        self.kind = attributes.get("t", "n")
        self.has_formula = self.has_value = False
        self.formula = self.value = None

    def text(self, data: str) -> None:
        if self.value is not None:
            self.value.append(data)
        elif self.formula is not None:
            self.formula.append(data)

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            if self.has_value or self.has_formula:
                self._end_cell()
        elif tag == "v" and self.value is not None:
            shown = "".join(self.value)
            self.has_value = self.has_value or bool(shown.strip())
            if self.kind == "e":
                self.sheet.errors[(self.row, self.column)] = shown
            self.value = None

    def _end_cell(self) -> None:
        sheet = self.sheet
        sheet.last_row = max(sheet.last_row, self.row)
        sheet.last_column = max(sheet.last_column, self.column)
        if self.has_formula and not self.has_value:
            formula = "=" + "".join(self.formula or [])
            place = (self.row, self.column)
            error = re.search(r"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!)", formula)
            if error:
                sheet.errors[place] = error[0]
            else:
                sheet.uncalculated[place] = formula


def _place(reference: str) -> Place:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise _damaged(f"cell {reference[:20]!r}")
    return int(match[2]) - 1, column_index(match[1])


def _relations(archive: zipfile.ZipFile) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship" and "Id" in attributes:
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found[attributes["Id"]] = (path, attributes.get("Type", ""))

    _walk(archive, "xl/_rels/workbook.xml.rels", start)
    return found


def _sheets(archive: zipfile.ZipFile) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    prefixes: set[str] = {"r"}

    def start(name: str, attributes: dict[str, str]) -> None:
        for attribute, value in attributes.items():
            if attribute.startswith("xmlns:") and value in (_RELATIONSHIPS, _STRICT_RELATIONSHIPS):
                prefixes.add(attribute[6:])
        if name.rpartition(":")[2] == "sheet":
            relation = next((attributes[f"{p}:id"] for p in prefixes if f"{p}:id" in attributes), "")
            found.append((attributes.get("name", ""), attributes.get("state", "visible"), relation))

    _walk(archive, "xl/workbook.xml", start)
    return found


def _walk(archive: zipfile.ZipFile, path: str, handlers: Any) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.EntityDeclHandler = _refuse_entities
    if isinstance(handlers, _SheetWalk):
        parser.StartElementHandler = handlers.start
        parser.EndElementHandler = handlers.end
        parser.CharacterDataHandler = handlers.text
    else:
        parser.StartElementHandler = handlers
    try:
        with archive.open(path) as stream:
            while chunk := stream.read(1 << 20):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (KeyError, ValueError, expat.ExpatError, zipfile.BadZipFile, EOFError) as fault:
        raise _damaged(path) from fault


def _refuse_entities(*_declaration: object) -> None:
    raise _damaged("entities")


def _damaged(part: str) -> WorkbookRefused:
    return WorkbookRefused(
        "damaged_workbook",
        f"Tệp Excel bị hỏng ở phần {part} nên không đọc được. Hãy mở bằng Excel, lưu thành tệp mới rồi nhập "
        "lại.",
        f"The Excel file is damaged in {part} and can't be read. Open it in Excel, save it as a new file "
        "and retry.",
    )

"""Refuses an .ods whose few kilobytes unfold into millions of repeated cells."""

import zipfile
from xml.parsers import expat

from tongket.imports.workbook import MOST_CELLS, WorkbookRefused


class _Count:
    """Counts the cells with contents that the repetitions of a table stand for."""

    def __init__(self) -> None:
        self.cells = 0
        self.row_repeat = 1
        self.row_cells = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "table-row":
            self.row_repeat = int(attributes.get("table:number-rows-repeated", "1"))
            self.row_cells = 0
        elif tag in ("table-cell", "covered-table-cell") and "office:value-type" in attributes:
            self.row_cells += int(attributes.get("table:number-columns-repeated", "1"))

    def end(self, name: str) -> None:
        if name.rpartition(":")[2] == "table-row":
            self.cells += self.row_cells * self.row_repeat


def refuse_spread_tables(archive: zipfile.ZipFile) -> None:
    """Raises WorkbookRefused when the tables hold more cells than can be read, or when the XML is broken."""
    count = _Count()
    parser = expat.ParserCreate()
    parser.StartElementHandler = count.start
    parser.EndElementHandler = count.end
    try:
        with archive.open("content.xml") as stream:
            while chunk := stream.read(1 << 20):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as fault:
        raise WorkbookRefused(
            "damaged_workbook",
            "Tệp .ods bị hỏng nên không đọc được. Hãy mở và lưu lại thành .xlsx.",
            "The .ods file is damaged and can't be read. Open it and save it as .xlsx.",
        ) from fault
    if count.cells > MOST_CELLS:
        raise WorkbookRefused(
            "too_many_cells",
            f"Tệp .ods chứa {count.cells} ô có nội dung, quá lớn để đọc. Hãy xóa các ô lặp thừa hoặc lưu "
            "thành .xlsx.",
            f"The .ods file holds {count.cells} cells with contents: too large. Delete repeated cells or "
            "save as .xlsx.",
        )

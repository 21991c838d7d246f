"""Building blocks of Word templates: paragraphs, tables and the heading and closing of a paper.

Texts here hold docxtpl placeholders; `{%p … %}` removes its own paragraph, `{%tr … %}` its own table row,
`{%tc … %}` its own cell.
"""

from __future__ import annotations

from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell

from tongket.documents.rendering.profiles import Profile

# Word offices have this face; Liberation Serif of the PDF has the same widths
FACE = "Times New Roman"
Place = Document | _Cell
# letters of 12 pt that stand on one line of a portrait page
_LINE_LETTERS = 78


def fit_columns(document: Document) -> None:
    """Give the columns of lined tables widths by what they hold (short ones stay on one line)."""
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        if table.style is None or table.style.name != "Table Grid" or not table.columns:
            continue
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        groups = [index for index, row in enumerate(rows) if row[0] and not any(row[1:]) and len(row) > 1]
        kept = [row for index, row in enumerate(rows) if index not in groups]
        least = [
            max(max(map(len, text.split()), default=0) for text in column) + 3
            for column in zip(*kept, strict=True)
        ]
        wished = [min(max(map(len, column)) + 3, 30) for column in zip(*kept, strict=True)]
        more = [max(wish - word, 0) for wish, word in zip(wished, least, strict=True)]
        spare = max(_LINE_LETTERS - sum(least), 0)
        weights = [
            word * 100 + spare * 100 * extra // max(sum(more), 1)
            for word, extra in zip(least, more, strict=True)
        ]
        table.autofit = False
        for index, weight in enumerate(weights):
            width = room * weight // sum(weights)
            table.columns[index].width = width
            for cell in table.columns[index].cells:
                cell.width = width
        for index in groups:
            cells = table.rows[index].cells
            cells[0].merge(cells[-1]).text = rows[index][0]


class Paper:
    """A Word template in the form of a profile."""

    def __init__(self, profile: Profile) -> None:
        self.form = profile
        self.document = docx.Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(profile["page.top_mm"]), Mm(profile["page.bottom_mm"])
        section.left_margin, section.right_margin = Mm(profile["page.left_mm"]), Mm(profile["page.right_mm"])
        section.header_distance = Mm(10)
        section.different_first_page_header_footer = True
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = FACE, Pt(profile["body.size_pt"])
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FACE)
        style.paragraph_format.space_after = Pt(0)
        self._page_number()

    def _page_number(self) -> None:
        paragraph = self.document.sections[0].header.paragraphs[0]
        paragraph.alignment = ALIGN.CENTER
        run = paragraph.add_run()
        run.font.size = Pt(self.form["page_number.size_pt"])
        for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
            element = OxmlElement("w:instrText" if kind is None else "w:fldChar")
            if kind is None:
                element.text = text
            else:
                element.set(qn("w:fldCharType"), kind)
            run._r.append(element)

    def line(
        self,
        text: str,
        *,
        at: Place | None = None,
        align: ALIGN = ALIGN.CENTER,
        size: float | None = None,
        bold: bool = False,
        italic: bool = False,
        underline: bool = False,
        before: float = 0,
        after: float = 0,
    ) -> Any:
        """One paragraph of one run; returns the paragraph."""
        place = self.document if at is None else at
        first = place.paragraphs[0] if isinstance(place, _Cell) else None
        paragraph = first if first is not None and not first.runs else place.add_paragraph()
        paragraph.alignment = align
        layout = paragraph.paragraph_format
        layout.space_before, layout.space_after = Pt(before), Pt(after)
        self.run(paragraph, text, size=size, bold=bold, italic=italic, underline=underline)
        return paragraph

    def run(
        self,
        paragraph: Any,
        text: str,
        *,
        size: float | None = None,
        bold: bool = False,
        italic: bool = False,
        underline: bool = False,
    ) -> None:
        """A run with its own look at the end of a paragraph."""
        run = paragraph.add_run(text)
        run.bold, run.italic, run.underline = bold or None, italic or None, underline or None
        if size is not None:
            run.font.size = Pt(size)

    def body(self, text: str, *, bold: bool = False, italic: bool = False, keep: bool = False) -> Any:
        """A justified paragraph of the body with the form's indent and line height."""
        paragraph = self.line(text, align=ALIGN.JUSTIFY, bold=bold, italic=italic)
        layout = paragraph.paragraph_format
        layout.first_line_indent = Mm(self.form["body.indent_mm"])
        layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        layout.line_spacing = Pt(self.form["body.line_pt"])
        layout.space_after = Pt(self.form["body.gap_pt"])
        layout.keep_with_next = keep or None
        return paragraph

    def step(self, text: str, at: Place | None = None) -> None:
        """A paragraph that only steers (`{%p … %}`) and disappears."""
        self.line(text, at=at, align=ALIGN.LEFT)

    def grid(self, columns: list[float]) -> Any:
        """A table without lines for placing things side by side; widths in millimetres."""
        table = self.document.add_table(rows=1, cols=len(columns))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        margins = OxmlElement("w:tblCellMar")
        for side in ("left", "right"):
            edge = OxmlElement(f"w:{side}")
            edge.set(qn("w:w"), "0")
            edge.set(qn("w:type"), "dxa")
            margins.append(edge)
        table._tbl.tblPr.append(margins)
        for cell, column, width in zip(table.rows[0].cells, table.columns, columns, strict=True):
            cell.width = column.width = Mm(width)
        return table

    def room(self) -> float:
        """Width between the margins in millimetres."""
        return 210 - self.form["page.left_mm"] - self.form["page.right_mm"]

    def rule(self, at: Place, length: float, width: float) -> None:
        """A thin centred line of this length in a column of this width (millimetres)."""
        paragraph = self.line("", at=at, size=2)
        side = max((width - length) / 2, 0)
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(side)
        border = OxmlElement("w:pBdr")
        edge = OxmlElement("w:top")
        for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
            edge.set(qn(f"w:{key}"), value)
        border.append(edge)
        paragraph._p.get_or_add_pPr().append(border)

    def heading(self) -> None:
        """Issuer, motto, number, place and date."""
        form, lines = self.form, self.form["motto.lines"]
        left = self.room() * (0.42 if len(lines) > 1 else 0.49)
        right = self.room() - left
        table = self.grid([left, right])
        cell, other = table.rows[0].cells
        self.step("{%p for line in heading.superior %}", cell)
        self.line("{{ line }}", at=cell, size=form["superior.size_pt"], bold=form["superior.bold"])
        self.step("{%p endfor %}", cell)
        self.step("{%p for line in heading.issuer %}", cell)
        self.line("{{ line }}", at=cell, size=form["issuer.size_pt"], bold=True)
        self.step("{%p endfor %}", cell)
        if form["issuer.mark"] == "asterisk":
            self.line("*", at=cell, size=14)
        else:
            self.rule(cell, 28, left)
        for index, words in enumerate(lines):
            size = form["motto.size_pt"] + (1 if index else 0)
            self.line(words, at=other, size=size, bold=True)
        if lines:
            self.rule(other, 74 if len(lines) == 1 else 62, right - 4)
        row = table.add_row().cells
        self.line("{{ heading.number_line }}", at=row[0], size=form["number.size_pt"])
        self.line("{{ heading.place_date }}", at=row[1], size=form["date.size_pt"], italic=True)
        for each, width in zip(row, (left, right), strict=True):
            each.width = Mm(width)

    def title(self) -> None:
        """Type of the paper and what it is about."""
        form = self.form
        self.line("{{ title|upper }}", size=form["type.size_pt"], bold=True, before=14)
        self.line("{{ subject }}", size=form["subject.size_pt"], bold=True)
        if form["subject.close"] == "dashes":
            self.line("-----", after=8)
        elif form["subject.close"] == "rule":
            self.rule(self.document, 32, self.room())
            self.line("", size=6)

    def closing(self) -> None:
        """Nơi nhận and the signature."""
        form = self.form
        self.line("", size=8)
        table = self.grid([self.room() * 0.46, self.room() * 0.54])
        cell, other = table.rows[0].cells
        style = form["recipients.label_style"]
        self.line(
            "Nơi nhận:",
            at=cell,
            align=ALIGN.LEFT,
            size=form["recipients.label_size_pt"],
            underline=style == "underline",
            bold=style != "underline",
            italic=style != "underline",
        )
        self.step("{%p for line in recipients %}", cell)
        self.line("- {{ line }}", at=cell, align=ALIGN.LEFT, size=form["recipients.size_pt"])
        self.step("{%p endfor %}", cell)
        size = form["signature.size_pt"]
        self.step("{%p if signature.authority %}", other)
        self.line("{{ signature.authority }}", at=other, size=size, bold=True)
        self.step("{%p endif %}", other)
        self.line("{{ signature.post }}", at=other, size=size, bold=form["signature.post_bold"])
        for _ in range(4):
            self.line("", at=other, size=size)
        self.line("{{ signature.name }}", at=other, size=size, bold=True)

    def signature_row(self) -> None:
        """Signatures of minutes side by side."""
        self.line("", size=8)
        table = self.grid([self.room() / 3] * 3)
        cells = table.rows[0].cells
        self.step("{%tc for each in signatures %}", cells[0])
        self.line("{{ each.post|upper }}", at=cells[1], bold=True)
        for _ in range(4):
            self.line("", at=cells[1])
        self.line("{{ each.name }}", at=cells[1], bold=True)
        self.step("{%tc endfor %}", cells[2])

    def columns_table(self, heads: str, rows: str, cells: str) -> None:
        """A lined table with columns from the data: `heads` are their labels, `cells` the texts of a row."""
        table = self.document.add_table(rows=4, cols=3)
        table.style = "Table Grid"
        for row, mark in ((table.rows[0], "w:tblHeader"), (table.rows[2], "w:cantSplit")):
            row._tr.get_or_add_trPr().append(OxmlElement(mark))
        first, start, middle, end = (row.cells for row in table.rows)
        self.step(f"{{%tc for head in {heads} %}}", first[0])
        self.line("{{ head }}", at=first[1], size=12, bold=True)
        self.step("{%tc endfor %}", first[2])
        self.step(f"{{%tr for row in {rows} %}}", start[0])
        self.step(f"{{%tc for cell in {cells} %}}", middle[0])
        self.line("{{ cell }}", at=middle[1], align=ALIGN.LEFT, size=12)
        self.step("{%tc endfor %}", middle[2])
        self.step("{%tr endfor %}", end[0])

    def annexes(self) -> None:
        """Each annex on its own page."""
        self.step("{%p for annex in annexes or [] %}")
        paragraph = self.line("{{ annex.title|upper }}", size=self.form["type.size_pt"], bold=True)
        paragraph.paragraph_format.page_break_before = True
        self.step("{%p if annex.subject %}")
        self.line("{{ annex.subject }}", bold=True, after=4)
        self.step("{%p endif %}")
        self.step("{%p if annex.attached_to %}")
        self.line("({{ annex.attached_to }})", italic=True, after=4)
        self.step("{%p endif %}")
        self.step("{%p for words in annex.paragraphs or [] %}")
        self.body("{{ words }}")
        self.step("{%p endfor %}")
        self.step("{%p for table in annex.tables %}")
        self.table()
        self.step("{%p endfor %}")
        self.step("{%p endfor %}")

    def table(self) -> None:
        """The table named `table` in the data, with its title."""
        self.step("{%p if table.title %}")
        self.line("{{ table.title }}", align=ALIGN.LEFT, bold=True, before=6)
        self.step("{%p endif %}")
        self.columns_table("table.columns|map(attribute='label')", "table.lines", "row")
        self.line("", size=6)

"""The shipped Word templates, built from a form profile, so that the office's own sizes count here too.

An office downloads one (`word_template`), edits it in Word and uploads it as its own version; placeholders
are the keys of the paper's data (see the README) in `{{ … }}`.
"""

from __future__ import annotations

import io
from collections.abc import Callable

from tongket.documents.rendering.profiles import Profile
from tongket.documents.rendering.word_parts import ALIGN, Paper

#: Nobody noted: a line to fill in by hand, as on the PDF.
BLANK_LINE = "." * 40


def word_template(template: str, profile: Profile) -> bytes:
    """The Word template of a paper in this form, with its placeholders."""
    paper = Paper(profile)
    _BUILDERS[template](paper)
    out = io.BytesIO()
    paper.document.save(out)
    return out.getvalue()


def _decision(paper: Paper) -> None:
    paper.heading()
    paper.title()
    paper.step("{%p for ground in grounds %}")
    paper.body("{{ ground }}", italic=paper.form["grounds.italic"])
    paper.step("{%p endfor %}")
    paper.step("{%p for line in deciding_body %}")
    paper.line("{{ line }}", bold=True, before=6)
    paper.step("{%p endfor %}")
    paper.line("{{ verb }}", bold=True, before=4, after=8)
    paper.step("{%p for article in articles %}")
    first = paper.body("Điều {{ loop.index }}. ", bold=True, keep=True)
    paper.run(first, "{{ article[0] }}")
    paper.step("{%p for words in article[1:] %}")
    paper.body("{{ words }}")
    paper.step("{%p endfor %}")
    paper.step("{%p endfor %}")
    paper.closing()
    paper.annexes()


def _submission(paper: Paper) -> None:
    paper.heading()
    paper.title()
    label = paper.line("{{ addressee_label }}: ", italic=True)
    paper.run(label, "{{ addressed_to[0] if addressed_to|length == 1 else '' }}")
    paper.step("{%p for line in (addressed_to if addressed_to|length > 1 else []) %}")
    paper.line("- {{ line }}", align=ALIGN.CENTER)
    paper.step("{%p endfor %}")
    paper.line("", size=8)
    paper.step("{%p for block in blocks %}")
    paper.step("{%p if block.kind == 'heading' %}")
    paper.body("{{ block.text }}", bold=True, keep=True)
    paper.step("{%p elif block.kind == 'paragraph' %}")
    paper.body("{{ block.text }}")
    paper.step("{%p elif block.kind == 'bullets' %}")
    paper.step("{%p for item in block['items'] %}")
    paper.body("- {{ item }}")
    paper.step("{%p endfor %}")
    paper.step("{%p else %}")
    paper.step("{%p with table = block.table %}")
    paper.table()
    paper.step("{%p endwith %}")
    paper.step("{%p endif %}")
    paper.step("{%p endfor %}")
    paper.closing()
    paper.annexes()


def _teller_minutes(paper: Paper) -> None:
    paper.heading()
    paper.title()
    opening = (
        "{{ 'Hồi ' ~ meeting.began ~ ', ' ~ meeting.date if meeting.began else meeting.date|capitalize }}"
    )
    place = "{{ ', tại ' ~ meeting.place if meeting.place else '' }}"
    paper.body(f"{opening}{place}, {{{{ meeting.name }}}} tiến hành {{{{ manner }}}}.")
    paper.body("1. {{ tellers_body }}", bold=True, keep=True)
    paper.step("{%p for each in tellers %}")
    paper.body("{{ loop.index }}. {{ each.name }}{{ ', ' ~ each.post if each.post else '' }}.")
    paper.step("{%p endfor %}")
    paper.body("2. Số phiếu", bold=True, keep=True)
    paper.step("{%p for line in count_lines %}")
    counted = paper.body("- {{ line.label }}: ")
    paper.run(counted, "{{ line.value }}", bold=True)
    paper.step("{%p endfor %}")
    paper.step("{%p if places %}")
    paper.body("Số lượng được lựa chọn tối đa: {{ places }}.")
    paper.step("{%p endif %}")
    paper.body(
        "Tỷ lệ tính trên {{ base_label }}"
        "{{ '; điều kiện đạt: ' ~ threshold_label if threshold_label else '' }}."
    )
    paper.body("3. Kết quả kiểm phiếu", bold=True, keep=True)
    paper.columns_table("table_heads", "table_rows", "row")
    paper.line("", size=6)
    paper.step("{%p if problem_lines %}")
    paper.body(
        "Số liệu không khớp, biên bản được giữ nguyên như đã nhận và chưa có giá trị làm kết quả:", bold=True
    )
    paper.step("{%p for line in problem_lines %}")
    paper.body("- {{ line }}.")
    paper.step("{%p endfor %}")
    paper.step("{%p endif %}")
    paper.step("{%p if results %}")
    paper.body("4. Kết luận", bold=True, keep=True)
    paper.step("{%p endif %}")
    paper.step("{%p for words in results + (notes or []) %}")
    paper.body("{{ words }}")
    paper.step("{%p endfor %}")
    paper.body(
        "Việc kiểm phiếu kết thúc {{ 'hồi ' ~ meeting.ended ~ ' ' if meeting.ended else '' }}cùng ngày. "
        "Biên bản đã được đọc lại, mọi người thống nhất{{ end_mark }}",
        keep=True,
    )
    paper.signature_row()


def _minutes(paper: Paper) -> None:
    person = "{{ each.name }}{{ ', ' ~ each.post if each.post else '' }}"
    paper.heading()
    paper.title()
    paper.body(
        "Hồi {{ meeting.opened }}, {{ meeting.date }}, tại {{ meeting.place }}, {{ meeting.name }} khai mạc."
    )
    paper.body("I- THÀNH PHẦN", bold=True, keep=True)
    for index, (label, key) in enumerate((("Chủ trì", "chairs"), ("Thư ký", "secretaries")), start=1):
        paper.body(
            f"{index}. {label}: {{% for each in {key} %}}{person}"
            f"{{{{ '.' if loop.last else '; ' }}}}{{% else %}}{BLANK_LINE}{{% endfor %}}"
        )
    paper.body(
        "3. Được triệu tập: {{ attendance.summoned }}; có mặt: {{ attendance.present }}; "
        "vắng mặt: {{ attendance.absent_count }}."
    )
    paper.step("{%p for each in attendance.absent %}")
    paper.body("- Vắng: {{ each.name }} ({{ each.reason or 'không có lý do' }}).")
    paper.step("{%p endfor %}")
    paper.step("{%p if attendance.guests %}")
    paper.body("4. Đại biểu mời:", keep=True)
    paper.step("{%p for each in attendance.guests %}")
    paper.body(f"- {person}.")
    paper.step("{%p endfor %}")
    paper.step("{%p endif %}")
    paper.body("II- NỘI DUNG VÀ DIỄN BIẾN", bold=True, keep=True)
    paper.step("{%p for item in items %}")
    title = paper.body("{{ item.number }}. {{ item.title }}", bold=True, keep=True)
    paper.run(title, "{{ ' (' ~ item.began ~ ')' if item.began else '' }}", italic=True)
    for condition, text in (
        ("item.in_charge", "Trình bày, điều hành: {{ item.in_charge }}."),
        ("item.vote_line", "Biểu quyết: {{ item.vote_line }}"),
        ("item.outcome", "Kết luận: {{ item.outcome }}"),
    ):
        if condition == "item.vote_line":
            paper.step("{%p for words in item.notes or [] %}")
            paper.body("{{ words }}")
            paper.step("{%p endfor %}")
            paper.step("{%p for each in item.opinions or [] %}")
            paper.body("- {{ each.by }}: {{ each.text }}")
            paper.step("{%p endfor %}")
        paper.step(f"{{%p if {condition} %}}")
        paper.body(text)
        paper.step("{%p endif %}")
    paper.step("{%p endfor %}")
    paper.step("{%p if conclusions %}")
    paper.body("III- KẾT LUẬN CỦA CHỦ TRÌ", bold=True, keep=True)
    paper.step("{%p for each in conclusions %}")
    paper.body(
        "{{ each.number }}. {{ each.text }}.{{ ' Chỉ tiêu: ' ~ each.target ~ '.' if each.target else '' }} "
        "Phụ trách: {{ each.in_charge }}{{ '; hoàn thành ' ~ each.due if each.due else '' }}."
    )
    paper.step("{%p endfor %}")
    paper.step("{%p endif %}")
    paper.step("{%p if closing %}")
    paper.body("{{ closing }}")
    paper.step("{%p endif %}")
    paper.body(
        "Hội nghị kết thúc hồi {{ meeting.closed }} cùng ngày. "
        "Biên bản đã được đọc lại, mọi người thống nhất{{ end_mark }}",
        keep=True,
    )
    paper.signature_row()


def _article(paper: Paper) -> None:
    paper.line("{{ title }}", align=ALIGN.LEFT, size=18, bold=True, after=6)
    paper.line("{{ dateline }}", align=ALIGN.LEFT, italic=True, after=6)
    paper.step("{%p if lead %}")
    paper.line("{{ lead }}", align=ALIGN.JUSTIFY, bold=True, after=6)
    paper.step("{%p endif %}")
    paper.step("{%p for words in paragraphs %}")
    paper.line("{{ words }}", align=ALIGN.JUSTIFY, after=6)
    paper.step("{%p endfor %}")
    paper.line("{{ byline }}", align=ALIGN.RIGHT, bold=True, after=10)
    for key, label in (
        ("captions", "Chú thích ảnh"),
        ("names", "Họ tên, chức vụ"),
        ("sources", "Nguồn số liệu"),
    ):
        paper.step(f"{{%p if {key} %}}")
        paper.line(label, align=ALIGN.LEFT, bold=True, before=8, after=4)
        paper.columns_table(f"{key}_heads", f"{key}_rows", "row")
        paper.step("{%p endif %}")


_BUILDERS: dict[str, Callable[[Paper], None]] = {
    "decision": _decision,
    "submission": _submission,
    "teller_minutes": _teller_minutes,
    "minutes": _minutes,
    "article": _article,
}

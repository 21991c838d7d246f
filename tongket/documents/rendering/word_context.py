"""What Word templates get beside the common context: tables as rows of equal length, with their heads."""

from __future__ import annotations

from typing import Any

from tongket.documents.rendering.profiles import Profile

Context = dict[str, Any]


def word_context(template: str, context: Context, profile: Profile) -> Context:
    """The context with `end_mark`, `lines` in every table, and heads and rows of the fixed tables."""
    context["end_mark"] = profile["body.end"]
    for annex in context.get("annexes") or []:
        for table in annex["tables"]:
            _lines(table)
    for block in context.get("blocks") or []:
        if block["table"]:
            _lines(block["table"])
    if template == "teller_minutes":
        _teller_table(context)
    if template == "article":
        _article_tables(context)
    return context


def _lines(table: Context) -> None:
    """Group rows become a row with the group's name in the first cell; the total is the last row."""
    rest = [""] * (len(table["columns"]) - 1)
    rows = [[row, *rest] if isinstance(row, str) else row for row in table["rows"]]
    table["lines"] = rows + ([table["total"]] if table["total"] else [])


def _teller_table(context: Context) -> None:
    own = ["Hợp lệ", "Không hợp lệ"] if context["own_counts"] else []
    outcome = ["Kết quả"] if any(option["result"] for option in context["options"]) else []
    labels = [column["label"] for column in context["columns"]]
    context["table_heads"] = ["TT", "Nội dung biểu quyết", *own, *labels, *outcome]
    rows = []
    for index, option in enumerate(context["options"], start=1):
        name = f"{option['name']}, {option['detail']}" if option["detail"] else option["name"]
        counts = [
            f"{cell['count']} ({cell['share']})" if cell["share"] else cell["count"]
            for cell in option["cells"]
        ]
        own_counts = [option["valid"], option["invalid"]] if own else []
        rows.append([str(index), name, *own_counts, *counts, *([option["result"] or ""] if outcome else [])])
    context["table_rows"] = rows


def _article_tables(context: Context) -> None:
    tables = {
        "captions": (("number", "Ảnh"), ("text", "Chú thích"), ("consent", "Đồng ý đăng")),
        "names": (("name", "Họ và tên"), ("post", "Chức vụ"), ("unit", "Đơn vị")),
        "sources": (("figure", "Số liệu"), ("text", "Nội dung"), ("source", "Nguồn")),
    }
    for key, columns in tables.items():
        context[f"{key}_heads"] = [label for _, label in columns]
        context[f"{key}_rows"] = [
            ["" if row[name] is None else str(row[name]) for name, _ in columns] for row in context[key] or []
        ]

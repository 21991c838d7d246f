"""``tongket import check``: the preview of a file as JSON, without a database."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from tongket.imports.kinds import ImportKind, UnknownKind, get_kind
from tongket.imports.preview import Preview, check
from tongket.imports.problems import UNREADABLE_FILE, Problem, ProblemKind, describe
from tongket.imports.reader import open_workbook
from tongket.imports.workbook import Workbook, WorkbookRefused

DONE, FAULTS, WRONG_USAGE = 0, 1, 64


def import_check_command(
    file: Path,
    kind: str,
    units: Path | None,
    json_out: Path | None,
    *,
    language: str = "vi",
    today: date | None = None,
    out: TextIO | None = None,
    err: TextIO | None = None,
) -> int:
    """Checks a file against a registered kind and writes the preview; changes nothing else.

    ``units`` is a workbook of units (kind ``units``) that tells which cells and offices exist. ``json_out`` is
    always written when given, whatever is wrong; ``-`` is standard output. Faults go to ``err`` in the language,
    a summary to ``out``. Returns 0 done (warnings alone too), 1 the file has errors, 64 wrong usage (no such
    kind, no such file).
    """
    out, err = out or sys.stdout, err or sys.stderr
    usage = _wrong_usage(file, kind, units)
    if usage is not None:
        preview = Preview(kind, file.name, problems=[usage])
        code = WRONG_USAGE
    else:
        preview = _preview(get_kind(kind), file, units, today)
        code = FAULTS if preview.has_errors else DONE
    if json_out is not None:
        _write(preview.as_json(), json_out, out)
    _report(preview, language, err)
    if json_out is None or str(json_out) != "-":
        print(_summary(preview, language), file=out)
    return code


def _wrong_usage(file: Path, kind: str, units: Path | None) -> Problem | None:
    try:
        get_kind(kind)
    except UnknownKind as fault:
        names = ", ".join(fault.names) or "-"
        return _file_problem(
            "unknown_kind",
            f"Không có loại danh sách “{kind}”. Các loại có sẵn: {names}.",
            f"There is no kind of list “{kind}”. Kinds there are: {names}.",
        )
    for path in (file, units):
        if path is not None and not path.is_file():
            return _file_problem(
                "file_not_found",
                f"Không thấy tệp “{path.name}”. Hãy kiểm tra đường dẫn.",
                f"There is no file “{path.name}”. Check the path.",
            )
    return None


def _preview(kind: ImportKind, file: Path, units: Path | None, today: date | None) -> Preview:
    failed = Preview(kind.name, file.name)
    reference: Workbook | None = None
    try:
        if units is not None:
            reference = open_workbook(units)
        workbook = open_workbook(file)
    except WorkbookRefused as refusal:
        failed.problems.append(_file_problem(refusal.code, refusal.message_vi, refusal.message_en))
        return failed
    known = kind.known_from(reference)
    preview = check(kind, workbook, known=known, today=today)
    if units is not None and reference is not None and preview.not_checked:
        preview.problems.append(
            _file_problem(
                "units_not_found",
                f"Tệp “{units.name}” không có bảng danh sách đơn vị nên chưa đối chiếu được chi bộ, đơn vị.",
                f"The file “{units.name}” has no table of units, so cells and offices could not be checked.",
            )
        )
    return preview


def _file_problem(code: str, vi: str, en: str) -> Problem:
    kind = ProblemKind(code, "error", UNREADABLE_FILE.vi, UNREADABLE_FILE.en)
    detail = {"reason_vi": vi, "reason_en": en}
    return describe(kind, column=None, letter=None, row=None, value=None, detail=detail)


def _write(data: dict[str, Any], target: Path, out: TextIO) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    if str(target) == "-":
        out.write(text)
    else:
        target.write_text(text, encoding="utf-8")


def _report(preview: Preview, language: str, err: TextIO) -> None:
    problems = [
        *preview.problems,
        *(problem for row in preview.rows for problem in (*row.problems, *row.also)),
    ]
    for problem in problems:
        print(problem.message_en if language == "en" else problem.message_vi, file=err)
    for question in preview.questions:
        print(question["question_en" if language == "en" else "question_vi"], file=err)
    for item in preview.unread:
        print(item["message_en" if language == "en" else "message_vi"], file=err)


def _summary(preview: Preview, language: str) -> str:
    counts = {str(state): number for state, number in preview.counts().items()}
    if language == "en":
        names = ("new", "changed", "unchanged", "wrong", "skipped")
        return f"{len(preview.rows)} rows: " + ", ".join(f"{counts[name]} {name}" for name in names)
    labels = {
        "new": "mới",
        "changed": "thay đổi",
        "unchanged": "không đổi",
        "wrong": "sai",
        "skipped": "bỏ qua",
    }
    return f"{len(preview.rows)} dòng: " + ", ".join(
        f"{counts[name]} {label}" for name, label in labels.items()
    )

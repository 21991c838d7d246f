"""How commands tell what is wrong: in the reader's language, or in machine form; the exit code with it."""

from __future__ import annotations

import json
from typing import TextIO

from tongket.rules.errors import FactsError, RuleError
from tongket.rules.model import Pack
from tongket.rules.texts import outdated_texts

DONE, FAULTS, REFUSED, USAGE = 0, 1, 2, 64
_SHOWN_FAULTS = 100


def report(error: RuleError | FactsError, lang: str, as_json: bool, stderr: TextIO) -> int:
    """Write a refusal of a rule, or the faults of the facts; returns the exit code that goes with it."""
    if isinstance(error, FactsError):
        if as_json:
            shown = [
                {
                    "code": fault.code,
                    "table": fault.table,
                    "row": fault.row,
                    "column": fault.column,
                    "message_vi": fault.text("vi"),
                    "message_en": fault.text("en"),
                }
                for fault in error.faults[:_SHOWN_FAULTS]
            ]
            _write_json({"faults": shown, "total": len(error.faults)}, stderr)
        else:
            write_faults(error, lang, stderr)
        return FAULTS
    if as_json:
        place = {"code": error.code, "file": error.file, "line": error.line}
        texts = {"message_vi": error.text("vi"), "message_en": error.text("en")}
        _write_json({**place, **texts}, stderr)
    else:
        stderr.write(error.text(lang) + "\n")
    return REFUSED


def wrong(vi: str, en: str, code: int, *, lang: str, as_json: bool, stderr: TextIO) -> int:
    """Write a fault of the command's own input; returns `code`."""
    if as_json:
        _write_json({"message_vi": vi, "message_en": en}, stderr)
    else:
        stderr.write((vi if lang == "vi" else en) + "\n")
    return code


def write_faults(error: FactsError, lang: str, stderr: TextIO) -> None:
    """The first hundred faults with their places, then the total."""
    for fault in error.faults[:_SHOWN_FAULTS]:
        stderr.write(fault.text(lang) + "\n")
    total = len(error.faults)
    stderr.write(f"{'Tổng số lỗi' if lang == 'vi' else 'Faults in all'}: {total}\n")


def warn_outdated(pack: Pack, lang: str, stderr: TextIO) -> None:
    """Warn of texts that the pack or a layer cites although they were not in force in its year."""
    for found in outdated_texts(pack):
        stderr.write(f"{'Cảnh báo' if lang == 'vi' else 'Warning'}: {found.sentence(lang)}\n")


def _write_json(data: dict[str, object], stream: TextIO) -> None:
    stream.write(json.dumps(data, ensure_ascii=False) + "\n")

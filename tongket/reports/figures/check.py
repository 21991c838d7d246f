"""`figures check`: the document with tables in, findings and ceilings out. Nothing is normalised."""

from pathlib import Path
from typing import Any

from tongket.ballots.protocol.document import DocumentError, Reader, dump_json, load_json

from .model import Finding, Table
from .parsing import parse_tables
from .quota import quota_entry, quota_findings
from .shares import share_findings
from .sums import possible_numbers, sum_findings

DONE = 0
FAULTS = 1


def figures_check(document: object) -> dict[str, Any]:
    """Check every table of `document` (`{"tables": […]}`).

    The result has one entry a table that could be read, in the order of the input. `errors` (place,
    value, reason, advice in both languages) and `unread` (keys without meaning here) stand beside
    them only when there are any.
    """
    reader = Reader()
    result: dict[str, Any] = {"tables": [_entry(table) for table in parse_tables(document, reader)]}
    if reader.faults:
        result["errors"] = [fault.as_dict() for fault in reader.faults]
    if reader.unread:
        result["unread"] = reader.unread
    return result


def figures_check_command(path: Path, out: Path) -> int:
    """Check the document in `path` into `out`, which is always written; the exit code.

    0: no finding; 1: the input has faults, or a table has findings.
    """
    try:
        result = figures_check(load_json(path))
    except DocumentError as error:
        result = {"tables": [], "errors": [error.fault.as_dict()]}
    dump_json(out, result)
    found = any(table["findings"] for table in result["tables"])
    return FAULTS if found or "errors" in result else DONE


def _entry(table: Table) -> dict[str, Any]:
    impossible, possible = possible_numbers(table)
    findings: list[Finding] = [
        *impossible,
        *sum_findings(possible),
        *share_findings(possible),
        *quota_findings(possible),
    ]
    return {
        "id": table.id,
        "findings": [finding.as_dict() for finding in findings],
        "quota": quota_entry(possible),
    }

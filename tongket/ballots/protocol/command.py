"""`tongket tally FILE.json --out OUT.json` without any framework."""

from pathlib import Path

from .document import DocumentError, dump_json, load_json
from .tally import tally

DONE = 0
FAULTS = 1


def tally_command(path: Path, out: Path) -> int:
    """Tally the document in `path` into `out`, which is always written; the exit code.

    0: done (sums that can't be checked are no fault); 1: the input has faults, or a poll does not
    reconcile.
    """
    try:
        result = tally(load_json(path))
    except DocumentError as error:
        result = {"polls": [], "errors": [error.fault.as_dict()]}
    dump_json(out, result)
    failed = any(entry["reconciles"] is False for entry in result["polls"])
    return FAULTS if failed or "errors" in result else DONE

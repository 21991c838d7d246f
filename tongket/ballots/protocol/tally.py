"""`tally`: the document with polls in, the document with results out."""

from typing import Any

from .counting import count_poll
from .document import Reader
from .model import Poll
from .parsing import parse_polls
from .reconcile import reconcile


def tally(polls: object) -> dict[str, Any]:
    """Reconcile and count every poll of the document `polls` (`{"polls": […]}`).

    The result has one entry a poll that could be read, in the order of the input. `errors` (place,
    value, reason, advice in both languages) and `unread` (keys without meaning here) stand beside
    them only when there are any. Nothing is corrected or guessed.
    """
    reader = Reader()
    result: dict[str, Any] = {"polls": [poll_entry(poll) for poll in parse_polls(polls, reader)]}
    if reader.faults:
        result["errors"] = [fault.as_dict() for fault in reader.faults]
    if reader.unread:
        result["unread"] = reader.unread
    return result


def poll_entry(poll: Poll) -> dict[str, Any]:
    """Result of one poll as JSON."""
    reconciliation = reconcile(poll)
    counted = count_poll(poll, reconciliation)
    return {
        "id": poll.id,
        "reconciles": reconciliation.reconciles,
        "problems": [
            {"sum": problem.sum, "left": problem.left, "right": problem.right}
            for problem in reconciliation.problems
        ],
        "not_checked": list(reconciliation.not_checked),
        "options": [
            {
                "id": option.id,
                "shares": option.shares,
                "passed": option.passed,
                "needed": option.needed,
                "majority": option.majority,
            }
            for option in counted.options
        ],
        "elected": list(counted.elected),
        "ties": [list(group) for group in counted.ties],
    }

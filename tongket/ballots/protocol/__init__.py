"""Counting rules of polls without any framework: reading, reconciling, counting.

Everything here is exact (integers and fractions), imports nothing of the other rooms and can be
run, tested and read on its own. `tally` is the whole of it for a caller.
"""

from .command import tally_command
from .counting import count_poll, needed_votes
from .document import InputFault, Text
from .model import Base, Counts, Option, OptionResult, Poll, PollKind, PollResult, Rule, Tie
from .parsing import parse_polls
from .reconcile import Problem, Reconciliation, Strength, Sum, reconcile
from .shares import cut, half_up
from .tally import tally

__all__ = [
    "Base",
    "Counts",
    "InputFault",
    "Option",
    "OptionResult",
    "Poll",
    "PollKind",
    "PollResult",
    "Problem",
    "Reconciliation",
    "Rule",
    "Strength",
    "Sum",
    "Text",
    "Tie",
    "count_poll",
    "cut",
    "half_up",
    "needed_votes",
    "parse_polls",
    "reconcile",
    "tally",
    "tally_command",
]

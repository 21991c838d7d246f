"""The language of conditions: parsed once into a typed tree, evaluated by as many back ends as needed."""

from tongket.rules.expressions.parse import Names, parse
from tongket.rules.expressions.tree import Node, Scope, TraceNode, evaluate, trace
from tongket.rules.expressions.types import BOOLEAN, DATE, IDS, NUMBER, TEXT, Type, Unknown, Value

__all__ = [
    "BOOLEAN",
    "DATE",
    "IDS",
    "NUMBER",
    "TEXT",
    "Names",
    "Node",
    "Scope",
    "TraceNode",
    "Type",
    "Unknown",
    "Value",
    "evaluate",
    "parse",
    "trace",
]

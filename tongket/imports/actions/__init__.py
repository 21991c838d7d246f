"""A file comes in, is looked at and corrected, and is written as a whole, put aside, or taken back."""

from tongket.imports.actions.files import (
    LIMIT_MB,
    accept_rows,
    correct_cells,
    discard_batch,
    set_reading,
    upload_batch,
)
from tongket.imports.actions.writing import Progress, confirm_batch, undo_batch

__all__ = [
    "LIMIT_MB",
    "Progress",
    "accept_rows",
    "confirm_batch",
    "correct_cells",
    "discard_batch",
    "set_reading",
    "undo_batch",
    "upload_batch",
]

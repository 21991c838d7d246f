"""Everything that changes documents, their files and their lines of numbers."""

from tongket.documents.actions.corrections import correct_document
from tongket.documents.actions.draft import draft_document, redraft_document
from tongket.documents.actions.files import attach_file, keep_signed_list
from tongket.documents.actions.outgoing import record_outgoing_book
from tongket.documents.actions.series import set_number_series
from tongket.documents.actions.steps import (
    cancel_document,
    issue_document,
    record_document,
    return_document,
    sign_document,
    submit_document,
)
from tongket.documents.actions.templates import upload_template, withdraw_template

__all__ = [
    "attach_file",
    "cancel_document",
    "correct_document",
    "draft_document",
    "issue_document",
    "keep_signed_list",
    "record_document",
    "record_outgoing_book",
    "redraft_document",
    "return_document",
    "set_number_series",
    "sign_document",
    "submit_document",
    "upload_template",
    "withdraw_template",
]

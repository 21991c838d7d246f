"""Documents for tests of this and other rooms."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tongket.access.roles import Role
from tongket.documents import actions
from tongket.documents.models import Document
from tongket.documents.rendering import sample
from tongket.documents.states import DocumentKind
from tongket.organisation.tests.factories import Office

DAY = dt.date(2021, 12, 27)


def signed_document(office: Office, reference: str = "118-QĐ/ĐU", **changes: Any) -> Document:
    """A signed decision of the office's committee, recorded by its clerk."""
    fields: dict[str, Any] = {
        "kind": DocumentKind.DECISION,
        "issuer": "Đảng ủy",
        "subject": "Công nhận mức xếp loại đảng viên",
        "date": DAY,
        "signer": "Đinh Thị Diệu Khuê",
        "signer_post": "Bí thư",
    }
    return actions.record_document(
        office.organisation, actor=office.actor(Role.CLERK), reference=reference, **{**fields, **changes}
    )


def drafted_document(office: Office, paper: str = "decision", **changes: Any) -> Document:
    """A decision that is being written, with the sample data of its paper."""
    fields: dict[str, Any] = {
        "kind": DocumentKind.DECISION,
        "issuer": "Đảng ủy",
        "subject": "Công nhận mức xếp loại đảng viên",
        "year": 2021,
        "symbol": "QĐ/ĐU",
        "paper": paper,
        "data": sample(paper) if paper else None,
    }
    return actions.draft_document(
        office.organisation, actor=office.actor(Role.CLERK), **{**fields, **changes}
    )

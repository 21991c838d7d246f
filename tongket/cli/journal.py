"""``tongket journal``: the chain of the journal, checked and sealed from the command line."""

from __future__ import annotations

import json

import click

FAULTS = {
    "digest": "nội dung khác lúc niêm phong / content differs from what was sealed",
    "gap": "thiếu số thứ tự / a number is missing",
    "missing": "mất mục nhật ký / the entry is gone",
}


def verify_journal(as_json: bool, expected: str) -> int:
    """Go through the whole chain and print what was found; 1 when a link doesn't hold.

    ``expected`` is a digest noted earlier: if the chain no longer contains it, its end was cut off or rewritten.
    """
    from tongket.audit.models import Seal
    from tongket.audit.sealing import verify

    found = verify()
    cut = bool(expected) and not Seal.objects.filter(digest=expected).exists()
    if as_json:
        content = {
            "sealed": found.sealed,
            "unsealed": found.unsealed,
            "last_digest": found.last_digest,
            "expected_found": None if not expected else not cut,
            "faults": [{"number": f.number, "entry": f.entry_id, "kind": f.kind} for f in found.faults],
        }
        click.echo(json.dumps(content))
    else:
        click.echo(f"Đã niêm phong / sealed: {found.sealed}; chưa / not yet: {found.unsealed}")
        click.echo(f"Mốc cuối / last digest: {found.last_digest}")
        for fault in found.faults:
            click.echo(f"  số {fault.number} (mục {fault.entry_id}): {FAULTS[fault.kind]}")
        if cut:
            click.echo("  không còn mốc đã ghi / the digest noted earlier is gone")
    return 1 if found.faults or cut else 0


def seal_journal() -> int:
    """Seal what is not sealed yet, and print the digest to be noted elsewhere."""
    from tongket.audit.sealing import seal_entries, verify

    count = seal_entries()
    click.echo(f"Niêm phong thêm / newly sealed: {count}")
    click.echo(f"Mốc cuối / last digest: {verify().last_digest}")
    return 0

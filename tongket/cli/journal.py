"""``tongket journal``: the chain of the journal, checked and sealed, and records made anew from it."""

from __future__ import annotations

import json
import os

import click

from tongket.cli.options import reach

MOST_SHOWN = 100

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


def rebuild_journal(into: str, database: str | None, as_json: bool) -> int:
    """Fill the empty database ``into`` from the journal of the installation, or of ``database``.

    1 when the journal does not bear out what stands in the records; the new database then holds what it tells.
    """
    from tongket.cli.main import start_django

    os.environ["TONGKET_JOURNAL"] = database or os.environ.get("DATABASE_URL", "")
    start_django(into)
    from django.core.management import call_command

    from tongket.audit.rebuilding import rebuild, require_empty, require_journal

    reach("default")
    reach("journal")
    require_journal("journal")
    require_empty()
    call_command("migrate", verbosity=0)
    found = rebuild("journal")
    apart = [(*reference, name) for reference, name in (*found.mismatches, *found.differences)]
    if as_json:
        content = {
            "entries": found.entries,
            "records": found.records,
            "unknown_values": found.unknown,
            "left_out": found.left_out,
            "mismatches": [[*reference, name] for reference, name in found.mismatches],
            "differences": [[*reference, name] for reference, name in found.differences],
        }
        click.echo(json.dumps(content))
        return 1 if apart else 0
    click.echo(f"Dựng lại / made anew: {found.records} bản ghi / records, {found.entries} mục / entries")
    if found.unknown:
        click.echo(f"Giá trị đã ẩn danh / values of nameless people: {found.unknown}")
    for name, count in sorted(found.left_out.items()):
        click.echo(f"  không nằm trong nhật ký / not in the journal: {name} ({count})")
    for model, pk, name in apart[:MOST_SHOWN]:
        click.echo(f"  khác nhật ký / differs from the journal: {model} {pk} {name}".rstrip())
    if len(apart) > MOST_SHOWN:
        click.echo(f"  … {len(apart)} tất cả / in all")
    return 1 if apart else 0

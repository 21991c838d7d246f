"""The journal's chain: every entry is numbered and sealed with the digest over itself and the seal before it.

Whoever changes, removes or inserts a sealed entry breaks the chain from there on. Personal values stand in the
entries encrypted, so destroying a person's key changes no entry and no seal (U13). The last digest, kept on
paper or elsewhere, also tells whether the end of the journal was cut off.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass, field

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction

from tongket.audit.journal_sizes import CHUNK
from tongket.audit.models import Entry, Seal

FIRST = "0" * 64
#: A process that writes seals what is not sealed yet at most so often.
SECONDS_BETWEEN = 60
#: So many effects are read before what they belong to is sealed: one entry may hold thousands.
MOST_EFFECTS = 10_000


@dataclass
class _Clock:
    """When this process sealed last."""

    last: float = field(default=float("-inf"))


_CLOCK = _Clock()


@dataclass(frozen=True)
class Fault:
    """A link that does not hold: its number, the entry, and what is wrong ('digest', 'gap' or 'missing')."""

    number: int
    entry_id: int
    kind: str


@dataclass(frozen=True)
class Verification:
    """What a check of the whole chain found."""

    sealed: int
    unsealed: int
    last_digest: str
    faults: tuple[Fault, ...]


def digest_of(entry: Entry, before: str) -> str:
    """SHA-256 over the digest before and the entry's content in one canonical form."""
    content = {
        "id": entry.pk,
        "action": entry.action,
        "action_version": entry.action_version,
        "actor": entry.actor_account_id,
        "in_place_of": entry.in_place_of_id,
        "channel": entry.channel,
        "unit": entry.unit_id,
        "happened_on": entry.happened_on.isoformat(),
        "recorded_at": int(entry.recorded_at.timestamp() * 1000),
        "reason": entry.reason,
        "effects": entry.effects,
    }
    text = json.dumps(
        content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


def seal_entries() -> int:
    """Number and seal what is not sealed yet, in short transactions; returns how many entries.

    Where another process seals at the same moment, it is left to that one.
    """
    done = 0
    while True:
        try:
            count = _seal_some()
        except IntegrityError:
            return done
        done += count
        if not count:
            return done


def _seal_some() -> int:
    """Digests are taken before the transaction: those of a long import take seconds. Whoever sealed in between has
    the next number, so that these seals are refused."""
    last = Seal.objects.order_by("-number").first()
    number, digest = (last.number, last.digest) if last else (0, FIRST)
    seals: list[Seal] = []
    size = 0
    for entry in Entry.objects.filter(seal__isnull=True).order_by("pk")[:CHUNK].iterator(chunk_size=10):
        number, digest = number + 1, digest_of(entry, digest)
        seals.append(Seal(number=number, entry=entry, digest=digest))
        size += len(entry.effects)
        if size >= MOST_EFFECTS:
            break
    with transaction.atomic():
        Seal.objects.bulk_create(seals)
    return len(seals)


def seal_when_due() -> None:
    """Seal if this process has not done so within the last minute; called after an act is committed."""
    now = time.monotonic()
    if now - _CLOCK.last >= SECONDS_BETWEEN:
        _CLOCK.last = now
        seal_entries()


def verify() -> Verification:
    """Go through the whole chain; nothing is written."""
    faults: list[Fault] = []
    number, digest = 0, FIRST
    entries = {}
    for seal in Seal.objects.order_by("number").iterator(CHUNK):
        entries = _with(entries, seal)
        entry = entries.get(seal.entry_id)
        if seal.number != number + 1:
            faults.append(Fault(seal.number, seal.entry_id, "gap"))
        if entry is None:
            faults.append(Fault(seal.number, seal.entry_id, "missing"))
        elif digest_of(entry, digest) != seal.digest:
            faults.append(Fault(seal.number, seal.entry_id, "digest"))
        number, digest = seal.number, seal.digest
    return Verification(
        sealed=Seal.objects.count(),
        unsealed=Entry.objects.filter(seal__isnull=True).count(),
        last_digest=digest,
        faults=tuple(faults),
    )


def _with(known: dict[int, Entry], seal: Seal) -> dict[int, Entry]:
    """The entries at hand, those of the next links read with one statement when the wanted one is not there."""
    if seal.entry_id in known:
        return known
    ids = Seal.objects.filter(number__gte=seal.number).order_by("number").values("entry")[:CHUNK]
    return Entry.objects.in_bulk(list(ids.values_list("entry", flat=True)))

"""Notifications that the provider did not sign: the first of each hour are kept, all are counted.

Whoever knows the address can send as many as they like. So each hour `KEPT` of a provider are
stored as evidence, in the journal too; those beyond are one row that counts them, written at most
once a second by each process, so that a flood costs the shop's database next to nothing. What is
signed never comes here. The count can miss the last second before a flood ends.
"""

import hashlib
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from django.db.models import F

from niaga.kernel import clock
from niaga.kernel.journal import record
from niaga.kernel.transactions import unit_of_work
from niaga.store.payments.events import NotificationWasRefused
from niaga.store.payments.models import ProviderEvent

KEPT = 60  # an hour, of one provider
TOLD_EVERY = 1.0  # seconds
KEPT_FOR = timedelta(days=30)
LARGEST = 20_000  # bytes of a body that are kept
_PRUNED_AT_ONCE = 1_000


@dataclass
class _Hour:
    """What this process has seen of one provider since `start`. `surplus`: not yet written."""

    start: datetime
    seen: int = 0
    surplus: int = 0
    told: float = 0.0


_hours: dict[str, _Hour] = {}
_lock = Lock()


def keep_refusal(provider: str, body: bytes, why: str) -> ProviderEvent | None:
    """Store or count one; None: it was only counted."""
    start = clock.now().replace(minute=0, second=0, microsecond=0)
    with _lock:
        hour = _hours.get(provider)
        if hour is None or hour.start != start:
            hour = _hours[provider] = _Hour(start)
        hour.seen += 1
        is_full = hour.seen > KEPT
        if is_full:
            surplus = _due(hour)
    if is_full:
        if surplus:
            with unit_of_work():
                _count(provider, start, surplus, why)
        return None
    with unit_of_work():
        stored = _stored(provider, start, body, why)
    if stored is None:
        with _lock:
            hour.seen = max(hour.seen, KEPT)  # others have filled the hour
    return stored


def _due(hour: _Hour) -> int:
    """How many are to be written now; 0: not yet."""
    hour.surplus += 1
    now = time.monotonic()
    if hour.told and now - hour.told < TOLD_EVERY:
        return 0
    surplus, hour.surplus, hour.told = hour.surplus, 0, now
    return surplus


def _stored(provider: str, start: datetime, body: bytes, why: str) -> ProviderEvent | None:
    key = f"refused:{hashlib.sha256(body).hexdigest()}"
    known = ProviderEvent.objects.filter(provider=provider, dedupe_key=key)
    if known.update(times_received=F("times_received") + 1):
        return known.get()
    kept = ProviderEvent.objects.filter(
        provider=provider, outcome=ProviderEvent.Outcome.REFUSED, received_at__gte=start
    )
    if kept.count() >= KEPT:
        _count(provider, start, 1, why)
        return None
    text = body[:LARGEST].decode("utf-8", "replace").replace("\x00", "")
    return _add(provider, key, text, why, 1)


def _count(provider: str, start: datetime, more: int, why: str) -> None:
    """Add to the hour's row of those that were not kept."""
    key = f"refused-more:{start:%Y-%m-%dT%H}"
    counted = ProviderEvent.objects.filter(provider=provider, dedupe_key=key)
    if not counted.update(times_received=F("times_received") + more):
        detail = f"{why}; more than {KEPT} within the hour are counted and not kept"
        _add(provider, key, "", detail[:300], more)


def _add(provider: str, key: str, text: str, detail: str, times: int) -> ProviderEvent:
    """A row of its own, or so many more on that of a sender who was a moment faster."""
    now = clock.now()
    stored, is_new = ProviderEvent.objects.get_or_create(
        provider=provider,
        dedupe_key=key,
        defaults={
            "raw_body": text,
            "verified": False,
            "received_at": now,
            "processed_at": now,
            "outcome": ProviderEvent.Outcome.REFUSED,
            "detail": detail,
            "times_received": times,
        },
    )
    if is_new:
        record(NotificationWasRefused(provider, stored.pk, detail), stored.pk)
    else:
        ProviderEvent.objects.filter(pk=stored.pk).update(
            times_received=F("times_received") + times
        )
    return stored


def prune_refusals() -> int:
    """Delete what was refused longer ago than `KEPT_FOR`, a part at a time; answers how many."""
    old = ProviderEvent.objects.filter(
        outcome=ProviderEvent.Outcome.REFUSED,
        verified=False,
        received_at__lt=clock.now() - KEPT_FOR,
    )
    keys = list(old.order_by("pk").values_list("pk", flat=True)[:_PRUNED_AT_ONCE])
    deleted, _kinds = ProviderEvent.objects.filter(pk__in=keys).delete()
    return deleted

"""Idempotency: the same key and the same request give the same answer, once done only."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from niaga.kernel import clock
from niaga.kernel.errors import IdempotencyConflict
from niaga.kernel.models import IdempotencyKey


def fingerprint(request: Mapping[str, Any]) -> str:
    text = json.dumps(request, sort_keys=True, default=str, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def once(scope: str, key: str, request: Mapping[str, Any], deed: Callable[[], Any]) -> str:
    """Do `deed` unless (scope, key) was done, and answer its result's text: the thing's key.

    Call it inside a unit of work: the key is written in the transaction of the deed, so that a
    crash leaves both or neither, and a rival with the same key waits for the unique row.
    Raises IdempotencyConflict when the key came before with another request.
    """
    hashed = fingerprint(request)
    # PostgreSQL: a rival's row of the same key makes this wait until the rival has ended, so an
    # empty result can only be our own.
    IdempotencyKey.objects.bulk_create(
        [
            IdempotencyKey(
                scope=scope, key=key, request_hash=hashed, result="", created_at=clock.now()
            )
        ],
        ignore_conflicts=True,
    )
    row = IdempotencyKey.objects.get(scope=scope, key=key)
    if row.request_hash != hashed:
        raise IdempotencyConflict()
    if not row.result:
        row.result = str(deed())
        row.save(update_fields=["result"])
    return row.result

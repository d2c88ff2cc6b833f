"""Identifiers: time-ordered for rows that are written in order, random where they are secrets."""

import os
import secrets
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last_ms = 0
_counter = 0

# No I, L, O, U, 0 or 1: a person reads the code over the telephone.
_READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_id() -> UUID:
    """A UUID version 7 (RFC 9562 §5.7): sorts by its millisecond, and within one by a counter.

    Within a process the identifiers are strictly increasing.
    """
    global _last_ms, _counter
    with _lock:
        ms = time.time_ns() // 1_000_000
        if ms > _last_ms:
            _last_ms, _counter = ms, int.from_bytes(os.urandom(2)) >> 5
        else:
            _counter += 1
            if _counter > 0xFFF:
                _last_ms, _counter = _last_ms + 1, 0
        ms, counter = _last_ms, _counter
    tail = int.from_bytes(os.urandom(8)) >> 2
    return UUID(int=(ms << 80) | (0x7 << 76) | (counter << 64) | (0b10 << 62) | tail)


def new_token() -> str:
    """An unguessable address part (192 bits), for links that need no sign-in."""
    return secrets.token_urlsafe(24)


def new_code(length: int = 6) -> str:
    """A short random code in letters and digits that are not mistaken for each other."""
    return "".join(secrets.choice(_READABLE) for _ in range(length))

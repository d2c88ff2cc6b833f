"""The unit of work: the only way to open a transaction that writes.

On SQLite there is one writer at a time, and its own waiting is a lottery: with sixteen writers the
unlucky wait for seconds. A file lock before `BEGIN IMMEDIATE` queues the writers instead.
"""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import connection, transaction

try:
    import fcntl
except ImportError:  # a system without flock: SQLite's own waiting serves
    fcntl = None  # type: ignore[assignment]

_local = threading.local()


@contextlib.contextmanager
def _writers_queue() -> Iterator[None]:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or fcntl is None or "memory" in name or not name:
        yield
        return
    path = Path(f"{name}-queue")
    handle = getattr(_local, "handle", None)
    if handle is None or handle[:2] != (path, os.getpid()):  # a fork shares its parent's lock
        handle = (path, os.getpid(), path.open("ab"))
        _local.handle = handle
    fcntl.flock(handle[2], fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(handle[2], fcntl.LOCK_UN)


@contextlib.contextmanager
def unit_of_work() -> Iterator[None]:
    """All or nothing. A unit inside a unit joins it; no savepoint is made.

    So a refusal inside a unit ends the whole of it, unless that part is a `separable()` one.
    Nothing slow or foreign belongs inside: no HTTP, no e-mail, no file.
    """
    if getattr(_local, "open", False) and connection.in_atomic_block:
        with transaction.atomic(savepoint=False):
            yield
        return
    # A transaction that is open but is no unit belongs to a caller who may go on after a refusal.
    queue = contextlib.nullcontext() if connection.in_atomic_block else _writers_queue()
    with queue, transaction.atomic():
        _local.open = True
        try:
            yield
        finally:
            _local.open = False


@contextlib.contextmanager
def separable() -> Iterator[None]:
    """A part of a unit of work that may fail by itself: what it wrote is undone, the rest stays."""
    with transaction.atomic():
        yield


def after_commit(deed: Callable[[], object]) -> None:
    """Run `deed` once the present unit of work is durable; at once when there is none."""
    transaction.on_commit(deed)

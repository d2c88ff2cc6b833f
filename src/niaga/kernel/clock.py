"""The one clock: UTC, and settable, so that tests and simulations can live at any time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_fixed: ContextVar[datetime | None] = ContextVar("niaga_clock", default=None)


def now() -> datetime:
    """The present moment in UTC, or the moment that `at()` set for this context."""
    return _fixed.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within the block `now()` answers `moment`, which must know its time zone."""
    if moment.tzinfo is None:
        raise ValueError("the clock takes times with a time zone only")
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)


@contextmanager
def shifted(by: timedelta) -> Iterator[None]:
    """Within the block the clock stands `by` later than it does now."""
    with at(now() + by):
        yield

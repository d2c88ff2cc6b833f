"""How each source of a shop stands: how old its numbers are, and why.

Told from the snapshot and the files of `attempts` alone, so that a page pays next to nothing.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from niaga.kernel import clock
from niaga.kernel.shop import current_shop
from niaga.warehouse import snapshot
from niaga.warehouse.attempts import Attempt, attempt_of, attempts
from niaga.warehouse.schema import MARK
from niaga.warehouse.snapshot import ShopEntry

State = Literal["fresh", "late", "stale", "failed", "outdated", "still"]

FEEDS = ("shop", "visits", "stock")  # of the live shop: read by the worker every few seconds
FEED_LATE, FEED_STALE = timedelta(minutes=2), timedelta(minutes=15)
LATE, STALE = 1.5, 3.0  # of the usual time between two loads


@dataclass(frozen=True)
class SourceState:
    """`state`: "still" is a source without a rhythm of its own, as one that was imported once;
    "outdated" one that was loaded by an earlier version and is to be loaded again; "failed" one
    whose last try failed, so that its numbers are those of `seen_at`. `seen_at`: when the source
    was last read to its end, changed or not. `loaded_at`: when rows of it last changed.
    """

    shop: str
    shop_name: str
    source: str
    state: State
    seen_at: datetime | None
    loaded_at: datetime | None
    is_feed: bool
    usual: timedelta | None
    last_day: date | None
    rows_in: int
    rows_out: int
    rejected: int
    merged: int
    warnings: int
    file: str | None
    failure: Attempt | None

    @property
    def age(self) -> timedelta | None:
        return clock.now() - self.seen_at if self.seen_at else None

    @property
    def needs_care(self) -> bool:
        return self.state in ("late", "stale", "failed", "outdated")


def sources_of(entry: ShopEntry) -> list[SourceState]:
    return [_state(entry, source, attempt_of(entry.code, source)) for source in entry.loads]


def never_loaded() -> list[Attempt]:
    """Tries of sources that have nothing in the warehouse."""
    shops = snapshot.for_writing().shops
    return [
        each
        for each in attempts()
        if each.failures and (each.shop not in shops or each.source not in shops[each.shop].loads)
    ]


def _state(entry: ShopEntry, source: str, attempt: Attempt) -> SourceState:
    load: Any = entry.loads[source]
    loaded_at = _instant(load["finished_at"])
    seen_at = max(filter(None, (loaded_at, _instant(attempt.seen_at))), default=None)
    is_feed = source in FEEDS and entry.code == current_shop().code
    rhythm = load.get("rhythm")
    usual = None if is_feed or not rhythm else timedelta(seconds=rhythm)
    days = [ranges[source][1] for ranges in entry.dates.values() if source in ranges]
    return SourceState(
        shop=entry.code,
        shop_name=entry.name,
        source=source,
        state=_judged(load, attempt, seen_at, is_feed, usual),
        seen_at=seen_at,
        loaded_at=loaded_at,
        is_feed=is_feed,
        usual=usual,
        last_day=date.fromisoformat(max(days)) if days else None,
        rows_in=int(load.get("rows_in") or 0),
        rows_out=int(load.get("rows_out") or 0),
        rejected=int(load.get("rejected") or 0),
        merged=int(load.get("merged") or 0),
        warnings=int(load.get("warnings") or 0),
        file=load.get("file"),
        failure=attempt if attempt.failures else None,
    )


def _judged(
    load: Any, attempt: Attempt, seen_at: datetime | None, is_feed: bool, usual: timedelta | None
) -> State:
    if attempt.failures:
        return "failed"
    if load.get("mark") != MARK:
        return "outdated"
    age = clock.now() - seen_at if seen_at else timedelta.max
    if is_feed:
        late, stale = FEED_LATE, FEED_STALE
    elif usual is not None:
        late, stale = max(usual * LATE, FEED_LATE), max(usual * STALE, FEED_STALE)
    else:
        return "still"
    return "stale" if age > stale else "late" if age > late else "fresh"


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

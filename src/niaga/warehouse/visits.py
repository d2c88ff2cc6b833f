"""Visits of the shop's own pages into the warehouse: all of them once, then what has changed.

A session that goes on is published again whole, under the same key. What the book of visits keeps
marked was not published, so a feed that was killed is done again.
"""

from dataclasses import dataclass

from niaga.collect.shop.reader import source_shop
from niaga.collect.staging import Lineage
from niaga.collect.visits import home, log_folder, reader
from niaga.kernel import clock
from niaga.warehouse import files, snapshot
from niaga.warehouse.attempts import attempted
from niaga.warehouse.load import publish
from niaga.warehouse.schema import MARK

SOURCE = "visits"


@dataclass(frozen=True)
class VisitsReport:
    """How many sessions and counts of pages were (re)written."""

    sessions: int
    page_views: int
    full: bool


def sync_visits(*, full: bool = False) -> VisitsReport:
    """Bring the warehouse up to the log of visits. Cheap when nothing is new; safe to repeat."""
    if not home().is_dir() and not log_folder().is_dir():
        return VisitsReport(0, 0, full=False)
    with attempted(source_shop().code, SOURCE), reader.open_book() as book:
        reader.gather(book)
        whole = full or not _is_published() or _is_damaged()
        hand = reader.read_all(book) if whole else reader.read_changes(book)
        if hand:
            lineage = Lineage(SOURCE, f"{SOURCE}-{hand.upto}", clock.now())
            publish(hand.staged, lineage, "replace" if whole else "upsert")
            book.published(hand.upto)
        reader.tidy(book)
    sessions, views = (hand.staged.table(name).num_rows for name in ("sessions", "page_views"))
    return VisitsReport(sessions, views, full=whole)


def _is_published() -> bool:
    shop = snapshot.for_writing().shop(source_shop().code)
    load = shop.loads.get(SOURCE) if shop else None
    return load is not None and load["mark"] == MARK


def _is_damaged() -> bool:
    shop = snapshot.for_writing().shop(source_shop().code)
    return shop is not None and bool(files.lost(shop, SOURCE))

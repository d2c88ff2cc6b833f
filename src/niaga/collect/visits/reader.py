"""The book of visits as staged rows: all of it, or what has changed since the last time.

A visitor who was signed in, or ordered, is told by what tells the same person in the shop's orders
(`collect.shop.reader`), which the warehouse replaces by their pseudonym.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from niaga.collect.shop.reader import source_shop
from niaga.collect.staging import PAGE_VIEWS, SESSIONS, Staged
from niaga.collect.visits import history, home, log_folder, segments
from niaga.collect.visits.book import Book, PageCount
from niaga.kernel import clock
from niaga.kernel.shop import current_shop
from niaga.store.customers.models import Customer

LOG_KEPT_FOR = timedelta(days=7)
FINISHED_AT_ONCE = 20_000  # fewer wait until the day after


@dataclass(frozen=True)
class Hand:
    """A hand-over and the change of the book up to which it goes: tell `published` that."""

    staged: Staged
    upto: int

    def __bool__(self) -> bool:
        return self.staged.rows_in > 0


@contextmanager
def open_book() -> Iterator[Book]:
    book = Book(home(), current_shop().zone)
    try:
        yield book
    finally:
        book.close()


def gather(book: Book) -> int:
    """Enter what the log has that is new; answers how many events."""
    entered, now = 0, clock.now()
    if log_folder().is_dir():
        more = True
        while more:
            read = list(segments.portions(log_folder(), book.ends()))
            if read:
                entered += book.take(read, now)
            more = any(portion.more for portion in read)
    book.settle(now)
    return entered


def read_changes(book: Book) -> Hand:
    """Sessions and counts of pages that were not published yet, whole."""
    visits, counts, upto = book.changed()
    return _hand(history.as_table(visits), counts, upto)


def read_all(book: Book) -> Hand:
    """Every session there ever was, and all counts of pages."""
    visits, counts, upto = book.changed(everything=True)
    here = pa.array([visit.id for visit in visits], pa.string())
    finished = history.all_finished(home())
    finished = finished.filter(pc.invert(pc.is_in(finished["session_id"], value_set=here)))
    return _hand(pa.concat_tables([_once(finished), history.as_table(visits)]), counts, upto)


def tidy(book: Book) -> None:
    """Once a day or so: finished visits out of the book, read files of the log away."""
    now = clock.now()
    finished = book.finished(now)
    oldest = min((visit.ended for visit in finished), default=0)
    due = (now - timedelta(days=4)).timestamp() * 1_000_000
    if finished and (oldest < due or len(finished) >= FINISHED_AT_ONCE):
        history.keep(home(), history.as_table(finished))
        book.forget(finished)
    if log_folder().is_dir():
        gone = segments.tidy(log_folder(), book.ends(), LOG_KEPT_FOR, now)
        if gone:
            book.forget_files(gone)


def _once(finished: pa.Table) -> pa.Table:
    ids = finished["session_id"].combine_chunks()
    if not len(ids) or len(ids.unique()) == len(ids):
        return finished
    last = {key: row for row, key in enumerate(ids.to_pylist())}
    return finished.take(pa.array(sorted(last.values())))


def _hand(visits: pa.Table, counts: Collection[PageCount], upto: int) -> Hand:
    sessions = visits.append_column("customer_ref", _references(visits))
    sessions = sessions.append_column(
        "source_row", pa.array(range(1, visits.num_rows + 1), pa.int64())
    )
    pages = [
        {"day": c.day, "page": c.page, "audience": c.audience, "views": c.views, "source_row": n}
        for n, c in enumerate(counts, 1)
    ]
    staged = Staged(
        shop=source_shop(),
        tables={
            "sessions": sessions.select(SESSIONS.names).cast(SESSIONS),
            "page_views": pa.Table.from_pylist(pages, schema=PAGE_VIEWS),
        },
        rows_in=visits.num_rows + len(pages),
    )
    return Hand(staged, upto)


def _references(visits: pa.Table) -> pa.Array:
    """What tells each visit's person in the shop's orders; null for whom nobody knows."""
    customers, users = (visits[name].combine_chunks() for name in ("customer_id", "user_id"))
    asked = [key for key in pc.unique(customers).to_pylist() if key]
    signed = [key for key in pc.unique(users).to_pylist() if key]
    by_customer: dict[Any, str] = {}
    by_user: dict[Any, str] = {}
    columns = ("pk", "phone", "user_id", "user__phone", "user__email")
    found: list[tuple[Any, ...]] = []
    for name, keys in (("pk__in", asked), ("user_id__in", signed)):
        for start in range(0, len(keys), 1_000):
            rows = Customer.objects.filter(**{name: keys[start : start + 1_000]})
            found += rows.values_list(*columns)
    for key, phone, user, user_phone, user_email in found:
        reference = (user and (user_phone or user_email)) or phone
        if reference:
            by_customer[key] = reference
            by_user[user] = reference
    return pa.array(
        [
            (by_customer.get(customer) if customer else None)
            or (by_user.get(user) if user else None)
            for customer, user in zip(customers.to_pylist(), users.to_pylist(), strict=True)
        ],
        pa.string(),
    )

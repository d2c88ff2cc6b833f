"""Visits to the demo shop: those that bought and the many that did not, as the shop measures them.

They are written where finished visits lie (`collect.visits.history`), and views of pages into the
book of visits, so that they come into the warehouse as every other visit. Of visitors who did not
agree to be known there are only views.
"""

import random
import shutil
from bisect import bisect
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from niaga.collect.visits import history as finished
from niaga.collect.visits.book import Book, PageCount
from niaga.collect.visits.sessions import ENGAGED_SECONDS
from niaga.simulate.history.making import History
from niaga.simulate.history.seasons import JAKARTA, hour_weights
from niaga.simulate.history.trade import OrderRecord
from niaga.simulate.shop.structure import CATEGORIES
from niaga.simulate.shop.ways import WAYS, Way

CONVERSION = 0.041  # orders per visit, in the middle of the history
BEFORE = 0.45  # of the orders: so many were looked at in an earlier visit, too
SAME_DEVICE = 0.24  # of the visits that only looked: somebody who was here before
DEVICES = ("phone", "desktop", "tablet")
DAYS_AT_ONCE = 90
# pages of a visit that only looked, and how usual that is
_PAGES, _USUAL = (1, 2, 3, 4, 6, 9, 14), (46, 18, 12, 9, 8, 5, 2)
_NAMES = tuple(field.name for field in finished.HISTORY)


@dataclass
class _Days:
    """Views of pages by day, kind and audience."""

    counts: Counter[tuple[date, str, str]] = field(default_factory=Counter)

    def add(self, day: date, audience: str, **views: int) -> None:
        for page, n in views.items():
            if n:
                self.counts[day, page, audience] += n


def write_visits(history: History, home: Path, progress: Callable[[float], None]) -> int:
    """Answers how many visits were written. The same history gives the same bytes."""
    shutil.rmtree(home, ignore_errors=True)
    making = _Making(history)
    days = list(history.seasons.days())
    folder = finished.folder_of(home)
    folder.mkdir(parents=True)
    written = 0
    for start in range(0, len(days), DAYS_AT_ONCE):
        progress(start / len(days))
        for day in days[start : start + DAYS_AT_ONCE]:
            making.live(day)
        rows = sorted(making.rows, key=lambda row: (row[_STARTED], row[0]))
        making.rows.clear()
        columns = list(zip(*rows, strict=True)) or [()] * len(_NAMES)
        table = pa.table(
            [pa.array(list(c), f.type) for c, f in zip(columns, finished.HISTORY, strict=True)],
            schema=finished.HISTORY,
        )
        pq.write_table(table, folder / f"{days[start]:%Y%m%d}.parquet", compression="zstd")
        written += table.num_rows
    book = Book(home, history.trade.shop.zone)
    book.add_page_views(PageCount(*key, n) for key, n in sorted(making.days.counts.items()))
    book.close()
    return written


_STARTED = _NAMES.index("started_at")


class _Making:
    def __init__(self, history: History) -> None:
        self.history = history
        self.rng = random.Random(f"visits {len(history.trade.orders)}")
        self.rows: list[tuple[object, ...]] = []
        self.days = _Days()
        self.here_before: list[str] = []
        self.orders: dict[date, list[OrderRecord]] = {}
        self.earlier: dict[date, list[OrderRecord]] = {}
        for order in history.trade.orders:
            day = order.placed_at.astimezone(JAKARTA).date()
            self.orders.setdefault(day, []).append(order)
            if order.session_id and self.rng.random() < BEFORE:
                looked = day - timedelta(days=self.rng.choice((1, 1, 2, 2, 3, 5, 8, 13, 21)))
                self.earlier.setdefault(looked, []).append(order)
        self.sales = history.seasons.sale_names()
        self.landings = _landings(history)
        self.by_visits = list(accumulate(way.visits for way in WAYS))
        self.by_orders = list(accumulate(way.orders for way in WAYS))
        self.hours = list(accumulate(hour_weights()))

    def live(self, day: date) -> None:
        rng, end = self.rng, self.history.trade.end
        placed = self.orders.get(day, [])
        for order in placed:
            if order.session_id:
                self._buy(day, order)
        for order in self.earlier.get(day, []):
            self._look(day, _device_of(order), order.placed_at, self._way(self.by_visits))
        rate = CONVERSION * rng.uniform(0.85, 1.15)
        agreeing = rng.uniform(0.56, 0.64)
        looked = (max(20, round(len(placed) / rate)) - len(placed)) * agreeing
        for _n in range(round(looked) - len(self.earlier.get(day, []))):
            known = self.here_before and rng.random() < SAME_DEVICE
            device = (
                rng.choice(self.here_before[-6_000:]) if known else f"{rng.getrandbits(96):024x}"
            )
            self._look(day, device, end, self._way(self.by_visits))
        self._unknown(day, agreeing)

    def _way(self, upto: list[int]) -> Way:
        return WAYS[bisect(upto, self.rng.random() * upto[-1])]

    def _buy(self, day: date, order: OrderRecord) -> None:
        rng = self.rng
        seconds = rng.randint(150, 1500)
        products, searches = rng.randint(1, 6), rng.choices((0, 1, 2, 3), (50, 30, 13, 7))[0]
        paid = min(seconds - 60, rng.randint(40, 400))
        started = order.placed_at - timedelta(seconds=seconds)
        after = rng.randint(5, 90)  # the order's page is read
        ended = min(order.placed_at + timedelta(seconds=after), self.history.trade.end)
        others = rng.randint(1, 4)
        self._write(
            day=day,
            key=order.session_id,
            device=_device_of(order),
            way=self._way(self.by_orders),
            started=started,
            ended=ended,
            products=products,
            searches=searches,
            others=others,
            carts=max(1, min(len(order.lines), products)),
            checkouts=1 + (paid > 300),
            orders=1,
            customer=order.buyer.key,
        )

    def _look(self, day: date, device: str, before: datetime, way: Way) -> None:
        rng = self.rng
        pages = rng.choices(_PAGES, _USUAL)[0]
        luck = rng.random()
        hour = bisect(self.hours, rng.random() * self.hours[-1])
        midnight = datetime(day.year, day.month, day.day, tzinfo=JAKARTA).astimezone(UTC)
        started = midnight + timedelta(hours=hour, seconds=int(luck * 3_600_000) % 3600)
        seconds = 8 + int(pages * luck * 70)
        if pages == 1 and luck < 0.55:
            seconds = 0  # one event, and nothing after it
        ended = started + timedelta(seconds=seconds)
        if ended >= before:
            return
        products = min(pages, max(0, round(pages * 0.6 - luck)))
        cart = products > 0 and pages > 2 and luck < 0.19
        checkout = cart and luck < 0.06
        searches = 1 if pages - products - checkout > 1 and luck > 0.62 else 0
        self._write(
            day=day,
            key=f"{rng.getrandbits(96):024x}",
            device=device,
            way=way,
            started=started,
            ended=ended,
            products=products,
            searches=searches,
            others=pages - products - searches - checkout,
            carts=int(cart),
            checkouts=int(checkout),
        )
        if len(self.here_before) < 200_000:
            self.here_before.append(device)

    def _write(
        self,
        *,
        day: date,
        key: str,
        device: str,
        way: Way,
        started: datetime,
        ended: datetime,
        products: int,
        searches: int,
        others: int,
        carts: int = 0,
        checkouts: int = 0,
        orders: int = 0,
        customer: int | None = None,
    ) -> None:
        rng = self.rng
        campaign = way.campaign
        if way.seasonal and day in self.sales:
            campaign = self.sales[day]
        pages = products + searches + others + checkouts + orders
        seconds = int((ended - started).total_seconds()) or None
        self.rows.append(
            (
                key,
                device,
                customer,
                started,
                ended,
                rng.choice(self.landings),
                way.referrer or None,
                way.source or None,
                way.medium or None,
                campaign or None,
                way.channel,
                _kind_of(device),
                pages,
                products,
                searches,
                carts,
                checkouts,
                orders,
                seconds,
                pages > 1 or (seconds or 0) > ENGAGED_SECONDS or carts + checkouts + orders > 0,
                None,
            )
        )
        self.days.add(
            day,
            "agreed",
            product=products,
            search=searches,
            checkout=checkouts,
            order=orders,
            home=others // 3,
            category=others - others // 3,
        )

    def _unknown(self, day: date, agreeing: float) -> None:
        """Views of those who said no or nothing, of programs and of staff."""
        rng = self.rng
        kinds = ("home", "category", "product", "search", "checkout", "order")
        for page in kinds:
            known = self.days.counts[day, page, "agreed"]
            rest = round(known * (1 - agreeing) / agreeing)
            declined = round(rest * rng.uniform(0.4, 0.5))
            self.days.add(day, "declined", **{page: declined})
            self.days.add(day, "unasked", **{page: rest - declined})
            if page in ("home", "category", "product"):
                fetched = round((known + rest) * rng.uniform(0.12, 0.3))
                self.days.add(day, "bot", **{page: fetched})
                self.days.add(day, "unshown", **{page: round(fetched * rng.uniform(0.1, 0.3))})
        self.days.add(day, "staff", home=rng.randint(2, 9), product=rng.randint(3, 20))


def _device_of(order: OrderRecord) -> str:
    return f"{random.Random(f'visitor {order.buyer.key}').getrandbits(96):024x}"


def _kind_of(device: str) -> str:
    """The same device is the same kind each time."""
    drawn = int(device[-4:], 16) % 100
    return DEVICES[(drawn >= 81) + (drawn >= 97)]


def _landings(history: History) -> list[str]:
    """Pages on which visits begin, each as often as it is likely."""
    paths = {spec.slug: f"/k/{spec.slug}/" for spec in CATEGORIES if not spec.parent}
    paths |= {spec.slug: f"/k/{spec.parent}/{spec.slug}/" for spec in CATEGORIES if spec.parent}
    sold = sorted(history.shelf.goods, key=lambda one: (-one.sold, one.key))[:60]
    return [
        *["/"] * 70,
        *["/cari/"] * 14,
        *[path for path in paths.values() for _n in range(2)],
        *[f"/p/{one.slug}/" for n, one in enumerate(sold) for _n in range(1 + (n < 20) + (n < 6))],
    ]

"""The shop's stock day by day, from its ledger of movements and the holds of its orders.

A movement counts on the business day on which it was posted: in that order the ledger never went
below zero. The shop keeps no history of what it offered, so a day tells what was for sale when it
was read.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from django.db.models import Q, Sum

from niaga.collect.shop import relabelled
from niaga.collect.shop.costs import Costs, read_costs
from niaga.collect.shop.reader import category_paths, source_shop
from niaga.collect.staging import STOCK_DAYS, Staged
from niaga.kernel import journal
from niaga.kernel.shop import current_shop
from niaga.store.catalog.models import Variant
from niaga.store.inventory.models import (
    Hold,
    HoldState,
    Location,
    MovementKind,
    StockBalance,
    StockMovement,
)

TOPICS = (
    "stock.moved", "stock.held", "stock.released", "location.saved", *relabelled.TOPICS,
)  # fmt: skip
BATCH = 5_000
MICRO = 1_000_000
Matrix = npt.NDArray[np.int64]
Key = tuple[int, int]  # variant, location
_ENDED_UNSOLD = (HoldState.EXPIRED, HoldState.RELEASED)


def has_stock() -> bool:
    """Whether anything ever lay on a shelf. One statement."""
    return StockMovement.objects.exists()


def moved_since(position: int) -> tuple[int, bool]:
    """How far the journal goes after `position`, and whether it tells of stock on the way."""
    end = journal.settled()
    return end, end > position and bool(journal.read(position, 1, TOPICS))


def is_relabelled(position: int) -> bool:
    """Whether things that lay on a shelf are sorted differently since; then every day tells so."""
    while events := journal.read(position, BATCH, relabelled.TOPICS):
        if moved := relabelled.relabelled(events):
            return StockMovement.objects.filter(variant__product_id__in=moved).exists()
        position = events[-1].seq
    return False


def first_day_touched(since: datetime) -> date | None:
    """The earliest day on which an order was placed that ended without a sale from `since` on."""
    ended = Hold.objects.filter(state__in=_ENDED_UNSOLD, ended_at__gte=since)
    moments = list(ended.order_by("created_at").values_list("created_at", flat=True)[:1])
    return current_shop().local(moments[0]).date() if moments else None


def beginning_of(day: date) -> datetime:
    return datetime.combine(day, time(), current_shop().zone)


def read_stock(first: date | None, last: date) -> Staged:
    """The days from `first` to `last`, both included; None: from the first movement on.

    Each day is told whole. Seven statements.
    """
    if first is None:
        earliest = StockMovement.objects.order_by("posted_at").values_list("posted_at", flat=True)
        first = min(current_shop().local(earliest[0]).date(), last) if earliest[:1] else last
    table = _Shelves(first, last).table()
    return Staged(source_shop(), {"stock_days": table}, rows_in=table.num_rows)


class _Thing(NamedTuple):
    sku: str
    product_id: int
    category_id: int
    condition: str
    status: str
    is_active: bool


class _Shelves:
    """Matrices of days × (variant, location)."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.days = first, (last - first).days + 1
        self.start, self.end = beginning_of(first), beginning_of(last + timedelta(days=1))
        self.local = current_shop().local
        things = Variant.objects.values_list(
            "pk",
            "sku",
            "product_id",
            "product__category_id",
            "product__condition",
            "product__status",
            "is_active",
        )
        self.things = {row[0]: _Thing(*row[1:]) for row in things}
        self.before = self._sums_before()
        self.moves = list(
            StockMovement.objects.filter(posted_at__gte=self.start, posted_at__lt=self.end)
            .order_by("pk")
            .values_list("variant_id", "location_id", "delta", "kind", "unit_cost", "posted_at")
        )
        seen = {*self.before, *((row[0], row[1]) for row in self.moves)}
        self.keys: list[Key] = sorted(seen)
        self.at = {key: n for n, key in enumerate(self.keys)}

    def _sums_before(self) -> dict[Key, int]:
        rows = (
            StockMovement.objects.filter(posted_at__lt=self.start)
            .order_by()
            .values_list("variant_id", "location_id")
            .annotate(n=Sum("delta"))
        )
        return {(variant, location): int(n) for variant, location, n in rows}

    def _matrix(self) -> Matrix:
        return np.zeros((self.days, len(self.keys)), dtype=np.int64)

    def _day(self, moment: datetime) -> int:
        return (self.local(moment).date() - self.first).days

    def table(self) -> pa.Table:
        received, sold, other = self._matrix(), self._matrix(), self._matrix()
        began = np.full(len(self.keys), self.days)  # the first day with a movement
        began[[self.at[key] for key in self.before]] = 0
        for variant, location, delta, kind, _cost, posted in self.moves:
            place, day = self.at[variant, location], self._day(posted)
            began[place] = min(began[place], day)
            if kind == MovementKind.SALE:
                sold[day, place] -= delta
            elif kind == MovementKind.RECEIPT:
                received[day, place] += delta
            else:
                other[day, place] += delta
        opened = np.array([self.before.get(key, 0) for key in self.keys], dtype=np.int64)
        closing = opened + np.cumsum(received - sold + other, axis=0)
        opening = np.vstack([opened[None, :], closing[:-1]])
        held, demanded = self._held()
        offered, spare = self._offered()
        here = np.arange(self.days)[:, None] >= began[None, :]
        busy = opening | closing | received | sold | other | held | demanded
        days, places = np.nonzero(here & (offered[None, :] | (busy != 0)))
        micro = self._costs(days, places)
        chosen = {
            name: matrix[days, places]
            for name, matrix in (
                ("opening", opening),
                ("received", received),
                ("sold", sold),
                ("other", other),
                ("closing", closing),
                ("held", held),
                ("demanded", demanded),
            )
        }
        free = chosen["closing"] - chosen["held"] + spare[places] > 0
        value = (chosen["closing"] * micro + MICRO // 2) // MICRO
        return (
            pa.table(
                {
                    "day": pa.array(days + self.first.toordinal() - date(1970, 1, 1).toordinal())
                    .cast(pa.int32())
                    .cast(pa.date32()),
                    **self._told(places),
                    "offered": pa.array(offered[places]),
                    "sellable": pa.array(offered[places] & free),
                    **{name: pa.array(values) for name, values in chosen.items()},
                    "unit_cost": pa.array((micro + MICRO // 2) // MICRO, mask=micro < 0),
                    "value": pa.array(value, mask=micro < 0),
                }
            )
            .select(STOCK_DAYS.names)
            .cast(STOCK_DAYS)
        )

    def _held(self) -> tuple[Matrix, Matrix]:
        """Pieces promised at the end of each day, and pieces ordered on it for good."""
        steps = np.zeros((self.days + 1, len(self.keys)), dtype=np.int64)
        demanded = self._matrix()
        rows = Hold.objects.filter(
            Q(ended_at__isnull=True) | Q(ended_at__gte=self.start), created_at__lt=self.end
        ).values_list("variant_id", "location_id", "quantity", "state", "created_at", "ended_at")
        for variant, location, quantity, state, created, ended in rows:
            place = self.at.get((variant, location))
            if place is None:
                continue  # held of what may be ordered before it ever came
            day = self._day(created)
            steps[max(day, 0), place] += quantity
            if ended is not None:
                steps[max(0, min(self._day(ended), self.days)), place] -= quantity
            if day >= 0 and state not in _ENDED_UNSOLD:
                demanded[day, place] += quantity
        return np.cumsum(steps[:-1], axis=0), demanded

    def _offered(self) -> tuple[npt.NDArray[np.bool_], Matrix]:
        """What is for sale now, and how many pieces of it may be ordered beyond what is there."""
        default = set(Location.objects.filter(is_default=True).values_list("pk", flat=True))
        offered = [
            location in default
            and self.things[variant].is_active
            and self.things[variant].status == "active"
            for variant, location in self.keys
        ]
        limits = {
            (variant, location): limit
            for variant, location, limit in StockBalance.objects.filter(
                backorder_limit__gt=0
            ).values_list("variant_id", "location_id", "backorder_limit")
        }
        spare = [limits.get(key, 0) for key in self.keys]
        return np.array(offered, dtype=bool), np.array(spare, dtype=np.int64)

    def _costs(self, days: Matrix, places: Matrix) -> Matrix:
        """The average cost of one piece in millionths, at the end of the day; below 0: not told."""
        costs: Costs = read_costs(None)
        micro = np.full((self.days, len(self.keys)), -1, dtype=np.int64)
        changes: dict[int, set[int]] = {}
        for variant, _location, _delta, _kind, cost, posted in self.moves:
            if cost is not None:
                changes.setdefault(variant, set()).add(self._day(posted))
        for (variant, _location), place in self.at.items():
            for day in sorted({0, *changes.get(variant, ())}):
                moment = beginning_of(self.first + timedelta(days=day + 1))
                told = costs.of(variant, MICRO, moment)
                if told is not None:
                    micro[day:, place] = told
        return micro[days, places]

    def _told(self, places: Matrix) -> dict[str, pa.Array]:
        paths = category_paths()
        names = dict(Location.objects.values_list("pk", "code"))

        def column(values: Iterable[Any], kind: pa.DataType) -> pa.Array:
            return pa.array(list(values), kind).take(pa.array(places))

        things = [self.things[variant] for variant, _location in self.keys]
        return {
            "variant_id": column((str(variant) for variant, _at in self.keys), pa.string()),
            "sku": column((thing.sku for thing in things), pa.string()),
            "product_id": column((str(thing.product_id) for thing in things), pa.string()),
            "category": column((paths[thing.category_id] for thing in things), pa.string()),
            "condition": column((thing.condition for thing in things), pa.string()),
            "location": column((names[location] for _variant, location in self.keys), pa.string()),
            "source_row": column((variant for variant, _at in self.keys), pa.int64()),
        }

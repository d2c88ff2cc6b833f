"""The catalogue as the storefront browses it: a snapshot in each process, never older than seconds.

Lists, filters and counts are answered from memory, without a statement. A snapshot that is older
than `FRESH` seconds is checked against the journal, and made anew beside the traffic when anything
has happened since that lists show; what only moves the order of best sellers waits for `CALM`
seconds. Prices and stock are decided elsewhere, from the database, when it matters.
"""

import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from django.db import connection

from niaga.kernel.journal.events import topic_of
from niaga.kernel.journal.models import JournalEvent
from niaga.store.catalog.events import (
    AttributeChanged,
    BrandChanged,
    CategoryChanged,
    PriceChanged,
    ProductChanged,
)
from niaga.store.catalog.listing import Listing
from niaga.store.catalog.queries import (
    CategoryNode,
    ListedProduct,
    category_tree,
    listed_products,
)
from niaga.store.inventory.queries import grades_on_sale, sizes_in_stock
from niaga.store.reviews.events import ReviewHidden, ReviewWritten
from niaga.store.reviews.queries import weighted_score

log = logging.getLogger(__name__)

FRESH = 10.0  # seconds
CALM = 120.0  # seconds
_MOST_KEPT = 2_000

Kept = TypeVar("Kept")

CATEGORY, SIZE, BRAND, CONDITION, PRICE = "kategori", "ukuran", "merek", "kondisi", "harga"
BEST_SELLING, NEWEST, CHEAPEST, DEAREST, BEST_RATED = (
    "terlaris",
    "terbaru",
    "termurah",
    "termahal",
    "ulasan",
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A listed product with what the stock says of it. `grade` is of a used pair."""

    product: ListedProduct
    sizes: tuple[str, ...]  # that may be bought now
    grade: str

    @property
    def sold_out(self) -> bool:
        return not self.sizes


@dataclass(frozen=True, slots=True)
class PriceBand:
    """From `low` to below `high` whole rupiah; `high` is None for the dearest band."""

    low: int
    high: int | None

    @property
    def key(self) -> str:
        return f"{self.low}-{'' if self.high is None else self.high}"

    def holds(self, price: int) -> bool:
        return self.low <= price and (self.high is None or price < self.high)


def price_bands(prices: Iterable[int], count: int = 4) -> tuple[PriceBand, ...]:
    """Bands with about as many products each, cut at round amounts; one band for a few prices."""
    ordered = sorted(prices)
    if len(ordered) < 2 * count:
        return (PriceBand(0, None),)
    cuts: list[int] = []
    for n in range(1, count):
        value = ordered[n * len(ordered) // count]
        step = 10 ** (len(str(value)) - 1) // 2 or 1
        cut = max(step, round(value / step) * step)
        if cut not in cuts:
            cuts.append(cut)
    edges: list[int | None] = [0, *sorted(cuts), None]
    return tuple(PriceBand(low or 0, high) for low, high in itertools.pairwise(edges))


class Catalogue:
    """One snapshot, fixed when made."""

    def __init__(self, journal: int) -> None:
        self.journal = journal
        self._kept: dict[tuple[str, int, str], Any] = {}
        self.tree: dict[int, CategoryNode] = category_tree()
        self.by_slug = {node.slug: node for node in self.tree.values()}
        self.roots = tuple(node for node in self.tree.values() if node.parent_id is None)
        sizes: dict[int, list[str]] = {}
        for product_id, size in sizes_in_stock():
            sizes.setdefault(product_id, []).append(size)
        grades = grades_on_sale()
        offers = [
            Offer(product, tuple(sizes.get(product.id, ())), grades.get(product.id, ""))
            for product in listed_products()
        ]
        # a used pair that is gone does not come back: it leaves the lists at once
        offers = [o for o in offers if o.sizes or o.product.condition != "used"]
        rated = sum(o.product.rating_count for o in offers)
        stars = sum(o.product.rating_sum for o in offers)
        self.mean_rating = stars / rated if rated else 4.0
        self.brands = {o.product.brand_slug: o.product.brand for o in offers}
        self.bands = price_bands(o.product.price for o in offers)
        self.listing: Listing[Offer] = self._listing(offers)
        self.gone = frozenset(n for n, offer in enumerate(offers) if offer.sold_out)  # ordinals

    def _listing(self, offers: list[Offer]) -> Listing[Offer]:
        ancestors = {
            pk: (pk, *(up.id for up in self.tree.values() if pk in up.below)) for pk in self.tree
        }
        keys = {pk: tuple(map(str, above)) for pk, above in ancestors.items()}
        return Listing(
            offers,
            key=lambda offer: offer.product.id,
            facets={
                CATEGORY: lambda offer: keys.get(offer.product.category_id, ()),
                SIZE: lambda offer: offer.sizes,
                BRAND: lambda offer: (offer.product.brand_slug,),
                CONDITION: lambda offer: (offer.product.condition,),
                PRICE: lambda offer: (b.key for b in self.bands if b.holds(offer.product.price)),
            },
            orders={
                BEST_SELLING: lambda o: (o.sold_out, -o.product.sold, -self._published(o)),
                NEWEST: lambda o: (o.sold_out, -self._published(o)),
                CHEAPEST: lambda o: (o.sold_out, o.product.price, -o.product.sold),
                DEAREST: lambda o: (o.sold_out, -o.product.price, -o.product.sold),
                BEST_RATED: lambda o: (o.sold_out, -self.score(o.product), -o.product.sold),
            },
        )

    @staticmethod
    def _published(offer: Offer) -> float:
        return offer.product.published_at.timestamp()

    def score(self, product: ListedProduct) -> float:
        return weighted_score(product.rating_sum, product.rating_count, self.mean_rating)

    def path_to(self, category_id: int) -> tuple[CategoryNode, ...]:
        """From the root down to the category itself."""
        way: list[CategoryNode] = []
        at: int | None = category_id
        while at is not None and (node := self.tree.get(at)):
            way.append(node)
            at = node.parent_id
        return tuple(reversed(way))

    def within(self, category: CategoryNode) -> int:
        return self.listing.having(CATEGORY, [str(category.id)])

    def related(self, product_id: int, category_id: int, size: int = 4) -> tuple[Offer, ...]:
        """Best sellers of the nearest category that has enough others."""
        ordinals = self.listing.ordinals([product_id])
        itself = 1 << ordinals[0] if ordinals else 0
        for node in reversed(self.path_to(category_id)):
            others = self.within(node) & ~itself
            if others.bit_count() >= size or node.parent_id is None:
                return self.listing.select(within=others, order=BEST_SELLING, size=size).items
        return ()

    def kept(self, key: tuple[str, int, str], make: Callable[[], Kept]) -> Kept:
        """What `make` answered when it was first asked for `key`; forgotten with the snapshot."""
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = make()
        found: Kept = self._kept[key]
        return found

    @cached_property
    def filled_roots(self) -> tuple[CategoryNode, ...]:
        """Top categories that have something to show."""
        return tuple(node for node in self.roots if self.within(node))


def _journal() -> int:
    """The highest number in the journal, as a sign that something happened. One statement."""
    return JournalEvent.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


_SHOWN_TOPICS = tuple(
    map(
        topic_of,
        (
            ProductChanged,
            PriceChanged,
            BrandChanged,
            CategoryChanged,
            AttributeChanged,
            ReviewWritten,
            ReviewHidden,
        ),
    )
)


def _shown() -> tuple[int, ...]:
    """A sign of what lists show besides the order of best sellers: it changes with the catalogue,
    with reviews, and when a size or a used pair is sold out or there again. Three statements."""
    told = JournalEvent.objects.filter(topic__in=_SHOWN_TOPICS)
    stock = frozenset(sizes_in_stock())
    return told.count(), hash(stock), hash(frozenset(grades_on_sale().items()))


class _Keeper:
    """Holds the snapshot of this process and has at most one thread making the next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._catalogue: Catalogue | None = None
        self._shown: tuple[int, ...] = ()
        self._journal = -1
        self._made = self._checked = 0.0
        self._renewing = False

    def get(self) -> Catalogue:
        catalogue = self._catalogue
        if catalogue is None:
            return self._first()
        if time.monotonic() - self._checked > FRESH:
            self._check()
        return catalogue

    def _first(self) -> Catalogue:
        with self._lock:
            # What it shows is learnt at the first look: the first page waits for what it needs.
            return self._catalogue or self._make(_journal(), ())

    def _make(self, journal: int, shown: tuple[int, ...]) -> Catalogue:
        """`journal` and `shown` were read before: what comes later makes the next one."""
        catalogue = self._catalogue = Catalogue(journal)
        self._journal, self._shown = journal, shown
        self._made = self._checked = time.monotonic()
        return catalogue

    def _check(self) -> None:
        with self._lock:
            if self._renewing or time.monotonic() - self._checked <= FRESH:
                return
            self._checked = time.monotonic()
            if _journal() == self._journal and self._shown:
                return
            self._renewing = True
        threading.Thread(target=self._renew, name="catalogue", daemon=True).start()

    def _renew(self) -> None:
        try:
            journal, shown = _journal(), _shown()
            if journal == self._journal:
                self._shown = shown
            elif shown == self._shown and time.monotonic() - self._made < CALM:
                self._journal = journal
            else:
                self._make(journal, shown)
        except Exception:
            log.exception("the catalogue snapshot could not be made anew; the last one stays")
        finally:
            self._renewing = False
            self._checked = time.monotonic()
            connection.close()

    def forget(self) -> None:
        with self._lock:
            self._catalogue = None


_keeper = _Keeper()
current_catalogue = _keeper.get
forget_catalogue = _keeper.forget

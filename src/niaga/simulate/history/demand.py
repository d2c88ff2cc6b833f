"""Who comes when, and what they put in the cart."""

import math
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from niaga.simulate.history.crowd import Buyer, Crowd
from niaga.simulate.history.seasons import JAKARTA, Seasons, hour_weights
from niaga.simulate.history.shelf import Goods, Item, Shelf
from niaga.simulate.history.trade import Trade

NEWCOMERS_A_DAY = 8.4  # on an ordinary day in the middle of the history
MIX = {
    "m": {
        "sneakers-pria": 0.35, "lari-pria": 0.2, "formal-pria": 0.11, "boots-pria": 0.08,
        "sandal-pria": 0.15, "bola-pria": 0.06, "bekas": 0.05,
    },
    "w": {
        "sneakers-wanita": 0.33, "lari-wanita": 0.15, "heels": 0.12, "flat": 0.15,
        "boots-wanita": 0.06, "sandal-wanita": 0.14, "bekas": 0.05,
    },
    "k": {"sneakers-anak": 0.48, "sekolah-anak": 0.3, "sandal-anak": 0.22},
}  # fmt: skip


@dataclass
class Demand:
    rng: random.Random
    seasons: Seasons
    shelf: Shelf
    crowd: Crowd
    trade: Trade
    visits: list[tuple[datetime, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._mixes: dict[tuple[str, date], tuple[list[str], list[float]]] = {}
        self._choices: dict[tuple[str, date], tuple[list[Goods], list[float]]] = {}
        self._factors = {day: self.seasons.factor(day) for day in self.seasons.days()}

    def plan_day(self, day: date) -> None:
        """Puts the day's newcomers into the queue of deeds."""
        for _n in range(self._poisson(NEWCOMERS_A_DAY * self._factors[day])):
            self.trade.at(self._moment(day), self.visit, None)

    def _poisson(self, mean: float) -> int:
        limit, product, count = math.exp(-mean), self.rng.random(), 0
        while product > limit:
            product *= self.rng.random()
            count += 1
        return count

    def _moment(self, day: date) -> datetime:
        hour = self.rng.choices(range(24), hour_weights())[0]
        seconds = self.rng.uniform(0, 3600)
        start = datetime(day.year, day.month, day.day, hour, tzinfo=JAKARTA)
        return (start + timedelta(seconds=round(seconds, 3))).astimezone(UTC)

    def visit(self, at: datetime, buyer: Buyer | None) -> None:
        """Someone means to buy; they do when the shop has something for them."""
        newcomer = buyer is None
        buyer = buyer or self.crowd.newcomer(at)
        day = at.astimezone(JAKARTA).date()
        wish = self._wish(buyer, day)
        if not wish:
            self.trade.refused += 1
            if not newcomer:
                self._come_again(buyer, at)
            return
        if newcomer:
            self.crowd.accept(buyer, at)
        elif buyer.user is None and self.rng.random() < 0.75:
            self.crowd.register(buyer, at)
        self.trade.place(at, buyer, wish)
        if self.rng.random() > buyer.leaving:
            self._come_again(buyer, at)

    def _come_again(self, buyer: Buyer, at: datetime) -> None:
        gap = 2 + self.rng.expovariate(buyer.rate)
        if gap > 900:
            return
        around = (at + timedelta(days=gap)).astimezone(JAKARTA).date()
        days = [around + timedelta(days=n) for n in range(-5, 9)]
        days = [day for day in days if day > at.astimezone(JAKARTA).date()]
        weights = [self._factors.get(day, 0.0) for day in days]
        if any(weights):
            self.trade.at(self._moment(self.rng.choices(days, weights)[0]), self.visit, buyer)

    # -- the cart --------------------------------------------------------------------------------
    def _wish(self, buyer: Buyer, day: date) -> list[tuple[Item, int]]:
        count = self.rng.choices((1, 2, 3), (0.79, 0.165, 0.045))[0]
        wish: dict[int, tuple[Item, int]] = {}
        for n in range(count):
            segment = buyer.segment
            if n and self.rng.random() < 0.4:
                segment = self.rng.choices("mwk", (0.3, 0.4, 0.3))[0]
            item = self._find(buyer, segment, day, own=segment == buyer.segment)
            if item and item.key not in wish:
                two = not item.unit and self.rng.random() < 0.025 and item.available >= 2
                wish[item.key] = (item, 2 if two else 1)
        return list(wish.values())

    def _find(self, buyer: Buyer, segment: str, day: date, *, own: bool) -> Item | None:
        for _try in range(2):
            category = self._category(segment, day)
            if category == "bekas":
                item = self._used(segment, buyer.size if own else "")
            else:
                item = self._new(category, buyer.size if own else "", day)
            if item:
                return item
            if self.rng.random() < 0.5:
                return None
        return None

    def _category(self, segment: str, day: date) -> str:
        if (segment, day) not in self._mixes:
            mix = MIX[segment]
            lifted = [
                share * self.seasons.category_lift(category, day) for category, share in mix.items()
            ]
            self._mixes[segment, day] = (list(mix), lifted)
        categories, weights = self._mixes[segment, day]
        return self.rng.choices(categories, weights)[0]

    def _used(self, segment: str, size: str) -> Item | None:
        place = "bekas-pria" if segment == "m" else "bekas-wanita"
        fitting = [
            item
            for item in self.shelf.used_listed
            if item.product.category == place and (not size or abs(int(item.size) - int(size)) <= 1)
        ]
        return self.rng.choice(fitting) if fitting else None

    def _new(self, category: str, size: str, day: date) -> Item | None:
        key = (category, day)
        if key not in self._choices:
            goods = self.shelf.by_category.get(category, [])
            weights = []
            for one in goods:
                weight = one.model.popularity
                if (day - one.published_at.date()).days < 40:
                    weight *= 1.5
                first = next(iter(one.items.values()))
                if first.was:
                    weight *= 1 + 3.2 * (1 - first.price / first.was)
                weights.append(weight)
            self._choices[key] = (goods.copy(), weights)
        goods, weights = self._choices[key]
        if not goods:
            return None
        chosen = self.rng.choices(goods, weights)[0]
        sizes = [str(size) for size in chosen.model.sizes]
        if size not in sizes or self.rng.random() < 0.1:
            middle = len(sizes) // 2
            size = sizes[min(len(sizes) - 1, max(0, round(self.rng.gauss(middle, 1.3))))]
        colours = list(chosen.model.colours)
        shares = [0.56**n for n in range(len(colours))]
        first_colour = self.rng.choices(colours, shares)[0]
        item = chosen.items[first_colour, size]
        if item.available > 0:
            return item
        item.wanted_lately += 0.5  # asked for and not there: buying notices
        others = [
            chosen.items[colour, size]
            for colour in colours
            if chosen.items[colour, size].available > 0
        ]
        return self.rng.choice(others) if others and self.rng.random() < 0.55 else None

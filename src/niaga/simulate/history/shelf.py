"""The goods as they stand on the shelf while history passes, and their rows in the end."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from niaga.kernel.states import Machine
from niaga.simulate.history.records import Records
from niaga.simulate.history.seasons import Seasons, at_local
from niaga.simulate.pictures import COLOURWAYS
from niaga.simulate.shop.goods import Model, models
from niaga.simulate.shop.structure import BRANDS
from niaga.simulate.shop.used import UsedPair, pick_pair
from niaga.simulate.shop.words import Text, describe
from niaga.store.catalog.events import PriceChanged, ProductChanged
from niaga.store.inventory.events import StockMoved
from niaga.store.inventory.states import UNIT

LOCATION_CODE = "gudang"


@dataclass(slots=True, eq=False)
class UnitRecord:
    key: int
    code: str
    pair: UsedPair
    state: str
    created_at: datetime


@dataclass(slots=True, eq=False)
class Item:
    """One variant. `on_hand` counts what is held too, as the balance does."""

    key: int
    product: "Goods"
    sku: str
    size: str
    colour: str
    price: int
    was: int | None
    weight: int
    position: int
    want: float  # its share of the product's demand
    low_at: int = 2
    on_hand: int = 0
    held: int = 0
    coming: int = 0
    wanted_lately: float = 0.0
    unit: UnitRecord | None = None

    @property
    def available(self) -> int:
        return self.on_hand - self.held


@dataclass(slots=True, eq=False)
class Goods:
    """One product with its items by (colour, size)."""

    key: int
    slug: str
    brand: int
    category: str
    model: Model
    text: Text
    name: tuple[str, str]
    description: tuple[str, str]
    published_at: datetime
    base_price: int
    pair: UsedPair | None = None
    items: dict[tuple[str, str], Item] = field(default_factory=dict)
    status: str = "active"
    sold: int = 0
    rating_sum: int = 0
    rating_count: int = 0
    review_days: int = 0


@dataclass
class Movement:
    """`key` is its idempotency key."""

    item: int
    delta: int
    kind: str
    reference: str
    key: str
    at: datetime
    cost: int | None
    actor: str
    reason: str = ""


class Shelf:
    def __init__(
        self, rng: random.Random, records: Records, seasons: Seasons, keeper: str, editor: str
    ) -> None:
        self.rng, self.records, self.seasons = rng, records, seasons
        self.keeper, self.editor = keeper, editor  # actors
        self.goods: list[Goods] = []
        self.items: list[Item] = []
        self.units: list[UnitRecord] = []
        self.movements: list[Movement] = []
        self.by_category: dict[str, list[Goods]] = {}
        self.used_listed: list[Item] = []
        self._orders_placed = 0

    # -- new goods -------------------------------------------------------------------------------
    def plan(self) -> list[tuple[datetime, Goods]]:
        """All new products with the moment at which each is launched, in that order."""
        span = (self.seasons.last - self.seasons.first).days
        planned = []
        for model in models():
            late = self.rng.random() < 0.36
            day = self.seasons.first + timedelta(
                days=self.rng.randint(5, max(6, span - 6)) if late else -3
            )
            planned.append((at_local(day, 10, self.rng.randint(0, 59)), model))
        planned.sort(key=lambda pair: pair[0])
        return [(at, self._new_goods(model, at)) for at, model in planned]

    def _new_goods(self, model: Model, at: datetime) -> Goods:
        text = describe(model)
        price = model.was or model.price
        goods = Goods(
            key=self.records.next_key("product"),
            slug=_slug(text.name[0]),
            brand=BRANDS.index(model.brand) + 1,
            category=model.category,
            model=model,
            text=text,
            name=text.name,
            description=text.description,
            published_at=at,
            base_price=price,
        )
        sizes, middle = model.sizes, (len(model.sizes) - 1) / 2
        for c, colour in enumerate(model.colours):
            for s, size in enumerate(sizes):
                share = (0.5**c) * 2.718 ** (-((s - middle) ** 2) / (len(sizes) * 0.75))
                self._add_item(goods, colour, str(size), price, text.weight, share)
        total = sum(item.want for item in goods.items.values())
        for item in goods.items.values():
            item.want /= total
        return goods

    def _add_item(
        self, goods: Goods, colour: str, size: str, price: int, weight: int, want: float
    ) -> Item:
        short = "".join(word[0] for word in goods.model.name.split())[:3].upper()
        sku = (
            f"{goods.model.brand[:3].upper()}-{short}{goods.key:03}-"
            f"{colour.replace('-', '')[:4].upper()}{list(goods.model.colours).index(colour)}-{size}"
        )
        item = Item(
            key=self.records.next_key("variant"),
            product=goods,
            sku=sku,
            size=size,
            colour=colour,
            price=price,
            was=None,
            weight=weight,
            position=len(goods.items),
            want=want,
        )
        goods.items[colour, size] = item
        self.items.append(item)
        return item

    def launch(self, goods: Goods, at: datetime) -> None:
        """On the shelf, with its first stock."""
        self.goods.append(goods)
        self.by_category.setdefault(goods.category, []).append(goods)
        self.records.tell(at, ProductChanged(goods.key, ["status"]), goods.key, self.editor)
        for item in goods.items.values():
            expected = 3.2 * goods.model.popularity * item.want * 9
            quantity = max(2, round(expected * self.rng.uniform(0.7, 1.4)))
            item.low_at = 0 if expected < 2.5 else 1 if expected < 6 else 2
            self.receive(item, quantity, at - timedelta(minutes=20), f"po:awal:{goods.key}")

    # -- used pairs ------------------------------------------------------------------------------
    def buy_in(self, at: datetime) -> Goods:
        """A used pair, bought and graded in the last hour, is listed: a product of its own."""
        number = len(self.units) + 1
        pair = pick_pair(self.rng, number)
        goods = Goods(
            key=self.records.next_key("product"),
            slug=_slug(f"{pair.name[0]} {pair.size} {pair.code}"),
            brand=BRANDS.index(pair.model.brand) + 1,
            category=pair.category,
            model=pair.model,
            text=describe(pair.model),
            name=pair.name,
            description=pair.description,
            published_at=at,
            base_price=pair.price,
            pair=pair,
        )
        item = self._add_item(
            goods, pair.colour, str(pair.size), pair.price, goods.text.weight, 1.0
        )
        item.sku, item.low_at = pair.code, 0
        bought, graded = at - timedelta(minutes=50), at - timedelta(minutes=20)
        unit = UnitRecord(self.records.next_key("unit"), pair.code, pair, "inspecting", bought)
        item.unit = unit
        self.units.append(unit)
        self.step_unit(unit, "", "inspecting", bought, self.keeper)
        self.step_unit(unit, "inspecting", "graded", graded, self.keeper)
        self.step_unit(unit, "graded", "listed", at, self.keeper)
        self.receive(item, 1, at, f"unit:{pair.code}", key=f"unit:{unit.key}", cost=pair.paid)
        self.records.tell(at, ProductChanged(goods.key, ["status"]), goods.key, self.editor)
        self.goods.append(goods)
        self.used_listed.append(item)
        return goods

    def step_unit(
        self, unit: UnitRecord, old: str, new: str, at: datetime, actor: str, reason: str = ""
    ) -> None:
        machine: Machine = UNIT
        self.records.step(machine, unit.key, old, new, at, actor=actor, reason=reason)
        unit.state = new

    # -- stock -----------------------------------------------------------------------------------
    def receive(
        self,
        item: Item,
        quantity: int,
        at: datetime,
        reference: str,
        *,
        key: str = "",
        cost: int | None = None,
        kind: str = "receipt",
    ) -> None:
        item.on_hand += quantity
        if cost is None and kind == "receipt":
            cost = round(item.product.base_price * 0.52 / 500) * 500
        self.movements.append(
            Movement(
                item.key, quantity, kind, reference, key or f"{reference}:{item.key}", at, cost,
                self.keeper,
            )
        )  # fmt: skip
        self.records.tell(
            at,
            StockMoved(item.key, LOCATION_CODE, quantity, kind, reference),
            item.key,
            self.keeper,
        )

    def take_out(
        self, item: Item, quantity: int, at: datetime, reference: str, key: str, actor: str
    ) -> None:
        """Sold goods leave; the caller has changed the item and tells of it."""
        self.movements.append(
            Movement(item.key, -quantity, "sale", reference, key, at, None, actor)
        )

    def reorder(self, at: datetime, growth: float) -> list[tuple[datetime, Item, int, str]]:
        """Monday's look at the shelf: deliveries that were ordered, each with its arrival."""
        self._orders_placed += 1
        number = f"po:{self._orders_placed:04}"
        coming = []
        for item in self.items:
            if item.unit or item.product.status != "active" or item.product.published_at > at:
                continue
            item.wanted_lately *= 0.86
            weekly = max(0.14 * item.wanted_lately, 0.02 * item.product.model.popularity)
            weekly *= growth
            if item.available + item.coming <= max(1.0, weekly * 2.4) and self.rng.random() < 0.68:
                quantity = max(3, round(weekly * 7 + 2))
                item.coming += quantity
                arrival = at + timedelta(days=self.rng.randint(5, 17), hours=self.rng.randint(1, 7))
                coming.append((self.seasons.staffed(arrival), item, quantity, number))
        return coming

    # -- prices ----------------------------------------------------------------------------------
    def reprice(self, goods: Goods, price: int, was: int | None, at: datetime) -> None:
        for item in goods.items.values():
            old = item.price
            item.price, item.was = price, was
            self.records.tell(
                at, PriceChanged(item.key, goods.key, old, price, was), item.key, self.editor
            )

    def start_sale(self, discount: float, at: datetime) -> list[Goods]:
        """Some of the goods get cheaper; answers which."""
        chosen = [
            goods
            for goods in self.goods
            if not goods.pair and goods.status == "active" and self.rng.random() < 0.3
            and all(item.was is None for item in goods.items.values())
        ]  # fmt: skip
        for goods in chosen:
            price = round(goods.base_price * (1 - discount) / 1000) * 1000
            self.reprice(goods, price, goods.base_price, at)
        return chosen

    def archive(self, goods: Goods, at: datetime) -> None:
        goods.status = "archived"
        self.records.tell(at, ProductChanged(goods.key, ["status"]), goods.key, self.editor)


def colour_names(code: str) -> tuple[str, str]:
    way = COLOURWAYS[code]
    return way.name_id, way.name_en


def _slug(name: str) -> str:
    kept = "".join(c if c.isalnum() else "-" for c in name.lower())
    return "-".join(part for part in kept.split("-") if part)[:140]

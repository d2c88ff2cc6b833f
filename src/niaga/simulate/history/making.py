"""Lets the time of a shop pass, from its first day to the end, in memory."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from niaga.kernel.shop import Shop
from niaga.simulate.history.crowd import Crowd
from niaga.simulate.history.demand import Demand
from niaga.simulate.history.money import Money
from niaga.simulate.history.parcels import Parcels
from niaga.simulate.history.records import Records
from niaga.simulate.history.seasons import JAKARTA, Seasons, at_local
from niaga.simulate.history.shelf import Goods, Item, Shelf
from niaga.simulate.history.trade import OrderRecord, Trade
from niaga.simulate.shop import opinions
from niaga.simulate.shop.used import GRADE_NAMES
from niaga.store.orders.models import TaxRule
from niaga.store.reviews.events import ReviewWritten
from niaga.store.shipping.models import ShippingRate


@dataclass(slots=True, eq=False)
class ReviewRecord:
    key: int
    order: OrderRecord
    line: int
    goods: Goods
    rating: int
    text: str
    at: datetime


@dataclass
class History:
    """Everything that happened, ready to be written."""

    records: Records
    seasons: Seasons
    shelf: Shelf
    crowd: Crowd
    trade: Trade
    money: Money
    parcels: Parcels
    reviews: list[ReviewRecord] = field(default_factory=list)
    unlaunched: set[int] = field(default_factory=set)  # keys of products that are yet to come


def make_history(
    *,
    seed: int,
    months: int,
    end: datetime,
    shop: Shop,
    first_user: int,
    sales: str,
    keeper: str,
    editor: str,
    progress: Callable[[float], None],
) -> History:
    """`end` is the present moment (UTC); actors as the journal writes them; progress from 0 to 1.

    The same arguments make the same history.
    """
    rng = random.Random(seed)
    last = end.astimezone(JAKARTA).date()
    first = last - timedelta(days=round(months * 365.25 / 12))
    seasons, records = Seasons(first, last), Records(random.Random(seed + 1))
    shelf = Shelf(random.Random(seed + 2), records, seasons, keeper, editor)
    crowd = Crowd(random.Random(seed + 3), records, first_user)
    rates: dict[str, list[ShippingRate]] = {}
    for rate in ShippingRate.objects.filter(is_active=True).order_by("courier", "service"):
        rates.setdefault(rate.province_code, []).append(rate)
    trade = Trade(
        random.Random(seed + 4), records, seasons, shelf, crowd, shop, end, rates,
        list(TaxRule.objects.filter(code="PPN").order_by("effective_from")), sales, keeper,
    )  # fmt: skip
    money = Money(random.Random(seed + 5), records, seasons, trade, sales)
    parcels = Parcels(random.Random(seed + 6), records, seasons, trade, money, shelf, keeper)
    demand = Demand(random.Random(seed + 7), seasons, shelf, crowd, trade)
    history = History(records, seasons, shelf, crowd, trade, money, parcels)
    _connect(history, random.Random(seed + 8))
    _plan_shelf(history, rng)
    for day in seasons.days():
        demand.plan_day(day)
    start, whole = at_local(first, 0), (end - at_local(first, 0)).total_seconds()
    trade.run(lambda moment: progress(max(0.0, (moment - start).total_seconds() / whole)))
    return history


def _connect(history: History, rng: random.Random) -> None:
    """What follows from what."""
    trade, money, parcels = history.trade, history.money, history.parcels

    def ended(order: OrderRecord, at: datetime) -> None:
        money.end_with_order(order, at)
        parcels.end_with_order(order, at)

    def completed(order: OrderRecord, at: datetime) -> None:
        money.collect_cash(order, at + timedelta(seconds=1))
        for line, (item, _quantity, _price) in enumerate(order.lines):
            if item.unit:
                trade.at(at + timedelta(days=6), _archive_used, history, item.product)
            if rng.random() < (0.37 if line == 0 else 0.15):
                later = at + timedelta(hours=min(600, rng.lognormvariate(3.6, 1.0)))
                trade.at(later, _review, history, order, line, rng)

    trade.on_placed = money.begin
    trade.on_confirmed = parcels.open
    trade.on_ended = ended
    trade.on_completed = completed


def _archive_used(at: datetime, history: History, goods: Goods) -> None:
    history.shelf.archive(goods, at)


def _review(
    at: datetime, history: History, order: OrderRecord, line: int, rng: random.Random
) -> None:
    item, buyer = order.lines[line][0], order.buyer
    arrived = (order.completed_at or at).astimezone(JAKARTA).date()
    days = (arrived - order.placed_at.astimezone(JAKARTA).date()).days
    late = arrived > order.promised_until
    rating = opinions.rate(rng, late, item.product.model.popularity)
    grade = GRADE_NAMES[item.unit.pair.grade][0].removeprefix("Grade ") if item.unit else ""
    seen = opinions.Experience(
        size=item.size,
        courier=order.rate.courier,
        city=buyer.region.city,
        days=max(1, days),
        late=late,
        quick=days <= 2,
        grade=grade,
    )
    key = history.records.next_key("review")
    text = opinions.write(rng, rating, seen)
    history.reviews.append(
        ReviewRecord(key, order, order.line_keys[line], item.product, rating, text, at)
    )
    item.product.rating_sum += rating
    item.product.rating_count += 1
    told = ReviewWritten(key, order.key, item.product.key, rating)
    history.records.tell(at, told, key, buyer.actor)


def _plan_shelf(history: History, rng: random.Random) -> None:
    """Launches, deliveries, sales, markdowns, and used pairs coming in."""
    shelf, trade, seasons = history.shelf, history.trade, history.seasons

    def launch(at: datetime, goods: Goods) -> None:
        history.unlaunched.discard(goods.key)
        shelf.launch(goods, at)

    def look(at: datetime) -> None:
        past = (at.date() - seasons.first).days / max(1, (seasons.last - seasons.first).days)
        for arrival, item, quantity, number in shelf.reorder(at, 1.0 + 0.25 * past):
            trade.at(arrival, arrive, item, quantity, number)

    def arrive(at: datetime, item: Item, quantity: int, number: str) -> None:
        item.coming -= quantity
        shelf.receive(item, quantity, at, number)

    def buy_in(at: datetime) -> None:
        past = (at.date() - seasons.first).days / max(1, (seasons.last - seasons.first).days)
        wanted = round(36 + 27 * past) - len(shelf.used_listed)
        for n in range(min(14, max(0, wanted))):
            trade.at(at + timedelta(minutes=3 * n), list_pair)

    def list_pair(at: datetime) -> None:
        shelf.buy_in(at)

    on_sale: list[Goods] = []

    def sale_begins(at: datetime, discount: float) -> None:
        on_sale.extend(shelf.start_sale(discount, at))

    def sale_ends(at: datetime) -> None:
        for goods in on_sale:
            shelf.reprice(goods, goods.base_price, None, at)
        on_sale.clear()

    def mark_down(at: datetime, goods: Goods) -> None:
        if goods in on_sale:
            on_sale.remove(goods)
        shelf.reprice(goods, goods.model.price, goods.model.was, at)

    for at, goods in shelf.plan():
        history.unlaunched.add(goods.key)
        trade.at(at, launch, goods)
        if goods.model.was:
            latest = max(at + timedelta(days=2), trade.end - timedelta(days=rng.randint(9, 130)))
            trade.at(latest, mark_down, goods)
    for campaign in seasons.campaigns():
        trade.at(at_local(campaign.first, 0, 5), sale_begins, campaign.discount)
        trade.at(at_local(campaign.last + timedelta(days=1), 0, 5), sale_ends)
    for day in seasons.days():
        if day.weekday() == 0:
            trade.at(at_local(day, 8, 30), look)
        if day.weekday() in (1, 4) and day not in seasons.closed:
            trade.at(at_local(day, 11), buy_in)

"""Support, confidence and lift (Agrawal, Imieliński, Swami, SIGMOD 1993; Brin et al. 1997).

Of baskets N with the product A, the product B, or both:
support = n(AB) ÷ N, confidence = n(AB) ÷ n(A), lift = confidence ÷ (n(B) ÷ N).
A segment's preference has the same lift: its share of orders with the product ÷ everybody's share.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

LEAST_LIFT = 1.2  # below it a rule says little more than that both are common
FEWEST = 5  # orders that a segment's preference has to rest on


@dataclass(frozen=True)
class PairCounts:
    """Baskets of a segment: with both, with the first, with the second, all."""

    segment: str
    product: str
    product_name: str
    other: str
    other_name: str
    together: int
    with_product: int
    with_other: int
    baskets: int


@dataclass(frozen=True)
class PreferenceCounts:
    """Orders with the product: of the segment, of everybody; and all orders of both."""

    segment: str
    product: str
    product_name: str
    orders: int
    segment_orders: int
    all_product_orders: int
    all_orders: int


@dataclass(frozen=True)
class Offer:
    """`kind` pair: to who has `because` in the basket; preference: to anybody of the segment.

    `support`: the share of the segment's orders that have it (both, of a pair); `count`: how many
    these are, of `out_of`; for a pair `confidence` is of the baskets with `because`.
    """

    kind: Literal["pair", "preference"]
    segment: str
    product: str
    name: str
    because: str
    count: int
    out_of: int
    support: float
    confidence: float
    lift: float


def offers(
    pairs: Iterable[PairCounts], preferences: Iterable[PreferenceCounts], most: int = 3
) -> dict[str, tuple[Offer, ...]]:
    """Segment → its best offers: pairs by how many baskets they are above chance, then what the
    segment orders more than others do, by lift. A product is offered once.
    """
    found: dict[str, list[tuple[float, Offer]]] = {}
    for pair in pairs:
        if (offer := _of_pair(pair)) is not None:
            surplus = pair.together - pair.with_product * pair.with_other / pair.baskets
            found.setdefault(pair.segment, []).append((1e9 + surplus, offer))
    for counts in preferences:
        if (offer := _of_preference(counts)) is not None:
            found.setdefault(counts.segment, []).append((offer.lift, offer))
    return {segment: _best(listed, most) for segment, listed in found.items()}


def _best(listed: list[tuple[float, Offer]], most: int) -> tuple[Offer, ...]:
    kept: dict[str, Offer] = {}
    for _weight, offer in sorted(listed, key=lambda item: (-item[0], item[1].product)):
        kept.setdefault(offer.product, offer)
    return tuple(kept.values())[:most]


def _of_pair(pair: PairCounts) -> Offer | None:
    if not (pair.with_product and pair.with_other and pair.baskets):
        return None
    confidence = pair.together / pair.with_product
    lift = confidence * pair.baskets / pair.with_other
    if lift < LEAST_LIFT:
        return None
    return Offer(
        kind="pair",
        segment=pair.segment,
        product=pair.other,
        name=pair.other_name,
        because=pair.product_name,
        count=pair.together,
        out_of=pair.with_product,
        support=pair.together / pair.baskets,
        confidence=confidence,
        lift=lift,
    )


def _of_preference(counts: PreferenceCounts) -> Offer | None:
    if counts.orders < FEWEST or not (counts.segment_orders and counts.all_product_orders):
        return None
    share = counts.orders / counts.segment_orders
    lift = share * counts.all_orders / counts.all_product_orders
    if lift < LEAST_LIFT:
        return None
    return Offer(
        kind="preference",
        segment=counts.segment,
        product=counts.product,
        name=counts.product_name,
        because="",
        count=counts.orders,
        out_of=counts.segment_orders,
        support=share,
        confidence=share,
        lift=lift,
    )

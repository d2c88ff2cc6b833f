"""What the goods of a line cost the shop: the moving average of what it paid for them.

At each receipt whose price is told, average = (on hand × average + quantity × price) ÷ (on hand +
quantity), over all locations, as IAS 2 has it for goods that are like each other; a used pair is
its own variant, so its average is its own price. A receipt without a price leaves the average as it
is. A line has the average of the moment in which it was ordered; later receipts do not change it.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from fractions import Fraction

from django.db.models import QuerySet

from niaga.store.inventory.models import MovementKind, StockMovement

Step = tuple[datetime, Fraction]
_MOST_KEYS = 1_000  # of one statement: SQLite bounds its parameters


class Costs:
    """Average costs of some variants over time, in the smallest unit of the shop's currency."""

    def __init__(self, steps: Mapping[int, list[Step]]) -> None:
        self._steps = steps

    def of(self, variant: int, quantity: int, at: datetime) -> int | None:
        """Of so many units ordered `at`; None: no price was told of any until then."""
        steps = self._steps.get(variant, ())
        place = bisect_right(steps, at, key=lambda step: step[0])
        if not place:
            return None
        return int(steps[place - 1][1] * quantity + Fraction(1, 2))


def read_costs(variants: Collection[int] | None) -> Costs:
    """None: of all variants. What was never received at a price has no cost."""
    steps: dict[int, list[Step]] = {}
    on_hand: dict[int, int] = {}
    for variant, delta, kind, price, at in _movements(variants):
        had = on_hand.get(variant, 0)
        on_hand[variant] = had + delta
        if kind != MovementKind.RECEIPT or price is None or delta <= 0:
            continue
        course = steps.setdefault(variant, [])
        average = Fraction(price)
        if course and had > 0:
            average = (had * course[-1][1] + delta * average) / (had + delta)
        course.append((at, average.limit_denominator(1_000_000)))
    return Costs(steps)


def _movements(
    variants: Collection[int] | None,
) -> Iterable[tuple[int, int, str, int | None, datetime]]:
    """In the order in which they happened."""
    rows = StockMovement.objects.order_by("occurred_at", "id")
    if variants is None:
        yield from _plain(rows)
        return
    keys = sorted(variants)
    for start in range(0, len(keys), _MOST_KEYS):
        yield from _plain(rows.filter(variant_id__in=keys[start : start + _MOST_KEYS]))


def _plain(
    rows: QuerySet[StockMovement],
) -> Iterable[tuple[int, int, str, int | None, datetime]]:
    yield from rows.values_list(
        "variant_id", "delta", "kind", "unit_cost", "occurred_at"
    ).iterator()

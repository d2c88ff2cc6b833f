"""The shop's own conversion and visitors, which a plan starts from."""

from dataclasses import dataclass
from datetime import date, timedelta

from niaga import metrics
from niaga.kernel.errors import NiagaError
from niaga.kernel.permissions import Actor
from niaga.warehouse.snapshot import ShopEntry

DAYS = 28


@dataclass(frozen=True)
class Traffic:
    """Conversion of visitors and visitors a day over the last four weeks; None: not measured."""

    rate: float | None = None
    daily: float | None = None


def traffic_of(shop: ShopEntry, today: date, actor: Actor) -> Traffic:
    """Up to `today`. Nothing where the shop measures no visits, or the reader may not see them."""
    end = today + timedelta(days=1)
    try:
        rate, visitors = metrics.query(
            ["visitor_conversion_rate", "visitors"],
            shop.code,
            period=(end - timedelta(days=DAYS), end),
            actor=actor,
        )
    except NiagaError:
        return Traffic()
    if not rate.value or not visitors.value:
        return Traffic()
    return Traffic(float(rate.value), float(visitors.value) / DAYS)

"""The answers that the board of marketing is made of."""

from collections.abc import Mapping
from dataclasses import dataclass

from niaga.metrics import Result
from niaga.metrics.formulas import ratio
from niaga.web.dashboards.figures import BEFORE, NOW, Course, Figures, Pair, answer

COSTS = (
    "credited_spend",
    "credited_orders",
    "credited_revenue",
    "cost_per_order",
    "cost_per_new_customer",
    "roas",
    "roi",
)
VISITS = (
    "visits",
    "conversion_rate",
    "bounce_rate",
    "single_page_rate",
    "visit_minutes_p50",
    "product_visits",
    "cart_visits",
    "checkout_visits",
    "converted_visits",
)
KINDS = ("returning_visitors", "new_visitors", "reactivated_visitors")


@dataclass(frozen=True)
class Returns:
    """Of a channel and campaign in the period: cost, and what it is credited with."""

    channel: str
    campaign: str
    spend: int
    orders: int
    revenue: int
    roas: float | None
    roi: float | None

    @property
    def per_order(self) -> float | None:
        return ratio(self.spend, self.orders)


class MarketingFigures(Figures):
    def _courses(self, *names: str) -> dict[str, Course]:
        results = self.asked(*names, grain="month", periods=self.periods)
        return {name: self.course(result) for name, result in results.items()}

    @answer
    def active(self) -> Course:
        """Monthly active people, as of the ends of both periods."""
        values = self.ask("monthly_active_people", periods=self.periods)[0].values
        now, before = values.get(NOW), values.get(BEFORE)
        pair = Pair(int(now) if now else None, int(before or 0) if self.has_before else None)
        return Course(pair, ())

    @answer
    def kinds(self) -> Mapping[str, tuple[int, ...]]:
        """New, returning and reactivated people of each of `months`."""
        results = self.asked(*KINDS, grain="month")
        return {
            name: tuple(int(result.values.get(month) or 0) for month in self.months)
            for name, result in results.items()
        }

    @answer
    def visits(self) -> Mapping[str, Course]:
        return self._courses(*VISITS)

    @answer
    def pages(self) -> Mapping[str, Course]:
        return self._courses("page_views", "consent_coverage")

    @property
    def has_visits(self) -> bool:
        """The shop measures visits, in these months or the chosen period."""
        course = self.visits["visits"]
        return bool(course.pair.now or any(course.values))

    @answer
    def costs(self) -> Mapping[str, Result]:
        return self.asked(*COSTS, by=["channel", "campaign"], grain="month", periods=self.periods)

    def _summed(self, name: str, bucket: str) -> tuple[int, int | None]:
        """Numerator and denominator over channels and campaigns."""
        rows = [row for row in self.costs[name].rows if row.key[-1] == bucket]
        rate = any(row.denominator is not None for row in self.costs[name].rows)
        below = sum(int(row.denominator or 0) for row in rows) if rate else None
        return sum(int(row.numerator or 0) for row in rows), below

    def _value(self, name: str, bucket: str) -> float | int | None:
        top, below = self._summed(name, bucket)
        return top if below is None else ratio(top, below)

    @answer
    def cost_courses(self) -> Mapping[str, Course]:
        """Of all channels and campaigns together."""
        found = {}
        for name in COSTS:
            before = self._value(name, BEFORE) if self.has_before else None
            size = self._summed(name, NOW)[1] if name.startswith("cost_per") else None
            values = tuple(self._value(name, month.isoformat()) for month in self.months)
            found[name] = Course(Pair(self._value(name, NOW), before, size), values)
        return found

    @property
    def has_costs(self) -> bool:
        """Any cost in these months or in the chosen period."""
        course = self.cost_courses["credited_spend"]
        return bool(course.pair.now or any(course.values))

    @answer
    def returns(self) -> list[Returns]:
        """By channel and campaign, the dearest first; those without a cost in the period left out
        when nothing is credited to them either."""
        cells: dict[tuple[str, str], dict[str, float | int | None]] = {}
        for name, result in self.costs.items():
            for row in result.rows:
                if row.key[-1] == NOW:
                    key = (row.key[0] or "", row.key[1] or "")
                    cells.setdefault(key, {})[name] = row.value
        found = [
            Returns(
                channel,
                campaign,
                int(values.get("credited_spend") or 0),
                int(values.get("credited_orders") or 0),
                int(values.get("credited_revenue") or 0),
                values.get("roas"),
                values.get("roi"),
            )
            for (channel, campaign), values in cells.items()
        ]
        kept = [each for each in found if each.spend or each.orders]
        return sorted(kept, key=lambda each: (-each.spend, each.channel, each.campaign))

    @answer
    def first_orders(self) -> Mapping[str, Course]:
        return self._courses("first_orders", "repeat_rate_30")

"""The answers that the executive summary is made of."""

from collections.abc import Mapping, Sequence
from datetime import date

from niaga.metrics import Result
from niaga.metrics.catalogue import metric_named
from niaga.metrics.periods import shifted
from niaga.metrics.policy import may_ask
from niaga.web.dashboards.figures import Course, Pair, answer
from niaga.web.dashboards.net_sales import NetSalesFigures

AFTER = (1, 3)  # months after the first order
ORDERS = (
    "counted_orders",
    "average_order_value",
    "buyers",
    "new_customers",
    "returning_orders",
    "new_order_value",
    "returning_order_value",
)
SOLD = ("active_sellers", "products_sold")
SEGMENTS = ("category", "region", "channel")  # by which a change of net sales is told


class ExecutiveFigures(NetSalesFigures):
    @answer
    def quarters(self) -> Result:
        """Growth by quarter. From the same statement as `net_by_day`."""
        return self.ask("growth_by_quarter", grain="quarter")[0]

    @answer
    def orders(self) -> Mapping[str, Course]:
        """What is counted of orders, in both periods and by month."""
        return self._traded(ORDERS)

    @answer
    def sold(self) -> Mapping[str, Course]:
        """What is counted of lines sold; from the same statement as `orders`."""
        return self._traded(SOLD)

    def _traded(self, names: Sequence[str]) -> Mapping[str, Course]:
        question = {"grain": "month", "periods": self.periods}
        self.ask_at_once((ORDERS, question), (SOLD, question))
        results = self.asked(*names, **question)
        return {name: self.course(result) for name, result in results.items()}

    @answer
    def net_by_segment(self) -> Result:
        """Net sales by SEGMENTS and bucket."""
        return self.ask("net_sales", by=SEGMENTS, periods=self.periods)[0]

    @answer
    def visits(self) -> Mapping[str, Course] | None:
        """None where the shop measures no visits, or for who may not see them."""
        names = ("conversion_rate", "visit_revenue")
        if not self._tells("sessions", *names):
            return None
        results = self.asked(*names, grain="month", periods=self.periods)
        return {name: self.course(result) for name, result in results.items()}

    @property
    def conversion(self) -> Course | None:
        return self.visits["conversion_rate"] if self.visits else None

    @answer
    def campaigns(self) -> Course | None:
        """None where the shop tells of no campaign."""
        if not self._tells("campaign_contacts", "campaign_rate"):
            return None
        result = self.ask("campaign_rate", grain="month", periods=self.periods)[0]
        return self.course(result)

    def _tells(self, table: str, *names: str) -> bool:
        known = self.selection.shop.span(table) is not None
        return known and all(may_ask(self.actor, metric_named(name)) for name in names)

    @answer
    def retained(self) -> Mapping[tuple[date, int], tuple[int, int]]:
        """Cohort and months after it → who bought again, of how many. Only months that ended."""
        if not may_ask(self.actor, metric_named("retention_rate")):
            return {}
        result = self.ask("retention_rate", by=["months_after"], grain="month")[0]
        day_after = shifted(self.selection.today, "day", 1)
        return {
            (cohort, int(after)): (row.numerator or 0, row.denominator or 0)
            for row in result.rows
            for after, cohort in [row.key]
            if int(after) in AFTER
            and row.denominator
            and shifted(cohort, "month", int(after) + 1) <= day_after
        }

    @property
    def cohorts(self) -> list[date]:
        """Of the chosen period's last 24 months, those of which something is known."""
        return [month for month in self.months if (month, AFTER[0]) in self.retained]

    @property
    def counted_orders(self) -> Pair:
        return self.orders["counted_orders"].pair

    @property
    def buyers(self) -> Pair:
        return self.orders["buyers"].pair

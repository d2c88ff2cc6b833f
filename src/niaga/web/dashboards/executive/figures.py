"""The answers that the executive summary is made of."""

from collections.abc import Mapping
from datetime import date

from niaga.metrics import Result
from niaga.web.dashboards.figures import Course, Figures, Pair, answer, by_month


class ExecutiveFigures(Figures):
    @answer
    def net_by_day(self) -> Mapping[date, int]:
        return self.ask("net_sales", grain="day")[0].values  # type: ignore[return-value]

    @answer
    def targets(self) -> Mapping[date, int | None]:
        """Month → its target. From the same statement as `net_by_day`."""
        return self.ask("net_sales_target", grain="month")[0].values  # type: ignore[return-value]

    @answer
    def quarters(self) -> Result:
        """Growth by quarter. From the same statement as `net_by_day`."""
        return self.ask("growth_by_quarter", grain="quarter")[0]

    @answer
    def orders(self) -> Mapping[str, Course]:
        """What is counted of orders, in both periods and by month."""
        results = self.asked(
            "counted_orders",
            "average_order_value",
            "buyers",
            "new_customers",
            "returning_orders",
            grain="month",
            periods=self.periods,
        )
        return {name: self.course(result) for name, result in results.items()}

    @answer
    def sold(self) -> Mapping[str, Course]:
        names = ("active_sellers", "products_sold")
        results = self.asked(*names, grain="month", periods=self.periods)
        return {name: self.course(result) for name, result in results.items()}

    @answer
    def net_by_segment(self) -> Result:
        """Net sales by category, region and bucket."""
        return self.ask("net_sales", by=["category", "region"], periods=self.periods)[0]

    @answer
    def net_by_month(self) -> dict[date, int]:
        return by_month(self.net_by_day)

    @answer
    def net_sales(self) -> Course:
        values = tuple(self.net_by_month.get(month, 0) for month in self.months)
        return Course(self.day_pair(self.net_by_day), values)

    @property
    def counted_orders(self) -> Pair:
        return self.orders["counted_orders"].pair

    @property
    def buyers(self) -> Pair:
        return self.orders["buyers"].pair

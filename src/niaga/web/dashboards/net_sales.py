"""Net sales against its target: answers that more than one board is made of, in one statement."""

from collections.abc import Mapping
from datetime import date

from niaga.web.dashboards.figures import Course, Figures, answer, by_month


class NetSalesFigures(Figures):
    """What follows `net_by_day` comes from the same statement."""

    @answer
    def net_by_day(self) -> Mapping[date, int]:
        return self.ask("net_sales", grain="day")[0].values  # type: ignore[return-value]

    @answer
    def targets(self) -> Mapping[date, int | None]:
        """Month → its target."""
        return self.ask("net_sales_target", grain="month")[0].values  # type: ignore[return-value]

    @answer
    def pace(self) -> Mapping[date, int | None]:
        """Month → where a running month is heading."""
        return self.ask("net_sales_pace", grain="month")[0].values  # type: ignore[return-value]

    @answer
    def net_by_month(self) -> dict[date, int]:
        return by_month(self.net_by_day)

    @answer
    def net_sales(self) -> Course:
        values = tuple(self.net_by_month.get(month, 0) for month in self.months)
        return Course(self.day_pair(self.net_by_day), values)

"""What a metric is: data. Its body is a measure over one fact; how it looks is not its affair."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.functional import Promise

Unit = Literal["money", "count", "ratio", "days", "hours", "minutes", "score"]
Clock = Literal["sale", "order", "event", "as_of", "none"]
Area = Literal["sales", "operations", "marketing", "experiments", "sellers", "customers"]
GRAINS = ("day", "week", "month", "quarter", "year")


@dataclass(frozen=True)
class Measure:
    """An aggregate of one fact. `where` is an Ibis function from the table to a condition.

    sum: of `column`. count: rows. distinct: different values of `column`, nulls left out.
    quantile: the value below which the part `q` of `column` lies, between two neighbours by
    straight line; nulls left out. It has no denominator, and none of no rows.
    survival: the time in `column` within which the part `q` has ended, by Kaplan and Meier; rows
    whose flag `ended` is not set last still. It has no denominator, and none when fewer ended.
    """

    aggregate: Literal["sum", "count", "distinct", "quantile", "survival"]
    column: str = ""
    where: Callable[[Any], Any] | None = None
    q: float = 0.5
    ended: str = ""

    @property
    def is_quantile(self) -> bool:
        return self.aggregate in ("quantile", "survival")


@dataclass(frozen=True)
class Formula:
    """A metric made of other metrics, computed on their rows.

    growth: change against the period `back` of `grain` before, as a share of it.
    target: what was decided for the month, else the previous month's value × (1 + rate).
    attainment: value ÷ target. target_per_day: target ÷ days of the month. plan: the year plan's
    part for the month. pace: what a running month is heading for. pace_attainment: pace ÷ target.
    quotient: first ÷ second. shrunk: a mean drawn to that of all rows asked about, as if each part
    had `weight` more cases of that mean.
    """

    kind: Literal[
        "growth",
        "target",
        "attainment",
        "target_per_day",
        "plan",
        "pace",
        "pace_attainment",
        "quotient",
        "shrunk",
    ]
    of: tuple[str, ...]
    grain: Literal["month", "quarter", "year"] = "month"
    back: int = 1
    weight: int = 0


@dataclass(frozen=True)
class Metric:
    """One number that the business speaks of.

    `fact`: a canonical table or a view (`metrics.views`). `area`: whose number it is; a role sees
    the areas that it may. `unit`: money is in the smallest unit of the shop's currency. `clock`:
    which day an amount counts on: `sale` (the ledger's events), `order` (the day the order was
    placed), `event` (the day of the fact itself: of a visit, a delivery, an answer), `as_of` (the
    state at the end of the period; its beginning says nothing), or `none` (as of now).
    `denominator` makes a rate, re-aggregated from sums and never averaged; `scale` divides it, or a
    quantile, further. `share_over`: the denominator is the numerator summed over these dimensions.
    `needs`: dimensions without which it makes no sense; each is split by, or filtered to one value.
    `tolerance`: relative difference allowed between engines; 0 is exact. `noun`: the unit of a
    count, for texts.
    """

    name: str
    label: str | Promise
    unit: Unit
    doc: str
    fact: str = ""
    area: Area = "sales"
    numerator: Measure | None = None
    denominator: Measure | None = None
    formula: Formula | None = None
    clock: Clock = "order"
    time_column: str = "date_local"
    grains: tuple[str, ...] = GRAINS
    dimensions: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    share_over: tuple[str, ...] = ()
    scale: int = 1
    direction: Literal["up", "down", "neutral"] = "up"
    target: str = ""
    tolerance: float = 0.0
    source: str = ""
    noun: str | Promise = ""
    describe: str | Promise = field(default="")

    def unit_in(self, currency: str) -> str:
        """What its values are counted in: the currency's code for money, else the unit's name."""
        return currency if self.unit == "money" else self.unit

    @property
    def is_additive(self) -> bool:
        """Its values over parts of a period or of a dimension sum to the value of the whole."""
        measure = self.numerator
        return (
            measure is not None
            and self.denominator is None
            and not self.share_over
            and measure.aggregate in ("sum", "count")
            and self.clock != "as_of"
        )


def family(**shared: Any) -> Callable[..., Metric]:
    """A maker of metrics that have `shared` in common, counts unless they say otherwise; what one
    says itself goes before."""

    def of(
        name: str, label: str | Promise, describe: str | Promise, doc: str, **own: Any
    ) -> Metric:
        said = {"unit": "count", **shared, **own}
        return Metric(name=name, label=label, describe=describe, doc=doc, **said)

    return of

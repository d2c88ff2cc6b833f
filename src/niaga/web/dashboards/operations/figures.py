"""The answers that the operations board is made of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from niaga.kernel.shop import current_shop
from niaga.metrics import Result
from niaga.metrics.catalogue import metric_named
from niaga.metrics.formulas import ratio
from niaga.metrics.policy import may_ask
from niaga.web.dashboards.figures import BEFORE, NOW, Course, Figures, Pair, answer

QUANTILES = ("p50", "p90", "p95")
RETURNED = ("return_rate", "damage_rate")
SOLD = ("net_sales",)
PROCESS = ("payment", "packing", "handover", "processing", "delivery", "total")


@dataclass(frozen=True)
class Stage:
    """Hours that orders take through one stage. `still`: those that have not left it.
    `quarantined`: left out, for their end is before their beginning."""

    name: str
    p50: float | None
    p90: float | None
    p95: float | None
    n: int
    still: int
    quarantined: int


@dataclass(frozen=True)
class Waiting:
    """Orders that are in a stage at the end of the period: too long in it, and past their date."""

    stage: str
    orders: int
    overdue: int
    late: int


@dataclass(frozen=True)
class Late:
    """An order past its promised time that is not there yet."""

    order: str
    placed_on: date | None
    stage: str
    region: str


class OperationsFigures(Figures):
    @property
    def tells_deliveries(self) -> bool:
        """The source tells what becomes of parcels; of another no order is known to be there."""
        shop = self.selection.shop
        return shop.code == current_shop().code or bool(shop.files.get("shipments"))

    @answer
    def punctuality(self) -> Result:
        """By region, carrier and bucket."""
        by = ["region", "carrier"]
        return self.ask("on_time_share", by=by, grain="month", periods=self.periods)[0]

    def on_time_by(self, position: int) -> Mapping[str, tuple[int, int]]:
        """Value of the region (0) or of the carrier (1) → on time, of how many, in the period."""
        found: dict[str, tuple[int, int]] = {}
        for row in self.punctuality.rows:
            if row.key[-1] == NOW and row.key[position]:
                top, bottom = found.get(row.key[position], (0, 0))
                found[row.key[position]] = (
                    top + (row.numerator or 0),
                    bottom + (row.denominator or 0),
                )
        return {name: pair for name, pair in found.items() if pair[1]}

    @answer
    def on_time(self) -> Course:
        return self._summed(self.punctuality)

    @answer
    def reviews(self) -> Result:
        """Mean score, with its parts by score and bucket: n of each score is its denominator."""
        return self.ask("review_score", by=["score"], grain="month", periods=self.periods)[0]

    @answer
    def score(self) -> Course:
        return self._summed(self.reviews)

    def scores(self, bucket: str) -> Mapping[int, int]:
        """How many reviews of each score."""
        return {
            int(row.key[0]): row.denominator or 0
            for row in self.reviews.rows
            if row.key[-1] == bucket and row.key[0]
        }

    @property
    def in_business_hours(self) -> bool:
        return self.selection.option("jam", "kalender") == "kerja"

    @property
    def stage_names(self) -> tuple[str, ...]:
        """The metrics of a stage's P50, P90, P95 and n, then what calendar hours tell besides."""
        if self.in_business_hours:
            quantiles = tuple(f"stage_business_hours_{q}" for q in QUANTILES)
            return (*quantiles, "stage_business_orders")
        quantiles = tuple(f"stage_hours_{q}" for q in QUANTILES)
        return (*quantiles, "stage_orders", "stage_open_orders", "stage_quarantined")

    @answer
    def stage_times(self) -> Mapping[str, Result]:
        return self.asked(*self.stage_names, by=["stage"], periods=self.periods)

    def stages(self, bucket: str = NOW) -> list[Stage]:
        """Those that the source tells of, in the order that orders go through them."""
        values: list[dict[str, float | None]] = [
            {row.key[0]: row.value for row in result.rows if row.key[-1] == bucket}
            for result in self.stage_times.values()
        ]
        p50, p90, p95, n, *more = values
        still, quarantined = more or ({}, {})
        return [
            Stage(
                stage,
                p50.get(stage),
                p90.get(stage),
                p95.get(stage),
                int(n.get(stage) or 0),
                int(still.get(stage) or 0),
                int(quarantined.get(stage) or 0),
            )
            for stage in PROCESS
            if n.get(stage)
        ]

    def stage_course(self, stage: str) -> Course:
        """The P90 of a stage, for a card; without a course: quantiles by month take long."""
        _p50, p90, _p95, n, *_more = (
            {row.key[-1]: row.value for row in result.rows if row.key[0] == stage}
            for result in self.stage_times.values()
        )
        before = self.has_before
        return Course(
            Pair(
                p90.get(NOW),
                p90.get(BEFORE) if before else None,
                int(n.get(NOW) or 0),
                int(n.get(BEFORE) or 0) if before else None,
            ),
            (),
        )

    @answer
    def returned(self) -> Mapping[str, Course]:
        results = self._by_month(RETURNED)
        return {name: self.measured(results, name) for name in RETURNED}

    def _by_month(self, names: Sequence[str]) -> Mapping[str, Result]:
        """What came back and what was sold, by month, from one statement."""
        question = {"grain": "month", "periods": self.periods}
        self.ask_at_once((RETURNED, question), (SOLD, question))
        return self.asked(*names, **question)

    def late(self, count: int) -> tuple[int, list[Late]]:
        """How many there are, and those that have waited longest. Raises NotAllowed."""
        behind = self.rows("open_late_orders", count, period=(None, self.selection.end))
        at = {column: place for place, column in enumerate(behind.columns)}
        found = [
            Late(
                row[at["order_id"]],
                row[at["placed_on"]],
                row[at["stage"]] or "",
                row[at["region"]] or "",
            )
            for row in behind.rows
        ]
        return behind.row_count, found

    @answer
    def waiting(self) -> list[Waiting]:
        names = ("open_orders", "overdue_orders", "open_late_orders")
        period = (None, self.selection.end)
        results = self.ask(*names, by=["stage"], period=period)
        values = [{row.key[0]: int(row.value or 0) for row in result.rows} for result in results]
        stages = [stage for stage in PROCESS if values[0].get(stage)]
        stages += [stage for stage in values[0] if stage and stage not in PROCESS]
        return [
            Waiting(stage, values[0][stage], values[1].get(stage, 0), values[2].get(stage, 0))
            for stage in stages
        ]

    @answer
    def net_by_month(self) -> Mapping[date, int] | None:
        """None for who may not see sales."""
        if not may_ask(self.actor, metric_named("net_sales")):
            return None
        rows = self._by_month(SOLD)["net_sales"].rows
        known = {row.key[0]: int(row.value or 0) for row in rows}
        return {month: known.get(month.isoformat(), 0) for month in self.months}

    def _summed(self, result: Result) -> Course:
        """A rate over the parts that it was split by."""
        tops: dict[str, int] = {}
        bottoms: dict[str, int] = {}
        for row in result.rows:
            bucket = row.key[-1]
            tops[bucket] = tops.get(bucket, 0) + (row.numerator or 0)
            bottoms[bucket] = bottoms.get(bucket, 0) + (row.denominator or 0)

        def value(bucket: str) -> float | None:
            return ratio(tops.get(bucket), bottoms.get(bucket))

        before = self.has_before
        return Course(
            Pair(
                value(NOW),
                value(BEFORE) if before else None,
                bottoms.get(NOW, 0),
                bottoms.get(BEFORE, 0) if before else None,
            ),
            tuple(value(month.isoformat()) for month in self.months),
        )

    def sizes(self, result: Result, months: Iterable[date]) -> list[int]:
        """How many a rate rests on, month by month."""
        found: dict[str, int] = {}
        for row in result.rows:
            found[row.key[-1]] = found.get(row.key[-1], 0) + (row.denominator or 0)
        return [found.get(month.isoformat(), 0) for month in months]

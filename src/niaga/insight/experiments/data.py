"""What the warehouse knows of a shop's experiments: plans, and sums from the catalogue of metrics.

Two statements for all experiments of a shop, however many days and outcomes they have.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from niaga import metrics
from niaga.insight.experiments.judge import Seen
from niaga.insight.experiments.plan import Plan
from niaga.insight.experiments.samples import Mean, Proportion, Sample
from niaga.kernel.permissions import Actor, require
from niaga.warehouse import snapshot
from niaga.warehouse.engines import duckdb
from niaga.warehouse.snapshot import ShopEntry

METRICS = (
    "experiment_visitors",
    "experiment_conversions",
    "experiment_value",
    "experiment_value_squares",
    "experiment_valued_visitors",
    "experiment_squared_visitors",
)
_PLANS = """
SELECT experiment, title, control, primary_outcome, allocation, money_outcomes, refused,
  planned_visitors, planned_days, planned_effect, alpha, power, started_on, ended_on
FROM experiments WHERE shop = $shop ORDER BY started_on DESC NULLS LAST, experiment
"""
POINTS = 10_000  # basis points in a whole


@dataclass(frozen=True)
class Experiment:
    """`refused`: reason → rows of the source that take no part; the reasons are `collect`'s."""

    seen: Seen
    refused: Mapping[str, int]

    @property
    def plan(self) -> Plan:
        return self.seen.plan


def experiments(shop: ShopEntry, actor: Actor) -> tuple[Experiment, ...]:
    """All of a shop's, the newest first. Raises NotAllowed."""
    require(actor, "metrics.experiments")
    outcomes = _outcomes(shop, actor)  # asked without any test too: so its SQL is made ahead
    if not shop.files.get("experiments"):
        return ()
    folder = snapshot.warehouse_folder()
    paths = [str(folder / path) for path in shop.files["experiments"]]
    plans = duckdb.rows(_PLANS, {"experiments": paths}, {"shop": shop.code})
    return tuple(
        Experiment(Seen(_plan(row), outcomes.get(row[0], {})), _counts(row[6])) for row in plans
    )


def _plan(row: tuple[Any, ...]) -> Plan:
    return Plan(
        experiment=row[0],
        title=row[1] or row[0],
        control=row[2],
        primary=row[3],
        weights=_counts(row[4]),
        money_outcomes=frozenset(row[5] or ()),
        visitors=row[7],
        days=row[8],
        effect=None if row[9] is None else row[9] / POINTS,
        alpha=(row[10] or 500) / POINTS,
        power=(row[11] or 8_000) / POINTS,
        started_on=row[12],
        ended_on=row[13],
    )


def _counts(texts: list[str] | None) -> dict[str, int]:
    """From name=number."""
    pairs = (text.rpartition("=") for text in texts or ())
    return {name: int(number) for name, _equals, number in pairs}


Outcomes = dict[str, dict[str, dict[date | None, Sample]]]


def _outcomes(shop: ShopEntry, actor: Actor) -> dict[str, Outcomes]:
    """Experiment → outcome → variant → day → what was seen."""
    by = ("experiment", "outcome", "variant")
    results = metrics.query(METRICS, shop.code, by=by, grain="day", actor=actor)
    found: dict[str, Outcomes] = {}
    for rows in zip(*(result.rows for result in results), strict=True):
        experiment, outcome, variant, day = rows[0].key
        sample = _sample(*(int(row.value or 0) for row in rows))
        found.setdefault(experiment, {}).setdefault(outcome, {}).setdefault(variant, {})[day] = (
            sample
        )
    return found


def _sample(
    visitors: int, conversions: int, total: int, squares: int, valued: int, squared: int
) -> Sample:
    """An amount whose squares are not told for all visitors has no variance."""
    if not valued:
        return Proportion(visitors, conversions)
    return Mean(visitors, total, squares if squared == visitors else None)

"""What is known of a shop's experiments: plans of their files and of the house, and sums from the
catalogue of metrics.

Two statements for all experiments of a shop, however many days and outcomes they have.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from niaga import metrics
from niaga.insight.experiments.agreed import agreed
from niaga.insight.experiments.book import book
from niaga.insight.experiments.judge import Seen
from niaga.insight.experiments.plan import Plan
from niaga.insight.experiments.samples import Adjusted, Mean, Proportion, Ratio, Sample, added
from niaga.insight.experiments.segments import Kind, by_segment
from niaga.kernel.permissions import Actor, require
from niaga.metrics.catalogue.experiments import SEGMENTS
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
    "experiment_base",
    "experiment_base_squares",
    "experiment_products",
    "experiment_based_visitors",
)
_PLANS = """
SELECT experiment, title, control, primary_outcome, allocation, money_outcomes,
  ratio_outcomes, adjusted_outcomes, refused, segments,
  planned_visitors, planned_days, planned_effect, alpha, power, started_on, ended_on
FROM experiments WHERE shop = $shop ORDER BY started_on DESC NULLS LAST, experiment
"""
_KEYS = "SELECT experiment FROM experiments WHERE shop = $shop"
POINTS = 10_000  # basis points in a whole


@dataclass(frozen=True)
class Experiment:
    """`refused`: reason → rows of the source that take no part; the reasons are `collect`'s.
    `segments`: what the source tells of its visitors, as its columns are called.
    """

    seen: Seen
    refused: Mapping[str, int]
    segments: tuple[str, ...] = ()

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
    found, told = [], book(shop.code).plans
    for row in plans:
        plan, refused, segments = _plan(row)
        seen = _samples(plan, outcomes.get(plan.experiment, {}))
        variants = {name for by_variant in seen.values() for name in by_variant}
        plan = agreed(plan, told.get(plan.experiment), variants or plan.weights.keys(), seen)
        found.append(Experiment(Seen(plan, seen), refused, segments))
    return tuple(found)


def segments_of(shop: ShopEntry, experiment: Experiment | None, actor: Actor) -> tuple[Kind, ...]:
    """The primary outcome by each kind of segment: one statement, asked without any test too, so
    that its SQL is made ahead. Raises NotAllowed.
    """
    plan = experiment.plan if experiment else None
    results = metrics.query(
        METRICS,
        shop.code,
        by=("variant", *SEGMENTS),
        filters={
            "experiment": [plan.experiment if plan else ""],
            "outcome": [plan.primary if plan else ""],
        },
        actor=actor,
    )
    if experiment is None or plan is None:
        return ()
    kinds: dict[str, dict[str | None, dict[str, Sample]]] = {}
    for rows in zip(*(result.rows for result in results), strict=True):
        variant, *told = rows[0].key
        sample = _sample(plan, plan.primary, *(int(row.value or 0) for row in rows))
        for kind, segment in zip(experiment.segments, told, strict=False):
            known = kinds.setdefault(kind, {}).setdefault(segment or None, {})
            known[variant] = added(known[variant], sample) if variant in known else sample
    return by_segment(plan, {kind: kinds[kind] for kind in experiment.segments if kind in kinds})


def keys(shop: ShopEntry) -> frozenset[str]:
    """Of all tests that the shop has data of."""
    if not shop.files.get("experiments"):
        return frozenset()
    folder = snapshot.warehouse_folder()
    paths = [str(folder / path) for path in shop.files["experiments"]]
    return frozenset(
        row[0] for row in duckdb.rows(_KEYS, {"experiments": paths}, {"shop": shop.code})
    )


def _plan(row: tuple[Any, ...]) -> tuple[Plan, Mapping[str, int], tuple[str, ...]]:
    """And rows of the source that take no part, by reason; and the kinds of segment it tells."""
    (
        key, title, control, primary, allocation, money, ratios, adjusted, refused, segments,
        visitors, days, effect, alpha, power, started_on, ended_on,
    ) = row  # fmt: skip
    plan = Plan(
        experiment=key,
        title=title or key,
        control=control,
        primary=primary,
        weights=_counts(allocation),
        money_outcomes=frozenset(money or ()),
        ratios=_pairs(ratios),
        adjusted=_pairs(adjusted),
        visitors=visitors,
        days=days,
        effect=None if effect is None else effect / POINTS,
        alpha=(alpha or 500) / POINTS,
        power=(power or 8_000) / POINTS,
        started_on=started_on,
        ended_on=ended_on,
    )
    return plan, _counts(refused), tuple(segments or ())


def _pairs(texts: list[str] | None) -> dict[str, str]:
    """From name=other."""
    return {name: other for name, _equals, other in (text.partition("=") for text in texts or ())}


def _counts(texts: list[str] | None) -> dict[str, int]:
    """From name=number."""
    pairs = (text.rpartition("=") for text in texts or ())
    return {name: int(number) for name, _equals, number in pairs}


Samples = dict[str, dict[str, dict[date | None, Sample]]]
Sums = tuple[int, ...]  # of METRICS, in their order
Outcomes = dict[str, dict[str, dict[date | None, Sums]]]


def _outcomes(shop: ShopEntry, actor: Actor) -> dict[str, Outcomes]:
    """Experiment → outcome → variant → day → what was seen."""
    by = ("experiment", "outcome", "variant")
    results = metrics.query(METRICS, shop.code, by=by, grain="day", actor=actor)
    found: dict[str, Outcomes] = {}
    for rows in zip(*(result.rows for result in results), strict=True):
        experiment, outcome, variant, day = rows[0].key
        sums = tuple(int(row.value or 0) for row in rows)
        found.setdefault(experiment, {}).setdefault(outcome, {}).setdefault(variant, {})[day] = sums
    return found


def _samples(plan: Plan, outcomes: Outcomes) -> Samples:
    return {
        outcome: {
            variant: {day: _sample(plan, outcome, *sums) for day, sums in days.items()}
            for variant, days in variants.items()
        }
        for outcome, variants in outcomes.items()
    }


def _sample(
    plan: Plan,
    outcome: str,
    visitors: int,
    conversions: int,
    total: int,
    squares: int,
    valued: int,
    squared: int,
    base: int,
    base_squares: int,
    products: int,
    based: int,
) -> Sample:
    """An amount whose squares are not told for all visitors has no variance."""
    if not valued:
        return Proportion(visitors, conversions)
    if based == visitors and outcome in plan.ratios:
        return Ratio(visitors, total, base, squares, base_squares, products)
    if based == visitors and outcome in plan.adjusted:
        return Adjusted(visitors, total, base, squares, base_squares, products)
    return Mean(visitors, total, squares if squared == visitors else None)

"""The plan that a test is judged by: as the house told it, where it did, else as its file did."""

from collections.abc import Collection
from dataclasses import replace

from niaga.insight.experiments.book import ToldPlan
from niaga.insight.experiments.plan import Plan


def agreed(
    plan: Plan, told: ToldPlan | None, variants: Collection[str], outcomes: Collection[str]
) -> Plan:
    """What is told and was not measured gives way: a file calls its variants what it likes.

    A variant that the house did not plan has no share. How long a test runs is the house's to say,
    so the end that was read from a file without a plan is no end.
    """
    if told is None:
        return plan
    known = {name: weight for name, weight in told.weights.items() if name in variants}
    is_known = told.control in known and len(known) > 1
    weights = {**dict.fromkeys(variants, 0), **known} if is_known else plan.weights
    return replace(
        plan,
        title=told.title,
        control=told.control if is_known else plan.control,
        weights=weights,
        primary=told.primary if told.primary in outcomes else plan.primary,
        visitors=told.visitors,
        days=told.days,
        effect=told.effect,
        alpha=told.alpha,
        power=told.power,
        started_on=told.started_on,
        ended_on=None,
        segments=frozenset(told.segments),
    )

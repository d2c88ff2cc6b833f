"""Conversion of each arm of a campaign, and its difference from the people held out of it.

Only a hold-out tells what a campaign has caused: people who are written to would have bought in
part anyway. Rates have Wilson intervals; differences are those of `insight.experiments` (z or
Fisher for conversions, Welch for spending).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from niaga.insight.experiments.comparison import (
    Comparison,
    compare_means,
    compare_proportions,
    wilson,
)
from niaga.insight.experiments.samples import Mean, Proportion

CONTROL = "control"
FEW = 30


@dataclass(frozen=True)
class ArmCounts:
    """Sufficient statistics of one arm. `value_people` are those whose spending is told; `value` is
    Σ, `value_squares` Σ of squares, in the smallest unit.
    """

    campaign: str
    arm: str
    people: int
    converted: int
    value_people: int = 0
    value: int = 0
    value_squares: int = 0


@dataclass(frozen=True)
class Effect:
    """The arm beside its control group. `extra` conversions and `extra_value` (smallest unit) that
    it brought, each with the bounds of its 95 % interval; None: spending is not told.
    """

    conversion: Comparison
    extra: tuple[float, float, float]
    value: Comparison | None = None
    extra_value: tuple[float, float, float] | None = None


@dataclass(frozen=True)
class CampaignArm:
    """`low` to `high`: the Wilson interval of 95 % of `rate`. `effect` None: nobody was held out,
    or there is nothing to compare.
    """

    counts: ArmCounts
    rate: float | None
    low: float
    high: float
    effect: Effect | None

    @property
    def is_control(self) -> bool:
        return self.counts.arm == CONTROL

    @property
    def is_few(self) -> bool:
        return self.counts.people < FEW


def arms(counted: Iterable[ArmCounts]) -> tuple[CampaignArm, ...]:
    """In the order given; every arm of a campaign is compared with its control group."""
    counts = tuple(counted)
    controls = {each.campaign: each for each in counts if each.arm == CONTROL}
    return tuple(_arm(each, controls.get(each.campaign)) for each in counts)


def _arm(counts: ArmCounts, control: ArmCounts | None) -> CampaignArm:
    sample = Proportion(counts.people, counts.converted)
    low, high = wilson(sample)
    effect = None if control is None or control is counts else _effect(counts, control)
    return CampaignArm(counts, sample.estimate, low, high, effect)


def _effect(counts: ArmCounts, control: ArmCounts) -> Effect | None:
    conversion = compare_proportions(
        Proportion(control.people, control.converted), Proportion(counts.people, counts.converted)
    )
    if not isinstance(conversion, Comparison):
        return None
    value = compare_means(
        Mean(control.value_people, control.value, control.value_squares),
        Mean(counts.value_people, counts.value, counts.value_squares),
    )
    if not isinstance(value, Comparison):
        return Effect(conversion, _times(conversion, counts.people))
    return Effect(
        conversion,
        _times(conversion, counts.people),
        value,
        _times(value, counts.value_people),
    )


def _times(comparison: Comparison, people: int) -> tuple[float, float, float]:
    """Difference, lower and upper bound, for all people of the arm."""
    return (
        comparison.difference * people,
        comparison.low * people,
        comparison.high * people,
    )

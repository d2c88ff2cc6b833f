"""How one variant came along beside the control, day by day and always over all days so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from niaga.insight.experiments import distributions as d
from niaga.insight.experiments import sequence
from niaga.insight.experiments.compare import gap
from niaga.insight.experiments.comparison import FEWEST_EXPECTED
from niaga.insight.experiments.plan import WEEK, Plan
from niaga.insight.experiments.power import detectable, power_at
from niaga.insight.experiments.reasons import NoDays, NotEnoughData
from niaga.insight.experiments.samples import Proportion, Sample, added, taken_away


@dataclass(frozen=True)
class Day:
    """All figures are of the first day up to this one. None: too few visitors to say.

    `low`, `high`: the confidence sequence. `always_p`: its p, the running minimum. `raw_p`: of a
    test that looks once, which this day is not: for experts, never for deciding. `power`: at the
    planned effect. `detectable`: in the outcome's unit, with the planned power.
    """

    day: date
    number: int
    control: Sample
    treatment: Sample
    difference: float | None = None
    error: float | None = None
    low: float | None = None
    high: float | None = None
    always_p: float | None = None
    raw_p: float | None = None
    power: float | None = None
    detectable: float | None = None

    @property
    def visitors(self) -> int:
        return self.control.visitors + self.treatment.visitors


@dataclass(frozen=True)
class Novelty:
    """The effect of the first week beside that of the rest; `p` of their being one."""

    early: float
    late: float
    p: float

    @property
    def wears_off(self) -> bool:
        return self.p < 0.05 and abs(self.late) < abs(self.early)


def course(
    plan: Plan, control: Mapping[date, Sample], treatment: Mapping[date, Sample], alpha: float
) -> tuple[Day, ...] | NoDays:
    """`alpha`: the level of this one comparison."""
    days = sorted({*control, *treatment})
    if not days:
        return NoDays()
    first = plan.started_on or days[0]
    rho = sequence.width_parameter(plan.visitors or sequence.TUNED_FOR, alpha)
    kind = next(iter({**control, **treatment}.values()))
    so_far_a = so_far_b = _nothing_of(kind)
    out: list[Day] = []
    lowest: float | None = None
    for day in days:
        so_far_a = added(so_far_a, control[day]) if day in control else so_far_a
        so_far_b = added(so_far_b, treatment[day]) if day in treatment else so_far_b
        made = _day(plan, day, (day - first).days + 1, so_far_a, so_far_b, rho, alpha, lowest)
        lowest = made.always_p if made.always_p is not None else lowest
        out.append(made)
    return tuple(out)


def _nothing_of(sample: Sample) -> Sample:
    return taken_away(sample, sample)


def _day(
    plan: Plan,
    day: date,
    number: int,
    a: Sample,
    b: Sample,
    rho: float,
    alpha: float,
    lowest: float | None,
) -> Day:
    found = gap(a, b)
    if found is None:
        return Day(day, number, a, b, always_p=lowest)
    difference, error = found
    base = a.estimate or 0.0
    visitors = a.visitors + b.visitors
    reach = float(sequence.reach(error, visitors, rho, alpha))
    p = float(sequence.p_value(difference, error, visitors, rho))
    effect = abs((plan.effect or 0.0) * base)
    return Day(
        day,
        number,
        a,
        b,
        difference=difference,
        error=error,
        low=difference - reach,
        high=difference + reach,
        always_p=p if lowest is None else min(p, lowest),
        raw_p=_raw_p(a, b, difference, error),
        power=float(power_at(effect, error, alpha)) if effect else None,
        detectable=detectable(error, alpha, plan.power),
    )


def _raw_p(a: Sample, b: Sample, difference: float, error: float) -> float | None:
    if not isinstance(a, Proportion) or not isinstance(b, Proportion):
        return float(d.two_sided(difference / error))
    pooled = (a.conversions + b.conversions) / (a.visitors + b.visitors)
    if min(pooled, 1 - pooled) * min(a.visitors, b.visitors) < FEWEST_EXPECTED:
        return None
    spread = sqrt(pooled * (1 - pooled) * (1 / a.visitors + 1 / b.visitors))
    return float(d.two_sided(difference / spread))


def day_of_power(days: Sequence[Day], power: float) -> Day | None:
    """The first day on which the planned effect would be seen with the planned power."""
    return next((day for day in days if day.power is not None and day.power >= power), None)


def novelty(days: Sequence[Day]) -> Novelty | NotEnoughData:
    """Needs two weeks. Both parts are of different visitors, so their errors add as squares."""
    last = days[-1]
    early = next((day for day in reversed(days) if day.number <= WEEK), None)
    if early is None or last.number < 2 * WEEK:
        return NotEnoughData(needed=2 * WEEK, found=last.number)
    late = gap(taken_away(last.control, early.control), taken_away(last.treatment, early.treatment))
    if early.difference is None or early.error is None or late is None:
        return NotEnoughData(needed=2, found=0)
    difference, error = late
    p = float(d.two_sided((early.difference - difference) / sqrt(early.error**2 + error**2)))
    return Novelty(early.difference, difference, p)

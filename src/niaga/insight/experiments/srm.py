"""Sample-ratio mismatch: are the visitors divided as they were to be?

χ² = Σ(o − e)²/e over the variants with a weight, df = their number − 1. The alarm is at p < 0.001,
because the test is repeated every day (thresholds as GrowthBook's). Source: Fabijan et al.,
"Diagnosing sample ratio mismatch in online controlled experiments", KDD 2019.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from niaga.insight.experiments import distributions as d
from niaga.insight.experiments.reasons import NoComparison, NotEnoughData

ALARM = 0.001
FEWEST = 8  # visitors expected in each variant


@dataclass(frozen=True)
class Srm:
    observed: Mapping[str, int]
    expected: Mapping[str, float]
    statistic: float
    degrees: int
    p: float

    @property
    def failed(self) -> bool:
        return self.p < ALARM


def mismatch(
    visitors: Mapping[str, int], weights: Mapping[str, int]
) -> Srm | NotEnoughData | NoComparison:
    """`weights`: the planned shares as whole numbers; a variant without weight takes no part."""
    shares = {name: weight for name, weight in weights.items() if weight > 0}
    if len(shares) < 2:
        return NoComparison()
    observed = {name: visitors.get(name, 0) for name in shares}
    total, weight = sum(observed.values()), sum(shares.values())
    expected = {name: total * share / weight for name, share in shares.items()}
    if min(expected.values()) < FEWEST:
        return NotEnoughData(needed=FEWEST, found=int(min(expected.values())))
    statistic = sum((observed[n] - expected[n]) ** 2 / expected[n] for n in shares)
    degrees = len(shares) - 1
    return Srm(observed, expected, statistic, degrees, d.chi2_sf(statistic, degrees))

"""How a sum is spread over those who make it."""

from collections.abc import Mapping
from dataclasses import dataclass

TOP = 10


@dataclass(frozen=True)
class Concentration:
    """`total`: of all with something above 0, `count` of them. `top`: the sum of the ten greatest.
    `tenth`: the sum of the greatest tenth of them, `tenth_count` (rounded up). `half_count`: the
    fewest that together make half. `hhi`: Σ squared shares, the Herfindahl–Hirschman index, from
    1 ÷ count (all alike) to 1 (one has all).
    """

    total: int
    count: int
    top: int
    tenth: int
    tenth_count: int
    half_count: int
    hhi: float

    @property
    def top_share(self) -> float:
        return self.top / self.total

    @property
    def tenth_share(self) -> float:
        return self.tenth / self.total


def concentration(amounts: Mapping[str, int]) -> Concentration | None:
    """Of whole amounts by name; what is not above 0 is left out. None when nothing is left."""
    ranked = sorted((amount for amount in amounts.values() if amount > 0), reverse=True)
    if not ranked:
        return None
    total, tenth_count = sum(ranked), -(-len(ranked) // 10)
    running, half_count = 0, 0
    while 2 * running < total:
        running += ranked[half_count]
        half_count += 1
    return Concentration(
        total=total,
        count=len(ranked),
        top=sum(ranked[:TOP]),
        tenth=sum(ranked[:tenth_count]),
        tenth_count=tenth_count,
        half_count=half_count,
        hhi=sum(amount * amount for amount in ranked) / (total * total),
    )

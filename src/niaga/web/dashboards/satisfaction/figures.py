"""The answers of the board of satisfaction and payouts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from niaga.metrics import Result
from niaga.web.dashboards.derived import Derived
from niaga.web.dashboards.figures import NOW, Figures, answer, summed

PAYOUTS = (
    "settlement_gross",
    "settlement_fees",
    "settlement_net",
    "settlement_open",
    "settlement_unmatched",
)


WORST = 5  # products


@dataclass(frozen=True)
class Gateway:
    """Payouts of one gateway in the chosen period."""

    name: str
    gross: int
    fees: int
    net: int
    waiting: int
    unmatched: int


@dataclass(frozen=True)
class Reviewed:
    """A product's reviews of the chosen period. `ranked`: its mean drawn to that of all products
    as far as its reviews are few."""

    product: str
    name: str
    mean: float
    ranked: float
    n: int


_worst = Derived[Sequence[Reviewed]]()


class SatisfactionFigures(Figures):
    @answer
    def asked_of(self) -> Mapping[str, Result]:
        names = ("csat", "csat_response_rate", "nps")
        return self.asked(*names, grain="month", periods=self.periods)

    @answer
    def scores(self) -> Mapping[str | None, int]:
        """Answer to the satisfaction question → how many, in the chosen period."""
        result = self.ask("csat_answers", by=["survey_score"], period=self.periods[NOW])[0]
        return {row.key[0]: int(row.value or 0) for row in result.rows}

    @answer
    def review_scores(self) -> Mapping[int, int]:
        """Score → how many reviews of it, of orders of the chosen period."""
        result = self.ask("reviews", by=["score"], period=self.periods[NOW])[0]
        return {int(row.key[0]): int(row.value or 0) for row in result.rows if row.key[0]}

    @answer
    def worst_reviewed(self) -> Sequence[Reviewed]:
        """Of the products that were reviewed the first few, the worst above."""
        (means,) = self._by_product("product_score")
        return _worst.of((means,), lambda: self._ranked(means))

    def _by_product(self, name: str) -> list[Result]:
        return self.ask(name, by=["product", "product_name"], period=self.periods[NOW])

    def _ranked(self, means: Result) -> Sequence[Reviewed]:
        (ranks,) = self._by_product("product_score_ranked")
        known = (
            Reviewed(mean.key[0], mean.key[1] or "", mean.value, rank.value, mean.denominator or 0)
            for mean, rank in zip(means.rows, ranks.rows, strict=True)
            if mean.key[0] and mean.value is not None and rank.value is not None
        )
        return nsmallest(WORST, known, key=lambda one: (one.ranked, -one.n, one.product))

    @answer
    def payouts_by_gateway(self) -> Mapping[str, Result]:
        """By gateway, and month or bucket."""
        names = (*PAYOUTS, "settlement_fee_rate")
        return self.asked(*names, by=["gateway"], grain="month", periods=self.periods)

    @answer
    def payouts(self) -> Mapping[str, Result]:
        return {name: summed(result) for name, result in self.payouts_by_gateway.items()}

    @answer
    def gateways(self) -> tuple[Gateway, ...]:
        found: dict[str, list[int]] = {}
        for place, name in enumerate(PAYOUTS):
            for row in self.payouts_by_gateway[name].rows:
                if row.key[-1] == NOW:
                    amounts = found.setdefault(row.key[0] or "", [0] * len(PAYOUTS))
                    amounts[place] = int(row.value or 0)
        every = [Gateway(name, *amounts) for name, amounts in found.items()]
        return tuple(sorted(every, key=lambda gateway: -gateway.gross))

    @answer
    def unsettled(self) -> int:
        return int(self.ask("unsettled_payments", period=self.periods[NOW])[0].value or 0)

    @property
    def has_answers(self) -> bool:
        return any(result.rows for result in self.asked_of.values())

    @property
    def has_payouts(self) -> bool:
        return any(result.rows for result in self.payouts.values())

"""The five answers of the board of satisfaction and payouts."""

from collections.abc import Mapping
from dataclasses import dataclass

from niaga.metrics import Result
from niaga.web.dashboards.figures import NOW, Figures, answer

PAYOUTS = (
    "settlement_gross",
    "settlement_fees",
    "settlement_net",
    "settlement_open",
    "settlement_unmatched",
)


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
    def worst_reviewed(self) -> list[Reviewed]:
        """Every product that was reviewed, the worst first."""
        means, ranks = self.ask(
            "product_score",
            "product_score_ranked",
            by=["product", "product_name"],
            period=self.periods[NOW],
        )
        ranked = {row.key: row.value for row in ranks.rows}
        found = [
            Reviewed(
                row.key[0],
                row.key[1] or "",
                row.value,
                ranked[row.key] or 0.0,
                row.denominator or 0,
            )
            for row in means.rows
            if row.key[0] and row.value is not None
        ]
        return sorted(found, key=lambda one: (one.ranked, -one.n, one.product))

    @answer
    def payouts(self) -> Mapping[str, Result]:
        names = ("settlement_net", "settlement_fee_rate", "settlement_unmatched")
        return self.asked(*names, grain="month", periods=self.periods)

    @answer
    def gateways(self) -> tuple[Gateway, ...]:
        results = self.asked(*PAYOUTS, by=["gateway"], period=self.periods[NOW])
        by_name = [results[name].values for name in PAYOUTS]
        found = [
            Gateway(str(key or ""), *(int(values.get(key) or 0) for values in by_name))
            for key in by_name[0]
        ]
        return tuple(sorted(found, key=lambda gateway: -gateway.gross))

    @answer
    def unsettled(self) -> int:
        return int(self.ask("unsettled_payments", period=self.periods[NOW])[0].value or 0)

    @property
    def has_answers(self) -> bool:
        return any(result.rows for result in self.asked_of.values())

    @property
    def has_payouts(self) -> bool:
        return any(result.rows for result in self.payouts.values())

"""The six answers of the sellers' board."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from niaga.insight.sellers import Concentration, concentration
from niaga.metrics import Result
from niaga.web.dashboards.cards import SMALL
from niaga.web.dashboards.figures import BEFORE, NOW, Course, Figures, Pair, answer, summed
from niaga.web.dashboards.sellers.options import ORDER
from niaga.web.dashboards.switches import chosen


@dataclass(frozen=True)
class Origin:
    """Leads of one origin in the chosen period, and how far they came. `name` None: not told."""

    name: str | None
    leads: int
    won: int
    selling: int


SHOWN = 15  # of the sellers' table
IDLE = 10  # of those who stopped


@dataclass(frozen=True)
class Seller:
    """One seller in the chosen period and, `before`, in the one it is compared with."""

    name: str
    net: int
    before: int
    late_share: float | None
    parcels: int
    score: float | None
    reviews: int


ORDERS: Mapping[str, tuple[Callable[[Seller], bool], Callable[[Seller], float]]] = {
    "penjualan": (lambda s: s.net > 0, lambda s: -s.net),
    "terlambat": (lambda s: s.parcels >= SMALL, lambda s: -(s.late_share or 0.0)),
    "nilai": (lambda s: s.reviews >= SMALL, lambda s: s.score or 0.0),
}


class SellersFigures(Figures):
    @answer
    def origins(self) -> tuple[Origin, ...]:
        """Of the chosen period, the most leads first."""
        counts = {
            name: {row.key[0]: int(row.value or 0) for row in result.rows if row.key[-1] == NOW}
            for name, result in self.leads.items()
            if name in ("leads", "won_leads", "selling_leads")
        }
        found = [
            Origin(name, of, counts["won_leads"].get(name, 0), counts["selling_leads"].get(name, 0))
            for name, of in counts["leads"].items()
        ]
        return tuple(sorted(found, key=lambda origin: (-origin.leads, origin.name or "")))

    @answer
    def leads(self) -> Mapping[str, Result]:
        """By origin and the day of the first contact: both periods, and every month."""
        names = ("leads", "won_leads", "selling_leads", "lead_conversion")
        return self.asked(*names, by=["origin"], grain="month", periods=self.periods)

    @answer
    def by_contact(self) -> Mapping[str, Result]:
        """Leads of all origins together."""
        return {name: summed(self.leads[name]) for name in ("leads", "lead_conversion")}

    @answer
    def by_deal(self) -> Mapping[str, Result]:
        """Sellers by the day they were won: both periods, and every month."""
        names = (
            "sellers_won",
            "first_sale_share",
            "first_sale_days_p50",
            "lead_days_to_close_p50",
            "lead_days_to_close_p90",
            "leads_won_before_contact",
        )
        return self.asked(*names, grain="month", periods=self.periods)

    @answer
    def won_sales(self) -> Mapping[tuple[str | None, str], int]:
        """(line of business, bucket) → net sales of won sellers."""
        result = self.ask(
            "won_seller_sales", by=["lead_segment"], grain="month", periods=self.periods
        )[0]
        return {(row.key[0], row.key[1]): int(row.value or 0) for row in result.rows}

    @answer
    def net(self) -> Mapping[str, Mapping[str, int]]:
        """Bucket → seller → net sales."""
        result = self.ask("net_sales", by=["seller"], periods=self.periods)[0]
        sums: dict[str, dict[str, int]] = {bucket: {} for bucket in self.periods}
        for row in result.rows:
            if row.key[0] is not None:
                sums[row.key[-1]][row.key[0]] = int(row.value or 0)
        return sums

    @answer
    def service(self) -> Mapping[str, Result]:
        names = ("seller_late_share", "seller_review_score")
        return self.asked(*names, by=["seller"], period=self.periods[NOW])

    @answer
    def homes(self) -> Mapping[str, tuple[str | None, str | None]]:
        """Seller → region and town, of those that the tiles name."""
        named = sorted({seller.name for seller in (*self.first, *self.idle[:IDLE])})
        if not named:
            return {}
        # Always as many values, so that it is one statement to compile.
        filters = {"seller": named + named[-1:] * (SHOWN + IDLE - len(named))}
        by = ["seller", "region", "city"]
        result = self.ask("listed_sellers", by=by, filters=filters)[0]
        return {row.key[0]: (row.key[1], row.key[2]) for row in result.rows}

    # What the tiles show

    @property
    def ranked(self) -> tuple[Seller, ...]:
        """Those of the table in the order chosen there."""
        fits, rank = ORDERS[chosen(self, ORDER)]
        found = (seller for seller in self.sellers if fits(seller))
        return tuple(sorted(found, key=lambda seller: (rank(seller), seller.name)))

    @property
    def first(self) -> tuple[Seller, ...]:
        return self.ranked[:SHOWN]

    @property
    def idle(self) -> tuple[Seller, ...]:
        """Who sold in the period compared with and nothing in this one, the greatest first."""
        found = (seller for seller in self.sellers if seller.before > 0 and seller.net <= 0)
        return tuple(sorted(found, key=lambda seller: (-seller.before, seller.name)))

    @answer
    def sellers(self) -> tuple[Seller, ...]:
        """Those with sales or service in either period, the greatest sellers first."""
        late = {row.key[0]: row for row in self.service["seller_late_share"].rows}
        score = {row.key[0]: row for row in self.service["seller_review_score"].rows}
        now, before = self.net[NOW], self.net.get(BEFORE, {})
        found = []
        for name in dict.fromkeys([*now, *before]):
            of_late, of_score = late.get(name), score.get(name)
            found.append(
                Seller(
                    name=name,
                    net=now.get(name, 0),
                    before=before.get(name, 0),
                    late_share=of_late.value if of_late else None,
                    parcels=(of_late.denominator or 0) if of_late else 0,
                    score=of_score.value if of_score else None,
                    reviews=(of_score.denominator or 0) if of_score else 0,
                )
            )
        return tuple(sorted(found, key=lambda seller: (-seller.net, seller.name)))

    @answer
    def spread(self) -> tuple[Concentration | None, Concentration | None]:
        """Of the chosen period, and of the one before."""
        before = self.net.get(BEFORE) if self.has_before else None
        return concentration(self.net[NOW]), concentration(before) if before else None

    @property
    def has_leads(self) -> bool:
        return any(row.value for row in self.by_contact["leads"].rows)

    @property
    def won_months(self) -> list[date]:
        """Of `months`, those since the first deal: those before say nothing of deals."""
        deals = self.measured(self.by_deal, "sellers_won").values
        first = next((n for n, value in enumerate(deals) if value), len(deals))
        return self.months[first:]

    @property
    def won_course(self) -> Course:
        """Net sales of won sellers, all lines of business together."""
        sums: dict[str, int] = {}
        for (_segment, bucket), value in self.won_sales.items():
            sums[bucket] = sums.get(bucket, 0) + value
        return Course(
            Pair(sums.get(NOW, 0), sums.get(BEFORE, 0) if self.has_before else None),
            tuple(sums.get(month.isoformat(), 0) for month in self.months),
        )

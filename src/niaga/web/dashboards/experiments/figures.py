"""The answers that the pages of A/B tests are made of: two statements for all tests of a shop, and
one for the segments of the test that is looked at.
"""

from datetime import date

from niaga.insight.experiments.book import Book, book
from niaga.insight.experiments.data import Experiment, experiments, segments_of
from niaga.insight.experiments.judge import Judgement, judge
from niaga.insight.experiments.portfolio import Portfolio, portfolio
from niaga.insight.experiments.segments import Kind
from niaga.metrics.formulas import business_day
from niaga.metrics.periods import start_of
from niaga.web.dashboards.figures import Figures, answer

CHOSEN = "uji"  # the address's name for the test that is looked at


class ExperimentFigures(Figures):
    @answer
    def experiments(self) -> tuple[Experiment, ...]:
        return experiments(self.selection.shop, self.actor)

    @answer
    def book(self) -> Book:
        """What the house itself says of its tests."""
        return book(self.selection.shop.code)

    @answer
    def judgements(self) -> tuple[Judgement, ...]:
        """Of each of `experiments`, in their order."""
        return tuple(judge(each.seen, self.today) for each in self.experiments)

    @answer
    def portfolio(self) -> Portfolio:
        return portfolio(self.judgements, start_of(self.today, "quarter"))

    @property
    def today(self) -> date:
        """The shop's own: a test may still run where no order has come for long."""
        return business_day(self.selection.shop)

    @answer
    def chosen(self) -> tuple[Experiment, Judgement] | None:
        """The test asked for and its judgement; the newest where the name fits none."""
        key = self.selection.option(CHOSEN, "")
        pairs = list(zip(self.experiments, self.judgements, strict=True))
        named = [pair for pair in pairs if pair[0].plan.experiment == key]
        return next(iter(named or pairs), None)

    @answer
    def segments(self) -> tuple[Kind, ...]:
        """Of the chosen test."""
        chosen = self.chosen[0] if self.chosen else None
        return segments_of(self.selection.shop, chosen, self.actor)

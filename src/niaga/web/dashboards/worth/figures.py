"""The answers that the board of customers' worth is made of."""

from niaga.insight.lifetime import Outlook, Reason, outlook
from niaga.web.dashboards.figures import Figures, answer


class WorthFigures(Figures):
    @answer
    def lifetime(self) -> Outlook | Reason:
        """Of everybody who ever bought until the end of the period."""
        return outlook(self.selection.shop.code, self.selection.end, self.actor)

    def observed(self, metric: str) -> float | None:
        """As of the end of the period."""
        return self.ask(metric, period=(None, self.selection.end))[0].value

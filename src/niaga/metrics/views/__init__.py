"""Facts that are worked out when asked: each file holds `VIEWS`, and is named here."""

from collections.abc import Mapping

from niaga.metrics.views import (
    deliveries,
    seller_orders,
    settlement_lines,
    stages,
    survey_answers,
    won_sellers,
)
from niaga.metrics.views.view import View

# One line for each file of views; keep it sorted.
_ROOMS: tuple[tuple[View, ...], ...] = (
    deliveries.VIEWS,
    seller_orders.VIEWS,
    settlement_lines.VIEWS,
    stages.VIEWS,
    survey_answers.VIEWS,
    won_sellers.VIEWS,
)

VIEWS: Mapping[str, View] = {view.name: view for room in _ROOMS for view in room}

__all__ = ["VIEWS", "View"]

"""Facts that are worked out when asked: each file holds `VIEWS`, and is named here."""

from collections.abc import Mapping

from niaga.metrics.views import (
    attribution,
    campaigns,
    churn,
    deliveries,
    histories,
    lost_days,
    margins,
    marketing_ledger,
    product_choice,
    product_classes,
    product_reviews,
    retention,
    reversals,
    rfm,
    seller_orders,
    seller_places,
    settlement_lines,
    shelves,
    social_days,
    stages,
    survey_answers,
    trailing,
    visitors,
    won_sellers,
)
from niaga.metrics.views.view import View

# One line for each file of views; keep it sorted.
_ROOMS: tuple[tuple[View, ...], ...] = (
    attribution.VIEWS,
    campaigns.VIEWS,
    churn.VIEWS,
    deliveries.VIEWS,
    histories.VIEWS,
    lost_days.VIEWS,
    margins.VIEWS,
    retention.VIEWS,
    reversals.VIEWS,
    rfm.VIEWS,
    marketing_ledger.VIEWS,
    product_choice.VIEWS,
    product_classes.VIEWS,
    product_reviews.VIEWS,
    seller_orders.VIEWS,
    seller_places.VIEWS,
    settlement_lines.VIEWS,
    shelves.VIEWS,
    social_days.VIEWS,
    stages.VIEWS,
    survey_answers.VIEWS,
    trailing.VIEWS,
    visitors.VIEWS,
    won_sellers.VIEWS,
)

VIEWS: Mapping[str, View] = {view.name: view for room in _ROOMS for view in room}

__all__ = ["VIEWS", "View"]

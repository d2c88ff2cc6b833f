"""Which product to offer to whom, and why: rules of baskets, and what a segment prefers.

Metrics count (`metrics.views.product_choice`); here the counts become a recommendation with its
support, its confidence and its lift, so that a person can judge it.
"""

from niaga.insight.recommendation.rules import (
    Offer,
    PairCounts,
    PreferenceCounts,
    offers,
)

__all__ = ["Offer", "PairCounts", "PreferenceCounts", "offers"]

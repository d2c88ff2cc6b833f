"""Reviews of delivered orders, on the day that the order was placed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Measure, Metric

DIMENSIONS = ("score", "status", "region", "channel")


def is_of_delivered(t: Any) -> Any:
    return t.delivered & ~t.is_test


METRICS = (
    Metric(
        name="reviews",
        area="operations",
        label=_("Ulasan"),
        describe=_("Ulasan atas pesanan yang sudah diterima."),
        unit="count",
        noun=_("ulasan"),
        doc="Reviews of delivered orders; one order may have several.",
        fact="reviews",
        numerator=Measure("count", where=is_of_delivered),
        dimensions=DIMENSIONS,
    ),
    Metric(
        name="review_score",
        area="operations",
        label=_("Nilai ulasan"),
        describe=_("Rata-rata nilai ulasan atas pesanan yang sudah diterima."),
        unit="score",
        doc="Mean score, 1 to 5, over reviews of delivered orders.",
        fact="reviews",
        numerator=Measure("sum", "score", is_of_delivered),
        denominator=Measure("count", where=is_of_delivered),
        dimensions=DIMENSIONS,
    ),
    Metric(
        name="review_share",
        area="operations",
        label=_("Sebaran nilai ulasan"),
        describe=_("Bagian tiap nilai di antara semua ulasan atas pesanan yang diterima."),
        unit="ratio",
        doc="Reviews of one score ÷ reviews of all scores, over delivered orders. Split it by "
        "score.",
        fact="reviews",
        numerator=Measure("count", where=is_of_delivered),
        share_over=("score",),
        dimensions=DIMENSIONS,
        direction="neutral",
    ),
)

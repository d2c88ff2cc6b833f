"""Reviews of delivered orders, on the day that the order was placed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Formula, Measure, Metric

DIMENSIONS = ("score", "status", "region", "channel")

PRODUCT = ("product", "product_name", "category", "condition", "region", "channel")
WEIGHT = 20  # reviews of the mean of all that each product is taken to have besides its own


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
    Metric(
        name="product_reviews",
        area="operations",
        label=_("Ulasan per produk"),
        describe=_("Ulasan atas produk itu, atau atas pesanan yang berisi produk itu."),
        unit="count",
        noun=_("ulasan"),
        doc="Reviews of delivered orders by product: the one that the review names, else each "
        "product of the order, which all carry it.",
        fact="product_reviews",
        numerator=Measure("count"),
        dimensions=(*PRODUCT, "score"),
    ),
    Metric(
        name="product_score",
        area="operations",
        label=_("Nilai ulasan produk"),
        describe=_("Rata-rata nilai ulasan atas produk itu atau pesanannya."),
        unit="score",
        doc="Mean score over product_reviews.",
        fact="product_reviews",
        numerator=Measure("sum", "score"),
        denominator=Measure("count"),
        dimensions=PRODUCT,
    ),
    Metric(
        name="product_score_ranked",
        area="operations",
        label=_("Nilai ulasan untuk peringkat"),
        describe=_(
            "Nilai ulasan yang ditarik ke rata-rata semua produk bila ulasannya sedikit: satu "
            "ulasan buruk belum membuat produk terburuk."
        ),
        unit="score",
        doc="(C·m + Σ scores) ÷ (C + n), C = 20, m = the mean of all reviews that the question is "
        "about: the Bayesian mean by which products are ranked. Its n is product_reviews.",
        formula=Formula("shrunk", ("product_score",), weight=WEIGHT),
        dimensions=PRODUCT,
        source="Bayesian mean",
    ),
)

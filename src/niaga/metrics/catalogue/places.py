"""Where sellers sell from, and what is told of them and of what is sold."""

from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Formula, Measure, Metric

METRICS = (
    Metric(
        name="region_sellers",
        label=_("Penjual menurut asal"),
        describe=_("Penjual yang menjual sesuatu, di wilayah asal penjual itu sendiri."),
        unit="count",
        noun=_("penjual"),
        doc="Distinct sellers among the lines sold, in the seller's own region and not in the "
        "buyer's.",
        fact="seller_places",
        numerator=Measure("distinct", "seller_id"),
        clock="sale",
        dimensions=("region", "category", "condition"),
    ),
    Metric(
        name="buyers_per_seller",
        label=_("Pembeli per penjual"),
        describe=_("Pembeli di suatu wilayah dibagi penjual yang berasal dari sana."),
        unit="score",
        doc="buyers ÷ region_sellers of the same region and period. Buyers from elsewhere are not "
        "among them: it tells where sellers are scarce.",
        formula=Formula("quotient", ("buyers", "region_sellers")),
        dimensions=("region",),
        direction="neutral",
    ),
    Metric(
        name="listed_products",
        label=_("Produk di katalog"),
        describe=_("Produk yang diceritakan sumbernya, terjual atau tidak."),
        unit="count",
        noun=_("produk"),
        doc="Products that the sources tell of, sold or not.",
        fact="products",
        numerator=Measure("count"),
        clock="none",
        grains=(),
        dimensions=("product", "category", "condition"),
        direction="neutral",
    ),
    Metric(
        name="listed_sellers",
        area="sellers",
        label=_("Penjual di daftar"),
        describe=_("Penjual yang diceritakan sumbernya, berjualan atau tidak."),
        unit="count",
        noun=_("penjual"),
        doc="Sellers that the sources tell of, selling or not, in their own region.",
        fact="sellers",
        numerator=Measure("count"),
        clock="none",
        grains=(),
        dimensions=("seller", "region", "city"),
        direction="neutral",
    ),
)

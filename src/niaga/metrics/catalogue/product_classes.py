"""Products by what they bring and how evenly they sell: the ABC × XYZ grid."""

from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Measure, family

_of_products = family(
    fact="product_classes",
    clock="as_of",
    grains=(),
    dimensions=("abc", "xyz", "product", "product_name", "category"),
    direction="neutral",
    source="ABC–XYZ analysis",
)
METRICS = (
    _of_products(
        "classed_products",
        _("Produk menurut kelas"),
        _(
            "Produk baru yang terjual dalam 52 minggu terakhir. A: penyumbang 80 persen pertama "
            "penjualan bersih, B: sampai 95 persen, C: sisanya. X: laku merata tiap minggu "
            "(variasi sampai 0,5), Y: sampai 1, Z: di atasnya, N: belum 12 minggu."
        ),
        "Products, used goods left out, that were sold in the 52 weeks before the end of the "
        "period. ABC by shares of net sales, best first: A to 80 %, B to 95 %, C. XYZ by standard "
        "deviation ÷ mean of the pieces sold a week since the first sale, weeks of empty shelves "
        "left out: X to 0.5, Y to 1, Z; N of fewer than 12 weeks. Classes are of the whole shop.",
        area="operations",
        noun=_("produk"),
        numerator=Measure("count"),
    ),
    _of_products(
        "classed_net_sales",
        _("Penjualan bersih menurut kelas"),
        _("Penjualan bersih 52 minggu terakhir dari produk sebuah kelas ABC dan XYZ."),
        "net_sales of these products in the 52 weeks before the end of the period, order-wide "
        "discounts left out.",
        area="sales",
        unit="money",
        numerator=Measure("sum", "net"),
    ),
)

"""Money on the sale clock: a sale on its day, a return on the day it was processed.

Closed months never change. Cancellation before payment never enters the ledger; after capture it is
a sale and its reversal.
"""

from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Formula, Measure, Metric

DIMENSIONS = ("region", "channel", "category", "condition", "product", "seller")
SHOPIFY = "Shopify's convention for sales reports"


def is_sale(t: Any) -> Any:
    return t.kind == "sale"


def _ledger(name: str, column: str, label: Any, describe: Any, doc: str, **more: Any) -> Metric:
    return Metric(
        name=name,
        label=label,
        describe=describe,
        unit=more.pop("unit", "money"),
        doc=doc,
        fact="sales_events",
        numerator=more.pop("numerator", Measure("sum", column)),
        clock="sale",
        dimensions=DIMENSIONS,
        source=more.pop("source", SHOPIFY),
        **more,
    )


GROWTH: tuple[tuple[Literal["month", "quarter", "year"], Any], ...] = (
    ("month", _("Pertumbuhan bulanan")),
    ("quarter", _("Pertumbuhan triwulanan")),
    ("year", _("Pertumbuhan tahunan")),
)

METRICS = (
    _ledger(
        "gross_sales",
        "gross",
        _("Penjualan kotor"),
        _("Harga satuan kali jumlah dari semua penjualan, pada hari penjualan."),
        "Σ unit price × quantity of the lines sold, on the day of the sale.",
    ),
    _ledger(
        "discounts",
        "discount",
        _("Potongan harga"),
        _("Potongan pada penjualan, pada hari penjualan."),
        "Σ discounts of lines and orders sold, on the day of the sale.",
        direction="neutral",
    ),
    _ledger(
        "returns",
        "returns",
        _("Retur dan pembatalan"),
        _("Nilai penjualan yang dibatalkan atau dikembalikan, pada hari diproses."),
        "Σ what reversals take back (gross − discount), on the day they were processed.",
        direction="down",
    ),
    _ledger(
        "net_sales",
        "net",
        _("Penjualan bersih"),
        _("Penjualan kotor dikurangi potongan dan retur; tanpa pajak dan ongkos kirim."),
        "gross_sales − discounts − returns; without tax and shipping. Closed months never change.",
        target="net_sales_target",
    ),
    _ledger(
        "total_sales",
        "total",
        _("Penjualan total"),
        _("Penjualan bersih ditambah pajak dan ongkos kirim."),
        "net_sales + tax + shipping, on the same clock.",
    ),
    _ledger(
        "products_sold",
        "quantity",
        _("Produk terjual"),
        _("Jumlah barang terjual dikurangi yang dibatalkan atau dikembalikan."),
        "Σ units sold less units of reversals.",
        unit="count",
        noun=_("barang"),
    ),
    _ledger(
        "distinct_products",
        "product_id",
        _("Ragam produk terjual"),
        _("Banyaknya produk berbeda yang terjual."),
        "Distinct products among the lines sold.",
        unit="count",
        numerator=Measure("distinct", "product_id", is_sale),
        source="",
        noun=_("produk"),
    ),
    _ledger(
        "active_sellers",
        "seller_id",
        _("Penjual aktif"),
        _("Banyaknya penjual yang menjual sesuatu."),
        "Distinct sellers among the lines sold.",
        unit="count",
        numerator=Measure("distinct", "seller_id", is_sale),
        source="",
        noun=_("penjual"),
    ),
    Metric(
        name="net_sales_target",
        label=_("Target penjualan bersih"),
        # xgettext:no-python-format
        describe=_("1,5 persen di atas penjualan bersih bulan sebelumnya, bila tak ada keputusan."),
        unit="money",
        doc="1.015 × net_sales of the month before, rounded half up to the smallest unit, unless "
        "another rule or an amount was decided for the month. None for the first month, and none "
        "when the month before is not above 0. Monthly only. It does not compound on the plan: a "
        "bad month lowers the bar. Frozen when the month closes. Of a part of the shop (a region, "
        "a category) it is the rule's alone.",
        formula=Formula("target", ("net_sales",)),
        clock="sale",
        grains=("month",),
        dimensions=(),
        direction="neutral",
        source="the business's rule of 1.5 % over the previous month's actual",
    ),
    Metric(
        name="target_attainment",
        label=_("Pencapaian target"),
        describe=_("Penjualan bersih dibagi target bulan itu."),
        unit="ratio",
        doc="net_sales ÷ net_sales_target of the same month.",
        formula=Formula("attainment", ("net_sales",)),
        clock="sale",
        grains=("month",),
        source="the business's rule of 1.5 % over the previous month's actual",
    ),
    Metric(
        name="net_sales_target_per_day",
        label=_("Target per hari"),
        describe=_("Target bulan itu dibagi banyaknya hari, agar bulan pendek dapat dibanding."),
        unit="money",
        doc="net_sales_target ÷ days of the month: March has 10.7 % more days than February.",
        formula=Formula("target_per_day", ("net_sales",)),
        clock="sale",
        grains=("month",),
        direction="neutral",
    ),
    Metric(
        name="net_sales_plan",
        label=_("Rencana tahunan"),
        describe=_("Bagian bulan itu dari rencana tahun, dibagi menurut hari."),
        unit="money",
        doc="The year plan spread over its months by their days; none without a plan. Unlike the "
        "target it does not follow a bad month down.",
        formula=Formula("plan", ("net_sales",)),
        clock="sale",
        grains=("month",),
        direction="neutral",
    ),
    Metric(
        name="net_sales_pace",
        label=_("Perkiraan akhir bulan"),
        describe=_("Arah bulan berjalan menurut bagian yang biasanya sudah terjual."),
        unit="money",
        doc="net_sales of the whole days of the running month ÷ their usual share of it, by the "
        "weekdays of the 12 weeks before (of at least four). None before day 3. A month that is "
        "over: net_sales.",
        formula=Formula("pace", ("net_sales",)),
        clock="sale",
        grains=("month",),
    ),
    Metric(
        name="pace_attainment",
        label=_("Perkiraan pencapaian"),
        describe=_("Perkiraan akhir bulan dibagi target bulan itu."),
        unit="ratio",
        doc="net_sales_pace ÷ net_sales_target of the same month.",
        formula=Formula("pace_attainment", ("net_sales",)),
        clock="sale",
        grains=("month",),
    ),
    Metric(
        name="growth_year_on_year",
        label=_("Pertumbuhan dari tahun lalu"),
        describe=_("Perubahan penjualan bersih terhadap bulan yang sama tahun lalu."),
        unit="ratio",
        doc="(S − S of the same month a year before) ÷ the latter, S = net_sales; a running month "
        "against as many days. Null when the base is 0 or less, or outside the shop's history.",
        formula=Formula("growth", ("net_sales",), "month", 12),
        clock="sale",
        grains=("month",),
        dimensions=DIMENSIONS,
    ),
    *(
        Metric(
            name=f"growth_by_{grain}",
            label=label,
            describe=_("Perubahan penjualan bersih terhadap periode sebelumnya."),
            unit="ratio",
            doc=f"(S − S of the {grain} before) ÷ S of the {grain} before, S = net_sales. The "
            f"running "
            f"{grain} is compared with the same number of days of the one before. Null when the "
            f"base "
            "is 0 or less, or outside the shop's history.",
            formula=Formula("growth", ("net_sales",), grain),
            clock="sale",
            grains=(grain,),
            dimensions=DIMENSIONS,
        )
        for grain, label in GROWTH
    ),
)

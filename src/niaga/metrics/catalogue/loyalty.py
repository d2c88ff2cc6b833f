"""Who stays: retention, churn, recency-frequency-money, what a buyer is worth."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Measure, Metric, Unit

PLACE = ("region", "channel")
RFM = ("segment", "recency", "frequency", "money", "region")


SEGMENTING = (
    "Recency, frequency and money score 1 to 5 by cut-points that are frozen at the end of the "
    "last whole month: 1 + min(4, ⌊5 · percent_rank⌋) among the buyers of the 365 days before it, "
    "ties kept together; in a shop's first month those of the day asked."
)


def has_one(t: Any) -> Any:
    return t.orders == 1


def cost_is_told(t: Any) -> Any:
    return t.is_told


def has_recency_cut(t: Any) -> Any:
    return t.recency_cut.notnull()


def has_frequency_cut(t: Any) -> Any:
    return t.frequency_cut.notnull()


def has_money_cut(t: Any) -> Any:
    return t.money_cut.notnull()


def _cut(name: str, unit: Unit, label: Any, describe: Any, doc: str, where: Any) -> Metric:
    return Metric(
        name=f"rfm_{name}_cut",
        area="customers",
        label=label,
        describe=describe,
        unit=unit,
        noun=_("pesanan") if unit == "count" else "",
        doc=doc + " None for score 1. " + SEGMENTING,
        fact="rfm",
        numerator=Measure("sum", f"{name}_cut", where),
        denominator=Measure("count", where=where),
        clock="as_of",
        grains=(),
        dimensions=RFM,
        needs=(name,),
        direction="neutral",
    )


METRICS = (
    Metric(
        name="retention_rate",
        area="customers",
        label=_("Retensi"),
        describe=_("Bagian pembeli baru suatu bulan yang membeli lagi sekian bulan kemudian."),
        unit="ratio",
        doc="Distinct people of a cohort with a counted order in the k-th month after it ÷ the "
        "cohort's size. The cohort is the month of a person's first counted order that was not "
        "taken back whole (a setting of the shop lets that start one as well), so that cohorts "
        "can differ from new_customers by just these. By time is by cohort. Months that still "
        "run are left out; over several cohorts Σ retained ÷ Σ size. Month 0 is 100 %.",
        fact="retention",
        numerator=Measure("sum", "retained"),
        denominator=Measure("sum", "size"),
        grains=("month", "quarter", "year"),
        dimensions=("months_after", *PLACE),
        needs=("months_after",),
    ),
    Metric(
        name="cohort_size",
        area="customers",
        label=_("Besar angkatan"),
        describe=_("Banyaknya pembeli baru suatu bulan yang dapat dinilai pada bulan ke sekian."),
        unit="count",
        noun=_("orang"),
        doc="People of the cohorts whose k-th month is over: the n of retention_rate.",
        fact="retention",
        numerator=Measure("sum", "size"),
        grains=("month", "quarter", "year"),
        dimensions=("months_after", *PLACE),
        needs=("months_after",),
        direction="neutral",
    ),
    Metric(
        name="churn_window",
        area="customers",
        label=_("Jendela pergi"),
        describe=_("Sembilan dari sepuluh pembeli yang kembali, kembali dalam hari sebanyak ini."),
        unit="days",
        doc="The days within which 90 % of gaps between buying days end: Kaplan-Meier, gaps that "
        "are still open censored, orders of one day merged, held between 30 and 365, as of the "
        "first day of the quarter in which the period ends. Where fewer "
        "than 90 % ever come back it is 365.",
        fact="churn_window",
        numerator=Measure("quantile", "days", q=0.5),
        clock="as_of",
        grains=(),
        direction="neutral",
    ),
    Metric(
        name="churn_rate",
        area="customers",
        label=_("Tingkat pergi"),
        describe=_("Pembeli aktif di awal bulan yang melewati jendela pergi tanpa membeli lagi."),
        unit="ratio",
        doc="People active at the start of the month (last bought at most churn_window days ago) "
        "who pass the window by its end without buying in it ÷ people active at its start. Only "
        "months that are over. Leaving a shop is never observed: it is inferred.",
        fact="churn",
        numerator=Measure("sum", "churned"),
        denominator=Measure("sum", "active"),
        clock="event",
        grains=("month", "quarter", "year"),
        direction="down",
    ),
    Metric(
        name="reactivated_customers",
        area="customers",
        label=_("Pembeli kembali"),
        describe=_("Orang yang membeli lagi setelah melewati jendela pergi."),
        unit="count",
        noun=_("orang"),
        doc="People who bought in the month after a pause longer than the window, in months that "
        "are over.",
        fact="churn",
        numerator=Measure("sum", "reactivated"),
        clock="event",
        grains=("month", "quarter", "year"),
    ),
    Metric(
        name="one_time_buyers",
        area="customers",
        label=_("Pembeli sekali"),
        describe=_("Orang yang baru sekali membeli sampai akhir periode."),
        unit="count",
        noun=_("orang"),
        doc="People with exactly one counted order before the end of the period.",
        fact="buyers_to_date",
        numerator=Measure("count", where=has_one),
        clock="as_of",
        grains=(),
        dimensions=("region",),
        direction="neutral",
    ),
    Metric(
        name="one_time_buyer_share",
        area="customers",
        label=_("Bagian pembeli sekali"),
        describe=_("Orang yang baru sekali membeli dibagi semua pembeli sampai akhir periode."),
        unit="ratio",
        doc="one_time_buyers ÷ people with a counted order before the end of the period.",
        fact="buyers_to_date",
        numerator=Measure("count", where=has_one),
        denominator=Measure("count"),
        clock="as_of",
        grains=(),
        dimensions=("region",),
        direction="down",
    ),
    Metric(
        name="customer_value",
        area="customers",
        label=_("Nilai pelanggan sampai kini"),
        describe=_("Pendapatan pesanan sepanjang riwayat dibagi banyaknya pembeli."),
        unit="money",
        doc="Observed customer lifetime value: order_revenue of all counted orders before the end "
        "of the period ÷ people who placed them. Nothing is predicted.",
        fact="buyers_to_date",
        numerator=Measure("sum", "revenue"),
        denominator=Measure("count"),
        clock="as_of",
        grains=(),
        dimensions=("region",),
    ),
    Metric(
        name="customer_margin",
        area="customers",
        label=_("Laba per pelanggan sampai kini"),
        describe=_("Laba kotor sepanjang riwayat dibagi pembeli yang biaya barangnya diketahui."),
        unit="money",
        doc="Observed customer lifetime value as margin: Σ (gross − discount − cost) of all "
        "counted orders before the end of the period ÷ people who placed them, over those of whom "
        "the cost of every line is told; refunds are not taken off. Nothing is predicted.",
        fact="margins_to_date",
        numerator=Measure("sum", "profit", cost_is_told),
        denominator=Measure("count", where=cost_is_told),
        clock="as_of",
        grains=(),
        dimensions=("region",),
    ),
    Metric(
        name="purchase_frequency",
        area="customers",
        label=_("Frekuensi beli"),
        describe=_("Pesanan dibagi banyaknya pembeli dalam 365 hari terakhir."),
        unit="score",
        doc="Counted orders ÷ distinct buyers of the 365 days before the end of the period.",
        fact="trailing_orders",
        numerator=Measure("count"),
        denominator=Measure("distinct", "customer_key"),
        clock="as_of",
        grains=(),
        dimensions=PLACE,
    ),
    Metric(
        name="rfm_customers",
        area="customers",
        label=_("Pembeli per segmen"),
        describe=_("Pembeli dalam 365 hari terakhir menurut segmennya."),
        unit="count",
        noun=_("orang"),
        doc="People with a counted order in the 365 days before the end of the period, by RFM. "
        + SEGMENTING,
        fact="rfm",
        numerator=Measure("count"),
        clock="as_of",
        grains=(),
        dimensions=RFM,
        direction="neutral",
    ),
    Metric(
        name="rfm_revenue",
        area="customers",
        label=_("Nilai per segmen"),
        describe=_("Pendapatan pesanan 365 hari terakhir menurut segmen pembelinya."),
        unit="money",
        doc="order_revenue of these 365 days, by the RFM of who bought.",
        fact="rfm",
        numerator=Measure("sum", "revenue"),
        clock="as_of",
        grains=(),
        dimensions=RFM,
    ),
    Metric(
        name="rfm_orders",
        area="customers",
        label=_("Pesanan per segmen"),
        describe=_("Pesanan 365 hari terakhir menurut segmen pembelinya."),
        unit="count",
        noun=_("pesanan"),
        doc="Counted orders of these 365 days, by the RFM of who bought.",
        fact="rfm",
        numerator=Measure("sum", "orders"),
        clock="as_of",
        grains=(),
        dimensions=RFM,
    ),
    _cut(
        "recency",
        "days",
        _("Batas nilai kebaruan"),
        _("Paling lama sekian hari sejak pesanan terakhir untuk mendapat nilai ini."),
        "The most days since the last order with which a buyer has the recency score.",
        has_recency_cut,
    ),
    _cut(
        "frequency",
        "count",
        _("Batas nilai kekerapan"),
        _("Paling sedikit sekian pesanan untuk mendapat nilai ini."),
        "The fewest orders with which a buyer has the frequency score.",
        has_frequency_cut,
    ),
    _cut(
        "money",
        "money",
        _("Batas nilai belanja"),
        _("Paling sedikit belanja sekian untuk mendapat nilai ini."),
        "The least order_revenue with which a buyer has the money score.",
        has_money_cut,
    ),
)

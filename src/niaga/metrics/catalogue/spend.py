"""Marketing: what it cost, and the orders that the cost is credited with.

What a platform claims stands under its own name and never meets the shop's own numbers.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Formula, Measure, Metric, family

SPEND = ("channel", "campaign")


def has_impressions_and_clicks(t: Any) -> Any:
    return t.impressions.notnull() & t.clicks.notnull()


def has_clicks(t: Any) -> Any:
    return t.clicks.notnull()


def has_claim(t: Any) -> Any:
    return t.claimed_value.notnull()


_cost = family(
    fact="spend",
    area="marketing",
    clock="event",
    dimensions=SPEND,
)


COST = (
    _cost(
        "marketing_spend",
        _("Biaya pemasaran"),
        _("Biaya iklan dan kampanye menurut tanggalnya."),
        "Σ cost, on its own day, in the shop's zone and currency.",
        unit="money",
        numerator=Measure("sum", "amount"),
        direction="neutral",
    ),
    _cost(
        "ad_impressions",
        _("Tayangan iklan"),
        _("Berapa kali iklan ditayangkan, menurut platform."),
        "Σ impressions, as the platform tells.",
        numerator=Measure("sum", "impressions"),
        noun=_("tayangan"),
    ),
    _cost(
        "ad_clicks",
        _("Klik iklan"),
        _("Berapa kali iklan diklik, menurut platform."),
        "Σ clicks, as the platform tells.",
        numerator=Measure("sum", "clicks"),
        noun=_("klik"),
    ),
    _cost(
        "click_through_rate",
        _("Rasio klik (CTR)"),
        _("Klik dibagi tayangan."),
        "Clicks ÷ impressions, over the rows that tell both.",
        unit="ratio",
        numerator=Measure("sum", "clicks", has_impressions_and_clicks),
        denominator=Measure("sum", "impressions", has_impressions_and_clicks),
    ),
    _cost(
        "cost_per_click",
        _("Biaya per klik (CPC)"),
        _("Biaya dibagi klik."),
        "Cost ÷ clicks, over the rows that tell clicks.",
        unit="money",
        numerator=Measure("sum", "amount", has_clicks),
        denominator=Measure("sum", "clicks", has_clicks),
        direction="down",
    ),
    _cost(
        "claimed_conversions",
        _("Konversi menurut platform"),
        _("Yang diakui platform sebagai hasilnya; tidak dijumlahkan dengan pesanan toko."),
        "Σ conversions as the platforms claim. Platforms claim the same order more than once; "
        "never added to the shop's own.",
        numerator=Measure("sum", "claimed_conversions"),
        direction="neutral",
        noun=_("konversi"),
    ),
    _cost(
        "claimed_roas",
        _("ROAS menurut platform"),
        _("Nilai yang diakui platform dibagi biayanya."),
        "Value as the platform claims ÷ cost, over the rows that tell a claim.",
        unit="score",
        numerator=Measure("sum", "claimed_value", has_claim),
        denominator=Measure("sum", "amount", has_claim),
        direction="neutral",
    ),
    Metric(
        name="marketing_efficiency",
        label=_("MER (pendapatan dibagi biaya)"),
        describe=_("Semua pendapatan pesanan dibagi semua biaya pemasaran."),
        unit="score",
        doc="order_revenue ÷ marketing_spend of the same period: all revenue, whatever brought "
        "it. Triple Whale's MER is the inverse of this.",
        formula=Formula("quotient", ("order_revenue", "marketing_spend")),
        area="marketing",
        clock="event",
        source="media efficiency ratio",
    ),
)


_credited = family(
    fact="marketing_ledger",
    area="marketing",
    clock="event",
    dimensions=SPEND,
)


MODEL = "Model: last non-direct visit within 28 days; only campaigns and channels with a cost."

RETURNS = (
    _credited(
        "credited_orders",
        _("Pesanan dari biaya pemasaran"),
        _("Pesanan yang kunjungan terakhirnya datang dari kampanye berbiaya."),
        "Counted orders credited to what was paid for. " + MODEL,
        numerator=Measure("sum", "orders"),
        noun=_("pesanan"),
    ),
    _credited(
        "credited_revenue",
        _("Pendapatan dari biaya pemasaran"),
        _("Pendapatan pesanan yang kunjungan terakhirnya datang dari kampanye berbiaya."),
        "order_revenue of these orders. " + MODEL,
        unit="money",
        numerator=Measure("sum", "revenue"),
    ),
    _credited(
        "credited_spend",
        _("Biaya pemasaran di samping hasilnya"),
        _("Biaya pada baris yang sama dengan pesanannya."),
        "marketing_spend, beside what it is credited with.",
        unit="money",
        numerator=Measure("sum", "spend"),
        direction="neutral",
    ),
    _credited(
        "cost_per_order",
        _("Biaya per pesanan (CPA)"),
        _("Biaya dibagi pesanan yang datang dari kampanye berbiaya."),
        "Cost ÷ credited orders; null without such an order: the cost is told beside it. " + MODEL,
        unit="money",
        numerator=Measure("sum", "spend"),
        denominator=Measure("sum", "orders"),
        direction="down",
    ),
    _credited(
        "cost_per_credited_customer",
        _("Biaya per pembeli baru dari kampanye"),
        _("Biaya dibagi pembeli baru yang datang dari kampanye berbiaya."),
        "Cost ÷ credited orders that are a person's first. " + MODEL,
        unit="money",
        numerator=Measure("sum", "spend"),
        denominator=Measure("sum", "new_customers"),
        direction="down",
    ),
    _credited(
        "cost_per_new_customer",
        _("Biaya per pembeli baru (CAC)"),
        _("Semua biaya pemasaran dibagi semua pembeli baru."),
        "Cost ÷ new_customers of the same period, whatever brought them; null without a cost or "
        "without a new customer. By channel or campaign it has no meaning: see "
        "cost_per_credited_customer.",
        unit="money",
        numerator=Measure("sum", "spend"),
        denominator=Measure("sum", "all_new_customers"),
        direction="down",
    ),
    _credited(
        "roas",
        _("ROAS"),
        _(
            "Pendapatan dari kampanye berbiaya dibagi biayanya; kunjungan terakhir yang bukan "
            "langsung, 28 hari."
        ),
        "Credited order_revenue ÷ cost; null in a shop that measures no visits. " + MODEL,
        unit="score",
        numerator=Measure("sum", "revenue"),
        denominator=Measure("sum", "measured_spend"),
    ),
    _credited(
        "roi",
        _("ROI pemasaran"),
        _("Laba kotor dari kampanye berbiaya dikurangi biayanya, dibagi biayanya."),
        "(Credited gross profit − cost) ÷ cost: profit, not revenue. Null when the cost of any "
        "credited goods is not told. Only a hold-out tells what was caused. " + MODEL,
        unit="ratio",
        numerator=Measure("sum", "gain"),
        denominator=Measure("sum", "costed_spend"),
    ),
)

METRICS = COST + RETURNS

"""People who asked to sell on the marketplace, the deals closed with them, and what these sold.

A lead counts on the day of its first contact, and so does whether it was won: young months are
still open. A deal counts on the day it was won; sales on the day of the sale.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niaga.metrics.metric import Measure, Metric, family

LEAD = ("origin", "lead_segment", "lead_type", "landing_page")
SELLER = ("origin", "lead_segment", "lead_type", "seller")


def is_won(t: Any) -> Any:
    return t.won


def closed_after_contact(t: Any) -> Any:
    return t.days_to_close >= 0


def closed_before_contact(t: Any) -> Any:
    return t.days_to_close < 0


def has_sold(t: Any) -> Any:
    return t.first_sale_date.notnull()


_of_leads = family(
    fact="lead_outcomes",
    area="sellers",
    clock="event",
    dimensions=LEAD,
)


def _quantile(name: str, q: float, label: Any, describe: Any, doc: str, **more: Any) -> Metric:
    return _of_leads(
        name,
        label,
        describe,
        doc,
        unit="days",
        numerator=Measure("quantile", more.pop("column"), more.pop("where", None), q),
        direction="down",
        tolerance=0.02,
        **more,
    )


METRICS = (
    _of_leads(
        "leads",
        pgettext_lazy("many", "Calon penjual"),
        _("Orang yang minta dihubungi untuk berjualan, pada hari kontak pertama."),
        "Leads, on the day of the first contact.",
        numerator=Measure("count"),
        noun=_("calon"),
    ),
    _of_leads(
        "won_leads",
        _("Calon yang jadi penjual"),
        _("Calon penjual dari periode ini yang kini sudah menjadi penjual."),
        "Leads with a deal, on the day of the lead's first contact: young months are still open.",
        numerator=Measure("count", where=is_won),
        noun=_("penjual"),
    ),
    _of_leads(
        "lead_conversion",
        _("Konversi calon penjual"),
        _("Calon penjual yang jadi penjual dibagi semua calon dari periode yang sama."),
        "won_leads ÷ leads by the day of the first contact. The latest months are still open: "
        "their leads can yet be won.",
        unit="ratio",
        numerator=Measure("count", where=is_won),
        denominator=Measure("count"),
    ),
    _quantile(
        "lead_days_to_close_p50",
        0.5,
        _("Hari sampai sepakat (tengah)"),
        _("Separuh kesepakatan tercapai dalam sekian hari sejak kontak pertama, atau kurang."),
        "Median days from first contact to won, by the day of the deal: by that of the contact the "
        "latest months would show their fastest deals only. Deals dated before the first contact "
        "are left out and counted by leads_won_before_contact.",
        fact="won_sellers",
        dimensions=SELLER,
        column="days_to_close",
        where=closed_after_contact,
    ),
    _quantile(
        "lead_days_to_close_p90",
        0.9,
        _("Hari sampai sepakat (P90)"),
        _("Sembilan dari sepuluh kesepakatan tercapai dalam sekian hari, atau kurang."),
        "90th percentile of days from first contact to won; else as lead_days_to_close_p50.",
        fact="won_sellers",
        dimensions=SELLER,
        column="days_to_close",
        where=closed_after_contact,
    ),
    _of_leads(
        "leads_won_before_contact",
        _("Sepakat sebelum kontak pertama"),
        _("Kesepakatan yang tanggalnya mendahului kontak pertama: periksa sumbernya."),
        "Deals dated before their lead's first contact: an error of the source, kept and told. On "
        "the day of the deal.",
        fact="won_sellers",
        dimensions=SELLER,
        numerator=Measure("count", where=closed_before_contact),
        direction="down",
        noun=_("calon"),
    ),
    _of_leads(
        "selling_leads",
        _("Calon yang sudah menjual"),
        _("Calon penjual dari periode ini yang jadi penjual dan sudah menjual sesuatu."),
        "Leads with a deal and a sale to date, on the day of the lead's first contact.",
        numerator=Measure("count", where=has_sold),
        noun=_("penjual"),
    ),
    _of_leads(
        "sellers_won",
        _("Penjual baru dari calon"),
        _("Kesepakatan dengan calon penjual, pada hari kesepakatan."),
        "Deals closed with leads, on the day they were won.",
        fact="won_sellers",
        dimensions=SELLER,
        numerator=Measure("count"),
        noun=_("penjual"),
    ),
    _of_leads(
        "won_sellers_selling",
        _("Penjual baru yang sudah menjual"),
        _("Penjual baru dari periode ini yang sudah punya penjualan pertama."),
        "Sellers won in the period with a sale to date.",
        fact="won_sellers",
        dimensions=SELLER,
        numerator=Measure("count", where=has_sold),
        noun=_("penjual"),
    ),
    _of_leads(
        "first_sale_share",
        _("Bagian yang sudah menjual"),
        _("Penjual baru yang sudah punya penjualan pertama dibagi semua penjual baru."),
        "won_sellers_selling ÷ sellers_won: of the sellers won in the period, those with a sale "
        "to date. The latest have had little time yet.",
        unit="ratio",
        fact="won_sellers",
        dimensions=SELLER,
        numerator=Measure("count", where=has_sold),
        denominator=Measure("count"),
    ),
    _quantile(
        "first_sale_days_p50",
        0.5,
        _("Hari sampai penjualan pertama (tengah)"),
        _("Separuh penjual baru yang sudah menjual melakukannya dalam sekian hari atau kurang."),
        "Median days from won to the first sale, over sellers won in the period that have sold; "
        "who has not yet is not in it, so read it beside first_sale_share.",
        fact="won_sellers",
        dimensions=SELLER,
        column="days_to_first_sale",
    ),
    _quantile(
        "first_sale_days_p90",
        0.9,
        _("Hari sampai penjualan pertama (P90)"),
        _("Sembilan dari sepuluh penjual baru yang sudah menjual melakukannya secepat ini."),
        "90th percentile of days from won to the first sale; else as first_sale_days_p50.",
        fact="won_sellers",
        dimensions=SELLER,
        column="days_to_first_sale",
    ),
    _of_leads(
        "won_seller_sales",
        _("Penjualan penjual baru"),
        _("Penjualan bersih dari penjual yang datang sebagai calon, sejak hari kesepakatan."),
        "net_sales of sellers who came as leads, from the day they were won, on the sale clock.",
        unit="money",
        fact="won_seller_sales",
        dimensions=SELLER,
        numerator=Measure("sum", "net"),
    ),
    _of_leads(
        "won_sellers_active",
        _("Penjual baru yang menjual"),
        _("Penjual yang datang sebagai calon dan menjual sesuatu dalam periode ini."),
        "Distinct sellers who came as leads among those with an entry in the ledger.",
        fact="won_seller_sales",
        dimensions=SELLER,
        numerator=Measure("distinct", "seller_id"),
        noun=_("penjual"),
    ),
    _of_leads(
        "seller_late_share",
        _("Bagian terlambat per penjual"),
        _("Paket pesanan penjual ini yang tiba setelah waktu yang dijanjikan."),
        "Late parcels ÷ parcels whose promised and delivery times are known, over counted orders "
        "with a line of the seller, on the day of the order. Several sellers of one order share "
        "its parcels.",
        unit="ratio",
        fact="seller_orders",
        dimensions=("seller", "region", "channel"),
        numerator=Measure("sum", "late"),
        denominator=Measure("sum", "judged"),
        direction="down",
    ),
    _of_leads(
        "seller_review_score",
        _("Nilai ulasan per penjual"),
        _("Rata-rata nilai ulasan atas pesanan yang memuat barang penjual ini."),
        "Mean score over reviews of delivered, counted orders with a line of the seller, on the "
        "day of the order. Several sellers of one order share its reviews.",
        unit="score",
        fact="seller_orders",
        dimensions=("seller", "region", "channel"),
        numerator=Measure("sum", "score"),
        denominator=Measure("sum", "reviews"),
    ),
)

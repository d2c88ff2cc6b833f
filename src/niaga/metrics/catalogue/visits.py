"""Visits to the shop's own pages: measured of visitors who agreed; pages are counted of all.

Nothing of these exists for a shop whose pages are not measured: no data is not zero.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Measure, Metric

VISIT = ("channel", "campaign", "utm_source", "utm_medium", "device", "landing_page")
PAGE = ("page_kind", "audience")
MINUTE = 60
ATTRIBUTED = (*VISIT, "region", "customer_type")


def is_bounce(t: Any) -> Any:
    return ~t.engaged


def is_single_page(t: Any) -> Any:
    return t.pages <= 1


def is_measured(t: Any) -> Any:
    return t.seconds.notnull()


def saw_product(t: Any) -> Any:
    return t.saw_product


def had_cart(t: Any) -> Any:
    return t.had_cart


def reached_checkout(t: Any) -> Any:
    return t.reached_checkout


def has_ordered(t: Any) -> Any:
    return t.ordered


def has_converted(t: Any) -> Any:
    return t.converted


def is_new(t: Any) -> Any:
    return t.visitor_kind == "new"


def is_returning(t: Any) -> Any:
    return t.visitor_kind == "returning"


def is_reactivated(t: Any) -> Any:
    return t.visitor_kind == "reactivated"


def of_people(t: Any) -> Any:
    return t.audience.isin(["agreed", "declined", "unasked"])


def of_known(t: Any) -> Any:
    return t.audience == "agreed"


def of_programs(t: Any) -> Any:
    return t.audience.isin(["bot", "unshown"])


def of_staff(t: Any) -> Any:
    return t.audience == "staff"


def is_attributed(t: Any) -> Any:
    return t.session_id.notnull()


def is_last(t: Any) -> Any:
    return t.session_id.notnull() & (t.touch == t.touches)


def _of_visits(name: str, label: Any, describe: Any, doc: str, **more: Any) -> Metric:
    return Metric(
        name=name,
        label=label,
        describe=describe,
        doc=doc,
        **{
            "fact": "visits",
            "area": "marketing",
            "clock": "event",
            "dimensions": VISIT,
            "unit": "count",
            "noun": _("kunjungan"),
            **more,
        },
    )


def _rate(name: str, label: Any, describe: Any, doc: str, top: Any, below: Any) -> Metric:
    return _of_visits(
        name,
        label,
        describe,
        doc,
        unit="ratio",
        noun="",
        numerator=Measure("count", where=top),
        denominator=Measure("count", where=below),
    )


def _of_months(name: str, label: Any, describe: Any, doc: str, where: Any) -> Metric:
    return Metric(
        name=name,
        label=label,
        describe=describe,
        doc=doc + " By the day of the person's first visit in each month: ask for whole months.",
        unit="count",
        noun=_("orang"),
        fact="visitor_months",
        area="marketing",
        clock="event",
        grains=("month",),
        dimensions=("visitor_kind",) if where is None else (),
        numerator=Measure("count", where=where),
    )


def _of_pages(name: str, label: Any, describe: Any, doc: str, where: Any) -> Metric:
    return Metric(
        name=name,
        label=label,
        describe=describe,
        doc=doc,
        unit="count",
        noun=_("halaman"),
        fact="page_views",
        area="marketing",
        clock="event",
        dimensions=PAGE,
        numerator=Measure("sum", "views", where),
        direction="up" if where is of_people else "neutral",
    )


_PEOPLE = (
    _of_visits(
        "visits",
        _("Kunjungan"),
        _("Kunjungan dari pengunjung yang mengizinkan; jeda sampai 30 menit tetap satu kunjungan."),
        "Sessions: the same device, pauses up to 30 minutes; not cut at midnight or by a campaign. "
        "Of visitors who agreed to be known; see consent_coverage.",
        numerator=Measure("count"),
        source="GA4 sessions",
    ),
    _of_visits(
        "visitors",
        _("Pengunjung"),
        _("Perangkat berbeda yang berkunjung."),
        "Distinct devices with a visit.",
        noun=_("perangkat"),
        numerator=Measure("distinct", "visitor_key"),
    ),
    _of_visits(
        "active_people",
        _("Orang aktif"),
        _("Orang berbeda yang berkunjung dalam periode, atau dalam tiap bulan kalendernya."),
        "Distinct people with a visit in the period (by month: calendar-month MAU): the customer "
        "where the device ever signed in or ordered, else the device. Never a sum of days.",
        noun=_("orang"),
        numerator=Measure("distinct", "person"),
    ),
    Metric(
        name="monthly_active_people",
        label=_("Orang aktif 30 hari"),
        describe=_("Orang berbeda yang berkunjung dalam 30 hari sampai akhir periode."),
        doc="MAU: distinct people with a visit in the 30 days to the end of the period.",
        unit="count",
        noun=_("orang"),
        fact="recent_visitors",
        area="marketing",
        clock="as_of",
        grains=(),
        dimensions=("visitor_kind",),
        numerator=Measure("count"),
    ),
    _of_months(
        "month_visitors",
        _("Orang aktif per bulan"),
        _("Orang berbeda yang berkunjung dalam bulan kalender."),
        "People with a visit in a calendar month; sums over months count a person in each.",
        None,
    ),
    _of_months(
        "new_visitors",
        _("Pengunjung baru"),
        _("Orang yang bulan pertamanya bulan ini."),
        "People whose first month with a visit it is.",
        is_new,
    ),
    _of_months(
        "returning_visitors",
        _("Pengunjung kembali"),
        _("Orang yang juga berkunjung bulan sebelumnya."),
        "People who came in the month before, too.",
        is_returning,
    ),
    _of_months(
        "reactivated_visitors",
        _("Pengunjung aktif lagi"),
        _("Orang yang kembali setelah absen sebulan atau lebih."),
        "People who came before, but not in the month before.",
        is_reactivated,
    ),
)
_PAGES = (
    _of_pages(
        "page_views",
        _("Halaman dilihat"),
        _("Semua halaman yang dilihat orang, juga yang tidak mengizinkan pengenalan."),
        "Views of the shop's own pages by people, known or not; programs, staff, and pages that no "
        "browser ever painted are left out.",
        of_people,
    ),
    Metric(
        name="consent_coverage",
        label=_("Cakupan izin"),
        describe=_("Bagian halaman yang dilihat pengunjung yang mengizinkan pengenalan."),
        doc="Views by visitors who agreed ÷ all views by people: how much of the shop the metrics "
        "of visits see.",
        unit="ratio",
        fact="page_views",
        area="marketing",
        clock="event",
        dimensions=("page_kind",),
        numerator=Measure("sum", "views", of_known),
        denominator=Measure("sum", "views", of_people),
    ),
    _of_pages(
        "program_views",
        _("Halaman diambil program"),
        _("Perayap dan program lain; tidak termasuk halaman dilihat."),
        "Pages fetched by what calls itself a program, and pages that no browser painted within 30 "
        "minutes.",
        of_programs,
    ),
    _of_pages(
        "staff_views",
        _("Halaman dilihat staf"),
        _("Staf yang melihat toko sendiri; tidak termasuk halaman dilihat."),
        "Pages seen by staff who are signed in.",
        of_staff,
    ),
)
_CONDUCT = (
    _of_visits(
        "pages_per_visit",
        _("Halaman per kunjungan"),
        _("Halaman yang dilihat dibagi banyaknya kunjungan."),
        "Σ pages ÷ visits.",
        unit="score",
        noun="",
        numerator=Measure("sum", "pages"),
        denominator=Measure("count"),
    ),
    _of_visits(
        "visit_minutes_p50",
        _("Lama kunjungan, tengah"),
        _("Separuh kunjungan lebih singkat dari ini. Kunjungan satu kejadian tidak diketahui."),
        "Median minutes from the first to the last event, heartbeats among them; a visit of one "
        "event is of unknown length, not of none.",
        unit="minutes",
        noun="",
        numerator=Measure("quantile", "seconds", is_measured, q=0.5),
        scale=MINUTE,
        tolerance=0.01,
        source="GA4 engagement, without averages",
    ),
    _of_visits(
        "visit_minutes_p90",
        _("Lama kunjungan, P90"),
        _("Sembilan dari sepuluh kunjungan lebih singkat dari ini."),
        "As visit_minutes_p50, the 90th percentile.",
        unit="minutes",
        noun="",
        numerator=Measure("quantile", "seconds", is_measured, q=0.9),
        scale=MINUTE,
        tolerance=0.01,
    ),
    _of_visits(
        "bounce_rate",
        _("Rasio pentalan"),
        _("Kunjungan tanpa keterlibatan: tidak lebih dari 10 detik, satu halaman, tanpa tindakan."),
        "1 − engaged ÷ visits; engaged: more than 10 seconds, or two pages, or a cart, checkout or "
        "order.",
        unit="ratio",
        noun="",
        numerator=Measure("count", where=is_bounce),
        denominator=Measure("count"),
        direction="down",
        source="GA4 bounce rate",
    ),
    _of_visits(
        "single_page_rate",
        _("Kunjungan satu halaman"),
        _("Bagian kunjungan yang hanya melihat satu halaman."),
        "Visits of one page ÷ visits: what older tools call bounce.",
        unit="ratio",
        noun="",
        numerator=Measure("count", where=is_single_page),
        denominator=Measure("count"),
        direction="down",
        source="Universal Analytics bounce rate",
    ),
)
_FUNNEL = (
    _of_visits(
        "product_visits",
        _("Kunjungan yang melihat produk"),
        _("Kunjungan yang sampai ke halaman produk, atau lebih jauh."),
        "Visits that saw a product, or went further.",
        numerator=Measure("count", where=saw_product),
    ),
    _of_visits(
        "cart_visits",
        _("Kunjungan yang mengisi keranjang"),
        _("Kunjungan yang memasukkan barang ke keranjang, atau lebih jauh."),
        "Visits that put something into the cart, or went further.",
        numerator=Measure("count", where=had_cart),
    ),
    _of_visits(
        "checkout_visits",
        _("Kunjungan yang membuka pembayaran"),
        _("Kunjungan yang membuka halaman bayar, atau lebih jauh."),
        "Visits that opened the checkout, or went further.",
        numerator=Measure("count", where=reached_checkout),
    ),
    _of_visits(
        "ordering_visits",
        _("Kunjungan yang memesan"),
        _("Kunjungan dengan pesanan, apa pun nasibnya."),
        "Visits in which an order was placed, whatever became of it.",
        numerator=Measure("count", where=has_ordered),
    ),
    _of_visits(
        "converted_visits",
        _("Kunjungan yang membeli"),
        _("Kunjungan dengan paling sedikit satu pesanan yang dihitung."),
        "Visits with at least one counted order, joined by the visit that the order names.",
        numerator=Measure("count", where=has_converted),
    ),
    _rate(
        "product_view_rate",
        _("Kunjungan → produk"),
        _("Bagian kunjungan yang melihat produk."),
        "product_visits ÷ visits.",
        saw_product,
        None,
    ),
    _rate(
        "cart_rate",
        _("Produk → keranjang"),
        _("Bagian kunjungan yang mengisi keranjang, dari yang melihat produk."),
        "cart_visits ÷ product_visits.",
        had_cart,
        saw_product,
    ),
    _rate(
        "checkout_rate",
        _("Keranjang → bayar"),
        _("Bagian kunjungan yang membuka pembayaran, dari yang mengisi keranjang."),
        "checkout_visits ÷ cart_visits.",
        reached_checkout,
        had_cart,
    ),
    _rate(
        "payment_rate",
        _("Bayar → dibayar"),
        _("Bagian kunjungan yang membeli, dari yang membuka pembayaran."),
        "converted_visits ÷ checkout_visits.",
        has_converted,
        reached_checkout,
    ),
    _rate(
        "conversion_rate",
        _("Konversi"),
        _("Kunjungan yang membeli dibagi semua kunjungan."),
        "Visits with at least one counted order ÷ visits, joined by the visit that the order names "
        "and not by time. Orders of marketplaces and of visitors who did not agree are in neither.",
        has_converted,
        None,
    ),
    _of_visits(
        "visitor_conversion_rate",
        _("Konversi per pengunjung"),
        _("Pengunjung yang membeli dibagi semua pengunjung."),
        "Distinct devices with a converted visit ÷ distinct devices with a visit, in the period.",
        unit="ratio",
        noun="",
        numerator=Measure("distinct", "visitor_key", has_converted),
        denominator=Measure("distinct", "visitor_key"),
    ),
    _of_visits(
        "visit_revenue",
        _("Pendapatan dari kunjungan"),
        _("Pendapatan pesanan yang dibuat dalam kunjungan terukur, pada hari kunjungannya."),
        "Σ order_revenue of the counted orders placed in measured visits, on the day of the visit.",
        unit="money",
        noun="",
        numerator=Measure("sum", "revenue"),
    ),
    _of_visits(
        "revenue_per_visit",
        _("Pendapatan per kunjungan"),
        _("Pendapatan dari kunjungan dibagi banyaknya kunjungan."),
        "visit_revenue ÷ visits.",
        unit="money",
        noun="",
        numerator=Measure("sum", "revenue"),
        denominator=Measure("count"),
    ),
)


def _attributed(suffix: str, model: str, label: Any, words: Any, english: str) -> Metric:
    return Metric(
        name=f"attributed_revenue{suffix}",
        label=label,
        describe=words,
        doc="order_revenue by the visits that it is owed to, 28 days back; model: " + english + ". "
        "Direct visits have no share while there is another. Orders that name no measured visit "
        "are left out.",
        unit="money",
        fact="attribution",
        area="marketing",
        dimensions=ATTRIBUTED,
        numerator=Measure("sum", f"{model}_revenue", is_attributed),
    )


_ATTRIBUTION = (
    _attributed(
        "",
        "last",
        _("Pendapatan teratribusi"),
        _("Pendapatan pesanan menurut klik terakhir yang bukan langsung, 28 hari ke belakang."),
        "last non-direct click",
    ),
    _attributed(
        "_first",
        "first",
        _("Pendapatan teratribusi, klik pertama"),
        _("Pendapatan pesanan menurut klik pertama dalam 28 hari sebelumnya."),
        "first click",
    ),
    _attributed(
        "_linear",
        "linear",
        _("Pendapatan teratribusi, bagi rata"),
        _("Pendapatan pesanan dibagi rata ke semua klik dalam 28 hari sebelumnya."),
        "equal shares",
    ),
    _attributed(
        "_position",
        "position",
        _("Pendapatan teratribusi, menurut urutan"),
        _("Klik pertama dan terakhir masing-masing dua perlima, sisanya untuk yang di antaranya."),
        "40 % to the first click, 40 % to the last, 20 % to those between",
    ),
    Metric(
        name="attributed_orders",
        label=_("Pesanan teratribusi"),
        describe=_("Pesanan menurut klik terakhir yang bukan langsung, 28 hari ke belakang."),
        doc="Counted orders by the last non-direct click, 28 days back. Orders that name no "
        "measured visit are left out.",
        unit="count",
        noun=_("pesanan"),
        fact="attribution",
        area="marketing",
        dimensions=ATTRIBUTED,
        numerator=Measure("count", where=is_last),
    ),
)

METRICS = (*_PEOPLE, *_PAGES, *_CONDUCT, *_FUNNEL, *_ATTRIBUTION)

"""Visits to the shop's own pages: measured of visitors who agreed; pages are counted of all.

Nothing of these exists for a shop whose pages are not measured: no data is not zero.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Measure, Metric, family

VISIT = ("channel", "campaign", "utm_source", "utm_medium", "device", "landing_page")

PAGE = ("page_kind", "audience")

MINUTE = 60


def is_bounce(t: Any) -> Any:
    return ~t.engaged


def is_single_page(t: Any) -> Any:
    return t.pages <= 1


def is_measured(t: Any) -> Any:
    return t.seconds.notnull()


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


of_visits = family(
    fact="visits",
    area="marketing",
    clock="event",
    dimensions=VISIT,
    noun=_("kunjungan"),
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
    of_visits(
        "visits",
        _("Kunjungan"),
        _("Kunjungan dari pengunjung yang mengizinkan; jeda sampai 30 menit tetap satu kunjungan."),
        "Sessions: the same device, pauses up to 30 minutes; not cut at midnight or by a campaign. "
        "Of visitors who agreed to be known; see consent_coverage.",
        numerator=Measure("count"),
        source="GA4 sessions",
    ),
    of_visits(
        "visitors",
        _("Pengunjung"),
        _("Perangkat berbeda yang berkunjung."),
        "Distinct devices with a visit.",
        noun=_("perangkat"),
        numerator=Measure("distinct", "visitor_key"),
    ),
    of_visits(
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
    of_visits(
        "pages_per_visit",
        _("Halaman per kunjungan"),
        _("Halaman yang dilihat dibagi banyaknya kunjungan."),
        "Σ pages ÷ visits.",
        unit="score",
        noun="",
        numerator=Measure("sum", "pages"),
        denominator=Measure("count"),
    ),
    of_visits(
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
    of_visits(
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
    of_visits(
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
    of_visits(
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

METRICS = (*_PEOPLE, *_PAGES, *_CONDUCT)

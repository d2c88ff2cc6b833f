"""How long orders take from stage to stage: quantiles, in calendar and in business hours.

A stage counts on the day that it began. Orders that are still in it are among those at risk for as
long as they have been there (Kaplan and Meier); of orders that are past it, those take part whose
moments at both ends are told, and none is guessed. Negative times are the source's errors: kept
out and counted. Times are skewed to the right, so no mean is told; quantiles of stages do not add
up, so the whole way is measured by itself.
"""

from collections.abc import Callable
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Measure, family

STAGE = ("stage", "region", "channel")
MINUTES_OF_HOUR = 60


def is_possible(t: Any) -> Any:
    return t.ended & t.minutes.notnull()


def is_impossible(t: Any) -> Any:
    return t.ended & t.minutes.isnull()


def is_in_stage(t: Any) -> Any:
    return ~t.ended


def of_stage(stage: str) -> Callable[[Any], Any]:
    def condition(t: Any) -> Any:
        return t.stage == stage

    return condition


QUANTILES = (("p50", 0.5), ("p90", 0.9), ("p95", 0.95))
_LABELS: dict[str, Any] = {
    "p50": _("Lama tahap, median"),
    "p90": _("Lama tahap, P90"),
    "p95": _("Lama tahap, P95"),
}
_WORK_LABELS: dict[str, Any] = {
    "p50": _("Jam kerja per tahap, median"),
    "p90": _("Jam kerja per tahap, P90"),
    "p95": _("Jam kerja per tahap, P95"),
}
_TEXTS: dict[str, Any] = {
    "p50": _("Separuh pesanan melewati tahap ini dalam waktu ini atau kurang."),
    "p90": _("Sembilan dari sepuluh pesanan melewati tahap ini dalam waktu ini atau kurang."),
    "p95": _("Sembilan belas dari dua puluh pesanan melewati tahap ini dalam waktu ini."),
}
_OVERALL: tuple[tuple[str, str, Any, Any], ...] = (
    (
        "processing",
        "processing: paid to shipped",
        _("Waktu proses"),
        _("Jam dari pembayaran sampai paket diserahkan ke kurir."),
    ),
    (
        "delivery",
        "delivery: shipped to delivered",
        _("Waktu kirim"),
        _("Jam dari penyerahan ke kurir sampai paket diterima."),
    ),
    (
        "total",
        "the whole way: placed to delivered",
        _("Waktu tunggu"),
        _(
            "Jam dari pemesanan sampai paket diterima, diukur sendiri: P90 tiap tahap tidak "
            "berjumlah menjadi P90 seluruhnya."
        ),
    ),
)
CENSORED = (
    "The shortest time, in whole minutes, within which that part has got through: Kaplan-Meier, "
    "orders still in it censored; null where fewer got through. Several parcels: the last one."
)
WORKING = (
    "Hours of the shop's working week (Monday to Saturday, 08:00 to 17:00 in its zone, unless "
    "shop.toml tells another), without the public holidays that it keeps."
)


_of_stages = family(
    area="operations",
    unit="hours",
    fact="stage_times",
    clock="event",
    dimensions=STAGE,
    needs=("stage",),
    direction="down",
)


def _lasting(q: float, where: Callable[[Any], Any] | None = None) -> dict[str, Any]:
    return {
        "numerator": Measure("survival", "minutes", where, q, ended="ended"),
        "scale": MINUTES_OF_HOUR,
        "source": "Kaplan and Meier (1958)",
    }


METRICS = (
    *(
        _of_stages(
            f"stage_hours_{name}",
            _LABELS[name],
            _TEXTS[name],
            f"Quantile {q} of the calendar hours that orders take through a stage. {CENSORED}",
            **_lasting(q),
        )
        for name, q in QUANTILES
    ),
    _of_stages(
        "stage_orders",
        _("Pesanan per tahap"),
        _("Pesanan yang melewati tahap ini dan kedua waktunya diketahui."),
        "Orders whose times at both ends of a stage are known, the right way round.",
        unit="count",
        noun=_("pesanan"),
        numerator=Measure("count", where=is_possible),
        direction="up",
    ),
    _of_stages(
        "stage_open_orders",
        _("Masih di tahap ini"),
        _("Pesanan yang sudah masuk tahap ini dan belum melewatinya."),
        "Counted orders that have begun a stage and are not known to have left it: now, or at the "
        "end of what is known.",
        unit="count",
        noun=_("pesanan"),
        numerator=Measure("count", where=is_in_stage),
        direction="neutral",
    ),
    _of_stages(
        "stage_quarantined",
        _("Waktu terbalik"),
        _("Pesanan yang akhir tahapnya tercatat sebelum awalnya; tidak ikut dihitung."),
        "Orders whose stage ends before it begins in the source: kept out of the quantiles.",
        unit="count",
        noun=_("pesanan"),
        numerator=Measure("count", where=is_impossible),
    ),
    *(
        _of_stages(
            f"stage_business_hours_{name}",
            _WORK_LABELS[name],
            _TEXTS[name],
            f"Quantile {q} of the business hours that orders take through a stage. {CENSORED} "
            + WORKING,
            fact="stage_work_times",
            **_lasting(q),
        )
        for name, q in QUANTILES
    ),
    _of_stages(
        "stage_business_orders",
        _("Pesanan per tahap, jam kerja"),
        _("Pesanan yang melewati tahap ini dan kedua waktunya diketahui."),
        "As stage_orders, beside the business hours.",
        unit="count",
        noun=_("pesanan"),
        fact="stage_work_times",
        numerator=Measure("count", where=is_possible),
        direction="up",
    ),
    *(
        _of_stages(
            f"{stage}_hours_{name}",
            format_lazy("{} {}", label, name.upper()),
            describe,
            f"Quantile {q} of the calendar hours of {words}. {CENSORED}",
            dimensions=("region", "channel"),
            needs=(),
            **_lasting(q, of_stage(stage)),
        )
        for stage, words, label, describe in _OVERALL
        for name, q in QUANTILES
    ),
)

"""Which visits an order's revenue is owed to, in four models."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from niaga.metrics.catalogue.visits import VISIT
from niaga.metrics.metric import Measure, Metric

ATTRIBUTED = (*VISIT, "region", "customer_type")


def is_attributed(t: Any) -> Any:
    return t.session_id.notnull()


def is_last(t: Any) -> Any:
    return t.session_id.notnull() & (t.touch == t.touches)


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

METRICS = _ATTRIBUTION

"""A/B tests: what each variant saw and brought. What follows from it is `insight.experiments`'.

Every row of `exposures` belongs to one outcome, so a visitor is there once for each outcome that
was measured: numbers are asked of one outcome, or split by it. The day is that of the first
exposure.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Measure, Metric

FACT = "exposures"
SEGMENTS = ("test_segment_1", "test_segment_2", "test_segment_3")
DIMENSIONS = ("experiment", "outcome", "variant", *SEGMENTS)
NEEDS = ("outcome",)


def has_amount(t: Any) -> Any:
    return t.value.notnull()


def has_base(t: Any) -> Any:
    return t.base.notnull()


def has_squares(t: Any) -> Any:
    return t.value_squared.notnull()


METRICS = (
    Metric(
        name="experiment_visitors",
        area="experiments",
        label=_("Pengunjung uji"),
        describe=_("Pengunjung yang ikut uji, dihitung pada hari pertama ia melihat variannya."),
        unit="count",
        noun=_("pengunjung"),
        doc="Visitors in a test, each once for an outcome, on the day of the first exposure.",
        fact=FACT,
        clock="event",
        numerator=Measure("sum", "visitors"),
        dimensions=DIMENSIONS,
        needs=NEEDS,
    ),
    Metric(
        name="experiment_conversions",
        area="experiments",
        label=_("Konversi uji"),
        describe=_("Pengunjung uji yang melakukan yang diharapkan."),
        unit="count",
        noun=_("konversi"),
        doc="Visitors of a test who did what was measured; of an amount: with more than nought. "
        "Dated by the first exposure, not by the conversion.",
        fact=FACT,
        clock="event",
        numerator=Measure("sum", "conversions"),
        dimensions=DIMENSIONS,
        needs=NEEDS,
    ),
    Metric(
        name="experiment_rate",
        area="experiments",
        label=_("Tingkat konversi uji"),
        describe=_("Konversi uji dibagi pengunjung uji."),
        unit="ratio",
        doc="experiment_conversions ÷ experiment_visitors.",
        fact=FACT,
        clock="event",
        numerator=Measure("sum", "conversions"),
        denominator=Measure("sum", "visitors"),
        dimensions=DIMENSIONS,
        needs=NEEDS,
    ),
    Metric(
        name="experiment_value",
        area="experiments",
        label=_("Nilai hasil uji"),
        describe=_("Jumlah dari yang diukur pada pengunjung uji, misalnya belanja."),
        unit="count",
        noun=_("satuan hasil"),
        doc="Sum of what was measured over the visitors of a test, in the outcome's own unit: for "
        "an amount of money the smallest unit of the shop's currency. Of a yes or no: 0.",
        fact=FACT,
        clock="event",
        numerator=Measure("sum", "value"),
        dimensions=DIMENSIONS,
        needs=NEEDS,
    ),
    Metric(
        name="experiment_value_squares",
        area="experiments",
        label=_("Kuadrat nilai hasil uji"),
        describe=_("Jumlah kuadrat dari yang diukur; dari sini ragamnya dihitung."),
        unit="count",
        noun=_("satuan hasil kuadrat"),
        doc="Sum of the squares of what was measured, for the variance of experiment_value.",
        fact=FACT,
        clock="event",
        numerator=Measure("sum", "value_squared"),
        dimensions=DIMENSIONS,
        needs=NEEDS,
        direction="neutral",
    ),
    Metric(
        name="experiment_valued_visitors",
        area="experiments",
        label=_("Pengunjung uji dengan nilai"),
        describe=_("Pengunjung uji yang hasilnya berupa angka, bukan ya atau tidak."),
        unit="count",
        noun=_("pengunjung"),
        doc="Visitors of a test whose outcome is a number or an amount, nought included.",
        fact=FACT,
        clock="event",
        numerator=Measure("sum", "visitors", has_amount),
        dimensions=DIMENSIONS,
        needs=NEEDS,
    ),
    Metric(
        name="experiment_squared_visitors",
        area="experiments",
        label=_("Pengunjung uji dengan kuadrat nilai"),
        describe=_("Pengunjung uji yang kuadrat nilainya diketahui, sehingga dapat diuji."),
        unit="count",
        noun=_("pengunjung"),
        doc="Visitors of a test for whom the sum of squares is told as well.",
        fact=FACT,
        clock="event",
        numerator=Measure("sum", "visitors", has_squares),
        dimensions=DIMENSIONS,
        needs=NEEDS,
    ),
    Metric(
        name="experiment_base",
        area="experiments",
        label=_("Pembanding hasil uji"),
        describe=_("Jumlah dari yang membagi hasil, atau yang diukur sebelum uji."),
        unit="count",
        noun=_("satuan pembanding"),
        doc="Sum, over the visitors of a test, of what an outcome is set against: what divides it "
        "(a ratio) or what was measured before the first exposure (CUPED). In its own unit.",
        fact=FACT,
        clock="event",
        numerator=Measure("sum", "base"),
        dimensions=DIMENSIONS,
        needs=NEEDS,
        direction="neutral",
    ),
    Metric(
        name="experiment_base_squares",
        area="experiments",
        label=_("Kuadrat pembanding hasil uji"),
        describe=_("Jumlah kuadrat pembanding; dari sini ragamnya dihitung."),
        unit="count",
        noun=_("satuan pembanding kuadrat"),
        doc="Sum of the squares of experiment_base, visitor by visitor.",
        fact=FACT,
        clock="event",
        numerator=Measure("sum", "base_squared"),
        dimensions=DIMENSIONS,
        needs=NEEDS,
        direction="neutral",
    ),
    Metric(
        name="experiment_products",
        area="experiments",
        label=_("Hasil kali nilai dan pembanding"),
        describe=_("Jumlah hasil kali nilai dan pembandingnya; dari sini peragamnya dihitung."),
        unit="count",
        noun=_("satuan hasil kali"),
        doc="Sum of value × base, visitor by visitor, for their covariance.",
        fact=FACT,
        clock="event",
        numerator=Measure("sum", "product"),
        dimensions=DIMENSIONS,
        needs=NEEDS,
        direction="neutral",
    ),
    Metric(
        name="experiment_based_visitors",
        area="experiments",
        label=_("Pengunjung uji dengan pembanding"),
        describe=_("Pengunjung uji yang pembandingnya diketahui."),
        unit="count",
        noun=_("pengunjung"),
        doc="Visitors of a test whose outcome is a ratio, or has a measure from before the test.",
        fact=FACT,
        clock="event",
        numerator=Measure("sum", "visitors", has_base),
        dimensions=DIMENSIONS,
        needs=NEEDS,
    ),
)

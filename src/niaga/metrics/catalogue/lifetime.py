"""What models of buying are fitted to: people counted by their history. See `insight/lifetime`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Measure, family

HISTORY = ("repeats", "recency_weeks", "age_weeks", "region")


def has_mean(t: Any) -> Any:
    return t.mean_value.notnull()


_of_histories = family(
    area="customers",
    fact="purchase_histories",
    clock="as_of",
    grains=(),
    dimensions=(*HISTORY, "segment", "value_step", "customer"),
    direction="neutral",
    source="sufficient statistics of BG/NBD and Gamma-Gamma",
)


METRICS = (
    _of_histories(
        "history_buyers",
        _("Pembeli menurut riwayat"),
        _("Semua orang yang pernah membeli sampai akhir periode."),
        "People with a counted order before the end of the period, by how often, since when and "
        "until when they bought. Orders of one day are one purchase; weeks to the nearest.",
        numerator=Measure("count"),
        noun=_("orang"),
    ),
    _of_histories(
        "history_mean_values",
        _("Jumlah belanja rata-rata"),
        _("Jumlah nilai rata-rata pembelian kedua dan seterusnya dari tiap orang."),
        "Σ over people of their order_revenue per buying day after the first: what the expected "
        "value of people of one history is made of. First purchases are left out, as the model "
        "does.",
        unit="money",
        numerator=Measure("sum", "mean_value", has_mean),
    ),
    _of_histories(
        "history_valued_buyers",
        _("Pembeli berulang yang belanjanya diketahui"),
        _("Orang yang membeli lagi dan pembelian itu bernilai."),
        "People with a purchase after the first whose order_revenue is above 0.",
        numerator=Measure("count", where=has_mean),
        noun=_("orang"),
    ),
    _of_histories(
        "held_out_buyers",
        _("Pembeli sebelum masa uji"),
        _("Orang yang pernah membeli sampai setengah tahun sebelum akhir periode."),
        "People who had bought 182 days before the end of the period, by their history then.",
        fact="held_out_histories",
        dimensions=(*HISTORY, "customer"),
        numerator=Measure("count"),
        noun=_("orang"),
    ),
    _of_histories(
        "held_out_purchases",
        _("Pembelian dalam masa uji"),
        _("Hari belanja orang-orang itu dalam setengah tahun terakhir."),
        "Buying days of these people in the 182 days: what predictions are tested on.",
        fact="held_out_histories",
        dimensions=(*HISTORY, "customer"),
        numerator=Measure("sum", "later"),
        noun=_("pembelian"),
    ),
    _of_histories(
        "held_out_purchase_squares",
        _("Jumlah kuadrat pembelian dalam masa uji"),
        _("Untuk menghitung galat ramalan pembelian."),
        "Σ of the squares of each person's buying days in the 182 days.",
        fact="held_out_histories",
        dimensions=(*HISTORY, "customer"),
        numerator=Measure("sum", "later_squared"),
        noun=_("kuadrat pembelian"),
    ),
)

"""What lies on the shelves, what of it can be sold, and how long it lasts.

New goods that are for sale are judged by whether they can be ordered; a used pair is one of its
kind, and sold out is where it should end.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Measure, Metric, family

DAYS = ("sku", "product", "category", "condition", "location")
SHELF = ("sku", "product", "product_name", "category", "condition")
MICRO = 1_000_000


def is_kept(t: Any) -> Any:
    return t.offered & (t.condition == "new")


def is_sellable(t: Any) -> Any:
    return t.offered & (t.condition == "new") & t.sellable


def is_out(t: Any) -> Any:
    return t.offered & (t.condition == "new") & ~t.sellable


def can_be_asked(t: Any) -> Any:
    return t.offered & (t.sellable | (t.demanded > 0))


def is_out_now(t: Any) -> Any:
    return t.out


def is_out_and_wanted(t: Any) -> Any:
    return t.out & (t.free_demand > 0)


def is_kept_now(t: Any) -> Any:
    return t.kept


def is_out_soon(t: Any) -> Any:
    return t.soon


def is_dead(t: Any) -> Any:
    return t.dead


_lost = family(
    fact="lost_days",
    clock="event",
    dimensions=("sku", "product", "product_name", "category", "location"),
    direction="down",
)
_daily = family(
    fact="stock_days",
    area="operations",
    clock="event",
    dimensions=DAYS,
)


def _state(name: str, label: Any, describe: Any, doc: str, **more: Any) -> Metric:
    return Metric(
        name=name,
        label=label,
        describe=describe,
        doc=doc,
        fact="shelves",
        # What goods cost is not for everybody who packs them.
        area="sales" if more.get("unit") == "money" else "operations",
        clock="as_of",
        grains=(),
        unit=more.pop("unit", "count"),
        dimensions=SHELF,
        **more,
    )


METRICS = (
    _state(
        "stock_units",
        _("Barang di gudang"),
        _("Banyaknya barang di semua lokasi pada akhir hari terakhir periode."),
        "Pieces on hand at all locations at the end of the period's last day.",
        noun=_("barang"),
        numerator=Measure("sum", "on_hand"),
        direction="neutral",
    ),
    _state(
        "stock_available",
        _("Barang bebas dijual"),
        _("Barang di lokasi penjualan yang belum dijanjikan ke pesanan."),
        "Pieces where they are sold that are not promised to orders; below zero where more is "
        "promised than is there.",
        noun=_("barang"),
        numerator=Measure("sum", "available"),
        direction="neutral",
    ),
    _state(
        "stock_value",
        _("Nilai stok"),
        _(
            "Harga beli rata-rata barang di gudang; barang yang harga belinya tidak dicatat tidak "
            "ikut."
        ),
        "Σ pieces on hand × moving average of what was paid for them; pieces without a known cost "
        "are left out.",
        unit="money",
        numerator=Measure("sum", "value"),
        direction="neutral",
        source="IAS 2, weighted average cost",
    ),
    _state(
        "stock_uncosted_units",
        _("Barang tanpa harga beli"),
        _("Barang di gudang yang harga belinya tidak dicatat, jadi tidak ikut nilai stok."),
        "Pieces on hand without a known cost.",
        noun=_("barang"),
        numerator=Measure("sum", "uncosted"),
        direction="down",
    ),
    _state(
        "stock_excess_value",
        _("Stok berlebih"),
        _(
            "Bagian nilai stok di luar kebutuhan 180 hari, dari barang baru yang sudah 28 hari "
            "dapat dipesan."
        ),
        "The part of the value of new goods for sale beyond 180 days of their demand, of variants "
        "that could be ordered on 28 of the last 56 days.",
        unit="money",
        numerator=Measure("sum", "excess_value"),
        direction="down",
    ),
    _state(
        "stock_dead_value",
        _("Stok mati"),
        _(
            "Nilai barang baru yang tidak dipesan sekali pun dalam 182 hari, padahal paling "
            "sedikit 91 hari dapat dipesan."
        ),
        "The value of new goods for sale of which not one was ordered in 182 days, on at least 91 "
        "of which it could have been.",
        unit="money",
        numerator=Measure("sum", "value", is_dead),
        direction="down",
    ),
    _state(
        "variants_dead",
        _("Varian mati"),
        _("Varian barang baru yang ada tetapi tidak dipesan sekali pun dalam 182 hari."),
        "Variants of new goods that lie there and were not ordered once in 182 days, on at least "
        "91 of which they could have been.",
        noun=_("varian"),
        numerator=Measure("count", where=is_dead),
        direction="down",
    ),
    _state(
        "stock_cover_days",
        _("Ketahanan stok"),
        _(
            "Stok barang baru yang bebas dijual dibagi permintaan per hari pada 56 hari terakhir; "
            "hari kosong tidak dihitung."
        ),
        "Pieces of new goods for sale that are not promised ÷ their demand a day, over the days of "
        "the last 56 on which they could be ordered.",
        unit="days",
        numerator=Measure("sum", "micro_available"),
        denominator=Measure("sum", "micro_demand"),
        direction="neutral",
    ),
    _state(
        "variants_out",
        _("Varian habis"),
        _("Varian barang baru yang dijual tetapi tidak dapat dipesan pada akhir periode."),
        "Variants of new goods that are for sale and of which none can be ordered at the end of "
        "the period's last day.",
        noun=_("varian"),
        numerator=Measure("count", where=is_out_now),
        direction="down",
    ),
    _state(
        "variants_kept",
        _("Varian yang dijual"),
        _("Varian barang baru yang dijual dan seharusnya selalu ada pada akhir periode."),
        "Variants of new goods that are for sale at the end of the period's last day.",
        noun=_("varian"),
        numerator=Measure("count", where=is_kept_now),
        direction="neutral",
    ),
    _state(
        "variants_out_wanted",
        _("Varian laku yang habis"),
        _("Varian habis yang dipesan orang dalam 56 hari terakhir."),
        "Variants of new goods for sale of which none can be ordered, and some were in the last "
        "56 days.",
        noun=_("varian"),
        numerator=Measure("count", where=is_out_and_wanted),
        direction="down",
    ),
    _state(
        "variants_out_soon",
        _("Varian habis dalam 14 hari"),
        _(
            "Varian yang masih dapat dipesan, tetapi habis dalam 14 hari bila permintaannya "
            "seperti 56 hari terakhir."
        ),
        "Variants of new goods that can be ordered, and are gone within 14 days at the demand of "
        "the days of the last 56 on which they could be.",
        noun=_("varian"),
        numerator=Measure("count", where=is_out_soon),
        direction="down",
    ),
    Metric(
        name="open_days",
        label=_("Hari buka"),
        describe=_(
            "Hari ketika varian barang baru dapat dipesan, dari 182 hari sebelum hari ini, menurut "
            "berapa yang dipesan."
        ),
        doc="Variant-days of new goods, of the 182 before today, on which the variant could be "
        "ordered or was; by the pieces that were: how demand is spread.",
        fact="open_days",
        area="operations",
        clock="as_of",
        grains=(),
        unit="count",
        noun=_("hari"),
        numerator=Measure("count"),
        dimensions=("sku", "product", "category", "location", "pieces"),
        direction="neutral",
    ),
    _daily(
        "in_stock_rate",
        _("Ketersediaan stok"),
        _("Bagian hari-varian barang baru yang pada akhir hari masih dapat dipesan."),
        "Variant-days of new goods for sale on which one could be ordered at the end of the day ÷ "
        "variant-days of new goods for sale.",
        unit="ratio",
        numerator=Measure("count", where=is_sellable),
        denominator=Measure("count", where=is_kept),
    ),
    _daily(
        "stockout_days",
        _("Hari kosong"),
        _("Hari-varian barang baru yang dijual tetapi habis pada akhir hari."),
        "Variant-days of new goods for sale on which none could be ordered at the end of the day.",
        noun=_("hari"),
        numerator=Measure("count", where=is_out),
        direction="down",
    ),
    _daily(
        "demand_units",
        _("Permintaan"),
        _("Barang yang dipesan pada hari itu, tanpa pesanan yang batal atau tidak dibayar."),
        "Pieces ordered on the day, but for orders that ended without a sale.",
        noun=_("barang"),
        numerator=Measure("sum", "demanded"),
    ),
    _daily(
        "demand_per_day",
        _("Permintaan per hari"),
        _(
            "Permintaan sebuah varian dibagi hari ketika ia dapat dipesan: hari kosong bukan hari "
            "tanpa permintaan."
        ),
        "Pieces of one variant ordered ÷ days on which it could be ordered; a day that began sold "
        "out is left out, not zero.",
        unit="score",
        dimensions=("sku", "product", "category", "location"),
        needs=("sku",),
        numerator=Measure("sum", "demanded", can_be_asked),
        denominator=Measure("count", where=can_be_asked),
    ),
    _lost(
        "lost_days",
        _("Hari tanpa stok"),
        _(
            "Hari-varian barang baru yang tidak dapat dipesan sama sekali, dari varian yang "
            "permintaannya diketahui."
        ),
        "Variant-days of new goods for sale on which none could be ordered at any time, of "
        "variants that could be on at least 28 of the 182 days before.",
        area="operations",
        noun=_("hari"),
        numerator=Measure("count"),
    ),
    _lost(
        "lost_sales",
        _("Penjualan yang hilang"),
        _(
            "Perkiraan: permintaan per hari pada 182 hari sebelumnya dikali harga jual rata-rata, "
            "untuk tiap hari tanpa stok. Yang lalu membeli barang lain tidak dikurangkan."
        ),
        "Estimate: for each day of lost_days the variant's demand a day (pieces ordered ÷ days on "
        "which it could be ordered, of the 182 before) × what a piece of its product was sold for "
        "(gross − discount, 365 days to the last day known). Who bought something else instead is "
        "not taken off: it is the most that was lost.",
        area="sales",
        unit="money",
        numerator=Measure("sum", "lost"),
        source="censored demand, mean of the days with stock",
    ),
)

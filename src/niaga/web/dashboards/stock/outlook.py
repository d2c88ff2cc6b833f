"""What will be asked for, and how far such forecasts were off."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from niaga.insight.forecast import NotTrading, Outlook, TooShort
from niaga.web.dashboards.axis import names
from niaga.web.dashboards.charts import Band
from niaga.web.dashboards.numbers import Cell, Writer, percent
from niaga.web.dashboards.stock.figures import FORETOLD, StockFigures
from niaga.web.dashboards.switches import choices
from niaga.web.dashboards.tiles import Card, Column, Table, Tile

METHODS: Mapping[str, str | Promise] = {
    "naive": gettext_lazy("Sama dengan minggu lalu"),
    "theta": gettext_lazy("Tren dan pola mingguan"),
    "theta_calendar": gettext_lazy("Tren, pola mingguan, dan hari besar"),
}


def _why(figures: StockFigures) -> str:
    """Why there is no forecast."""
    if not figures.has_series:
        return not_told()
    found = figures.outlook
    if isinstance(found, TooShort):
        return _(
            "Perkiraan butuh riwayat %(needed)s hari supaya dapat diuji; baru ada %(days)s hari."
        ) % {"needed": found.needed, "days": found.days}
    if isinstance(found, NotTrading):
        return _("Toko ini tidak lagi berjualan, jadi tidak ada yang diperkirakan.")
    return _("Belum ada pesanan yang dapat dijadikan dasar perkiraan.")


def not_told() -> str:
    return _("Stok diketahui dari gudang Niaga; sumber toko ini tidak menceritakannya.")


def error(figures: StockFigures) -> Tile:
    """The card of the error that the shown forecast made on the past."""
    title = _("Kesalahan perkiraan")
    found = figures.outlook if figures.has_series else None
    if not isinstance(found, Outlook) or found.shown.wape is None:
        return Tile("forecast_error", title, empty=_why(figures))
    wape = percent(found.shown.wape)
    card = Card(
        metric="",
        label=title,
        describe=_(
            "WAPE: jumlah selisih perkiraan harian dari kenyataan dibagi jumlah kenyataan, atas "
            "perkiraan yang dibuat tiap minggu di masa lalu untuk 28 hari sesudahnya."
        ),
        value=wape,
        exact=wape,
        delta=None,
        notes=(
            _("Sama dengan minggu lalu: %(naive)s") % {"naive": percent(found.naive.wape)},
            _("n = %(n)s hari") % {"n": Writer("count", "").exact(found.shown.days)},
        ),
    )
    return Tile("forecast_error", title, card=card)


def course(figures: StockFigures) -> Tile:
    title, switch = _("Perkiraan permintaan"), choices(figures, FORETOLD)
    found = figures.outlook if figures.has_series else None
    if not isinstance(found, Outlook):
        return Tile("outlook", title, empty=_why(figures), choices=switch)
    past = figures.recent
    before = len(past)
    days = [found.first + timedelta(days=n - before) for n in range(before + len(found.days))]
    known = [None if value != value else value for value in past]  # NaN: nothing to be known
    short, full = names(days, "day")
    currency = figures.selection.shop.currency
    if figures.of_sales:
        write = Writer("money", currency)
        lead = _(
            "Penjualan bersih %(days)s hari ke depan %(low)s sampai %(high)s; tengahnya %(p50)s."
        )
        past_name = _("Terjual, lalu perkiraan tengah (P50)")
    else:
        write = Writer("count", currency)
        lead = _(
            "%(low)s sampai %(high)s barang akan dipesan dalam %(days)s hari; tengahnya %(p50)s."
        )
        past_name = _("Dipesan, lalu perkiraan tengah (P50)")
    lead %= {
        "low": write.short(found.total.low),
        "high": write.short(found.total.high),
        "days": len(found.days),
        "p50": write.short(found.total.middle),
    }
    band = Band(
        name="outlook",
        title=title,
        summary=lead,
        labels=short,
        full_labels=full,
        lines=(*known, *(each.middle for each in found.days)),
        lows=(*(None for _value in past), *(each.low for each in found.days)),
        highs=(*(None for _value in past), *(each.high for each in found.days)),
        said=(
            past_name,
            _("Kisaran 80 persen (P10 sampai P90)"),
            "",
        ),
        tick=write.short,
        exact=write.exact,
    )
    table = Table(
        columns=(
            Column(_("Hari"), "day"),
            Column(_("Terjual") if figures.of_sales else _("Dipesan"), write.unit),
            *(Column(name, write.unit) for name in ("P10", "P50", "P90")),
        ),
        rows=(
            *((day, value, None, None, None) for day, value in zip(days, known, strict=False)),
            *(
                (day, None, each.low, each.middle, each.high)
                for day, each in zip(days[before:], found.days, strict=True)
            ),
        ),
        currency=currency,
    )
    notes = [
        _("Mulai hari ini, %(days)s hari, apa pun periode yang dipilih; cara: %(method)s.")
        % {"days": len(found.days), "method": str(METHODS[found.method]).lower()}
    ]
    return Tile(
        "outlook",
        title,
        lead=lead,
        picture=band,
        legend=band.legend,
        table=table,
        choices=switch,
        notes=tuple(notes),
        metrics=("net_sales" if figures.of_sales else "demand_units",),
    )


def scores(figures: StockFigures) -> Tile:
    title = _("Seberapa tepat perkiraan")
    found = figures.outlook if figures.has_series else None
    if not isinstance(found, Outlook):
        return Tile("forecast_scores", title, empty=_why(figures))
    if found.beats_naive:
        lead = _("Lebih tepat daripada menebak sama dengan minggu lalu, jadi dipakai.")
    else:
        lead = _(
            "Tidak lebih tepat daripada menebak sama dengan minggu lalu, jadi itu yang dipakai."
        )
    own = found.method if found.beats_naive else "theta"

    measures = (
        (_("WAPE"), "wape", "ratio"),
        (_("MASE"), "mase", "score"),
        (_("Pinball"), "pinball", "money" if figures.of_sales else "score"),
        (_("Di dalam kisaran"), "coverage", "ratio"),
    )
    table = Table(
        columns=(
            Column(pgettext("metric", "Ukuran")),
            Column(str(METHODS[own]), "score"),
            Column(str(METHODS["naive"]), "score"),
        ),
        rows=tuple(
            (
                name,
                *(
                    Cell(getattr(each, pick), unit, unit == "money")
                    for each in (found.own, found.naive)
                ),
            )
            for name, pick, unit in measures
        ),
        currency=figures.selection.shop.currency,
        footnote=_(
            "WAPE: selisih dibagi kenyataan. MASE: selisih dibagi selisih tebakan minggu lalu. "
            "Pinball: kerugian kisaran. Ketiganya lebih baik bila kecil; di dalam kisaran "
            "seharusnya 80 dari 100 hari. Diuji pada %(origins)s perkiraan mingguan di masa lalu, "
            "masing-masing %(days)s hari ke depan, dengan apa yang diketahui saat itu."
        )
        % {"origins": found.own.origins, "days": len(found.days)},
    )
    return Tile("forecast_scores", title, lead=lead, table=table)

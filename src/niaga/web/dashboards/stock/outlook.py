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
from niaga.web.dashboards.stock.figures import StockFigures
from niaga.web.dashboards.tiles import Card, Column, Table, Tile

METHODS: Mapping[str, str | Promise] = {
    "naive": gettext_lazy("Sama dengan minggu lalu"),
    "theta": gettext_lazy("Tren dan pola mingguan"),
    "theta_calendar": gettext_lazy("Tren, pola mingguan, dan hari besar"),
}


def _why(figures: StockFigures) -> str:
    """Why there is no forecast."""
    found = figures.outlook
    if not figures.has_stock:
        return not_told()
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
    found = figures.outlook if figures.has_stock else None
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
    title = _("Perkiraan permintaan")
    found = figures.outlook if figures.has_stock else None
    if not isinstance(found, Outlook):
        return Tile("outlook", title, empty=_why(figures))
    past, _reason = figures.ordered
    before = len(past)
    days = [found.first + timedelta(days=n - before) for n in range(before + len(found.days))]
    known = [None if value != value else value for value in past]  # NaN: nothing to be known
    short, full = names(days, "day")
    count = Writer("count", "")
    lead = _("%(low)s sampai %(high)s barang akan dipesan dalam %(days)s hari; tengahnya %(p50)s.")
    lead %= {
        "low": count.exact(found.total.low),
        "high": count.exact(found.total.high),
        "days": len(found.days),
        "p50": count.exact(found.total.middle),
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
            _("Dipesan, lalu perkiraan tengah (P50)"),
            _("Kisaran 80 persen (P10 sampai P90)"),
            "",
        ),
        tick=count.short,
        exact=count.exact,
    )
    table = Table(
        columns=(
            Column(_("Hari"), "day"),
            Column(_("Dipesan"), "count"),
            Column("P10", "count"),
            Column("P50", "count"),
            Column("P90", "count"),
        ),
        rows=(
            *((day, value, None, None, None) for day, value in zip(days, known, strict=False)),
            *(
                (day, None, each.low, each.middle, each.high)
                for day, each in zip(days[before:], found.days, strict=True)
            ),
        ),
        currency="",
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
        notes=tuple(notes),
        metrics=("demand_units",),
    )


def scores(figures: StockFigures) -> Tile:
    title = _("Seberapa tepat perkiraan")
    found = figures.outlook if figures.has_stock else None
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
        (_("Pinball"), "pinball", "score"),
        (_("Di dalam kisaran"), "coverage", "ratio"),
    )
    table = Table(
        columns=(
            Column(pgettext("metric", "Ukuran")),
            Column(str(METHODS[own]), "score"),
            Column(str(METHODS["naive"]), "score"),
        ),
        rows=tuple(
            (name, *(Cell(getattr(each, pick), unit) for each in (found.own, found.naive)))
            for name, pick, unit in measures
        ),
        currency="",
        footnote=_(
            "WAPE: selisih dibagi kenyataan. MASE: selisih dibagi selisih tebakan minggu lalu. "
            "Pinball: kerugian kisaran. Ketiganya lebih baik bila kecil; di dalam kisaran "
            "seharusnya 80 dari 100 hari. Diuji pada %(origins)s perkiraan mingguan di masa lalu, "
            "masing-masing %(days)s hari ke depan, dengan apa yang diketahui saat itu."
        )
        % {"origins": found.own.origins, "days": len(found.days)},
    )
    return Tile("forecast_scores", title, lead=lead, table=table)

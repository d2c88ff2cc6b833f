"""What will be asked for, and how far such forecasts were off."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from niaga.insight.forecast import NotTrading, Outlook, Range, TooShort
from niaga.insight.forecast.backtest import QUANTILES
from niaga.web.dashboards.axis import names
from niaga.web.dashboards.charts import Band
from niaga.web.dashboards.numbers import Cell, Writer, decimal, percent, period_text
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
    currency = figures.selection.shop.currency
    days = [found.first + timedelta(days=n) for n in range(len(found.days))]
    if figures.of_shelves:
        return _projection(figures, title, found, days)
    past = figures.recent
    known = [None if value != value else value for value in past]  # NaN: nothing to be known
    days = [found.first - timedelta(days=n) for n in range(len(past), 0, -1)] + days
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
    table = Table(
        columns=(
            Column(_("Hari"), "day"),
            Column(_("Terjual") if figures.of_sales else _("Dipesan"), write.unit),
            *(Column(name, write.unit) for name in _heads()),
        ),
        rows=(
            *((day, value, *(None,) * 5) for day, value in zip(days, known, strict=False)),
            *(
                (day, None, *astuple(each))
                for day, each in zip(days[len(past) :], found.days, strict=True)
            ),
        ),
        currency=currency,
    )
    band = _band(title, lead, days, known, found.days, past_name, write)
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


def _heads() -> tuple[str, ...]:
    return tuple(f"P{decimal(q * 100, 0 if q * 100 % 1 == 0 else 1)}" for q in QUANTILES)


def _band(
    title: str,
    lead: str,
    days: Sequence[date],
    known: Sequence[float | None],
    ranges: Sequence[Range],
    line_name: str,
    write: Writer,
    level: tuple[float, str] | None = None,
) -> Band:
    """`days`: of `known` and of `ranges`, one after the other."""
    none = (None,) * len(known)
    short, full = names(list(days), "day")
    return Band(
        name="outlook",
        title=title,
        summary=lead,
        labels=short,
        full_labels=full,
        lines=(*known, *(each.middle for each in ranges)),
        lows=(*none, *(each.low for each in ranges)),
        highs=(*none, *(each.high for each in ranges)),
        said=(line_name, _("Kisaran 80 persen (P10 sampai P90)"), ""),
        tick=write.tick,
        exact=write.exact,
        outer=(
            (*none, *(each.lowest for each in ranges)),
            (*none, *(each.highest for each in ranges)),
        ),
        outer_said=_("Kisaran 95 persen"),
        level=level,
    )


def _projection(figures: StockFigures, title: str, found: Outlook, days: list[date]) -> Tile:
    """What is left of today's stock at the end of each day, if nothing comes in."""
    switch = choices(figures, FORETOLD)
    there, write = figures.available_today, Writer("count", "")
    if there <= 0:
        empty = _("Tidak ada barang bebas, jadi tidak ada yang dapat diproyeksikan.")
        return Tile("outlook", title, empty=empty, choices=switch)
    left = tuple(
        Range(*(max(0.0, there - sold) for sold in reversed(astuple(each)))) for each in found.sums
    )
    level = figures.reorder_level
    gone = next((n for n, each in enumerate(left) if each.middle < 0.5), None)
    if gone is None:
        lead = _(
            "Dari %(there)s barang bebas tersisa %(low)s sampai %(high)s setelah %(days)s hari "
            "bila tidak ada barang masuk; tengahnya %(p50)s."
        ) % {
            "there": write.exact(there),
            "low": write.short(left[-1].low),
            "high": write.short(left[-1].high),
            "p50": write.short(left[-1].middle),
            "days": len(left),
        }
    else:
        lead = _("%(there)s barang bebas habis sekitar %(day)s bila tidak ada barang masuk.") % {
            "there": write.exact(there),
            "day": period_text(days[gone], "day"),
        }
    band = _band(
        title,
        lead,
        days,
        (),
        left,
        _("Sisa stok bebas, tengah (P50)"),
        write,
        None if level is None else (level, _("Titik pesan")),
    )
    notes = [_("Mulai hari ini, apa pun periode yang dipilih.")]
    if level is None:
        notes.append(_("Titik pesan tampak bila disaring ke satu SKU."))
    return Tile(
        "outlook",
        title,
        lead=lead,
        picture=band,
        legend=band.legend,
        table=Table(
            columns=(
                Column(_("Hari"), "day"),
                *(Column(name, "count") for name in _heads()),
            ),
            rows=tuple((day, *astuple(each)) for day, each in zip(days, left, strict=True)),
            currency="",
        ),
        choices=switch,
        notes=tuple(notes),
        metrics=("stock_available", "demand_units"),
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
        (_("Di dalam kisaran 80 persen"), "coverage", "ratio"),
        (_("Di dalam kisaran 95 persen"), "wide_coverage", "ratio"),
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
            "seharusnya 80 dan 95 dari 100 hari. Diuji pada %(origins)s perkiraan mingguan di "
            "masa lalu, masing-masing %(days)s hari ke depan, dengan apa yang diketahui saat itu."
        )
        % {"origins": found.own.origins, "days": len(found.days)},
    )
    return Tile("forecast_scores", title, lead=lead, table=table)

"""Who stays and who leaves: cohorts of retention, churn."""

from dataclasses import replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niaga.metrics.formulas import ratio
from niaga.metrics.periods import shifted, start_of
from niaga.web.dashboards.axis import names
from niaga.web.dashboards.cards import few
from niaga.web.dashboards.charts import Chart, Series
from niaga.web.dashboards.charts.heat import Heat, HeatCell
from niaga.web.dashboards.figures import Pair
from niaga.web.dashboards.marketing.segment_figures import SegmentFigures
from niaga.web.dashboards.marketing.segment_tiles import nothing, value_card
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.tiles import Column, Table, Tile

AFTER = 12
COUNT, RATIO = Writer("count", ""), Writer("ratio", "")


def retention_1(figures: SegmentFigures) -> Tile:
    return _retention(figures, 1, _("Retensi bulan ke-1"))


def retention_3(figures: SegmentFigures) -> Tile:
    return _retention(figures, 3, _("Retensi bulan ke-3"))


def _retention(figures: SegmentFigures, after: int, title: str) -> Tile:
    value, size = figures.retained(after)
    name = f"retention_{after}"
    if value is None:
        return Tile(name, title, empty=_("Belum ada angkatan yang cukup tua."))
    tile = value_card(
        figures,
        "retention_rate",
        Pair(value, None, size),
        notes=(_("rata-rata 12 angkatan terakhir"),),
        compared=False,
    )
    card = tile.card
    assert card is not None
    return replace(tile, name=name, title=title, card=replace(card, label=title))


def churn_card(figures: SegmentFigures) -> Tile:
    months = figures.churn
    if not months or not months[-1].active:
        return Tile(
            "churn_rate",
            _("Tingkat pergi"),
            empty=_("Mulai ada pada bulan kedua riwayat toko."),
            metrics=("churn_rate",),
        )
    last = months[-1]
    return value_card(
        figures,
        "churn_rate",
        Pair(ratio(last.churned, last.active), None, last.active),
        notes=(date_format(last.month, "F Y"),),
        compared=False,
    )


def cohorts(figures: SegmentFigures) -> Tile:
    title = _("Retensi per angkatan")
    months = figures.cohorts
    if not months:
        return Tile("cohorts", title, empty=nothing(figures))
    known = figures.retention
    highest = max(
        (r / s for (month, k), (r, s) in known.items() if k and s and month in months), default=0.0
    )
    running = start_of(figures.selection.today, "month")
    cells = tuple(
        tuple(_cell(figures, month, k, highest or 1.0, running) for k in range(1, AFTER + 1))
        for month in months
    )
    first, n = figures.retained(1)
    lead = (
        _("Rata-rata %(share)s pembeli baru membeli lagi pada bulan berikutnya.")
        % {"share": percent(first)}
        if first is not None
        else _("Bulan berikutnya dari angkatan pertama belum selesai.")
    )
    sizes = [known.get((month, 0), (0, 0))[1] for month in months]
    heat = Heat(
        name="cohorts",
        title=title,
        summary=lead,
        columns=tuple(str(k) for k in range(1, AFTER + 1)),
        rows=tuple(date_format(month, "M Y") for month in months),
        cells=cells,
        across=_("Bulan setelah pembelian pertama"),
        down=_("Angkatan"),
        sides=tuple(COUNT.short(size) for size in sizes),
        side=_("Orang"),
        narrow=6,
        size=(740, 30),
    )
    averages = tuple(figures.retained(k)[0] for k in range(1, AFTER + 1))
    table = Table(
        columns=(
            Column(_("Angkatan")),
            Column(_("Orang"), "count"),
            *(Column(_("Bulan ke-%(k)s") % {"k": k}, "ratio") for k in range(1, AFTER + 1)),
        ),
        rows=(
            *(
                (
                    date_format(month, "M Y"),
                    size,
                    *(_rate(known.get((month, k))) for k in range(1, AFTER + 1)),
                )
                for month, size in zip(months, sizes, strict=True)
            ),
            (_("Rata-rata"), sum(sizes), *averages),
        ),
        currency=figures.selection.shop.currency,
        footnote=_("Rata-rata hanya atas bulan yang sudah selesai: Σ yang kembali ÷ Σ orang."),
    )
    return Tile(
        "cohorts",
        title,
        lead=lead,
        picture=heat,
        table=table,
        notes=(_("Bergaris: bulan yang belum selesai."), *few(n or None)),
        metrics=("retention_rate",),
    )


def _rate(cell: tuple[int, int] | None) -> float | None:
    return None if cell is None else ratio(*cell)


def _cell(
    figures: SegmentFigures, cohort: date, after: int, highest: float, running: date
) -> HeatCell | None:
    where = _("%(cohort)s, bulan ke-%(k)s") % {
        "cohort": date_format(cohort, "F Y"),
        "k": after,
    }
    found = figures.retention.get((cohort, after))
    if found is None:
        if shifted(cohort, "month", after) != running:
            return None
        return HeatCell("", f"{where}\n" + _("belum selesai"), None, running=True)
    retained, size = found
    rate = ratio(retained, size)
    said = _("%(retained)s dari %(size)s orang") % {
        "retained": COUNT.exact(retained),
        "size": COUNT.exact(size),
    }
    return HeatCell(
        percent(rate), f"{where}\n{said}", None if rate is None else min(0.999, rate / highest)
    )


def churn(figures: SegmentFigures) -> Tile:
    title = _("Pembeli yang pergi dan kembali")
    months = figures.churn
    if not months:
        return Tile("churn", title, empty=_("Mulai ada pada bulan kedua riwayat toko."))
    last = months[-1]
    lead = _("%(month)s: %(churned)s dari %(active)s pembeli aktif pergi, %(back)s kembali.") % {
        "month": date_format(last.month, "F Y"),
        "churned": COUNT.exact(last.churned),
        "active": COUNT.exact(last.active),
        "back": COUNT.exact(last.reactivated),
    }
    short, full = names([each.month for each in months], "month")
    chart = Chart(
        name="churn",
        title=title,
        summary=lead,
        labels=short,
        full_labels=full,
        series=(
            Series(
                _("Tingkat pergi"),
                "bar",
                "main",
                tuple(ratio(each.churned, each.active) for each in months),
            ),
        ),
        tick=RATIO.tick,
        exact=lambda value: percent(float(value)),
    )
    table = Table(
        columns=(
            Column(_("Bulan"), "month"),
            Column(_("Aktif di awal"), "count"),
            Column(_("Pergi"), "count"),
            Column(_("Tingkat pergi"), "ratio"),
            Column(_("Kembali"), "count"),
        ),
        rows=tuple(
            (each.month, each.active, each.churned, ratio(each.churned, each.active),
             each.reactivated)
            for each in months
        ),
        currency=figures.selection.shop.currency,
        footnote=_(
            "Pergi: melewati jendela pergi tanpa membeli. Jendela itu hari yang dalamnya sembilan "
            "dari sepuluh jeda antarpembelian berakhir, 30 sampai 365, dibekukan tiap triwulan."
        ),
    )  # fmt: skip
    return Tile(
        "churn",
        title,
        lead=lead,
        picture=chart,
        table=table,
        notes=few(last.active),
        metrics=("churn_rate", "reactivated_customers"),
    )

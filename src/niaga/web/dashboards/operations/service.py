"""How buyers are served, and what they say of it."""

from django.utils.translation import gettext as _

from niaga.metrics.catalogue import metric_named
from niaga.metrics.formulas import ratio
from niaga.web.dashboards.axis import names
from niaga.web.dashboards.cards import SMALL, metric_card
from niaga.web.dashboards.charts import Chart, Panels, Series
from niaga.web.dashboards.charts.scale import begins
from niaga.web.dashboards.charts.svg import MARKS_OF_LOW
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.operations.figures import OperationsFigures
from niaga.web.dashboards.returns.words import no_rate
from niaga.web.dashboards.tiles import Column, Table, Tile

SCORES = (5, 4, 3, 2, 1)


def review_score(figures: OperationsFigures) -> Tile:
    return metric_card(
        figures, "review_score", figures.score, empty=_("Belum ada ulasan pada periode ini.")
    )


def on_time_share(figures: OperationsFigures) -> Tile:
    return metric_card(
        figures,
        "on_time_share",
        figures.on_time,
        empty=_("Sumber toko ini tidak menceritakan waktu janji dan waktu diterima."),
    )


def return_rate(figures: OperationsFigures) -> Tile:
    return _came_back(figures, "return_rate")


def damage_rate(figures: OperationsFigures) -> Tile:
    return _came_back(figures, "damage_rate")


def _came_back(figures: OperationsFigures, name: str) -> Tile:
    rates = figures.returned
    why = no_rate(figures.tells_deliveries, rates["return_rate"])
    return metric_card(figures, name, rates[name], empty=why)


def course(figures: OperationsFigures) -> Tile:
    """Score, its spread, sales and punctuality, one below the other on the same months."""
    title = _("Ulasan, penjualan dan ketepatan waktu")
    months, score, on_time = figures.months, figures.score.values, figures.on_time.values
    if not any(value is not None for value in (*score, *on_time)):
        return Tile("course", title, empty=_("Belum ada ulasan dan belum ada pengiriman."))
    short, full = names(months, "month")
    counts = [figures.scores(month.isoformat()) for month in months]
    n = [sum(each.values()) for each in counts]
    shares = {
        s: tuple(ratio(each.get(s, 0), size) for each, size in zip(counts, n, strict=True))
        for s in SCORES
    }
    partial = figures.running_among(months)
    currency = figures.selection.shop.currency
    numeric, money = Writer("score", currency), Writer("money", currency)

    def chart(head: str, series: tuple[Series, ...], writer: Writer, floor: float | None) -> Chart:
        return Chart(
            name="course",
            title=head,
            summary=head,
            labels=short,
            full_labels=full,
            series=series,
            tick=writer.tick,
            exact=writer.exact,
            partial=partial,
            floor=floor,
        )

    share = Writer("ratio", currency)
    floor = _floor(score)
    charts = [
        chart(
            _("Nilai ulasan rata-rata (sumbu mulai dari %(floor)s)")
            % {"floor": numeric.tick(floor)},
            (Series(_("Nilai ulasan"), "line", "main", score),),
            numeric,
            floor,
        ),
        chart(
            _("Bagian tiap nilai ulasan"),
            tuple(Series(f"{s}★", "stack", f"score-{s}", shares[s]) for s in SCORES),
            share,
            None,
        ),
    ]
    heights = [96, 128]
    net = figures.net_by_month
    if net is not None:
        sales = tuple(net.get(month, 0) for month in months)
        head = str(metric_named("net_sales").label)
        charts.append(chart(head, (Series(head, "bar", "main", sales),), money, None))
        heights.append(110)
    least = _floor_share(on_time)
    head = str(metric_named("on_time_share").label)
    if least:
        head = _("%(name)s (sumbu mulai dari %(floor)s)") % {
            "name": head,
            "floor": share.tick(least),
        }
    charts.append(chart(head, (Series(_("Tepat waktu"), "line", "main", on_time),), share, least))
    heights.append(120)
    lead = _("Nilai %(score)s dari %(n)s ulasan; %(on_time)s paket tepat waktu.") % {
        "score": numeric.short(figures.score.pair.now),
        "n": Writer("count", "").exact(figures.score.pair.n),
        "on_time": percent(
            None if figures.on_time.pair.now is None else float(figures.on_time.pair.now)
        ),
    }
    panels = Panels("course", title, lead, tuple(charts), tuple(heights), 620)
    sizes = figures.sizes(figures.punctuality, months)
    table = Table(
        columns=(
            Column(_("Bulan"), "month"),
            Column(_("Nilai ulasan"), "score"),
            Column(_("Ulasan"), "count"),
            *(Column(f"{s}★", "ratio") for s in SCORES),
            *((Column(_("Penjualan bersih"), "money"),) if net is not None else ()),
            Column(_("Tepat waktu"), "ratio"),
            Column(_("Paket dinilai"), "count"),
        ),
        rows=tuple(
            (
                month,
                score[at],
                n[at],
                *(shares[s][at] for s in SCORES),
                *((net.get(month, 0),) if net is not None else ()),
                on_time[at],
                sizes[at],
            )
            for at, month in enumerate(months)
        ),
        currency=currency,
        running=partial,
        footnote=_("* bulan berjalan") if partial else "",
    )
    thin = [size for size in n if 0 < size < SMALL]
    return Tile(
        "course",
        title,
        lead=lead,
        picture=panels,
        legend=tuple((f"score-{s}", f"{s}★") for s in SCORES),
        table=table,
        notes=(_("Beberapa bulan punya kurang dari 30 ulasan; lihat n pada tabel."),)
        if thin
        else (),
        metrics=("review_score", "review_share", "net_sales", "on_time_share"),
    )


def _floor(values: tuple[int | float | None, ...]) -> float:
    """About half a point below the lowest mean, where the axis has a mark."""
    known = [float(value) for value in values if value is not None] or [1.0]
    return begins(max(1.0, int(min(known) * 2 - 0.5) / 2), max(known), MARKS_OF_LOW)


def _floor_share(values: tuple[int | float | None, ...]) -> float | None:
    """The tenth below the lowest share, where the axis has a mark; 0 where that is low."""
    known = [float(value) for value in values if value is not None] or [0.0]
    least = min(*known, 0.99)  # the whole of 100% has no room above it
    return begins(int(least * 10) / 10, max(*known, 1.0), MARKS_OF_LOW) if least >= 0.5 else None

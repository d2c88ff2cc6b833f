"""Cards and tiles of the board of satisfaction and payouts."""

from collections.abc import Mapping
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from niaga.insight.experiments.comparison import wilson
from niaga.insight.experiments.samples import Proportion
from niaga.metrics import Result
from niaga.metrics.catalogue import metric_named
from niaga.metrics.formulas import ratio
from niaga.web.dashboards.axis import names
from niaga.web.dashboards.cards import few, metric_card
from niaga.web.dashboards.charts import Bars, Chart, Series
from niaga.web.dashboards.figures import Course, Pair
from niaga.web.dashboards.links import rows_behind
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.satisfaction.figures import SatisfactionFigures
from niaga.web.dashboards.tiles import Column, Table, Tile

COUNT = Writer("count", "")


def _remedy(text: str) -> tuple[str, str] | None:
    try:
        return text, reverse("backoffice:imports")
    except NoReverseMatch:
        return None


def _no_answers(name: str, title: str) -> Tile:
    text = _("Toko ini belum punya jawaban survei.")
    return Tile(name, title, empty=text, remedy=_remedy(_("Impor jawaban survei")))


def _no_payouts(name: str, title: str) -> Tile:
    text = _("Toko ini belum punya laporan pencairan.")
    return Tile(name, title, empty=text, remedy=_remedy(_("Impor laporan pencairan")))


def _answered(figures: SatisfactionFigures, name: str, notes: list[str]) -> Tile:
    if not figures.has_answers:
        return _no_answers(name, str(metric_named(name).label))
    course = figures.measured(figures.asked_of, name)
    empty = _("Tak ada jawaban pada periode ini.")
    return metric_card(figures, name, course, notes, empty=empty)


def csat(figures: SatisfactionFigures) -> Tile:
    now = figures.measured(figures.asked_of, "csat").pair
    notes = []
    if now.now is not None and now.n:
        low, high = wilson(Proportion(now.n, round(now.now * now.n)))
        notes.append(
            _("95%% yakin di antara %(low)s dan %(high)s")
            % {"low": percent(low), "high": percent(high)}
        )
    return _answered(figures, "csat", notes)


def response_rate(figures: SatisfactionFigures) -> Tile:
    return _answered(figures, "csat_response_rate", [])


def nps(figures: SatisfactionFigures) -> Tile:
    return _answered(figures, "nps", [])


def _paid(figures: SatisfactionFigures, name: str) -> Tile:
    if not figures.has_payouts:
        return _no_payouts(name, str(metric_named(name).label))
    course = figures.measured(figures.payouts, name)
    # What a rate of money rests on is money, not a number of cases.
    course = Course(Pair(course.pair.now, course.pair.before), course.values)
    empty = _("Tak ada pencairan pada periode ini.")
    return metric_card(figures, name, course, empty=empty)


def net(figures: SatisfactionFigures) -> Tile:
    return _paid(figures, "settlement_net")


def fee_rate(figures: SatisfactionFigures) -> Tile:
    return _paid(figures, "settlement_fee_rate")


def unmatched(figures: SatisfactionFigures) -> Tile:
    return _paid(figures, "settlement_unmatched")


def over_time(figures: SatisfactionFigures) -> Tile:
    title = _("Kepuasan per bulan")
    if not figures.has_answers:
        return _no_answers("csat_course", title)
    rows = _by_month(figures, figures.asked_of, "csat")
    known = [(n, row) for n, row in enumerate(rows) if row[1] is not None]
    if not known:
        return Tile("csat_course", title, empty=_("Belum ada jawaban kepuasan."))
    rows = rows[known[0][0] :]
    short, full = names([row[0] for row in rows], "month")
    lead = _("Jawaban 4 dan 5 dari semua jawaban; rentang keyakinannya ada di tabel.")
    chart = Chart(
        name="csat_course",
        title=title,
        summary=lead,
        labels=short,
        full_labels=full,
        series=(Series(_("Kepuasan pelanggan (CSAT)"), "bar", "main", tuple(r[1] for r in rows)),),
        tick=Writer("ratio", "").tick,
        exact=percent,
        partial=figures.running_among([r[0] for r in rows]),
    )
    table = Table(
        columns=(
            Column(_("Bulan"), "month"),
            Column(_("CSAT"), "ratio"),
            Column(_("Batas bawah"), "ratio"),
            Column(_("Batas atas"), "ratio"),
            Column(_("Jawaban"), "count"),
        ),
        rows=tuple(rows),
        currency=figures.selection.shop.currency,
    )
    n = figures.measured(figures.asked_of, "csat").pair.n
    return Tile(
        "csat_course", title, lead=lead, notes=few(n), picture=chart, table=table,
        metrics=("csat",),
    )  # fmt: skip


MonthRow = tuple[date, float | None, float | None, float | None, int]


def _by_month(
    figures: SatisfactionFigures, results: Mapping[str, Result], name: str
) -> list[MonthRow]:
    """Month, rate, its Wilson interval, and how many it rests on."""
    found = {row.key[0]: row for row in results[name].rows}
    rows: list[MonthRow] = []
    for month in figures.months:
        row = found.get(month.isoformat())
        if row is None or not row.denominator:
            rows.append((month, None, None, None, 0))
            continue
        low, high = wilson(Proportion(row.denominator, row.numerator or 0))
        rows.append((month, row.value, low, high, row.denominator))
    return rows


def distribution(figures: SatisfactionFigures) -> Tile:
    title = _("Sebaran jawaban kepuasan")
    if not figures.has_answers:
        return _no_answers("csat_scores", title)
    total = sum(figures.scores.values())
    if not total:
        return Tile("csat_scores", title, empty=_("Tak ada jawaban pada periode ini."))
    rows = [(score, figures.scores.get(score, 0)) for score in "54321"]
    lead = _("%(n)s jawaban pada periode ini.") % {"n": COUNT.exact(total)}
    shares = tuple(ratio(n, total) for _score, n in rows)
    picture = Bars(
        name="csat_scores",
        title=title,
        summary=lead,
        labels=tuple(score for score, _n in rows),
        values=shares,
        short=percent,
        exact=percent,
        tones=tuple(f"score-{score}" for score, _n in rows),
    )
    table = Table(
        columns=(
            Column(_("Nilai")),
            Column(_("Jawaban"), "count"),
            Column(_("Bagian"), "ratio"),
        ),
        rows=tuple((score, n, share) for (score, n), share in zip(rows, shares, strict=True)),
        currency=figures.selection.shop.currency,
    )
    return Tile(
        "csat_scores", title, lead=lead, notes=few(total), picture=picture, table=table,
        metrics=("csat_answers",),
    )  # fmt: skip


def gateways(figures: SatisfactionFigures) -> Tile:
    title = _("Pencairan per gerbang pembayaran")
    if not figures.has_payouts:
        return _no_payouts("gateways", title)
    if not figures.gateways:
        return Tile("gateways", title, empty=_("Tak ada pencairan pada periode ini."))
    money = Writer("money", figures.selection.shop.currency)
    notes = []
    if figures.unsettled:
        notes.append(
            _("Pembayaran %(amount)s tidak disebut laporan pencairan mana pun.")
            % {"amount": money.short(figures.unsettled)}
        )
    table = Table(
        columns=(
            Column(_("Gerbang pembayaran")),
            Column(_("Kotor"), "money"),
            Column(_("Biaya"), "money"),
            Column(_("Bersih"), "money"),
            Column(_("Biaya per pembayaran"), "ratio"),
            Column(_("Belum dicairkan"), "money"),
            Column(_("Tanpa pesanan"), "money"),
        ),
        rows=tuple(
            (g.name, g.gross, g.fees, g.net, ratio(g.fees, g.gross), g.waiting, g.unmatched)
            for g in figures.gateways
        ),
        currency=money.currency,
        links=tuple(
            rows_behind("settlement_unmatched_lines", figures.selection) if g.unmatched else ""
            for g in figures.gateways
        ),
        footnote=_("Menurut hari transaksi. Nama gerbang membuka baris yang tanpa pesanan."),
    )
    return Tile("gateways", title, notes=tuple(notes), table=table, metrics=("settlement_net",))

"""Cards and the tile of what customers are likely to bring in the next twelve months."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niaga.insight.lifetime import Outlook, Reason
from niaga.insight.lifetime.spending import Spending
from niaga.metrics.views.rfm import SEGMENTS
from niaga.web.dashboards.cards import few, metric_card
from niaga.web.dashboards.figures import Course, Pair
from niaga.web.dashboards.lifetime import why
from niaga.web.dashboards.marketing.segment_tiles import COUNT, segment_said
from niaga.web.dashboards.numbers import Cell, Writer, percent
from niaga.web.dashboards.tiles import Card, Column, Table, Tile
from niaga.web.dashboards.worth.figures import WorthFigures


def _card(
    figures: WorthFigures, name: str, title: str, describe: str, value: str, *notes: str
) -> Tile:
    """`value`: of what is foreseen; the reason stands in its place where nothing is."""
    found = figures.lifetime
    if not isinstance(found, Outlook):
        return Tile(name, title, empty=why(found))
    if not value:
        return Tile(name, title, empty=why(_reason(found)))
    card = Card("", title, describe, value, value, None, notes=notes)
    return Tile(name, title, card=card)


def _reason(found: Outlook) -> Reason:
    reason = found.models.spending
    assert not isinstance(reason, Spending)
    return reason


def alive(figures: WorthFigures) -> Tile:
    found = figures.lifetime
    value = percent(found.whole.alive_share) if isinstance(found, Outlook) else ""
    n = COUNT.exact(found.whole.customers) if isinstance(found, Outlook) else ""
    text = _("Bagian dari semua yang pernah membeli yang diperkirakan masih akan membeli.")
    return _card(figures, "alive", _("Masih aktif"), text, value, _("dari %(n)s orang") % {"n": n})


def orders(figures: WorthFigures) -> Tile:
    found = figures.lifetime
    value = COUNT.short(round(found.whole.orders)) if isinstance(found, Outlook) else ""
    text = _("Pesanan yang diperkirakan datang dari mereka dalam 12 bulan ke depan.")
    return _card(figures, "orders", _("Pesanan 12 bulan"), text, value)


def value(figures: WorthFigures) -> Tile:
    found, money = figures.lifetime, Writer("money", figures.selection.shop.currency)
    title, text = _("Nilai 12 bulan"), _("Pendapatan yang diperkirakan datang dari mereka.")
    if not isinstance(found, Outlook) or found.whole.value is None:
        return _card(figures, "value", title, text, "")
    whole = found.whole
    between = _("delapan dari sepuluh kali di antara %(low)s dan %(high)s") % {
        "low": money.short(round(whole.low or 0)),
        "high": money.short(round(whole.high or 0)),
    }
    return _card(figures, "value", title, text, money.short(round(whole.value or 0)), between)


def observed(figures: WorthFigures, metric: str, empty: str) -> Tile:
    """What has been earned so far, which is no forecast."""
    return metric_card(
        figures,
        metric,
        Course(Pair(figures.observed(metric), None), ()),
        empty=empty,
        compared=False,
    )


def revenue(figures: WorthFigures) -> Tile:
    return observed(figures, "customer_value", _("Belum ada pesanan yang dihitung."))


def margin(figures: WorthFigures) -> Tile:
    return observed(figures, "customer_margin", _("Biaya barang toko ini belum diketahui."))


def _foreseen(amount: float | None) -> Cell | None:
    """Three digits: more would be more than a forecast knows."""
    return None if amount is None else Cell(round(amount), "money", True)


def segments(figures: WorthFigures) -> Tile:
    name, title = "segments", _("Yang masih akan dibawa tiap segmen")
    metrics = ("history_buyers", "held_out_purchases")
    found = figures.lifetime
    if not isinstance(found, Outlook):
        return Tile(name, title, empty=why(found), metrics=metrics)
    money = Writer("money", figures.selection.shop.currency)
    whole, check = found.whole, found.models.check
    ordered = [(each, found.segments[each]) for each in SEGMENTS if each in found.segments]
    rows = tuple(
        (
            segment_said(segment),
            worth.customers,
            worth.alive_share,
            round(worth.orders),
            *map(_foreseen, (worth.value, worth.low, worth.high, worth.value_each)),
        )
        for segment, worth in ordered
    )
    lead = _("%(share)s dari %(n)s orang yang pernah membeli diperkirakan masih aktif.") % {
        "share": percent(whole.alive_share),
        "n": COUNT.exact(whole.customers),
    }
    if whole.value is not None:
        lead += " " + _("Dalam 12 bulan mereka diperkirakan membawa %(value)s.") % {
            "value": money.short(round(whole.value))
        }
    notes = [
        _(
            "Diuji pada %(weeks)s minggu terakhir: diramalkan %(foreseen)s pembelian, terjadi "
            "%(found)s. Belajar dari riwayat sampai %(day)s."
        )
        % {
            "weeks": COUNT.exact(round(check.weeks)),
            "foreseen": COUNT.exact(round(check.foreseen)),
            "found": COUNT.exact(round(check.found)),
            "day": date_format(found.models.learned_to, "j M Y"),
        },
    ]
    if not isinstance(found.models.spending, Spending):
        notes.append(why(found.models.spending))
    table = Table(
        columns=(
            Column(_("Segmen")),
            Column(_("Orang"), "count"),
            Column(_("Masih aktif"), "ratio"),
            Column(_("Pesanan 12 bulan"), "count"),
            Column(_("Nilai 12 bulan"), "money"),
            Column(_("dari"), "money"),
            Column(_("sampai"), "money"),
            Column(_("Nilai per orang"), "money"),
        ),
        rows=rows,
        currency=figures.selection.shop.currency,
        footnote=_(
            "Ramalan dengan BG/NBD dan Gamma-Gamma: pendapatan, bukan laba, didiskon 10 persen "
            "setahun; delapan dari sepuluh kali nilainya di antara dari dan sampai. Yang baru "
            "sekali membeli dianggap masih aktif: model hanya mengenal pergi setelah membeli."
        ),
    )
    return Tile(
        name, title, lead=lead, table=table, notes=(*notes, *few(whole.customers)), metrics=metrics
    )

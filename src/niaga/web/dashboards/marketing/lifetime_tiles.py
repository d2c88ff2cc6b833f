"""What each segment is likely to bring in the next twelve months."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niaga.insight.lifetime import Outlook
from niaga.insight.lifetime.spending import Spending
from niaga.metrics.views.rfm import SEGMENTS
from niaga.web.dashboards.cards import few
from niaga.web.dashboards.lifetime import why
from niaga.web.dashboards.marketing.segment_figures import SegmentFigures
from niaga.web.dashboards.marketing.segment_tiles import COUNT, segment_said
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.tiles import Column, Table, Tile


def lifetime(figures: SegmentFigures) -> Tile:
    name, title = "lifetime", _("Yang masih akan dibawa tiap segmen")
    metrics = ("history_buyers", "held_out_purchases")
    found = figures.lifetime
    if not isinstance(found, Outlook):
        return Tile(name, title, empty=why(found), metrics=metrics)
    money = Writer("money", figures.selection.shop.currency)
    whole, check = found.whole, found.models.check
    ordered = [(each, found.segments[each]) for each in SEGMENTS if each in found.segments]
    rows = tuple(
        (
            segment_said(segment), worth.customers, worth.alive_share, round(worth.orders),
            worth.value, worth.low, worth.high, worth.value_each,
        )
        for segment, worth in ordered
    )  # fmt: skip
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
        rows=tuple(
            tuple(round(v) if isinstance(v, float) and at > 3 else v for at, v in enumerate(row))
            for row in rows
        ),
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

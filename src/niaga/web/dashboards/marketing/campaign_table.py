"""One table of all campaigns: cost, people, conversion, return, and what was added."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from niaga.insight.campaigns import CampaignArm
from niaga.web.dashboards.marketing.campaign_figures import CampaignFigures, Returns
from niaga.web.dashboards.marketing.campaign_tiles import channel_said, no_campaigns
from niaga.web.dashboards.numbers import cell_text, percent
from niaga.web.dashboards.tiles import Column, Table, Tile

SHOWN = 20


def table(figures: CampaignFigures) -> Tile:
    title = _("Tiap kampanye: biaya, jangkauan, hasil")
    found = figures.returns
    if not found:
        return no_campaigns("table", title)
    shown = Table(
        columns=(
            Column(pgettext("one", "Kampanye")),
            Column(_("Kanal")),
            Column(_("Biaya pemasaran"), "money"),
            Column(_("Dijangkau"), "count"),
            Column(_("Konversi"), "ratio"),
            Column("CPA", "money"),
            Column("ROAS", "score"),
            Column("ROI", "ratio"),
            Column(_("Tambahan"), "count"),
        ),
        rows=tuple(_row(each) for each in found[:SHOWN]),
        currency=figures.selection.shop.currency,
        footnote=_(
            "Dijangkau: orang, atau klik (bertanda *) bila orangnya tidak disebut. Konversi dengan "
            "selang Wilson 95%. Pesanan dan pendapatan menurut kunjungan terakhir yang bukan "
            "langsung dalam 28 hari. Tambahan: konversi di atas kelompok pembanding, selang 95%."
        ),
    )
    notes = []
    if len(found) > SHOWN:
        notes.append(_("%(n)s yang termahal dari %(all)s.") % {"n": SHOWN, "all": len(found)})
    return Tile(
        "table",
        title,
        lead=_lead(found),
        table=shown,
        notes=tuple(notes),
        metrics=(
            "marketing_spend", "campaign_people", "campaign_converters", "credited_orders",
            "credited_revenue", "roas", "roi",
        ),
    )  # fmt: skip


def _row(each: Returns) -> tuple[object, ...]:
    counts = each.reach.counts
    return (
        each.campaign or _("tanpa nama"),
        f"{channel_said(each.channel)} *" if each.by_clicks else channel_said(each.channel),
        each.spend,
        counts.people or None,
        _conversion(each.reach),
        each.per_order,
        each.roas,
        each.roi,
        _added(each.reach),
    )


def _conversion(arm: CampaignArm) -> str:
    if arm.rate is None:
        return "—"
    return _("%(rate)s (%(low)s–%(high)s)") % {
        "rate": percent(arm.rate),
        "low": percent(arm.low).removesuffix("%"),
        "high": percent(arm.high),
    }


def _added(arm: CampaignArm) -> str:
    """Conversions that it brought beyond those of who was held out."""
    if arm.effect is None:
        return "—"
    extra, low, high = (cell_text(round(value), "signed_count", "") for value in arm.effect.extra)
    return _("%(extra)s (%(low)s sampai %(high)s)") % {"extra": extra, "low": low, "high": high}


def _lead(found: list[Returns]) -> str:
    """What was spent, and which was added beyond chance."""
    sure = [e for e in found if e.reach.effect and e.reach.effect.conversion.low > 0]
    compared = [e for e in found if e.reach.effect]
    if sure:
        best = max(sure, key=lambda e: e.reach.effect.extra[0] if e.reach.effect else 0.0)
        return _("%(name)s menambah konversi di luar kebetulan.") % {"name": best.campaign}
    if compared:
        return _("Belum ada kampanye yang tambahannya terbukti di luar kebetulan.")
    return _("Tanpa kelompok pembanding, yang akan membeli juga tanpa kampanye ikut terhitung.")

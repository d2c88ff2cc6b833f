"""The board of campaigns: e-mail, social media, groups of people, and sums without orders."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.utils.translation import pgettext

from niaga.metrics.formulas import ratio
from niaga.web.dashboards.axis import names
from niaga.web.dashboards.board import Option
from niaga.web.dashboards.cards import few
from niaga.web.dashboards.charts import Chart, IntervalRow, Intervals, Series
from niaga.web.dashboards.marketing.campaign_figures import CampaignFigures
from niaga.web.dashboards.marketing.campaign_tiles import channel_said, no_campaigns
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.remedies import import_page
from niaga.web.dashboards.switches import choices, chosen
from niaga.web.dashboards.tiles import Column, Table, Tile

VIEW = Option("kelompok", {"konversi": __("konversi"), "belanja": __("belanja")})
COUNT = Writer("count", "")
DRAWN = 6  # of the groups
TONES = ("main", "second", "third", "fourth", "fifth")


def mail(figures: CampaignFigures) -> Tile:
    title = _("E-mail: dibuka dan diklik")
    if not figures.mailings:
        return Tile("mail", title, empty=_("Belum ada kampanye lewat e-mail pada periode ini."))
    table = Table(
        columns=(
            Column(pgettext("one", "Kampanye")),
            Column(_("E-mail terkirim"), "count"),
            Column(_("Dibuka"), "ratio"),
            Column(_("Diklik"), "ratio"),
            Column(_("Klik dari yang membuka"), "ratio"),
        ),
        rows=tuple(
            (
                each.campaign,
                each.sent,
                each.opened,
                each.clicked,
                None
                if not each.opened or each.clicked is None
                else each.clicked / each.opened,
            )
            for each in figures.mailings
        ),
        currency=figures.selection.shop.currency,
        footnote=_("— : sumbernya tidak mencatat. Program surat yang memuat gambar sendiri membuat "
        "tingkat buka terlalu tinggi."),
    )  # fmt: skip
    return Tile("mail", title, table=table, metrics=("email_open_rate", "email_click_rate"))


def social(figures: CampaignFigures) -> Tile:
    title = _("Interaksi media sosial")
    if not figures.has_social:
        return Tile(
            "social",
            title,
            empty=_("Belum ada angka media sosial."),
            remedy=import_page(_("Impor media sosial")),
        )
    months, rates = figures.months, figures.social_rates
    short, full = names(months, "month")
    lead = ""
    if figures.platforms:
        best = max(figures.platforms, key=lambda each: each.rate or 0.0)
        lead = _("Interaksi tertinggi pada periode ini di %(platform)s: %(rate)s.") % {
            "platform": channel_said(best.platform),
            "rate": percent(best.rate),
        }
    series = tuple(
        Series(channel_said(platform), "line", TONES[n % len(TONES)], values)
        for n, (platform, values) in enumerate(list(rates.items())[: len(TONES)])
    )
    chart = Chart(
        name="social",
        title=title,
        summary=lead or title,
        labels=short,
        full_labels=full,
        series=series,
        tick=Writer("ratio", "").tick,
        exact=lambda value: percent(float(value)),
        partial=figures.running_among(months),
    )
    table = Table(
        columns=(
            Column(_("Platform")),
            Column(_("Tayangan"), "count"),
            Column(_("Interaksi"), "count"),
            Column(_("Tingkat interaksi"), "ratio"),
        ),
        rows=tuple(
            (channel_said(each.platform), each.impressions, each.engagements, each.rate)
            for each in figures.platforms
        ),
        currency=figures.selection.shop.currency,
    )
    return Tile(
        "social",
        title,
        lead=lead,
        picture=chart,
        legend=chart.legend,
        table=table,
        metrics=("social_impressions", "social_engagements", "social_engagement_rate"),
    )


def groups(figures: CampaignFigures) -> Tile:
    """Conversion by group, or what a source sums up without orders."""
    if not figures.selection.shop.files.get("purchase_totals"):
        return _by_group(figures)
    made = (told if chosen(figures, VIEW) == "belanja" else _by_group)(figures)
    return replace(made, choices=choices(figures, VIEW))


def _by_group(figures: CampaignFigures) -> Tile:
    title = _("Konversi menurut kelompok orang")
    found = [each for each in figures.groups if each.counts.arm]
    if not found:
        if not figures.arms:
            return no_campaigns("groups", title)
        return Tile("groups", title, empty=_("Sumber kampanye ini tidak mengelompokkan orang."))
    best = max(found, key=lambda each: each.rate or 0.0)
    lead = _("Tertinggi pada kelompok %(name)s: %(rate)s.") % {
        "name": best.counts.arm,
        "rate": percent(best.rate),
    }
    table = Table(
        columns=(
            Column(_("Kelompok")),
            Column(_("Orang"), "count"),
            Column(_("Berkonversi"), "count"),
            Column(_("Konversi"), "ratio"),
            Column(_("Batas bawah"), "ratio"),
            Column(_("Batas atas"), "ratio"),
        ),
        rows=tuple(
            (
                each.counts.arm or _("tidak disebut"),
                each.counts.people,
                each.counts.converted,
                each.rate,
                each.low,
                each.high,
            )
            for each in figures.groups
        ),
        currency=figures.selection.shop.currency,
        footnote=_("Kelompok seperti disebut sumbernya; selang Wilson 95%."),
    )
    picture = Intervals(
        name="groups",
        title=title,
        summary=lead,
        rows=tuple(
            IntervalRow(
                each.counts.arm,
                each.low,
                each.rate or 0.0,
                each.high,
                _("%(n)s orang") % {"n": COUNT.exact(each.counts.people)},
            )
            for each in sorted(found, key=lambda each: -(each.rate or 0.0))[:DRAWN]
        ),
        tick=Writer("ratio", "").tick,
        exact=lambda value: percent(value),
    )
    notes = [*few(min(each.counts.people for each in found))]
    if len(found) > DRAWN:
        notes.append(_("Gambar: %(n)s yang tertinggi. Semua ada dalam tabel.") % {"n": DRAWN})
    return Tile(
        "groups",
        title,
        lead=lead,
        picture=picture,
        table=table,
        notes=tuple(notes),
        metrics=("campaign_conversion",),
    )


def told(figures: CampaignFigures) -> Tile:
    title = _("Belanja menurut sumber, tanpa pesanan")
    found = figures.told
    total = sum(value for _name, value in found["category"])
    table = Table(
        columns=(
            Column(_("Menurut")),
            Column(_("Nama")),
            Column(_("Belanja"), "money"),
            Column(_("Bagian"), "ratio"),
            Column(_("Pembelian"), "count"),
        ),
        rows=(
            *(
                (_("kategori"), name, value, ratio(value, total), None)
                for name, value in found["category"]
            ),
            *(
                (
                    _("kanal"),
                    name,
                    None,
                    ratio(value, sum(count for _n, count in found["channel"])),
                    value,
                )
                for name, value in found["channel"]
            ),
        ),
        currency=figures.selection.shop.currency,
        footnote=_("Seluruh jendela yang disebut sumbernya. Tidak masuk angka penjualan mana pun."),
    )
    return Tile("groups", title, table=table, metrics=("told_spending", "told_purchases"))

"""The board of campaigns: its cards, what each converted, and what it added."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from niaga.insight.campaigns import CampaignArm
from niaga.web.dashboards.cards import delta, few, metric_card, size_note
from niaga.web.dashboards.charts import IntervalRow, Intervals
from niaga.web.dashboards.codes import word_for
from niaga.web.dashboards.figures import Pair
from niaga.web.dashboards.marketing.campaign_figures import CampaignFigures
from niaga.web.dashboards.numbers import Writer, percent, points
from niaga.web.dashboards.remedies import import_page
from niaga.web.dashboards.tiles import Card, Column, Table, Tile

COUNT = Writer("count", "")
DRAWN = 12


def no_campaigns(name: str, title: str) -> Tile:
    return Tile(
        name,
        title,
        empty=_("Belum ada kampanye yang tercatat pada periode ini."),
        remedy=import_page(_("Impor kampanye")),
    )


def channel_said(name: str) -> str:
    return word_for("channel", name)


def arm_said(arm: CampaignArm) -> str:
    return f"{arm.counts.campaign} · {_arm_alone(arm)}"


def _arm_alone(arm: CampaignArm) -> str:
    """Where a campaign tells no arms, it is the channel that names who was reached."""
    return _("pembanding") if arm.is_control else channel_said(arm.counts.arm)


def _card(
    figures: CampaignFigures, name: str, title: str, describe: str, pair: Pair, note: str = ""
) -> Tile:
    """A count of people, or a rate with its `n`."""
    writer = Writer("count" if pair.n is None else "ratio", "")
    card = Card(
        "",
        title,
        describe,
        writer.short(pair.now),
        writer.exact(pair.now),
        delta(figures.selection, pair, writer),
        notes=(note or size_note(pair.n or 0),),
    )
    return Tile(name, title, card=card)


def reached(figures: CampaignFigures) -> Tile:
    title = _("Dijangkau kampanye")
    people = figures.pairs["campaign_people"]
    campaigns = len({arm.counts.campaign for arm in figures.arms})
    if not people.now:
        return no_campaigns("campaign_reach", title)
    return _card(
        figures,
        "campaign_reach",
        title,
        _("Orang yang menerima kampanye; yang menerima dua kampanye terhitung dua kali."),
        people,
        ngettext("%(n)s kampanye", "%(n)s kampanye", campaigns) % {"n": campaigns},
    )


def converted(figures: CampaignFigures) -> Tile:
    title = _("Konversi kampanye")
    pair = figures.pairs["campaign_converters"]
    if not pair.n:
        return no_campaigns("campaign_conversion", title)
    describe = _("Yang berkonversi dibagi yang dijangkau.")
    return _card(figures, "campaign_conversion", title, describe, pair)


def rate(figures: CampaignFigures) -> Tile:
    title = _("Pesanan dari kampanye")
    if not figures.rate.pair.n:
        if not figures.arms:
            return no_campaigns("campaign_rate", title)
        return Tile("campaign_rate", title, empty=_("Tidak ada pesanan pada periode ini."))
    return metric_card(figures, "campaign_rate", figures.rate, empty=_("Belum ada pesanan."))


def opened(figures: CampaignFigures) -> Tile:
    return _mail_rate(figures, "email_open_rate", _("Tingkat buka e-mail"))


def clicked(figures: CampaignFigures) -> Tile:
    return _mail_rate(figures, "email_click_rate", _("Tingkat klik e-mail"))


def _mail_rate(figures: CampaignFigures, name: str, title: str) -> Tile:
    pair = figures.pairs[name]
    if not pair.n:
        why = (
            _("Sumber kampanye ini tidak mencatatnya.")
            if figures.mailings
            else _("Belum ada kampanye lewat e-mail.")
        )
        return Tile(name, title, empty=why)
    return _card(figures, name, title, _("Dibagi e-mail terkirim."), pair)


def engagement(figures: CampaignFigures) -> Tile:
    title = _("Tingkat interaksi media sosial")
    pair = figures.engagement
    if not pair.n:
        return Tile(
            "social_engagement_rate",
            title,
            empty=_("Belum ada angka media sosial pada periode ini."),
            remedy=import_page(_("Impor media sosial")),
        )
    return _card(
        figures,
        "social_engagement_rate",
        title,
        _("Suka, komentar, bagikan, dan klik dibagi tayangan."),
        pair,
        _("%(n)s tayangan") % {"n": COUNT.exact(pair.n)},
    )


def conversions(figures: CampaignFigures) -> Tile:
    title = _("Konversi tiap kampanye, dengan selang 95%")
    arms = figures.arms
    if not arms:
        return no_campaigns("conversions", title)
    best = max(arms, key=lambda arm: arm.rate or 0.0)
    lead = _("Tertinggi: %(name)s, %(rate)s (%(low)s sampai %(high)s).") % {
        "name": arm_said(best),
        "rate": percent(best.rate),
        "low": percent(best.low),
        "high": percent(best.high),
    }
    shown = sorted(arms[:DRAWN], key=lambda arm: -(arm.rate or 0.0))
    picture = Intervals(
        name="conversions",
        title=title,
        summary=lead,
        rows=tuple(
            IntervalRow(
                arm_said(arm),
                arm.low,
                arm.rate or 0.0,
                arm.high,
                _("%(n)s orang") % {"n": COUNT.exact(arm.counts.people)},
                "context" if arm.is_control else "main",
            )
            for arm in shown
        ),
        tick=Writer("ratio", "").tick,
        exact=lambda value: percent(value),
    )
    rows = tuple(
        (
            arm.counts.campaign,
            _arm_alone(arm),
            arm.counts.people,
            arm.counts.converted,
            arm.rate,
            arm.low,
            arm.high,
        )
        for arm in arms
    )
    table = Table(
        columns=(
            Column(pgettext("one", "Kampanye")),
            Column(_("Kelompok")),
            Column(_("Orang"), "count"),
            Column(_("Berkonversi"), "count"),
            Column(_("Konversi"), "ratio"),
            Column(_("Batas bawah"), "ratio"),
            Column(_("Batas atas"), "ratio"),
        ),
        rows=rows,
        currency=figures.selection.shop.currency,
        footnote=_("Selang Wilson 95%. Yang selangnya bertumpuk belum tentu berbeda."),
    )
    notes = [*few(min(arm.counts.people for arm in arms))]
    if figures.has_undated:
        notes.append(_("Sumbernya tidak menyebut hari, jadi periode tidak berlaku di sini."))
    if len(arms) > DRAWN:
        notes.append(_("Gambar: %(n)s yang terbesar. Semua ada dalam tabel.") % {"n": DRAWN})
    return Tile(
        "conversions",
        title,
        lead=lead,
        picture=picture,
        table=table,
        notes=tuple(notes),
        metrics=("campaign_conversion", "campaign_people", "campaign_converters"),
    )


def effects(figures: CampaignFigures) -> Tile:
    title = _("Yang benar-benar ditambahkan kampanye")
    found = [(arm, arm.effect) for arm in figures.arms if arm.effect is not None]
    if not figures.arms:
        return no_campaigns("effects", title)
    if not found:
        return Tile(
            "effects",
            title,
            empty=_(
                "Tidak ada kelompok pembanding: tak dapat dibedakan siapa yang akan membeli juga "
                "tanpa kampanye. Sisihkan sebagian orang pada kampanye berikutnya."
            ),
        )
    currency = figures.selection.shop.currency
    rows = tuple(
        (
            arm_said(arm),
            arm.counts.people,
            effect.conversion.difference,
            effect.conversion.low,
            effect.conversion.high,
            effect.conversion.p,
            round(effect.extra[0]),
            None if effect.extra_value is None else round(effect.extra_value[0]),
            None if effect.extra_value is None else round(effect.extra_value[1]),
            None if effect.extra_value is None else round(effect.extra_value[2]),
        )
        for arm, effect in found
    )
    table = Table(
        columns=(
            Column(pgettext("one", "Kampanye")),
            Column(_("Orang"), "count"),
            Column(_("Selisih konversi"), "points"),
            Column(_("Batas bawah"), "points"),
            Column(_("Batas atas"), "points"),
            Column("p", "p"),
            Column(_("Konversi tambahan"), "signed_count"),
            Column(_("Belanja tambahan"), "signed"),
            Column(_("Paling sedikit"), "signed"),
            Column(_("Paling banyak"), "signed"),
        ),
        rows=rows,
        currency=currency,
        footnote=_(
            "Dibanding kelompok yang sengaja tidak dijangkau; selang 95%. Selisih konversi: uji z "
            "atau Fisher; belanja: Welch."
        ),
    )
    sure = [arm for arm, effect in found if effect.conversion.low > 0]
    arm, effect = max(found, key=lambda item: item[1].conversion.difference)
    lead = (
        _("%(name)s menambah %(points)s konversi, dan itu di luar kebetulan.")
        if sure and effect.conversion.low > 0
        else _("%(name)s berselisih %(points)s; itu masih dapat kebetulan.")
    ) % {"name": arm_said(arm), "points": points(effect.conversion.difference)}
    return Tile(
        "effects",
        title,
        lead=lead,
        table=table,
        metrics=("campaign_people", "campaign_converters", "campaign_value_total"),
    )

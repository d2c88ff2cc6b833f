"""The tiles of the board of campaigns: whom they reached, what they did, e-mail, social media."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from niaga.insight.campaigns import CampaignArm
from niaga.metrics.formulas import ratio
from niaga.web.dashboards.axis import names
from niaga.web.dashboards.cards import few, metric_card
from niaga.web.dashboards.charts import Chart, Series
from niaga.web.dashboards.charts.dots import DotRow, Dots
from niaga.web.dashboards.marketing.campaign_figures import CampaignFigures
from niaga.web.dashboards.marketing.remedies import import_page
from niaga.web.dashboards.numbers import Writer, percent, points
from niaga.web.dashboards.tiles import Card, Column, Table, Tile

COUNT = Writer("count", "")
DRAWN = 12
TONES = ("main", "second", "third", "fourth", "fifth")


def _no_campaigns(name: str, title: str) -> Tile:
    return Tile(
        name,
        title,
        empty=_("Belum ada kampanye yang tercatat pada periode ini."),
        remedy=import_page(_("Impor kampanye")),
    )


def arm_said(arm: CampaignArm) -> str:
    name = _("pembanding") if arm.is_control else arm.counts.arm
    return f"{arm.counts.campaign} · {name}"


def _sums(arms: Sequence[CampaignArm]) -> tuple[int, int]:
    treated = [arm.counts for arm in arms if not arm.is_control]
    return sum(c.people for c in treated), sum(c.converted for c in treated)


def _card(name: str, title: str, describe: str, value: str, exact: str, *notes: str) -> Tile:
    card = Card("", title, describe, value, exact, None, notes=notes)
    return Tile(name, title, card=card)


def reached(figures: CampaignFigures) -> Tile:
    title = _("Dijangkau kampanye")
    people, _converted = _sums(figures.arms)
    if not people:
        return _no_campaigns("campaign_reach", title)
    return _card(
        "campaign_reach",
        title,
        _("Orang yang menerima kampanye; yang menerima dua kampanye terhitung dua kali."),
        COUNT.short(people),
        COUNT.exact(people),
        _("%(n)s kampanye") % {"n": len({arm.counts.campaign for arm in figures.arms})},
    )


def converted(figures: CampaignFigures) -> Tile:
    title = _("Konversi kampanye")
    people, conversions = _sums(figures.arms)
    if not people:
        return _no_campaigns("campaign_conversion", title)
    rate = percent(ratio(conversions, people))
    return _card(
        "campaign_conversion",
        title,
        _("Yang berkonversi dibagi yang dijangkau."),
        rate,
        rate,
        _("n = %(n)s") % {"n": COUNT.exact(people)},
    )


def rate(figures: CampaignFigures) -> Tile:
    title = _("Pesanan dari kampanye")
    if not figures.rate.pair.n:
        if not figures.arms:
            return _no_campaigns("campaign_rate", title)
        return Tile("campaign_rate", title, empty=_("Tidak ada pesanan pada periode ini."))
    return metric_card(figures, "campaign_rate", figures.rate, empty=_("Belum ada pesanan."))


def opened(figures: CampaignFigures) -> Tile:
    return _mail_rate(figures, "email_open_rate", _("Tingkat buka e-mail"), "opened")


def clicked(figures: CampaignFigures) -> Tile:
    return _mail_rate(figures, "email_click_rate", _("Tingkat klik e-mail"), "clicked")


def _mail_rate(figures: CampaignFigures, name: str, title: str, which: str) -> Tile:
    size = sum(getattr(each, f"{which}_of") for each in figures.mailings)
    if not size:
        why = (
            _("Sumber kampanye ini tidak mencatatnya.")
            if figures.mailings
            else _("Belum ada kampanye lewat e-mail.")
        )
        return Tile(name, title, empty=why)
    hits = sum(
        round((getattr(each, which) or 0) * getattr(each, f"{which}_of"))
        for each in figures.mailings
    )
    value = percent(ratio(hits, size))
    return _card(
        name, title, _("Dibagi e-mail terkirim."), value, value,
        _("n = %(n)s") % {"n": COUNT.exact(size)},
    )  # fmt: skip


def engagement(figures: CampaignFigures) -> Tile:
    title = _("Tingkat interaksi media sosial")
    shown = sum(each.impressions for each in figures.platforms)
    if not shown:
        return Tile(
            "social_engagement_rate",
            title,
            empty=_("Belum ada angka media sosial pada periode ini."),
            remedy=import_page(_("Impor media sosial")),
        )
    value = percent(ratio(sum(each.engagements for each in figures.platforms), shown))
    return _card(
        "social_engagement_rate",
        title,
        _("Suka, komentar, bagikan, dan klik dibagi tayangan."),
        value,
        value,
        _("%(n)s tayangan") % {"n": COUNT.exact(shown)},
    )


def conversions(figures: CampaignFigures) -> Tile:
    title = _("Konversi tiap kampanye, dengan selang 95%")
    arms = figures.arms
    if not arms:
        return _no_campaigns("conversions", title)
    best = max(arms, key=lambda arm: arm.rate or 0.0)
    lead = _("Tertinggi: %(name)s, %(rate)s (%(low)s sampai %(high)s).") % {
        "name": arm_said(best),
        "rate": percent(best.rate),
        "low": percent(best.low),
        "high": percent(best.high),
    }
    shown = sorted(arms[:DRAWN], key=lambda arm: -(arm.rate or 0.0))
    picture = Dots(
        name="conversions",
        title=title,
        summary=lead,
        marks=(_("batas bawah"), _("konversi"), _("batas atas")),
        rows=tuple(
            DotRow(
                arm_said(arm),
                (arm.low, arm.rate, arm.high),
                _("%(n)s orang") % {"n": COUNT.exact(arm.counts.people)},
            )
            for arm in shown
        ),
        tick=lambda value: percent(value),
        exact=lambda value: percent(value),
        unit="",
    )
    money = figures.spend
    rows = tuple(
        (
            arm.counts.campaign,
            _("pembanding") if arm.is_control else arm.counts.arm,
            arm.counts.people,
            arm.counts.converted,
            arm.rate,
            arm.low,
            arm.high,
            money.get(arm.counts.campaign) if not arm.is_control else None,
            ratio(money.get(arm.counts.campaign) or 0, arm.counts.converted)
            if not arm.is_control and arm.counts.campaign in money
            else None,
            ratio(arm.counts.value, money.get(arm.counts.campaign) or 0)
            if not arm.is_control and arm.counts.value_people
            else None,
        )
        for arm in arms
    )
    table = Table(
        columns=(
            Column(_("Kampanye")),
            Column(_("Kelompok")),
            Column(_("Orang"), "count"),
            Column(_("Berkonversi"), "count"),
            Column(_("Konversi"), "ratio"),
            Column(_("Batas bawah"), "ratio"),
            Column(_("Batas atas"), "ratio"),
            Column(_("Biaya"), "money"),
            Column("CPA", "money"),
            Column(_("Belanja per biaya"), "score"),
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
        legend=picture.legend,
        table=table,
        notes=tuple(notes),
        metrics=("campaign_conversion", "campaign_people", "campaign_converters"),
    )


def _chance(p: float) -> str:
    writer = Writer("score", "")
    return _("di bawah %(p)s") % {"p": writer.exact(0.01)} if p < 0.01 else writer.exact(p)


def effects(figures: CampaignFigures) -> Tile:
    title = _("Yang benar-benar ditambahkan kampanye")
    found = [(arm, arm.effect) for arm in figures.arms if arm.effect is not None]
    if not figures.arms:
        return _no_campaigns("effects", title)
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
            _chance(effect.conversion.p),
            round(effect.extra[0]),
            None if effect.extra_value is None else round(effect.extra_value[0]),
            None if effect.extra_value is None else round(effect.extra_value[1]),
            None if effect.extra_value is None else round(effect.extra_value[2]),
        )
        for arm, effect in found
    )
    table = Table(
        columns=(
            Column(_("Kampanye")),
            Column(_("Orang"), "count"),
            Column(_("Selisih konversi"), "points"),
            Column(_("Batas bawah"), "points"),
            Column(_("Batas atas"), "points"),
            Column("p"),
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


def mail(figures: CampaignFigures) -> Tile:
    title = _("E-mail: dibuka dan diklik")
    if not figures.mailings:
        return Tile("mail", title, empty=_("Belum ada kampanye lewat e-mail pada periode ini."))
    table = Table(
        columns=(
            Column(_("Kampanye")),
            Column(_("Terkirim"), "count"),
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
            "platform": best.platform,
            "rate": percent(best.rate),
        }
    series = tuple(
        Series(platform, "line", TONES[n % len(TONES)], values)
        for n, (platform, values) in enumerate(list(rates.items())[: len(TONES)])
    )
    chart = Chart(
        name="social",
        title=title,
        summary=lead or title,
        labels=short,
        full_labels=full,
        series=series,
        tick=lambda value: percent(value),
        exact=lambda value: percent(float(value)),
        partial=frozenset(n for n, m in enumerate(months) if m == figures.running_month),
    )
    table = Table(
        columns=(
            Column(_("Platform")),
            Column(_("Tayangan"), "count"),
            Column(_("Interaksi"), "count"),
            Column(_("Tingkat interaksi"), "ratio"),
        ),
        rows=tuple(
            (each.platform, each.impressions, each.engagements, each.rate)
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
    title = _("Konversi menurut kelompok orang")
    found = [each for each in figures.groups if each.counts.arm]
    if not found:
        if not figures.arms:
            return _no_campaigns("groups", title)
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
    few_in = few(min(each.counts.people for each in found))
    return Tile(
        "groups", title, lead=lead, table=table, notes=few_in, metrics=("campaign_conversion",)
    )


def _board(slug: str, figures: CampaignFigures) -> str:
    address = reverse("dashboards:board", args=[slug])
    return f"{address}?{figures.selection.query()}"


def told(figures: CampaignFigures) -> Tile:
    title = _("Belanja menurut sumber, tanpa pesanan")
    found = figures.told
    if not found["category"] and not found["channel"]:
        return Tile(
            "told",
            title,
            empty=_(
                "Toko ini menyebut pesanannya satu per satu, jadi tak ada jumlah tanpa pesanan."
            ),
            remedy=(_("Lihat penjualan per kategori"), _board("penjualan", figures)),
        )
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
    return Tile("told", title, table=table, metrics=("told_spending", "told_purchases"))

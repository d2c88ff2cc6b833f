"""Marketing: its cost, campaigns and whom they reached, e-mail, social media, repeat purchases.

What a platform claims stands under its own name and never meets the shop's own numbers.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Formula, Measure, Metric, Unit

SPEND = ("channel", "campaign")
PEOPLE = ("campaign", "channel", "arm", "group")
ORDER = ("region", "channel")


def has_impressions(t: Any) -> Any:
    return t.impressions.notnull()


def has_impressions_and_clicks(t: Any) -> Any:
    return t.impressions.notnull() & t.clicks.notnull()


def has_clicks(t: Any) -> Any:
    return t.clicks.notnull()


def has_claim(t: Any) -> Any:
    return t.claimed_value.notnull()


def is_reached(t: Any) -> Any:
    return ~t.held_out


def has_converted(t: Any) -> Any:
    return t.converted & ~t.held_out


def anyone_converted(t: Any) -> Any:
    return t.converted


def has_value(t: Any) -> Any:
    return t.value.notnull()


def reached_with_value(t: Any) -> Any:
    return t.value.notnull() & ~t.held_out


def is_email(t: Any) -> Any:
    return (t.channel == "email") & ~t.held_out


def email_told_opening(t: Any) -> Any:
    return is_email(t) & t.opened.notnull()


def email_opened(t: Any) -> Any:
    return is_email(t) & t.opened


def email_told_click(t: Any) -> Any:
    return is_email(t) & t.clicked.notnull()


def email_clicked(t: Any) -> Any:
    return is_email(t) & t.clicked


def told_visit(t: Any) -> Any:
    return t.visited.notnull() & ~t.held_out


def has_visited(t: Any) -> Any:
    return t.visited & ~t.held_out


def is_from_campaign(t: Any) -> Any:
    return t.from_campaign


def campaigns_told(t: Any) -> Any:
    return t.told


def has_repeated(t: Any) -> Any:
    return t.matured & t.repeated


def is_matured(t: Any) -> Any:
    return t.matured


def has_engagements(t: Any) -> Any:
    return t.impressions.notnull() & t.engagements.notnull()


def _cost(name: str, label: Any, describe: Any, doc: str, **more: Any) -> Metric:
    return Metric(
        name=name,
        label=label,
        describe=describe,
        doc=doc,
        unit=more.pop("unit", "count"),
        fact="spend",
        area="marketing",
        clock="event",
        dimensions=SPEND,
        **more,
    )


def _campaign(name: str, label: Any, describe: Any, doc: str, **more: Any) -> Metric:
    return Metric(
        name=name,
        label=label,
        describe=describe,
        doc=doc,
        unit=more.pop("unit", "count"),
        fact="campaign_people",
        area="marketing",
        clock="event",
        dimensions=PEOPLE,
        **more,
    )


def _social(name: str, label: Any, describe: Any, doc: str, **more: Any) -> Metric:
    return Metric(
        name=name,
        label=label,
        describe=describe,
        doc=doc,
        unit=more.pop("unit", "count"),
        fact="social_days",
        area="marketing",
        clock="event",
        dimensions=("platform",),
        **more,
    )


COST = (
    _cost(
        "marketing_spend",
        _("Biaya pemasaran"),
        _("Biaya iklan dan kampanye menurut tanggalnya."),
        "Σ cost, on its own day, in the shop's zone and currency.",
        unit="money",
        numerator=Measure("sum", "amount"),
        direction="neutral",
    ),
    _cost(
        "ad_impressions",
        _("Tayangan iklan"),
        _("Berapa kali iklan ditayangkan, menurut platform."),
        "Σ impressions, as the platform tells.",
        numerator=Measure("sum", "impressions"),
        noun=_("tayangan"),
    ),
    _cost(
        "ad_clicks",
        _("Klik iklan"),
        _("Berapa kali iklan diklik, menurut platform."),
        "Σ clicks, as the platform tells.",
        numerator=Measure("sum", "clicks"),
        noun=_("klik"),
    ),
    _cost(
        "click_through_rate",
        _("Rasio klik (CTR)"),
        _("Klik dibagi tayangan."),
        "Clicks ÷ impressions, over the rows that tell both.",
        unit="ratio",
        numerator=Measure("sum", "clicks", has_impressions_and_clicks),
        denominator=Measure("sum", "impressions", has_impressions_and_clicks),
    ),
    _cost(
        "cost_per_click",
        _("Biaya per klik (CPC)"),
        _("Biaya dibagi klik."),
        "Cost ÷ clicks, over the rows that tell clicks.",
        unit="money",
        numerator=Measure("sum", "amount", has_clicks),
        denominator=Measure("sum", "clicks", has_clicks),
        direction="down",
    ),
    _cost(
        "claimed_conversions",
        _("Konversi menurut platform"),
        _("Yang diakui platform sebagai hasilnya; tidak dijumlahkan dengan pesanan toko."),
        "Σ conversions as the platforms claim. Platforms claim the same order more than once; "
        "never added to the shop's own.",
        numerator=Measure("sum", "claimed_conversions"),
        direction="neutral",
        noun=_("konversi"),
    ),
    _cost(
        "claimed_roas",
        _("ROAS menurut platform"),
        _("Nilai yang diakui platform dibagi biayanya."),
        "Value as the platform claims ÷ cost, over the rows that tell a claim.",
        unit="score",
        numerator=Measure("sum", "claimed_value", has_claim),
        denominator=Measure("sum", "amount", has_claim),
        direction="neutral",
    ),
    Metric(
        name="marketing_efficiency",
        label=_("MER (pendapatan dibagi biaya)"),
        describe=_("Semua pendapatan pesanan dibagi semua biaya pemasaran."),
        unit="score",
        doc="order_revenue ÷ marketing_spend of the same period: all revenue, whatever brought "
        "it. Triple Whale's MER is the inverse of this.",
        formula=Formula("quotient", ("order_revenue", "marketing_spend")),
        area="marketing",
        clock="event",
        source="media efficiency ratio",
    ),
)


def _credited(name: str, label: Any, describe: Any, doc: str, **more: Any) -> Metric:
    return Metric(
        name=name,
        label=label,
        describe=describe,
        doc=doc,
        unit=more.pop("unit", "count"),
        fact="marketing_ledger",
        area="marketing",
        clock="event",
        dimensions=SPEND,
        **more,
    )


MODEL = "Model: last non-direct visit within 28 days; only campaigns and channels with a cost."
RETURNS = (
    _credited(
        "credited_orders",
        _("Pesanan dari biaya pemasaran"),
        _("Pesanan yang kunjungan terakhirnya datang dari kampanye berbiaya."),
        "Counted orders credited to what was paid for. " + MODEL,
        numerator=Measure("sum", "orders"),
        noun=_("pesanan"),
    ),
    _credited(
        "credited_revenue",
        _("Pendapatan dari biaya pemasaran"),
        _("Pendapatan pesanan yang kunjungan terakhirnya datang dari kampanye berbiaya."),
        "order_revenue of these orders. " + MODEL,
        unit="money",
        numerator=Measure("sum", "revenue"),
    ),
    _credited(
        "credited_spend",
        _("Biaya pemasaran di samping hasilnya"),
        _("Biaya pada baris yang sama dengan pesanannya."),
        "marketing_spend, beside what it is credited with.",
        unit="money",
        numerator=Measure("sum", "spend"),
        direction="neutral",
    ),
    _credited(
        "cost_per_order",
        _("Biaya per pesanan (CPA)"),
        _("Biaya dibagi pesanan yang datang dari kampanye berbiaya."),
        "Cost ÷ credited orders; null without such an order: the cost is told beside it. " + MODEL,
        unit="money",
        numerator=Measure("sum", "spend"),
        denominator=Measure("sum", "orders"),
        direction="down",
    ),
    _credited(
        "cost_per_credited_customer",
        _("Biaya per pembeli baru dari kampanye"),
        _("Biaya dibagi pembeli baru yang datang dari kampanye berbiaya."),
        "Cost ÷ credited orders that are a person's first. " + MODEL,
        unit="money",
        numerator=Measure("sum", "spend"),
        denominator=Measure("sum", "new_customers"),
        direction="down",
    ),
    _credited(
        "cost_per_new_customer",
        _("Biaya per pembeli baru (CAC)"),
        _("Semua biaya pemasaran dibagi semua pembeli baru."),
        "Cost ÷ new_customers of the same period, whatever brought them; null without a cost or "
        "without a new customer. By channel or campaign it has no meaning: see "
        "cost_per_credited_customer.",
        unit="money",
        numerator=Measure("sum", "spend"),
        denominator=Measure("sum", "all_new_customers"),
        direction="down",
    ),
    _credited(
        "roas",
        _("ROAS"),
        _(
            "Pendapatan dari kampanye berbiaya dibagi biayanya; kunjungan terakhir yang bukan "
            "langsung, 28 hari."
        ),
        "Credited order_revenue ÷ cost; null in a shop that measures no visits. " + MODEL,
        unit="score",
        numerator=Measure("sum", "revenue"),
        denominator=Measure("sum", "measured_spend"),
    ),
    _credited(
        "roi",
        _("ROI pemasaran"),
        _("Laba kotor dari kampanye berbiaya dikurangi biayanya, dibagi biayanya."),
        "(Credited gross profit − cost) ÷ cost: profit, not revenue. Null when the cost of any "
        "credited goods is not told. Only a hold-out tells what was caused. " + MODEL,
        unit="ratio",
        numerator=Measure("sum", "gain"),
        denominator=Measure("sum", "costed_spend"),
    ),
)

CAMPAIGNS = (
    _campaign(
        "campaign_people",
        _("Orang dalam kampanye"),
        _("Yang dijangkau dan yang sengaja tidak dijangkau sebagai pembanding."),
        "People of a campaign, its control group among them; a person of two campaigns counts "
        "twice.",
        numerator=Measure("count"),
        noun=_("orang"),
        direction="neutral",
    ),
    _campaign(
        "campaign_converters",
        _("Yang berkonversi, dengan pembanding"),
        _("Orang dalam kampanye yang berkonversi, juga dari kelompok pembanding."),
        "People of a campaign who converted, those of its control group among them.",
        numerator=Measure("count", where=anyone_converted),
        noun=_("orang"),
    ),
    _campaign(
        "campaign_reach",
        _("Dijangkau kampanye"),
        _("Orang yang menerima kampanye."),
        "People reached: all but the control group; a person of two campaigns counts twice.",
        numerator=Measure("count", where=is_reached),
        noun=_("orang"),
    ),
    _campaign(
        "campaign_conversions",
        _("Konversi kampanye"),
        _("Orang yang dijangkau dan berkonversi."),
        "People reached who converted.",
        numerator=Measure("count", where=has_converted),
        noun=_("orang"),
    ),
    _campaign(
        "campaign_conversion",
        _("Konversi per kampanye"),
        _("Yang berkonversi dibagi yang dijangkau."),
        "campaign_conversions ÷ campaign_reach; shown with its Wilson interval.",
        unit="ratio",
        numerator=Measure("count", where=has_converted),
        denominator=Measure("count", where=is_reached),
    ),
    _campaign(
        "campaign_visit_rate",
        _("Kunjungan per kampanye"),
        _("Yang berkunjung dibagi yang dijangkau."),
        "People reached who visited ÷ people reached of whom it is told.",
        unit="ratio",
        numerator=Measure("count", where=has_visited),
        denominator=Measure("count", where=told_visit),
    ),
    _campaign(
        "campaign_value",
        _("Belanja yang dijangkau"),
        _("Belanja orang yang dijangkau selama kampanye."),
        "Σ of what people reached spent in the campaign's window, converted or not. It is no "
        "effect of the campaign: see the difference from the control group.",
        unit="money",
        numerator=Measure("sum", "value", reached_with_value),
    ),
    _campaign(
        "campaign_value_people",
        _("Orang yang belanjanya diketahui"),
        _("Orang dalam kampanye yang belanjanya diketahui, juga kelompok pembanding."),
        "People of a campaign of whom the value is told, the control group among them.",
        numerator=Measure("count", where=has_value),
        noun=_("orang"),
        direction="neutral",
    ),
    _campaign(
        "campaign_value_total",
        _("Belanja semua orang dalam kampanye"),
        _("Belanja orang dalam kampanye, juga kelompok pembanding."),
        "Σ of what the people of a campaign spent in its window, the control group among them.",
        unit="money",
        numerator=Measure("sum", "value", has_value),
    ),
    _campaign(
        "campaign_value_squares",
        _("Jumlah kuadrat belanja"),
        _("Untuk menghitung selang kepercayaan belanja rata-rata."),
        "Σ of the squared values of the people of a campaign, in smallest units squared: what an "
        "interval of a mean needs.",
        numerator=Measure("sum", "value_squared", has_value),
        noun=_("kuadrat rupiah"),
        direction="neutral",
    ),
    _campaign(
        "email_sent",
        _("E-mail terkirim"),
        _("E-mail kampanye yang dikirim."),
        "Messages of the channel email; the control group got none.",
        numerator=Measure("count", where=is_email),
        noun=_("e-mail"),
    ),
    _campaign(
        "email_open_rate",
        _("Tingkat buka e-mail"),
        _("E-mail yang dibuka dibagi yang dikirim."),
        "Opened ÷ sent of which it is told. Mail programs that load pictures by themselves make "
        "it too high.",
        unit="ratio",
        numerator=Measure("count", where=email_opened),
        denominator=Measure("count", where=email_told_opening),
    ),
    _campaign(
        "email_click_rate",
        _("Tingkat klik e-mail"),
        _("E-mail yang diklik dibagi yang dikirim."),
        "Clicked ÷ sent of which it is told.",
        unit="ratio",
        numerator=Measure("count", where=email_clicked),
        denominator=Measure("count", where=email_told_click),
    ),
    Metric(
        name="campaign_return",
        label=_("Belanja per biaya kampanye"),
        describe=_("Belanja orang yang dijangkau selama kampanye dibagi biaya kampanye."),
        unit="score",
        doc="campaign_value ÷ marketing_spend of the same campaign, as its source tells both. What "
        "people would have spent anyway is in it.",
        formula=Formula("quotient", ("campaign_value", "marketing_spend")),
        area="marketing",
        clock="event",
        dimensions=("campaign", "channel"),
    ),
    Metric(
        name="campaign_rate",
        label=_("Pesanan dari kampanye"),
        describe=_(
            "Bagian pesanan dari orang yang dijangkau kampanye dalam 28 hari sebelumnya, atau yang "
            "datang lewat tautan kampanye."
        ),
        unit="ratio",
        doc="Counted orders of people whom a campaign had reached (not held out) in the 28 days "
        "before, or placed in a visit that a campaign's link brought ÷ counted orders. Null for a "
        "shop that tells of neither campaigns nor visits.",
        fact="campaign_orders",
        area="marketing",
        clock="order",
        numerator=Measure("count", where=is_from_campaign),
        denominator=Measure("count", where=campaigns_told),
        dimensions=(*ORDER, "customer_type"),
    ),
    Metric(
        name="repeat_rate_30",
        label=_("Beli lagi dalam 30 hari"),
        describe=_("Pembeli baru yang memesan lagi dalam 30 hari."),
        unit="ratio",
        doc="People with a second counted order within 30 days of their first ÷ people whose "
        "first was at least 30 whole days ago, on the day of the first.",
        fact="first_orders",
        area="marketing",
        clock="order",
        numerator=Measure("count", where=has_repeated),
        denominator=Measure("count", where=is_matured),
        dimensions=ORDER,
    ),
    Metric(
        name="first_orders",
        label=_("Pembeli baru"),
        describe=_("Orang yang pesanan pertamanya jatuh dalam periode ini."),
        unit="count",
        noun=_("orang"),
        doc="People with their first counted order; the same as new_customers, beside "
        "repeat_rate_30.",
        fact="first_orders",
        area="marketing",
        clock="order",
        numerator=Measure("count"),
        dimensions=ORDER,
    ),
)

SOCIAL = (
    _social(
        "social_impressions",
        _("Tayangan media sosial"),
        _("Berapa kali unggahan ditayangkan."),
        "Σ impressions: of the account where they are told, else of its posts.",
        numerator=Measure("sum", "impressions"),
        noun=_("tayangan"),
    ),
    _social(
        "social_engagements",
        _("Interaksi media sosial"),
        _("Suka, komentar, bagikan, dan klik."),
        "Likes + comments + shares + clicks.",
        numerator=Measure("sum", "engagements"),
        noun=_("interaksi"),
    ),
    _social(
        "social_engagement_rate",
        _("Tingkat interaksi media sosial"),
        _("Interaksi dibagi tayangan."),
        "Engagements ÷ impressions, over the days that tell both. Other definitions divide by "
        "reach or by followers.",
        unit="ratio",
        numerator=Measure("sum", "engagements", has_engagements),
        denominator=Measure("sum", "impressions", has_engagements),
    ),
)

_TOLD: tuple[tuple[str, str, Unit, Any, Any, str, Any], ...] = (
    (
        "told_spending",
        "amount",
        "money",
        _("Belanja menurut sumber"),
        _("Jumlah belanja per orang seperti disebut sumbernya, tanpa pesanan satu per satu."),
        "Σ of what people spent as the source sums it up by category, over the window that it "
        "tells. No order stands behind it; it is in no sales figure.",
        "",
    ),
    (
        "told_purchases",
        "purchases",
        "count",
        _("Pembelian menurut sumber"),
        _("Banyaknya pembelian per kanal seperti disebut sumbernya."),
        "Σ of the purchases that the source counts by channel, over the window that it tells.",
        _("pembelian"),
    ),
)
TOTALS = tuple(
    Metric(
        name=name,
        label=label,
        describe=describe,
        unit=unit,
        doc=doc,
        fact="purchase_totals",
        area="customers",
        clock="none",
        grains=(),
        numerator=Measure("sum", column),
        dimensions=("category", "channel", "group"),
        noun=noun,
    )
    for name, column, unit, label, describe, doc, noun in _TOLD
)

METRICS = COST + RETURNS + CAMPAIGNS + SOCIAL + TOTALS

"""Campaigns and whom they reached, e-mail, and who bought again."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Formula, Measure, Metric, family

PEOPLE = ("campaign", "channel", "arm", "group")

ORDER = ("region", "channel")


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


_campaign = family(
    fact="campaign_people",
    area="marketing",
    clock="event",
    dimensions=PEOPLE,
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

METRICS = CAMPAIGNS

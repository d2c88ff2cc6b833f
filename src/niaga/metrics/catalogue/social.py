"""Social media, as its platforms tell, and purchases that a source only sums up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Measure, Metric, Unit, family


def has_engagements(t: Any) -> Any:
    return t.impressions.notnull() & t.engagements.notnull()


_social = family(
    fact="social_days",
    area="marketing",
    clock="event",
    dimensions=("platform",),
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

METRICS = SOCIAL + TOTALS

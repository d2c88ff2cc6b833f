"""Every metric, by name. Each is defined in one place and nowhere else."""

from collections.abc import Mapping

from niaga.metrics.catalogue import (
    attribution,
    campaigns,
    customers,
    experiments,
    funnel,
    leads,
    lifetime,
    loyalty,
    operations,
    orders,
    places,
    product_choice,
    product_classes,
    reversals,
    reviews,
    sales,
    settlements,
    social,
    spend,
    stages,
    stock,
    surveys,
    visits,
)
from niaga.metrics.errors import UnknownMetric, near
from niaga.metrics.metric import Metric

# Title in the reference → the metrics. One line for each file; a new room goes to the end of its
# kind.
ROOMS: tuple[tuple[str, tuple[Metric, ...]], ...] = (
    ("Sales", sales.METRICS),
    ("Orders", orders.METRICS),
    ("Customers", customers.METRICS),
    ("Loyalty", loyalty.METRICS),
    ("Lifetime", lifetime.METRICS),
    ("Stages", stages.METRICS),
    ("Operations", operations.METRICS),
    ("Reversals", reversals.METRICS),
    ("Reviews", reviews.METRICS),
    ("Marketing", (*spend.METRICS, *campaigns.METRICS, *social.METRICS)),
    ("Visits", (*visits.METRICS, *funnel.METRICS, *attribution.METRICS)),
    ("Products by quarter, segment and basket", product_choice.METRICS),
    ("Places and products", places.METRICS),
    ("Leads and sellers", leads.METRICS),
    ("Surveys", surveys.METRICS),
    ("Settlements", settlements.METRICS),
    ("Stock", (*stock.METRICS, *product_classes.METRICS)),
    ("Experiments", experiments.METRICS),
)
CATALOGUE: Mapping[str, Metric] = {metric.name: metric for _title, room in ROOMS for metric in room}


def metric_named(name: str) -> Metric:
    """Raises UnknownMetric, which says what is alike."""
    if name not in CATALOGUE:
        raise UnknownMetric(name=name, near=near(name, CATALOGUE))
    return CATALOGUE[name]

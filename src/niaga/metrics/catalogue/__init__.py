"""Every metric, by name. Each is defined in one place and nowhere else."""

from collections.abc import Mapping

from niaga.metrics.catalogue import customers, operations, orders, reviews, sales
from niaga.metrics.errors import UnknownMetric, near
from niaga.metrics.metric import Metric

CATALOGUE: Mapping[str, Metric] = {
    metric.name: metric
    for room in (sales, orders, customers, operations, reviews)
    for metric in room.METRICS
}


def metric_named(name: str) -> Metric:
    """Raises UnknownMetric, which says what is alike."""
    if name not in CATALOGUE:
        raise UnknownMetric(name=name, near=near(name, CATALOGUE))
    return CATALOGUE[name]

"""The whole catalogue on Spark as on DuckDB, but for the tolerance that a metric declares.

A step of its own in `.ci/run`: `pytest -m spark`. Gaps are declared in GAPS with their reason.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from niaga.metrics import query, shop_named
from niaga.metrics.catalogue import CATALOGUE
from niaga.metrics.facts import is_dated, tables_of
from niaga.metrics.metric import Metric
from niaga.metrics.results import Result
from niaga.warehouse.engines import answering, spark

pytestmark = [pytest.mark.spark, pytest.mark.timeout(240)]
# Fact → why its metrics are not asked of Spark.
GAPS: dict[str, str] = {}
MEASURED = [m for m in CATALOGUE.values() if m.formula is None]
FORMULAS = [m for m in CATALOGUE.values() if m.formula is not None]


@pytest.fixture(scope="module", autouse=True)
def _ready() -> Iterator[None]:
    lacking = spark.missing()
    if lacking:
        pytest.skip(f"Spark needs {lacking}: pip install niaga[spark], and Java 17 or 21")
    yield
    spark.stop()


def groups() -> list[tuple[str, tuple[str, ...], list[Metric]]]:
    """Metrics that one statement answers: fact, what they need, the metrics."""
    found: dict[tuple[str, tuple[str, ...]], list[Metric]] = {}
    for metric in MEASURED:
        found.setdefault((metric.fact, metric.needs), []).append(metric)
    return [(fact, needs, metrics) for (fact, needs), metrics in sorted(found.items())]


def named(value: Any) -> str:
    return value if isinstance(value, str) else "-".join(value) if isinstance(value, tuple) else ""


def compare(shop: str, names: list[str], **question: Any) -> None:
    with answering("duckdb"):
        expected = query(names, shop, **question)
    with answering("spark"):
        found = query(names, shop, **question)
    for one, other in zip(expected, found, strict=True):
        tolerance = CATALOGUE[one.metric].tolerance or 1e-12
        values, others = _values(one), _values(other)
        assert values.keys() == others.keys(), one.metric
        for key, value in values.items():
            wanted = None if value is None else pytest.approx(value, rel=tolerance)
            assert others[key] == wanted, (one.metric, key)


def _values(result: Result) -> dict[str, float | None]:
    return {repr(row.key): row.value for row in result.rows}


@pytest.mark.parametrize(("fact", "needs", "metrics"), groups(), ids=named)
class TestParity:
    def test_the_golden_shop(
        self, golden: str, fact: str, needs: tuple[str, ...], metrics: list[Metric]
    ) -> None:
        if fact in GAPS:
            pytest.xfail(GAPS[fact])
        names = [metric.name for metric in metrics]
        if not set(tables_of(fact)) <= set(shop_named(golden).files):
            compare(golden, names, by=needs)
            return
        grains = set.intersection(*(set(metric.grains) for metric in metrics))
        shared = set.intersection(*(set(metric.dimensions) for metric in metrics)) - {*needs}
        if "month" in grains:
            compare(golden, names, by=(*needs, *sorted(shared)[:1]), grain="month")
        else:
            compare(golden, names, by=(*needs, *sorted(shared)[:1]))

    def test_a_quarter_of_olist(
        self, olist: str, fact: str, needs: tuple[str, ...], metrics: list[Metric]
    ) -> None:
        if fact in GAPS:
            pytest.xfail(GAPS[fact])
        if not set(tables_of(fact)) & set(shop_named(olist).files):
            return  # nothing of it is in this shop, and the golden shop asked about nothing
        timed = [m for m in metrics if m.clock != "none"]
        period = (date(2017, 10, 1), date(2018, 1, 1))
        if timed and (is_dated(fact) or timed[0].clock == "as_of"):
            compare(olist, [m.name for m in timed], by=needs, period=period)
        else:
            compare(olist, [m.name for m in metrics], by=needs)


@pytest.mark.parametrize("metric", FORMULAS, ids=lambda m: m.name)
def test_metrics_made_of_others(golden: str, metric: Metric) -> None:
    compare(golden, [metric.name], grain="month" if "month" in metric.grains else None)

"""What must hold for every metric, whatever its definition."""

from datetime import date

import pytest

from niaga.kernel.errors import NotAllowed
from niaga.kernel.permissions import Actor, Role
from niaga.metrics import query, rows, shop_named
from niaga.metrics import query as _query
from niaga.metrics.catalogue import CATALOGUE, customers, orders, sales
from niaga.metrics.dimensions import DIMENSIONS
from niaga.metrics.errors import (
    BadPeriod,
    NoRowsBehind,
    UnknownDimension,
    UnknownMetric,
    UnknownShop,
)
from niaga.metrics.facts import columns_of
from niaga.metrics.metric import Metric
from niaga.metrics.origins import view_schema
from niaga.metrics.questions import _cache
from niaga.metrics.views import VIEWS
from niaga.warehouse.schema import KINDS

MEASURED = [m for m in CATALOGUE.values() if m.formula is None]
ADDITIVE = [m for m in MEASURED if m.is_additive]
TIMED = [m for m in ADDITIVE if m.grains]
UNSHARED = [m for m in MEASURED if not m.share_over]
# The rooms that every other number rests on are held to it in each run, the others in long ones.
GROUND = {metric.name for room in (sales, orders, customers) for metric in room.METRICS}


def each(metrics: list[Metric]) -> list[object]:
    return [
        metric if metric.name in GROUND else pytest.param(metric, marks=pytest.mark.slow)
        for metric in metrics
    ]


def by_name(metric: object) -> str:
    return getattr(metric, "name", str(metric))


def questions(metric: Metric, shop: str) -> list[dict[str, list[str]]]:
    """Filters under which the metric makes sense without a split: one for each value it needs."""
    if not metric.needs:
        return [{}]
    found = query([metric.name], shop, by=metric.needs)[0].rows
    return [
        {name: [value or ""] for name, value in zip(metric.needs, row.key, strict=True)}
        for row in found
    ]


@pytest.mark.parametrize("metric", each(ADDITIVE), ids=by_name)
def test_parts_sum_to_the_whole(pencil: str, metric: Metric) -> None:
    for filters in questions(metric, pencil):
        whole = query([metric.name], pencil, filters=filters)[0].value
        for dimension in metric.dimensions:
            parts = query([metric.name], pencil, by=[dimension], filters=filters)[0].rows
            assert sum(row.value or 0 for row in parts) == whole


@pytest.mark.parametrize("metric", each(TIMED), ids=by_name)
def test_periods_sum_to_the_whole(pencil: str, metric: Metric) -> None:
    for filters in questions(metric, pencil):
        whole = query([metric.name], pencil, filters=filters)[0].value
        for grain in metric.grains:
            parts = query([metric.name], pencil, grain=grain, filters=filters)[0].rows
            assert sum(row.value or 0 for row in parts) == whole


@pytest.mark.parametrize("metric", each(UNSHARED), ids=by_name)
def test_the_rows_behind_a_number_make_the_number(pencil: str, metric: Metric) -> None:
    for filters in questions(metric, pencil):
        behind = rows(metric.name, pencil, filters=filters, limit=1_000)
        assert behind.total == query([metric.name], pencil, filters=filters)[0].value
        assert behind.row_count == len(behind.rows)
        assert not behind.rows or len(behind.rows[0]) == len(behind.columns) + 2
        if metric.is_additive:
            assert sum(row[-2] for row in behind.rows) == behind.total


@pytest.mark.parametrize("metric", each(MEASURED), ids=by_name)
def test_cached_equals_uncached(pencil: str, metric: Metric) -> None:
    first = query([metric.name], pencil, by=metric.needs)
    assert query([metric.name], pencil, by=metric.needs) == first
    _cache.clear()
    assert query([metric.name], pencil, by=metric.needs) == first


@pytest.mark.parametrize("name", sorted({m.fact for m in MEASURED} & set(VIEWS)))
def test_a_view_has_the_columns_that_it_declares(name: str) -> None:
    columns = {column.name: column.kind for column in VIEWS[name].columns}
    built = view_schema(name)
    assert list(columns) == list(built) or set(columns) == set(built)
    assert {name: KINDS[kind][0] for name, kind in columns.items()} == built
    used = {*VIEWS[name].dimensions.values(), *VIEWS[name].lists.values(), *VIEWS[name].rows}
    assert used <= set(columns)
    assert set(VIEWS[name].dimensions) | set(VIEWS[name].lists) <= set(DIMENSIONS)


def test_a_period_is_half_open(pencil: str) -> None:
    placed = date(2026, 1, 10)
    assert query(["orders"], pencil, period=(placed, date(2026, 1, 11)))[0].value == 1
    assert query(["orders"], pencil, period=(date(2026, 1, 9), placed))[0].value == 0


def test_a_page_of_rows_keeps_the_total(pencil: str) -> None:
    behind = rows("order_value", pencil, limit=1, offset=1)
    assert (len(behind.rows), behind.row_count, behind.total) == (1, 3, 660_000)


def test_every_metric_is_whole() -> None:
    for metric in CATALOGUE.values():
        assert str(metric.label)
        assert metric.doc
        assert (metric.formula is None) == (metric.numerator is not None)
        assert metric.formula or columns_of(metric.fact)
        assert metric.unit != "count" or str(metric.noun)


class TestRefusals:
    def test_an_unknown_metric_names_the_near_ones(self, pencil: str) -> None:
        with pytest.raises(UnknownMetric, match="net_sales"):
            query(["net_sals"], pencil)

    def test_an_unknown_dimension_lists_the_known(self, pencil: str) -> None:
        with pytest.raises(UnknownDimension, match="region"):
            query(["net_sales"], pencil, by=["colour"])
        with pytest.raises(UnknownDimension):
            query(["net_sales"], pencil, filters={"score": ["5"]})

    def test_an_unknown_shop_lists_the_known(self, pencil: str) -> None:
        with pytest.raises(UnknownShop, match="kshoes"):
            shop_named("olist")

    def test_an_empty_period(self, pencil: str) -> None:
        with pytest.raises(BadPeriod):
            query(["net_sales"], pencil, period=(date(2026, 2, 1), date(2026, 2, 1)))

    def test_a_formula_has_no_rows_of_its_own(self, pencil: str) -> None:
        with pytest.raises(NoRowsBehind, match="net_sales"):
            rows("growth_by_month", pencil)

    @pytest.mark.parametrize("role", [Role.WAREHOUSE, Role.SUPPORT])
    def test_a_role_that_may_not_see_an_area(self, pencil: str, role: Role) -> None:
        actor = Actor("staff", "1", role)
        assert _query(["late_share"], pencil, actor=actor)[0].value == 1 / 2
        with pytest.raises(NotAllowed):
            _query(["late_share", "net_sales"], pencil, actor=actor)
        with pytest.raises(NotAllowed):
            rows("net_sales", pencil, actor=actor)

    def test_a_customer_is_not_staff(self, pencil: str) -> None:
        with pytest.raises(NotAllowed):
            _query(["orders"], pencil, actor=Actor("customer", "1"))

    def test_marketing_sees_numbers_of_people_but_no_people(self, pencil: str) -> None:
        actor = Actor("staff", "1", Role.MARKETING)
        assert _query(["buyers"], pencil, actor=actor)[0].value == 2
        for name in ("buyers", "repeat_customers"):
            with pytest.raises(NotAllowed):
                rows(name, pencil, actor=actor)
        assert rows("net_sales", pencil, actor=actor).total == 660_000

    def test_pseudonyms_are_hidden_from_who_may_not_see_a_customer(self, pencil: str) -> None:
        owner, analyst = (Actor("staff", "1", role) for role in (Role.OWNER, Role.ANALYST))
        seen, hidden = (rows("buyers", pencil, actor=actor) for actor in (owner, analyst))
        assert seen.columns == ("customer_key", *hidden.columns)
        assert [row[1:] for row in seen.rows] == list(hidden.rows)
        key = seen.rows[0][0]
        people = {"filters": {"customer": [key]}}
        assert _query(["counted_orders"], pencil, actor=owner, **people)[0].value == seen.rows[0][1]
        with pytest.raises(NotAllowed):
            _query(["orders"], pencil, actor=analyst, **people)

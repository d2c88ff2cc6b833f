"""What holds for every metric in any shop: on small shops made at random.

The metrics of one fact are asked together, as a page does. The rooms that every other number rests
on are held to it in each run, all others in long ones.
"""

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples

from niaga.metrics import query, rows, shop_named
from niaga.metrics.catalogue import CATALOGUE
from niaga.metrics.facts import tables_of
from niaga.metrics.metric import Metric
from niaga.metrics.periods import start_of
from niaga.metrics.questions import _cache
from niaga.warehouse import load
from tests.metrics.generated import handed_over, shops
from tests.warehouse.shops import KSHOES

SHOP = KSHOES.code
GROUND = ("sales_events", "orders", "order_lines", "customers")
Groups = dict[tuple[str, tuple[str, ...]], list[Metric]]


def groups(*facts: str) -> Groups:
    """Measured metrics by fact and by what they need; of the named facts, or of all."""
    found: Groups = defaultdict(list)
    for metric in CATALOGUE.values():
        if metric.formula is None and (not facts or metric.fact in facts):
            found[metric.fact, metric.needs].append(metric)
    return dict(found)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all examples, so that a question is compiled once."""
    return tmp_path_factory.mktemp("generated")


@pytest.fixture
def _home(settings: Any, home: Path) -> None:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = home, home / "warehouse"


def publish(shop: Any) -> set[str]:
    """The tables of the shop."""
    for told, lineage in handed_over(shop):
        load.publish(told, lineage, "replace")
    return set(shop_named(SHOP).files)


def is_sum(metric: Metric) -> bool:
    """Its numerator and its denominator over parts sum to those of the whole."""
    measures = [m for m in (metric.numerator, metric.denominator) if m is not None]
    return not metric.share_over and all(m.aggregate in ("sum", "count") for m in measures)


def parts(result: Any) -> tuple[int, int | None]:
    tops = sum(row.numerator or 0 for row in result.rows)
    below = [row.denominator for row in result.rows if row.denominator is not None]
    return tops, sum(below) if below else None


def whole(results: list[Any]) -> dict[str, tuple[int, int]]:
    return {r.metric: (r.rows[0].numerator or 0, r.rows[0].denominator or 0) for r in results}


def hold(known: Groups, tables: set[str]) -> None:
    for (fact, needs), every in known.items():
        if not set(tables_of(fact)) & tables:
            continue
        for filters in _filters(needs, every):
            _sums(every, needs, filters)
            _times(every, filters)
            _rows(every, filters)
        _remembered(every, needs)


def _filters(needs: tuple[str, ...], every: list[Metric]) -> list[dict[str, list[str]]]:
    if not needs:
        return [{}]
    found = query([every[0].name], SHOP, by=needs)[0].rows
    return [
        {name: [str(value or "")] for name, value in zip(needs, row.key, strict=True)}
        for row in found[:3]
    ]


def _sums(every: list[Metric], needs: tuple[str, ...], filters: dict[str, list[str]]) -> None:
    """Parts make the whole: counts and sums, and what rates are made of."""
    summed = [metric for metric in every if is_sum(metric)]
    if not summed:
        return
    expected = whole(query([m.name for m in summed], SHOP, filters=filters))
    for dimension in {name for metric in summed for name in metric.dimensions} - {*needs}:
        asked = [m for m in summed if dimension in m.dimensions]
        for result in query([m.name for m in asked], SHOP, by=[dimension], filters=filters):
            top, below = parts(result)
            assert (top, below or 0) == expected[result.metric], (result.metric, dimension)
            metric = CATALOGUE[result.metric]
            for row in result.rows:
                if metric.denominator and row.denominator:
                    share = (row.numerator or 0) / (row.denominator * metric.scale)
                    assert row.value == pytest.approx(share)


def _times(every: list[Metric], filters: dict[str, list[str]]) -> None:
    """Days make the month, months the whole."""
    summed = [m for m in every if is_sum(m) and m.grains]
    if not summed:
        return
    expected = whole(query([m.name for m in summed], SHOP, filters=filters))
    daily = [m for m in summed if "day" in m.grains]
    days: dict[str, dict[date, int]] = {}
    for result in query([m.name for m in daily], SHOP, grain="day", filters=filters):
        days[result.metric] = {row.key[0]: row.numerator or 0 for row in result.rows}
    for grain in ("month", "week", "quarter", "year"):
        asked = [m.name for m in summed if grain in m.grains]
        for result in query(asked, SHOP, grain=grain, filters=filters) if asked else []:
            top, below = parts(result)
            assert (top, below or 0) == expected[result.metric], (result.metric, grain)
            if result.metric in days:
                sums: dict[date, int] = defaultdict(int)
                for day, value in days[result.metric].items():
                    sums[start_of(day, grain)] += value
                told = {row.key[0]: row.numerator or 0 for row in result.rows}
                assert told == dict(sums), (result.metric, grain)


def _rows(every: list[Metric], filters: dict[str, list[str]]) -> None:
    """The rows behind a number make the number."""
    for metric in every:
        if metric.share_over:
            continue
        shown = query([metric.name], SHOP, filters=filters)[0].value
        behind = rows(metric.name, SHOP, filters=filters, limit=1_000)
        assert behind.total == shown, metric.name
        assert behind.row_count == len(behind.rows)
        if metric.numerator and metric.numerator.aggregate == "survival":
            assert shown == _lasting(behind, metric), metric.name


def _lasting(behind: Any, metric: Metric) -> float | None:
    """Kaplan and Meier by the book, over the rows."""
    at = behind.columns.index("ended")
    times = [(row[-2], row[at]) for row in behind.rows]
    left = 1.0
    assert metric.numerator is not None
    for time in sorted({time for time, ended in times if ended}):
        at_risk = sum(other >= time for other, _ended in times)
        left *= 1 - sum(ended and other == time for other, ended in times) / at_risk
        if left <= 1 - metric.numerator.q + 1e-9:
            return float(time / metric.scale)
    return None


def _remembered(every: list[Metric], needs: tuple[str, ...]) -> None:
    names = [metric.name for metric in every]
    first = query(names, SHOP, by=needs)
    assert query(names, SHOP, by=needs) == first
    _cache.clear()
    assert query(names, SHOP, by=needs) == first


@pytest.mark.slow
@pytest.mark.usefixtures("_home")
@given(shop=shops)
@examples(
    max_examples=4, deadline=None, derandomize=True,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_of_sales_orders_and_customers(shop: Any) -> None:
    hold(groups(*GROUND), publish(shop))


@pytest.mark.slow
@pytest.mark.timeout(1_200)
@pytest.mark.usefixtures("_home")
@given(shop=shops)
@examples(
    max_examples=5, deadline=None, derandomize=True,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_of_every_fact(shop: Any) -> None:
    hold(groups(), publish(shop))


@pytest.mark.usefixtures("_home")
@given(shop=shops)
@examples(
    max_examples=4, deadline=None, derandomize=True,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_stages_are_what_the_book_says(shop: Any) -> None:
    tables = publish(shop)
    if "shipments" in tables:
        lasting = [CATALOGUE["processing_hours_p50"], CATALOGUE["total_hours_p90"]]
        _rows(lasting, {})


@pytest.mark.usefixtures("_home")
@given(shop=shops)
@examples(
    max_examples=3, deadline=None, derandomize=True,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_scores_are_by_the_cut_points_of_the_month_before(shop: Any) -> None:
    """Recency, frequency and money scored in Python, on the rows of the orders themselves."""
    publish(shop)
    end = date(2026, 2, 10)
    people = {
        row[0]: row for row in rows("rfm_customers", SHOP, period=(None, end), limit=1_000).rows
    }
    assert _scored(end) == {
        key: tuple(
            int(
                query(
                    ["rfm_customers"], SHOP, by=[name], period=(None, end),
                    filters={"customer": [key]},
                )[0].rows[0].key[0]
            )
            for name in ("recency", "frequency", "money")
        )
        for key in people
    }  # fmt: skip


def _scored(end: date) -> dict[str, tuple[int, ...]]:
    month = end.replace(day=1)
    days: dict[str, list[tuple[date, int, int]]] = defaultdict(list)
    for buyer in rows("buyers", SHOP, limit=1_000).rows:
        known = query(
            ["order_revenue", "counted_orders"], SHOP, grain="day", filters={"customer": [buyer[0]]}
        )
        for money, count in zip(known[0].rows, known[1].rows, strict=True):
            if count.value:
                days[buyer[0]].append((money.key[0], int(count.value), int(money.value or 0)))

    def values(until: date) -> dict[str, tuple[int, int, int]]:
        found = {}
        for key, listed in days.items():
            inside = [one for one in listed if until - timedelta(days=365) <= one[0] < until]
            if inside:
                last = max(one[0] for one in inside)
                found[key] = (
                    -(until - last).days,
                    sum(one[1] for one in inside),
                    sum(one[2] for one in inside),
                )
        return found

    now = values(end)
    basis = list((values(month) or now).values())

    def score(place: int, value: int) -> int:
        column = [row[place] for row in basis]
        reached = [
            1 + min(4, 5 * sum(other < one for other in column) // max(len(column) - 1, 1))
            for one in column
            if one <= value
        ]
        return max(reached, default=1)

    return {key: tuple(score(n, row[n]) for n in range(3)) for key, row in now.items()}

"""Rollups: whatever is asked, the same as from the facts; never older than they are."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niaga.metrics import fetching, query, questions, rollups
from niaga.metrics.at_once import ask_at_once
from niaga.metrics.catalogue import CATALOGUE
from niaga.metrics.metric import Metric
from niaga.metrics.questions import Question
from niaga.metrics.results import Result
from niaga.metrics.rollups import ROLLUPS, files, segments
from niaga.metrics.rollups.conditions import Looks, looks
from niaga.metrics.views import VIEWS
from niaga.warehouse import snapshot


def metrics_of(fact: str) -> list[Metric]:
    return [m for m in CATALOGUE.values() if m.fact == fact and not m.needs]


FACTS = sorted({rollup.fact for rollup in ROLLUPS.values()})
FREE = [fact for fact in FACTS if metrics_of(fact)]
LONG = {"stage_times"}  # a statement for each of its many dimensions


def _facts(names: list[str]) -> list[Any]:
    return [pytest.param(name, marks=pytest.mark.slow) if name in LONG else name for name in names]


SOMETIMES: st.SearchStrategy[Any] = st.booleans()
DAYS = st.dates(date(2025, 1, 1), date(2026, 3, 1))


@pytest.fixture
def rolled_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Rollups are kept of the smallest shop too."""
    monkeypatch.setattr(files, "WORTH", -1)
    files._size.cache_clear()
    questions._cache.clear()
    yield
    questions._cache.clear()


def from_facts(names: list[str], shop: str, **question: Any) -> list[Result]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fetching, "keeps_rollups", lambda *_given: False)
        questions._cache.clear()
        found = query(names, shop, **question)
    questions._cache.clear()
    return found


def compare(names: list[str], shop: str, **question: Any) -> None:
    expected = from_facts(names, shop, **question)
    assert query(names, shop, **question) == expected


@pytest.mark.parametrize("fact", _facts(FREE))
def test_all_metrics_of_a_fact_by_each_dimension(golden: str, rolled_up: None, fact: str) -> None:
    metrics = metrics_of(fact)
    names = [metric.name for metric in metrics]
    shared = sorted(set.intersection(*(set(metric.dimensions) for metric in metrics)))
    compare(names, golden)
    compare(names, golden, grain="month")
    for dimension in shared:
        compare(names, golden, by=[dimension], grain="quarter")


@pytest.mark.parametrize("fact", _facts(FACTS))
def test_metrics_that_need_a_dimension(golden: str, rolled_up: None, fact: str) -> None:
    for metric in (m for m in CATALOGUE.values() if m.fact == fact and m.needs):
        compare([metric.name], golden, by=metric.needs)
        compare([metric.name], golden, by=metric.needs, grain="month")
        for place in {"region", "channel"} & set(metric.dimensions):
            compare([metric.name], golden, by=[*metric.needs, place], grain="quarter")


@pytest.mark.parametrize("end", [None, date(2025, 3, 1), date(2025, 6, 15)])
@pytest.mark.parametrize("fact", _facts([name for name, view in VIEWS.items() if view.reads]))
def test_views_of_kept_rows(golden: str, rolled_up: None, fact: str, end: date | None) -> None:
    for metric in (m for m in CATALOGUE.values() if m.fact == fact):
        compare([metric.name], golden, by=metric.needs, period=(None, end))


@pytest.mark.slow
@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_question(golden: str, rolled_up: None, data: st.DataObject) -> None:
    metrics = metrics_of(data.draw(st.sampled_from(FREE)))
    asked = data.draw(st.lists(st.sampled_from(metrics), min_size=1, max_size=3, unique=True))
    names = [metric.name for metric in asked]
    shared = sorted(set.intersection(*(set(metric.dimensions) for metric in asked)))
    splits: list[Any] = [c for n in range(3) for c in combinations(shared, n)]
    by = data.draw(st.sampled_from(splits))
    grains: list[str | None] = [None, *asked[0].grains]
    question: dict[str, Any] = {"by": by, "grain": data.draw(st.sampled_from(grains))}
    first, last = sorted(data.draw(st.tuples(DAYS, DAYS)))
    kind = data.draw(st.sampled_from(["all", "period", "from", "to", "periods"]))
    if kind == "periods" and first < last:
        question["periods"] = {"now": (first, last), "before": (date(2024, 1, 1), first)}
    elif kind in ("period", "from", "to"):
        question["period"] = (None if kind == "to" else first, None if kind == "from" else last)
        if first == last:
            question["period"] = (first, None)
    filterable = [name for name in shared if name not in by]
    if filterable and data.draw(SOMETIMES):
        dimension: str = data.draw(st.sampled_from(filterable))
        values = [row.key[0] for row in from_facts(names, golden, by=[dimension])[0].rows]
        if values:
            chosen = data.draw(st.lists(st.sampled_from(values), min_size=1, max_size=2))
            question["filters"] = {dimension: [str(v or "") for v in dict.fromkeys(chosen)]}
    compare(names, golden, **question)


def test_what_a_rollup_answers_is_not_read_from_the_facts(
    golden: str, rolled_up: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[tuple[str, ...]] = []
    real = fetching._paths

    def heard(names: Any, entry: Any) -> Any:
        read.append(tuple(names))
        return real(names, entry)

    monkeypatch.setattr(fetching, "_paths", heard)
    query(["net_sales", "active_sellers"], golden, grain="month")
    query(["counted_orders", "average_order_value", "new_customers"], golden, by=["region"])
    assert read == []
    query(["median_order_value"], golden)
    assert read == [("orders",)]


def test_a_file_that_is_torn_is_made_again(golden: str, rolled_up: None) -> None:
    [expected] = from_facts(["net_sales"], golden, by=["region"])
    query(["net_sales"], golden, by=["region"])
    folder = Path(str(files.settings.NIAGA_HOME)) / "cache" / "rollups"
    torn = sorted(folder.glob("sales_by_place-*/*.parquet"))
    torn[0].write_bytes(torn[0].read_bytes()[:-9])
    for _ in range(2):
        questions._cache.clear()
        assert query(["net_sales"], golden, by=["region"])[0] == expected
    torn = sorted(folder.glob("sales_by_place-*/*.parquet"))
    assert torn


def test_where_nothing_can_be_written_the_facts_answer(
    golden: str, rolled_up: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: Any) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(files, "_make", full)
    monkeypatch.setattr(files, "_folder", lambda rollup, sql: Path("/nowhere"))
    [expected] = from_facts(["net_sales"], golden)
    assert query(["net_sales"], golden)[0] == expected


def test_files_are_named_after_the_facts_that_they_are_made_of(
    golden: str, rolled_up: None
) -> None:
    entry = snapshot.current().shops[golden]
    rollup = ROLLUPS["sales_by_place"]
    before = dict(files._parts(rollup, entry))
    changed = {**entry.files, "sales_events": entry.files["sales_events"][1:]}
    after = dict(files._parts(rollup, replace(entry, files=changed)))
    assert set(after) < set(before)


def test_what_needs_other_months_is_made_of_those_that_are_over(
    golden: str, rolled_up: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = snapshot.current().shops[golden]
    rollup, last = ROLLUPS["returns_by_cohort"], date.fromisoformat(str(entry.last_date))
    monkeypatch.setattr(files, "day_after_known", lambda _entry: last)
    [(before, files_before)] = files._parts(rollup, entry)
    newest = f"/part={last:%Y-%m}/"
    assert any(newest in path for path in entry.files["orders"])
    assert not any(newest in path for path in files_before["orders"])
    changed = [path for path in entry.files["orders"] if newest not in path]
    same = replace(entry, files={**entry.files, "orders": tuple(changed)})
    assert [name for name, _files in files._parts(rollup, same)] == [before]
    older = replace(entry, files={**entry.files, "orders": tuple(changed[1:])})
    assert [name for name, _files in files._parts(rollup, older)] != [before]
    monkeypatch.setattr(files, "day_after_known", lambda _entry: last + timedelta(days=31))
    assert [name for name, _files in files._parts(rollup, entry)] != [before]


def test_a_small_shop_keeps_none(golden: str) -> None:
    entry = snapshot.current().shops[golden]
    assert not any(rollups.is_worth(entry, rollup.fact) for rollup in ROLLUPS.values())


class TestConditions:
    def test_they_tell_what_they_look_at(self) -> None:
        assert looks(lambda t: t.counted) == seen_in({"counted"}, "counted")
        found = looks(lambda t: (t.kind == "sale") & ~t.is_test | t["late"].notnull())
        assert found == seen_in({"kind", "is_test", "late"}, "")
        assert looks(None) == seen_in(set(), "")

    def test_one_that_cannot_be_told_is_left_to_the_facts(self) -> None:
        assert looks(lambda t: t.a if t.b else t.c) is None
        assert looks(lambda t: len(t.a) > 1) is None


def seen_in(columns: set[str], flag: str) -> Any:
    return Looks(frozenset(columns), flag)


class TestSegmentsOfADay:
    NAMES = ("counted_orders", "order_value")

    def ask(self, shop: str, **question: Any) -> None:
        compare(list(self.NAMES), shop, **question)

    def kept(self) -> list[Path]:
        folder = Path(str(files.settings.NIAGA_HOME)) / "cache" / "segments"
        return sorted(folder.glob("*.parquet"))

    def test_they_are_worked_out_once_for_all_questions(self, golden: str, rolled_up: None) -> None:
        period = (date(2025, 1, 1), date(2025, 4, 1))
        before = len(self.kept())
        self.ask(golden, by=["segment"], period=period)
        self.ask(golden, filters={"segment": ["new", ""]}, grain="month", period=period)
        compare(["net_sales"], golden, filters={"segment": ["new"]}, period=period)
        compare(["segment_product_units"], golden, by=["segment", "product"], period=period)
        compare(["history_buyers"], golden, by=["segment", "repeats"], period=period)
        assert len(self.kept()) == min(before + 1, segments.MOST_FILES)

    def test_who_does_not_ask_for_them_works_none_out(self, golden: str, rolled_up: None) -> None:
        for path in self.kept():
            path.unlink()
        names = ["history_buyers", "history_mean_values", "history_valued_buyers"]
        until = (None, date(2025, 5, 1))
        plain = query(names, golden, by=["region", "repeats"], period=until)
        assert not self.kept()
        split = query(names, golden, by=["region", "repeats", "segment"], period=until)
        assert self.kept()
        for one, other in zip(plain, split, strict=True):
            sums: dict[tuple[str | None, ...], float] = {}
            for row in other.rows:
                sums[row.key[:2]] = sums.get(row.key[:2], 0) + (row.value or 0)
            assert {row.key: row.value for row in one.rows} == sums

    def test_a_torn_file_is_made_again(self, golden: str, rolled_up: None) -> None:
        period = (date(2025, 1, 1), date(2025, 5, 1))
        for path in self.kept():
            path.unlink()
        self.ask(golden, by=["segment"], period=period)
        [path] = self.kept()
        path.write_bytes(path.read_bytes()[:-9])
        questions._cache.clear()
        for _ in range(2):
            self.ask(golden, by=["segment"], period=period)

    def test_of_several_days_in_one_statement_each_is_its_own(
        self, golden: str, rolled_up: None
    ) -> None:
        asked = [
            (["counted_orders"], Question(("segment",), None, (date(2025, 1, 1), end)))
            for end in (date(2025, 3, 1), date(2025, 6, 1))
        ]
        expected = [
            from_facts(["counted_orders"], golden, by=["segment"], period=question.period)
            for _names, question in asked
        ]
        ask_at_once(asked, golden)
        found = [
            query(["counted_orders"], golden, by=["segment"], period=question.period)
            for _names, question in asked
        ]
        assert found == expected

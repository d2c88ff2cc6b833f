"""Questions in one statement have the answers that they have one by one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from niaga.kernel.errors import NotAllowed
from niaga.kernel.permissions import Actor, Role
from niaga.metrics import Question, Result, ask_at_once, questions
from niaga.warehouse.engines import answering, duckdb, spark

PERIODS = {
    "now": (date(2026, 2, 1), date(2026, 3, 1)),
    "before": (date(2026, 1, 1), date(2026, 2, 1)),
}
ASKED: Sequence[tuple[tuple[str, ...], Question]] = (
    (("counted_orders", "buyers"), Question(grain="month", periods=PERIODS)),
    (("active_sellers",), Question(grain="month", periods=PERIODS, filters={"condition": ["new"]})),
    (("net_sales",), Question(by=("category", "region"), grain="day")),
    (("return_rate",), Question(by=("product",), period=(date(2026, 1, 1), None))),
    (("open_orders", "stage_hours_p90"), Question(by=("stage",))),
    (("review_score",), Question()),
    (("retention_rate",), Question(by=("months_after",), grain="month")),
)


def answers(shop: str) -> list[list[Result]]:
    return [
        questions.query(names, shop, each.by, each.grain, each.period, each.filters, each.periods)
        for names, each in ASKED
    ]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    real = duckdb.rows

    def counting(sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return real(sql, *rest)

    monkeypatch.setattr(duckdb, "rows", counting)
    questions._cache.clear()
    return asked


def test_one_statement_answers_as_many_did(pencil: str, counted: list[str]) -> None:
    expected = answers(pencil)
    assert len(counted) == len(ASKED) + 1  # one question is of two facts
    questions._cache.clear()
    counted.clear()
    ask_at_once(ASKED, pencil)
    assert answers(pencil) == expected
    assert len(counted) == 1
    assert any(result.rows for results in expected for result in results)


def test_what_is_known_is_not_asked_again(pencil: str, counted: list[str]) -> None:
    ask_at_once(ASKED[:2], pencil)
    ask_at_once(ASKED[:3], pencil)  # one is left, which `query` asks for as well
    assert len(counted) == 1
    ask_at_once(ASKED[:2], pencil)
    assert len(counted) == 1


def test_a_formula_is_left_to_its_parts(pencil: str, counted: list[str]) -> None:
    ask_at_once((*ASKED[:2], (("net_sales_target",), Question(grain="month"))), pencil)
    assert len(counted) == 1


def test_a_right_is_asked_for_as_ever(pencil: str, counted: list[str]) -> None:
    with pytest.raises(NotAllowed):
        ask_at_once(ASKED, pencil, Actor("staff:1", Role.WAREHOUSE))
    assert counted == []


def test_values_of_one_question_are_not_those_of_another(pencil: str) -> None:
    two = [(("counted_orders",), Question(filters={"region": [name]})) for name in ("Bali", "x")]
    expected = [questions.query(names, pencil, filters=each.filters) for names, each in two]
    questions._cache.clear()
    ask_at_once(two, pencil)
    found = [questions.query(names, pencil, filters=each.filters) for names, each in two]
    assert found == expected


@pytest.mark.spark
@pytest.mark.timeout(240)
def test_on_spark_as_on_duckdb(pencil: str) -> None:
    if lacking := spark.missing():
        pytest.skip(f"Spark needs {lacking}")
    some = [(("counted_orders",), Question(by=("region",))), (("net_sales",), Question())]

    def asked() -> list[list[Result]]:
        questions._cache.clear()
        ask_at_once(some, pencil)
        return [questions.query(names, pencil, each.by) for names, each in some]

    expected = asked()
    with answering("spark"):
        assert asked() == expected

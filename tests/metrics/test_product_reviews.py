"""Which products are reviewed worst: a single bad review is not yet the worst product."""

from pathlib import Path
from typing import Any

import pytest

from niaga.metrics import query, rows
from niaga.warehouse import load
from tests.warehouse.shops import KSHOES, LINEAGE, staged, wib


@pytest.fixture
def shop(settings: Any, tmp_path: Path) -> str:
    """p1: 30 reviews, a third of them 1, the others 5; p2: one review of 1; p3: nine of 4, three of
    them of orders in which p2 was bought as well.
    """
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    given = [("p1", 1)] * 10 + [("p1", 5)] * 20 + [("p2", 1)] + [("p3", 4)] * 9
    orders, lines, reviews = [], [], []
    for n, (product, score) in enumerate(given):
        orders.append(
            {"order_id": f"{n}", "customer_ref": f"c{n}", "placed_at": wib("2026-01-10 10:00")}
        )
        lines.append({"order_id": f"{n}", "product_id": product, "unit_price": 10})
        lines.append({"order_id": f"{n}", "line_no": 2, "product_id": product, "unit_price": 10})
        if product == "p3" and n >= 37:
            lines.append({"order_id": f"{n}", "line_no": 3, "product_id": "p2", "unit_price": 10})
        named = {"product_id": product} if product == "p1" else {}
        reviews.append({"review_id": f"r{n}", "order_id": f"{n}", "score": score, **named})
    products = [
        {"product_id": f"p{n}", "name": f"Barang {n}", "category": "tas", "condition": "new"}
        for n in (1, 2, 3)
    ]
    load.publish(
        staged(KSHOES, orders=orders, lines=lines, reviews=reviews, products=products),
        LINEAGE,
        "replace",
    )
    return KSHOES.code


def test_a_review_of_an_order_is_of_each_product_in_it_once(shop: str) -> None:
    counts, scores = query(["product_reviews", "product_score"], shop, by=["product"])
    assert counts.values == {"p1": 30, "p2": 4, "p3": 9}
    assert scores.values == pytest.approx({"p1": 110 / 30, "p2": 13 / 4, "p3": 4})
    assert rows("product_reviews", shop, filters={"product": ["p2"]}).row_count == 4


def test_few_reviews_are_drawn_to_the_mean_of_all(shop: str) -> None:
    mean = (110 + 13 + 36) / 43
    found = query(["product_score_ranked"], shop, by=["product"])[0].values
    assert found == pytest.approx(
        {
            "p1": (20 * mean + 110) / 50,
            "p2": (20 * mean + 13) / 24,
            "p3": (20 * mean + 36) / 29,
        }
    )
    # By the plain mean p2 is worst by far; three good reviews fewer and it would still not be said.
    assert min(found, key=lambda name: found[name] or 0) == "p2"
    assert found["p1"] - (found["p2"] or 0) < 110 / 30 - 13 / 4


def test_it_is_the_plain_mean_of_the_whole(shop: str) -> None:
    whole, plain = query(["product_score_ranked", "product_score"], shop)
    assert whole.value == pytest.approx(plain.value)
    by_month = query(["product_score_ranked"], shop, grain="month", by=["product"])[0].rows
    assert len(by_month) == 3

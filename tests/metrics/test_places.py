"""Sellers where they are at home, and the products that sources tell of."""

from niaga import metrics
from niaga.metrics.formulas import ratio
from tests.warehouse import shops


def test_every_product_of_the_source_is_listed(pencil: str) -> None:
    assert metrics.query(["listed_products"], pencil)[0].value == len(shops.PRODUCTS)
    rows = metrics.rows("listed_products", pencil, limit=50)
    assert rows.row_count == rows.total == len(shops.PRODUCTS)
    assert rows.columns == ("product_id", "name", "category", "condition")


def test_every_seller_of_the_source_is_listed_with_its_home(olist: str) -> None:
    by = ["seller", "region", "city"]
    listed = metrics.query(["listed_sellers"], olist, by=by)[0]
    assert len(listed.rows) == metrics.query(["listed_sellers"], olist)[0].value == 3_095
    homes = {row.key[0]: row.key[1:3] for row in listed.rows}
    assert homes["4869f7a5dfa277a7dca6462dcf3b52b2"] == ("SP", "guariba")


def test_sellers_are_counted_where_they_are_at_home(olist: str) -> None:
    at_home = metrics.query(["region_sellers"], olist, by=["region"])[0]
    sold = metrics.query(["active_sellers"], olist)[0].value
    assert sum(row.value or 0 for row in at_home.rows) == sold  # each has one home
    assert max(at_home.values, key=lambda region: at_home.values[region] or 0) == "SP"


def test_buyers_to_each_seller(olist: str) -> None:
    buyers, sellers, quotient = metrics.query(
        ["buyers", "region_sellers", "buyers_per_seller"], olist, by=["region"]
    )
    for region, value in quotient.values.items():
        both = buyers.values.get(region), sellers.values.get(region)
        assert value == ratio(int(both[0] or 0), int(both[1]) if both[1] else None)

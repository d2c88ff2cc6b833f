"""Several sources in one shop: each owns its rows, and people are the same over all of them."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from niaga.collect.staging import Lineage
from niaga.metrics import query
from niaga.warehouse import load, snapshot, tables
from tests.warehouse import shops
from tests.warehouse.shops import PRODUCTS, wib

SHOP = replace(shops.LINEAGE, source="shop")
OTHER = Lineage("marketplace", "marketplace-1", shops.LINEAGE.started_at)
VISITS = Lineage("visits", "visits-1", shops.LINEAGE.started_at)


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"


def entry() -> snapshot.ShopEntry:
    return snapshot.current().shops["kshoes"]


def read(name: str) -> list[dict[str, Any]]:
    return tables.read(name, entry().files.get(name, ())).to_pylist()


def order(number: str, person: str, day: str, **told: Any) -> dict[str, Any]:
    return {"order_id": number, "customer_ref": person, "placed_at": wib(f"{day} 10:00"), **told}


def hand_over(
    orders: list[dict[str, Any]], lineage: Lineage, mode: Any = "replace", **tables: Any
) -> None:
    lines = [{"order_id": each["order_id"], "unit_price": 10_000} for each in orders]
    load.publish(shops.staged(orders=orders, lines=lines, **tables), lineage, mode)


def ranks() -> dict[str, int | None]:
    return {row["order_id"]: row["order_rank"] for row in read("orders")}


def shared_shop() -> None:
    load.publish(shops.pencil_shop(), SHOP, "replace")


def test_a_load_touches_only_rows_of_its_own_source() -> None:
    shared_shop()
    ours = [row for row in read("order_lines") if row["source"] == "shop"]
    hand_over([order("M1", "m1", "2026-01-05")], OTHER)
    assert [row for row in read("order_lines") if row["source"] == "shop"] == ours
    assert query(["orders"], "kshoes")[0].value == 6  # 5 of the shop that are no test, and one
    hand_over([order("M2", "m1", "2026-01-05")], OTHER)
    assert {row["order_id"] for row in read("orders") if row["source"] == "marketplace"} == {"M2"}
    shared_shop()
    assert query(["orders"], "kshoes")[0].value == 6
    assert set(entry().loads) == {"shop", "marketplace"}


def test_ranks_and_customers_are_over_all_sources() -> None:
    shared_shop()
    assert ranks()["A1"] == 1
    hand_over([order("M1", "c1", "2026-01-05")], OTHER)  # before c1's first in the shop
    assert (ranks()["M1"], ranks()["A1"], ranks()["A5"]) == (1, 2, 3)
    types = {row["order_id"]: row["customer_type"] for row in read("orders")}
    assert (types["M1"], types["A1"]) == ("new", "returning")
    (person,) = [row for row in read("customers") if row["orders"] == 4]
    assert person["first_order_date"] == date(2026, 1, 5)
    hand_over([], OTHER)
    assert (ranks()["A1"], ranks()["A5"]) == (1, 2)
    assert "M1" not in ranks()


def test_a_change_of_the_live_feed_ranks_the_other_sources_orders_again() -> None:
    shared_shop()
    hand_over([order("M1", "c2", "2026-03-05")], OTHER)
    assert ranks()["M1"] == 2
    hand_over([order("A9", "c2", "2026-02-05")], SHOP, "upsert", products=PRODUCTS)
    assert ranks()["M1"] == 3
    before = set(entry().files["order_lines"])
    hand_over([order("A9", "c2", "2026-02-06")], SHOP, "upsert", products=PRODUCTS)
    changed = before - set(entry().files["order_lines"])
    assert all("source=shop" in path and "part=2026-02" in path for path in changed)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_day_of_the_order_before_follows_every_change(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(6):
        changed = []
        for number in draw.sample(range(1, 9), 3):
            day = f"2026-0{draw.randint(1, 3)}-{draw.randint(1, 5):02}"
            told = {
                "region": draw.choice(["SP", "RJ", None]),
                "cancelled_before_shipment": draw.random() < 0.2,
            }
            changed.append(order(f"M{number}", f"m{number % 2}", day, **told))
        hand_over(changed, OTHER, "upsert")
    found = sorted(
        (row for row in read("orders") if row["counted"]),
        key=lambda row: (row["placed_at"], row["order_id"]),
    )
    last: dict[tuple[Any, ...], date] = {}
    for row in found:
        person, region = (row["customer_key"],), (row["customer_key"], row["region"])
        assert row["previous_date_local"] == last.get(person)
        assert row["previous_in_region"] == last.get(region)
        last[person] = last[region] = row["date_local"]
    assert any(row["previous_date_local"] for row in found)


def test_files_that_come_month_by_month_add_up() -> None:
    for month in (1, 2, 3):
        hand_over([order(f"M{month}", "m1", f"2026-0{month}-05")], OTHER, "upsert")
    assert len(read("orders")) == 3
    hand_over([order("M2", "m1", "2026-02-07")], OTHER, "upsert")
    assert {row["order_id"]: row["date_local"].day for row in read("orders")}["M2"] == 7
    assert len(read("orders")) == 3


def test_a_shop_without_orders_has_the_dates_of_what_it_has() -> None:
    spend = [
        {"day": date(2026, 2, n), "channel": "ads", "campaign": "", "amount": 100} for n in (1, 5)
    ]
    load.publish(shops.staged(spend=spend), VISITS, "replace")
    assert (entry().first_date, entry().last_date) == ("2026-02-01", "2026-02-05")
    assert entry().span("spend") == ("2026-02-01", "2026-02-05")
    assert entry().span("orders") is None
    (row,) = [row for row in read("spend") if row["date_local"] == date(2026, 2, 5)]
    assert (row["part"], row["month_local"], row["currency"]) == (
        "2026-02",
        date(2026, 2, 1),
        "IDR",
    )


def test_rows_of_reach_replace_those_with_the_same_key() -> None:
    def lead(number: str, day: date | None, won: str | None = None) -> dict[str, Any]:
        return {"lead_id": number, "day": day, "won_at": won and wib(won)}

    first = [lead("1", date(2026, 1, 5)), lead("2", None)]
    load.publish(shops.staged(leads=first), VISITS, "upsert")
    parts = {row["lead_id"]: row["part"] for row in read("leads")}
    assert parts == {"1": "2026-01", "2": "0000-00"}
    again = [lead("2", date(2026, 1, 6), "2026-02-01 08:00")]
    load.publish(shops.staged(leads=again), VISITS, "upsert")
    rows = {row["lead_id"]: row for row in read("leads")}
    assert set(rows) == {"1", "2"}
    assert (rows["2"]["won"], rows["2"]["won_date"], rows["2"]["days_to_close"]) == (
        True,
        date(2026, 2, 1),
        26,
    )
    assert (rows["1"]["won"], rows["1"]["days_to_close"]) == (False, None)


def test_rows_told_twice_are_counted_and_the_last_stands() -> None:
    spend = [
        {"day": date(2026, 2, 1), "channel": "ads", "campaign": "", "amount": amount}
        for amount in (100, 250)
    ]
    load.publish(shops.staged(spend=spend), VISITS, "replace")
    (row,) = read("spend")
    assert row["amount"] == 250
    assert entry().loads["visits"]["merged"] == 1


def test_answers_take_place_channel_and_person_from_their_order() -> None:
    shared_shop()
    answers = [
        {
            "answer_id": "1",
            "order_id": "A2",
            "kind": "csat",
            "score": 4,
            "answered_at": wib("2026-02-10 09:00"),
        },
        {"answer_id": "2", "order_id": None, "channel": "kasir", "kind": "csat", "score": 5},
    ]
    load.publish(shops.staged(surveys=answers), VISITS, "upsert")
    one, two = sorted(read("surveys"), key=lambda row: row["answer_id"])
    buyer = {row["order_id"]: row["customer_key"] for row in read("orders")}["A2"]
    assert (one["region"], one["channel"], one["customer_key"]) == ("Bali", "storefront", buyer)
    assert (two["region"], two["channel"], two["customer_key"]) == (None, "kasir", None)


def test_products_told_by_two_sources_stand_once_as_the_later_told_them() -> None:
    shared_shop()
    theirs = [{"product_id": "p1", "name": "Lari", "category": "olahraga", "condition": "new"}]
    hand_over([order("M1", "m1", "2026-01-05")], OTHER, products=theirs)
    names = sorted((row["product_id"], row["name"]) for row in read("products"))
    assert names == [("p1", "Lari"), ("p2", "Tas")]


class TestPeople:
    def hand_over(self, *people: tuple[str, str | None, str | None], **told: Any) -> None:
        rows = [
            {"customer_ref": ref, "email_key": email, "phone_key": phone, "region": "Bali"}
            for ref, email, phone in people
        ]
        orders = [order(f"M-{ref}", ref, "2026-01-05") for ref, *_keys in people]
        hand_over(orders, told.pop("lineage", OTHER), told.pop("mode", "replace"), customers=rows)

    def customers(self) -> dict[str, str]:
        return {row["order_id"].removeprefix("M-"): row["customer_key"] for row in read("orders")}

    def test_who_shares_a_contact_is_one_over_several_steps(self) -> None:
        self.hand_over(("a", "e1", None), ("b", "e1", "p1"), ("c", None, "p1"), ("d", None, None))
        found = self.customers()
        assert found["a"] == found["b"] == found["c"] != found["d"]
        assert sorted(row["orders"] for row in read("customers")) == [1, 3]
        assert sorted(row["order_rank"] for row in read("orders")) == [1, 1, 2, 3]

    def test_the_trail_tells_by_what_and_when(self) -> None:
        self.hand_over(("a", "e1", None), ("b", "e1", None))
        (row,) = read("identities")
        assert (row["rule"], row["evidence"], row["customer_key"]) == (
            "email",
            "e1",
            min(row["merged_key"], row["customer_key"]),
        )
        told_first = row["merged_at"]
        self.hand_over(("a", "e1", None), ("b", "e1", None), ("c", None, None))
        assert [row["merged_at"] for row in read("identities")] == [told_first]

    def test_sources_know_the_same_person_by_different_references(self) -> None:
        self.hand_over(("shopee:budi", None, "p1"))
        self.hand_over(("+62812", None, "p1"), lineage=SHOP)
        found = self.customers()
        assert found["shopee:budi"] == found["+62812"]
        assert sorted(row["order_rank"] for row in read("orders")) == [1, 2]
        lines = {row["customer_key"] for row in read("order_lines")}
        ledger = {row["customer_key"] for row in read("sales_events")}
        assert lines == ledger == set(found.values())

    def test_without_the_evidence_they_part_again(self) -> None:
        self.hand_over(("shopee:budi", None, "p1"))
        self.hand_over(("+62812", None, "p1"), lineage=SHOP)
        self.hand_over(("+62812", None, "p2"), lineage=SHOP)
        found = self.customers()
        assert found["shopee:budi"] != found["+62812"]
        assert read("identities") == []
        assert [row["order_rank"] for row in read("orders")] == [1, 1]
        assert len(read("customers")) == 2

    def test_what_too_many_share_merges_nobody(self) -> None:
        self.hand_over(*((f"m{n}", None, "mask") for n in range(20)), ("x", "e", "p"))
        assert len(set(self.customers().values())) == 21
        assert read("identities") == []

    def test_visits_and_campaigns_follow_who_a_person_is(self) -> None:
        sessions = [
            {"session_id": "s1", "customer_ref": "b", "started_at": wib("2026-01-09 09:00")}
        ]
        load.publish(shops.staged(sessions=sessions), VISITS, "upsert")
        was = read("sessions")[0]["customer_key"]
        self.hand_over(("a", "e1", None), ("b", "e1", None))
        assert read("sessions")[0]["customer_key"] == self.customers()["b"]
        self.hand_over(("a", "e1", None), ("b", "e2", None))
        assert read("sessions")[0]["customer_key"] == was

    @pytest.mark.parametrize("mode", ["replace", "upsert"])
    def test_whole_or_one_by_one_people_are_the_same(self, mode: Any) -> None:
        people = [("a", "e1", None), ("b", "e1", "p1"), ("c", None, "p1"), ("d", "e2", None)]
        for person in people:
            self.hand_over(person, mode="upsert")
        one_by_one = (self.customers(), ranks())
        self.hand_over(*people, mode=mode)
        assert (self.customers(), ranks()) == one_by_one


def test_everything_staged_can_be_loaded(tmp_path: Path) -> None:
    day = date(2026, 1, 5)
    told: dict[str, list[dict[str, Any]]] = {
        "contacts": [
            {"campaign_id": "1", "arm": "a", "customer_ref": "c1", "day": day, "converted": True}
        ],
        "experiments": [
            {
                "experiment": "e",
                "control": "a",
                "primary_outcome": "o",
                "allocation": ["a=1", "b=1"],
                "started_on": day,
            }
        ],
        "exposures": [
            {"experiment": "e", "outcome": "o", "variant": "a", "visitors": 9, "conversions": 1}
        ],
        "social": [{"day": day, "platform": "ig", "post_id": "", "likes": 4}],
        "settlements": [
            {"settlement_ref": "1", "kind": "payment", "settled_on": day, "gross": 9, "net": 8}
        ],
    }
    load.publish(shops.staged(**told), VISITS, "replace")
    assert len(read("campaign_contacts")) == len(read("experiments")) == 1
    assert read("campaign_contacts")[0]["customer_key"] == read("customers")[0]["customer_key"]
    assert read("exposures")[0]["part"] == "0000-00"
    assert read("settlements")[0]["date_local"] == day
    assert read("experiments")[0]["allocation"] == ["a=1", "b=1"]
    load.publish(shops.staged(), VISITS, "replace")
    for name in ("campaign_contacts", "experiments", "exposures", "social", "customers"):
        assert read(name) == [], name

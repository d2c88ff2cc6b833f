"""The board of stock over a shop whose shelves are known by heart."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from niaga.collect.staging import Lineage
from niaga.kernel import clock
from niaga.kernel.permissions import SYSTEM, Actor, Role
from niaga.warehouse import load, snapshot
from niaga.web.dashboards import making
from niaga.web.dashboards.charts import Band
from niaga.web.dashboards.selection import selected
from niaga.web.dashboards.stock import tiles as stock_tiles
from niaga.web.dashboards.stock.board import BOARD
from niaga.web.dashboards.tiles import Tile
from tests.warehouse import shops

pytestmark = pytest.mark.django_db
DAYS = 240
TODAY = date(2026, 3, 20)
FIRST = TODAY - timedelta(days=DAYS - 1)
LINEAGE = Lineage("stock", "stock-2026-03-20-1", datetime(2026, 3, 20, tzinfo=UTC))
PRODUCTS = [{"product_id": "p1", "name": "Sepatu lari", "category": "sepatu", "condition": "new"}]


@pytest.fixture(scope="session")
def shelf_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("board-of-stock")


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.at(datetime(2026, 3, 20, 3, tzinfo=UTC)):
        yield


def course(variant: str, demand: list[int], received: int) -> list[dict[str, Any]]:
    found, lies = [], received
    for n, wanted in enumerate(demand):
        opening = 0 if n == 0 else lies
        ordered = min(wanted, lies)
        lies -= ordered
        found.append(
            {
                "day": FIRST + timedelta(days=n),
                "variant_id": variant,
                "sku": f"SKU-{variant}",
                "product_id": "p1",
                "category": "sepatu",
                "condition": "new",
                "location": "gudang",
                "offered": True,
                "sellable": lies > 0,
                "opening": opening,
                "received": received if n == 0 else 0,
                "sold": ordered,
                "other": 0,
                "closing": lies,
                "held": 0,
                "demanded": ordered,
                "unit_cost": 100_000,
                "value": lies * 100_000,
            }
        )
    return found


@pytest.fixture
def shelves(settings: Any, shelf_home: Path, tmp_path: Path) -> Path:
    """Much: 10 a day of 60,000; low: 2 a day, 20 left; gone: 1 a day until it was gone."""
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, shelf_home / "warehouse"
    if snapshot.current().shop(shops.KSHOES.code) is None:
        chance = np.random.default_rng(3)
        days = [
            *course("much", chance.poisson(10, DAYS).tolist(), 60_000),
            *course("low", [2] * DAYS, 2 * DAYS + 20),
            *course("gone", [1] * DAYS, DAYS - 10),
        ]
        order = {"order_id": "A1", "customer_ref": "c1", "placed_at": shops.wib(f"{TODAY} 01:00")}
        staged = shops.staged(
            orders=[order],
            lines=[{"order_id": "A1", "unit_price": 1_000}],
            customers=[{"customer_ref": "c1"}],
            products=PRODUCTS,
            stock_days=days,
        )
        load.publish(staged, LINEAGE, "replace")
    return tmp_path


def tiles(query: str = "", actor: Actor = SYSTEM) -> dict[str, Tile]:
    options = {option.name: tuple(option.values) for option in BOARD.options}
    selection = selected(QueryDict(query), snapshot.current(), options=options)
    assert selection
    return making.tiles_of(BOARD, BOARD.figures(selection, actor), True)


def tell_lead_time(home: Path) -> None:
    (home / "shop.toml").write_text('code = "kshoes"\nsupplier_lead_days = 14\n', encoding="utf-8")


def test_what_stands_on_the_cards(shelves: Path) -> None:
    shown = {name: tile.card for name, tile in tiles().items() if tile.card}
    assert set(shown) == {part.name for part in BOARD.cards}
    assert shown["variants_out_soon"].value == "1"  # low: 20 left at two a day
    assert shown["in_stock_rate"].value == "81,7%"  # gone: out on 11 of 20 days
    assert shown["forecast_error"].value.endswith("%")


def test_who_packs_goods_does_not_see_what_they_cost(shelves: Path) -> None:
    worker = Actor("staff", "1", Role.WAREHOUSE)
    shown = tiles(actor=worker)
    hidden = {name for name, tile in shown.items() if "Peran Anda" in tile.empty}
    assert hidden == {"stock_value", "stock_excess_value", "slow"}
    assert shown["missed"].table is not None
    assert len(shown["missed"].table.rows[0]) == 4  # no money
    assert shown["variants_out_soon"].card is not None


def test_what_was_missed_and_what_is_too_much(shelves: Path) -> None:
    """ "gone" was there for 230 days and gone for ten, all of them in March."""
    shown = tiles()
    (gone,) = shown["missed"].table.rows  # type: ignore[union-attr]
    assert gone == ("Sepatu lari", "SKU-gone", 10, 10_000, "ya")
    assert "Rp10\N{NO-BREAK SPACE}rb" in shown["missed"].lead
    (much,) = shown["slow"].table.rows  # type: ignore[union-attr]
    assert much[:2] == ("Sepatu lari", "SKU-much")
    assert much[-1] == "lambat"


def test_what_was_missed_by_category(shelves: Path) -> None:
    missed = tiles("habis=kategori")["missed"]
    assert missed.picture is not None
    assert missed.table is not None
    ((category, rate, days),) = missed.table.rows
    assert (category, days) == ("sepatu", 60)
    assert rate == pytest.approx(49 / 60)


def test_products_by_class(shelves: Path) -> None:
    """One product, sold today for the first time."""
    tile = tiles()["classes"]
    assert tile.table is not None
    assert [row[:4] for row in tile.table.rows] == [("AN", 1, 1_000, 1.0)]
    assert "abc=A" in tile.table.links[0]
    worker = tiles(actor=Actor("staff", "1", Role.WAREHOUSE))["classes"]
    assert worker.table is not None
    assert [row[:2] for row in worker.table.rows] == [("AN", 1)]
    assert "Rp" not in worker.lead


def test_what_is_to_be_ordered(shelves: Path) -> None:
    """Low: two a day for 14 days are 28, and 28 days more: 84 less the 20 that are there."""
    tell_lead_time(shelves)
    table = tiles()["reorder"].table
    assert table is not None
    assert {row[1]: row[2:] for row in table.rows} == {
        "SKU-low": (20, 28, 10, 64),
        "SKU-gone": (0, 14, 0, 42),
    }


def test_what_is_to_be_ordered_is_told_of_today(shelves: Path) -> None:
    """A month before, "low" had two a day more, and "gone" was there: that helps nobody now."""
    tell_lead_time(shelves)
    now, past = tiles()["reorder"], tiles("periode=bulan-lalu")["reorder"]
    assert now.table is not None
    assert past.table is not None
    assert past.table.rows == now.table.rows
    assert (len(now.notes), len(past.notes)) == (0, 1)


def test_how_long_todays_stock_lasts(shelves: Path) -> None:
    tell_lead_time(shelves)
    tile = tiles("perkiraan=stok&sku=SKU-low")["outlook"]
    assert tile.table is not None
    assert isinstance(tile.picture, Band)
    assert tile.picture.level == (28, "Titik pesan")
    for drawn in (tile.picture.svg("wide"), tile.picture.svg("narrow")):
        assert drawn.count("chart__band--outer") == 1
        assert drawn.count("chart__step tone-target") == 1
    assert [tone for tone, _text in tile.legend] == ["main", "band", "band-outer", "target"]
    first, last = tile.table.rows[0], tile.table.rows[-1]
    assert first[0] == TODAY
    assert first[3] == pytest.approx(18)  # two a day, every day
    assert last[3] == 0
    assert "habis sekitar 29 Mar 2026" in tile.lead
    whole = tiles("perkiraan=stok")["outlook"]
    assert isinstance(whole.picture, Band)
    assert whole.picture.level is None
    for row in whole.table.rows:  # type: ignore[union-attr]
        assert list(row[1:]) == sorted(row[1:])


def test_no_lead_time_is_made_up(shelves: Path) -> None:
    assert "supplier_lead_days" in tiles()["reorder"].empty


def test_the_forecast_says_what_comes_and_how_it_was_off(shelves: Path) -> None:
    shown = tiles()
    picture, table = shown["outlook"].picture, shown["outlook"].table
    assert picture is not None
    assert table is not None
    assert len(table.rows) == 56 + 28
    today, _known, lowest, low, middle, high, highest = table.rows[56]
    assert today == TODAY
    assert lowest < low < middle < high < highest
    assert 10 < middle < 15
    scores = shown["forecast_scores"].table
    assert scores is not None
    assert len(scores.rows) == 5


def test_net_sales_are_foretold_too(shelves: Path) -> None:
    """The shop has one sale: its history is told to be too short, not its shelves unknown."""
    shown = tiles("perkiraan=penjualan")
    assert "189 hari" in shown["outlook"].empty
    assert [choice.is_current for choice in shown["outlook"].choices] == [False, True, False]


def test_a_shop_that_tells_of_no_stock(pencil: str) -> None:
    with clock.at(datetime(2026, 3, 20, 3, tzinfo=UTC)):
        shown = tiles()
    classes = shown.pop("classes")  # sales tell them
    assert classes.table is not None
    assert all(tile.empty and not tile.has_content for tile in shown.values())


def test_its_page(shelves: Path, owner: Client) -> None:
    page = owner.get(reverse("dashboards:board", args=["stok"]))
    assert page.status_code == 200
    assert "SKU-gone" in page.content.decode()


def test_the_rows_behind_are_in_words(shelves: Path, owner: Client) -> None:
    for metric, heads in (
        ("variants_out_wanted", ("SKU", "Di gudang", "Bebas", "Hari buka")),
        ("stockout_days", ("SKU", "Stok akhir", "Dijanjikan", "Dipesan")),
    ):
        page = owner.get(reverse("dashboards:rows", args=[metric]) + "?toko=kshoes")
        text = page.content.decode()
        assert "SKU-gone" in text
        assert all(f">{head}</th>" in text for head in heads), metric


def test_a_list_is_whole_on_demand(shelves: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tell_lead_time(shelves)
    monkeypatch.setattr(stock_tiles, "SHOWN", 1)
    first, every = (tiles(query)["reorder"].table for query in ("", "daftar=semua"))
    assert first is not None
    assert every is not None
    assert (len(first.rows), len(every.rows)) == (1, 2)

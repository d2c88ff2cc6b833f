"""Every board, as whoever may open it meets it."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from niaga import metrics
from niaga.kernel.permissions import SYSTEM, Role
from niaga.metrics.formulas import ratio
from niaga.warehouse import load, snapshot
from niaga.web.dashboards import boards, making
from niaga.web.dashboards.board import Board
from niaga.web.dashboards.selection import selected
from tests.warehouse import shops

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pencil", "in_march")]
ALL = "periode=semua"
EVERY = list(boards.BOARDS.values())
OWN = [boards.BOARDS[slug] for slug in ("ringkasan", "penjualan", "operasi", "retur")]


def address(board: Board) -> str:
    if board is boards.EXECUTIVE:
        return reverse("dashboards:executive")
    return reverse("dashboards:board", args=[board.slug])


def made(board: Board, query: str = ALL, whole: bool = True) -> dict[str, Any]:
    selection = selected(
        QueryDict(query),
        snapshot.current(),
        options={option.name: tuple(option.values) for option in board.options},
    )
    assert selection
    return making.tiles_of(board, board.figures(selection, SYSTEM), whole)


@pytest.mark.parametrize("board", EVERY, ids=lambda board: board.slug)
def test_a_board_keeps_to_its_measure(board: Board) -> None:
    tiles = made(board, "periode=bulan-ini", whole=False)
    assert len(board.cards) <= 6
    assert len(board.parts) <= 12
    assert [name for name, tile in tiles.items() if tile.waits] == [
        part.name for part in board.parts if part.later
    ]
    tiles = made(board, "periode=bulan-ini")
    assert [name for name, tile in tiles.items() if tile.error or tile.waits] == []
    assert str(board.sentence)


@pytest.mark.parametrize("board", EVERY, ids=lambda board: board.slug)
def test_a_page_of_plain_html(board: Board, owner: Client) -> None:
    response = owner.get(f"{address(board)}?{ALL}")
    assert response.status_code == 200
    page = response.content.decode()
    assert "style=" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\son\w+=", page)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("board", OWN, ids=lambda board: board.slug)
def test_an_empty_tile_says_why(board: Board) -> None:
    for tile in made(board, "dari=2020-01-01&sampai=2020-01-31").values():
        assert tile.card or tile.picture or tile.table or tile.body or tile.empty


@pytest.mark.parametrize("board", OWN, ids=lambda board: board.slug)
def test_every_chart_has_a_table(board: Board) -> None:
    for tile in made(board).values():
        if tile.picture:
            assert tile.table
            assert tile.table.rows


def test_tabs_are_of_boards_that_the_reader_may_open(staff: Callable[[Role], Client]) -> None:
    client = staff(Role.WAREHOUSE)
    page = client.get(reverse("dashboards:executive")).content.decode()
    assert "<h1>Operasi</h1>" in page
    assert "/dasbor/penjualan/" not in page
    assert client.get(reverse("dashboards:board", args=["penjualan"])).status_code == 403


def test_who_may_not_see_sales_sees_operations_without_them(
    staff: Callable[[Role], Client],
) -> None:
    page = staff(Role.WAREHOUSE).get(reverse("dashboards:board", args=["operasi"]))
    assert page.status_code == 200
    assert "belum dapat dihitung" not in page.content.decode()


def test_a_filter_that_does_not_apply_is_named(owner: Client) -> None:
    page = owner.get(f"{reverse('dashboards:board', args=['operasi'])}?{ALL}&kategori=tas")
    assert "Saringan Kategori tidak berlaku di sini." in page.content.decode()
    tiles = made(boards.BOARDS["penjualan"], f"{ALL}&kategori=tas")
    assert tiles["net_sales"].left_out == ()


def test_filters_ride_along_to_other_boards(owner: Client) -> None:
    page = owner.get(f"{reverse('dashboards:board', args=['penjualan'])}?{ALL}&wilayah=Bali")
    tab = re.search(r'href="(/dasbor/operasi/[^"]*)"', page.content.decode())
    assert tab
    assert "wilayah=Bali" in tab[1]
    assert "periode=semua" in tab[1]


def test_an_unknown_board_is_not_there(owner: Client) -> None:
    assert owner.get("/dasbor/entah/").status_code == 404


class TestSales:
    def test_products_sum_to_the_card(self) -> None:
        tiles = made(boards.BOARDS["penjualan"])
        net = metrics.query(["net_sales"], "kshoes")[0].value
        assert sum(row[2] for row in tiles["categories"].table.rows) == net

    def test_regions_sum_to_the_card_and_divide_as_the_catalogue_does(self) -> None:
        table = made(boards.BOARDS["penjualan"])["map"].table
        net = metrics.query(["net_sales"], "kshoes")[0].value
        assert sum(row[1] for row in table.rows) == net
        for row in table.rows:
            assert row[4] == ratio(row[2], row[3])

    def test_by_week_and_by_day_the_sales_are_the_same(self) -> None:
        board = boards.BOARDS["penjualan"]
        totals = set()
        for grain in ("bulan", "minggu", "hari"):
            rows = made(board, f"{ALL}&butir={grain}")["over_time"].table.rows
            totals.add(sum(row[1] for row in rows if row[0].year == 2026 and row[0].month == 3))
        assert len(totals) == 1

    def test_the_least_sold_come_first(self) -> None:
        board = boards.BOARDS["penjualan"]
        rows = made(board, f"{ALL}&urut=kurang-laku")["products"].table.rows
        assert [row[2] for row in rows] == sorted(row[2] for row in rows)


class TestSatisfaction:
    def test_the_worst_reviewed_are_the_catalogues(self, owner: Client) -> None:
        tile = made(boards.BOARDS["kepuasan"])["worst"]
        known = metrics.query(["product_score_ranked"], "kshoes", by=["product"])[0].rows
        worst = min(row.value for row in known if row.value is not None)
        assert tile.table.rows[0][-1] == pytest.approx(worst)
        for row, link in zip(tile.table.rows, tile.table.links, strict=True):
            assert f"data-total>{row[2]}<" in owner.get(link).content.decode()


class TestReturns:
    @pytest.mark.parametrize(
        "tile", ["reasons", "products", "where", "where&kembali=wilayah", "where&kembali=kanal"]
    )
    def test_what_was_taken_back_is_the_catalogues_and_its_rows(
        self, owner: Client, tile: str
    ) -> None:
        name, _and, switch = tile.partition("&")
        table = made(boards.BOARDS["retur"], f"{ALL}&{switch}")[name].table
        known = metrics.query(["reversed_units"], "kshoes")[0].value
        assert known
        assert sum(row[1] for row in table.rows) == known
        for row, link in zip(table.rows, table.links, strict=True):
            if link:
                page = owner.get(link).content.decode()
                assert f"data-total>{row[1]}<" in page

    def test_by_month_the_reasons_sum_to_the_units(self) -> None:
        tiles = made(boards.BOARDS["retur"])
        known = metrics.query(["reversed_units"], "kshoes", grain="month")[0].values
        for month, *units, total, _worth, _orders in tiles["courses"].table.rows:
            assert sum(units) == total == known.get(month, 0)

    @pytest.mark.parametrize("by", ["kategori", "wilayah", "penjual", "kurir"])
    def test_rates_are_of_the_units_delivered(self, by: str) -> None:
        tile = made(boards.BOARDS["retur"], f"{ALL}&bagian={by}")["returned_by"]
        name = "carrier_return_rate" if by == "kurir" else "return_rate"
        whole = metrics.query([name], "kshoes")[0].rows[0]
        if not whole.denominator:
            assert "tidak menceritakan" in tile.empty
            return
        assert sum(row[2] for row in tile.table.rows) == whole.numerator
        assert sum(row[3] for row in tile.table.rows) == whole.denominator

    def test_cards_are_those_of_the_catalogue(self) -> None:
        tiles = made(boards.BOARDS["retur"])
        for name in ("reversed_units", "reversed_orders"):
            known = metrics.query([name], "kshoes")[0].value
            assert tiles[name].card.exact == f"{known:,}".replace(",", ".")


class TestOperations:
    @pytest.mark.parametrize("hours", ["kalender", "kerja"])
    def test_stages_in_calendar_and_in_business_hours(self, hours: str) -> None:
        tiles = made(boards.BOARDS["operasi"], f"{ALL}&jam={hours}")
        name = "stage_hours_p90" if hours == "kalender" else "stage_business_hours_p90"
        known = metrics.query([name], "kshoes", by=["stage"])[0].values
        table = tiles["lead_times"].table
        assert table or not any(known.values())
        assert tiles["processing_hours_p90"].card or tiles["processing_hours_p90"].empty

    def test_late_orders_lead_to_the_orders(self, owner: Client) -> None:
        tile = made(boards.BOARDS["operasi"])["late"]
        known = metrics.query(["open_late_orders"], "kshoes")[0].value
        assert bool(tile.table) == bool(known)
        for link in tile.table.links if tile.table else ():
            assert owner.get(link).status_code == 200

    def test_a_source_that_tells_no_deliveries_says_so(self, settings: Any, tmp_path: Any) -> None:
        settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
        other = replace(shops.KSHOES, code="lain", name="Lain")
        load.publish(
            shops.staged(other, orders=shops.ORDERS[:2], lines=shops.LINES[:2]),
            shops.LINEAGE,
            "replace",
        )
        tiles = made(boards.BOARDS["operasi"], f"{ALL}&toko=lain")
        for name in ("overdue_orders", "waiting", "late", "return_rate"):
            assert "tidak menceritakan" in tiles[name].empty
        for tile in made(boards.BOARDS["retur"], f"{ALL}&toko=lain").values():
            assert "tidak menceritakan" in tile.empty

    def test_scores_are_those_of_the_catalogue(self) -> None:
        table = made(boards.BOARDS["kepuasan"])["distribution"].table
        known = metrics.query(["reviews"], "kshoes", by=["score"])[0].values
        for text, count, _share in table.rows:
            assert count == (known.get(text[0]) or 0)

    def test_the_mean_is_of_all_reviews_and_not_of_means(self) -> None:
        tile = made(boards.BOARDS["operasi"])["review_score"]
        score = metrics.query(["review_score"], "kshoes")[0].value
        if score is None:
            assert tile.empty
        else:
            assert tile.card.exact == f"{score:.2f}".replace(".", ",")

"""The board of sellers, the alerts and the page of one customer, as roles see them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from niaga import metrics
from niaga.kernel.permissions import SYSTEM, Role
from niaga.warehouse import snapshot
from niaga.warehouse.engines import duckdb
from niaga.web.dashboards.making import tiles_of
from niaga.web.dashboards.satisfaction.board import BOARD as SATISFACTION
from niaga.web.dashboards.satisfaction.figures import SatisfactionFigures
from niaga.web.dashboards.selection import selected
from niaga.web.dashboards.sellers.board import BOARD
from niaga.web.dashboards.sellers.figures import SellersFigures
from tests.metrics.conftest import olist, olist_home
from tests.metrics.test_leads import shop as leads_shop
from tests.warehouse.shops import KSHOES

__all__ = ["leads_shop", "olist", "olist_home"]
SignIn = Callable[[Role], Client]
CODE = KSHOES.code
QUARTER = "dari=2026-01-01&sampai=2026-03-31"


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    run = duckdb.rows

    def counted(sql: str, *more: Any) -> Any:
        asked.append(sql)
        return run(sql, *more)

    monkeypatch.setattr(duckdb, "rows", counted)
    return asked


def person(shop: str = CODE) -> str:
    return str(metrics.rows("customers", shop).rows[0][0])


def test_the_sellers_board_tells_the_funnel(leads_shop: str, owner: Client) -> None:
    page = owner.get(f"/dasbor/penjual/?toko={CODE}&{QUARTER}").content.decode()
    assert "Dari 5 calon, 4 jadi penjual (80,0%) dan 2 sudah menjual." in page
    assert "1 kesepakatan bertanggal sebelum kontak pertama" in page
    assert "Hanya 2 penjual berjualan" in page  # too few to speak of a spread


def test_all_tiles_of_the_sellers_board_take_six_statements(
    leads_shop: str, statements: list[str]
) -> None:
    chosen = selected(QueryDict(f"toko={CODE}&{QUARTER}"), snapshot.current())
    assert chosen is not None
    tiles = tiles_of(BOARD, SellersFigures(chosen, SYSTEM))
    assert len(tiles) <= 12
    assert not any(tile.error for tile in tiles.values())
    assert len(statements) <= 6


@pytest.mark.parametrize("option", ["rinci=bidang", "urut=terlambat", "urut=nilai"])
def test_every_switch_of_the_sellers_board(leads_shop: str, owner: Client, option: str) -> None:
    page = owner.get(f"/dasbor/penjual/?toko={CODE}&{QUARTER}&{option}")
    assert page.status_code == 200
    assert "data-error" not in page.content.decode()


def test_a_shop_with_one_seller_and_no_leads_says_so(pencil: str, owner: Client) -> None:
    page = owner.get(f"/dasbor/penjual/?toko={pencil}&periode=semua").content.decode()
    assert "Toko ini belum punya data calon penjual." in page
    assert "Toko ini punya satu penjual: tokonya sendiri." in page


def test_the_table_twins_are_files(leads_shop: str, owner: Client) -> None:
    answer = owner.get(f"/dasbor/penjual/csv/funnel/?toko={CODE}&{QUARTER}")
    text = answer.content.decode("utf-8-sig")
    assert answer.status_code == 200
    assert "ig,3,2," in text


def test_who_may_not_see_sellers_does_not(leads_shop: str, staff: SignIn) -> None:
    assert staff(Role.WAREHOUSE).get("/dasbor/penjual/").status_code == 403


def test_alerts_are_listed_with_their_way_on(leads_shop: str, owner: Client) -> None:
    page = owner.get(f"/dasbor/peringatan/?toko={CODE}").content.decode()
    assert "2 baris pencairan tidak bertemu pesanan" in page
    assert "/dasbor/baris/settlement_unmatched_lines/" in page
    part = owner.get(f"/dasbor/peringatan/ubin/?toko={CODE}").content.decode()
    assert "<html" not in part
    assert "2 baris pencairan" in part


def test_the_rows_behind_an_alert_are_as_many_as_it_says(leads_shop: str, owner: Client) -> None:
    page = owner.get(f"/dasbor/peringatan/?toko={CODE}").content.decode()
    start = page.index("/dasbor/baris/settlement_unmatched_lines/")
    address = page[start : page.index('"', start)].replace("&amp;", "&")
    rows = owner.get(address).content.decode()
    assert "T3" in rows
    assert "T4" in rows


def test_one_customer_with_orders_answers_and_reviews(leads_shop: str, owner: Client) -> None:
    key = metrics.rows("customers", CODE, filters={"order": ["A2"]}, actor=SYSTEM).rows[0][0]
    page = owner.get(f"/dasbor/pelanggan/{CODE}/{key}/").content.decode()
    assert f"Pelanggan {key[:8]}" in page
    assert "Memesan A2" in page
    assert re.search(r"</time> · Rp[0-9.]+ · ", page)  # what the order was worth
    assert "Memberi ulasan bernilai 2" in page
    assert "Menjawab survei CSAT: 5" in page
    assert "Rp250.000" in page
    moved = owner.get(f"/dasbor/pelanggan/{CODE}/pesanan/A2/")
    assert moved.headers["Location"] == f"/dasbor/pelanggan/{CODE}/{key}/"


def test_a_customer_is_for_roles_that_may(leads_shop: str, staff: SignIn) -> None:
    address = f"/dasbor/pelanggan/{CODE}/{person()}/"
    for role in (Role.ANALYST, Role.MARKETING, Role.WAREHOUSE):
        assert staff(role).get(address).status_code == 403
    support = staff(Role.SUPPORT).get(address)
    assert support.status_code == 200
    text = support.content.decode()
    assert "Peran Anda tidak melihat" in text
    assert "Rp250.000" not in text


@pytest.mark.parametrize("key", ["0" * 24, "tidak-ada", "Z" * 24])
def test_a_person_that_nobody_knows(leads_shop: str, owner: Client, key: str) -> None:
    assert owner.get(f"/dasbor/pelanggan/{CODE}/{key}/").status_code == 404
    assert owner.get(f"/dasbor/pelanggan/lain/{key}/").status_code == 404
    assert owner.get(f"/dasbor/pelanggan/{CODE}/pesanan/X/").status_code == 404


def test_rows_of_people_lead_to_their_page(leads_shop: str, owner: Client) -> None:
    page = owner.get(f"/dasbor/baris/customers/?toko={CODE}&periode=semua").content.decode()
    assert f'href="/dasbor/pelanggan/{CODE}/{person()}/"' in page
    order = owner.get(f"/dasbor/pesanan/{CODE}/A2/").content.decode()
    assert f'href="/dasbor/pelanggan/{CODE}/pesanan/A2/"' in order


def test_the_published_board_of_olist(olist: str, owner: Client) -> None:
    page = owner.get("/dasbor/penjual/?toko=olist&periode=semua").content.decode()
    assert "Dari 8.000 calon, 842 jadi penjual (10,5%) dan 379 sudah menjual." in page
    assert "129 dari 3.053 penjual membuat separuh penjualan." in page
    assert "Penjual 4869f7a5</a>" in page
    assert '<td data-head="Asal">Guariba, SP</td>' in page
    rows = owner.get("/dasbor/baris/seller_review_score/?toko=olist&periode=semua").content.decode()
    assert re.search(r'title="[0-9a-f]{32}">Penjual [0-9a-f]{8}</td>', rows)


def test_satisfaction_and_payouts(leads_shop: str, owner: Client) -> None:
    page = owner.get(f"/dasbor/kepuasan/?toko={CODE}&{QUARTER}").content.decode()
    assert "95% yakin di antara 20,7% dan 100,0%" in page  # one answer of one: Wilson
    assert "Rp361.410" in page  # 365,000 less fees of 3,590
    assert "midtrans" in page
    assert "/dasbor/baris/settlement_unmatched_lines/" in page


def test_all_tiles_of_satisfaction_take_six_statements(
    leads_shop: str, statements: list[str]
) -> None:
    chosen = selected(QueryDict(f"toko={CODE}&{QUARTER}"), snapshot.current())
    assert chosen is not None
    tiles = tiles_of(SATISFACTION, SatisfactionFigures(chosen, SYSTEM))
    assert not any(tile.error for tile in tiles.values())
    assert len(statements) <= 6


def test_a_shop_without_answers_or_payouts_says_what_to_do(pencil: str, owner: Client) -> None:
    page = owner.get(f"/dasbor/kepuasan/?toko={pencil}&periode=semua").content.decode()
    assert "Toko ini belum punya jawaban survei." in page
    assert "Toko ini belum punya laporan pencairan." in page
    assert "/kantor/impor/" in page

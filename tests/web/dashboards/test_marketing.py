"""The boards of marketing, campaigns and segments: what they say, what they cost, what is empty."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from niaga.kernel.permissions import SYSTEM, Role
from niaga.warehouse import snapshot
from niaga.warehouse.engines import duckdb
from niaga.web.dashboards.board import Board
from niaga.web.dashboards.charts import Intervals
from niaga.web.dashboards.charts.bump import Bump, Ranked
from niaga.web.dashboards.charts.funnel import Funnel, Step
from niaga.web.dashboards.charts.heat import Heat, HeatCell, shade
from niaga.web.dashboards.making import tiles_of
from niaga.web.dashboards.marketing.board import BOARD as MARKETING
from niaga.web.dashboards.marketing.campaigns import BOARD as CAMPAIGNS
from niaga.web.dashboards.marketing.segments import BOARD as SEGMENTS
from niaga.web.dashboards.selection import selected
from niaga.web.dashboards.tiles import Tile
from tests.metrics.test_marketing import shop

__all__ = ["shop"]
BOARDS = (MARKETING, CAMPAIGNS, SEGMENTS)
JANUARY = "dari=2026-01-01&sampai=2026-01-31"


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    run = duckdb.rows

    def counted(sql: str, *more: Any) -> Any:
        asked.append(sql)
        return run(sql, *more)

    monkeypatch.setattr(duckdb, "rows", counted)
    return asked


def tiles(board: Board, code: str, query: str = JANUARY) -> dict[str, Tile]:
    chosen = selected(QueryDict(f"toko={code}&{query}"), snapshot.current(), board.filters)
    assert chosen is not None
    return tiles_of(board, board.figures(chosen, SYSTEM))


@pytest.mark.parametrize("board", BOARDS, ids=lambda board: board.slug)
def test_each_board_keeps_its_budget(shop: str, statements: list[str], board: Board) -> None:
    made = tiles(board, shop)
    assert not [name for name, tile in made.items() if tile.error]
    assert len(board.cards) <= 6
    assert len(made) <= 12
    assert len(statements) <= 6
    for tile in made.values():
        assert tile.has_content or tile.empty
        assert not tile.picture or tile.table  # every chart has its table


def test_marketing_tells_cost_and_what_it_brings(shop: str) -> None:
    made = tiles(MARKETING, shop)
    assert made["roas"].card
    assert made["roas"].card.value == "5,00"
    assert made["cost_per_order"].card
    assert "n = 2, data masih sedikit" in made["cost_per_order"].card.notes
    table = made["by_campaign"].table
    assert table is not None
    assert table.shown[0] == (
        "video", "TikTok", "Rp40.000", "1", "Rp200.000", "Rp40.000", "5,00", "25,0%",
    )  # fmt: skip
    funnel = made["funnel"].table
    assert funnel is not None
    assert [row[1] for row in funnel.rows] == [4, 4, 4, 4, 3]


def test_campaigns_tell_intervals_and_the_effect(shop: str) -> None:
    made = tiles(CAMPAIGNS, shop)
    table = made["conversions"].table
    assert table is not None
    assert [row[:5] for row in table.rows] == [
        ("Januari", "surat", 2, 1, 0.5), ("Januari", "pembanding", 1, 0, 0.0),
    ]  # fmt: skip
    assert "masih dapat kebetulan" in made["effects"].lead
    assert made["email_open_rate"].card
    assert made["email_open_rate"].card.value == "50,0%"
    assert made["social_engagement_rate"].card
    groups = made["groups"]
    assert isinstance(groups.picture, Intervals) == bool(groups.table)


def test_campaigns_are_compared_with_the_period_before(shop: str) -> None:
    now = {n: t.card for n, t in tiles(CAMPAIGNS, shop).items() if t.card}
    reach = now["campaign_reach"]
    assert reach
    assert reach.delta
    assert reach.delta.text in ("baru", "tetap") or "%" in reach.delta.text


def test_the_table_of_campaigns_tells_people_or_clicks_and_the_period(shop: str) -> None:
    table = tiles(CAMPAIGNS, shop)["table"].table
    assert table is not None
    found = {row[0]: row for row in table.shown}
    # 1 of 100 clicks; the order is credited to the visit that the click made
    assert found["video"][1:6] == ("TikTok *", "Rp40.000", "100", "1,0% (0,2–5,4%)", "Rp40.000")
    assert found["video"][6:] == ("5,00", "25,0%", "—")
    assert found["Januari"][1:4] == ("e-mail", "—", "2")  # whom the letter reached, without a cost
    assert "sampai" in found["Januari"][8]  # one person was held out


def test_segments_name_people_and_products(shop: str) -> None:
    made = tiles(SEGMENTS, shop, "dari=2026-02-01&sampai=2026-02-28")
    table = made["rfm_segments"].table
    assert table is not None
    assert sum(row[1] for row in table.rows) == 3
    assert table.link_right == "metrics.people"
    quarters = made["quarters"].table
    assert quarters is not None
    assert quarters.rows[0][:4] == ("2026 Q1*", 1, "Sepatu", 4)


@pytest.mark.parametrize("board", BOARDS, ids=lambda board: board.slug)
def test_a_shop_without_marketing_is_told_what_to_do(
    pencil: str, owner: Client, board: Board
) -> None:
    page = owner.get(f"/dasbor/{board.slug}/?toko={pencil}&periode=semua")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Ubin ini tidak dapat dibuat" not in text
    if board is MARKETING:
        assert "Belum ada biaya kampanye." in text
    if board is CAMPAIGNS:
        assert "Belum ada kampanye yang tercatat" in text


def test_marketing_staff_see_no_list_of_people(shop: str, staff: Any) -> None:
    page = staff(Role.MARKETING).get(f"/dasbor/segmen/?toko={shop}&{JANUARY}").content.decode()
    assert "Juara" in page or "Baru" in page
    assert "/dasbor/baris/rfm_customers/" not in page


def test_twins_are_files(shop: str, owner: Client) -> None:
    answer = owner.get(f"/dasbor/pemasaran/csv/by_campaign/?toko={shop}&{JANUARY}")
    assert answer.status_code == 200
    assert "video,TikTok,40000,1,200000,40000" in answer.content.decode("utf-8-sig")


def test_a_heat_grid_hatches_what_runs_and_escapes_texts() -> None:
    cells = ((HeatCell("<b>", "x", 0.99), HeatCell("", "runs", None, running=True), None),)
    heat = Heat("h", "t", "s", ("1", "2", "3"), ("a",), cells, "across", "down", ("9",), "n")
    drawn = heat.svg("wide")
    assert "<b>" not in drawn
    assert "&lt;b&gt;" in drawn
    assert "shade-5" in drawn
    assert "chart__running" in drawn
    assert "style=" not in drawn
    assert [shade(share) for share in (0, 0.5, 1)] == [0, 3, 5]
    narrow = Heat("h", "t", "s", tuple("123456789"), (), (), "across", "down", narrow=4)
    assert ">4<" in narrow.svg("narrow")
    assert ">5<" not in narrow.svg("narrow")


def test_a_funnel_and_changing_ranks_draw_all_they_know() -> None:
    steps = (Step("Visits", 100, 1.0, None), Step("Paid", 4, 0.04, 0.04))
    funnel = Funnel("f", "t", "s", steps, str, lambda share: f"{share:.0%}", "%(share)s on")
    assert "4% on" in funnel.svg("narrow")
    lines = (Ranked("A", "main", (1, None, 2), ("a", "", "c")),)
    bump = Bump("b", "t", "s", ("Q1", "Q2", "Q3"), lines, running=frozenset({2}))
    drawn = bump.svg("wide")
    assert "Q3*" in drawn
    assert drawn.count("<circle") == 2

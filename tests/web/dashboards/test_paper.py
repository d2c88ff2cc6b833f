"""A board on paper: what its own templates say, and which tile stands on which page."""

from typing import Any

import pytest

from niaga.web.dashboards.boards import BOARDS
from niaga.web.dashboards.exports.report import FULL, PER_PAGE, ROOM, TALL, _pages
from niaga.web.dashboards.exports.texts import Paragraph, _Reader


def read(html: str) -> list[Paragraph]:
    reader = _Reader()
    reader.feed(html)
    reader.end()
    return reader.found


def test_words_of_a_template_without_its_controls() -> None:
    html = """
      <ul class="legend"><li>Pembeli</li></ul><svg><title>Bagan</title></svg>
      <h3><a href="/uji/">cookie_cats</a></h3>
      <p>p = <strong>0,0016</strong>, di bawah 5%.<br>Pakai gate_30.</p>
      <dl><div><dt>Daya</dt><dd>80% <span>pada rencana</span></dd></div></dl>
      <p><a class="button" href="/">Hitung</a></p><p><a href="/">Semua uji</a></p>
      <table><tr><td>1</td></tr></table>
    """
    assert read(html) == [
        Paragraph("cookie_cats", is_heading=True),
        Paragraph("p = 0,0016, di bawah 5%. Pakai gate_30."),
        Paragraph("Daya: 80% pada rencana"),
    ]


def tile(has_content: bool, is_tall: bool = False) -> dict[str, Any]:
    size = (540, 600 if is_tall else 270) if has_content else ()
    return {
        "has_content": has_content,
        "is_tall": is_tall,
        "size": size,
        "table": None,
        "said": [],
    }


def listed(name: str) -> dict[str, Any]:
    table = {"head": ["Produk", "Terjual"], "rows": [[name, "7"]] * 3, "widths": [48, 0]}
    return tile(True) | {"size": (), "table": table}


@pytest.mark.parametrize("has_cards", [True, False])
def test_no_page_has_more_than_four_tiles_or_more_than_fits(has_cards: bool) -> None:
    rows = [
        [tile(n % 3 > 0, is_tall=n == 4)] * (1 if n % 4 == 0 else 2)
        for n in range(len(max(BOARDS.values(), key=lambda board: len(board.tiles)).tiles))
    ]
    pages = _pages(rows, has_cards)
    assert [row["tiles"] for page in pages for row in page] == rows
    for page in pages:
        assert sum(len(row["tiles"]) for row in page) <= PER_PAGE
        assert sum(row["height"] for row in page) <= ROOM
        assert all(row["height"] >= FULL for row in page if row["tiles"][0]["has_content"])
        assert all(row["height"] >= TALL for row in page if row["tiles"][0]["is_tall"])


def test_a_short_table_leaves_its_room_to_others() -> None:
    chart, short = tile(True), listed("Boots")
    (page,) = _pages([[short, short], [chart, chart]], True)
    assert page[0]["height"] < FULL < page[1]["height"]


def test_rows_of_two_lines_get_the_room_for_them() -> None:
    (short,), (long,) = (_pages([[listed(name) for _n in "ab"]], True) for name in ("a", "a" * 140))
    assert long[0]["height"] > short[0]["height"]

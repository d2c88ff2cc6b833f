"""A board on paper: what its own templates say, and which tile stands on which page."""

import pytest

from niaga.web.dashboards.boards import BOARDS
from niaga.web.dashboards.exports.report import FULL, PER_PAGE, ROOM, _pages
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


@pytest.mark.parametrize("has_cards", [True, False])
def test_no_page_has_more_than_four_tiles_or_more_than_fits(has_cards: bool) -> None:
    rows = [
        [{"has_content": n % 3 > 0}] * (1 if n % 4 == 0 else 2)
        for n in range(len(max(BOARDS.values(), key=lambda board: len(board.tiles)).tiles))
    ]
    pages = _pages(rows, has_cards)
    assert [row["tiles"] for page in pages for row in page] == rows
    for page in pages:
        assert sum(len(row["tiles"]) for row in page) <= PER_PAGE
        assert sum(row["height"] for row in page) <= ROOM
        assert all(row["height"] >= FULL for row in page if row["tiles"][0]["has_content"])

"""Every board, and how one is added.

A board is a folder `web/dashboards/<name>/` and one line in BOARDS below:

    figures.py  class MarketingFigures(Figures): an `@answer` method for each question; at most six
                statements for the whole board; `self.ask_at_once(…)` has those that are always
                needed together answered by one. `self.ask(*metrics, grain=…, by=…, periods=…)` puts
                the shop, the actor and the filters in; a filter that one of the metrics cannot take
                is left out and named on every tile that reads the answer. `self.course(result)` of
                a question with `grain="month", periods=self.periods` makes value, comparison and
                sparkline for a card; `self.day_pair`, `divided`, `self.months`, `self.running`.
    tiles.py    a function from the figures to a `Tile` for each: `cards.metric_card(figures, name,
                course)` for a card; else `Tile(name, title, lead=…, picture=Chart(…), legend=…,
                table=Table(…), metrics=(names for the files' definitions))`. Where there is
                nothing: `Tile(name, title, empty="why", remedy=("what to do", address))`. A tile
                with a template of its own: `body="dashboards/<board>/x.html"`, its object `data`
                (in the template: `tile.data`, `board`, `selection`, `query`, `can_see_rows`).
    board.py    BOARD = Board(…): cards (≤ 6), tiles (≤ 12 with the cards; `Part.span` of twelve
                columns), `filters` offered, `options` (switches of tiles, read with
                `figures.selection.option("name", "default")` and shown by `Tile.choices`), and
                `area`, the right that opens it.

Everything else is general: the page, its refresh while open, filters, saved views, table twins,
CSV, XLSX, PNG, PDF, print, errors with the last good value. A `Table` holds plain values with a
unit for each column (see `numbers.cell_text`), so one definition serves the page and every file;
its `links` are whole addresses (`links.rows_behind`, `links.order_page`, …), shown to readers with
`link_right`. A chart is a definition that draws itself (`charts.picture`): a frozen dataclass with
`name`, `title`, `summary` and `svg(variant)`, in a file of its own in `charts/`, styled in
static/dashboards/charts.css by classes and tokens.
"""

from collections.abc import Mapping

from niaga.kernel.permissions import Actor, may
from niaga.web.dashboards.board import Board
from niaga.web.dashboards.executive.board import BOARD as EXECUTIVE
from niaga.web.dashboards.experiments.board import BOARD as EXPERIMENTS
from niaga.web.dashboards.experiments.board import DETAIL as EXPERIMENT
from niaga.web.dashboards.marketing.board import BOARD as MARKETING
from niaga.web.dashboards.marketing.campaigns import BOARD as CAMPAIGNS
from niaga.web.dashboards.marketing.segments import BOARD as SEGMENTS
from niaga.web.dashboards.operations.board import BOARD as OPERATIONS
from niaga.web.dashboards.returns.board import BOARD as RETURNS
from niaga.web.dashboards.sales.board import BOARD as SALES
from niaga.web.dashboards.satisfaction.board import BOARD as SATISFACTION
from niaga.web.dashboards.sellers.board import BOARD as SELLERS
from niaga.web.dashboards.stock.board import BOARD as STOCK
from niaga.web.dashboards.worth.board import BOARD as WORTH

BOARDS: Mapping[str, Board] = {
    board.slug: board
    for board in (
        EXECUTIVE,
        SALES,
        OPERATIONS,
        RETURNS,
        SATISFACTION,
        STOCK,
        MARKETING,
        CAMPAIGNS,
        SEGMENTS,
        WORTH,
        SELLERS,
        EXPERIMENTS,
        EXPERIMENT,
    )
}


def may_open(actor: Actor, board: Board) -> bool:
    return may(actor, "metrics.view") and may(actor, f"metrics.{board.area}")


def below(board: Board) -> list[Board]:
    """Those that share its tab."""
    return [each for each in BOARDS.values() if each.under == board.slug]


def boards_for(actor: Actor) -> list[Board]:
    """Those that the reader may open, in the order of the tabs."""
    return [board for board in BOARDS.values() if may_open(actor, board)]

"""Charts: declarative definitions, drawn as SVG on the server for pages and for files alike."""

from niaga.web.dashboards.charts.band import Band, Mark
from niaga.web.dashboards.charts.bars import Bars
from niaga.web.dashboards.charts.contributions import Contributions
from niaga.web.dashboards.charts.definition import Chart, Series
from niaga.web.dashboards.charts.dots import DotRow, Dots
from niaga.web.dashboards.charts.intervals import IntervalRow, Intervals
from niaga.web.dashboards.charts.map import Map
from niaga.web.dashboards.charts.panels import Panels
from niaga.web.dashboards.charts.picture import Picture, draw
from niaga.web.dashboards.charts.sparkline import sparkline

__all__ = [
    "Band",
    "Bars",
    "Chart",
    "Contributions",
    "DotRow",
    "Dots",
    "IntervalRow",
    "Intervals",
    "Map",
    "Mark",
    "Panels",
    "Picture",
    "Series",
    "draw",
    "sparkline",
]

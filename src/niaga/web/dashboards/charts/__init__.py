"""Charts: one declarative definition, drawn as inline SVG on the server."""

from niaga.web.dashboards.charts.definition import Chart, Series
from niaga.web.dashboards.charts.sparkline import sparkline
from niaga.web.dashboards.charts.svg import draw

__all__ = ["Chart", "Series", "draw", "sparkline"]

"""Charts: declarative definitions, drawn as SVG on the server for pages and for files alike."""

from niaga.web.dashboards.charts.definition import Chart, Series
from niaga.web.dashboards.charts.picture import Picture, draw
from niaga.web.dashboards.charts.sparkline import sparkline

__all__ = ["Chart", "Picture", "Series", "draw", "sparkline"]

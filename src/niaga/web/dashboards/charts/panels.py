"""Small charts one above the other over the same positions of time, in place of a second axis."""

from dataclasses import dataclass, replace

from niaga.web.dashboards.charts.definition import Chart
from niaga.web.dashboards.charts.picture import Variant, framed, text
from niaga.web.dashboards.charts.svg import NARROW, NARROW_POSITIONS, Drawing

HEAD = 24


@dataclass(frozen=True)
class Panels:
    """`charts`: each with the same labels; its title stands above it. Only the last has labels of
    time below it. `heights`: of each, in pixels."""

    name: str
    title: str
    summary: str
    charts: tuple[Chart, ...]
    heights: tuple[int, ...]
    width: int = 620

    def svg(self, variant: Variant) -> str:
        return _drawn(self, variant)


def _drawn(the: Panels, variant: Variant) -> str:
    width = NARROW[0] if variant == "narrow" else the.width
    parts, top = [], 0
    for n, (chart, height) in enumerate(zip(the.charts, the.heights, strict=True)):
        shown = replace(chart, name=the.name)  # they share one pattern
        if variant == "narrow":
            shown = shown.last(NARROW_POSITIONS)
        is_last = n == len(the.charts) - 1
        drawing = Drawing(shown, (width, height), variant, is_labelled=is_last)
        parts.append(
            text(0, top + 15, chart.title, "name")
            + f'<g transform="translate(0 {top + HEAD})">{drawing.body()}</g>'
        )
        top += HEAD + height
    return framed(the, variant, width, top, "".join(parts))

"""A value with its interval for each thing, on one axis that need not begin at zero and says so:
what is shown, and how it is drawn.
"""

from dataclasses import dataclass

from niaga.web.dashboards.charts.picture import (
    Variant,
    Write,
    framed,
    hover,
    shortened,
    text,
)
from niaga.web.dashboards.charts.scale import ticks

ROW, TOP, BOTTOM = 52, 8, 26
WIDTHS = {"wide": (600, 150), "narrow": (360, 124)}


@dataclass(frozen=True)
class IntervalRow:
    """`note`: below the label, as n."""

    label: str
    low: float
    value: float
    high: float
    note: str = ""
    tone: str = "main"


@dataclass(frozen=True)
class Intervals:
    name: str
    title: str
    summary: str
    rows: tuple[IntervalRow, ...]
    tick: Write
    exact: Write

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        return ()

    def svg(self, variant: Variant) -> str:
        return _drawn(self, variant)


def _drawn(the: Intervals, variant: Variant) -> str:
    width, names = WIDTHS[variant]
    lowest, highest = min(row.low for row in the.rows), max(row.high for row in the.rows)
    margin = (highest - lowest) * 0.08 or abs(highest) * 0.05 or 1.0
    start = lowest - margin if lowest < 0 else max(0.0, lowest - margin)  # no share below none
    marks = ticks(start, highest + margin, about=3 if variant == "narrow" else 5)
    room, height = width - names - 30, TOP + len(the.rows) * ROW + BOTTOM

    def x(value: float) -> float:
        return names + 8 + (value - marks[0]) / (marks[-1] - marks[0]) * room

    parts = []
    for mark in marks:
        zero = " chart__zero" if mark == 0 and lowest < 0 else ""
        parts.append(
            f'<line class="chart__grid{zero}" x1="{x(mark):.1f}" x2="{x(mark):.1f}" y1="{TOP}" '
            f'y2="{height - BOTTOM}"/>'
        )
        parts.append(text(x(mark), height - 8, the.tick(mark), "tick", "middle"))
    for n, row in enumerate(the.rows):
        y = TOP + n * ROW + ROW / 2
        parts.append(text(0, y - 2, shortened(row.label, names - 8), "name"))
        parts.append(text(0, y + 14, shortened(row.note, names - 8), "label"))
        parts.append(
            f'<path class="chart__interval tone-{row.tone}" '
            f'd="M{x(row.low):.1f} {y - 6:.1f}v12m0 -6H{x(row.high):.1f}m0 -6v12"/>'
            f'<circle class="chart__point tone-{row.tone}" cx="{x(row.value):.1f}" cy="{y:.1f}" '
            'r="5.5"/>'
        )
        parts.append(text(x(row.value), y - 12, the.exact(row.value), "value", "middle"))
        said = f"{row.label}\n{the.exact(row.value)} ({the.exact(row.low)} … {the.exact(row.high)})"
        parts.append(hover(0, TOP + n * ROW, width, ROW, said))
    return framed(the, variant, width, height, "".join(parts))

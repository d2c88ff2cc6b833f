"""A row of dots for each thing, joined by a line: the median and how far its tail reaches, all on
one axis that begins at 0. What is shown, and how it is drawn.
"""

from dataclasses import dataclass

from niaga.web.dashboards.charts.picture import (
    Value,
    Variant,
    Write,
    breadth,
    framed,
    hover,
    shortened,
    text,
)
from niaga.web.dashboards.charts.scale import ticks

ROW, TOP, BOTTOM = 44, 6, 26
WIDTHS = {"wide": (600, 168), "narrow": (360, 8)}  # whole, and beside the dots for names


@dataclass(frozen=True)
class DotRow:
    """`values`: one for each of the chart's marks, rising."""

    label: str
    values: tuple[Value, ...]
    note: str = ""


@dataclass(frozen=True)
class Dots:
    """`marks`: what each dot is, as P50, P90, P95. `unit`: told at the axis."""

    name: str
    title: str
    summary: str
    marks: tuple[str, ...]
    rows: tuple[DotRow, ...]
    tick: Write
    exact: Write
    unit: str

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        return tuple((f"dot-{n + 1}", mark) for n, mark in enumerate(self.marks))

    def svg(self, variant: Variant) -> str:
        return _drawn(self, variant)


def _drawn(the: Dots, variant: Variant) -> str:
    width, names = WIDTHS[variant]
    most = max((float(v) for row in the.rows for v in row.values if v is not None), default=1.0)
    marks = ticks(0, most, about=4 if variant == "narrow" else 6)
    room = width - names - 24
    height = TOP + len(the.rows) * ROW + BOTTOM

    def x(value: float) -> float:
        return names + value / marks[-1] * room

    is_above = variant == "narrow"  # names have their own line where there is no room beside
    reaches = [(float(TOP), float(height - BOTTOM))]
    if is_above:  # no line through a name
        reaches = [(TOP + (n + 0.5) * ROW, TOP + (n + 1) * ROW) for n in range(len(the.rows))]
    parts = []
    for mark in marks:
        zero = " chart__zero" if mark == 0 else ""
        line = f'<line class="chart__grid{zero}" x1="{x(mark):.1f}" x2="{x(mark):.1f}"'
        parts += [f'{line} y1="{top:.1f}" y2="{bottom:.1f}"/>' for top, bottom in reaches]
        said = the.tick(mark) + (f" {the.unit}" if mark == marks[-1] else "")
        parts.append(
            text(x(mark), height - 8, said, "tick", "end" if mark == marks[-1] else "middle")
        )
    for n, row in enumerate(the.rows):
        top = TOP + n * ROW
        y = top + ROW * (0.75 if is_above else 0.5)
        known = [(at, float(value)) for at, value in enumerate(row.values) if value is not None]
        if is_above:
            note = breadth(row.note)
            parts.append(text(0, top + 14, shortened(row.label, width - note - 12), "name"))
            parts.append(text(width, top + 14, row.note, "label", "end"))
        else:
            parts.append(text(0, y - 1, shortened(row.label, names - 8), "name"))
            parts.append(text(0, y + 14, shortened(row.note, names - 8), "label"))
        if known:
            parts.append(
                f'<path class="chart__range" d="M{x(known[0][1]):.1f} {y:.1f}'
                f'H{x(known[-1][1]):.1f}"/>'
            )
        parts += [
            f'<circle class="chart__dot tone-dot-{at + 1}" cx="{x(value):.1f}" cy="{y:.1f}" '
            f'r="5.5"/>'
            for at, value in known
        ]
        values = [
            f"{mark}: {'–' if value is None else the.exact(value)}"
            for mark, value in zip(the.marks, row.values, strict=True)
        ]
        parts.append(hover(0, top, width, ROW, "\n".join([row.label, row.note, *values])))
    return framed(the, variant, width, height, "".join(parts))

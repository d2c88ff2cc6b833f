"""A grid of cells shaded by value: cohorts by month, recency by frequency."""

from dataclasses import dataclass, replace
from typing import Literal

from niaga.web.dashboards.charts.picture import (
    Variant,
    framed,
    hover,
    running_fill,
    shortened,
    text,
)

SHADES = 6
DARK_FROM = 4  # from this shade on the text is written in the colour of the page
GAP = 2


@dataclass(frozen=True)
class HeatCell:
    """`label`: written in it. `said`: told when pointed at. `share`: from 0 to 1, how dark;
    None: there is no number. `running`: its period has not ended.
    """

    label: str
    said: str
    share: float | None
    running: bool = False


@dataclass(frozen=True)
class Heat:
    """`cells`: one tuple for each row; None: there is no such cell. `sides`: a second text for each
    row, such as its size. `across`, `down`: what columns and rows are. `narrow`: so many columns on
    a narrow screen, the first or the last.
    """

    name: str
    title: str
    summary: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[HeatCell | None, ...], ...]
    across: str
    down: str
    sides: tuple[str, ...] = ()
    side: str = ""
    narrow: int = 7
    keep: Literal["first", "last"] = "first"
    size: tuple[int, int] = (540, 34)  # width, and height of a row

    def svg(self, variant: Variant) -> str:
        return _drawn(self if variant == "wide" else _cut(self), variant)


def _cut(heat: Heat) -> Heat:
    if len(heat.columns) <= heat.narrow:
        return heat
    kept = slice(0, heat.narrow) if heat.keep == "first" else slice(-heat.narrow, None)
    return replace(heat, columns=heat.columns[kept], cells=tuple(row[kept] for row in heat.cells))


def shade(share: float) -> int:
    """Of 0 to SHADES − 1. Only 0 itself has no colour at all."""
    return max(0, min(SHADES - 1, int(share * SHADES)))


def _drawn(heat: Heat, variant: Variant) -> str:
    wide = variant == "wide"
    width, height = (heat.size[0] if wide else 360), heat.size[1]
    left = 84 if wide else 64
    right = (58 if wide else 46) if heat.sides else 0
    top = 40
    step = (width - left - right) / max(1, len(heat.columns))
    body = [
        text(left, 13, heat.across, "tick"),
        text(0, 31, shortened(heat.down, left), "tick"),
    ]
    if heat.sides:
        body.append(text(width, 31, heat.side, "tick", "end"))
    for n, name in enumerate(heat.columns):
        body.append(text(left + (n + 0.5) * step, 31, name, "label", "middle"))
    for m, name in enumerate(heat.rows):
        y = top + m * height
        body.append(text(0, y + height / 2 + 4, shortened(name, left), "label"))
        if heat.sides:
            body.append(text(width, y + height / 2 + 4, heat.sides[m], "label", "end"))
        for n, cell in enumerate(heat.cells[m]):
            if cell is not None:
                body.append(_cell(heat, variant, cell, left + n * step, y, step, height))
    return framed(heat, variant, width, top + height * len(heat.rows) + 4, "".join(body))


def _cell(
    heat: Heat, variant: Variant, cell: HeatCell, x: float, y: float, width: float, height: float
) -> str:
    level = "none" if cell.share is None else str(shade(cell.share))
    box = (
        f'x="{x + GAP / 2:.1f}" y="{y + GAP / 2:.1f}" width="{width - GAP:.1f}" '
        f'height="{height - GAP:.1f}" rx="3"'
    )
    parts = [f'<rect class="chart__heat shade-{level}" {box}/>']
    if cell.running:
        parts.append(f'<rect class="chart__running" fill="{running_fill(heat, variant)}" {box}/>')
    dark = cell.share is not None and shade(cell.share) >= DARK_FROM and not cell.running
    kind = "on" if dark else "in"
    if cell.label:
        parts.append(text(x + width / 2, y + height / 2 + 4, cell.label, kind, "middle"))
    parts.append(hover(x, y, width, height, cell.said))
    return "".join(parts)

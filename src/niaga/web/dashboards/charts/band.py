"""A line with the band around it that covers the truth, and marks at planned moments: what is
shown, and how it is drawn. The axis holds zero and need not begin there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from niaga.web.dashboards.charts.picture import Value, Variant, Write, breadth, framed, hover, text
from niaga.web.dashboards.charts.scale import ticks

SIZES = {"wide": (720, 430), "narrow": (360, 270)}
TOP, RIGHT, BOTTOM, LEFT = 12, 10, 28, 70
SETTLED = 0.25  # of the positions; before it a band may be wider than the chart, and is cut


@dataclass(frozen=True)
class Mark:
    """A bound on both sides of zero at one position: beyond it, it is decided."""

    position: int
    reach: float
    label: str


@dataclass(frozen=True)
class Band:
    """`lines`, `lows`, `highs`: one entry for each of `labels`; None: not known yet. `outer`: the
    lows and highs of a wider band around it. `level`: a line across all of the chart.
    """

    name: str
    title: str
    summary: str
    labels: tuple[str, ...]
    full_labels: tuple[str, ...]
    lines: tuple[Value, ...]
    lows: tuple[Value, ...]
    highs: tuple[Value, ...]
    said: tuple[str, str, str]  # what line, band and marks are
    tick: Write
    exact: Write
    marks: tuple[Mark, ...] = ()
    outer: tuple[tuple[Value, ...], tuple[Value, ...]] | None = None
    outer_said: str = ""
    level: tuple[float, str] | None = None

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        found = [("main", self.said[0]), ("band", self.said[1])]
        if self.outer:
            found.append(("band-outer", self.outer_said))
        if self.marks:
            found.append(("mark", self.said[2]))
        if self.level:
            found.append(("target", self.level[1]))
        return tuple(found)

    def svg(self, variant: Variant) -> str:
        return _Drawing(self, variant).svg()


class _Drawing:
    def __init__(self, band: Band, variant: Variant) -> None:
        self.band, self.variant = band, variant
        self.width, self.height = SIZES[variant]
        self.count = max(1, len(band.labels))
        settled = int(len(band.labels) * SETTLED)
        known = [v for v in band.lines if v is not None]
        edges = (band.lows, band.highs, *(band.outer or ()))
        known += [v for vs in edges for v in vs[settled:] if v is not None]
        if band.level:
            known.append(band.level[0])
        for mark in band.marks:
            if mark.position >= settled:
                known += [mark.reach, -mark.reach]
        self.ticks = ticks(min([0.0, *known]), max([0.0, *known]), about=6)
        self.low, self.high = self.ticks[0], self.ticks[-1]
        self.step = (self.width - LEFT - RIGHT) / self.count

    def x(self, position: int) -> float:
        return LEFT + (position + 0.5) * self.step

    def y(self, value: float) -> float:
        held = max(self.low, min(self.high, value))
        share = (held - self.low) / (self.high - self.low)
        return self.height - BOTTOM - share * (self.height - TOP - BOTTOM)

    def svg(self) -> str:
        outer = self._area(*self.band.outer, " chart__band--outer") if self.band.outer else ""
        area = outer + self._area(self.band.lows, self.band.highs)
        body = self._grid() + self._labels() + area + self._level() + self._line() + self._marks()
        return framed(self.band, self.variant, self.width, self.height, body + self._hovers())

    def _grid(self) -> str:
        parts = []
        for mark in self.ticks:
            zero = " chart__zero" if mark == 0 else ""
            y = self.y(mark)
            parts.append(
                f'<line class="chart__grid{zero}" x1="{LEFT}" x2="{self.width - RIGHT}" '
                f'y1="{y:.1f}" y2="{y:.1f}"/>'
            )
            parts.append(text(LEFT - 8, y + 4, self.band.tick(mark), "tick", "end"))
        return "".join(parts)

    def _labels(self) -> str:
        every = max(1, -(-self.count * 52 // (self.width - LEFT - RIGHT)))
        return "".join(
            text(
                min(self.x(n), self.width - breadth(label) / 2),
                self.height - 8,
                label,
                "label",
                "middle",
            )
            for n, label in enumerate(self.band.labels)
            if (self.count - 1 - n) % every == 0
        )

    def _area(self, lows: Sequence[Value], highs: Sequence[Value], kind: str = "") -> str:
        both = zip(lows, highs, strict=True)
        known = [
            (n, low, high)
            for n, (low, high) in enumerate(both)
            if low is not None and high is not None
        ]
        if not known:
            return ""
        upper = " ".join(f"{self.x(n):.1f},{self.y(high):.1f}" for n, _low, high in known)
        lower = " ".join(f"{self.x(n):.1f},{self.y(low):.1f}" for n, low, _h in reversed(known))
        if len(known) == 1:
            n, low, high = known[0]
            line = f"M{self.x(n):.1f} {self.y(low):.1f}V{self.y(high):.1f}"
            return f'<path class="chart__range" d="{line}"/>'
        return f'<polygon class="chart__band{kind}" points="{upper} {lower}"/>'

    def _level(self) -> str:
        if self.band.level is None:
            return ""
        line = f"M{LEFT} {self.y(self.band.level[0]):.1f}H{self.width - RIGHT}"
        return f'<path class="chart__step tone-target" d="{line}"/>'

    def _line(self) -> str:
        path, is_down = [], False
        for n, value in enumerate(self.band.lines):
            if value is None:
                is_down = False
                continue
            path.append(f"{'L' if is_down else 'M'}{self.x(n):.1f} {self.y(value):.1f}")
            is_down = True
        return f'<path class="chart__line tone-main" d="{"".join(path)}"/>' if path else ""

    def _marks(self) -> str:
        """A short bar above and one below zero."""
        parts = []
        half = min(14.0, max(5.0, self.step * 0.45))
        for mark in self.band.marks:
            x = self.x(mark.position)
            for reach in (mark.reach, -mark.reach):
                if not self.low <= reach <= self.high:
                    continue
                line = f"M{x - half:.1f} {self.y(reach):.1f}h{2 * half:.1f}"
                parts.append(f'<path class="chart__mark" d="{line}"/>')
        return "".join(parts)

    def _hovers(self) -> str:
        marks = {mark.position: mark for mark in self.band.marks}
        parts = []
        for n, label in enumerate(self.band.full_labels):
            line, low, high = self.band.lines[n], self.band.lows[n], self.band.highs[n]
            said = [label]
            if line is not None:
                said.append(f"{self.band.said[0]}: {self.band.exact(line)}")
            if low is not None and high is not None:
                said.append(
                    f"{self.band.said[1]}: {self.band.exact(low)} … {self.band.exact(high)}"
                )
            if self.band.outer:
                low, high = (edge[n] for edge in self.band.outer)
                if low is not None and high is not None:
                    said.append(
                        f"{self.band.outer_said}: {self.band.exact(low)} … {self.band.exact(high)}"
                    )
            if n in marks:
                said.append(f"{marks[n].label}: ±{self.band.exact(marks[n].reach).lstrip('+')}")
            height = self.height - TOP - BOTTOM
            parts.append(hover(self.x(n) - self.step / 2, TOP, self.step, height, "\n".join(said)))
        return "".join(parts)

"""A chart over time as SVG. Bars begin at 0."""

from html import escape

from niaga.web.dashboards.charts.definition import Chart, Series
from niaga.web.dashboards.charts.picture import Value, Variant, framed, hover, running_fill
from niaga.web.dashboards.charts.scale import ticks

NARROW = (360, 260)
NARROW_POSITIONS = 12
TOP, RIGHT, BOTTOM, LEFT = 22, 8, 26, 64
MARKS_OF_LOW = 3  # about so many marks has the axis of a low chart
MARKED = 24  # so many positions of a line get its mark at most
# Lines that share a chart differ by shape as well as by colour; legends show the same shapes.
SHAPES = {
    "main": "M{x:.1f} {y:.1f}m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z",
    "second": "M{x:.1f} {y:.1f}m-3 -3h6v6h-6z",
    "third": "M{x:.1f} {y:.1f}m0 -4l4 7h-8z",
    "fourth": "M{x:.1f} {y:.1f}m0 -4.5l4.5 4.5l-4.5 4.5l-4.5 -4.5z",
    "fifth": "M{x:.1f} {y:.1f}m0 4l4 -7h-8z",
}


def _first_label(labels: tuple[str, ...], every: int) -> int:
    """Where to begin when only each `every`th position is named: so that years, told where they
    begin (`axis.names`), are among the names; else so that the last position is."""
    last = (len(labels) - 1) % every
    ways = (last, *(n for n in range(every) if n != last))
    return max(ways, key=lambda first: sum(" " in label for label in labels[first::every]))


def drawn(chart: Chart, variant: Variant) -> str:
    if variant == "narrow":
        return Drawing(chart.last(NARROW_POSITIONS), NARROW, variant).svg()
    return Drawing(chart, chart.size, variant).svg()


class Drawing:
    """`is_labelled`: the positions are named below it."""

    def __init__(
        self, chart: Chart, size: tuple[int, int], variant: Variant, is_labelled: bool = True
    ) -> None:
        self.chart, self.variant, self.is_labelled = chart, variant, is_labelled
        self.top = TOP if chart.clip is not None else 10
        self.bottom = BOTTOM if is_labelled else 8
        self.width, self.height = size
        self.count = max(1, len(chart.labels))
        drawn = [self._clipped(value) for value in self._heights()]
        about = 5 if size[1] > 180 else MARKS_OF_LOW
        if chart.floor is None:
            least, most = min([0.0, *drawn]), max([0.0, *drawn])
            marks = ticks(least, most if least < most else 1.0, about)
        else:
            marks = ticks(chart.floor, max([chart.floor, *drawn]), about)
        self.marks, self.low, self.high = marks, marks[0], marks[-1]
        self.step = (self.width - LEFT - RIGHT) / self.count

    def _heights(self) -> list[float]:
        """Every height that has to fit, stacks as their sums."""
        heights = [
            float(value)
            for series in self.chart.series
            if series.kind != "stack"
            for value in series.values
            if value is not None
        ]
        stacks = [series for series in self.chart.series if series.kind == "stack"]
        return heights + [
            float(sum(series.values[n] or 0 for series in stacks))
            for n in range(self.count)
            if stacks
        ]

    def _clipped(self, value: float) -> float:
        limit = self.chart.clip
        return value if limit is None else max(-limit, min(limit, value))

    def x(self, position: float) -> float:
        return LEFT + position * self.step

    def y(self, value: float) -> float:
        share = (self._clipped(value) - self.low) / (self.high - self.low)
        return self.height - self.bottom - share * (self.height - self.top - self.bottom)

    def svg(self) -> str:
        return framed(self.chart, self.variant, self.width, self.height, self.body())

    def body(self) -> str:
        parts = [self._grid(), self._labels() if self.is_labelled else ""]
        bars = [series for series in self.chart.series if series.kind == "bar"]
        parts += [self._bars(series, n, len(bars)) for n, series in enumerate(bars)]
        parts.append(self._stacks())
        parts += [self._line(s) for s in self.chart.series if s.kind in ("line", "step")]
        return "".join(parts) + self._hovers()

    def _grid(self) -> str:
        parts = []
        for mark in self.marks:
            y = self.y(mark) if self.chart.clip is None else self._free_y(mark)
            zero = " chart__zero" if mark == 0 else ""
            parts.append(
                f'<line class="chart__grid{zero}" x1="{LEFT}" x2="{self.width - RIGHT}" '
                f'y1="{y:.1f}" y2="{y:.1f}"/>'
                f'<text class="chart__tick" x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">'
                f"{escape(self.chart.tick(mark))}</text>"
            )
        return "".join(parts)

    def _free_y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.height - self.bottom - share * (self.height - self.top - self.bottom)

    def _labels(self) -> str:
        every = max(1, -(-self.count * 46 // (self.width - LEFT - RIGHT)))
        first = _first_label(self.chart.labels, every)
        return "".join(
            f'<text class="chart__label" x="{self.x(n + 0.5):.1f}" y="{self.height - 8}" '
            f'text-anchor="middle">{escape(label)}</text>'
            for n, label in enumerate(self.chart.labels)
            if n % every == first
        )

    def _bars(self, series: Series, place: int, of: int) -> str:
        room = self.step * 0.68 / of
        parts = []
        for n, value in enumerate(series.values):
            if value is None:
                continue
            x = self.x(n) + self.step * 0.16 + place * room
            parts.append(self._rect(series.tone, n, x, room, 0, float(value)))
            if self.chart.clip is not None and abs(value) > self.chart.clip:
                parts.append(
                    f'<text class="chart__cut" x="{x + room / 2:.1f}" y="{self.y(value) - 4:.1f}" '
                    f'text-anchor="middle">{escape(self.chart.tick(value))}</text>'
                )
        return "".join(parts)

    def _stacks(self) -> str:
        stacks = [series for series in self.chart.series if series.kind == "stack"]
        parts = []
        for n in range(self.count if stacks else 0):
            base = 0.0
            for series in stacks:
                value = float(series.values[n] or 0)
                x = self.x(n) + self.step * 0.16
                parts.append(self._rect(series.tone, n, x, self.step * 0.68, base, base + value))
                base += value
        return "".join(parts)

    def _rect(
        self, tone: str, position: int, x: float, width: float, base: float, top: float
    ) -> str:
        upper, lower = sorted((self.y(base), self.y(top)))
        box = f'x="{x:.1f}" y="{upper:.1f}" width="{width:.1f}" height="{lower - upper:.1f}"'
        if lower == upper:
            return ""
        shape = f'<rect class="chart__bar tone-{tone}" {box}/>'
        if position in self.chart.partial:
            fill = running_fill(self.chart, self.variant)
            shape += f'<rect class="chart__running" fill="{fill}" {box}/>'
        return shape

    def _line(self, series: Series) -> str:
        """Straight pieces between known values; a missing one leaves a gap, and the piece that
        leads to a running period is dashed."""
        path, running, pen_down = [], [], False
        before = ""
        for n, value in enumerate(series.values):
            if value is None:
                pen_down = False
                continue
            y = f"{self.y(float(value)):.1f}"
            if pen_down and n in self.chart.partial and self._runs(series):
                running.append(f"M{before}L{self.x(n + 0.5):.1f} {y}")
                pen_down = False
                continue
            before = f"{self.x(n + 0.5):.1f} {y}"
            if series.kind == "step":
                left, right = f"{self.x(n + 0.06):.1f}", f"{self.x(n + 0.94):.1f}"
                path.append(f"M{left} {y}H{right}")
            else:
                path.append(f"{'L' if pen_down else 'M'}{self.x(n + 0.5):.1f} {y}")
            pen_down = True
        kind = f'class="chart__{series.kind} tone-{series.tone}"'
        line = f'<path {kind} d="{"".join(path)}"/>'
        if running:
            line += f'<path {kind} stroke-dasharray="3 3" d="{"".join(running)}"/>'
        return line + self._marks(series)

    @staticmethod
    def _runs(series: Series) -> bool:
        """What it was last year, and a target, are whole in a month that still runs."""
        return series.kind == "line" and series.tone in SHAPES

    def _marks(self, series: Series) -> str:
        lines = [s for s in self.chart.series if s.kind == "line" and s.tone in SHAPES]
        if series not in lines or len(lines) < 2:
            return ""
        every = -(-self.count // MARKED)
        shapes = [
            SHAPES[series.tone].format(x=self.x(n + 0.5), y=self.y(float(value)))
            for n, value in enumerate(series.values)
            if value is not None and (self.count - 1 - n) % every == 0
        ]
        return f'<path class="chart__shape tone-{series.tone}" d="{"".join(shapes)}"/>'

    def _hovers(self) -> str:
        """An unseen field over each position, whose title says all its values."""
        parts = []
        for n, label in enumerate(self.chart.full_labels):
            said = [f"{s.label}: {self._said(s.values[n])}" for s in self.chart.series]
            parts.append(
                hover(
                    self.x(n),
                    self.top,
                    self.step,
                    self.height - self.top - self.bottom,
                    "\n".join([label, *said]),
                )
            )
        return "".join(parts)

    def _said(self, value: Value) -> str:
        return "–" if value is None else self.chart.exact(value)

"""Columns, stacks, lines and steps over positions of time: what is shown; `svg` draws it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from niaga.web.dashboards.charts.picture import Value, Variant


@dataclass(frozen=True)
class Series:
    """One value for each position of the chart's axis; None: there is no number.

    bar: beside others of its kind; stack: on top of the one before; line; step: a line that keeps
    its level over the whole position, for targets. `tone` is a class of the stylesheet, so that the
    same thing has the same colour everywhere.
    """

    label: str
    kind: Literal["bar", "stack", "line", "step"]
    tone: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Chart:
    """`labels`: short texts of the axis; `full_labels`: as said in hover texts. `partial`:
    positions whose period still runs, drawn hatched. `clip`: no more than this is drawn of a value;
    what is cut off is written beside its bar. `floor`: where the axis of lines begins, if not at
    0; the title then says so. `tick` and `exact` write a value short and in full.
    `size`: width and height on a wide screen, in the pixels that it is meant for.
    """

    name: str
    title: str
    summary: str
    labels: tuple[str, ...]
    full_labels: tuple[str, ...]
    series: tuple[Series, ...]
    tick: Callable[[float], str]
    exact: Callable[[int | float], str]
    partial: frozenset[int] = frozenset()
    clip: float | None = None
    floor: float | None = None
    size: tuple[int, int] = (540, 270)

    def svg(self, variant: Variant) -> str:
        from niaga.web.dashboards.charts.svg import drawn

        return drawn(self, variant)

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Tone and label of each series; a line's mark is a line."""
        return tuple((_mark(series), series.label) for series in self.series)

    def last(self, count: int) -> "Chart":
        """The chart of its last positions, for narrow screens."""
        cut = max(0, len(self.labels) - count)
        if not cut:
            return self
        return replace(
            self,
            labels=self.labels[cut:],
            full_labels=self.full_labels[cut:],
            series=tuple(replace(each, values=each.values[cut:]) for each in self.series),
            partial=frozenset(position - cut for position in self.partial if position >= cut),
        )


def _mark(series: Series) -> str:
    is_own = series.tone in ("context", "target")
    return f"line-{series.tone}" if series.kind == "line" and not is_own else series.tone

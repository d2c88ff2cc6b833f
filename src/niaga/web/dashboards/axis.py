"""Names of periods below a chart, short, and in full for hover texts."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format

from niaga.metrics.periods import shifted
from niaga.web.dashboards.numbers import period_text


def names(starts: Sequence[date], grain: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of periods of `grain` by their first day; a year is told where it begins."""
    if grain == "month":
        full = tuple(date_format(start, "F Y") for start in starts)
    else:
        full = tuple(period_text(start, grain) for start in starts)
    return tuple(_short(start, grain, n == 0) for n, start in enumerate(starts)), full


def _short(start: date, grain: str, is_first: bool) -> str:
    if grain == "month":
        return date_format(start, "M y" if start.month == 1 or is_first else "M")
    return f"{start.day}/{start.month}"


def since(end: date, grain: str, count: int, first: date) -> list[date]:
    """The first days of the last `count` periods that begin before `end`, none before `first`."""
    starts = [shifted(end, grain, -n) for n in range(count)]
    return [start for start in reversed(starts) if start >= first]

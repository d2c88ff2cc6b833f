"""A metric as a card: its value, its change in words, its course."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niaga.kernel.errors import NotAllowed
from niaga.metrics import policy
from niaga.metrics.catalogue import metric_named
from niaga.metrics.metric import Metric
from niaga.web.dashboards.charts import sparkline
from niaga.web.dashboards.figures import Course, Figures, Pair
from niaga.web.dashboards.numbers import Writer, percent, points
from niaga.web.dashboards.selection import Selection, said
from niaga.web.dashboards.tiles import Card, Delta, Tile

NEUTRAL = 0.005  # a change of half a percent (of half a point, for rates) is no news
UNSEEN = 0.0005  # rounds to nothing
SMALL = 30  # below so many a percentage is told with its absolute size, and a rate as of few data


def metric_card(
    figures: Figures,
    name: str,
    course: Course,
    notes: Sequence[str] = (),
    progress: int | None = None,
    rows: bool = True,
    empty: str = "",
    compared: bool = True,
    signed: bool = False,
) -> Tile:
    """`rows`: offer the rows behind it. `empty`: said in place of a value that does not exist.
    `compared`: False where it is itself of other days than the chosen period. `signed`: a rate that
    is itself a change."""
    metric, pair = metric_named(name), course.pair
    writer = Writer(metric.unit, figures.selection.shop.currency)
    if pair.now is None and empty:
        return Tile(name, str(metric.label), empty=empty, metrics=(name,))
    counted = [size_note(pair.n)] if pair.n else []
    card = Card(
        metric=name if rows and _has_rows(figures, metric) else "",
        label=metric.label,
        describe=metric.describe,
        value=percent(pair.now, signed=True) if signed else writer.short(pair.now),
        exact=percent(pair.now, signed=True) if signed else writer.exact(pair.now),
        delta=delta(figures.selection, pair, writer, metric.direction) if compared else None,
        spark=sparkline(course.values, runs=figures.running_month in figures.months),
        notes=(*notes, *counted),
        progress=progress,
    )
    return Tile(name, str(metric.label), card=card, metrics=(name,))


def _has_rows(figures: Figures, metric: Metric) -> bool:
    """There are rows behind it, and the reader may see them."""
    if metric.formula is not None:
        return False
    try:
        policy.require_rows(figures.actor, metric, figures.selection.filters)
    except NotAllowed:
        return False
    return True


def size_note(n: int) -> str:
    """The `n` under a rate; below thirty it says so."""
    if n < SMALL:
        return _("n = %(n)s, data masih sedikit") % {"n": Writer("count", "").exact(n)}
    return _("n = %(n)s") % {"n": Writer("count", "").exact(n)}


def few(n: int | None) -> tuple[str, ...]:
    """A note for a tile whose rates rest on fewer than thirty."""
    if n is None or n >= SMALL:
        return ()
    return (
        ngettext(
            "Hanya %(n)s data: bacalah dengan hati-hati.",
            "Hanya %(n)s data: bacalah dengan hati-hati.",
            n,
        )
        % {"n": n},
    )


def delta(selection: Selection, pair: Pair, writer: Writer, direction: str = "up") -> Delta | None:
    """Rates change in percentage points, scores by their difference, amounts in percent; small
    counts tell both."""
    if selection.compared is None:
        return None
    against = _("dibanding %(period)s") % {"period": said(*selection.compared)}
    if pair.now is None:
        return Delta("—", "even", against)
    if writer.unit == "ratio" and pair.before is not None:
        change = pair.now - pair.before
        text = points(change)
    elif writer.unit == "score" and pair.before is not None:
        text = writer.signed(pair.now - pair.before)
        change = (pair.now - pair.before) / max(abs(pair.before), 1)
    elif not pair.before or pair.before < 0:
        return Delta(_("baru") if pair.now and not pair.before else "—", "even", against)
    else:
        change = (pair.now - pair.before) / pair.before
        text = percent(change, signed=True)
        if writer.unit == "count" and pair.before < SMALL:
            text += f" ({writer.signed(pair.now - pair.before)})"
    if abs(change) < UNSEEN:
        return Delta(_("tetap"), "even", against)
    mood = "good" if (change > 0) == (direction == "up") else "bad"
    if abs(change) < NEUTRAL or direction == "neutral":
        mood = "even"
    return Delta(text, mood, against, change > 0)

"""A line the size of a word: the course of a number, beside the number."""

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT, INSET = 120, 32, 3


def sparkline(values: Sequence[int | float | None], runs: bool = False) -> SafeString:
    """Decoration; tables have the values. Empty when there are fewer than two. `runs`: the period
    of the last one has not ended, and the way to it is dashed."""
    known = [float(value) for value in values if value is not None]
    if len(known) < 2:
        return SafeString("")
    low, high = min([0.0, *known]), max(known)
    span = (high - low) or 1.0
    step = (WIDTH - 2 * INSET) / (len(values) - 1)
    points = [
        (INSET + n * step, HEIGHT - INSET - (float(value) - low) / span * (HEIGHT - 2 * INSET))
        for n, value in enumerate(values)
        if value is not None
    ]
    end_x, end_y = points[-1]
    dashed = ""
    if runs and values[-1] is not None:
        points, (from_x, from_y) = points[:-1], points[-2]
        dashed = (
            '<path class="sparkline__line" stroke-dasharray="3 2" '
            f'd="M{from_x:.1f} {from_y:.1f}L{end_x:.1f} {end_y:.1f}"/>'
        )
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return mark_safe(  # noqa: S308 - made of numbers only
        f'<svg class="sparkline" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" '
        f'preserveAspectRatio="none"><polyline class="sparkline__line" points="{line}"/>{dashed}'
        f'<path class="sparkline__end" d="M{end_x:.1f} {end_y:.1f}h0"/></svg>'
    )

"""A line the size of a word: the course of a number, beside the number."""

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT, INSET = 120, 32, 3


def sparkline(values: Sequence[int | float | None]) -> SafeString:
    """Decoration; tables have the values. Empty when there are fewer than two."""
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
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    end_x, end_y = points[-1]
    return mark_safe(  # noqa: S308 - made of numbers only
        f'<svg class="sparkline" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" '
        f'preserveAspectRatio="none"><polyline class="sparkline__line" points="{line}"/>'
        f'<path class="sparkline__end" d="M{end_x:.1f} {end_y:.1f}h0"/></svg>'
    )

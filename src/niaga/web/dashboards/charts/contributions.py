"""What parts of a change each brought: bars to both sides of a zero line, all on one scale."""

from dataclasses import dataclass

from niaga.web.dashboards.charts.picture import (
    Value,
    Variant,
    Write,
    framed,
    hover,
    shortened,
    text,
)

ROW, THICK = 27, 15
WIDTHS = {"wide": (460, 176), "narrow": (360, 136)}  # whole, and of the names
VALUE_ROOM = 68


@dataclass(frozen=True)
class Contributions:
    """`short` writes a value with its sign; `hovers`: what is told of each row besides."""

    name: str
    title: str
    summary: str
    labels: tuple[str, ...]
    values: tuple[Value, ...]
    short: Write
    hovers: tuple[str, ...]

    def svg(self, variant: Variant) -> str:
        return _drawn(self, variant)


def _drawn(the: Contributions, variant: Variant) -> str:
    width, names = WIDTHS[variant]
    known = [float(value) for value in the.values if value is not None]
    most, least = max([*known, 0.0]), min([*known, 0.0])
    left = names + (VALUE_ROOM if least < 0 else 4)
    room = width - VALUE_ROOM * (most > 0) - left - 4
    scale = room / (most - least or 1.0)
    zero = left - least * scale
    height = len(the.labels) * ROW + 4
    parts = [
        f'<line class="chart__grid chart__zero" x1="{zero:.1f}" x2="{zero:.1f}" y1="0" '
        f'y2="{height}"/>'
    ]
    for n, (label, value, said) in enumerate(zip(the.labels, the.values, the.hovers, strict=True)):
        y = n * ROW + 6
        parts.append(text(0, y + THICK - 3, shortened(label, names - 8), "name"))
        amount = float(value or 0)
        length = abs(amount) * scale
        start = zero if amount >= 0 else zero - length
        tone = "good" if amount >= 0 else "bad"
        parts.append(
            f'<rect class="chart__bar tone-{tone}" x="{start:.1f}" y="{y}" width="{length:.1f}" '
            f'height="{THICK}"/>'
        )
        beside, anchor = (zero + length + 6, "start") if amount >= 0 else (start - 6, "end")
        written = "–" if value is None else the.short(value)
        parts.append(text(beside, y + THICK - 3, written, "value", anchor))
        parts.append(hover(0, y - 6, width, ROW, said))
    return framed(the, variant, width, height, "".join(parts))

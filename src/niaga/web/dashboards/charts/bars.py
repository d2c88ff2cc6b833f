"""Horizontal bars, the greatest first: what is shown, and how it is drawn. They begin at 0."""

from dataclasses import dataclass, field

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

ROW, THICK = 25, 14
WIDTHS = {"wide": (540, 236), "narrow": (360, 148)}  # whole, and of the names at most
VALUE_ROOM = 78


@dataclass(frozen=True)
class Bars:
    """`before`: what each was in the period compared with, drawn as a thin mark. `short` is written
    beside the bar and `notes` behind it, `exact` told on hover."""

    name: str
    title: str
    summary: str
    labels: tuple[str, ...]
    values: tuple[Value, ...]
    short: Write
    exact: Write
    before: tuple[Value, ...] = ()
    before_label: str = ""
    tones: tuple[str, ...] = field(default=())
    notes: tuple[str, ...] = ()

    def svg(self, variant: Variant) -> str:
        return _drawn(self, variant)


def _drawn(the: Bars, variant: Variant) -> str:
    width, most_names = WIDTHS[variant]
    names = min(most_names, max((breadth(label) for label in the.labels), default=0.0) + 14)
    known = [abs(float(value)) for value in (*the.values, *the.before) if value is not None]
    most = max(known, default=0) or 1.0
    notes = the.notes or ("",) * len(the.values)
    room = width - names - VALUE_ROOM - max(map(breadth, notes), default=0.0)
    parts = []
    befores = the.before or (None,) * len(the.values)
    tones = the.tones or ("main",) * len(the.values)
    rows = zip(the.labels, the.values, befores, tones, strict=True)
    for n, (label, value, before, tone) in enumerate(rows):
        y = n * ROW + 4
        length = 0.0 if value is None else max(float(value), 0) / most * room
        parts.append(text(names - 8, y + THICK - 2, shortened(label, names - 12), "name", "end"))
        parts.append(
            f'<rect class="chart__bar tone-{tone}" x="{names:.1f}" y="{y}" width="{length:.1f}" '
            f'height="{THICK}"/>'
        )
        beside = names + length
        if before is not None:
            x = names + max(float(before), 0) / most * room
            parts.append(
                f'<path class="chart__mark tone-target" d="M{x:.1f} {y - 3}v{THICK + 6}"/>'
            )
            beside = max(beside, x)
        said = f"{'–' if value is None else the.short(value)} {notes[n]}".rstrip()
        parts.append(text(beside + 6, y + THICK - 2, said, "value"))
        full = f"{label}: {'–' if value is None else the.exact(value)}"
        if before is not None:
            full += f"\n{the.before_label}: {the.exact(before)}"
        parts.append(hover(0, y - 4, width, ROW, full))
    return framed(the, variant, width, len(the.labels) * ROW + 4, "".join(parts))

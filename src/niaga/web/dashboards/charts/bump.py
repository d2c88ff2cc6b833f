"""How ranks change from period to period: a line for each, the first at the top."""

from dataclasses import dataclass, replace

from niaga.web.dashboards.charts.picture import Variant, framed, hover, shortened, text

ROW, TOP, RADIUS = 30, 30, 11
NARROW_POSITIONS = 4


@dataclass(frozen=True)
class Ranked:
    """`ranks`: one for each position, 1 is the first; None: not among the best. `said`: what each
    rank rests on.
    """

    label: str
    tone: str
    ranks: tuple[int | None, ...]
    said: tuple[str, ...]


@dataclass(frozen=True)
class Bump:
    """`deepest`: the last rank that is drawn. `running`: positions whose period has not ended."""

    name: str
    title: str
    summary: str
    positions: tuple[str, ...]
    lines: tuple[Ranked, ...]
    deepest: int = 5
    running: frozenset[int] = frozenset()
    size: tuple[int, int] = (540, 220)

    def svg(self, variant: Variant) -> str:
        if variant == "wide":
            return _drawn(self, variant)
        cut = max(0, len(self.positions) - NARROW_POSITIONS)
        lines = (replace(line, ranks=line.ranks[cut:], said=line.said[cut:]) for line in self.lines)
        return _drawn(
            replace(
                self,
                positions=self.positions[cut:],
                lines=tuple(line for line in lines if any(line.ranks)),
                running=frozenset(n - cut for n in self.running if n >= cut),
            ),
            variant,
        )


def _drawn(bump: Bump, variant: Variant) -> str:
    width = bump.size[0] if variant == "wide" else 360
    right = (190 if width < 800 else 320) if variant == "wide" else 112
    step = (width - right - 2 * RADIUS - 4) / max(1, len(bump.positions) - 1)

    def x(position: int) -> float:
        return RADIUS + 2 + position * step

    def y(rank: int) -> float:
        return TOP + 10 + (rank - 0.5) * ROW

    parts = [
        text(
            x(n),
            14,
            name + ("*" if n in bump.running else ""),
            "label",
            "start" if not n else "middle",
        )
        for n, name in enumerate(bump.positions)
    ]
    for line in bump.lines:
        path, pen_down = [], False
        for n, rank in enumerate(line.ranks):
            if rank is None:
                pen_down = False
                continue
            path.append(f"{'L' if pen_down else 'M'}{x(n):.1f} {y(rank):.1f}")
            pen_down = True
        parts.append(f'<path class="chart__line tone-{line.tone}" d="{"".join(path)}"/>')
    for line in bump.lines:
        parts += [_mark(line, n, rank, x(n), y(rank)) for n, rank in enumerate(line.ranks) if rank]
        last = line.ranks[-1] if line.ranks else None
        if last:
            name = shortened(line.label, right - 18)
            parts.append(text(width - right + 14, y(last) + 4, name, "name"))
    return framed(bump, variant, width, TOP + 14 + ROW * bump.deepest, "".join(parts))


def _mark(line: Ranked, position: int, rank: int, x: float, y: float) -> str:
    return (
        f'<circle class="chart__rank tone-{line.tone}" cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}"/>'
        + text(x, y + 4, str(rank), "on", "middle")
        + hover(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS, line.said[position])
    )

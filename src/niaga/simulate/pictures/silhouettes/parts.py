"""Parts that several silhouettes share: laces, soles, marks and the light on the upper."""

from collections.abc import Iterable

from niaga.simulate.pictures.canvas import Canvas, brightness, darker, lighter

Point = tuple[float, float]


def light(
    c: Canvas, outline: str, tone: str, *, glow: Point, reach: float = 300, strength: float = 0.5
) -> None:
    """Studio light on a finished upper of colour `tone`: a glow, and shade below and at the ends."""
    clip = c.clip(outline)
    dark, shade = darker(tone, 0.72), 0.22 + 0.14 * (1 - brightness(tone))
    box = f'<rect x="60" y="120" width="1080" height="760" fill="%s"{clip}/>'
    c.add(box % c.vertical(430, 860, (0, dark, 0), (0.5, dark, 0), (1, dark, shade)))
    c.add(
        box
        % c.linear(
            100,
            0,
            1096,
            0,
            (0, dark, shade * 0.8),
            (0.12, dark, 0),
            (0.86, dark, 0),
            (1, dark, shade),
        )
    )
    c.add(
        box
        % c.radial(
            *glow,
            reach,
            (0, "#ffffff", strength),
            (0.45, "#ffffff", strength * 0.3),
            (1, "#ffffff", 0),
            squash=0.62,
        )
    )


def midsole(
    c: Canvas, outline: str, colour: str, top: float, bottom: float, *, edge: bool = True
) -> None:
    paint = c.vertical(
        top,
        bottom,
        (0, darker(colour, 0.14), 1),
        (0.16, lighter(colour, 0.1), 1),
        (0.62, colour, 1),
        (1, darker(colour, 0.24), 1),
    )
    c.shape(outline, paint)
    if edge:
        c.line(outline, darker(colour, 0.4), 2, 0.55)
    clip = c.clip(outline)
    c.add(
        f'<rect x="60" y="{top - 40:g}" width="1080" height="{bottom - top + 80:g}"{clip} fill="'
        + c.linear(
            100,
            0,
            1100,
            0,
            (0, "#1a1220", 0.2),
            (0.1, "#1a1220", 0),
            (0.3, "#ffffff", 0.16),
            (0.5, "#ffffff", 0),
            (0.88, "#1a1220", 0),
            (1, "#1a1220", 0.24),
        )
        + '"/>'
    )


def laces(
    c: Canvas, rows: Iterable[tuple[Point, Point]], colour: str, *, width: float = 15
) -> None:
    """Each row runs from its eyelet (first point) over the tongue (second point)."""
    for (x1, y1), (x2, y2) in rows:
        bend_x, bend_y = (x1 + x2) / 2 - (y2 - y1) * 0.16, (y1 + y2) / 2 - abs(x2 - x1) * 0.2
        course = f"M{x1:g} {y1:g}Q{bend_x:g} {bend_y:g} {x2:g} {y2:g}"
        c.line(course, "#120e14", width + 5, 0.2, ' transform="translate(2 5)"')
        c.line(course, darker(colour, 0.36), width + 3)
        c.line(course, colour, width)
        c.line(course, lighter(colour, 0.6), width * 0.3, 0.5, ' transform="translate(-1 -3)"')
    for (x1, y1), _over in rows:
        c.add(f'<circle cx="{x1:g}" cy="{y1:g}" r="5.500" fill="#17131a" opacity=".75"/>')


def bow(c: Canvas, x: float, y: float, colour: str, *, width: float = 13, size: float = 1) -> None:
    """A tied bow whose knot is at (x, y)."""
    s = size
    for course in (
        f"M{x:g} {y:g}c{-46 * s:g} {-42 * s:g} {-104 * s:g} {-22 * s:g} {-92 * s:g} {14 * s:g}"
        f"c{12 * s:g} {26 * s:g} {62 * s:g} {10 * s:g} {92 * s:g} {-14 * s:g}",
        f"M{x:g} {y:g}c{26 * s:g} {-50 * s:g} {84 * s:g} {-50 * s:g} {84 * s:g} {-10 * s:g}"
        f"c{0 * s:g} {30 * s:g} {-54 * s:g} {26 * s:g} {-84 * s:g} {10 * s:g}",
        f"M{x:g} {y:g}c{-24 * s:g} {26 * s:g} {-40 * s:g} {60 * s:g} {-44 * s:g} {96 * s:g}",
        f"M{x:g} {y:g}c{20 * s:g} {22 * s:g} {38 * s:g} {54 * s:g} {40 * s:g} {84 * s:g}",
    ):
        c.line(course, "#120e14", width + 4, 0.18, ' transform="translate(2 5)"')
        c.line(course, darker(colour, 0.36), width + 3)
        c.line(course, colour, width)
        c.line(course, lighter(colour, 0.6), width * 0.28, 0.45, ' transform="translate(-1 -2)"')
    c.add(
        f'<rect x="{x - 13 * s:g}" y="{y - 12 * s:g}" width="{26 * s:g}" height="{24 * s:g}" rx="{9 * s:g}" '
        f'fill="{colour}" stroke="{darker(colour, 0.36)}" stroke-width="2"/>'
    )


def speckle_free(colour: str) -> str:
    """The tone of a fine texture on `colour`: a little lighter on dark, darker on light."""
    return lighter(colour, 0.22) if brightness(colour) < 0.42 else darker(colour, 0.2)

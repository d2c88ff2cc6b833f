"""The view from below: a pair of outsoles with their tread."""

from niaga.simulate.pictures.canvas import Canvas, brightness, darker, lighter
from niaga.simulate.pictures.palette import Colourway

FOOT = (
    "M176 22C262 14 322 96 328 226C332 340 300 420 292 540C286 640 312 700 306 800"
    "C300 904 250 952 182 952C114 952 68 904 66 800C64 700 92 640 86 540C78 430 36 352 38 244"
    "C42 116 96 30 176 22Z"
)
SLIM = (
    "M176 22C250 30 300 150 298 270C294 380 250 440 226 560C214 640 226 720 232 790"
    "C240 880 226 952 180 952C134 952 122 880 130 790C136 720 146 640 134 560"
    "C112 450 60 380 58 280C58 150 100 20 176 22Z"
)
PATTERNS = {
    "herringbone": (56, 40, "M0 34L14 8L28 34L42 8L56 34M0 54L14 28M42 28L56 54"),
    "diamond": (48, 48, "M24 4L44 24L24 44L4 24Z"),
    "pods": (70, 64, "M10 18q0-8 8-8h34q8 0 8 8v24q0 8-8 8h-34q-8 0-8-8z"),
    "lugs": (84, 76, "M8 10h28v22h-28zM48 10h28v22h-28zM26 46h34v22h-34z"),
    "plain": (400, 30, "M0 15H400"),
    "slim": (400, 24, "M0 12H400"),
    "studs": (400, 400, "M0 0"),
}


def outsoles(c: Canvas, way: Colourway, tread: str, *, worn: bool) -> None:
    """Two outsoles side by side, toe up; `worn` smooths heel and ball."""
    outline = SLIM if tread == "slim" else FOOT
    ground = way.outsole
    line = lighter(ground, 0.24) if brightness(ground) < 0.5 else darker(ground, 0.22)
    width, height, drawing = PATTERNS[tread]
    faint = ' opacity=".4"' if tread in {"plain", "slim"} else ""
    solid = tread in {"lugs", "pods"}
    c.defs.append(
        f'<pattern id="tread" width="{width}" height="{height}" patternUnits="userSpaceOnUse">'
        f'<path d="{drawing}" fill="{lighter(ground, 0.12) if solid else "none"}" stroke="{line}" '
        f'stroke-width="{5 if tread in {"plain", "slim"} else 7}" stroke-linejoin="round"'
        f"{faint}/></pattern>"
    )
    clip = c.clip(outline)
    c.add('<g id="one">')
    c.line(outline, "#2a1f1a", 26, 0.1, ' transform="translate(6 16)"')
    c.shape(outline, darker(way.sole, 0.12))
    c.line(outline, darker(way.sole, 0.4), 3, 0.7)
    inner = ' transform="translate(14 38) scale(.922)"'
    c.shape(
        outline,
        c.linear(40, 0, 330, 900, (0, lighter(ground, 0.16), 1), (1, darker(ground, 0.2), 1)),
        inner,
    )
    if tread == "studs":
        for x, y in (
            (110, 130),
            (246, 120),
            (92, 270),
            (280, 262),
            (130, 400),
            (250, 396),
            (120, 800),
            (250, 800),
            (130, 890),
            (236, 890),
        ):
            c.add(
                f'<circle cx="{x}" cy="{y + 8}" r="27" fill="#120e14" opacity=".3"/><circle cx="{x}" cy="{y}" r="26" fill="{lighter(ground, 0.2)}"/><circle cx="{x}" cy="{y}" r="15" fill="{way.accent}"/>'
            )
    else:
        c.shape(outline, "url(#tread)", inner)
    c.shape(
        "M70 560C150 600 240 600 310 560L312 660C240 700 140 700 66 660Z",
        ground,
        clip + ' opacity=".9"',
    )
    if tread not in {"plain", "slim"}:
        c.shape("M150 596h70l-12 40h-46z", way.accent, ' opacity=".9"')
    if worn:
        for cx, cy, r in ((214, 880, 110), (170, 220, 120)):
            paint = c.radial(
                cx,
                cy,
                r,
                (0, mixed(ground), 0.95),
                (0.6, mixed(ground), 0.6),
                (1, mixed(ground), 0),
            )
            c.add(f'<circle cx="{cx}" cy="{cy}" r="{r}" fill="{paint}"{clip}/>')
        for i in range(30):
            x, y = 80 + (i * 73) % 210, 60 + (i * 151) % 850
            c.line(f"M{x} {y}l{6 + i % 9} {3 - i % 6}", "#6b5236", 3 + i % 3, 0.35, clip)
    c.line(outline, "#ffffff", 3, 0.3, inner)
    c.add("</g>")
    one = "".join(c.body)
    c.body.clear()
    c.add(
        f'<g transform="translate(196 118) rotate(-3 180 480)">{one}</g>'
        '<use href="#one" transform="translate(1004 118) rotate(3 -180 480) scale(-1 1)"/>'
    )


def mixed(ground: str) -> str:
    return lighter(ground, 0.3) if brightness(ground) < 0.5 else darker(ground, 0.14)

"""Marks of use, drawn where the description of a used pair says they are."""

from dataclasses import dataclass

from niaga.simulate.pictures.canvas import Canvas, darker, lighter
from niaga.simulate.pictures.palette import Colourway


@dataclass(frozen=True)
class Mark:
    """`at` is where it sits in drawing coordinates; the detail view looks there."""

    code: str
    at: tuple[float, float]


MARKS = {
    mark.code: mark
    for mark in (
        Mark("creases", (400, 670)),
        Mark("scuff_toe", (226, 742)),
        Mark("scuff_heel", (1006, 690)),
        Mark("dirt_sole", (430, 826)),
        Mark("yellowing", (760, 826)),
        Mark("stain", (760, 690)),
        Mark("fading", (620, 680)),
        Mark("heel_worn", (1010, 846)),
    )
}


def draw_mark(c: Canvas, way: Colourway, code: str) -> None:
    x, y = MARKS[code].at
    dark, bare = darker(way.upper, 0.55), lighter(way.upper, 0.45)
    if code == "creases":
        for dx, dy, bend in ((-58, 18, 26), (-22, 2, 34), (16, -16, 30), (50, -34, 22)):
            course = f"M{x + dx} {y + dy}q{bend} 30 {bend * 0.5:g} 74"
            c.line(course, dark, 5, 0.34)
            c.line(course, bare, 2.4, 0.6, ' transform="translate(5 -1)"')
    elif code in {"scuff_toe", "scuff_heel"}:
        worn = lighter(way.upper, 0.6) if code == "scuff_toe" else mixed_leather(way)
        for i in range(15):
            dx, dy = (i * 37) % 78 - 39, (i * 53) % 56 - 28
            c.line(
                f"M{x + dx} {y + dy}l{10 + (i * 7) % 16} {-7 - (i * 5) % 9}",
                worn,
                2.6 + i % 3,
                0.75,
            )
            c.line(
                f"M{x + dx + 2} {y + dy + 4}l{9 + (i * 7) % 14} {-6 - (i * 5) % 8}", dark, 1.4, 0.5
            )
    elif code == "dirt_sole":
        for i in range(26):
            dx, dy = (i * 61) % 460 - 230, (i * 29) % 34 - 14
            c.line(
                f"M{x + dx} {y + dy}l{12 + (i * 11) % 26} {(i * 3) % 7 - 3}",
                "#6b5236",
                3 + i % 4,
                0.34,
            )
    elif code == "yellowing":
        paint = c.radial(
            x, y, 330, (0, "#d9b85c", 0.6), (0.7, "#d9b85c", 0.36), (1, "#d9b85c", 0), squash=0.09
        )
        c.add(f'<rect x="420" y="796" width="660" height="60" fill="{paint}"/>')
    elif code == "stain":
        paint = c.radial(
            x, y, 62, (0, "#5a3b1e", 0.5), (0.7, "#5a3b1e", 0.34), (1, "#5a3b1e", 0), squash=0.7
        )
        c.add(f'<rect x="{x - 70}" y="{y - 60}" width="140" height="120" fill="{paint}"/>')
        c.line(f"M{x - 44} {y + 6}q10 30 46 30t44-24", "#5a3b1e", 3, 0.4)
    elif code == "fading":
        paint = c.radial(
            x, y, 200, (0, "#fff8ea", 0.34), (0.6, "#fff8ea", 0.2), (1, "#fff8ea", 0), squash=0.6
        )
        c.add(f'<rect x="{x - 200}" y="{y - 120}" width="400" height="230" fill="{paint}"/>')
    elif code == "heel_worn":
        # the outer edge is ground away: the floor shows where rubber was
        c.shape("M930 866L1090 866L1090 832C1050 840 980 856 930 866Z", "#e9e2d8")
        c.line("M936 862C985 852 1046 838 1084 829", darker(way.outsole, 0.3), 3, 0.8)
        for i in range(14):
            c.line(f"M{956 + i * 9} {853 - i * 1.7:g}l{7 + i % 4} -5", "#8d857b", 3.5, 0.65)


def mixed_leather(way: Colourway) -> str:
    return lighter(way.panel, 0.5)
